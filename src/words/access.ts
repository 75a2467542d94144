// The words of accounts and access: src/words/<language>/access.ts.
import { words } from './sentences.ts'
import { access as zh } from './zh/access.ts'

export const access = words('access', zh, async (language) => (await import(`./${language}/access.ts`)).access)
