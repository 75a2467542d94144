// Why a building is called where it is, or not at all, in words a screen can translate.
import { optionsOf, shareOf } from './options.ts'
import type { CallupPlan, CallupProblem } from './problem.ts'

export type OpenReason = 'larger-than-any-slot' | 'no-slot-open' | 'full'

export interface CallReason {
  /** Price of a person more than at the cheapest point and slot the building could ever have; 0 for not called. */
  readonly extra: number
  /** Whether the cheapest is full, so that this one was given instead. */
  readonly instead: boolean
  readonly open?: OpenReason
}

export function callReasons(problem: CallupProblem, plan: CallupPlan): CallReason[] {
  const { buildings, points, slots, people, start, point, late, room } = problem
  const { cost, span, arcTo } = optionsOf({ ...problem, fixed: undefined })
  return Array.from({ length: buildings }, (_, b): CallReason => {
    const from = start[b] * slots
    const row = cost.subarray(from, start[b + 1] * slots)
    const least = row.reduce((a, c) => Math.min(a, c), Infinity)
    if (plan.cell[b] >= 0) {
      const p = Math.floor(plan.cell[b] / slots)
      const mine = cost[arcTo[b * points + p] * slots + (plan.cell[b] % slots)]
      return mine === Infinity || least === Infinity
        ? { extra: 0, instead: false }
        : { extra: Math.round((mine - least) / people[b]), instead: mine > least }
    }
    if (least < Infinity) return { extra: 0, instead: false, open: 'full' }
    const allowed = (cell: number) => room[cell] > 0 && late[b * slots + (cell % slots)] >= 0
    const arcs = Array.from({ length: start[b + 1] - start[b] }, (_, k) => start[b] + k)
    const anyOpen = arcs.some((arc) =>
      Array.from({ length: slots }, (_, t) => point[arc] * slots + t).some((cell) => allowed(cell)),
    )
    const fits = arcs.some((arc) =>
      Array.from({ length: slots }, (_, t) => point[arc] * slots + t).some(
        (cell) => allowed(cell) && room[cell] >= shareOf(people[b], span[arc], 0),
      ),
    )
    return { extra: 0, instead: false, open: anyOpen && !fits ? 'larger-than-any-slot' : 'no-slot-open' }
  })
}
