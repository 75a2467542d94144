// Every person's best lawful sequence at given prices, and how often each place is served by them: value and slope of
// the Lagrangian dual.
// One person at a time over the diagram, so that all tables stay in the nearest cache.
import type { Diagram } from './diagram.ts'
import type { Layout } from './layout.ts'

export class Oracle {
  readonly layout: Layout
  /** Arcs of each person × shift: firstArc[p × shifts + s] …; their places and costs. */
  private readonly firstArc: Int32Array
  private readonly place: Int32Array
  private readonly cost: Float64Array
  private readonly diagram: Diagram
  /**
   * Entries of one person's nodes, stage after stage: node, least sum, the entry and option it came by; and the entry
   * of each node of a stage.
   */
  private readonly node: Int32Array
  private readonly sum: Float64Array
  private readonly from: Int32Array
  private readonly by: Int32Array
  private readonly slot: Int32Array
  /** Blocks up to the last with a shift worth serving. */
  private blocksWorth = 0
  private readonly worth: Float64Array
  private readonly best: Int32Array
  private readonly blockOf: Int32Array

  constructor(layout: Layout, diagram: Diagram) {
    const { people, shifts, person, shift, cost } = layout.problem
    this.layout = layout
    this.diagram = diagram
    this.firstArc = new Int32Array(people * shifts + 1)
    for (let arc = 0; arc < person.length; arc++) this.firstArc[person[arc] * shifts + shift[layout.placeOf[arc]] + 1]++
    for (let k = 0; k < people * shifts; k++) this.firstArc[k + 1] += this.firstArc[k]
    const fill = this.firstArc.slice()
    this.place = new Int32Array(person.length)
    this.cost = new Float64Array(person.length)
    for (let arc = 0; arc < person.length; arc++) {
      const k = fill[person[arc] * shifts + shift[layout.placeOf[arc]]]++
      this.place[k] = layout.placeOf[arc]
      this.cost[k] = cost[arc]
    }
    const nodes = diagram.width.reduce((all, width) => all + width, 0)
    this.node = new Int32Array(nodes)
    this.sum = new Float64Array(nodes)
    this.from = new Int32Array(nodes)
    this.by = new Int32Array(nodes)
    this.slot = new Int32Array(diagram.width.reduce((most, width) => Math.max(most, width), 0)).fill(-1)
    this.blockOf = new Int32Array(shifts)
    diagram.blocks.forEach(({ from, until }, b) => this.blockOf.fill(b, from, until))
    this.worth = new Float64Array(shifts)
    this.best = new Int32Array(shifts)
  }

  /** Adds what every `stride`-th person from `first` on serves to `served` and `unitServed`. */
  run(
    first: number,
    stride: number,
    placePrice: Float64Array,
    unitPrice: Float64Array,
    served: Int32Array,
    unitServed: Int32Array,
  ): void {
    const { people } = this.layout.problem
    for (let p = first; p < people; p += stride)
      if (this.read(p, placePrice, unitPrice)) this.sequence(p, served, unitServed)
  }

  /** Prices the person's shifts; false where none is worth serving. */
  private read(p: number, placePrice: Float64Array, unitPrice: Float64Array): boolean {
    const { firstArc, place, cost, worth, best, layout } = this
    const { shifts, unit, fairness, served } = layout.problem
    const fair = fairness * served[p]
    let last = -1
    for (let s = 0, k = p * shifts; s < shifts; s++, k++) {
      let least = Infinity
      let at = -1
      for (let arc = firstArc[k], end = firstArc[k + 1]; arc < end; arc++) {
        const value = cost[arc] - placePrice[place[arc]]
        if (value < least) {
          least = value
          at = place[arc]
        }
      }
      if (unit && unit[p] >= 0) least += unitPrice[unit[p] * shifts + s]
      if (layout.lockedArc[k] >= 0) {
        least = LOCKED
        at = -1
      }
      worth[s] = least + fair
      best[s] = at
      if (worth[s] < 0) last = s
    }
    this.blocksWorth = last < 0 ? 0 : this.blockOf[last] + 1
    return last >= 0
  }

  /** Forwards over the nodes that the worthwhile shifts can reach, few for most people, and back along the best way. */
  private sequence(p: number, served: Int32Array, unitServed: Int32Array): void {
    const { diagram, slot, node, sum, from, by, worth } = this
    const { fairness } = this.layout.problem
    const { blocks, options, next, left } = diagram
    const most = diagram.most[p]
    node[0] = diagram.root[p]
    sum[0] = 0
    let first = 0
    let last = 1
    for (let b = 0; b < this.blocksWorth; b++) {
      const [count, edges, lefts, shift] = [options[b], next[b], left[b], blocks[b].from - 1]
      let end = last
      for (let i = first; i < last; i++) {
        const here = node[i] * count
        const fair = fairness * (most - lefts[node[i]])
        for (let option = 0; option < count; option++) {
          // Serving never opens a way that serving none would not leave open.
          const gain = option === 0 ? 0 : worth[shift + option] + fair
          const to = edges[here + option]
          if (to < 0 || gain > 0 || (gain === 0 && option > 0)) continue
          const value = sum[i] + gain
          const known = slot[to]
          // A slot counts only where it points at this stage's entry of the node: nothing has to be wiped.
          const met = known >= last && known < end && node[known] === to
          if (met && value >= sum[known]) continue
          const at = met ? known : end++
          slot[to] = at
          node[at] = to
          sum[at] = value
          from[at] = i
          by[at] = option
        }
      }
      first = last
      last = end
    }
    let best = first
    for (let i = first; i < last; i++) if (sum[i] < sum[best]) best = i
    this.count(p, best, served, unitServed)
  }

  /** Counts what the way to an entry serves. */
  private count(p: number, entry: number, served: Int32Array, unitServed: Int32Array): void {
    const { diagram, from, by, best } = this
    const { shifts, unit } = this.layout.problem
    for (let b = this.blocksWorth - 1, at = entry; b >= 0; b--, at = from[at]) {
      const shift = diagram.blocks[b].from + by[at] - 1
      if (by[at] === 0 || best[shift] < 0) continue
      served[best[shift]]++
      if (unit && unit[p] >= 0) unitServed[unit[p] * shifts + shift]++
    }
  }
}

/** Worth of a locked shift: nothing else in the person's block is ever worth as much. */
const LOCKED = -1e12
