// Simulated annealing over call-ups (Kirkpatrick, Gelatt & Vecchi, "Optimization by simulated annealing", 1983) with
// one move in three shapes:
// a building goes to another cell; if it is full, somebody there makes room and goes to the cell left behind, or to a
// third one; now and then several do.
import type { Random } from '#planner/kernel/random.ts'
import { Clearing } from './clear.ts'
import type { Layout } from './layout.ts'
import type { Shortlists } from './shortlists.ts'

/** Above so many temperatures a worse move has a chance of 1 in 160,000. */
const HOPELESS = 12
/**
 * Share of moves into a full cell that clear it wide: dearer, but the only way to change one large for several small.
 */
const CLEAR_SHARE = 0.04

export class Annealing {
  readonly layout: Layout
  readonly best: Int32Array
  bestCost: number
  private readonly lists: Shortlists
  private readonly active: Int32Array
  private readonly random: Random
  private readonly clearing: Clearing

  constructor(layout: Layout, lists: Shortlists, active: Int32Array, random: Random) {
    this.layout = layout
    this.lists = lists
    this.active = active
    this.random = random
    this.clearing = new Clearing(layout, lists, random)
    this.best = layout.option.slice()
    this.bestCost = layout.cost
  }

  /** Tries `moves` moves at a temperature (cost units). */
  run(moves: number, heat: number): void {
    const { lists, active, random, layout } = this
    const { slots, point, people } = layout.problem
    const { cost, span } = layout.options
    const { room, option, cell } = layout
    for (let k = 0; k < moves; k++) {
      const b = active[random.int(active.length)]
      const from = lists.start[b]
      const width = lists.start[b + 1] - from
      if (width === 0) continue
      const u = random.next()
      const o = lists.option[from + Math.floor(u * u * width)]
      if (o === option[b]) continue
      const delta = cost[o] - layout.costOf(b)
      const arc = Math.floor(o / slots)
      if (span[arc] > 1 || (option[b] >= 0 && cell[b] < 0)) {
        this.clear(b, o, heat)
        continue
      }
      const to = point[arc] * slots + (o % slots)
      if (room[to] >= people[b]) {
        if (this.accepts(delta, heat)) {
          layout.take(b)
          layout.put(b, o)
          if (layout.cost < this.bestCost - 1e-9) this.keep()
        }
      } else if (random.next() < CLEAR_SHARE) this.clear(b, o, heat)
      else if (layout.count[to] > 0) this.push(b, o, to, delta, heat)
    }
  }

  /** Takes the best call-up back. */
  restore(): void {
    const { layout, best, active } = this
    for (const b of active) layout.take(b)
    for (const b of active) if (best[b] >= 0) layout.put(b, best[b])
  }

  private accepts(delta: number, heat: number): boolean {
    return delta <= 0 || (delta < HOPELESS * heat && delta < -heat * Math.log(this.random.next() + 1e-12))
  }

  private keep(): void {
    this.bestCost = this.layout.cost
    this.best.set(this.layout.option)
  }

  private clear(b: number, o: number, heat: number): void {
    const { layout, clearing } = this
    const before = layout.cost
    if (!clearing.make(b, o)) return
    if (!this.accepts(layout.cost - before, heat)) clearing.undo()
    else if (layout.cost < this.bestCost - 1e-9) this.keep()
  }

  /** Cell `to` is full: one of those there makes room. */
  private push(b: number, o: number, to: number, delta: number, heat: number): void {
    const { layout, random, lists } = this
    const { people, points, slots } = layout.problem
    const { cost, span, arcTo } = layout.options
    const { room, cell } = layout
    let other = layout.head[to]
    for (let k = random.int(layout.count[to]); k > 0; k--) other = layout.next[other]
    if (room[to] + people[other] < people[b]) return
    const behind = cell[b]
    let way = -1
    if (behind >= 0 && room[behind] + people[b] >= people[other]) {
      const arc = arcTo[other * points + Math.floor(behind / slots)]
      if (arc >= 0 && span[arc] === 1) way = arc * slots + (behind % slots)
      if (way >= 0 && cost[way] === Infinity) way = -1
    }
    let rest = way < 0 ? Infinity : cost[way]
    // A third cell, drawn like the first; the better of the two.
    const width = lists.start[other + 1] - lists.start[other]
    const u = random.next()
    const third = lists.option[lists.start[other] + Math.floor(u * u * width)]
    if (
      third !== layout.option[other] &&
      cost[third] < rest &&
      span[Math.floor(third / slots)] === 1 &&
      layout.fits(other, third)
    ) {
      way = third
      rest = cost[third]
    }
    // Or nobody calls them for now.
    if (layout.options.left[other] < rest) {
      way = -1
      rest = layout.options.left[other]
    }
    if (!this.accepts(delta + rest - layout.costOf(other), heat)) return
    layout.take(other)
    layout.take(b)
    layout.put(b, o)
    if (way >= 0) layout.put(other, way)
    if (layout.cost < this.bestCost - 1e-9) this.keep()
  }
}
