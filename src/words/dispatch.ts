// The words of dispatch 统筹: src/words/<language>/dispatch.ts.
import { words } from './sentences.ts'
import { dispatch as zh } from './zh/dispatch.ts'

export const dispatch = words('dispatch', zh, async (language) => (await import(`./${language}/dispatch.ts`)).dispatch)
