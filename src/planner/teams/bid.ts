// Start: each place that lacks people bids for the cheapest, up to the price at which the next best would be as good
// (no epsilon, so prices stay exact).
// Bertsekas, "The auction algorithm", 1988; several alike seats at once: Bertsekas & Castañón, "The auction algorithm
// for the transportation problem", 1989; without epsilon, as the augmenting row reduction of Jonker & Volgenant, "A
// shortest augmenting path algorithm", 1987.
// Without epsilon bidding may go round in circles on ties, so the number of bids is bounded and search.ts ends what is
// left.
import { NEVER_OPEN, type Standing } from './standing.ts'

/** Bids a node, on average. Measured: from 2 to 10 the sum of bids and searches hardly changes. */
const BIDS_EACH = 4
/** Bids of one node that raise nothing: on ties two nodes could take the same person from each other for ever. */
const IDLE_BIDS_MAX = 2

/** Nodes that lack people, each at most once, first come first served. */
class Line {
  count = 0
  private readonly ring: Int32Array
  private readonly inside: Uint8Array
  private first = 0

  constructor(size: number) {
    this.ring = new Int32Array(size)
    this.inside = new Uint8Array(size)
  }

  join(node: number): void {
    if (this.inside[node]) return
    this.inside[node] = 1
    this.ring[(this.first + this.count++) % this.ring.length] = node
  }

  leave(): number {
    const node = this.ring[this.first]
    this.first = (this.first + 1) % this.ring.length
    this.count--
    this.inside[node] = 0
    return node
  }
}

/** The cheapest offers to one bidder, sorted by what they cost with their present price. */
class Offers {
  count = 0
  readonly total: Int32Array
  readonly arc: Int32Array

  constructor(size: number) {
    this.total = new Int32Array(size)
    this.arc = new Int32Array(size)
  }

  /** Keeps the `most` cheapest; returns the total that a further offer must be under. */
  keep(total: number, arc: number, most: number, ceiling: number): number {
    const totals = this.total
    const arcs = this.arc
    let i = this.count < most ? this.count++ : most - 1
    for (; i > 0 && totals[i - 1] > total; i--) {
      totals[i] = totals[i - 1]
      arcs[i] = arcs[i - 1]
    }
    totals[i] = total
    arcs[i] = arc
    return this.count === most ? totals[most - 1] : ceiling
  }
}

/**
 * Collects the `most` cheapest offers under the shortage price: from the shortlist where that provably suffices, else
 * from a new one, else from all arcs.
 */
function collect(standing: Standing, node: number, most: number, offers: Offers): void {
  const { start, volunteer, cost, price, seat, shortage, shortlists } = standing
  if (fromShortlist(standing, node, most, offers)) return
  shortlists.look(node)
  if (fromShortlist(standing, node, most, offers)) return
  offers.count = 0
  let worst = shortage[node]
  for (let arc = start[node], end = start[node + 1]; arc < end; arc++) {
    const total = cost[arc] + price[volunteer[arc]]
    if (total < worst && seat[volunteer[arc]] !== node) worst = offers.keep(total, arc, most, shortage[node])
  }
}

function fromShortlist(
  { price, seat, shortage, shortlists }: Standing,
  node: number,
  most: number,
  offers: Offers,
): boolean {
  const { person, cost, arc, floor } = shortlists
  offers.count = 0
  let worst = shortage[node]
  if (floor[node] < worst && shortlists.count[node] < most) return false
  for (let i = shortlists.first(node), end = i + shortlists.count[node]; i < end; i++) {
    const total = cost[i] + price[person[i]]
    if (total < worst && seat[person[i]] !== node) worst = offers.keep(total, arc[i], most, shortage[node])
  }
  return floor[node] >= worst
}

/** Lets every node that lacks people bid, at most BIDS_EACH times on average. */
export function bid(standing: Standing): number {
  const { nodes, need, level, shortage, volunteer, seat } = standing
  const line = new Line(nodes)
  for (const node of standing.order) if (standing.missing(node) > 0) line.join(node)
  const offers = new Offers(need.reduce((a, b) => Math.max(a, b), 0) + 1)
  const idle = new Uint8Array(nodes)
  let bids = 0
  for (const most = BIDS_EACH * nodes; line.count > 0 && bids < most; bids++) {
    const node = line.leave()
    const lacking = standing.missing(node)
    if (lacking <= 0 || level[node] >= shortage[node] || idle[node] > IDLE_BIDS_MAX) continue
    collect(standing, node, lacking + 1, offers)
    const taken = Math.min(lacking, offers.count)
    const beyond =
      offers.count > lacking
        ? offers.total[lacking]
        : shortage[node] === NEVER_OPEN
          ? offers.total[taken - 1]
          : shortage[node]
    if (beyond > level[node]) standing.raise(node, beyond - level[node])
    else idle[node]++
    for (let i = 0; i < taken; i++) {
      const v = volunteer[offers.arc[i]]
      const loser = seat[v]
      // A doubled arc: taken already by its cheaper twin.
      if (loser === node) continue
      standing.move(v, node, offers.arc[i])
      if (standing.missing(loser) > 0 && level[loser] < shortage[loser]) line.join(loser)
    }
  }
  return bids
}
