// The words of the notice 通知: src/words/<language>/notice.ts.
import { words } from './sentences.ts'
import { notice as zh } from './zh/notice.ts'

export const notice = words('notice', zh, async (language) => (await import(`./${language}/notice.ts`)).notice)
