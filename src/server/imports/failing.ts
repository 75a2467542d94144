// Rows that could not be taken in, handed back as they came, with what is wrong in a last column.
import { writeSheets } from '#papers/sheets.ts'
import type { PlannedRow } from './plan.ts'
import type { Language } from '#words/languages.ts'
import { say, sayProblem } from './telling.ts'

const widthMax = 40

export function failingSheet(
  failing: { heads: readonly string[]; rows: readonly { cells: readonly string[]; planned: PlannedRow }[] },
  language: Language,
): Promise<Buffer> {
  const width = Math.max(failing.heads.length, ...failing.rows.map((row) => row.cells.length), 0)
  const pad = (cells: readonly string[]) => Array.from({ length: width }, (_, column) => cells[column] ?? '')
  const rows = failing.rows.map(({ cells, planned }) => [
    ...pad(cells),
    planned.problems
      .filter((problem) => problem.weight !== 'note')
      .map((problem) => sayProblem(language, problem))
      .join('\n'),
  ])
  const widths = Array.from({ length: width }, (_, column) =>
    Math.min(
      widthMax,
      4 + 2 * Math.max(...rows.map((row) => row[column].length), (failing.heads[column] ?? '').length),
    ),
  )
  return writeSheets([
    {
      name: say(language, 'sheet.failing'),
      heads: [...pad(failing.heads), say(language, 'sheet.problem')],
      widths: [...widths, 60],
      rows,
    },
  ])
}
