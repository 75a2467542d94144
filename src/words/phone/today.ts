// The words of the first screen: calls, answers, arriving: src/words/<language>/phone/today.ts.
import { words } from '../sentences.ts'
import { today as zh } from '../zh/phone/today.ts'

export const today = words('phone/today', zh, async (language) => (await import(`../${language}/phone/today.ts`)).today)
