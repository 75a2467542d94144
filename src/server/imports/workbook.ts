// Reads an .xlsx: fflate unpacks, saxes walks the XML, this file knows which parts and elements of SpreadsheetML
// (ECMA-376 part 1, chapter 18) hold a table.
// Nothing is computed, fetched or followed: formulas give their last value and are marked, DTDs and outside links are
// refused.
import { unzipSync, type UnzipFileInfo } from 'fflate'
import { SaxesParser } from 'saxes'
import { FileRefused, limits } from './limits.ts'
import { cellAddress, fillMerges, type Merge, type Row, type Sheet } from './table.ts'

const chunkBytes = 64 * 1024

/**
 * Looks at the list of parts before anything is unpacked. fflate unpacks into the declared size and no further, so the
 * declared sum bounds memory.
 */
function survey(file: Uint8Array): Map<string, UnzipFileInfo> {
  const parts = new Map<string, UnzipFileInfo>()
  try {
    unzipSync(file, {
      filter(part) {
        if (parts.size >= limits.entriesMax) throw new FileRefused('too-many-parts', { most: limits.entriesMax })
        const name = part.name.replace(/^\//, '')
        if (name.includes('..') || name.includes('\\') || name.startsWith('/') || /[\0:]/.test(name) || parts.has(name))
          throw new FileRefused('odd-names')
        parts.set(name, part)
        return false
      },
    })
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken-zip')
  }
  let unpacked = 0
  for (const part of parts.values()) {
    if (part.originalSize > part.size * limits.ratioMax + 4096)
      throw new FileRefused('unpacks-too-large', { most: limits.unpackedBytesMax })
    if (/\.(xml|rels)$/i.test(part.name)) unpacked += part.originalSize
  }
  if (unpacked > limits.unpackedBytesMax) throw new FileRefused('unpacks-too-large', { most: limits.unpackedBytesMax })
  if ([...parts.keys()].some((name) => /vbaProject|macrosheets|activeX/i.test(name)))
    throw new FileRefused('has-macros')
  if ([...parts.keys()].some((name) => /^xl\/(externalLinks|embeddings|connections)/i.test(name)))
    throw new FileRefused('links-outside')
  return parts
}

type Handlers = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Walks one XML part in chunks, prefixes of element names cut off. */
function walk(bytes: Uint8Array, handlers: Handlers): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const bare = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', () => {
    throw new FileRefused('broken-xml')
  })
  parser.on('doctype', () => {
    throw new FileRefused('has-doctype')
  })
  parser.on('opentag', (tag) => handlers.open(bare(tag.name), tag.attributes as Record<string, string>))
  if (handlers.text) parser.on('text', handlers.text)
  parser.on('closetag', (tag) => handlers.close?.(bare(tag.name)))
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }))
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken-xml')
  }
}

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
      strings.push(text)
    },
  })
  return strings
}

/** Built-in number formats that show dates (ECMA-376 part 1, 18.8.30), the Chinese ones among them. */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** For each cell style: does it show a date? */
function readDateStyles(bytes: Uint8Array | undefined): boolean[] {
  const styles: boolean[] = []
  if (!bytes) return styles
  const custom = new Set<number>()
  let inCellStyles = false
  walk(bytes, {
    open(name, attributes) {
      if (
        name === 'numFmt' &&
        /[ymd年月日]/i.test((attributes.formatCode ?? '').replace(/\[[^\]]*\]|"[^年月日"]*"|General/g, ''))
      )
        custom.add(Number(attributes.numFmtId))
      if (name === 'cellXfs') inCellStyles = true
      if (name === 'xf' && inCellStyles) {
        const format = Number(attributes.numFmtId)
        styles.push(dateFormats.has(format) || custom.has(format))
      }
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
        relation: attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '',
      })
    },
  })
  return { sheets, since1904 }
}

function readRelations(bytes: Uint8Array): Map<string, string> {
  const relations = new Map<string, string>()
  walk(bytes, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      if (attributes.TargetMode === 'External') throw new FileRefused('links-outside')
      relations.set(attributes.Id ?? '', (attributes.Target ?? '').replace(/^\/xl\//, '').replace(/^\//, ''))
    },
  })
  return relations
}

