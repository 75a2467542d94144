// The words of the steward 楼栋管家: src/words/<language>/steward.ts.
import { words } from './sentences.ts'
import { steward as zh } from './zh/steward.ts'

export const steward = words('steward', zh, async (language) => (await import(`./${language}/steward.ts`)).steward)
