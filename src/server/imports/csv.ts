// Reads a .csv as offices save it: UTF-8 with or without mark, UTF-16 (Excel's "Unicode text"), GB18030; the delimiter
// that stands outside quotes and gives rows of one width.
import { parse, type Options } from 'csv-parse/sync'
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

/** The likeliest first: where two divide the lines alike, it wins. */
const delimiters = ['\t', ',', ';', '，', '|', '；'] as const
/** What is looked at of a file to find its delimiter. */
const looked = { letters: 64 * 1024, lines: 50 } as const

/** How many of each delimiter stand outside quotes, line by line; a line break inside quotes ends no line. */
function countOutsideQuotes(text: string): Map<string, number>[] {
  const lines: Map<string, number>[] = [new Map()]
  let quoted = false
  for (let at = 0; at < Math.min(text.length, looked.letters); at++) {
    const [line, letter] = [lines.at(-1)!, text[at]]
    if (letter === '"') quoted = !quoted && opensCell(text, at)
    else if (quoted) continue
    else if (letter === '\n') {
      if (lines.length === looked.lines) break
      lines.push(new Map())
    } else if ((delimiters as readonly string[]).includes(letter)) line.set(letter, (line.get(letter) ?? 0) + 1)
  }
  return lines.filter((line) => line.size > 0)
}

/** A quote opens a cell only where the cell begins; elsewhere it is a letter: 县"示例"一局. */
const opensCell = (text: string, at: number) => at === 0 || /[\n\r\t,;，；|]/.test(text[at - 1])

/** The delimiter by which most lines have the same width; among equals, that of the most columns. */
function delimiterOf(text: string): string {
  const lines = countOutsideQuotes(text)
  const alike = (mark: string) => {
    const widths = new Map<number, number>()
    for (const line of lines) {
      const count = line.get(mark) ?? 0
      if (count > 0) widths.set(count, (widths.get(count) ?? 0) + 1)
    }
    return [...widths].reduce((best, [width, n]) => (n > best.n ? { n, width } : best), { n: 0, width: 0 })
  }
  return delimiters.reduce(
    (best, mark) => {
      const { n, width } = alike(mark)
      return n > best.n || (n === best.n && width > best.width && n > 0) ? { mark, n, width } : best
    },
    { mark: ',' as string, n: 0, width: 0 },
  ).mark
}

/** Control characters other than tab and line ends: a binary file by a table's name. */
const binary = /[\u0000-\u0008\u000e-\u001f\ufffe]/

/** What other programs write and name .xls, .csv or .txt, by how it begins. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^\s*(<!doctype html|<html|<head|<meta|<table|<style)/i, 'HTML'],
  [/^\s*MIME-Version:/i, 'MHTML'],
  [/^\s*</, 'XML'],
  [/^ID;P/, 'SYLK'],
  [/^\s*\{\\rtf/, 'RTF'],
  [/^\s*%PDF/, 'PDF'],
  [/^\s*[{[]\s*["{[]/, 'JSON'],
]

/** @throws FileRefused */
export function readCsv(file: Uint8Array): Sheet[] {
  const whole = decode(file).replaceAll('\ufeff', '')
  const beginning = whole.slice(0, 400)
  for (const [begins, format] of foreign) if (begins.test(beginning)) throw new FileRefused('other-format', { format })
  if (binary.test(whole)) throw new FileRefused('not-a-table')
  // Excel's own way of naming the delimiter in a first line that is none of the list.
  const named = /^"?sep=(.)"?\r?\n/i.exec(beginning)
  const text = named ? whole.slice(named[0].length) : whole
  const rows: Row[] = []
  let number = 0
  const take = (cells: string[]) => {
    // Records, not lines: a cell may hold a line break, and Excel numbers rows.
    number++
    if (cells.length > limits.columnsMax) throw new FileRefused('too-many-columns', { most: limits.columnsMax })
    if (rows.length >= limits.rowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
    if (cells.some((cell) => cell.length > limits.cellLengthMax))
      throw new FileRefused('cell-too-long', { most: limits.cellLengthMax })
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ number, cells })
    return null
  }
  parseAll(text, { delimiter: named?.[1] ?? delimiterOf(text), on_record: take })
  return [{ name: 'CSV', rows, merges: [] }]
}

function parseAll(text: string, options: Options): void {
  try {
    parse(text, {
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      // A quote that is never closed would swallow the file: a record is never longer than this.
      max_record_size: limits.columnsMax * 200,
      ...options,
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
}
