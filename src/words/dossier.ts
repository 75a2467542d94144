// The words of the dossier 服务纪实: src/words/<language>/dossier.ts.
import { words } from './sentences.ts'
import { dossier as zh } from './zh/dossier.ts'

export const dossier = words('dossier', zh, async (language) => (await import(`./${language}/dossier.ts`)).dossier)
