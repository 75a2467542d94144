// Seeded random siting problems: small ones of every kind for the oracles, and towns of any size for the bench.
import { createRandom } from '#planner/kernel/random.ts'
import type { SiteProblem } from './problem.ts'

export const kinds = [
  'loose',
  'tight',
  'opening',
  'infeasible',
  'fractional',
  'degenerate',
  'uneven',
  'elsewhere',
] as const
export type CaseKind = (typeof kinds)[number]

/** At most 6 sites and 7 customers. */
export function smallSite(kind: CaseKind, seed: number): SiteProblem {
  const random = createRandom(seed)
  const customers = 1 + random.int(7)
  const sites = kind === 'elsewhere' || kind === 'opening' ? 1 + random.int(6) : Math.min(6, customers)
  const open = 1 + random.int(sites)
  const part = kind === 'fractional' ? 0.5 + random.next() : 1
  const demand = Float64Array.from({ length: customers }, () => (1 + random.int(20)) * part)
  const total = demand.reduce((a, b) => a + b, 0)
  const slack = { tight: 1.05, infeasible: 0.9, loose: 2 }[kind as string] ?? 1.3
  const room = kind === 'fractional' ? (total * slack) / open : Math.ceil((total * slack) / open)
  const capacity = Float64Array.from({ length: sites }, () =>
    kind === 'uneven' ? Math.ceil(room * (0.4 + 1.6 * random.next())) : room,
  )
  const top = kind === 'degenerate' ? 3 : 100
  const cost = Float64Array.from({ length: sites * customers }, () =>
    kind === 'fractional' ? random.next() * top : random.int(top),
  )
  const opening = kind === 'opening' ? Float64Array.from({ length: sites }, () => random.int(120)) : undefined
  return { sites, customers, open, capacity, demand, cost, ...(opening && { opening }) }
}

/**
 * Homes and sites spread evenly over 10 km; the cost of a building is its residents × the way, in units of 100
 * person-metres.
 */
export function townSite(sites: number, customers: number, open: number, slack: number, seed: number): SiteProblem {
  const random = createRandom(seed)
  const side = 10_000
  const x = Float64Array.from({ length: sites }, () => random.next() * side)
  const y = Float64Array.from({ length: sites }, () => random.next() * side)
  const demand = Float64Array.from({ length: customers }, () => 5 + random.int(150))
  const total = demand.reduce((a, b) => a + b, 0)
  const cost = new Float64Array(sites * customers)
  for (let i = 0; i < customers; i++) {
    const [east, north] = [random.next() * side, random.next() * side]
    for (let s = 0; s < sites; s++)
      cost[i * sites + s] = Math.round((Math.hypot(east - x[s], north - y[s]) * demand[i]) / 100)
  }
  return {
    sites,
    customers,
    open,
    capacity: new Float64Array(sites).fill(Math.ceil((total * slack) / open)),
    demand,
    cost,
  }
}
