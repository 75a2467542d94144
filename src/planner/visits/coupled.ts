// Routes in the making with everything that couples them or bends time: two teams at once, gaps between starts, soft
// windows, several windows, breaks, several kinds of travel and load.
// Starts are the least ones that keep every rule: a fixpoint that only ever rises while visits are put in, so a try is
// a walk along what it delays, and is taken back from a trail.
import type { Bonds } from './bonds.ts'
import { carries } from './carry.ts'
import { mend, sendHome } from './mend.ts'
import { FAR } from './problem.ts'

/** Steps of one walk: a circle of teams that wait for each other never ends, so it is cut here. */
const WALK_MAX_A_STOP = 6

export class Coupled {
  readonly bonds: Bonds
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly team: Int32Array
  /** When a stop starts. */
  readonly start: Int32Array
  readonly late: Int32Array
  readonly count: Int32Array
  readonly load: Int32Array
  /** Up to when a stop may start without more lateness, and at all, on its own route; told anew where `stale`. */
  readonly free: Int32Array
  readonly hard: Int32Array
  readonly stale: Int32Array
  private readonly block: Int32Array
  /** Cost of ways and teams sent; sum and greatest of lateness; units of what is lost. */
  ways = 0
  lateness = 0
  greatest = 0
  missed = 0
  /** Stops a walk has changed, with what stood there. */
  private readonly trail: Int32Array
  private trailLength = 0
  private readonly queue: Int32Array
  readonly summed: boolean
  /** Weighed lateness at which a walk is of no more interest. */
  private ceiling = Infinity
  /** Work so far, in stops walked. */
  walked = 0

  constructor(bonds: Bonds) {
    const { stops, problem } = bonds
    const { teams, loads } = problem
    this.bonds = bonds
    this.summed = bonds.problem.aim === 'summed'
    this.block = new Int32Array(7 * stops + 2 * teams + 2 * teams * loads)
    const part = (k: number) => this.block.subarray(k * stops, (k + 1) * stops)
    this.next = part(0)
    this.prev = part(1)
    this.team = part(2)
    this.start = part(3)
    this.late = part(4)
    this.free = part(5)
    this.hard = part(6)
    this.count = this.block.subarray(7 * stops, 7 * stops + teams)
    this.stale = this.block.subarray(7 * stops + teams, 7 * stops + 2 * teams)
    this.load = this.block.subarray(7 * stops + 2 * teams)
    this.trail = new Int32Array(9 * (WALK_MAX_A_STOP * stops + 64))
    this.queue = new Int32Array(2 * (WALK_MAX_A_STOP * stops + 64))
    this.clear()
  }

  /** Lateness as it is weighed. */
  private get tardy(): number {
    return this.bonds.lateWeight * this.lateness + (this.summed ? this.greatest : 0)
  }

  /** What the search weighs beside what is lost. */
  readonly fits = true

  get burden(): number {
    return this.cost
  }

  get cost(): number {
    return this.ways + this.tardy
  }

  copyFrom(other: Coupled): void {
    this.block.set(other.block)
    this.ways = other.ways
    this.lateness = other.lateness
    this.greatest = other.greatest
    this.missed = other.missed
  }

  /** Everybody at home, nothing served; breaks stand on their team's way. */
  clear(): void {
    const { ground, problem } = this.bonds
    this.block.fill(0)
    this.ways = this.missed = 0
    for (let i = 0; i < problem.visits; i++) this.missed += ground.units[i]
    sendHome(this)
    this.settle()
  }

  /** The stop with a place before or behind a stop. */
  placeBefore(stop: number): number {
    const {
      problem: { visits },
      home,
    } = this.bonds
    while (stop >= visits && stop < home) stop = this.prev[stop]
    return stop
  }

  placeBehind(stop: number): number {
    const {
      problem: { visits },
      home,
    } = this.bonds
    while (stop >= visits && stop < home) stop = this.next[stop]
    return stop
  }

  /** What putting a visit behind a stop adds to ways and teams. */
  extra(i: number, after: number): number {
    const {
      place,
      cost,
      kind,
      ground: { width },
      problem: { fixed },
    } = this.bonds
    const v = this.team[after]
    const matrix = cost[kind[v]]
    const [a, b] = [place[this.placeBefore(after)], place[this.placeBehind(this.next[after])]]
    const here = place[i]
    const both = matrix[a * width + here] + matrix[here * width + b]
    return this.count[v] === 0 ? both + fixed[v] : both - matrix[a * width + b]
  }

