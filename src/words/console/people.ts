// The words of units and people, invitations and what was before: src/words/<language>/console/people.ts.
import { words } from '../sentences.ts'
import { people as zh } from '../zh/console/people.ts'

export const people = words(
  'console/people',
  zh,
  async (language) => (await import(`../${language}/console/people.ts`)).people,
)
