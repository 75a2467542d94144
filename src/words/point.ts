// The words of the point 采样点: src/words/<language>/point.ts.
import { words } from './sentences.ts'
import { point as zh } from './zh/point.ts'

export const point = words('point', zh, async (language) => (await import(`./${language}/point.ts`)).point)
