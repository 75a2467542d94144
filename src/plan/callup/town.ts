// From buildings and points with places to the problem of `muster plan callup`. Ids are sorted before they become
// numbers: the order of rows changes nothing.
import { flat, Nearest } from '#planner/kernel/ground.ts'
import type { CallupProblem } from '#planner/callup/problem.ts'
import { roomsOf, type Slots } from '#planner/callup/rooms.ts'
import type { Landscape } from '../report/landscape.ts'
import type { BuildingRow, PointRow, Ways } from './inputs.ts'

/** Streets are longer than the line: the usual factor of a town. */
const DETOUR = 1.3
/** Not calling one person counts as much as a way of 100 km. */
export const LEFT_METRES = 100_000

export interface Wishes {
  readonly slots: Slots
  /** Share of the lanes' time that is filled. */
  readonly fill: number
  /** Nearest points a building may go to. */
  readonly near: number
  /** Metres a slot later is worth, for a building of priority 1. */
  readonly hurry: number
  readonly split: boolean
}

export interface Town {
  readonly problem: CallupProblem
  readonly buildings: readonly BuildingRow[]
  readonly points: readonly PointRow[]
  readonly wishes: Wishes
  readonly land?: Landscape
}

const byId = <T>(rows: readonly T[], id: (row: T) => string): T[] => [...rows].sort((a, b) => (id(a) < id(b) ? -1 : 1))

export function townOf(
  buildingRows: readonly BuildingRow[],
  pointRows: readonly PointRow[],
  wishes: Wishes,
  ways?: Ways,
  land?: Landscape,
): Town {
  const { slots } = wishes
  const buildings = byId(buildingRows, ({ building }) => building)
  const points = byId(pointRows, ({ point }) => point)
  const { start, point, way } = arcsOf(buildings, points, wishes.near, ways)
  const numbers = new Map(points.map((row, p) => [row.point, p]))
  const late = Int32Array.from({ length: buildings.length * slots.count }, (_, k) => {
    const { priority, earliest, latest, slot } = buildings[Math.floor(k / slots.count)]
    const t = k % slots.count
    const begin = slots.from + t * slots.minutes
    return begin < earliest || begin >= latest || (slot !== undefined && slot !== t)
      ? -1
      : Math.round(priority * wishes.hurry * t)
  })
  const fixed = Int32Array.from(buildings, (row) =>
    row.point !== undefined && row.slot !== undefined ? numbers.get(row.point)! * slots.count + row.slot : -1,
  )
  const problem: CallupProblem = {
    buildings: buildings.length,
    points: points.length,
    slots: slots.count,
    people: Int32Array.from(buildings, ({ people }) => people),
    start,
    point,
    way,
    late,
    room: roomsOf(points, slots, wishes.fill),
    left: new Int32Array(buildings.length).fill(LEFT_METRES),
    split: wishes.split,
    ...(fixed.some((cell) => cell >= 0) && { fixed }),
  }
  return { problem, buildings, points, wishes, land }
}

/** Ways to the nearest points, or those of a table; one way only where the building has its point. */
function arcsOf(
  buildings: readonly BuildingRow[],
  points: readonly PointRow[],
  near: number,
  ways?: Ways,
): Pick<CallupProblem, 'start' | 'point' | 'way'> {
  const middle = points.reduce((sum, { at }) => sum + at[1], 0) / Math.max(1, points.length)
  const homes = flat(
    buildings.map(({ at }) => at[0]),
    buildings.map(({ at }) => at[1]),
    middle,
  )
  const sites = flat(
    points.map(({ at }) => at[0]),
    points.map(({ at }) => at[1]),
    middle,
  )
  const nearest = new Nearest(sites)
  const start = new Int32Array(buildings.length + 1)
  const point: number[] = []
  const way: number[] = []
  buildings.forEach((row, b) => {
    const own = row.point === undefined ? -1 : points.findIndex((other) => other.point === row.point)
    const metres = (p: number) =>
      ways?.get(row.building)?.get(points[p].point) ??
      (ways ? -1 : Math.round(DETOUR * Math.hypot(homes.x[b] - sites.x[p], homes.y[b] - sites.y[p])))
    const all =
      own >= 0
        ? [own]
        : ways
          ? points
              .map((_, p) => p)
              .filter((p) => metres(p) >= 0)
              .sort((a, c) => metres(a) - metres(c) || a - c)
              .slice(0, near)
          : nearest.find(homes.x[b], homes.y[b], near)
    for (const p of all.sort((a, c) => a - c)) {
      point.push(p)
      way.push(metres(p))
    }
    start[b + 1] = point.length
  })
  return { start, point: Int32Array.from(point), way: Int32Array.from(way) }
}
