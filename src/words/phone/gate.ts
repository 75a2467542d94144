// The words of logging in and invitations: src/words/<language>/phone/gate.ts.
import { words } from '../sentences.ts'
import { gate as zh } from '../zh/phone/gate.ts'

export const gate = words('phone/gate', zh, async (language) => (await import(`../${language}/phone/gate.ts`)).gate)
