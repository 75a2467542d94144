// The words of the papers 纸质表单: src/words/<language>/papers.ts.
import { words } from './sentences.ts'
import { papers as zh } from './zh/papers.ts'

export const papers = words('papers', zh, async (language) => (await import(`./${language}/papers.ts`)).papers)