const dayMilliseconds = 86_400_000
/** Excel counts days from 1899-12-30 (its 1900 is a leap year by mistake), the Macintosh's from 1904-01-01. */
function dateText(serial: number, since1904: boolean): string {
  const at = new Date(
    (since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.round(serial * dayMilliseconds),
  )
  return Number.isNaN(at.getTime())
    ? String(serial)
    : at
        .toISOString()
        .slice(0, serial % 1 === 0 ? 10 : 16)
        .replace('T', ' ')
}

function cellText(type: string, value: string, style: number, book: Book): string {
  if (value === '') return ''
  if (type === 's') return book.strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type !== 'n') return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (book.dateStyles[style] && number >= 0 && number < 2_958_466) return dateText(number, book.since1904)
  return Number.isInteger(number) ? number.toFixed(0) : String(number)
}

interface Book {
  strings: string[]
  dateStyles: boolean[]
  since1904: boolean
}

/**
 * One sheet: rows in the order of the file, empty rows left out, rows and columns by the addresses that the cells bear.
 */
function readSheet(name: string, bytes: Uint8Array, book: Book): Sheet {
  const rows: Row[] = []
  const merges: Merge[] = []
  let looked = 0
  let row: { number: number; cells: string[]; formulas?: number[] } = { number: 0, cells: [] }
  let column = -1
  let [type, style, value, reading, formula] = ['n', 0, '', false, false]
  const keep = () => {
    const text = cellText(type, value, style, book)
    if (text.trim() === '' && !formula) return
    if (column >= limits.columnsMax) throw new FileRefused('too-many-columns', { most: limits.columnsMax })
    while (row.cells.length <= column) row.cells.push('')
    row.cells[column] = text
    if (formula) (row.formulas ??= []).push(column)
  }
  walk(bytes, {
    open(tag, attributes) {
      if (tag === 'row') {
        if (++looked > limits.emptyRowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
        row = { number: Number(attributes.r) || row.number + 1, cells: [] }
        column = -1
      } else if (tag === 'c') {
        column = (attributes.r === undefined ? undefined : cellAddress(attributes.r)?.column) ?? column + 1
        ;[type, style, value, formula] = [attributes.t ?? 'n', Number(attributes.s ?? 0), '', false]
      } else if (tag === 'f') formula = true
      else if (tag === 'v' || tag === 't') reading = true
      else if (tag === 'mergeCell') {
        if (merges.length >= limits.mergesMax) throw new FileRefused('too-many-merges', { most: limits.mergesMax })
        const [from, to] = (attributes.ref ?? '').split(':').map(cellAddress)
        if (from && to)
          merges.push({
            top: from.row,
            bottom: Math.min(to.row, from.row + limits.rowsMax),
            left: from.column,
            right: Math.min(to.column, limits.columnsMax - 1),
          })
      }
    },
    text(part) {
      if (!reading) return
      value += part
      if (value.length > limits.cellLengthMax) throw new FileRefused('cell-too-long', { most: limits.cellLengthMax })
    },
    close(tag) {
      if (tag === 'v' || tag === 't') reading = false
      else if (tag === 'c') keep()
      else if (tag === 'row' && row.cells.length > 0) {
        if (rows.length >= limits.rowsMax) throw new FileRefused('too-many-rows', { most: limits.rowsMax })
        rows.push(row)
      }
    },
  })
  const sheet = { name, rows, merges }
  fillMerges(sheet)
  return sheet
}

/** @throws FileRefused */
export function readWorkbook(file: Uint8Array): Sheet[] {
  const parts = survey(file)
  const open = (name: string): Uint8Array | undefined => {
    const part = parts.get(name)
    if (!part) return undefined
    try {
      return Object.values(unzipSync(file, { filter: (candidate) => candidate.name === part.name }))[0]
    } catch {
      throw new FileRefused('broken-zip')
    }
  }
  const list = open('xl/workbook.xml')
  const relationsPart = open('xl/_rels/workbook.xml.rels')
  if (!list || !relationsPart) throw new FileRefused('not-a-workbook')
  const { sheets, since1904 } = readList(list)
  const relations = readRelations(relationsPart)
  const book: Book = {
    strings: readStrings(open('xl/sharedStrings.xml')),
    dateStyles: readDateStyles(open('xl/styles.xml')),
    since1904,
  }
  const read: Sheet[] = []
  for (const { name, relation } of sheets) {
    const bytes = open(`xl/${relations.get(relation) ?? ''}`)
    if (bytes && /worksheets\//.test(relations.get(relation) ?? '')) read.push(readSheet(name, bytes, book))
  }
  if (read.length === 0) throw new FileRefused('not-a-workbook')
  return read
}
