// An independent check of a siting plan: shares no code with the search and trusts none of its sums.
import type { SitePlan, SiteProblem } from './problem.ts'

/** Every fault found, in words for a developer; empty when the plan is what it says it is. */
export function siteFaults(problem: SiteProblem, plan: SitePlan): string[] {
  const faults: string[] = []
  const open = new Set(plan.medians)
  if (open.size > problem.open) faults.push(`${open.size} sites are open, ${problem.open} allowed`)
  const load = new Float64Array(problem.sites)
  let cost = 0
  let unserved = 0
  for (const site of open) cost += problem.opening?.[site] ?? 0
  for (let i = 0; i < problem.customers; i++) {
    const site = plan.assignment[i]
    if (site === -1) {
      unserved++
      continue
    }
    if (!open.has(site)) faults.push(`customer ${i} is served by site ${site}, which is closed`)
    load[site] += problem.demand[i]
    cost += problem.cost[i * problem.sites + site]
  }
  for (const site of open) {
    if (load[site] > problem.capacity[site] + 1e-6)
      faults.push(`site ${site} carries ${load[site]} over its ${problem.capacity[site]}`)
  }
  if (Math.abs(cost - plan.objective) > 1e-6 * Math.max(1, cost))
    faults.push(`costs sum to ${cost}, the plan says ${plan.objective}`)
  if (unserved !== plan.unserved.length)
    faults.push(`${unserved} customers are unserved, the plan says ${plan.unserved.length}`)
  if (unserved === 0 && plan.bound > cost + 1e-6 * Math.max(1, cost))
    faults.push(`the bound ${plan.bound} is above the cost ${cost}`)
  return faults
}
