// The words of every screen: answers of the door, the network, plain buttons: src/words/<language>/kernel.ts.
import { words } from './sentences.ts'
import { kernel as zh } from './zh/kernel.ts'

export const kernel = words('kernel', zh, async (language) => (await import(`./${language}/kernel.ts`)).kernel)
