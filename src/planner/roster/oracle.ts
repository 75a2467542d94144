// Every person's best lawful sequence at given prices, and how often each place is served by them: value and slope of the Lagrangian dual.
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
  private readonly firstNode: Int32Array
  private readonly sum: Float64Array
  private readonly worth: Float64Array
  private readonly best: Int32Array

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
    this.firstNode = new Int32Array(diagram.width.length + 1)
    for (let b = 0; b < diagram.width.length; b++) this.firstNode[b + 1] = this.firstNode[b] + diagram.width[b]
    this.sum = new Float64Array(this.firstNode[diagram.width.length])
    this.worth = new Float64Array(shifts)
    this.best = new Int32Array(shifts)
  }

  /** Adds what every `stride`-th person from `first` on serves to `served` and `unitServed`. */
  run(first: number, stride: number, placePrice: Float64Array, unitPrice: Float64Array, served: Int32Array, unitServed: Int32Array): void {
    const { people } = this.layout.problem
    for (let p = first; p < people; p += stride) if (this.read(p, placePrice, unitPrice)) this.sequence(p, served, unitServed)
  }

  /** Prices the person's shifts; false where none is worth serving. */
  private read(p: number, placePrice: Float64Array, unitPrice: Float64Array): boolean {
    const { firstArc, place, cost, worth, best, layout } = this
    const { shifts, unit, fairness, served } = layout.problem
    const fair = fairness * served[p]
    let any = false
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
      if (worth[s] < 0) any = true
    }
    return any
  }

  private sequence(p: number, served: Int32Array, unitServed: Int32Array): void {
    const { diagram, firstNode, sum, worth, best, layout } = this
    const { shifts, fairness, unit } = layout.problem
    const { blocks, options, next, left, width } = diagram
    const most = diagram.most[p]
    for (let b = blocks.length - 1; b >= 0; b--) {
      const [count, edges, here, there, first, lefts] = [options[b], next[b], firstNode[b], firstNode[b + 1], blocks[b].from - 1, left[b]]
      for (let node = 0; node < width[b]; node++) sum[here + node] = sum[there + edges[node * count]]
      for (let option = 1; option < count; option++) {
        const gain = worth[first + option]
        // Serving never opens a way that serving none would not leave open.
        if (gain >= 0) continue
        for (let node = 0; node < width[b]; node++) {
          const end = edges[node * count + option]
          if (end < 0) continue
          const value = sum[there + end] + gain + fairness * (most - lefts[node])
          if (value < sum[here + node]) sum[here + node] = value
        }
      }
    }
    let node = diagram.root[p]
    for (let b = 0; b < blocks.length; b++) {
      const [count, edges, there, first] = [options[b], next[b], firstNode[b + 1], blocks[b].from - 1]
      let taken = 0
      let least = sum[there + edges[node * count]]
      for (let option = 1; option < count; option++) {
        const end = edges[node * count + option]
        if (worth[first + option] >= 0 || end < 0) continue
        const value = sum[there + end] + worth[first + option] + fairness * (most - left[b][node])
        if (value >= least) continue
        least = value
        taken = option
      }
      if (taken > 0 && best[first + taken] >= 0) {
        served[best[first + taken]]++
        if (unit && unit[p] >= 0) unitServed[unit[p] * shifts + first + taken]++
      }
      node = edges[node * count + taken]
    }
  }
}

/** Worth of a locked shift: nothing else in the person's block is ever worth as much. */
const LOCKED = -1e12
