// A table as read from a file, whatever the format: texts by row and column, and how to name a cell the way Excel does.

export interface Row {
  /** Row number in the file, from 1. */
  readonly number: number
  readonly cells: string[]
  /** Columns (from 0) that held a formula; their text is the value last computed by the office program. */
  formulas?: number[]
  /** Columns whose formula failed: #N/A, #REF!. */
  errors?: number[]
  /** Columns that show a date or a time, often one that the office program made of 3-2. */
  dates?: number[]
}

/** The marks of a cell that go with its text. */
export const cellMarks = ['formulas', 'errors', 'dates'] as const

/** A merged block, columns and rows inclusive; rows from 1, columns from 0. */
export interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  readonly rows: Row[]
  readonly merges: readonly Merge[]
  /** A hidden sheet is named and not read. */
  readonly hidden?: boolean
  readonly hiddenRows?: HiddenRows
}

/** Rows that a filter or a hand hid: they are left out, and said so. */
export interface HiddenRows {
  readonly count: number
  /** As one reads it: 4–9, 12, … */
  readonly where: string
}

/** How many stretches of hidden rows are named. */
const stretchesMax = 5

export function hiddenOf(rows: readonly Row[]): HiddenRows {
  const stretches: [number, number][] = []
  for (const { number } of rows) {
    const last = stretches.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else stretches.push([number, number])
  }
  const named = stretches.slice(0, stretchesMax).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return { count: rows.length, where: [...named, ...(stretches.length > stretchesMax ? ['…'] : [])].join(', ') }
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** B17 → column 1, row 17; undefined for anything else. At most three letters and seven digits, as Excel has them. */
export function cellAddress(address: string): { column: number; row: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(address)
  if (!found) return undefined
  let column = 0
  for (const letter of found[1]) column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(found[2]) }
}

/**
 * Gives every cell of a merged block the text of its first cell: offices merge the unit over the rows of its people.
 */
export function fillMerges(sheet: Pick<Sheet, 'rows' | 'merges'>): void {
  const at = new Map(sheet.rows.map((row) => [row.number, row]))
  for (const { top, bottom, left, right } of sheet.merges) {
    const first = at.get(top)
    const text = first?.cells[left] ?? ''
    if (!first || text === '') continue
    const marks = cellMarks.filter((mark) => first[mark]?.includes(left))
    for (let n = top; n <= bottom; n++) {
      const row = at.get(n)
      if (!row) continue
      for (let column = left; column <= right; column++) row.cells[column] ??= ''
      for (let column = left; column <= right; column++) {
        if (row.cells[column] !== '') continue
        row.cells[column] = text
        for (const mark of marks) (row[mark] ??= []).push(column)
      }
    }
  }
}
