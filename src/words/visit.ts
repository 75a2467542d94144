// The words of the visit 上门: src/words/<language>/visit.ts.
import { words } from './sentences.ts'
import { visit as zh } from './zh/visit.ts'

export const visit = words('visit', zh, async (language) => (await import(`./${language}/visit.ts`)).visit)
