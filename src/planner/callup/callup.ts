// Call-up: prices of room, a start, and then annealing and the bound side by side until the budget or the gap is used
// up.
import { createRandom } from '#planner/kernel/random.ts'
import { Annealing } from './anneal.ts'
import { CallupBound } from './bound.ts'
import { optionsOf, type Options } from './options.ts'
import { roomPrices } from './prices.ts'
import { type CallupPlan, type CallupProblem, checkCallupProblem } from './problem.ts'
import { shortlistsOf } from './shortlists.ts'
import { startLayout } from './start.ts'

export interface CallupOptions {
  readonly seed: number
  /**
   * Share of the budget used, 0 to 1 and more, asked between rounds. The caller brings a clock or a count: the core has
   * none.
   */
  readonly spent: (moves: number) => number
}

const PRICE_STEPS = 800
const SHORTLIST = 40
/** Moves of a round, for each option there is: as long as a step of the bound and half as much again. */
const MOVES_AN_OPTION = 0.7
const MOVES_A_ROUND_LEAST = 2_000
const MOVES_A_ROUND_MOST = 200_000
/** Temperatures as a share of the mean cost of a building. */
const HEAT_FIRST = 0.2
const HEAT_LAST = 0.003

/** Steps by rounds, so that a caller may breathe between them. */
export class Callup {
  readonly problem: CallupProblem
  readonly options: Options
  readonly bound: CallupBound
  moves = 0
  private readonly seed: number
  private readonly active: Int32Array
  private readonly annealing: Annealing
  private readonly scale: number
  private readonly round: number

  /** Throws RangeError for a problem that is not one. */
  constructor(problem: CallupProblem, seed: number) {
    checkCallupProblem(problem)
    this.problem = problem
    this.seed = seed
    this.options = optionsOf(problem)
    this.active = Int32Array.from(
      Array.from({ length: problem.buildings }, (_, b) => b).filter((b) => !problem.fixed || problem.fixed[b] < 0),
    )
    const flat = new Float64Array(problem.points * problem.slots)
    const first = startLayout(
      problem,
      this.options,
      this.active,
      shortlistsOf(problem, this.options, this.active, flat, SHORTLIST),
    )
    const price = roomPrices(problem, this.options, this.active, first.cost, PRICE_STEPS)
    const lists = shortlistsOf(problem, this.options, this.active, price, SHORTLIST)
    const priced = startLayout(problem, this.options, this.active, lists)
    this.annealing = new Annealing(priced.cost < first.cost ? priced : first, lists, this.active, createRandom(seed))
    this.bound = new CallupBound(problem, this.options, this.active, price)
    this.bound.step(this.objective)
    this.round = Math.min(
      MOVES_A_ROUND_MOST,
      Math.max(MOVES_A_ROUND_LEAST, Math.round(MOVES_AN_OPTION * this.options.cost.length)),
    )
    let sum = 0
    for (const b of this.active) sum += Math.min(priced.costOf(b), this.options.left[b] / 20)
    this.scale = sum / Math.max(1, this.active.length)
  }

  get objective(): number {
    return this.annealing.bestCost + this.options.constant
  }

  get proven(): boolean {
    return this.objective <= this.bound.bound
  }

  /** One round. @param spent share of the budget used so far @returns true when no more can be gained */
  step(spent: number): boolean {
    if (this.proven || this.active.length === 0) return true
    if (!this.bound.settled) this.bound.step(this.objective)
    this.annealing.run(this.round, HEAT_FIRST * (HEAT_LAST / HEAT_FIRST) ** Math.min(1, spent) * this.scale)
    this.moves += this.round
    return this.proven
  }

  plan(): CallupPlan {
    const { problem, options } = this
    const { slots, point, fixed } = problem
    const cell = Int32Array.from(this.annealing.best, (o, b) =>
      fixed && fixed[b] >= 0 ? fixed[b] : o < 0 ? -1 : point[Math.floor(o / slots)] * slots + (o % slots),
    )
    const objective = Math.round(this.objective)
    const bound =
      this.active.length === 0 ? options.constant : Math.min(objective, Math.max(this.bound.bound, options.constant))
    return {
      cell,
      objective,
      bound,
      gap: objective === bound ? 0 : (objective - bound) / Math.max(1, bound),
      proven: objective === bound,
      seed: this.seed,
      moves: this.moves,
    }
  }
}

/** Same problem, seed and course of `spent`: the same plan, to the bit. */
export function solveCallup(problem: CallupProblem, { seed, spent }: CallupOptions): CallupPlan {
  const callup = new Callup(problem, seed)
  for (let share = 0; share < 1 && !callup.step(share);) share = spent(callup.moves)
  return callup.plan()
}
