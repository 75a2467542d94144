// Reads Solomon's text format: a fleet of equal teams, one depot, customers with coordinates, demand, window and
// service time. Distances are cut to one decimal.
import { FAR, PLACES_MAX } from '#planner/visits/problem.ts'
import { InputFault } from '../fault.ts'
import { words as common } from '../words.ts'
import type { DoorList, TeamRow, VisitRow } from './doors.ts'
import { readText } from './text.ts'
import { words } from './words.ts'

/** Ten units are one of the file's. */
export const TENTHS = 10

const columns = ['CUST NO.', 'XCOORD.', 'YCOORD.', 'DEMAND', 'READY TIME', 'DUE DATE', 'SERVICE TIME'] as const

export interface Flat {
  readonly x: number
  readonly y: number
}

/**
 * Straight lines cut to one decimal. The small extra keeps whole roots whole. Throws InputFault for more places than
 * fit.
 */
export function cutDistances(points: readonly Flat[], file: string): Int32Array {
  if (points.length > PLACES_MAX) throw new InputFault({ file }, common.tooManyRows(PLACES_MAX))
  const distances = new Int32Array(points.length ** 2)
  for (let a = 0; a < points.length; a++) {
    for (let b = 0; b < a; b++) {
      distances[a * points.length + b] = distances[b * points.length + a] = Math.floor(
        TENTHS * Math.hypot(points[a].x - points[b].x, points[a].y - points[b].y) + 1e-9,
      )
    }
  }
  return distances
}

/** Side of the grid that the curve runs through. */
const CURVE_SIDE = 1_024

/**
 * Places along a curve that fills the plane (Hilbert, 1891), so that neighbours have near numbers and lie near in
 * memory; then by their coordinates.
 */
function curve(places: readonly Flat[]): (place: number) => readonly number[] {
  const [west, south] = places.reduce(
    ([x, y], place) => [Math.min(x, place.x), Math.min(y, place.y)],
    [Infinity, Infinity],
  )
  const span = places.reduce((most, { x, y }) => Math.max(most, x - west, y - south), 1e-9)
  return (place) => {
    const { x, y } = places[place]
    let [a, b, at] = [
      Math.floor(((x - west) / span) * (CURVE_SIDE - 1)),
      Math.floor(((y - south) / span) * (CURVE_SIDE - 1)),
      0,
    ]
    for (let side = CURVE_SIDE / 2; side >= 1; side /= 2) {
      const [right, up] = [(a & side) > 0 ? 1 : 0, (b & side) > 0 ? 1 : 0]
      at += side * side * ((3 * right) ^ up)
      if (up === 0) {
        if (right === 1) [a, b] = [CURVE_SIDE - 1 - a, CURVE_SIDE - 1 - b]
        ;[a, b] = [b, a]
      }
    }
    return [at, x, y]
  }
}

/** Equal teams from one depot. @param places depot first */
export function fleetList(
  places: readonly Flat[],
  distances: Int32Array,
  visits: readonly VisitRow[],
  fleet: { teams: number; capacity: number; opens: number; closes: number },
): DoorList {
  const team = (k: number): TeamRow => ({
    id: k + 1,
    start: 0,
    end: 0,
    from: fleet.opens,
    until: fleet.closes,
    room: [fleet.capacity],
    skills: [],
    kind: 0,
    visitsMost: FAR,
    fixed: 0,
    breaks: [],
  })
  return {
    visits,
    teams: Array.from({ length: Math.min(fleet.teams, visits.length) }, (_, k) => team(k)),
    places: places.length,
    travel: [{ time: distances, cost: distances }],
    placeKey: curve(places),
    aim: 'ordered',
    scale: TENTHS,
    alike: true,
    notes: [],
  }
}

/** A number of the file in tenths, within what the planner can hold. */
export function tenths(value: number, file: string, line: number, field: string, up: boolean): number {
  const scaled = value * TENTHS
  if (!(scaled >= 0 && scaled <= FAR))
    throw new InputFault({ file, line, field }, common.notNumber(String(value), 0, FAR / TENTHS))
  return up ? Math.ceil(scaled - 1e-6) : Math.floor(scaled + 1e-6)
}

export async function readSolomon(file: string): Promise<DoorList> {
  const lines = await readText(file)
  const at = (word: string) => lines.findIndex(({ text }) => text.toUpperCase().startsWith(word))
  const [vehicle, customer] = [at('VEHICLE'), at('CUSTOMER')]
  if (vehicle < 0 || customer < vehicle) throw new InputFault({ file }, words.notSolomon)
  const rows = lines.slice(vehicle + 1).filter(({ text }) => /^[-+.\d]/.test(text))
  const numbers = rows.map(({ text, line }) => ({
    line,
    cells: text.split(/\s+/).map(Number),
    texts: text.split(/\s+/),
  }))
  const [fleet, ...customers] = numbers
  if (!fleet || customers.length === 0) throw new InputFault({ file }, words.notSolomon)
  if (fleet.cells.length !== 2)
    throw new InputFault({ file, line: fleet.line, field: 'VEHICLE' }, words.columns(fleet.cells.length, 2))
  fleet.cells.forEach((value, k) => {
    if (!(Number.isInteger(value) && value >= 0 && value <= FAR))
      throw new InputFault(
        { file, line: fleet.line, field: ['NUMBER', 'CAPACITY'][k] },
        common.notWhole(fleet.texts[k], 0, FAR),
      )
  })
  const seen = new Map<number, number>()
  const visits: VisitRow[] = []
  customers.forEach(({ cells, texts, line }, k) => {
    if (cells.length !== columns.length)
      throw new InputFault({ file, line }, words.columns(cells.length, columns.length))
    cells.forEach((value, c) => {
      if (!Number.isFinite(value) || (c > 2 && value < 0))
        throw new InputFault({ file, line, field: columns[c] }, common.notNumber(texts[c], c > 2 ? 0 : -FAR, FAR))
    })
    const [id, , , demand, ready, due, service] = cells
    if (seen.has(id)) throw new InputFault({ file, line, field: columns[0] }, common.doubled(texts[0], seen.get(id)!))
    seen.set(id, line)
    if (!Number.isInteger(demand) || demand > FAR)
      throw new InputFault({ file, line, field: 'DEMAND' }, common.notWhole(texts[3], 0, FAR))
    const window = [tenths(ready, file, line, 'READY TIME', true), tenths(due, file, line, 'DUE DATE', false)] as const
    if (window[1] < window[0]) throw new InputFault({ file, line, field: 'DUE DATE' }, words.notRange)
    if (k > 0)
      visits.push({
        id,
        place: k,
        service: tenths(service, file, line, 'SERVICE TIME', true),
        windows: [window],
        priority: 0,
        lateMost: 0,
        delivered: [demand],
        collected: [],
        skills: [],
      })
  })
  const places = customers.map(({ cells }) => ({ x: cells[1], y: cells[2] }))
  const [depot] = customers
  return fleetList(places, cutDistances(places, file), visits, {
    teams: fleet.cells[0],
    capacity: fleet.cells[1],
    opens: tenths(depot.cells[4], file, depot.line, 'READY TIME', true),
    closes: tenths(depot.cells[5], file, depot.line, 'DUE DATE', false),
  })
}
