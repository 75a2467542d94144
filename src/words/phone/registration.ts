// The words of registering with a community 报到: src/words/<language>/phone/registration.ts.
import { words } from '../sentences.ts'
import { registration as zh } from '../zh/phone/registration.ts'

export const registration = words(
  'phone/registration',
  zh,
  async (language) => (await import(`../${language}/phone/registration.ts`)).registration,
)