  private link(i: number, after: number): void {
    const to = this.next[after]
    this.next[after] = i
    this.prev[i] = after
    this.next[i] = to
    this.prev[to] = i
    this.team[i] = this.team[after]
  }

  private unlink(i: number): void {
    this.next[this.prev[i]] = this.next[i]
    this.prev[this.next[i]] = this.prev[i]
    this.team[i] = -1
  }

  /** When a stop's team gets there, or -1 before it has left. */
  private arrival(stop: number): number {
    const {
      place,
      time,
      kind,
      service,
      home,
      problem: { visits },
      ground: { width },
    } = this.bonds
    let before = this.prev[stop]
    const isBreak = stop >= visits && stop < home
    if (isBreak) return this.start[before] + service[before]
    if (before < visits || before >= home)
      return this.start[before] + service[before] + time[kind[this.team[stop]]][place[before] * width + place[stop]]
    // On the way there are breaks: whatever waiting they ask for is spent walking.
    const ready = this.start[before] + service[before]
    let walkedAlready = 0
    for (; before >= visits && before < home; before = this.prev[before])
      walkedAlready += this.start[before] - this.start[this.prev[before]] - service[this.prev[before]]
    return ready + Math.max(0, time[kind[this.team[stop]]][place[before] * width + place[stop]] - walkedAlready)
  }

  /** The first time in a stop's windows from `at` on; -1 when they are over. */
  private opening(stop: number, at: number): number {
    const { windowStart, opens, closes, lateMost } = this.bonds
    const last = windowStart[stop + 1] - 1
    for (let w = windowStart[stop]; w <= last; w++) {
      if (at <= closes[w]) return at > opens[w] ? at : opens[w]
    }
    return at - closes[last] <= lateMost[stop] ? at : -1
  }

  /** Raises starts from the queued stops on until every rule holds. @returns false where none does */
  private walk(queued: number): boolean {
    const {
      mate,
      gap,
      closes,
      windowStart,
      stops,
      home,
      problem: { visits, from: shift },
    } = this.bonds
    const { queue, trail, start, late, next, team } = this
    let steps = WALK_MAX_A_STOP * stops
    for (let at = 0; at < queued; at++) {
      for (let stop = queue[at]; stop >= 0; stop = next[stop]) {
        if (--steps < 0) return false
        this.walked++
        if (this.prev[stop] >= 0 && start[this.prev[stop]] < 0) break
        let from = this.prev[stop] < 0 ? shift[team[stop]] : this.arrival(stop)
        const other = mate[stop]
        if (other >= 0 && team[other] >= 0 && start[other] >= 0 && start[other] + gap[stop] > from)
          from = start[other] + gap[stop]
        if (from < start[stop]) from = start[stop]
        const to = this.opening(stop, from)
        if (to < 0 || to > FAR) return false
        if (to === start[stop] && !(stop >= visits && stop < home)) break
        trail[this.trailLength++] = stop
        trail[this.trailLength++] = start[stop]
        trail[this.trailLength++] = late[stop]
        start[stop] = to
        const over = stop < visits ? to - closes[windowStart[stop + 1] - 1] : 0
        const lateNow = over > 0 ? over : 0
        this.lateness += lateNow - late[stop]
        late[stop] = lateNow
        if (lateNow > this.greatest) this.greatest = lateNow
        if (lateNow > 0 && this.tardy >= this.ceiling) return false
        if (other >= 0 && team[other] >= 0) queue[queued++] = other
      }
    }
    return true
  }

  /** Takes walks back to where the trail was so long. */
  private undo(length: number, lateness: number, greatest: number): void {
    const { trail, start, late } = this
    while (this.trailLength > length) {
      this.trailLength -= 3
      const stop = trail[this.trailLength]
      start[stop] = trail[this.trailLength + 1]
      late[stop] = trail[this.trailLength + 2]
    }
    this.lateness = lateness
    this.greatest = greatest
  }

  /**
   * What a visit behind a stop of a team that `allows` it would add to the cost; Infinity where it cannot be.
   * @param limit more is of no interest
   */
  tryOut(i: number, after: number, limit: number): number {
    const extra = this.extra(i, after)
    if (!carries(this, i, after)) return Infinity
    const { lateness, greatest, trailLength } = this
    const before = this.cost
    this.ceiling = this.tardy + limit - extra
    const kept = this.hold(i, after)
    this.ceiling = Infinity
    const added = kept ? extra + this.cost - before : Infinity
    if (kept) this.unlink(i)
    this.undo(trailLength, lateness, greatest)
    return added
  }

