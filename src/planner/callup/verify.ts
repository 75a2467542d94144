// Checks a call-up against its problem alone; shares no code with the solver. That the bound holds is shown by the
// tests against every-way search.
import type { CallupProblem } from './problem.ts'

/**
 * What is wrong, with the number of the building or cell; nothing when the plan keeps every rule and costs what it
 * says.
 */
export type CallupFlaw = {
  readonly flaw: 'no-way' | 'not-in-slot' | 'room' | 'fixed' | 'beyond-last-slot' | 'bound' | 'objective'
  readonly at: number
  readonly difference?: number
}

export function verifyCallup(
  problem: CallupProblem,
  claim: { readonly cell: ArrayLike<number>; readonly objective: number; readonly bound: number },
): CallupFlaw | undefined {
  const {
    buildings,
    points,
    slots,
    people,
    start,
    point,
    way,
    late,
    left,
    room,
    split,
    fixed,
    stay,
    movePrice = 0,
  } = problem
  const load = new Float64Array(points * slots)
  const held = new Float64Array(points * slots)
  let objective = 0
  for (let b = 0; b < buildings; b++) {
    const cell = claim.cell[b]
    const stuck = fixed !== undefined && fixed[b] >= 0
    if (stuck && cell !== fixed[b]) return { flaw: 'fixed', at: b }
    if (cell < 0) {
      objective += people[b] * left[b]
      continue
    }
    const p = Math.floor(cell / slots)
    let arc = start[b]
    while (arc < start[b + 1] && point[arc] !== p) arc++
    if (arc === start[b + 1]) return { flaw: 'no-way', at: b }
    const widest = problem.widest ? problem.widest[p] : Math.max(...room.subarray(p * slots, (p + 1) * slots))
    const parts = split && widest > 0 ? Math.ceil(people[b] / widest) : 1
    for (let i = 0, rest = people[b]; i < parts; i++) {
      const here = Math.ceil(rest / (parts - i))
      rest -= here
      const slot = (cell % slots) + i
      if (slot >= slots) {
        if (stuck) break
        return { flaw: 'beyond-last-slot', at: b }
      }
      const wait = late[b * slots + slot]
      if (wait < 0 && !stuck) return { flaw: 'not-in-slot', at: b }
      if (stuck) held[p * slots + slot] += here
      else load[p * slots + slot] += here
      objective +=
        here * (way[arc] + Math.max(0, wait) + (!stuck && stay && stay[b] >= 0 && stay[b] !== cell ? movePrice : 0))
    }
  }
  for (let cell = 0; cell < points * slots; cell++)
    if (load[cell] > Math.max(0, room[cell] - held[cell]))
      return { flaw: 'room', at: cell, difference: load[cell] + held[cell] - room[cell] }
  if (objective !== claim.objective) return { flaw: 'objective', at: 0, difference: claim.objective - objective }
  return claim.bound <= objective ? undefined : { flaw: 'bound', at: 0, difference: claim.bound - objective }
}
