// Every way a building can be called, with its whole cost: arc × slot. What cannot be is Infinity. Also which cells a
// spread building fills.
import type { CallupProblem } from './problem.ts'

export interface Options {
  /** Cost of starting in slot t by an arc at [arc × slots + t]; Infinity where it cannot be. */
  readonly cost: Float64Array
  /** Adjacent slots the building fills at the arc's point: 1 but for buildings spread over several. */
  readonly span: Int32Array
  /** Arc of building b to point p at [b × points + p], -1 for none. */
  readonly arcTo: Int32Array
  /** Whether any building is spread anywhere. */
  readonly spread: boolean
  /** Cost of leaving a building uncalled. */
  readonly left: Float64Array
  /** Room of each cell after the fixed buildings, 0 or more. */
  readonly room: Int32Array
  /** Cost of the fixed buildings. */
  readonly constant: number
}

/** People in the i-th of `span` adjacent slots: even shares, the odd ones first. */
export const shareOf = (people: number, span: number, i: number): number =>
  Math.floor(people / span) + (i < people % span ? 1 : 0)

export function optionsOf(problem: CallupProblem): Options {
  const { buildings, points, slots, people, start, point, fixed } = problem
  const arcs = point.length
  const span = spansOf(problem)
  const arcTo = new Int32Array(buildings * points).fill(-1)
  for (let b = 0; b < buildings; b++)
    for (let arc = start[b]; arc < start[b + 1]; arc++) arcTo[b * points + point[arc]] = arc
  const room = Int32Array.from(problem.room)
  let constant = 0
  for (let b = 0; fixed && b < buildings; b++)
    if (fixed[b] >= 0) constant += takeFixed(problem, b, fixed[b], arcTo, span, room)
  for (let cell = 0; cell < room.length; cell++) room[cell] = Math.max(0, room[cell])
  const cost = new Float64Array(arcs * slots).fill(Infinity)
  for (let b = 0; b < buildings; b++) {
    for (let arc = start[b]; arc < start[b + 1]; arc++) {
      for (let t = 0; t + span[arc] <= slots; t++) cost[arc * slots + t] = priceOf(problem, room, b, arc, t, span[arc])
    }
  }
  const left = Float64Array.from(people, (count, b) => count * problem.left[b])
  return { cost, span, arcTo, spread: span.some((width) => width > 1), left, room, constant }
}

/** Puts a fixed building in, whatever the room. @returns what it costs; a slot it may not be in counts as priced 0 */
function takeFixed(
  problem: CallupProblem,
  b: number,
  cell: number,
  arcTo: Int32Array,
  span: Int32Array,
  room: Int32Array,
): number {
  const { points, slots, people, way, late } = problem
  const arc = arcTo[b * points + Math.floor(cell / slots)]
  let cost = 0
  for (let i = 0; i < span[arc] && (cell % slots) + i < slots; i++) {
    const share = shareOf(people[b], span[arc], i)
    room[cell + i] -= share
    cost += share * (way[arc] + Math.max(0, late[b * slots + (cell % slots) + i]))
  }
  return cost
}

/** People of the widest slot of each point. */
export function widestOf({ points, slots, room }: CallupProblem): Int32Array {
  return Int32Array.from({ length: points }, (_, p) =>
    room.subarray(p * slots, (p + 1) * slots).reduce((a, b) => Math.max(a, b), 0),
  )
}

/** Slots a building needs at each of its points; more slots than there are: it cannot go there. */
function spansOf(problem: CallupProblem): Int32Array {
  const { buildings, people, start, point, split } = problem
  const widest = problem.widest ?? widestOf(problem)
  const span = new Int32Array(point.length).fill(1)
  if (!split) return span
  for (let b = 0; b < buildings; b++) {
    for (let arc = start[b]; arc < start[b + 1]; arc++)
      span[arc] = widest[point[arc]] === 0 ? 1 : Math.ceil(people[b] / widest[point[arc]])
  }
  return span
}

function priceOf(
  { slots, people, point, way, late, stay, movePrice = 0 }: CallupProblem,
  room: Int32Array,
  b: number,
  arc: number,
  t: number,
  span: number,
): number {
  const cell = point[arc] * slots + t
  const moved = stay && stay[b] >= 0 && stay[b] !== cell ? movePrice : 0
  let cost = 0
  for (let i = 0; i < span; i++) {
    const share = shareOf(people[b], span, i)
    if (late[b * slots + t + i] < 0 || room[cell + i] < share) return Infinity
    cost += share * (way[arc] + late[b * slots + t + i] + moved)
  }
  return cost
}
