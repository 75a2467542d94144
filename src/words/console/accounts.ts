// The words of accounts and roles: src/words/<language>/console/accounts.ts.
import { words } from '../sentences.ts'
import { accounts as zh } from '../zh/console/accounts.ts'

export const accounts = words(
  'console/accounts',
  zh,
  async (language) => (await import(`../${language}/console/accounts.ts`)).accounts,
)
