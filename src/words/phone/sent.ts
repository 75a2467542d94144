// The words of what was sent and what came of it: src/words/<language>/phone/sent.ts.
import { words } from '../sentences.ts'
import { sent as zh } from '../zh/phone/sent.ts'

export const sent = words('phone/sent', zh, async (language) => (await import(`../${language}/phone/sent.ts`)).sent)
