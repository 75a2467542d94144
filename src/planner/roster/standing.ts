// A roster in the making: the arc by which each person serves each shift, and where that leaves them in the diagram.
import type { Diagram } from './diagram.ts'
import type { Layout } from './layout.ts'
import { NEVER } from './problem.ts'

export class Standing {
  readonly layout: Layout
  /** Arc of each person × shift, -1 for not serving; locked arcs stand in it from the begin. */
  readonly arcAt: Int32Array
  /** Shifts each person serves. */
  readonly count: Int32Array

  constructor(layout: Layout, from?: Standing) {
    this.layout = layout
    this.arcAt = from ? from.arcAt.slice() : layout.lockedArc.slice()
    this.count = from ? from.count.slice() : new Int32Array(layout.problem.people)
    const { shifts } = layout.problem
    if (!from)
      this.arcAt.forEach((arc, at) => {
        if (arc >= 0) this.count[Math.floor(at / shifts)]++
      })
  }

  /** Makes the arcs the block's whole service, but for what is locked. */
  set(from: number, until: number, arcs: Int32Array): void {
    const {
      problem: { people, shifts, person, shift },
      lockedArc,
      placeOf,
    } = this.layout
    for (let p = 0; p < people; p++) {
      for (let at = p * shifts + from; at < p * shifts + until; at++) {
        if (this.arcAt[at] === lockedArc[at]) continue
        this.arcAt[at] = -1
        this.count[p]--
      }
    }
    for (const arc of arcs) {
      this.arcAt[person[arc] * shifts + shift[placeOf[arc]]] = arc
      this.count[person[arc]]++
    }
  }

  /** Chosen arcs that are not locked, of the shifts from … until - 1. */
  arcsOf(from: number, until: number): Int32Array {
    const {
      problem: { people, shifts },
      lockedArc,
    } = this.layout
    const arcs: number[] = []
    for (let p = 0; p < people; p++)
      for (let at = p * shifts + from; at < p * shifts + until; at++)
        if (this.arcAt[at] >= 0 && this.arcAt[at] !== lockedArc[at]) arcs.push(this.arcAt[at])
    return Int32Array.from(arcs)
  }

  /** What the roster costs: arcs, fairness, open seats. */
  objective(): number {
    const { people, places, served, fairness, cost, need, shortage } = this.layout.problem
    const open = need.slice()
    let sum = 0
    for (const arc of this.arcAt) {
      if (arc < 0) continue
      sum += cost[arc]
      open[this.layout.placeOf[arc]]--
    }
    for (let p = 0; p < people; p++)
      sum += fairness * (this.count[p] * served[p] + (this.count[p] * (this.count[p] - 1)) / 2)
    for (let q = 0; q < places; q++) sum += open[q] * shortage[q]
    return sum
  }

  /** Node of a person after block b when they serve its option-th shift. */
  static after(diagram: Diagram, b: number, node: number, option: number): number {
    return node < 0 ? -1 : diagram.next[b][node * diagram.options[b] + option]
  }

  /** Option of a person in block b. */
  option(diagram: Diagram, b: number, p: number): number {
    const { from, until } = diagram.blocks[b]
    const { shifts } = this.layout.problem
    for (let s = from; s < until; s++) if (this.arcAt[p * shifts + s] >= 0) return s - from + 1
    return 0
  }

  /** Where each person stands before block b. */
  nodesAt(diagram: Diagram, b: number): Int32Array {
    const nodes = diagram.root.slice()
    for (let each = 0; each < b; each++) this.advance(diagram, each, nodes)
    return nodes
  }

  /** Moves nodes before block b to after it. */
  advance(diagram: Diagram, b: number, nodes: Int32Array): void {
    for (let p = 0; p < nodes.length; p++) nodes[p] = Standing.after(diagram, b, nodes[p], this.option(diagram, b, p))
  }

  /**
   * Fills a table by person × node of stage b: what the days from there on add when they stay as they are, NEVER where
   * they cannot. Fairness counts alone.
   */
  suffix(diagram: Diagram, b: number, into: Int32Array): void {
    const { people, fairness, served } = this.layout.problem
    const width = diagram.width[b]
    for (let p = 0; p < people; p++) {
      const later: number[] = []
      let last = b
      for (let each = b; each < diagram.blocks.length; each++) {
        const option = this.option(diagram, each, p)
        if (option > 0) last = each + 1
        later.push(option)
      }
      for (let node = 0; node < width; node++) {
        let sum = 0
        let at = node
        for (let each = b; each < last && at >= 0; each++) {
          const option = later[each - b]
          if (option > 0) sum += fairness * (served[p] + diagram.most[p] - diagram.left[each][at])
          at = Standing.after(diagram, each, at, option)
        }
        into[p * width + node] = at < 0 ? NEVER : sum
      }
    }
  }
}
