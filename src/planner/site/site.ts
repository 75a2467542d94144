// Siting: Lagrangian bound and ruin-and-recreate side by side, each helping the other, until the budget or the gap is
// used up.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { LagrangianBound } from './bound.ts'
import { insertAll } from './insert.ts'
import { Layout } from './layout.ts'
import { checkSiteProblem, nearestSites, type SitePlan, type SiteProblem } from './problem.ts'
import { polish } from './polish.ts'
import { ruin } from './ruin.ts'
import { findSurroundings, type Surroundings } from './surroundings.ts'

export interface SiteOptions {
  readonly seed: number
  /**
   * Share of the budget used, 0 to 1 and more; asked between looks. The caller brings the clock or a count, so that the
   * core has none.
   */
  readonly spent: (rounds: number) => number
  /** Told of each better plan. */
  readonly better?: (objective: number, bound: number) => void
}

/** Relaxation steps before the first plan: the larger, the more a good start is worth. */
const FIRST_STEPS_LEAST = 20
const firstStepsMost = (customers: number) => Math.max(60, Math.min(250, Math.round(customers / 10)))
/** … and the share of the budget they may use. */
const FIRST_SHARE = 0.35
/** Before there is a plan its cost is guessed to be so much above the bound. */
const GUESS = 1.05
/** Customers handled, about, between two looks at the budget and at the bound. */
const WORK_A_LOOK = 3_000
const ROUNDS_A_LOOK_MAX = 32
/**
 * Starting temperature of acceptance as a share of the cost per open site, falling to zero with the budget. Large
 * problems see too few rounds for a hot search.
 */
const heatFirst = (customers: number) => (customers < 1_000 ? 0.1 : 0.05)
/** Rounds without a better plan before starting again from the best. */
const STALE_MAX = 2_000

/** Solves the siting problem. Same problem, seed and course of `spent` → same plan, to the bit. */
export function solveSite(problem: SiteProblem, { seed, spent, better }: SiteOptions): SitePlan {
  const siting = new Siting(problem, seed)
  let least = Infinity
  while (!siting.step(spent(siting.rounds))) {
    if (siting.total >= least) continue
    least = siting.total
    better?.(least, siting.bound)
  }
  return siting.answer()
}

/** A search that can be stopped after any step: for callers who watch a clock or a Ctrl-C. */
export class Siting {
  rounds = 0
  private readonly problem: SiteProblem
  private readonly near: Int32Array
  private readonly random: Random
  private readonly relaxation: LagrangianBound
  private readonly whole: boolean
  private stale = 0
  private search:
    | { readonly surroundings: Surroundings; readonly best: Layout; readonly here: Layout; readonly work: Layout }
    | undefined

  /** Throws RangeError for a malformed problem. */
  constructor(problem: SiteProblem, seed: number) {
    checkSiteProblem(problem)
    this.problem = problem
    this.near = nearestSites(problem)
    this.random = createRandom(seed)
    this.relaxation = new LagrangianBound(problem, this.near)
    this.whole = problem.cost.every(Number.isInteger) && (problem.opening?.every(Number.isInteger) ?? true)
  }

  /** What the search lowers; Infinity before the first plan. */
  get total(): number {
    return this.search?.best.total ?? Infinity
  }

  /** With whole costs the bound is raised to the next whole number: no plan lies in between. */
  get bound(): number {
    const { bound } = this.relaxation
    return this.whole ? Math.ceil(bound - 1e-6) : bound
  }

  /**
   * Some milliseconds of work.
   * @param spent share of the budget used so far
   * @returns true when there is nothing left to
   * do
   */
  step(spent: number): boolean {
    const { relaxation } = this
    if (!this.search) {
      const { steps } = relaxation
      if (
        steps < firstStepsMost(this.problem.customers) &&
        !relaxation.settled &&
        (steps < FIRST_STEPS_LEAST || spent < FIRST_SHARE)
      )
        relaxation.step(relaxation.bound * GUESS + 1)
      else this.begin()
      return false
    }
    const { best } = this.search
    if (spent >= 1 || (best.unserved === 0 && best.cost <= this.bound + 1e-6)) return true
    if (!relaxation.settled) relaxation.step(best.unserved ? best.cost * 1.2 : best.cost)
    const looks = Math.max(1, Math.min(ROUNDS_A_LOOK_MAX, Math.round(WORK_A_LOOK / this.problem.customers) * 2))
    for (let k = 0; k < looks; k++)
      this.round((heatFirst(this.problem.customers) * (1 - spent) * best.cost) / best.count)
    return false
  }

