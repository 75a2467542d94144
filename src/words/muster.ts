// The words of the muster 吹哨集结: src/words/<language>/muster.ts.
import { words } from './sentences.ts'
import { muster as zh } from './zh/muster.ts'

export const muster = words('muster', zh, async (language) => (await import(`./${language}/muster.ts`)).muster)
