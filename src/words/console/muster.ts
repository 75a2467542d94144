// The words of whistles, proposals, calls and boards 吹哨集结: src/words/<language>/console/muster.ts.
import { words } from '../sentences.ts'
import { muster as zh } from '../zh/console/muster.ts'

export const muster = words(
  'console/muster',
  zh,
  async (language) => (await import(`../${language}/console/muster.ts`)).muster,
)
