// The siting problem: which p of the given sites to open, and which open site serves each customer, within capacity, at
// least total cost.
// Capacitated p-median (Mulvey & Beck, "Solving capacitated clustering problems", 1984); sites and customers may be
// different places.

export interface SiteProblem {
  /** Number of candidate sites and of customers (buildings). */
  readonly sites: number
  readonly customers: number
  /** How many sites may be open at most. */
  readonly open: number
  /** What a site can serve, in the unit of demand, length `sites`. */
  readonly capacity: Float64Array
  /** What a customer needs, length `customers`; more than 0. */
  readonly demand: Float64Array
  /** Cost of serving customer i wholly from site s at [i * sites + s]; not negative. */
  readonly cost: Float64Array
  /** Facility location: what opening a site costs, length `sites`; none given is none at all. */
  readonly opening?: Float64Array
}

export interface SitePlan {
  /** Open sites, ascending. */
  readonly medians: Int32Array
  /** Site that serves each customer, -1 for none. */
  readonly assignment: Int32Array
  /** Sum of the costs of the served and of opening. */
  readonly objective: number
  /** No plan that serves all can cost less (Lagrangian bound); Infinity when none can exist. */
  readonly bound: number
  /** (objective - bound) / bound, null while customers are unserved. */
  readonly gap: number | null
  readonly unserved: readonly number[]
  readonly rounds: number
}

/**
 * Sites × customers that one problem may have: 8 bytes of cost and 4 of order each, so 12 GB at the bound would never
 * be asked.
 */
export const CELLS_MAX = 50_000_000

/** Throws RangeError naming the field, its index and the remedy. */
export function checkSiteProblem(problem: SiteProblem): void {
  const { sites, customers, open, capacity, demand, cost } = problem
  const whole = (value: number, name: string, least: number) => {
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`${name} is ${value}; it must be a whole number of at least ${least}`)
  }
  whole(sites, 'sites', 1)
  whole(customers, 'customers', 1)
  whole(open, 'open', 1)
  if (open > sites)
    throw new RangeError(`open is ${open} but there are only ${sites} sites; open fewer or give more sites`)
  if (sites * customers > CELLS_MAX)
    throw new RangeError(`${sites} sites × ${customers} customers is over ${CELLS_MAX} pairs; split the area`)
  const each = (values: Float64Array, length: number, name: string, good: (value: number) => boolean, must: string) => {
    if (values.length !== length) throw new RangeError(`${name} has ${values.length} values; it must have ${length}`)
    for (let i = 0; i < length; i++)
      if (!good(values[i])) throw new RangeError(`${name}[${i}] is ${values[i]}; it must be ${must}`)
  }
  each(capacity, sites, 'capacity', (value) => value >= 0 && Number.isFinite(value), 'a finite number, not negative')
  each(demand, customers, 'demand', (value) => value > 0 && Number.isFinite(value), 'a finite number above 0')
  each(
    cost,
    sites * customers,
    'cost',
    (value) => value >= 0 && Number.isFinite(value),
    'a finite number, not negative',
  )
  if (problem.opening)
    each(
      problem.opening,
      sites,
      'opening',
      (value) => value >= 0 && Number.isFinite(value),
      'a finite number, not negative',
    )
}

/**
 * For each customer the sites from the cheapest up: [i * sites + rank]. Ties by site number, so the order is the same
 * everywhere.
 */
export function nearestSites(problem: SiteProblem): Int32Array {
  const { sites, customers, cost } = problem
  const near = new Int32Array(customers * sites)
  const key = new Float64Array(sites)
  const rank = new Int32Array(sites)
  for (let i = 0; i < customers; i++) {
    const row = i * sites
    for (let s = 0; s < sites; s++) {
      key[s] = cost[row + s]
      rank[s] = s
    }
    rank.sort((a, b) => key[a] - key[b] || a - b)
    near.set(rank, row)
  }
  return near
}
