// The words of the frame of the phone: tabs, what is on its way, what could not be kept:
// src/words/<language>/phone/frame.ts.
import { words } from '../sentences.ts'
import { frame as zh } from '../zh/phone/frame.ts'

export const frame = words('phone/frame', zh, async (language) => (await import(`../${language}/phone/frame.ts`)).frame)
