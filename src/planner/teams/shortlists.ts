// Each node's shortlist: the arcs that were cheapest when the node last looked at all of them. Prices of people only rise while a plan is made,
// so every arc outside still costs at least `floor`, and most searches need not look further (lazy evaluation as in Christofides & Eilon's and
// later "candidate lists"; Glover, Karney & Klingman, "Implementation and computational comparisons of primal, dual and primal-dual codes", 1974).
import type { Standing } from './standing.ts'

/** Arcs a list holds beyond the seats that the place with the most seats needs. */
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
  private readonly width: Int32Array
  private readonly standing: Standing

  constructor(standing: Standing) {
    const { nodes, places, need } = standing
    let most = 0
    for (let p = 0; p < places; p++) most = Math.max(most, need[p])
    this.standing = standing
    this.size = Math.min(most, SEATS_MAX) + MORE
    this.arc = new Int32Array(nodes * this.size)
    this.person = new Int32Array(nodes * this.size)
    this.cost = new Int32Array(nodes * this.size)
    this.count = new Int32Array(nodes)
    this.floor = new Int32Array(nodes).fill(LOWEST)
    this.width = new Int32Array(nodes).fill(this.guess())
  }

  first(node: number): number {
    return node * this.size
  }

  /** Makes the list anew from all arcs at today's prices. */
  look(node: number): void {
    const { arc: list, person, cost: listed, size, width } = this
    const { start, volunteer, cost, price, level } = this.standing
    const base = node * size
    let count = 0
    let least = HIGHEST
    let floor = HIGHEST
    // A first look has no level to go by: it takes the costs from the least seen so far.
    const known = this.floor[node] !== LOWEST
    let limit = known ? level[node] + width[node] : HIGHEST
    for (let arc = start[node], end = start[node + 1]; arc < end; arc++) {
      const total = cost[arc] + price[volunteer[arc]]
      if (total < least) {
        least = total
        if (!known) limit = least + width[node]
      }
      if (total < limit && count < size) {
        const at = base + count++
        list[at] = arc
        person[at] = volunteer[arc]
        listed[at] = cost[arc]
      }
      else if (total < floor) floor = total
    }
    this.least = least
    this.count[node] = count
    this.floor[node] = Math.max(floor, LOWEST + 1)
    // Full: look narrower next time. Half empty: wider.
    if (count === size) width[node] -= width[node] >> 2
    else if (count < size >> 1) width[node] += (width[node] >> 1) + 1
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
      const p = Math.floor(k * places / SAMPLE)
      const row = cost.slice(start[p], start[p + 1]).sort()
      if (row.length === 0) continue
      sum += row[Math.min(row.length, Math.ceil(this.size * 3 / 4)) - 1] - row[0]
      seen++
    }
    return seen === 0 ? 1 : Math.ceil(sum / seen) + 1
  }
}

const HIGHEST = 0x7fffffff
/** Marks a node that never looked. */
const LOWEST = -0x80000000