  /** The best plan so far; makes a first one if there is none yet. */
  answer(): SitePlan {
    if (!this.search) this.begin()
    return toPlan(this.problem, this.search!.best, this.bound, this.rounds)
  }

  private begin(): void {
    const { problem, relaxation, near, random } = this
    const used = Math.round(relaxation.usage.reduce((a, b) => a + b, 0))
    const wanted = problem.opening ? Math.max(1, Math.min(problem.open, used)) : problem.open
    const surroundings = findSurroundings(problem, near, relaxation.usage, wanted)
    const best = start(surroundings, relaxation.usage, wanted, random)
    polish(best, surroundings)
    const [here, work] = [new Layout(surroundings), new Layout(surroundings)]
    here.copyFrom(best)
    this.search = { surroundings, best, here, work }
  }

  /** One ruin and rebuild, taken when better, or a little worse while it is hot (simulated annealing). */
  private round(heat: number): void {
    const { random } = this
    const { surroundings, best, here, work } = this.search!
    const { clients, reach } = surroundings
    this.rounds++
    work.copyFrom(here)
    const { waiting, fresh } = ruin(work, surroundings, random)
    insertAll(work, waiting, random)
    for (const site of fresh) for (let k = 0; k < reach; k++) waiting.push(clients[site * reach + k])
    polish(work, surroundings, waiting)
    if (work.total < here.total - 1e-9 || work.total < here.total - heat * Math.log(random.next() + 1e-12))
      here.copyFrom(work)
    if (here.total < best.total - 1e-9) {
      best.copyFrom(here)
      this.stale = 0
    } else if (++this.stale > STALE_MAX) {
      here.copyFrom(best)
      this.stale = 0
    }
  }
}

/** Opens the wanted number of sites and serves everyone from them. */
function start(surroundings: Surroundings, usage: Float64Array, wanted: number, random: Random): Layout {
  const { problem, around, width, core } = surroundings
  const layout = new Layout(surroundings)
  // Each opened site uses up one whole site's worth of the fractional optimum, its own part first and then its
  // neighbours':
  // so a district that the relaxation serves from six sites a sixth each gets one of them, not six or none.
  const left = usage.slice()
  while (layout.count < wanted) {
    let best = -1
    for (const s of core) if (!layout.isOpen[s] && (best < 0 || left[s] > left[best])) best = s
    layout.open(best)
    let debt = 1 - left[best]
    left[best] = 0
    for (let rank = 0; rank < width && debt > 0; rank++) {
      const other = around[best * width + rank]
      const part = Math.min(debt, left[other])
      left[other] -= part
      debt -= part
    }
  }
  insertAll(
    layout,
    Array.from({ length: problem.customers }, (_, i) => i),
    random,
  )
  return layout
}

/** Sums afresh: what the search added and took away has rounding in it. */
function toPlan(problem: SiteProblem, best: Layout, bound: number, rounds: number): SitePlan {
  const medians = best.opened.slice(0, best.count).sort()
  const unserved: number[] = []
  let objective = 0
  for (const s of medians) objective += problem.opening?.[s] ?? 0
  for (let i = 0; i < problem.customers; i++) {
    if (best.assignment[i] < 0) unserved.push(i)
    else objective += best.price(i, best.assignment[i])
  }
  const demand = problem.demand.reduce((a, b) => a + b, 0)
  const roomMost = Float64Array.from(problem.capacity)
    .sort()
    .reverse()
    .slice(0, problem.open)
    .reduce((a, b) => a + b, 0)
  const proof = demand > roomMost + 1e-9 ? Infinity : bound
  const gap = unserved.length > 0 ? null : objective <= proof ? 0 : (objective - proof) / Math.max(proof, 1e-9)
  return { medians, assignment: best.assignment.slice(), objective, bound: proof, gap, unserved, rounds }
}
