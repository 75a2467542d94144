// Finds where the list begins: past title rows, through one- and two-row headings, and proposes what each column holds.
// Pure.
import { availabilities } from '#domain/registry/terms.ts'
import { headKey, isPersonName, personName, phoneTrouble, readAvailability, readSkills, tidy } from './clean.ts'
import { fields, type Field, type ListKind } from './fields.ts'
import type { Merge, Row } from './table.ts'

/** Titles, issuing office and date stand above the heading; none met needed more. */
const headSearchRows = 20
const sniffRows = 200

export type Columns = Readonly<Partial<Record<Field, number>>>

/** What is looked at of a sheet: some rows of its beginning, and its merges. */
interface Sheet {
  readonly rows: { slice(from: number, to: number): Row[] }
  readonly merges: readonly Merge[]
}

export interface SheetLayout {
  /** Index into sheet.rows of the first row of data. */
  readonly first: number
  readonly heads: readonly string[]
}

/** How well a heading names a field: 0 not at all, 3 in these very words. */
function fits(head: string, words: readonly string[]): number {
  if (head === '') return 0
  const at = words.indexOf(head)
  if (at >= 0) return 3 - at / 100
  const inside = words.findIndex((word) => word.length >= 2 && head.includes(word))
  return inside >= 0 && head.length <= 14 ? 1.5 - inside / 100 : 0
}

const allHeads = new Set(Object.values(fields).flatMap((specs) => specs.flatMap((spec) => spec.heads)))
const extraHeads = /^(序号|编号|性别|民族|备注|职务|职级|年龄|出生|身份证|入党|学历|政治面貌|合计|no|id)/

/** Headings of a form that was filled in online: 您的姓名, 请选择您的社区. */
const question = /^(您|你|请|本人)/

function headScore(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => {
    const key = headKey(cell)
    return sum + (allHeads.has(key) ? 2 : extraHeads.test(key) || question.test(key) ? 1 : 0)
  }, 0)
}

/** Finds the heading; a sheet without one begins at its first row and is told by content alone. */
export function findLayout(sheet: Sheet): SheetLayout {
  const rows = sheet.rows.slice(0, headSearchRows)
  let best = -1
  let bestScore = 2
  rows.forEach((row, index) => {
    // A title merged across the table repeats one text: it names no column.
    const distinct = new Set(row.cells.filter((cell) => cell.trim() !== ''))
    const score = distinct.size < 2 ? 0 : headScore([...distinct])
    if (score > bestScore) [best, bestScore] = [index, score]
  })
  if (best < 0) return { first: 0, heads: [] }
  const top = rows[best].cells.map(tidy)
  const second = rows[best + 1]
  const split = sheet.merges.some(
    (merge) => merge.top === rows[best].number && merge.bottom === merge.top && merge.right > merge.left,
  )
  const continues =
    second !== undefined &&
    (split || sheet.merges.some((merge) => merge.top === rows[best].number && merge.bottom === second.number)) &&
    headScore(second.cells) > 0
  if (!continues) return { first: best + 1, heads: top }
  const width = Math.max(top.length, second.cells.length)
  const heads = Array.from({ length: width }, (_, column) => {
    const [above, below] = [top[column] ?? '', tidy(second.cells[column] ?? '')]
    return below === '' || below === above ? above : `${above} ${below}`
  })
  return { first: best + 2, heads }
}

/** Share of filled cells (of the first rows) for which a test holds; 0 when the column is empty. */
function share(sheet: Sheet, first: number, column: number, test: (cell: string) => boolean): number {
  let filled = 0
  let holding = 0
  for (const row of sheet.rows.slice(first, first + sniffRows)) {
    const cell = tidy(row.cells[column] ?? '')
    if (cell === '') continue
    filled++
    if (test(cell)) holding++
  }
  return filled === 0 ? 0 : holding / filled
}

const unitEnding =
  /(局|委|办|办公室|公司|学校|中学|小学|幼儿园|中心|医院|学院|院|所|会|队|银行|支行|站|部|厂|矿|电厂|政府)([(（].*[)）])?$/
const communityEnding = /(社区|居委会|居民委员会|村|村委会|村民委员会)$/

