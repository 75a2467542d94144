// A roster problem laid out for the solver: places by shift, locked seats taken out, the arc by which each person
// serves each shift.
import type { RosterProblem } from './problem.ts'

export class Layout {
  readonly problem: RosterProblem
  /** Places of each shift: placesOf[firstPlace[s]] … placesOf[firstPlace[s + 1] - 1]. */
  readonly firstPlace: Int32Array
  readonly placesOf: Int32Array
  readonly placeOf: Int32Array
  /** Seats of each place, and people of each unit × shift, that locks leave. */
  readonly need: Int32Array
  readonly cap: Int32Array
  /** Locked arc of each person × shift, -1 for none. */
  readonly lockedArc: Int32Array
  /** Costs of the locked arcs, without fairness. */
  readonly lockedCost: number

  /** Throws RangeError where locks contradict each other or the seats. */
  constructor(problem: RosterProblem) {
    const { shifts, places, people, shift, start, person, cost, unit, unitCap } = problem
    this.problem = problem
    this.firstPlace = new Int32Array(shifts + 1)
    for (const s of shift) this.firstPlace[s + 1]++
    for (let s = 0; s < shifts; s++) this.firstPlace[s + 1] += this.firstPlace[s]
    const fill = this.firstPlace.slice()
    this.placesOf = new Int32Array(places)
    this.placeOf = new Int32Array(person.length)
    for (let q = 0; q < places; q++) {
      this.placesOf[fill[shift[q]]++] = q
      this.placeOf.fill(q, start[q], start[q + 1])
    }
    this.need = problem.need.slice()
    this.cap = new Int32Array((unitCap?.length ?? 0) * shifts)
    unitCap?.forEach((cap, u) => this.cap.fill(cap, u * shifts, (u + 1) * shifts))
    this.lockedArc = new Int32Array(people * shifts).fill(-1)
    let lockedCost = 0
    for (const arc of problem.locked) {
      const [p, q] = [person[arc], this.placeOf[arc]]
      if (this.lockedArc[p * shifts + shift[q]] >= 0)
        throw new RangeError(`person ${p} is locked twice in shift ${shift[q]}; take one lock away`)
      this.lockedArc[p * shifts + shift[q]] = arc
      lockedCost += cost[arc]
      if (--this.need[q] < 0)
        throw new RangeError(`place ${q} has more locks than its ${problem.need[q]} seats; take one away`)
      if (unit && unit[p] >= 0 && --this.cap[unit[p] * shifts + shift[q]] < 0)
        throw new RangeError(`unit ${unit[p]} has more locks in shift ${shift[q]} than its limit; take one away`)
    }
    this.lockedCost = lockedCost
  }

  /** Unit × shift of a person, -1 for no limit. */
  unitShift(p: number, s: number): number {
    const { unit, shifts } = this.problem
    return unit && unit[p] >= 0 ? unit[p] * shifts + s : -1
  }
}
