// Finds the list in a workbook: which sheet holds it, which rows are headings of groups, and lists that stand side by
// side on one sheet. What is left is named, never dropped in silence. Pure.
import { headKey, tidy } from './clean.ts'
import { fields, type Field, type ListKind } from './fields.ts'
import {
  findLayout,
  isFooting,
  missingOf,
  proposeColumns,
  proposeKind,
  type Columns,
  type SheetLayout,
} from './heads.ts'
import type { List } from './plan.ts'
import { columnLetters, type Merge, type Row, type Sheet } from './table.ts'

/** What is looked at of a sheet, as read or as kept on the desk. */
export interface Looked {
  readonly rows: { readonly length: number; slice(from: number, to?: number): Row[] }
  readonly merges: readonly Merge[]
}

export interface Proposal {
  readonly layout: SheetLayout
  readonly kind: ListKind
  readonly columns: Columns
  /** Its heading says what it is, and nothing that is needed is missing. */
  readonly recognised: boolean
}

export function propose(sheet: Looked): Proposal {
  const layout = findLayout(sheet)
  const kind = proposeKind(sheet, layout)
  const columns = proposeColumns(sheet, layout, kind)
  const has = (...all: Field[]) => all.every((field) => columns[field] !== undefined)
  // Townships and communities without codes are no list: a dictionary, as many offices keep one for their drop-downs.
  const whole = kind === 'areas' ? has('code') || has('community', 'grid') : missingOf(kind, columns).length === 0
  return { layout, kind, columns, recognised: layout.heads.length > 0 && whole && Object.keys(columns).length > 1 }
}

/** Which sheet to show first: one whose heading is recognised, then the longest. */
export function firstSheet(sheets: readonly Looked[], proposals: readonly Proposal[]): number {
  const rank = (at: number) =>
    (proposals[at].recognised ? 1e9 : 0) + Math.max(0, sheets[at].rows.length - proposals[at].layout.first)
  return sheets.reduce((best, _, at) => (rank(at) > rank(best) ? at : best), 0)
}

const groupEnding =
  /(支部|党委|小组|组|队|网格|片区?|社区|村|局|科|室|班|部|委员会|街道|[乡镇]|号楼|中心|公司|学校|院|所)[:：]?$/
/** Endings that no name of a person has: 李科 and 王队 in the name's column are people. */
const longEnding = /(支部|党委|小组|网格|片区|社区|委员会|街道|号楼|中心|公司|学校)[:：]?$/
const groupCount = /[(（]共?\d+[人户名个][)）][:：]?$/

/** Letters of a name at most, in Chinese. */
const personLength = 4

/** Rows that head a group: one text, merged over columns, or standing where no record has it. */
export function groupRows(sheet: Looked, rows: readonly Row[], kind: ListKind, columns: Columns): Set<number> {
  const across = new Set(sheet.merges.filter(({ left, right }) => right > left).map(({ top }) => top))
  const named = kind === 'buildings' ? columns.building : columns.name
  const groups = new Set<number>()
  for (const row of rows) {
    const filled = row.cells.flatMap((cell, column) => (tidy(cell) === '' ? [] : [column]))
    if (filled.length === 0 || new Set(filled.map((column) => tidy(row.cells[column]))).size > 1) continue
    if (row.formulas || row.errors || row.dates) continue
    const text = tidy(row.cells[filled[0]])
    const bare = text.replace(/[(（].*[)）]$/, '')
    const ending = filled[0] === named && bare.length <= personLength ? longEnding : groupEnding
    const speaks = groupCount.test(text) || ending.test(bare)
    if (filled.length > 1 ? across.has(row.number) : speaks && (kind === 'persons' || filled[0] !== named))
      groups.add(row.number)
  }
  return groups
}

/** Columns that the heading names: in a list of one or two, a row of one text is a record. */
const groupsWidth = 3

/** Headings of columns that tell two of one name apart. */
const tellingHead = /身份证|证件号|证号|出生|生日|性别|年龄|民族|籍贯|工号|学号/

export function listOf(sheet: Looked, { layout, kind, columns }: Omit<Proposal, 'recognised'>): List {
  const rows = sheet.rows.slice(layout.first).filter((row) => !isFooting(row.cells, layout.heads))
  const wide = layout.heads.filter((head) => head !== '').length >= groupsWidth
  const telling = layout.heads.flatMap((head, column) => (tellingHead.test(headKey(head)) ? [column] : []))
  return { kind, rows, columns, telling, ...(wide && { groups: groupRows(sheet, rows, kind, columns) }) }
}

/** Headings of what a list is of: where one of these stands twice, two lists stand side by side. */
const leading = new Set(
  (['persons', 'units', 'buildings'] as const).flatMap((kind) =>
    fields[kind].filter(({ field }) => field === 'name' || field === 'building').flatMap(({ heads }) => heads),
  ),
)

/** Where lists that stand side by side begin; one number for a sheet of one list. */
function beginnings(heads: readonly string[]): number[] {
  const keys = heads.map(headKey)
  const again = (key: string) => key !== '' && keys.indexOf(key) !== keys.lastIndexOf(key)
  if (!keys.some((key) => leading.has(key) && again(key))) return [0]
  // Two names alone may be a person and another of the household: a list repeats more of its heading than that.
  if (new Set(keys.filter(again)).size < 2) return [0]
  const first = keys.findIndex(again)
  return keys.flatMap((key, column) => (key === keys[first] ? [column] : []))
}

/** Lists that stand side by side become sheets of their own, rows and columns named as they stand. */
export function apart(sheet: Sheet): Sheet[] {
  const { heads } = findLayout(sheet)
  const starts = beginnings(heads)
  if (starts.length < 2) return [sheet]
  return starts.map((start, at) => {
    const from = at === 0 ? 0 : start
    const to = (starts[at + 1] ?? Number.POSITIVE_INFINITY) - 1
    const inside = (column: number) => column >= from && column <= to
    const last = heads.reduce((most, head, column) => (inside(column) && head !== '' ? column : most), from)
    return {
      name: `${sheet.name} ${columnLetters(from)}–${columnLetters(last)}`,
      merges: sheet.merges.filter(({ left, right }) => inside(left) && inside(right)),
      rows: sheet.rows.flatMap((row) => within(row, inside)),
      ...(sheet.hiddenRows && { hiddenRows: sheet.hiddenRows }),
    }
  })
}

function within(row: Row, inside: (column: number) => boolean): Row[] {
  const cells = row.cells.map((cell, column) => (inside(column) ? cell : ''))
  if (cells.every((cell) => cell.trim() === '')) return []
  const kept = (columns: number[] | undefined) => columns?.filter(inside)
  const [formulas, errors, dates] = [kept(row.formulas), kept(row.errors), kept(row.dates)]
  return [
    {
      number: row.number,
      cells,
      ...(formulas?.length && { formulas }),
      ...(errors?.length && { errors }),
      ...(dates?.length && { dates }),
    },
  ]
}
