// The words of the ending: what is held and why, when it ends, objections: src/words/<language>/ending.ts.
import { words } from './sentences.ts'
import { ending as zh } from './zh/ending.ts'

export const ending = words('ending', zh, async (language) => (await import(`./${language}/ending.ts`)).ending)
