// The words of the frame of the console 工作台: screens, roles, keys, the palette:
// src/words/<language>/console/shell.ts.
import { words } from '../sentences.ts'
import { shell as zh } from '../zh/console/shell.ts'

export const shell = words(
  'console/shell',
  zh,
  async (language) => (await import(`../${language}/console/shell.ts`)).shell,
)
