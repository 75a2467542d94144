// The words of what every screen of the console is made of: tables, places, maps, spans of time:
// src/words/<language>/console/parts.ts.
import { words } from '../sentences.ts'
import { parts as zh } from '../zh/console/parts.ts'

export const parts = words(
  'console/parts',
  zh,
  async (language) => (await import(`../${language}/console/parts.ts`)).parts,
)
