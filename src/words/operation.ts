// The words of the operation 行动: src/words/<language>/operation.ts.
import { words } from './sentences.ts'
import { operation as zh } from './zh/operation.ts'

export const operation = words(
  'operation',
  zh,
  async (language) => (await import(`./${language}/operation.ts`)).operation,
)
