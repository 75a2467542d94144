// Fills one lacking seat at the least extra cost: a shortest path over places and units, each step "p takes v, who sits
// at q; q lacks one now".
// Tomizawa, "On some techniques useful for solution of transportation network problems", 1971, and Edmonds & Karp,
// "Theoretical improvements in algorithmic efficiency for network flow problems", 1972 (successive shortest paths with
// prices); Dijkstra, "A note on two problems", 1959.
import { Heap } from '#planner/kernel/heap.ts'
import type { Standing } from './standing.ts'

/** Farther than any path: shortage prices and costs stay under it. */
const FARTHEST = 1_000_000_000

export class Search {
  /** Searches made and nodes looked at, for the bench. */
  searches = 0
  looked = 0
  fullLooks = 0
  private readonly standing: Standing
  private readonly heap: Heap
  private readonly distance: Int32Array
  /** distance[n] counts only where round[n] is the present search. */
  private readonly round: Int32Array
  /** The arc and the node by which n was reached: `taker[n]` takes the volunteer of arc `by[n]` away from n. */
  private readonly taker: Int32Array
  private readonly by: Int32Array
  /** The nearest that a settled node leads to. */
  private readonly onward: Int32Array
  private readonly settled: Int32Array
  private settledCount = 0
  /** The best end so far: `endNode` takes the volunteer of `endArc` from home, or with -1 leaves a seat open. */
  private best = 0
  private endNode = 0
  private endArc = 0

  constructor(standing: Standing) {
    const { nodes } = standing
    this.standing = standing
    // Each node twice: itself, and the arcs outside its shortlist.
    this.heap = new Heap(2 * nodes)
    this.distance = new Int32Array(nodes)
    this.round = new Int32Array(nodes)
    this.taker = new Int32Array(nodes)
    this.by = new Int32Array(nodes)
    this.onward = new Int32Array(nodes)
    this.settled = new Int32Array(nodes)
  }

  /** One seat of `node` is filled, or given up because that is cheapest. Returns what it cost more. */
  fill(node: number): number {
    const { standing, heap, distance, settled } = this
    this.searches++
    this.settledCount = 0
    this.best = 0x7fffffff
    this.reach(node, 0, -1, -1)
    while (heap.count > 0 && heap.leastKey() < this.best) {
      const next = heap.pop()
      if (next < standing.nodes) this.lookFrom(next)
      else this.lookAtRest(next - standing.nodes)
    }
    heap.clear()
    this.looked += this.settledCount
    const cost = standing.level[node] + this.best
    // A node that leads nowhere nearer than the end pays as much more as it can without losing a choice: later searches
    // then see from afar that nothing is to be had there. Nodes on the path lead to it, so they are raised by exactly
    // what makes it tight.
    for (let i = 0; i < this.settledCount; i++)
      standing.raise(settled[i], Math.max(this.best, this.onward[settled[i]]) - distance[settled[i]])
    this.shift(node)
    return cost
  }

  private reach(node: number, distance: number, taker: number, arc: number): void {
    this.round[node] = this.searches
    this.distance[node] = distance
    this.taker[node] = taker
    this.by[node] = arc
    this.heap.push(node, distance)
  }

  /**
   * Looks at the shortlist of a node and comes back for the rest when nothing nearer is left (`rest` = the node a
   * second time).
   */
  private lookFrom(node: number): void {
    const { standing, distance } = this
    const { shortlists } = standing
    this.settled[this.settledCount++] = node
    const base = distance[node] - standing.level[node]
    if (base + standing.shortage[node] < this.best) this.end(base + standing.shortage[node], node, -1)
    this.onward[node] = this.stepList(
      node,
      base,
      Math.min(base + shortlists.floor[node], base + standing.shortage[node]),
    )
    if (base + shortlists.floor[node] < this.best)
      this.heap.push(standing.nodes + node, Math.max(distance[node], base + shortlists.floor[node]))
  }

  private lookAtRest(node: number): void {
    const { standing } = this
    standing.shortlists.look(node)
    this.fullLooks++
    const base = this.distance[node] - standing.level[node]
    this.onward[node] = this.stepAll(node, base, base + standing.shortage[node])
  }

  /**
   * Reaches over the arcs listed, as far as they can matter. Returns the least distance to anything but the node
   * itself, at most `nearest`;
   * 0 where that is beyond all reason (a unit's home may lead nowhere at all): then the node is raised no more than it
   * must.
   */
  private stepList(node: number, base: number, nearest: number): number {
    const { person, cost, arc, count, size } = this.standing.shortlists
    const { price, seat } = this.standing
    for (let i = node * size, end = i + count[node]; i < end; i++) {
      const v = person[i]
      const far = base + cost[i] + price[v]
      if ((far >= this.best && far >= nearest) || seat[v] === node) continue
      if (far < nearest) nearest = far
      if (far < this.best) this.take(node, seat[v], far, arc[i])
    }
    return nearest > FARTHEST ? 0 : nearest
  }

  /** The same over all arcs of a node that was just looked at. */
  private stepAll(node: number, base: number, nearest: number): number {
    const { totals } = this.standing.shortlists
    const { seat, volunteer, start } = this.standing
    const first = start[node]
    for (let i = 0, count = start[node + 1] - first; i < count; i++) {
      const far = base + totals[i]
      if (far >= this.best && far >= nearest) continue
      const from = seat[volunteer[first + i]]
      if (from === node) continue
      if (far < nearest) nearest = far
      if (far < this.best) this.take(node, from, far, first + i)
    }
    return nearest > FARTHEST ? 0 : nearest
  }

  /** `node` could take somebody from `from` by an arc. */
  private take(node: number, from: number, far: number, arc: number): void {
    const { pool, filled, need } = this.standing
    // A home with more people than it needs can simply let one go.
    if (from >= pool && (from === pool || filled[from] > need[from])) this.end(far, node, arc)
    else if (this.round[from] !== this.searches || far < this.distance[from]) this.reach(from, far, node, arc)
  }

  private end(distance: number, node: number, arc: number): void {
    this.best = distance
    this.endNode = node
    this.endArc = arc
  }

  /** Moves everyone along the path found, from its end back to the node that lacked one. */
  private shift(source: number): void {
    const { standing } = this
    const { volunteer, open } = standing
    if (this.endArc < 0) open[this.endNode]++
    else standing.move(volunteer[this.endArc], this.endNode, this.endArc)
    for (let node = this.endNode; node !== source;) {
      const arc = this.by[node]
      const taker = this.taker[node]
      standing.move(volunteer[arc], taker, arc)
      node = taker
    }
  }
}
