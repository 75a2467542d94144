// Door routes: the search that can be stopped after any step, for callers who watch a clock or a Ctrl-C; and the plan
// it comes to.
import { Coupled } from './coupled.ts'
import { coupledEngine, isPlain, plainEngine } from './engines.ts'
import type { Routes } from './plain.ts'
import { checkVisitsProblem, type VisitsPlan, type VisitsProblem } from './problem.ts'
import { Search } from './search.ts'

/** Spots looked at between two looks at the budget: some milliseconds. */
const WORK_A_STEP = 300_000
const ROUNDS_A_STEP_MAX = 600

/**
 * Same problem, seed and course of `step` → same plan, to the bit. The numbers of visits and teams matter for chance
 * alone: give them in an order of their own, not in that of the input.
 */
export class Visits {
  private readonly problem: VisitsProblem
  private readonly search: { readonly plain: Search<Routes> } | { readonly coupled: Search<Coupled> }
  private readonly running: Search<Routes> | Search<Coupled>

  /** Makes a first plan. Throws RangeError for a malformed problem. */
  constructor(problem: VisitsProblem, seed: number) {
    checkVisitsProblem(problem)
    this.problem = problem
    this.search = isPlain(problem)
      ? { plain: new Search(plainEngine(problem), seed) }
      : { coupled: new Search(coupledEngine(problem), seed) }
    this.running = 'plain' in this.search ? this.search.plain : this.search.coupled
  }

  /** Work done: spots looked at and stops walked. */
  get work(): number {
    return this.running.work
  }

  get rounds(): number {
    return this.running.rounds
  }

  /** Cost of the best plan, for a progress line. */
  get cost(): number {
    return this.running.best.cost
  }

  /**
   * Some milliseconds of search.
   * @param share of the budget used up so far: it says how warm the search still is
   * @returns true where there is nothing to search
   */
  step(share: number): boolean {
    const { running } = this
    if (this.problem.visits === 0 || this.problem.teams === 0) return true
    const before = running.work
    for (let rounds = 0; rounds < ROUNDS_A_STEP_MAX && running.work - before < WORK_A_STEP;)
      rounds += running.step(Math.min(1, Math.max(0, share)))
    return false
  }

  plan(): VisitsPlan {
    const { search, problem } = this
    return 'plain' in search
      ? planOf(
          problem,
          search.plain.best,
          problem.visits,
          (stop) => search.plain.best.leave[stop] - problem.service[stop],
        )
      : planOf(
          problem,
          search.coupled.best,
          problem.visits + problem.breaks.length,
          (stop) => search.coupled.best.start[stop],
        )
  }
}

/** Reads a plan off routes in the making. @param home stops below it stand in routes, the others are starts and ends */
function planOf(
  problem: VisitsProblem,
  making: Routes | Coupled,
  home: number,
  startOf: (stop: number) => number,
): VisitsPlan {
  const { visits, teams, priority, windowStart, closes } = problem
  const start = new Int32Array(visits + problem.breaks.length).fill(-1)
  const routes: number[][] = []
  for (let v = 0; v < teams; v++) {
    const route: number[] = []
    if (making.count[v] > 0)
      for (let stop = making.next[home + v]; stop < home; stop = making.next[stop]) route.push(stop)
    for (const stop of route) start[stop] = startOf(stop)
    routes.push(route)
  }
  let [lost, unserved, late, latest] = [0, 0, 0, 0]
  for (let i = 0; i < visits; i++) {
    if (start[i] < 0) {
      lost += priority[i]
      unserved++
      continue
    }
    const over = Math.max(0, start[i] - closes[windowStart[i + 1] - 1])
    late += over
    latest = Math.max(latest, over)
  }
  return { routes, start, lost, unserved, late, latest, cost: making instanceof Coupled ? making.ways : making.cost }
}

/** Solves by a number of steps of work, so that the same seed gives the same plan anywhere. */
export function solveVisits(problem: VisitsProblem, seed: number, work: number): VisitsPlan {
  const search = new Visits(problem, seed)
  while (search.work < work && !search.step(search.work / work)) continue
  return search.plan()
}
