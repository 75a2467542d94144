// The words of the registry 双报到 and its imports: src/words/<language>/registry.ts.
import { words } from './sentences.ts'
import { registry as zh } from './zh/registry.ts'

export const registry = words('registry', zh, async (language) => (await import(`./${language}/registry.ts`)).registry)
