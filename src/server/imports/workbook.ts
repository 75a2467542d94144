// Reads an .xlsx: fflate unpacks, saxes walks the XML, this file knows which parts and elements of SpreadsheetML
// (ECMA-376 part 1, chapter 18) hold a table.
// Nothing is computed, fetched or followed: formulas give their last value and are marked, errors and dates are marked,
// DTDs and outside links are refused. Hidden sheets are named and not read, hidden rows counted and left out.
import { dateText, serialMax, shownNumber, shownText, styleOf, type CellStyle } from './formats.ts'
import { FileRefused, limits } from './limits.ts'
import { Parts } from './parts.ts'
import { cellAddress, fillMerges, hiddenOf, type Merge, type Row, type Sheet } from './table.ts'
import { attribute, unescaped, walk } from './xml.ts'

function readStrings(bytes: Uint8Array | undefined): string[] {
  const strings: string[] = []
  if (!bytes) return strings
  let text = ''
  let inText = false
  let phonetic = 0
  walk(bytes, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic++
      inText = name === 't' && phonetic === 0
    },
    text(part) {
      if (!inText) return
      text += part
      if (text.length > limits.cellLengthMax) throw new FileRefused('cell-too-long', { most: limits.cellLengthMax })
    },
    close(name) {
      inText = false
      if (name === 'rPh') phonetic--
      if (name !== 'si') return
      if (strings.length >= limits.sharedStringsMax) throw new FileRefused('too-many-texts')
      strings.push(unescaped(text))
    },
  })
  return strings
}

/** For each cell style: what it shows. */
function readStyles(bytes: Uint8Array | undefined): CellStyle[] {
  const styles: CellStyle[] = []
  if (!bytes) return styles
  const codes = new Map<number, string>()
  let inCellStyles = false
  walk(bytes, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCellStyles = true
      if (name !== 'xf' || !inCellStyles) return
      const format = Number(attributes.numFmtId)
      styles.push(styleOf(format, codes.get(format)))
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return styles
}

interface Listed {
  name: string
  relation: string
  hidden: boolean
}

function readList(bytes: Uint8Array): { sheets: Listed[]; since1904: boolean } {
  const sheets: Listed[] = []
  let since1904 = false
  walk(bytes, {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      if (sheets.length >= limits.sheetsMax) throw new FileRefused('too-many-sheets', { most: limits.sheetsMax })
      sheets.push({
        name: attributes.name ?? '',
        relation: attribute(attributes, 'id') ?? '',
        hidden: /hidden$/i.test(attributes.state ?? ''),
      })
    },
  })
  return { sheets, since1904 }
}

interface Book {
  strings: string[]
  styles: CellStyle[]
  since1904: boolean
}

interface Cell {
  type: string
  style: number
  value: string
  formula: boolean
}

/** @returns the text that the cell shows, and whether it is a date */
function shownCell({ type, style, value }: Cell, book: Book): { text: string; date: boolean } {
  const { code, date } = book.styles[style] ?? { date: false }
  if (value === '') return { text: '', date: false }
  if (type === 's') return { text: shownText(book.strings[Number(value)] ?? '', code), date: false }
  if (type === 'b') return { text: value === '1' ? '是' : '否', date: false }
  if (type === 'd') return { text: value.replace('T', ' '), date: true }
  if (type !== 'n') return { text: type === 'e' ? value : shownText(unescaped(value), code), date: false }
  const number = Number(value)
  if (!Number.isFinite(number)) return { text: value, date: false }
  if (date && number >= 0 && number < serialMax) return { text: dateText(number, book.since1904), date: true }
  return { text: shownNumber(number, date ? undefined : code), date: false }
}

const flagged = (value: string | undefined) => value === '1' || value === 'true'

/**
 * One sheet: rows in the order of the file, empty rows left out, rows and columns by the addresses that the cells bear.
 */
class SheetReader {
  readonly rows: Row[] = []
  readonly merges: Merge[] = []
  readonly hidden = new Set<number>()
  readonly #book: Book
  #looked = 0
  #row: Row = { number: 0, cells: [] }
  #column = -1
  #cell: Cell = { type: 'n', style: 0, value: '', formula: false }
  #reading = false
  #phonetic = 0

