// Small moves between two routes that only ever better a plan, around the visits a round has touched. Earliest
// departures and latest arrivals at every stop say in constant time whether a move keeps all windows. Only moves that
// lay a short new way between likely neighbours are tried (Toth &
// Vigo, 2003).
import { STRING_MOST, swapStrings } from './moves/strings.ts'
import { swapTails } from './moves/tails.ts'
import type { Polishing } from './making.ts'
import type { Near } from './near.ts'
import type { Routes } from './plain.ts'

/** Likely neighbours of a visit that are tried. */
const SPOTS = 16
/** Looks that the moves of one spot cost, in the measure of work. */
const LOOKS = 1 + 2 * STRING_MOST

/** What a move has changed. */
export interface Touched {
  /** Their ways are other ones; sums up what depends on it. */
  routes(v: number, w: number): void
  /** Its surroundings are other ones; stops that are no visits are passed by. */
  visit(stop: number): void
}

export class Polish implements Polishing, Touched {
  work = 0
  private readonly plan: Routes
  private readonly near: () => Near
  private readonly queue: Int32Array
  private readonly queued: Uint8Array
  private waiting = 0

  constructor(plan: Routes, near: () => Near) {
    this.plan = plan
    this.near = near
    this.queue = new Int32Array(plan.ground.visits)
    this.queued = new Uint8Array(plan.ground.visits)
  }

  visit(stop: number): void {
    if (stop >= this.queued.length || this.queued[stop] === 1) return
    this.queued[stop] = 1
    this.queue[this.waiting++] = stop
  }

  routes(v: number, w: number): void {
    this.work += this.plan.count[v] + this.plan.count[w]
    if (!this.plan.refresh(v) || !this.plan.refresh(w))
      throw new Error('broken promise: a move that was tried keeps its windows')
  }

  run(): void {
    while (this.waiting > 0) {
      const i = this.queue[--this.waiting]
      this.queued[i] = 0
      // Whoever moved may move on.
      if (this.plan.team[i] >= 0 && this.better(i)) this.visit(i)
    }
  }

  /** The first move that betters the plan by a new way to or from i. */
  private better(i: number): boolean {
    const { plan } = this
    const {
      team,
      prev,
      way,
      ground: { width, place, cost, costTo },
    } = plan
    const { spots, spot, count } = this.near()
    const v = team[i]
    const first = i * spots
    const last = first + Math.min(SPOTS, count[i])
    this.work += last - first
    for (let k = first; k < last; k++) {
      const c = spot[k] < 0 ? ~spot[k] : spot[k]
      if (team[c] < 0 || team[c] === v) continue
      // A chain of changes that gains can be begun with a gain (Lin & Kernighan, 1973): the new way is shorter than one
      // it replaces.
      if (spot[k] >= 0) {
        const fresh = cost[place[c] * width + place[i]]
        if ((fresh < way[c] || fresh < way[prev[i]]) && this.toward(c, i)) return true
      } else {
        const fresh = costTo[place[c] * width + place[i]]
        if ((fresh < way[i] || fresh < way[prev[c]]) && this.onward(i, c)) return true
      }
    }
    return false
  }

  /** From c to i: i and what follows it come behind c. */
  private toward(c: number, i: number): boolean {
    const { plan } = this
    const {
      team,
      prev,
      next,
      ground: { group, visits },
    } = plan
    this.work += LOOKS
    if (group[team[i]] === group[team[c]] && swapTails(plan, c, i, this)) return true
    for (let length = 1, j = i; length <= STRING_MOST && j < visits; length++, j = next[j])
      if (swapStrings(plan, prev[i], length, j, c, false, this)) return true
    return false
  }

  /** From i to c: i and what comes before it go in front of c. */
  private onward(i: number, c: number): boolean {
    const { plan } = this
    const {
      team,
      prev,
      ground: { group, visits },
    } = plan
    this.work += LOOKS
    if (group[team[i]] === group[team[c]] && swapTails(plan, i, c, this)) return true
    for (let length = 1, p = prev[i]; length <= STRING_MOST; length++, p = prev[p]) {
      if (swapStrings(plan, p, length, i, prev[c], true, this)) return true
      if (p >= visits) return false
    }
    return false
  }
}
