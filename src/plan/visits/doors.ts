// A list of visits and teams on its way to the planner: rows of whatever file they came from, sorted by what they are
// and not by where they stood, become numbers.
// So neither the order of rows nor, where rows differ, the names in them change the plan.
import { type Break, FAR, type Link, type Travel, type VisitsProblem } from '#planner/visits/problem.ts'
import type { LngLat } from '../report/landscape.ts'
import type { Said } from '#words/languages.ts'

export type Id = string | number

/** A visit by one team. Times and loads are whole numbers. */
export interface VisitRow {
  readonly id: Id
  readonly place: number
  readonly service: number
  readonly windows: readonly (readonly [number, number])[]
  readonly priority: number
  readonly lateMost: number
  readonly delivered: readonly number[]
  readonly collected: readonly number[]
  /** Skills it asks for; a team needs all of them. */
  readonly skills: readonly string[]
  /** What is done, where one visit needs several. */
  readonly what?: string
  /** The visit (same id, other row) it hangs together with: starts between `least` and `most` after this one. */
  readonly mate?: { readonly row: number; readonly least: number; readonly most: number }
  readonly at?: LngLat
  readonly name?: string
}

export interface TeamRow {
  readonly id: Id
  readonly start: number
  readonly end: number
  readonly from: number
  readonly until: number
  readonly room: readonly number[]
  readonly skills: readonly string[]
  readonly kind: number
  readonly visitsMost: number
  readonly fixed: number
  readonly breaks: readonly {
    readonly id: Id
    readonly service: number
    readonly windows: readonly (readonly [number, number])[]
  }[]
  readonly at?: LngLat
  readonly name?: string
}

export interface DoorList {
  readonly visits: readonly VisitRow[]
  readonly teams: readonly TeamRow[]
  readonly places: number
  readonly travel: readonly Travel[]
  /** Numbers of a place that do not depend on the order of the file, for sorting. */
  readonly placeKey: (place: number) => readonly number[]
  readonly aim: VisitsProblem['aim']
  /** Numbers of the file are so many times smaller than ours. */
  readonly scale: number
  /** Teams are all alike: only those that go out are told, sorted. */
  readonly alike: boolean
  /** What the reader must know of how the file was taken. */
  readonly notes: readonly Said[]
  readonly outline?: readonly LngLat[]
  /** Times are seconds after midnight. */
  readonly clock?: boolean
}

export interface Ordered {
  readonly problem: VisitsProblem
  /** Row of each visit and team of the problem, and id of each break. */
  readonly visitRow: Int32Array
  readonly teamRow: Int32Array
  readonly breakIds: readonly Id[]
}

type Key = readonly (number | string)[]

function compareKeys(a: Key, b: Key): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) {
    if (a[k] === b[k]) continue
    if (typeof a[k] === typeof b[k]) return a[k] < b[k] ? -1 : 1
    return typeof a[k] === 'number' ? -1 : 1
  }
  return a.length - b.length
}

const sorted = (keys: readonly Key[]): Int32Array =>
  Int32Array.from(keys.map((_, k) => k).sort((a, b) => compareKeys(keys[a], keys[b])))