  constructor(book: Book) {
    this.#book = book
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === 'row') this.#openRow(attributes)
    else if (tag === 'c') {
      this.#column = (attributes.r === undefined ? undefined : cellAddress(attributes.r)?.column) ?? this.#column + 1
      this.#cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '', formula: false }
    } else if (tag === 'f') this.#cell.formula = true
    else if (tag === 'rPh') this.#phonetic++
    else if (tag === 'v' || tag === 't') this.#reading = this.#phonetic === 0
    else if (tag === 'mergeCell') this.#merge(attributes.ref ?? '')
  }

  text(part: string): void {
    if (!this.#reading) return
    this.#cell.value += part
    if (this.#cell.value.length > limits.cellLengthMax)
      throw new FileRefused('cell-too-long', { most: limits.cellLengthMax })
  }

  close(tag: string): void {
    if (tag === 'v' || tag === 't') this.#reading = false
    else if (tag === 'rPh') this.#phonetic--
    else if (tag === 'c') this.#keep()
    else if (tag === 'row' && this.#row.cells.length > 0) {
      if (this.rows.length >= limits.rowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
      this.rows.push(this.#row)
    }
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    if (++this.#looked > limits.emptyRowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
    this.#row = { number: Number(attributes.r) || this.#row.number + 1, cells: [] }
    this.#column = -1
    if (flagged(attributes.hidden)) this.hidden.add(this.#row.number)
  }

  #keep(): void {
    const { text, date } = shownCell(this.#cell, this.#book)
    if (text.trim() === '' && !this.#cell.formula) return
    if (this.#column >= limits.columnsMax) throw new FileRefused('too-many-columns', { most: limits.columnsMax })
    const { cells } = this.#row
    while (cells.length <= this.#column) cells.push('')
    cells[this.#column] = text
    if (this.#cell.formula) (this.#row.formulas ??= []).push(this.#column)
    if (this.#cell.type === 'e') (this.#row.errors ??= []).push(this.#column)
    if (date) (this.#row.dates ??= []).push(this.#column)
  }

  #merge(ref: string): void {
    if (this.merges.length >= limits.mergesMax) throw new FileRefused('too-many-merges', { most: limits.mergesMax })
    const [from, to] = ref.split(':').map(cellAddress)
    if (from && to)
      this.merges.push({
        top: from.row,
        bottom: Math.min(to.row, from.row + limits.rowsMax),
        left: from.column,
        right: Math.min(to.column, limits.columnsMax - 1),
      })
  }
}

function readSheet(name: string, bytes: Uint8Array, book: Book): Sheet {
  const reader = new SheetReader(book)
  walk(bytes, {
    open: (tag, attributes) => reader.open(tag, attributes),
    text: (part) => reader.text(part),
    close: (tag) => reader.close(tag),
  })
  const { rows, merges, hidden } = reader
  fillMerges({ rows, merges })
  // Only now: a merged unit may begin in a row that a filter hides.
  const [seen, unseen] = [rows.filter((row) => !hidden.has(row.number)), rows.filter((row) => hidden.has(row.number))]
  return { name, merges, rows: seen, ...(unseen.length > 0 && { hiddenRows: hiddenOf(unseen) }) }
}

/** @throws FileRefused */
export function readWorkbook(file: Uint8Array): Sheet[] {
  const parts = new Parts(file)
  const workbook = parts.workbook()
  const { sheets, since1904 } = readList(parts.open(workbook)!)
  const related = parts.related(workbook)
  const of = (type: string, usual: string) =>
    parts.open([...related.values()].find((each) => each.type === type)?.part ?? `xl/${usual}`)
  const book: Book = {
    strings: readStrings(of('sharedStrings', 'sharedstrings.xml')),
    styles: readStyles(of('styles', 'styles.xml')),
    since1904,
  }
  const read: Sheet[] = []
  for (const { name, relation, hidden } of sheets) {
    const { type, part } = related.get(relation) ?? { type: '', part: '' }
    // Charts and macro sheets hold no table. Writers that name no type put sheets into their usual folder.
    if (type === 'worksheet' ? false : type !== '' || !part.includes('worksheets/')) continue
    if (hidden) read.push({ name, rows: [], merges: [], hidden })
    else {
      const bytes = parts.open(part)
      if (bytes) read.push(readSheet(name, bytes, book))
    }
  }
  if (read.length === 0) throw new FileRefused('not-a-workbook')
  return read
}
