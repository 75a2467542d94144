// The words of oversight 督导·回头看: src/words/<language>/oversight.ts.
import { words } from './sentences.ts'
import { oversight as zh } from './zh/oversight.ts'

export const oversight = words(
  'oversight',
  zh,
  async (language) => (await import(`./${language}/oversight.ts`)).oversight,
)
