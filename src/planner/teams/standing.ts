// A plan in the making with its prices: who sits where, what each place pays for its last seat, what each volunteer is
// worth there.
//
// Nodes 0 … places-1 are places; node `pool` is home for those of no limited unit; node pool+1+u is home for unit u. A
// unit that may send `cap` of its people is treated as a place that needs size - cap of them at home, at no cost.
// Volunteers are contracted away: whoever sits at
// node n has price[v] = level[n] - cost[arc of the seat], so the levels of the nodes are the whole dual solution.
// Always true between two steps:
// every arc (p, v):  cost + price[v] - level[p] >= 0, and = 0 where v sits at p;   price at home in the pool = 0;
// level[p] <= shortage[p].
import type { TeamsProblem } from './problem.ts'
import { inNeighbourhoods } from './order.ts'
import { Shortlists } from './shortlists.ts'

export class Standing {
  readonly places: number
  readonly volunteers: number
  readonly pool: number
  /**
   * Number within this class of each volunteer of the problem: who meets the same places stands side by side in memory.
   */
  readonly inner: Int32Array
  readonly nodes: number
  /** All nodes, neighbours together: the order in which they are best visited. */
  readonly order: Int32Array
  /** Arcs by node, units' rows (cost 0) after the places'. */
  readonly start: Int32Array
  readonly volunteer: Int32Array
  /** The caller's own array until keep() changes it. */
  cost: Int32Array
  readonly need: Int32Array
  readonly shortage: Int32Array
  readonly level: Int32Array
  readonly filled: Int32Array
  readonly open: Int32Array
  readonly seat: Int32Array
  /** The arc by which each volunteer sits where they sit, -1 for at home. */
  readonly seatArc: Int32Array
  readonly price: Int32Array
  readonly shortlists: Shortlists
  /** What staying gives back, and the arc of each volunteer that has it taken off. */
  private kept = 0
  private keptArc: Int32Array | undefined
  private readonly head: Int32Array
  private readonly next: Int32Array
  private readonly previous: Int32Array

  constructor(problem: TeamsProblem) {
    const { places, volunteers, unitCap } = problem
    const units = unitCap?.length ?? 0
    this.places = places
    this.volunteers = volunteers
    this.pool = places
    this.nodes = places + 1 + units
    this.need = new Int32Array(this.nodes)
    this.need.set(problem.need)
    this.shortage = new Int32Array(this.nodes).fill(NEVER_OPEN)
    this.shortage.set(problem.shortage)
    this.seat = new Int32Array(volunteers).fill(this.pool)
    const tight = isTight(problem)
    this.order = orderOf(problem, tight, this.nodes)
    this.inner = tight ? inOrderMet(problem, this.order) : ownNumbers(volunteers)
    const rows =
      units > 0
        ? withUnits(problem, this.inner, this.need, this.seat, this.nodes)
        : withoutUnits(problem, this.inner, tight)
    this.start = rows.start
    this.volunteer = rows.volunteer
    this.cost = rows.cost
    this.level = new Int32Array(this.nodes)
    this.filled = new Int32Array(this.nodes)
    this.open = new Int32Array(this.nodes)
    this.seatArc = new Int32Array(volunteers).fill(-1)
    this.price = new Int32Array(volunteers)
    this.head = new Int32Array(this.nodes).fill(-1)
    this.next = new Int32Array(volunteers).fill(-1)
    this.previous = new Int32Array(volunteers).fill(-1)
    for (let v = volunteers - 1; v >= 0; v--) this.link(v, this.seat[v])
    this.shortlists = new Shortlists(this)
    for (let p = 0; p < places; p++) {
      this.shortlists.look(p)
      // Nothing is taken yet: the level starts under every arc, at most at the price of an open seat.
      this.level[p] = Math.min(this.shortage[p], this.shortlists.least)
    }
  }

  /** Seats that nobody sits on and that are not given up. */
  missing(node: number): number {
    return node === this.pool ? 0 : this.need[node] - this.filled[node] - this.open[node]
  }

  /** Moves the volunteer of an arc of `node` there, at the node's present level. */
  move(v: number, node: number, arc: number): void {
    this.unlink(v)
    this.link(v, node)
    this.seat[v] = node
    this.seatArc[v] = arc
    this.price[v] = this.level[node] - this.cost[arc]
  }

  /** Takes a volunteer out for good: nobody can afford them any more. */
  remove(v: number): void {
    this.unlink(v)
    this.link(v, this.pool)
    this.seat[v] = this.pool
    this.seatArc[v] = -1
    this.price[v] = ABSENT
  }

