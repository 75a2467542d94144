// Writes answers: JSON or CSV to standard output, or a file (json, csv, xlsx, html) by its ending.
import { accessSync, constants, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import writeXlsx from 'write-excel-file/node'
import { InputFault } from './fault.ts'
import type { Io } from './io.ts'
import { words } from './words.ts'

export type Cell = string | number | null

/** A sheet of a workbook, or the whole of a CSV. */
export interface Sheet {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What a subcommand can be written as. `sheets[0]` is what CSV shows; html is made only when asked for. */
export interface Answer {
  readonly json: unknown
  readonly sheets: readonly Sheet[]
  html?(): Promise<string>
}

const formats = ['json', 'csv', 'xlsx', 'html'] as const
export type Format = (typeof formats)[number]

/**
 * `json` or `csv` go to standard output; anything else is a file whose ending says the format. Throws InputFault, also
 * where that file or the report cannot be written: nobody waits for an answer that has nowhere to go.
 */
export function formatOf(out: string, report?: string): { format: Format; file?: string } {
  if (report !== undefined) writable(report)
  if (out === 'json' || out === 'csv') return { format: out }
  const ending = extname(out).slice(1).toLowerCase() as Format
  if (!formats.includes(ending))
    throw new InputFault({ field: '--out' }, words.oneOf(out, ['json', 'csv', '*.json', '*.csv', '*.xlsx', '*.html']))
  writable(out)
  return { format: ending, file: out }
}

function writable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK | constants.X_OK)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found) accessSync(file, constants.W_OK)
    if (found?.isDirectory()) throw new InputFault({ file }, words.notWritten('EISDIR'))
  } catch (error) {
    throw unwritten(file, error)
  }
}

function unwritten(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? new InputFault({ file }, words.notWritten(code)) : error
}

/** Throws InputFault where it cannot be written. */
export const saveFile = (file: string, content: string | Uint8Array): Promise<void> =>
  writeFile(file, content).catch((error: unknown) => {
    throw unwritten(file, error)
  })

export async function writeAnswer(io: Io, out: string, answer: Answer): Promise<void> {
  const { format, file } = formatOf(out)
  if (format === 'json') return give(io, file, JSON.stringify(answer.json) + '\n')
  if (format === 'csv') return give(io, file, csvText(answer.sheets[0]))
  if (format === 'xlsx') {
    const sheets = answer.sheets.map(({ name, header, rows }) => ({
      sheet: name,
      data: [header.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cellOf))],
    }))
    return saveFile(file!, await writeXlsx(sheets).toBuffer())
  }
  if (!answer.html) throw new InputFault({ field: '--out' }, words.oneOf(out, ['json', 'csv', '*.xlsx']))
  return saveFile(file!, await answer.html())
}

async function give(io: Io, file: string | undefined, text: string): Promise<void> {
  if (file === undefined) await io.out(text)
  else await saveFile(file, text)
}

const cellOf = (value: Cell) =>
  value === null ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value }

/** Office programs run texts that begin with one of these as formulas; a leading apostrophe stops that. */
const formula = /^[=+\-@\t\r]/

const csvCell = (value: Cell): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** CSV by RFC 4180. */
export function csvText(sheet: Sheet): string {
  return [sheet.header, ...sheet.rows].map((row) => row.map(csvCell).join(',')).join('\n') + '\n'
}
