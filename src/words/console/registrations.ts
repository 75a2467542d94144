// The words of registrations with a community 报到: src/words/<language>/console/registrations.ts.
import { words } from '../sentences.ts'
import { registrations as zh } from '../zh/console/registrations.ts'

export const registrations = words(
  'console/registrations',
  zh,
  async (language) => (await import(`../${language}/console/registrations.ts`)).registrations,
)
