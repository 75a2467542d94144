// The words of oneself: ways to be reached, calendar, sessions: src/words/<language>/phone/me.ts.
import { words } from '../sentences.ts'
import { me as zh } from '../zh/phone/me.ts'

export const me = words('phone/me', zh, async (language) => (await import(`../${language}/phone/me.ts`)).me)
