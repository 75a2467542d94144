// A call-up in the making: which option each building has, what room is left in each cell, who is in it.
import { type Options, shareOf } from './options.ts'
import type { CallupProblem } from './problem.ts'

export class Layout {
  readonly problem: CallupProblem
  readonly options: Options
  /** Arc × slots + slot of each building, -1 for not called. */
  readonly option: Int32Array
  /** Cell of each building that fills one cell only, -1 for the others. */
  readonly cell: Int32Array
  readonly room: Int32Array
  /** Cost of the active buildings. */
  cost = 0
  /** Buildings by cell (those that fill one cell only): doubly linked. */
  readonly head: Int32Array
  readonly next: Int32Array
  readonly count: Int32Array
  /** Buildings not called: out[0] … out[outs - 1], in no order that means anything. */
  readonly out: Int32Array
  outs = 0
  private readonly outAt: Int32Array
  private readonly last: Int32Array

  constructor(problem: CallupProblem, options: Options, active: Int32Array) {
    this.problem = problem
    this.options = options
    const { buildings, points, slots } = problem
    this.option = new Int32Array(buildings).fill(-1)
    this.cell = new Int32Array(buildings).fill(-1)
    this.room = options.room.slice()
    this.head = new Int32Array(points * slots).fill(-1)
    this.count = new Int32Array(points * slots)
    this.next = new Int32Array(buildings).fill(-1)
    this.last = new Int32Array(buildings).fill(-1)
    this.out = active.slice()
    this.outs = active.length
    this.outAt = new Int32Array(buildings)
    active.forEach((b, k) => {
      this.outAt[b] = k
    })
    for (const b of active) this.cost += options.left[b]
  }

  costOf(b: number): number {
    const o = this.option[b]
    return o < 0 ? this.options.left[b] : this.options.cost[o]
  }

  /** Whether a building could be put there now, its own present room not counted. */
  fits(b: number, o: number): boolean {
    const { slots, point, people } = this.problem
    const arc = Math.floor(o / slots)
    const cell = point[arc] * slots + (o % slots)
    const span = this.options.span[arc]
    if (span === 1) return this.room[cell] >= people[b]
    for (let i = 0; i < span; i++) if (this.room[cell + i] < shareOf(people[b], span, i)) return false
    return true
  }

  take(b: number): void {
    const o = this.option[b]
    if (o < 0) return
    this.cost += this.options.left[b] - this.options.cost[o]
    this.option[b] = -1
    this.outAt[b] = this.outs
    this.out[this.outs++] = b
    const cell = this.cell[b]
    if (cell < 0) return this.fill(b, o, 1)
    this.room[cell] += this.problem.people[b]
    this.count[cell]--
    this.cell[b] = -1
    const { next, last, head } = this
    if (last[b] >= 0) next[last[b]] = next[b]
    else head[cell] = next[b]
    if (next[b] >= 0) last[next[b]] = last[b]
  }

  put(b: number, o: number): void {
    this.option[b] = o
    const end = this.out[--this.outs]
    this.out[this.outAt[b]] = end
    this.outAt[end] = this.outAt[b]
    this.cost += this.options.cost[o] - this.options.left[b]
    const { slots, point } = this.problem
    const arc = Math.floor(o / slots)
    if (this.options.span[arc] > 1) return this.fill(b, o, -1)
    const cell = point[arc] * slots + (o % slots)
    this.cell[b] = cell
    this.room[cell] -= this.problem.people[b]
    this.count[cell]++
    const { next, last, head } = this
    next[b] = head[cell]
    last[b] = -1
    if (head[cell] >= 0) last[head[cell]] = b
    head[cell] = b
  }

  private fill(b: number, o: number, sign: number): void {
    const { slots, point, people } = this.problem
    const arc = Math.floor(o / slots)
    const span = this.options.span[arc]
    for (let i = 0; i < span; i++) this.room[point[arc] * slots + (o % slots) + i] += sign * shareOf(people[b], span, i)
  }
}
