// Planning again while the morning runs: whoever is called already stays; a point that has fallen behind works off its
// backlog first; the others move as little as need be.
import { checkWhole, checkWholes } from '#planner/kernel/numbers.ts'
import { callsOf } from './load.ts'
import { widestOf } from './options.ts'
import { type CallupPlan, type CallupProblem, checkCallupProblem, PRICE_MAX } from './problem.ts'

/** How far the morning is. */
export interface Progress {
  /** The first slot that may still be filled. */
  readonly now: number
  /** 1 for buildings already called. */
  readonly called: Uint8Array
  /** People at or on the way to each point who were called for slots before `now` and are not served yet. */
  readonly backlog: Int32Array
  /** Rooms as they are now known to be, by point × slots + slot. */
  readonly room: Int32Array
  /** Price for each person of a building that moves; high: the fewest move, low: all walk least. */
  readonly movePrice: number
}

/** The problem of those who may still move, and whose they are. */
export interface Replan {
  readonly problem: CallupProblem
  /** Number in the whole problem of each building of `problem`. */
  readonly buildings: Int32Array
  /** People each point still owes after the last slot, by the backlog and the called alone. */
  readonly backlogAtEnd: Int32Array
}

/**
 * Throws RangeError naming field, index and remedy.
 * @param before the plan in force: first cell of each building, -1
 * for not called
 */
export function replanProblem(problem: CallupProblem, before: Int32Array, progress: Progress): Replan {
  checkCallupProblem(problem)
  const { buildings, points, slots, people, start, point, way, late, left } = problem
  const { now, called, backlog, room, movePrice } = progress
  checkWhole(now, 'now', 0, slots)
  checkWholes(before, 'before', buildings, -1, points * slots - 1)
  checkWholes(called, 'called', buildings, 0, 1)
  checkWholes(backlog, 'backlog', points, 0, 1_000_000)
  checkWholes(room, 'room', points * slots, 0, 1_000_000)
  checkWhole(movePrice, 'movePrice', 0, PRICE_MAX)
  const free = freeRooms(problem, before, progress)
  const movable = Int32Array.from(Array.from({ length: buildings }, (_, b) => b).filter((b) => called[b] === 0))
  const newStart = new Int32Array(movable.length + 1)
  const arcs: number[] = []
  movable.forEach((b, k) => {
    for (let arc = start[b]; arc < start[b + 1]; arc++) arcs.push(arc)
    newStart[k + 1] = arcs.length
  })
  return {
    problem: {
      buildings: movable.length,
      points,
      slots,
      people: movable.map((b) => people[b]),
      start: newStart,
      point: Int32Array.from(arcs, (arc) => point[arc]),
      way: Int32Array.from(arcs, (arc) => way[arc]),
      late: Int32Array.from({ length: movable.length * slots }, (_, k) =>
        k % slots < now ? -1 : late[movable[Math.floor(k / slots)] * slots + (k % slots)],
      ),
      room: free.room,
      left: movable.map((b) => left[b]),
      split: problem.split,
      widest: problem.widest ?? widestOf(problem),
      stay: movable.map((b) => before[b]),
      movePrice,
      ...(problem.fixed && {
        fixed: movable.map((b) =>
          problem.fixed![b] >= 0 && problem.fixed![b] % slots >= now ? problem.fixed![b] : -1,
        ),
      }),
    },
    buildings: movable,
    backlogAtEnd: free.over,
  }
}

/** Room after the backlog and the called; what one slot cannot serve is carried into the next. */
function freeRooms(
  problem: CallupProblem,
  before: Int32Array,
  { now, called, backlog, room }: Progress,
): { room: Int32Array; over: Int32Array } {
  const { points, slots } = problem
  const load = new Int32Array(points * slots)
  for (const { building, cell, people } of callsOf(problem, before)) if (called[building]) load[cell] += people
  const free = new Int32Array(points * slots)
  const over = new Int32Array(points)
  for (let p = 0; p < points; p++) {
    let carried = backlog[p]
    for (let t = now; t < slots; t++) {
      const need = carried + load[p * slots + t]
      free[p * slots + t] = Math.max(0, room[p * slots + t] - need)
      carried = Math.max(0, need - room[p * slots + t])
    }
    over[p] = carried
  }
  return { room: free, over }
}

/** The whole plan again: the called where they were, the others as planned anew. */
export function mergeReplan(before: Int32Array, replan: Replan, plan: CallupPlan): Int32Array {
  const cells = before.slice()
  replan.buildings.forEach((b, k) => {
    cells[b] = plan.cell[k]
  })
  return cells
}
