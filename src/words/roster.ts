// The words of the roster 编组排班: src/words/<language>/roster.ts.
import { words } from './sentences.ts'
import { roster as zh } from './zh/roster.ts'

export const roster = words('roster', zh, async (language) => (await import(`./${language}/roster.ts`)).roster)
