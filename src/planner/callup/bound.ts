// A lower bound on every call-up: the rule "each building once" is relaxed and priced, each cell then fills itself by a
// knapsack.
// Fisher, "The Lagrangian relaxation method for solving integer programming problems" (1981); stronger than the linear
// relaxation, for a building cannot be cut.
import { Entries } from './entries.ts'
import { Knapsack } from './knapsack.ts'
import { type Options, shareOf } from './options.ts'
import type { CallupProblem } from './problem.ts'

/** Steps without a better bound before the step is halved. */
const PATIENCE = 20
/** How much of the last direction is kept: values of buildings swing against each other, and momentum damps that. */
const KEEP = 0.95
const STEP_LEAST = 2e-4
/** Sums of some thousand doubles are exact to far less than this share. */
const ROUNDING = 1e-9

export class CallupBound {
  /** The best bound so far, constant of the fixed buildings included; a whole number, since costs are. */
  bound = -Infinity
  /** Steps have become too small to matter. */
  settled = false
  /** What calling each building is worth. */
  readonly value: Float64Array
  private readonly best: Float64Array
  private readonly direction: Float64Array
  private readonly calls: Float64Array
  private readonly problem: CallupProblem
  private readonly options: Options
  private readonly active: Int32Array
  private readonly knapsack: Knapsack
  private readonly entries: Entries
  private scale = 0.3
  private stale = 0
  private top = -Infinity

  /** @param price prices of room to begin with */
  constructor(problem: CallupProblem, options: Options, active: Int32Array, price: Float64Array) {
    this.problem = problem
    this.options = options
    this.active = active
    this.value = new Float64Array(problem.buildings)
    this.direction = new Float64Array(problem.buildings)
    this.calls = new Float64Array(problem.buildings)
    this.entries = new Entries(problem, options, active)
    this.knapsack = new Knapsack(
      this.entries.most,
      options.room.reduce((a, room) => Math.max(a, room), 1),
    )
    this.begin(price)
    this.best = this.value.slice()
  }

  /** Values from prices of room: never worse than the bound those give by themselves. */
  private begin(price: Float64Array): void {
    const { slots, start, point, people } = this.problem
    const { cost, span, left } = this.options
    for (const b of this.active) {
      let least = left[b]
      for (let arc = start[b]; arc < start[b + 1]; arc++) {
        for (let t = 0; t < slots; t++) {
          let sum = cost[arc * slots + t]
          if (sum === Infinity) continue
          for (let i = 0; i < span[arc]; i++)
            sum += shareOf(people[b], span[arc], i) * price[point[arc] * slots + t + i]
          least = Math.min(least, sum)
        }
      }
      this.value[b] = least
    }
  }

  /**
   * One step of the subgradient, in prices of one person: large buildings move by larger steps.
   * @param aim cost of the
   * best plan so far
   */
  step(aim: number): void {
    const { value, best, direction, calls, active } = this
    const { left } = this.options
    const { people } = this.problem
    const now = this.relax()
    if (now > this.top) {
      if (now > this.top + Math.abs(this.top) * 1e-6) this.stale = 0
      this.top = now
      best.set(value)
      this.bound = Math.max(this.bound, Math.ceil(now - Math.abs(now) * ROUNDING - 1e-6) + this.options.constant)
    } else if (++this.stale >= PATIENCE) {
      this.scale /= 2
      this.stale = 0
      value.set(best)
      direction.fill(0)
      this.settled = this.scale < STEP_LEAST
      return
    }
    let norm = 0
    for (const b of active) {
      const miss = 1 - calls[b]
      direction[b] = KEEP * direction[b] + (value[b] >= left[b] && miss > 0 ? 0 : miss)
      norm += direction[b] * direction[b] * people[b]
    }
    if (norm === 0) {
      this.settled = true
      return
    }
    const length = (this.scale * Math.max(aim - this.options.constant - now, Math.abs(aim) * 1e-5)) / norm
    for (const b of active) value[b] = Math.min(left[b], value[b] + length * direction[b] * people[b])
  }

  /** The bound at the present values; `calls` counts how often each building was taken. */
  private relax(): number {
    const { value, active, calls, options, knapsack, entries } = this
    const { people } = this.problem
    let sum = 0
    calls.fill(0)
    for (const b of active) sum += value[b]
    for (let cell = 0; cell < options.room.length; cell++) {
      const room = options.room[cell]
      if (room === 0 || !entries.gather(cell, value, knapsack)) continue
      sum -= knapsack.solve(room)
      for (let k = 0; k < knapsack.count; k++) calls[knapsack.item[k]] += knapsack.taken[k]
      for (let k = 0; k < knapsack.parts; k++) calls[knapsack.part[k]] += knapsack.took[k] / people[knapsack.part[k]]
    }
    return sum
  }
}
