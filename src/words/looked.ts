// What the access log holds, in words: src/words/<language>/looked.ts.
import { words } from './sentences.ts'
import { looked as zh } from './zh/looked.ts'

export const looked = words('looked', zh, async (language) => (await import(`./${language}/looked.ts`)).looked)
