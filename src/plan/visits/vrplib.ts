// Reads VRPLIB files (as the Gehring-Homberger instances are spread): keywords, then sections of numbers. Euclidean or
// a full matrix; distances are cut to one decimal.
import { FAR } from '#planner/visits/problem.ts'
import { InputFault } from '../fault.ts'
import { words as common } from '../words.ts'
import type { DoorList, VisitRow } from './doors.ts'
import { cutDistances, fleetList, TENTHS, tenths } from './solomon.ts'
import { readText } from './text.ts'
import { words } from './words.ts'

interface Row {
  readonly line: number
  readonly cells: readonly number[]
}

class Sections {
  readonly file: string
  readonly words = new Map<string, { value: string; line: number }>()
  readonly rows = new Map<string, Row[]>()

  constructor(file: string) {
    this.file = file
  }

  whole(word: string, otherwise?: number): number {
    const found = this.words.get(word)
    if (!found && otherwise !== undefined) return otherwise
    const value = Number(found?.value)
    if (!found || !Number.isInteger(value) || value < 0 || value > FAR)
      throw new InputFault(
        { file: this.file, line: found?.line, field: word },
        found ? common.notWhole(found.value, 0, FAR) : words.missing,
      )
    return value
  }

  /** Rows of a section, as many as there are nodes. */
  section(name: string, width: number, dimension: number): Row[] | undefined {
    const rows = this.rows.get(name)
    if (!rows) return undefined
    const broken = rows.find(({ cells }) => cells.length !== width || cells.some((value) => !Number.isFinite(value)))
    if (broken)
      throw new InputFault(
        { file: this.file, line: broken.line, field: name },
        words.columns(broken.cells.filter(Number.isFinite).length, width),
      )
    if (rows.length !== dimension)
      throw new InputFault(
        { file: this.file, line: rows.at(-1)?.line, field: name },
        words.columns(rows.length, dimension),
      )
    return rows
  }
}

async function sectionsOf(file: string): Promise<Sections> {
  const sections = new Sections(file)
  let rows: Row[] | undefined
  for (const { text, line } of await readText(file)) {
    if (/^EOF\b/.test(text)) break
    const name = /^([A-Z_]+_SECTION)\s*:?\s*$/.exec(text)?.[1]
    const keyword = /^([A-Z_]+)\s*:\s*(.*)$/.exec(text)
    if (name) sections.rows.set(name, (rows = []))
    else if (keyword) sections.words.set(keyword[1], { value: keyword[2].trim(), line })
    else if (rows) rows.push({ line, cells: text.split(/\s+/).map(Number) })
    else throw new InputFault({ file, line }, words.unsupported(text.slice(0, 40), 'KEYWORD : value, …_SECTION'))
  }
  return sections
}

function distancesOf(
  sections: Sections,
  dimension: number,
): { distances: Int32Array; points: { x: number; y: number }[] } {
  const { file } = sections
  const type = sections.words.get('EDGE_WEIGHT_TYPE')?.value ?? 'EUC_2D'
  const nodes = sections.section('NODE_COORD_SECTION', 3, dimension)
  if (type === 'EUC_2D') {
    if (!nodes)
      throw new InputFault({ file, field: 'NODE_COORD_SECTION' }, words.noSection([...sections.rows.keys()].join(', ')))
    const points = nodes.map(({ cells: [, x, y] }) => ({ x, y }))
    return { distances: cutDistances(points, file), points }
  }
  const format = sections.words.get('EDGE_WEIGHT_FORMAT')?.value ?? 'FULL_MATRIX'
  if (type !== 'EXPLICIT' || format !== 'FULL_MATRIX')
    throw new InputFault(
      { file, line: sections.words.get('EDGE_WEIGHT_TYPE')?.line, field: 'EDGE_WEIGHT_TYPE' },
      words.unsupported(`${type} ${format}`, 'EUC_2D, EXPLICIT FULL_MATRIX'),
    )
  const cells = (sections.rows.get('EDGE_WEIGHT_SECTION') ?? []).flatMap(({ cells: row }) => row)
  if (cells.length !== dimension ** 2 || cells.some((value) => !(value >= 0 && value * TENTHS <= FAR)))
    throw new InputFault({ file, field: 'EDGE_WEIGHT_SECTION' }, words.notSquare(dimension))
  const sum = (k: number) => cells.slice(k * dimension, (k + 1) * dimension).reduce((a, b) => a + b, 0)
  return {
    distances: Int32Array.from(cells, (value) => Math.floor(value * TENTHS + 1e-6)),
    points: Array.from({ length: dimension }, (_, k) => ({
      x: nodes?.[k].cells[1] ?? sum(k),
      y: nodes?.[k].cells[2] ?? 0,
    })),
  }
}

