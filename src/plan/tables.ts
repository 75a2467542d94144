// Reads the tables a caller gives: .csv (UTF-8 or GB18030) as a stream, .xlsx whole; columns found by name, rows with
// their line numbers.
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { parse, type CsvError } from 'csv-parse'
import { unzipSync } from 'fflate'
import readXlsx, { type CellValue } from 'read-excel-file/node'
import { InputFault } from './fault.ts'
import { words } from './words.ts'

/** Wanted columns by name. A name may be given as alternatives, "unit|单位": the first is what faults speak of. */
export interface Columns {
  readonly required: readonly string[]
  readonly optional?: readonly string[]
}

/**
 * Gets the wanted cells in the order required, then optional ('' where the column is absent), and the line they stand
 * on.
 */
export type EachRow = (cells: string[], line: number) => void

/** Beyond 10 million arcs a plan would not fit in memory anyway. */
export const ROWS_MAX = 12_000_000
const SNIFF_BYTES = 64 * 1024
/** A quote that is never closed would swallow the file. */
const RECORD_CHARACTERS_MAX = 100_000
/** An xlsx is unpacked whole: these keep a small malicious file from eating the machine. */
const XLSX_BYTES_MAX = 32 * 1024 * 1024
const XLSX_UNPACKED_BYTES_MAX = 400 * 1024 * 1024

/** Throws InputFault naming file, line and field. */
export async function readTable(file: string, columns: Columns, each: EachRow, sheet?: string): Promise<void> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  )
  if (size < 0) throw new InputFault({ file }, words.noFile)
  if (size === 0) throw new InputFault({ file }, words.emptyFile)
  if (extname(file).toLowerCase() === '.xlsx') await readWorkbook(file, size, columns, each, sheet)
  else await readCsv(file, columns, each)
}

/** Finds each wanted column in the header; throws InputFault for the first that is missing. */
function locate(file: string, header: readonly string[], line: number, columns: Columns): number[] {
  const names = header.map((name) => name.trim().toLowerCase())
  const find = (wanted: string) =>
    wanted
      .toLowerCase()
      .split('|')
      .reduce((at, name) => (at >= 0 ? at : names.indexOf(name)), -1)
  for (const wanted of columns.required) {
    if (find(wanted) < 0)
      throw new InputFault({ file, line, field: wanted.split('|')[0] }, words.noColumn(header.join(', ')))
  }
  return [...columns.required, ...(columns.optional ?? [])].map(find)
}

async function readCsv(file: string, columns: Columns, each: EachRow): Promise<void> {
  const decoder = await decoderFor(file)
  let at: number[] | undefined
  let rows = 0
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    relax_column_count_more: true,
    max_record_size: RECORD_CHARACTERS_MAX,
    on_record(record: string[], { lines }) {
      if (!at) at = locate(file, record, lines, columns)
      else {
        if (++rows > ROWS_MAX) throw new InputFault({ file, line: lines }, words.tooManyRows(ROWS_MAX))
        each(
          at.map((k) => (k < 0 ? '' : record[k].trim())),
          lines,
        )
      }
      return null
    },
  })
  parser.resume()
  const ended = once(parser, 'end')
  // The failure is met below, at the write or at the end, whichever comes first.
  ended.catch(() => {})
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const text = decoder ? decoder.decode(chunk as Buffer, { stream: true }) : (chunk as Buffer)
      if (!parser.write(text)) await Promise.race([once(parser, 'drain'), ended])
    }
    parser.end(decoder?.decode())
    await ended
  } catch (error) {
    throw csvFault(file, error)
  }
  if (!at) throw new InputFault({ file }, words.emptyFile)
}

function csvFault(file: string, error: unknown): unknown {
  const { code, lines } = error as CsvError
  if (error instanceof InputFault || typeof code !== 'string' || !code.startsWith('CSV_')) return error
  const line = typeof lines === 'number' ? lines : undefined
  return new InputFault({ file, line }, words.badCsv((error as CsvError).message))
}

/**
 * Undefined for UTF-8 (the parser's own). UTF-8's rules are strict: Chinese text in GB18030 practically never passes
 * for it.
 */
async function decoderFor(file: string): Promise<InstanceType<typeof TextDecoder> | undefined> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
    if (head.includes(0)) throw new InputFault({ file }, words.notText)
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
      return undefined
    } catch {
      return new TextDecoder('gb18030')
    }
  } finally {
    await handle.close()
  }
}

async function readWorkbook(
  file: string,
  size: number,
  columns: Columns,
  each: EachRow,
  sheet?: string,
): Promise<void> {
  if (size > XLSX_BYTES_MAX) throw new InputFault({ file }, words.tooLarge(XLSX_BYTES_MAX))
  const bytes = await readFile(file)
  let unpacked = 0
  try {
    unzipSync(bytes, { filter: (part) => ((unpacked += part.originalSize), false) })
  } catch {
    throw new InputFault({ file }, words.notXlsx)
  }
  if (unpacked > XLSX_UNPACKED_BYTES_MAX) throw new InputFault({ file }, words.tooLarge(XLSX_UNPACKED_BYTES_MAX))
  const sheets = await readXlsx(bytes).catch(() => {
    throw new InputFault({ file }, words.notXlsx)
  })
  const found =
    sheet === undefined ? sheets[0] : sheets.find(({ sheet: name }) => name.toLowerCase() === sheet.toLowerCase())
  if (!found)
    throw new InputFault({ file, field: sheet }, words.noSheet(sheets.map(({ sheet: name }) => name).join(', ')))
  const top = found.data.findIndex((row) => row.some((cell) => cell !== null))
  if (top < 0) throw new InputFault({ file }, words.emptyFile)
  const at = locate(file, found.data[top].map(cellText), top + 1, columns)
  for (let row = top + 1; row < found.data.length; row++) {
    const cells = found.data[row].map(cellText)
    if (cells.some((cell) => cell !== ''))
      each(
        at.map((k) => (k < 0 ? '' : (cells[k] ?? ''))),
        row + 1,
      )
  }
}

/** Names of the sheets of a workbook. */
export async function sheetNames(file: string): Promise<string[]> {
  const bytes = await readFile(file).catch(() => {
    throw new InputFault({ file }, words.noFile)
  })
  return (
    await readXlsx(bytes).catch(() => {
      throw new InputFault({ file }, words.notXlsx)
    })
  ).map(({ sheet }) => sheet)
}

const cellText = (cell: CellValue | null): string =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString() : String(cell).trim()
