// The words of the access log: src/words/<language>/console/log.ts.
import { words } from '../sentences.ts'
import { log as zh } from '../zh/console/log.ts'

export const log = words('console/log', zh, async (language) => (await import(`../${language}/console/log.ts`)).log)
