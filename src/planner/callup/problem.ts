// The call-up problem in numbers: every building goes to one point in one time slot, no slot takes more people than its
// lanes can serve, and all walk little and go early.
// A generalised assignment problem (Ross & Soland, "A branch and bound algorithm for the generalized assignment
// problem", 1975) whose bins are point × slot.
import { checkNumber, checkWhole, checkWholes } from '#planner/kernel/numbers.ts'

/**
 * A cell is point × slots + slot. Arcs are grouped by building: building b may go to point[start[b]] … point[start[b +
 * 1] - 1].
 */
export interface CallupProblem {
  readonly buildings: number
  readonly points: number
  readonly slots: number
  /** People of each building, 1 or more. */
  readonly people: Int32Array
  readonly start: Int32Array
  /** Points of a building, rising. */
  readonly point: Int32Array
  /** Price of the way for one person, for example metres. */
  readonly way: Int32Array
  /** Price for one person of building b to be called in slot t at [b × slots + t]; -1: not in this slot. */
  readonly late: Int32Array
  /** People a cell takes; 0 for closed. */
  readonly room: Int32Array
  /** Price for one person of a building not being called at all. */
  readonly left: Int32Array
  /**
   * A building larger than any slot of a point is spread evenly over adjacent slots there; without it, it cannot go
   * there.
   */
  readonly split?: boolean
  /** People of the widest slot of each point, by which buildings are spread; reckoned from `room` when left out. */
  readonly widest?: Int32Array
  /** Cell where a building is already called, -1 for none. It stays even where the room is too small. */
  readonly fixed?: Int32Array
  /** Cell of the plan before, -1 for none; leaving it costs `movePrice` for each person. */
  readonly stay?: Int32Array
  readonly movePrice?: number
}

export interface CallupPlan {
  /** Cell of each building (its first one when it is spread over several), -1 for not called. */
  readonly cell: Int32Array
  readonly objective: number
  /** No plan can cost less. */
  readonly bound: number
  /** (objective - bound) / bound; 0 when both are 0. */
  readonly gap: number
  readonly proven: boolean
  readonly seed: number
  /** Moves tried. */
  readonly moves: number
}

export const PEOPLE_MAX = 100_000
/** Price of one person's way or slot. */
export const PRICE_MAX = 10_000_000
/** Options are arcs × slots: 8 bytes of cost each. */
export const OPTIONS_MAX = 20_000_000
/** Buildings × points, 4 bytes each. */
const PAIRS_MAX = 50_000_000
/** Room of a cell: the knapsack of the bound makes a table of it. */
export const ROOM_MAX = 100_000

/** Throws RangeError naming field, index and remedy. */
export function checkCallupProblem(problem: CallupProblem): void {
  const { buildings, points, slots, people, start, point, way, late, room, left, fixed, stay, movePrice } = problem
  checkWhole(buildings, 'buildings', 0, PEOPLE_MAX * 10)
  checkWhole(points, 'points', 0, PEOPLE_MAX)
  checkWhole(slots, 'slots', 1, 1_000)
  if (buildings * points > PAIRS_MAX)
    throw new RangeError(`${buildings} buildings × ${points} points are more than ${PAIRS_MAX}; split the area`)
  if (point.length * slots > OPTIONS_MAX)
    throw new RangeError(
      `${point.length} ways × ${slots} slots are more than ${OPTIONS_MAX}; keep the nearest points of each ` +
        'building only',
    )
  checkWholes(people, 'people', buildings, 1, PEOPLE_MAX)
  checkWholes(start, 'start', buildings + 1, 0, point.length)
  if (start[0] !== 0 || start[buildings] !== point.length)
    throw new RangeError(`start must go from 0 to ${point.length}`)
  checkWholes(point, 'point', point.length, 0, points - 1)
  for (let b = 0; b < buildings; b++) {
    if (start[b + 1] < start[b]) throw new RangeError(`start[${b + 1}] is ${start[b + 1]}; it must not fall`)
    for (let arc = start[b] + 1; arc < start[b + 1]; arc++)
      if (point[arc] <= point[arc - 1])
        throw new RangeError(`point[${arc}] is ${point[arc]}; the points of a building must rise`)
  }
  checkWholes(way, 'way', point.length, 0, PRICE_MAX)
  checkWholes(late, 'late', buildings * slots, -1, PRICE_MAX)
  checkWholes(room, 'room', points * slots, 0, ROOM_MAX)
  checkWholes(left, 'left', buildings, 0, 10 * PRICE_MAX)
  if (problem.widest) checkWholes(problem.widest, 'widest', points, 0, ROOM_MAX)
  if (stay) checkWholes(stay, 'stay', buildings, -1, points * slots - 1)
  if (movePrice !== undefined) checkNumber(movePrice, 'movePrice', 0, PRICE_MAX)
  if (movePrice !== undefined) checkWhole(movePrice, 'movePrice', 0, PRICE_MAX)
  if (fixed) checkFixed(problem, fixed)
}

function checkFixed({ buildings, points, slots, start, point }: CallupProblem, fixed: Int32Array): void {
  checkWholes(fixed, 'fixed', buildings, -1, points * slots - 1)
  for (let b = 0; b < buildings; b++) {
    if (fixed[b] < 0) continue
    const at = Math.floor(fixed[b] / slots)
    if (!point.subarray(start[b], start[b + 1]).includes(at))
      throw new RangeError(`fixed[${b}] is at point ${at}; the building needs a way to it`)
  }
}
