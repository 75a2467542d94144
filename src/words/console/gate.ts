// The words of logging in and setting up: src/words/<language>/console/gate.ts.
import { words } from '../sentences.ts'
import { gate as zh } from '../zh/console/gate.ts'

export const gate = words('console/gate', zh, async (language) => (await import(`../${language}/console/gate.ts`)).gate)
