// Fills one lacking seat at the least extra cost: a shortest path over places and units, each step "p takes v, who sits at q; q lacks one now".
// Tomizawa, "On some techniques useful for solution of transportation network problems", 1971, and Edmonds & Karp, "Theoretical improvements in
// algorithmic efficiency for network flow problems", 1972 (successive shortest paths with prices); Dijkstra, "A note on two problems", 1959.
import { Heap } from '#planner/kernel/heap.ts'
import type { Standing } from './standing.ts'

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
    for (let i = 0; i < this.settledCount; i++) standing.raise(settled[i], this.best - distance[settled[i]])
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

  /** Looks at the shortlist of a node and comes back for the rest when nothing nearer is left (`rest` = the node a second time). */
  private lookFrom(node: number): void {
    const { standing, distance } = this
    const { shortlists } = standing
    this.settled[this.settledCount++] = node
    const base = distance[node] - standing.level[node]
    if (base + standing.shortage[node] < this.best) this.end(base + standing.shortage[node], node, -1)
    this.step(node, base, shortlists.person, shortlists.cost, shortlists.arc, shortlists.first(node), shortlists.count[node])
    if (base + shortlists.floor[node] < this.best) this.heap.push(standing.nodes + node, Math.max(distance[node], base + shortlists.floor[node]))
  }

  private lookAtRest(node: number): void {
    const { standing } = this
    const { shortlists } = standing
    shortlists.look(node)
    this.fullLooks++
    this.step(node, this.distance[node] - standing.level[node], standing.volunteer, standing.cost, undefined, standing.start[node], standing.start[node + 1] - standing.start[node])
  }

  /** Reaches over `count` rows of person and cost from number `first` on; the rows are arcs, or `list` says which. */
  private step(node: number, base: number, person: Int32Array, cost: Int32Array, list: Int32Array | undefined, first: number, count: number): void {
    const { standing, heap, distance, round, searches } = this
    const { price, seat, pool } = standing
    let best = this.best
    for (let i = first, end = first + count; i < end; i++) {
      const v = person[i]
      const far = base + cost[i] + price[v]
      if (far >= best) continue
      const from = seat[v]
      if (from === node) continue
      // A home with more people than it needs can simply let one go.
      if (from >= pool && (from === pool || standing.filled[from] > standing.need[from])) {
        best = far
        this.end(far, node, list ? list[i] : i)
      } else if (round[from] !== searches || far < distance[from]) {
        round[from] = searches
        distance[from] = far
        this.taker[from] = node
        this.by[from] = list ? list[i] : i
        heap.push(from, far)
      }
    }
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
