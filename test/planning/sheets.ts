// Sheets as a reader hands them on, from rows of cells, for tests of what is read from them.
import type { Merge, Sheet } from '#server/imports/table.ts'

export const sheetOf = (rows: readonly (readonly string[])[], merges: Merge[] = []): Sheet => ({
  name: 'S',
  rows: rows.map((cells, i) => ({ number: i + 1, cells: [...cells] })),
  merges,
})
