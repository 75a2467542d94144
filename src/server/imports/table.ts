// A table as read from a file, whatever the format: texts by row and column, and how to name a cell the way Excel does.

export interface Row {
  /** Row number in the file, from 1. */
  readonly number: number
  readonly cells: string[]
  /** Columns (from 0) that held a formula; their text is the value last computed by the office program. */
  readonly formulas?: number[]
}

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
export function fillMerges(sheet: Sheet): void {
  const at = new Map(sheet.rows.map((row) => [row.number, row]))
  for (const { top, bottom, left, right } of sheet.merges) {
    const text = at.get(top)?.cells[left] ?? ''
    if (text === '') continue
    for (let n = top; n <= bottom; n++) {
      const row = at.get(n)
      if (!row) continue
      for (let column = left; column <= right; column++) row.cells[column] ??= ''
      for (let column = left; column <= right; column++) if (row.cells[column] === '') row.cells[column] = text
    }
  }
}
