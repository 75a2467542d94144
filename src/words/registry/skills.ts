// The words of skills 特长: src/words/<language>/registry/skills.ts.
import { words } from '../sentences.ts'
import { skills as zh } from '../zh/registry/skills.ts'

export const skills = words(
  'registry/skills',
  zh,
  async (language) => (await import(`../${language}/registry/skills.ts`)).skills,
)
