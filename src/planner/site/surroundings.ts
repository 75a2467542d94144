// What lies around each site: the sites worth opening nearby and the customers it would draw. Found once, so that moves
// stay local.
import type { SiteProblem } from './problem.ts'

/** Nearest other sites that ruin and recentre look at. */
const AROUND_MAX = 12
/** Sites worth opening, as a multiple of how many may be open, and at least so many. */
const CORE_TIMES = 4
const CORE_LEAST = 60
/** Customers that a newly opened site may draw, as a multiple of the average cluster. */
const CLIENTS_SHARE = 1.5
/** Customers by which nearness of two sites is judged when only costs are known. */
const WITNESSES_MAX = 64

export interface Surroundings {
  readonly problem: SiteProblem
  /** Sites worth opening, ascending; the search opens no others. */
  readonly core: Int32Array
  /** Per customer the sites of the core from the cheapest up, [i * span + rank], and what they cost. */
  readonly near: Int32Array
  readonly nearCost: Float64Array
  readonly span: number
  /** For each site its nearest others of the core, nearest first, [site * width + rank]. */
  readonly around: Int32Array
  readonly width: number
  /** For each site the customers cheapest to serve from it, cheapest first, [site * reach + rank]. */
  readonly clients: Int32Array
  readonly reach: number
}

/**
 * @param near per customer all sites from the cheapest up
 * @param usage of the sites in the relaxation: the higher, the
 * better a place to open
 * @param wanted sites open in the end, about
 */
export function findSurroundings(
  problem: SiteProblem,
  near: Int32Array,
  usage: Float64Array,
  wanted: number,
): Surroundings {
  const { customers } = problem
  const core = coreSites(usage, wanted)
  const width = Math.max(1, Math.min(AROUND_MAX, core.length - 1))
  const reach = Math.min(customers, Math.ceil((CLIENTS_SHARE * customers) / wanted))
  return {
    problem,
    core,
    ...within(problem, near, core),
    around: neighbours(problem, core, width),
    width,
    clients: nearestCustomers(problem, core, reach),
    reach,
  }
}

/** The customers' ordered lists without the sites beyond the core. */
function within(
  { sites, customers, cost }: SiteProblem,
  near: Int32Array,
  core: Int32Array,
): Pick<Surroundings, 'near' | 'nearCost' | 'span'> {
  const span = core.length
  const isCore = new Uint8Array(sites)
  for (const s of core) isCore[s] = 1
  const kept = new Int32Array(customers * span)
  const nearCost = new Float64Array(customers * span)
  let at = 0
  for (let i = 0; i < customers; i++) {
    for (let rank = i * sites; rank < (i + 1) * sites; rank++) {
      if (!isCore[near[rank]]) continue
      kept[at] = near[rank]
      nearCost[at++] = cost[i * sites + near[rank]]
    }
  }
  return { near: kept, nearCost, span }
}

/** Those the relaxation opens most often. */
function coreSites(usage: Float64Array, wanted: number): Int32Array {
  const order = Array.from(usage.keys()).sort((a, b) => usage[b] - usage[a] || a - b)
  return Int32Array.from(order.slice(0, Math.max(CORE_LEAST, CORE_TIMES * wanted))).sort()
}

function nearestCustomers(problem: SiteProblem, core: Int32Array, reach: number): Int32Array {
  const { sites, customers, cost } = problem
  const clients = new Int32Array(sites * reach)
  const key = new Float64Array(customers)
  const order = new Int32Array(customers)
  for (const s of core) {
    for (let i = 0; i < customers; i++) {
      key[i] = cost[i * sites + s]
      order[i] = i
    }
    order.sort((a, b) => key[a] - key[b] || a - b)
    clients.set(order.subarray(0, reach), s * reach)
  }
  return clients
}

function neighbours(problem: SiteProblem, core: Int32Array, width: number): Int32Array {
  const { sites, customers, cost } = problem
  const around = new Int32Array(sites * width)
  const step = Math.max(1, Math.floor(customers / WITNESSES_MAX))
  const apart = new Float64Array(sites)
  for (let s = 0; s < sites; s++) {
    for (const t of core) {
      let sum = 0
      for (let i = 0; i < customers; i += step) sum += Math.abs(cost[i * sites + s] - cost[i * sites + t])
      apart[t] = t === s ? Infinity : sum
    }
    const order = core.slice().sort((a, b) => apart[a] - apart[b] || a - b)
    // A lone site is its own neighbour.
    for (let k = 0; k < width; k++) around[s * width + k] = order[Math.min(k, order.length - 1)]
  }
  return around
}
