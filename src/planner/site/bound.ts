// A lower bound by Lagrangian relaxation of "every customer is served once", improved by deflected subgradient steps.
// (Beasley, "Lagrangean heuristics for location problems", 1993; step rule of Held, Wolfe & Crowder, 1974; deflection
// of
// Camerini, Fratta & Maffioli, 1975.)
//
// For prices u: L(u) = sum of u + the least over at most p sites of their value, where a site's value is its opening
// cost plus the least of a knapsack over its customers' reduced costs cost - u < 0. The knapsack is solved as a
// fraction (Dantzig,
// 1957) or, when all demands are small whole numbers, exactly; both only lower L, so every L(u) stays a bound.
import { fractionalKnapsack, WholeKnapsack } from './knapsack.ts'
import type { SiteProblem } from './problem.ts'
import { SiteLists } from './lists.ts'

/** Exact knapsacks cost capacity × customers each; beyond this the fractional one is used. */
const EXACT_CAPACITY_MAX = 1_000
const EXACT_CELLS_MAX = 2_000_000
/** Steps with the fractional knapsack first: far from the best prices the exact one is wasted. */
const ROUGH_STEPS = 60
/** Halve the step after so many steps without a better bound (Beasley uses 30; shorter suits short budgets). */
const PATIENCE = 8
/** Share of the last direction kept: it damps the zigzag between two sets of sites. */
const MOMENTUM = 0.6
/** Weight of the newest step in the usage of sites. */
const USAGE_SHARE = 0.04
/** Below this scale a step moves no price by anything that matters. */
const SCALE_LEAST = 1e-4

export class LagrangianBound {
  /** Best bound so far. */
  bound = 0
  steps = 0
  /** Prices that gave it, one a customer. */
  readonly prices: Float64Array
  /** Value of each site under those prices: the lower, the better a place to open. */
  readonly values: Float64Array
  /**
   * How often each site was among the chosen of late, 0 to 1: near the best prices this approaches the fractional
   * optimum (volume algorithm, Barahona & Anbil, 2000).
   */
  readonly usage: Float64Array
  private readonly trial: Float64Array
  private readonly value: Float64Array
  private readonly served: Float64Array
  private readonly direction: Float64Array
  private readonly lists: SiteLists
  private readonly whole: WholeKnapsack | undefined
  private scale = 1
  private stale = 0
  private readonly problem: SiteProblem

  constructor(problem: SiteProblem, near: Int32Array) {
    this.problem = problem
    const { sites, customers, capacity, demand, open } = problem
    this.prices = new Float64Array(customers)
    this.trial = new Float64Array(customers)
    this.values = new Float64Array(sites)
    this.value = new Float64Array(sites)
    this.usage = new Float64Array(sites)
    this.served = new Float64Array(customers)
    this.direction = new Float64Array(customers)
    this.lists = new SiteLists(problem, near)
    const most = capacity.reduce((a, b) => Math.max(a, b), 0)
    const whole = demand.every(Number.isInteger) && capacity.every(Number.isInteger)
    if (whole && most <= EXACT_CAPACITY_MAX && sites * customers * most <= EXACT_CELLS_MAX)
      this.whole = new WholeKnapsack(most, customers)
    // With p of m sites open, the nearest open one is about the (m / p)th nearest: a fair first price.
    const rank = Math.min(sites - 1, Math.round(sites / open))
    for (let i = 0; i < customers; i++) this.trial[i] = problem.cost[i * sites + near[i * sites + rank]]
  }

  /** One subgradient step towards `target` (the cost of a known plan, or a guess above the bound). */
  step(target: number): void {
    const { customers } = this.problem
    const { trial, served, direction } = this
    this.steps++
    const level = this.relax()
    if (level > this.bound + 1e-9 * Math.abs(this.bound)) {
      this.bound = level
      this.prices.set(trial)
      this.values.set(this.value)
      this.stale = 0
    } else if (++this.stale >= PATIENCE) {
      this.scale /= 2
      this.stale = 0
      trial.set(this.prices)
      direction.fill(0)
      return
    }
    let norm = 0
    for (let i = 0; i < customers; i++) {
      direction[i] = (1 - MOMENTUM) * (1 - served[i]) + MOMENTUM * direction[i]
      norm += direction[i] ** 2
    }
    if (norm < 1e-12) {
      this.scale = 0
      return
    }
    const length = (this.scale * Math.max(target - level, 1e-6 * target)) / norm
    for (let i = 0; i < customers; i++) trial[i] = Math.max(0, trial[i] + length * direction[i])
  }

  /** True when further steps cannot matter. */
  get settled(): boolean {
    return this.scale < SCALE_LEAST
  }

  /** L(trial); leaves the sites' values in `value` and how often each customer is served in `served`. */
  private relax(): number {
    const { sites, customers, open, opening } = this.problem
    const { trial, lists, value, served } = this
    const whole = this.steps > ROUGH_STEPS ? this.whole : undefined
    lists.fill(trial)
    for (let s = 0; s < sites; s++)
      value[s] = (opening?.[s] ?? 0) + (whole ? whole.value(lists, s) : fractionalKnapsack(lists, s))
    served.fill(0)
    let level = 0
    for (let i = 0; i < customers; i++) level += trial[i]
    const share = Math.max(USAGE_SHARE, 1 / this.steps)
    for (let s = 0; s < sites; s++) this.usage[s] *= 1 - share
    for (const s of bestSites(value, open)) {
      this.usage[s] += share
      level += value[s]
      if (whole) whole.mark(lists, s, served)
      else
        for (let at = lists.start[s]; at < lists.start[s] + lists.taken[s]; at++)
          served[lists.customer[at]] += at === lists.start[s] + lists.taken[s] - 1 ? lists.share[s] : 1
    }
    return level
  }
}

/** The at most `open` sites of least value, those above 0 left out; ties by number. */
export function bestSites(value: Float64Array, open: number): number[] {
  return Array.from(value.keys())
    .filter((s) => value[s] < 0)
    .sort((a, b) => value[a] - value[b] || a - b)
    .slice(0, open)
}
