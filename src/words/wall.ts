// The words of the wall board 大屏: src/words/<language>/wall.ts.
import { words } from './sentences.ts'
import { wall as zh } from './zh/wall.ts'

export const wall = words('wall', zh, async (language) => (await import(`./${language}/wall.ts`)).wall)
