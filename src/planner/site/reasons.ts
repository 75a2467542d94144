// Why a customer is served where it is, in a form a person can be told.
import type { SitePlan, SiteProblem } from './problem.ts'

export interface SiteReason {
  /**
   * `nearest`: no open site is cheaper. `full`: the cheapest open one has no room left for it. `no-room`: nowhere is
   * room, so it is unserved.
   * `chance`: it would fit at the cheaper one; only an answer cut short leaves such.
   */
  readonly why: 'nearest' | 'full' | 'no-room' | 'chance'
  /** The cheapest open site, where that is another; what serving it there would have saved. */
  readonly nearer?: number
  readonly saved?: number
}

/** One reason a customer. */
export function siteReasons(problem: SiteProblem, plan: SitePlan): SiteReason[] {
  const { sites, cost, demand, capacity } = problem
  const room = Float64Array.from(capacity)
  plan.assignment.forEach((site, i) => {
    if (site >= 0) room[site] -= demand[i]
  })
  return Array.from(plan.assignment, (site, i): SiteReason => {
    if (site < 0) return { why: 'no-room' }
    let nearer = site
    for (const other of plan.medians) if (cost[i * sites + other] < cost[i * sites + nearer]) nearer = other
    if (nearer === site) return { why: 'nearest' }
    return {
      why: room[nearer] + 1e-9 >= demand[i] ? 'chance' : 'full',
      nearer,
      saved: cost[i * sites + site] - cost[i * sites + nearer],
    }
  })
}
