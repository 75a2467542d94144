// Each node's shortlist: the arcs that were cheapest when the node last looked at all of them. Prices of people only
// rise while a plan is made, so every arc outside still costs at least `floor`, and most searches need not look further
// (lazy evaluation as in
// Christofides & Eilon's and later "candidate lists"; Glover, Karney & Klingman, "Implementation and computational
// comparisons of primal, dual and primal-dual codes", 1974).
import type { Standing } from './standing.ts'

/**
 * Arcs a list holds: so many for each seat of the place with the most seats (its own people stand there too), and some
 * more.
 */
const EACH = 2
const MORE = 24
const SEATS_MAX = 48
/** Looks at a sample of places to guess how far apart the costs of a list lie. */
const SAMPLE = 16

export class Shortlists {
  readonly size: number
  /** Arc, its person and its cost side by side: read in a row they cost a tenth of looking them up. */
  readonly arc: Int32Array
  readonly person: Int32Array
  readonly cost: Int32Array
  readonly count: Int32Array
  /** No arc of the node outside its list costs less, with its person's price. */
  readonly floor: Int32Array
  /** The least total that the last look() saw. */
  least = 0
  /** Of the node last looked at: what each of its arcs costs with its person's price. */
  readonly totals: Int32Array
  private readonly ranked: Int32Array
  /** How far above the least of a node its list reached last time. */
  private readonly width: Int32Array
  private readonly standing: Standing

  constructor(standing: Standing) {
    const { nodes, places, need } = standing
    let most = 0
    for (let p = 0; p < places; p++) most = Math.max(most, need[p])
    this.standing = standing
    this.size = EACH * Math.min(most, SEATS_MAX) + MORE
    this.arc = new Int32Array(nodes * this.size)
    this.person = new Int32Array(nodes * this.size)
    this.cost = new Int32Array(nodes * this.size)
    this.count = new Int32Array(nodes)
    this.floor = new Int32Array(nodes).fill(LOWEST)
    this.width = new Int32Array(nodes).fill(this.guess())
    let longest = 0
    for (let node = 0; node < nodes; node++)
      longest = Math.max(longest, standing.start[node + 1] - standing.start[node])
    this.totals = new Int32Array(longest)
    this.ranked = new Int32Array(longest)
  }

  first(node: number): number {
    return node * this.size
  }

  /** Makes the list anew from all arcs at today's prices. */
  look(node: number): void {
    const { totals } = this
    const { start, volunteer, cost, price } = this.standing
    const first = start[node]
    const length = start[node + 1] - first
    let least = HIGHEST
    for (let i = 0; i < length; i++) {
      // Whoever is away costs more than 32 bits hold.
      const total = Math.min(HIGHEST, cost[first + i] + price[volunteer[first + i]])
      totals[i] = total
      if (total < least) least = total
    }
    const limit = this.limitOf(node, length, least)
    this.least = least
    this.count[node] = this.fill(node, length, limit)
  }

  /** Lists what is not over the limit, as far as there is room. Returns how many. */
  private fill(node: number, length: number, limit: number): number {
    const { arc: list, person, cost: listed, size, totals } = this
    const { start, volunteer, cost } = this.standing
    const first = start[node]
    const base = node * size
    let count = 0
    let floor = HIGHEST
    for (let i = 0; i < length; i++) {
      const total = totals[i]
      if (total <= limit && count < size) {
        const at = base + count++
        const arc = first + i
        list[at] = arc
        person[at] = volunteer[arc]
        listed[at] = cost[arc]
      } else if (total < floor) floor = total
    }
    this.floor[node] = Math.max(floor, LOWEST + 1)
    return count
  }

  /**
   * A total that about three quarters of a list's arcs do not exceed: as far above the least as last time where that
   * still fits, else by selection.
   */
  private limitOf(node: number, length: number, least: number): number {
    const { size, totals, width, ranked } = this
    if (length <= size) return HIGHEST
    const limit = Math.min(least + width[node], HIGHEST)
    let count = 0
    for (let i = 0; i < length; i++) if (totals[i] <= limit) count++
    if (count <= size && count >= size >> 1) return limit
    for (let i = 0; i < length; i++) ranked[i] = totals[i]
    const chosen = ranked[select(ranked, length, (size * 3) >> 2)]
    width[node] = chosen - least
    return chosen
  }

  /** Takes over changed costs of the arcs listed. */
  readCosts(): void {
    const { cost } = this.standing
    for (let node = 0; node < this.count.length; node++) {
      for (let i = this.first(node), end = i + this.count[node]; i < end; i++) this.cost[i] = cost[this.arc[i]]
    }
  }

  /** How much dearer than its cheapest the last arc of a list is, on average over some places. */
  private guess(): number {
    const { places, start, cost } = this.standing
    let sum = 0
    let seen = 0
    for (let k = 0; k < SAMPLE && k < places; k++) {
      const p = Math.floor((k * places) / SAMPLE)
      const row = cost.slice(start[p], start[p + 1]).sort()
      if (row.length === 0) continue
      sum += row[Math.min(row.length, Math.ceil((this.size * 3) / 4)) - 1] - row[0]
      seen++
    }
    return seen === 0 ? 1 : Math.ceil(sum / seen) + 1
  }
}

/**
 * Moves the rank-th least of the first `length` values to its place and says where that is (Hoare, "Algorithm 65:
 * Find", 1961).
 */
function select(values: Int32Array, length: number, rank: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const pivot = values[rank]
    let i = low
    let j = high
    do {
      while (values[i] < pivot) i++
      while (pivot < values[j]) j--
      if (i > j) break
      const value = values[i]
      values[i++] = values[j]
      values[j--] = value
    } while (i <= j)
    if (j < rank) low = i
    if (rank < i) high = j
  }
  return rank
}

const HIGHEST = 0x7fffffff
/** Marks a node that never looked. */
const LOWEST = -0x80000000
