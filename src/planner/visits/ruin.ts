// Tears strings of visits out of routes that lie together: Christiaens & Vanden Berghe, "Slack induction by string
// removals for vehicle routing problems" (2020).
import type { Random } from '#planner/kernel/random.ts'
import type { Near } from './near.ts'

/** What tearing needs to know of routes. */
export interface Torn {
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly team: Int32Array
  readonly count: Int32Array
}

/** Visits torn out on average, and the longest string. */
const TORN_MEAN = 10
const STRING_MAX = 10
/** Share of strings that keep a part in their middle, and the chance that this part grows by one more. */
const SPLIT = 0.5
const GROW = 0.01

/** Share of tearings whose strings may be longer than a common route. */
const FREE = 0.1

/** Room of one tearing: `out` holds the visits to take out. Nothing is changed yet. */
export class Ruin {
  readonly out: Int32Array
  count = 0
  private readonly visits: number
  private readonly home: number
  private readonly near: () => Near
  private readonly torn: Int32Array
  private round = 0

  /** @param home the first stop that is neither a visit nor a break */
  constructor(visits: number, home: number, teams: number, near: () => Near) {
    this.visits = visits
    this.home = home
    this.near = near
    this.out = new Int32Array(visits)
    this.torn = new Int32Array(teams)
  }

  /** @param served visits on routes @param used teams that have any */
  draw(routes: Torn, served: number, used: number, random: Random): void {
    this.count = 0
    if (served === 0) return
    this.round++
    // Now and then whole routes may go, be they longer than the others.
    const longestHere = random.next() < FREE ? STRING_MAX : Math.min(STRING_MAX, served / used)
    const strings = Math.floor(random.next() * ((4 * TORN_MEAN) / (1 + longestHere) - 1) + 1)
    const { reach, around } = this.near()
    const seed = random.int(this.visits)
    let cut = 0
    for (let k = -1; k < reach && cut < strings; k++) {
      const c = k < 0 ? seed : around[seed * reach + k]
      const v = routes.team[c]
      if (v < 0 || this.torn[v] === this.round) continue
      this.torn[v] = this.round
      cut++
      const most = Math.min(routes.count[v], longestHere)
      this.tear(routes, c, v, Math.floor(random.next() * most + 1), random)
    }
  }

  private tear({ next, prev, count }: Torn, c: number, v: number, length: number, random: Random): void {
    let kept = 0
    if (length > 1 && length < count[v] && random.next() < SPLIT) {
      kept = 1
      while (length + kept < count[v] && random.next() < GROW) kept++
    }
    const whole = length + kept
    // How far the string may reach back and ahead of c.
    let back = 0
    for (let stop = this.along(prev, c); back < whole - 1 && stop < this.visits; stop = this.along(prev, stop)) back++
    let ahead = 0
    for (let stop = this.along(next, c); ahead < whole - 1 && stop < this.visits; stop = this.along(next, stop)) ahead++
    const backLeast = whole - 1 - ahead
    let stop = c
    for (let k = backLeast + random.int(back - backLeast + 1); k > 0; k--) stop = this.along(prev, stop)
    const gap = kept > 0 ? 1 + random.int(length - 1) : length
    for (let k = 0; k < whole; k++, stop = this.along(next, stop))
      if (k < gap || k >= gap + kept) this.out[this.count++] = stop
  }

  /** The next stop one way that is not a break. */
  private along(way: Int32Array, stop: number): number {
    let at = way[stop]
    while (at >= this.visits && at < this.home) at = way[at]
    return at
  }
}
