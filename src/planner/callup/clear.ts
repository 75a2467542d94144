// The wide move: a building takes its place, whoever is in the way leaves, and each of those goes to the best place
// that then has room.
// Ruin and recreate in the small (Schrimpf et al., "Record breaking optimization results using the ruin and recreate
// principle", 2000).
import type { Random } from '#planner/kernel/random.ts'
import { shareOf } from './options.ts'
import type { Layout } from './layout.ts'
import type { Shortlists } from './shortlists.ts'

/** Uncalled buildings looked at after each clearing. */
const WAITING_MAX = 4

export class Clearing {
  /** Who was moved, in order, and where they stood. */
  private readonly who: number[] = []
  private readonly where: number[] = []
  private readonly layout: Layout
  private readonly lists: Shortlists
  private readonly random: Random

  constructor(layout: Layout, lists: Shortlists, random: Random) {
    this.layout = layout
    this.lists = lists
    this.random = random
  }

  /**
   * Does the move; false (and nothing changed) when buildings spread over slots, which are not pushed, stand in the
   * way.
   */
  make(b: number, o: number): boolean {
    const { layout, who, where } = this
    const { slots, point, people } = layout.problem
    who.length = 0
    where.length = 0
    this.lift(b)
    const arc = Math.floor(o / slots)
    const span = layout.options.span[arc]
    for (let i = 0; i < span; i++) {
      const cell = point[arc] * slots + (o % slots) + i
      while (layout.room[cell] < shareOf(people[b], span, i)) {
        if (layout.count[cell] === 0) {
          this.undo()
          return false
        }
        let other = layout.head[cell]
        for (let k = this.random.int(layout.count[cell]); k > 0; k--) other = layout.next[other]
        this.lift(other)
      }
    }
    layout.put(b, o)
    for (let k = 1; k < who.length; k++) this.settle(who[k])
    this.callWaiting()
    return true
  }

  /** Takes the last move back. */
  undo(): void {
    const { layout, who, where } = this
    for (const b of who) layout.take(b)
    who.forEach((b, k) => {
      if (where[k] >= 0) layout.put(b, where[k])
    })
  }

  /** What was cleared may hold one that nobody has called. */
  private callWaiting(): void {
    const { layout, random, who } = this
    for (let tries = Math.min(layout.outs, WAITING_MAX); tries > 0 && layout.outs > 0; tries--) {
      const b = layout.out[random.int(layout.outs)]
      if (who.includes(b)) continue
      this.settle(b)
      if (layout.option[b] < 0) continue
      who.push(b)
      this.where.push(-1)
    }
  }

  private lift(b: number): void {
    this.who.push(b)
    this.where.push(this.layout.option[b])
    this.layout.take(b)
  }

  private settle(b: number): void {
    const { layout, lists } = this
    let least = layout.options.left[b]
    let at = -1
    for (let k = lists.start[b]; k < lists.start[b + 1]; k++) {
      const o = lists.option[k]
      if (layout.options.cost[o] < least && layout.fits(b, o)) {
        least = layout.options.cost[o]
        at = o
      }
    }
    if (at >= 0) layout.put(b, at)
  }
}
