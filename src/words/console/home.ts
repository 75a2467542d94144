// The words of the first screen: src/words/<language>/console/home.ts.
import { words } from '../sentences.ts'
import { home as zh } from '../zh/console/home.ts'

export const home = words('console/home', zh, async (language) => (await import(`../${language}/console/home.ts`)).home)
