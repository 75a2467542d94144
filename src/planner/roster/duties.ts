// A finished roster as one looks things up in it: who serves what, how full places and units are, what one person more
// would cost.
import type { RosterProblem } from './problem.ts'
import { unlawful } from './verify.ts'

export class Duties {
  readonly problem: RosterProblem
  readonly placeOf: Int32Array
  /** Arcs of each person, by shift. */
  readonly mine: number[][]
  readonly filled: Int32Array
  /** People of each unit × shift. */
  readonly ofUnit: Int32Array

  constructor(problem: RosterProblem, arcs: ArrayLike<number>) {
    const { places, people, start, person, shift, shifts, unit, unitCap } = problem
    this.problem = problem
    this.placeOf = new Int32Array(person.length)
    for (let q = 0; q < places; q++) this.placeOf.fill(q, start[q], start[q + 1])
    this.mine = Array.from({ length: people }, () => [])
    this.filled = new Int32Array(places)
    this.ofUnit = new Int32Array((unitCap?.length ?? 0) * shifts)
    for (const arc of Array.from(arcs)) {
      const [p, q] = [person[arc], this.placeOf[arc]]
      this.mine[p].push(arc)
      this.filled[q]++
      if (unit && unit[p] >= 0) this.ofUnit[unit[p] * shifts + shift[q]]++
    }
    for (const list of this.mine) list.sort((a, b) => shift[this.placeOf[a]] - shift[this.placeOf[b]])
  }

  /** Shifts of a person, rising, with some changed. */
  shiftsOf(p: number, without = -1, more = -1): number[] {
    const { shift } = this.problem
    const list = this.mine[p].filter((arc) => arc !== without).map((arc) => shift[this.placeOf[arc]])
    if (more >= 0) list.push(more)
    return list.sort((a, b) => a - b)
  }

  /** What the rules say against a person serving `more`, without the arc `without`. */
  against(p: number, more: number, without = -1): ReturnType<typeof unlawful> {
    return unlawful(this.problem, p, this.shiftsOf(p, without, more))
  }

  /** Whether the unit of a person has room in a shift, once `leaving` is gone. */
  unitHasRoom(p: number, s: number, leaving = -1): boolean {
    const { unit, unitCap, shifts } = this.problem
    if (!unit || !unitCap || unit[p] < 0) return true
    const freed = leaving >= 0 && unit[leaving] === unit[p] ? 1 : 0
    return this.ofUnit[unit[p] * shifts + s] - freed < unitCap[unit[p]]
  }

  /** What fairness adds for a person's next shift. */
  nextFairness(p: number): number {
    return this.problem.fairness * (this.problem.served[p] + this.mine[p].length)
  }
}