/** Every node once, and the depot the first of them. */
function checkIds(file: string, ids: readonly number[], depot: Row | undefined): void {
  const doubled = ids.findIndex((id, k) => ids.indexOf(id) !== k)
  if (doubled >= 0) throw new InputFault({ file, field: 'NODE_COORD_SECTION' }, words.doubledId(String(ids[doubled])))
  if (depot && depot.cells[0] !== ids[0])
    throw new InputFault(
      { file, line: depot.line, field: 'DEPOT_SECTION' },
      words.unsupported(String(depot.cells[0]), String(ids[0])),
    )
}

/** In tenths; always open where the file has no windows. */
function windowOf(file: string, row: Row | undefined): readonly [number, number] {
  if (!row) return [0, FAR]
  const { cells, line } = row
  const window = [
    tenths(cells[1], file, line, 'TIME_WINDOW_SECTION', true),
    tenths(cells[2], file, line, 'TIME_WINDOW_SECTION', false),
  ] as const
  if (window[1] < window[0]) throw new InputFault({ file, line, field: 'TIME_WINDOW_SECTION' }, words.notRange)
  return window
}

function demandOf(file: string, row: Row | undefined): number {
  const value = row?.cells[1] ?? 0
  if (!Number.isInteger(value) || value < 0 || value > FAR)
    throw new InputFault({ file, line: row!.line, field: 'DEMAND_SECTION' }, common.notWhole(String(value), 0, FAR))
  return value
}

export async function readVrplib(file: string): Promise<DoorList> {
  const sections = await sectionsOf(file)
  const dimension = sections.whole('DIMENSION')
  if (dimension < 1)
    throw new InputFault(
      { file, line: sections.words.get('DIMENSION')?.line, field: 'DIMENSION' },
      common.notWhole('0', 1, FAR),
    )
  const { distances, points } = distancesOf(sections, dimension)
  const demands = sections.section('DEMAND_SECTION', 2, dimension)
  const windows = sections.section('TIME_WINDOW_SECTION', 3, dimension)
  const services = sections.section('SERVICE_TIME_SECTION', 2, dimension)
  const depot = sections.rows.get('DEPOT_SECTION')?.[0]
  const ids = (sections.rows.get('NODE_COORD_SECTION') ?? demands ?? []).map(({ cells }) => cells[0])
  checkIds(file, ids, depot)
  const common10 = sections.whole('SERVICE_TIME', 0) * TENTHS
  const visits = Array.from({ length: dimension - 1 }, (_, k): VisitRow => ({
    id: ids[k + 1] ?? k + 2,
    place: k + 1,
    service: services
      ? tenths(services[k + 1].cells[1], file, services[k + 1].line, 'SERVICE_TIME_SECTION', true)
      : common10,
    windows: [windowOf(file, windows?.[k + 1])],
    priority: 0,
    lateMost: 0,
    delivered: [demandOf(file, demands?.[k + 1])],
    collected: [],
    skills: [],
  }))
  const [opens, closes] = windowOf(file, windows?.[0])
  return fleetList(points, distances, visits, {
    teams: sections.whole('VEHICLES', visits.length),
    capacity: sections.whole('CAPACITY', FAR),
    opens,
    closes,
  })
}