  /**
   * Links a visit in and walks; not counted yet, and still on the trail.
   * @returns false where it breaks a rule of time:
   * then it is out again, what the walk raised is not
   */
  private hold(i: number, after: number): boolean {
    this.link(i, after)
    this.start[i] = -1
    this.late[i] = 0
    this.queue[0] = i
    if (this.walk(1)) return true
    this.unlink(i)
    return false
  }

  /**
   * Runs `look` while a visit stands behind a stop for a trial.
   * @param limit more added cost is of no interest @returns
   * false where it cannot stand there
   */
  whileHeld(i: number, after: number, limit: number, look: (added: number) => void): boolean {
    const extra = this.extra(i, after)
    if (extra >= limit || !carries(this, i, after)) return false
    const { lateness, greatest, trailLength } = this
    const before = this.cost
    this.ceiling = this.tardy + limit - extra
    const kept = this.hold(i, after)
    this.ceiling = Infinity
    if (kept) {
      const v = this.team[i]
      this.count[v]++
      this.spoil(i, trailLength)
      look(extra + this.cost - before)
      this.spoil(i, trailLength)
      this.count[v]--
      this.unlink(i)
    }
    this.undo(trailLength, lateness, greatest)
    return kept
  }

  /** Slacks of teams that the walks since then have changed are no longer known. */
  private spoil(i: number, length: number): void {
    this.stale[this.team[i]] = 1
    for (let at = length; at < this.trailLength; at += 3) this.stale[this.team[this.trail[at]]] = 1
  }

  /** @returns false where it breaks a rule of time; nothing is changed then */
  insert(i: number, after: number): boolean {
    const extra = this.extra(i, after)
    const { lateness, greatest } = this
    this.trailLength = 0
    if (!this.hold(i, after)) {
      this.undo(0, lateness, greatest)
      return false
    }
    this.spoil(i, 0)
    this.trailLength = 0
    this.ways += extra
    this.take(i, 1)
    return true
  }

  /** Counts a visit in (1) or out (-1) with its team. */
  private take(i: number, sign: number): void {
    const {
      ground,
      problem: { loads, delivered, collected },
    } = this.bonds
    const v = this.team[i]
    this.count[v] += sign
    for (let k = 0; k < loads; k++) {
      this.load[2 * (v * loads + k)] += sign * delivered[i * loads + k]
      this.load[2 * (v * loads + k) + 1] += sign * collected[i * loads + k]
    }
    this.missed -= sign * ground.units[i]
  }

  /** Takes a visit out; starts are stale until `mend`. */
  remove(i: number): void {
    const after = this.prev[i]
    this.take(i, -1)
    this.unlink(i)
    this.ways -= this.extra(i, after)
  }

  /** Sends a team home; starts are stale until `mend`. */
  empty(v: number): void {
    const { home, problem } = this.bonds
    for (let stop = this.next[home + v]; stop >= 0;) {
      const then = this.next[stop]
      if (stop < problem.visits) this.remove(stop)
      stop = then
    }
  }

  /**
   * The idle team takes over a route of another plan, its breaks at the same turns, without the visits served here
   * already; starts are stale until `mend`.
   */
  adopt(v: number, other: Coupled, w: number): void {
    const { home, breaksOf, problem } = this.bonds
    let last = home + v
    let paused = 0
    for (let stop = other.next[home + w]; stop >= 0; stop = other.next[stop]) {
      if (stop >= home) break
      if (stop >= problem.visits) last = breaksOf[v][paused++]
      else if (this.team[stop] < 0) {
        this.ways += this.extra(stop, last)
        this.link(stop, last)
        this.take(stop, 1)
        last = stop
      }
    }
  }

  /**
   * Sums up after changes to some teams: takes out halves of pairs, finds all starts; teams that cannot keep theirs are
   * sent home.
   */
  mend(dirty: Int32Array, touched: number): void {
    mend(this, dirty, touched)
  }

  /** All starts afresh: the least that keep every rule. @returns false where there are none */
  settle(): boolean {
    const { home, problem } = this.bonds
    this.start.fill(-1)
    this.late.fill(0)
    this.stale.fill(1)
    this.lateness = this.greatest = 0
    let kept = true
    for (let v = 0; v < problem.teams; v++) {
      this.queue[0] = home + v
      this.trailLength = 0
      // An idle team's breaks bind nobody yet.
      kept = this.walk(1) || this.count[v] === 0 ? kept : false
    }
    this.trailLength = 0
    return kept
  }
}
