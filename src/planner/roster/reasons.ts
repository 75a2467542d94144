// Why each seat is as it is: who would step in for a person and what that would cost more; what keeps able people from
// an open seat.
import { Duties } from './duties.ts'
import type { RosterAnswer, RosterProblem } from './problem.ts'

/** What keeps a person who could serve a place from an open seat there. */
export const obstacles = [
  'busy',
  'too-little-rest',
  'night-then-morning',
  'run-too-long',
  'too-many-shifts',
  'unit-exhausted',
  'too-dear',
] as const
export type Obstacle = (typeof obstacles)[number]

export interface SeatReason {
  readonly arc: number
  /** Who is free to step in at least cost, -1 where the seat would stay open. */
  readonly next: number
  /** What losing the person would cost more. */
  readonly extra: number
}

export interface OpenReason {
  readonly place: number
  readonly seats: number
  /** What keeps most of the able people away; nobody-can where there is no arc. */
  readonly why: Obstacle | 'nobody-can'
  /** How many of the able people each obstacle keeps away. */
  readonly tally: Readonly<Partial<Record<Obstacle, number>>>
}

export function rosterReasons(
  problem: RosterProblem,
  answer: Pick<RosterAnswer, 'arcs' | 'open'>,
): { seats: SeatReason[]; open: OpenReason[] } {
  const duties = new Duties(problem, answer.arcs)
  const lawful = lawfulMore(duties)
  const byPlace: number[][] = Array.from({ length: problem.places }, () => [])
  for (const arc of answer.arcs) byPlace[duties.placeOf[arc]].push(arc)
  const seats: SeatReason[] = []
  const open: OpenReason[] = []
  for (let q = 0; q < problem.places; q++) {
    if (byPlace[q].length > 0) seats.push(...seatReasons(duties, lawful, q, byPlace[q]))
    if (answer.open[q] > 0) open.push(openReason(duties, q, answer.open[q]))
  }
  return { seats: seats.sort((a, b) => a.arc - b.arc), open }
}

/** Person × shift: 1 where one more shift is lawful. */
function lawfulMore(duties: Duties): Uint8Array {
  const { people, shifts } = duties.problem
  const lawful = new Uint8Array(people * shifts)
  for (let p = 0; p < people; p++)
    for (let s = 0; s < shifts; s++) lawful[p * shifts + s] = duties.against(p, s) ? 0 : 1
  return lawful
}

function seatReasons(duties: Duties, lawful: Uint8Array, q: number, arcs: readonly number[]): SeatReason[] {
  const { start, person, cost, shift, shifts, shortage, fairness, served } = duties.problem
  const s = shift[q]
  const free: { p: number; pays: number }[] = []
  for (let arc = start[q]; arc < start[q + 1]; arc++) {
    const p = person[arc]
    const pays = cost[arc] + duties.nextFairness(p)
    if (lawful[p * shifts + s] && pays < shortage[q]) free.push({ p, pays })
  }
  free.sort((a, b) => a.pays - b.pays || a.p - b.p)
  return arcs.map((arc) => {
    const p = person[arc]
    const saved = cost[arc] + fairness * (served[p] + duties.mine[p].length - 1)
    const next = free.find((one) => duties.unitHasRoom(one.p, s, p))
    return { arc, next: next?.p ?? -1, extra: (next?.pays ?? shortage[q]) - saved }
  })
}

function openReason(duties: Duties, q: number, seats: number): OpenReason {
  const { start, person, shift, begins, ends } = duties.problem
  const s = shift[q]
  const tally: Partial<Record<Obstacle, number>> = {}
  for (let arc = start[q]; arc < start[q + 1]; arc++) {
    const p = person[arc]
    const mine = duties.shiftsOf(p)
    if (duties.mine[p].some((own) => duties.placeOf[own] === q)) continue
    const busy = mine.some((other) => begins[other] < ends[s] && begins[s] < ends[other])
    const flaw = busy ? 'busy' : duties.against(p, s)
    const obstacle = obstacles.find((one) => one === flaw) ?? (duties.unitHasRoom(p, s) ? 'too-dear' : 'unit-exhausted')
    tally[obstacle] = (tally[obstacle] ?? 0) + 1
  }
  const why = obstacles.reduce<Obstacle | 'nobody-can'>(
    (most, one) => ((tally[one] ?? 0) > (most === 'nobody-can' ? 0 : (tally[most] ?? 0)) ? one : most),
    'nobody-can',
  )
  return { place: q, seats, why, tally }
}