const sniffers: Partial<Record<Field, (cell: string) => boolean>> = {
  phone: (cell) => phoneTrouble(cell) === undefined,
  name: (cell) =>
    isPersonName(personName(cell)) &&
    /^[\p{Script=Han}·]{2,4}$/u.test(personName(cell)) &&
    !communityEnding.test(cell) &&
    !unitEnding.test(cell) &&
    !/^[男女]|族$/.test(cell) &&
    readSkills(cell).skills.length === 0,
  unit: (cell) => unitEnding.test(cell),
  home: (cell) => communityEnding.test(cell),
  skills: (cell) => readSkills(cell).skills.length > 0,
  availability: (cell) =>
    readAvailability(cell).availability.length > 0 &&
    readAvailability(cell).availability.length <= availabilities.length,
  code: (cell) => /^\d{6}(\d{3}(\d{3})?)?$/.test(cell),
  lng: (cell) => /^(7[3-9]|[89]\d|1[0-3]\d)\.\d+$/.test(cell),
  lat: (cell) => /^([1-5]\d)\.\d+$/.test(cell),
}
/** Content must speak clearly where the heading is silent. */
const sniffShareMin = 0.7

/**
 * Proposes a column for each field: by the heading first, by content where the heading is silent; a column serves one
 * field.
 */
export function proposeColumns(sheet: Sheet, layout: SheetLayout, kind: ListKind): Columns {
  const width = Math.max(
    layout.heads.length,
    ...sheet.rows.slice(layout.first, layout.first + sniffRows).map((row) => row.cells.length),
    0,
  )
  const scored: { field: Field; column: number; score: number }[] = []
  for (const { field, heads } of fields[kind]) {
    for (let column = 0; column < width; column++) {
      const head = layout.heads[column] ?? ''
      const parts = [headKey(head), ...head.split(' ').map(headKey)]
      const byHead = Math.max(...parts.map((part, index) => fits(part, heads) - index / 1000))
      const sniff = sniffers[field]
      const content =
        sniff && (kind === 'persons' || field === 'code' || field === 'lng' || field === 'lat')
          ? share(sheet, layout.first, column, sniff)
          : 0
      const score = byHead >= 1 ? byHead + content : layout.heads[column] ? 0 : content >= sniffShareMin ? content : 0
      if (score > 0) scored.push({ field, column, score })
    }
  }
  const columns: Partial<Record<Field, number>> = {}
  const taken = new Set<number>()
  for (const { field, column } of scored.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (columns[field] !== undefined || taken.has(column)) continue
    columns[field] = column
    taken.add(column)
  }
  return columns
}

/** Fields that a list needs and has no column for; an address holds the community and the building. */
export function missingOf(kind: ListKind, columns: Columns): Field[] {
  const held = kind === 'buildings' && columns.address !== undefined ? ['community', 'building'] : []
  return fields[kind]
    .filter(({ field, required }) => required && columns[field] === undefined && !held.includes(field))
    .map(({ field }) => field)
}

/** Which kind of list a sheet most likely is: the one whose fields find most of the headings, required ones first. */
export function proposeKind(sheet: Sheet, layout: SheetLayout): ListKind {
  const score = (kind: ListKind) => {
    const columns = proposeColumns(sheet, layout, kind)
    const missing = missingOf(kind, columns).length
    const bonus =
      kind === 'persons' && columns.phone !== undefined ? 2 : kind === 'areas' && columns.code !== undefined ? 3 : 0
    return Object.keys(columns).length + bonus - 5 * missing
  }
  return (['persons', 'units', 'buildings', 'areas'] as const).reduce((best, kind) =>
    score(kind) > score(best) ? kind : best,
  )
}

/**
 * One text for a heading, by which an office's saved mapping is found again: order and spelling of the columns, nothing
 * of their content.
 */
export function headsSignature(layout: SheetLayout): string {
  return layout.heads.map(headKey).join('|')
}

/** Rows that are no data: totals, who filled it in, headings repeated at a page break. */
export function isFooting(cells: readonly string[], heads: readonly string[]): boolean {
  const filled = cells.map(tidy).filter((cell) => cell !== '')
  if (filled.length === 0) return true
  const first = filled[0].replace(/\s/g, '')
  if (filled.length <= 4 && /^(合计|总计|小计|共计|填表|制表|审核|联系人|备注|说明|注[::]|单位负责人|填报)/.test(first))
    return true
  return (
    heads.length > 1 &&
    filled.length > 1 &&
    cells.every((cell, column) => tidy(cell) === '' || headKey(cell) === headKey(heads[column] ?? ''))
  )
}
