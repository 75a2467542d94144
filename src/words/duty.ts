// The words of duties at a post 职责: src/words/<language>/duty.ts.
import { words } from './sentences.ts'
import { duty as zh } from './zh/duty.ts'

export const duty = words('duty', zh, async (language) => (await import(`./${language}/duty.ts`)).duty)