  /**
   * Gives everyone who sits at a place `amount` back for staying there, once: who has it already keeps it, who has it
   * elsewhere changes over.
   * Only makes those who sit dearer to others, so the prices still fit. False, with nothing done, where an earlier
   * amount was greater.
   */
  keep(amount: number): boolean {
    const { volunteers, pool, seat, seatArc, price } = this
    if (amount < this.kept) return false
    if (!this.keptArc) {
      this.cost = this.cost.slice()
      this.keptArc = new Int32Array(volunteers).fill(-1)
    }
    const { cost, keptArc } = this
    for (let v = 0; v < volunteers; v++) {
      const arc = seat[v] < pool ? seatArc[v] : -1
      if (keptArc[v] >= 0) cost[keptArc[v]] += this.kept
      if (arc >= 0) {
        cost[arc] -= amount
        price[v] = this.level[seat[v]] - cost[arc]
      }
      keptArc[v] = arc
    }
    this.kept = amount
    // Cost and price of whoever sits change by as much, so what lies outside a shortlist is no cheaper than before.
    this.shortlists.readCosts()
    return true
  }

  private unlink(v: number): void {
    const before = this.previous[v]
    const after = this.next[v]
    if (before >= 0) this.next[before] = after
    else this.head[this.seat[v]] = after
    if (after >= 0) this.previous[after] = before
    this.filled[this.seat[v]]--
  }

  /** Raises what a node pays, and with it the price of everyone who sits there. */
  raise(node: number, by: number): void {
    this.level[node] += by
    for (let v = this.head[node]; v >= 0; v = this.next[v]) this.price[v] += by
  }

  private link(v: number, node: number): void {
    const first = this.head[node]
    this.next[v] = first
    this.previous[v] = -1
    if (first >= 0) this.previous[first] = v
    this.head[node] = v
    this.filled[node]++
  }
}

/** Shortage price of a unit's home: it is never left short. */
export const NEVER_OPEN = 0x7fffffff
/** Price of whoever is away: above any sum of a shortage price and costs. */
const ABSENT = 0x7fffffff

interface Rows {
  readonly start: Int32Array
  readonly volunteer: Int32Array
  readonly cost: Int32Array
}

/**
 * Where more than half of the people are needed, searches go far and memory is their cost; else numbering anew costs
 * more than it saves.
 */
function isTight({ need, volunteers }: TeamsProblem): boolean {
  let seats = 0
  for (const each of need) seats += each
  return 2 * seats > volunteers
}

function ownNumbers(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let v = 0; v < count; v++) numbers[v] = v
  return numbers
}

/** Neighbours together where that pays; units' homes last. */
function orderOf(problem: TeamsProblem, tight: boolean, nodes: number): Int32Array {
  const order = ownNumbers(nodes)
  if (tight) order.set(inNeighbourhoods(problem))
  return order
}

/** Numbers volunteers in the order in which the places, visited in order, meet them. */
function inOrderMet({ places, volunteers, start, volunteer }: TeamsProblem, order: Int32Array): Int32Array {
  const inner = new Int32Array(volunteers).fill(-1)
  let count = 0
  for (let k = 0; k < places; k++) {
    const p = order[k]
    for (let arc = start[p]; arc < start[p + 1]; arc++) if (inner[volunteer[arc]] < 0) inner[volunteer[arc]] = count++
  }
  for (let v = 0; v < volunteers; v++) if (inner[v] < 0) inner[v] = count++
  return inner
}

function renumbered(volunteer: Int32Array, inner: Int32Array, into: Int32Array): Int32Array {
  for (let arc = 0; arc < volunteer.length; arc++) into[arc] = inner[volunteer[arc]]
  return into
}

function withoutUnits({ places, start, volunteer, cost }: TeamsProblem, inner: Int32Array, tight: boolean): Rows {
  const longer = new Int32Array(places + 2)
  longer.set(start)
  longer[places + 1] = start[places]
  return {
    start: longer,
    volunteer: tight ? renumbered(volunteer, inner, new Int32Array(volunteer.length)) : volunteer,
    cost,
  }
}

/**
 * Appends a row for each unit, sets what it needs at home and seats its people there. A unit that can send everyone
 * needs no node: its people stay in the pool.
 */
function withUnits(problem: TeamsProblem, inner: Int32Array, need: Int32Array, seat: Int32Array, nodes: number): Rows {
  const { places } = problem
  const unit = problem.unit!
  const unitCap = problem.unitCap!
  const size = new Int32Array(unitCap.length)
  for (const u of unit) if (u >= 0) size[u]++
  const start = new Int32Array(nodes + 1)
  start.set(problem.start)
  start[places + 1] = problem.start[places]
  for (let u = 0; u < unitCap.length; u++) {
    const short = size[u] > unitCap[u]
    need[places + 1 + u] = short ? size[u] - unitCap[u] : 0
    start[places + 2 + u] = start[places + 1 + u] + (short ? size[u] : 0)
  }
  const volunteer = new Int32Array(start[nodes])
  const cost = new Int32Array(start[nodes])
  renumbered(problem.volunteer, inner, volunteer)
  cost.set(problem.cost)
  const fill = start.slice(places + 1)
  for (let v = 0; v < unit.length; v++) {
    const u = unit[v]
    if (u < 0 || size[u] <= unitCap[u]) continue
    seat[inner[v]] = places + 1 + u
    volunteer[fill[u]++] = inner[v]
  }
  return { start, volunteer, cost }
}
