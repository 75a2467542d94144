// Reads a .csv as offices save it: UTF-8 with or without mark, UTF-16 (Excel's "Unicode text"), GB18030; comma,
// semicolon or tab.
import { parse } from 'csv-parse/sync'
import { FileRefused, limits } from './limits.ts'
import type { Row, Sheet } from './table.ts'

/** UTF-8 is tried first because its rules are strict: Chinese text in GB18030 practically never passes for it. */
function decode(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file)
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file)
    } catch {
      /* the next encoding */
    }
  }
  throw new FileRefused('unknown-encoding')
}

/** The delimiter that the first lines hold most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000)
  const count = (mark: string) => head.split(mark).length
  return [',', '\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',')
}

/** Control characters other than tab and line ends: a binary file by a table's name. */
const binary = /[\u0000-\u0008\u000e-\u001f\ufffe]/

/** @throws FileRefused */
export function readCsv(file: Uint8Array): Sheet[] {
  const text = decode(file).replaceAll('\ufeff', '')
  if (binary.test(text) || /^\s*(<|\{|%PDF)/.test(text.slice(0, 200))) throw new FileRefused('not-a-table')
  const rows: Row[] = []
  let number = 0
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      // A quote that is never closed would swallow the file: a record is never longer than this.
      max_record_size: limits.columnsMax * 200,
      on_record: (cells: string[]) => {
        // Records, not lines: a cell may hold a line break, and Excel numbers rows.
        number++
        if (cells.length > limits.columnsMax) throw new FileRefused('too-many-columns', { most: limits.columnsMax })
        if (rows.length >= limits.rowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
        if (cells.some((cell) => cell.length > limits.cellLengthMax))
          throw new FileRefused('cell-too-long', { most: limits.cellLengthMax })
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ number, cells })
        return null
      },
    })
  } catch (error) {
    if (error instanceof FileRefused) throw error
    const code = (error as { code?: string }).code ?? ''
    throw new FileRefused(
      code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_INVALID_CLOSING_QUOTE'
        ? 'quote-not-closed'
        : 'not-a-table',
    )
  }
  return [{ name: 'CSV', rows, merges: [] }]
}
