// The words of whoever leads a muster on the spot: src/words/<language>/phone/lead.ts.
import { words } from '../sentences.ts'
import { lead as zh } from '../zh/phone/lead.ts'

export const lead = words('phone/lead', zh, async (language) => (await import(`../${language}/phone/lead.ts`)).lead)
