// The words of taking lists in 导入: src/words/<language>/console/import.ts.
import { words } from '../sentences.ts'
import { importing as zh } from '../zh/console/import.ts'

export const importing = words(
  'console/import',
  zh,
  async (language) => (await import(`../${language}/console/import.ts`)).importing,
)
