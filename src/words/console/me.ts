// The words of one’s own account: src/words/<language>/console/me.ts.
import { words } from '../sentences.ts'
import { me as zh } from '../zh/console/me.ts'

export const me = words('console/me', zh, async (language) => (await import(`../${language}/console/me.ts`)).me)