/** Rows in their own order, as numbers. */
export function orderDoors(list: DoorList): Ordered {
  const { visits, teams } = list
  const visitRow = visitOrder(list)
  const teamRow = teamOrder(list)
  const loads = Math.max(0, ...visits.map(({ delivered }) => delivered.length), ...teams.map(({ room }) => room.length))
  const breakIds: Id[] = []
  const breaks: Break[] = []
  teamRow.forEach((row, team) =>
    teams[row].breaks.forEach(({ id, service, windows }) => {
      breakIds.push(id)
      breaks.push({ team, service, windows })
    }),
  )
  const windows = Array.from(visitRow, (row) => visits[row].windows)
  const windowStart = new Int32Array(visits.length + 1)
  windows.forEach((some, i) => {
    windowStart[i + 1] = windowStart[i] + some.length
  })
  const ofVisits = (of: (row: VisitRow) => number) => Int32Array.from(visitRow, (row) => of(visits[row]))
  const ofTeams = (of: (row: TeamRow) => number) => Int32Array.from(teamRow, (row) => of(teams[row]))
  const amounts = (of: (row: number) => readonly number[], rows: Int32Array, otherwise: number) =>
    Int32Array.from({ length: rows.length * loads }, (_, k) => of(rows[Math.floor(k / loads)])[k % loads] ?? otherwise)
  const problem: VisitsProblem = {
    visits: visits.length,
    teams: teams.length,
    places: list.places,
    travel: list.travel,
    place: ofVisits(({ place }) => place),
    service: ofVisits(({ service }) => service),
    windowStart,
    opens: Int32Array.from(windows.flat(), ([opens]) => opens),
    closes: Int32Array.from(windows.flat(), ([, closes]) => closes),
    priority: ofVisits(({ priority }) => priority),
    lateMost: ofVisits(({ lateMost }) => lateMost),
    loads,
    delivered: amounts((row) => visits[row].delivered, visitRow, 0),
    collected: amounts((row) => visits[row].collected, visitRow, 0),
    room: amounts((row) => teams[row].room, teamRow, FAR),
    starts: ofTeams(({ start }) => start),
    ends: ofTeams(({ end }) => end),
    from: ofTeams(({ from }) => from),
    until: ofTeams(({ until }) => until),
    kind: ofTeams(({ kind }) => kind),
    visitsMost: ofTeams(({ visitsMost }) => visitsMost),
    fixed: ofTeams(({ fixed }) => fixed),
    breaks,
    links: linksOf(list, visitRow),
    aim: list.aim,
    ...mayOf(list, visitRow, teamRow),
  }
  return { problem, visitRow, teamRow, breakIds }
}

function visitOrder({ visits, placeKey }: DoorList): Int32Array {
  const common = ({ place, windows, service, priority, delivered, collected, skills, what = '' }: VisitRow): Key => [
    ...placeKey(place),
    windows.join(';'),
    service,
    priority,
    delivered.join(','),
    collected.join(','),
    [...skills].sort().join(','),
    what,
  ]
  return sorted(
    visits.map((row) => [...common(row), ...(row.mate ? common(visits[row.mate.row]) : []), row.id, row.mate ? 0 : 1]),
  )
}

const teamOrder = ({ teams, placeKey }: DoorList): Int32Array =>
  sorted(
    teams.map((row) => [
      ...placeOr(row.start, placeKey),
      ...placeOr(row.end, placeKey),
      row.from,
      row.until,
      row.room.join(','),
      [...row.skills].sort().join(','),
      row.kind,
      row.visitsMost,
      row.fixed,
      row.breaks.map(({ service, windows }) => `${service}:${windows.join(';')}`).join('|'),
      row.id,
    ]),
  )

const placeOr = (place: number, key: DoorList['placeKey']): readonly number[] => (place < 0 ? [-1] : key(place))

function linksOf({ visits }: DoorList, visitRow: Int32Array): Link[] {
  const number = new Int32Array(visits.length)
  visitRow.forEach((row, i) => {
    number[row] = i
  })
  return visits
    .flatMap(({ mate }, row) =>
      mate ? [{ first: number[row], second: number[mate.row], least: mate.least, most: mate.most }] : [],
    )
    .sort((a, b) => a.first - b.first)
}

function mayOf({ visits, teams }: DoorList, visitRow: Int32Array, teamRow: Int32Array): { may?: Uint8Array } {
  if (visits.every(({ skills }) => skills.length === 0)) return {}
  const able = teams.map(({ skills }) => new Set(skills))
  const may = new Uint8Array(visits.length * teams.length)
  visitRow.forEach((row, i) =>
    teamRow.forEach((other, v) => {
      may[i * teams.length + v] = visits[row].skills.every((skill) => able[other].has(skill)) ? 1 : 0
    }),
  )
  return { may }
}
