// Puts visits into coupled routes where they add least; two that hang together go in together: the first is held where
// it adds least with each of the likeliest teams, while the second looks for its spot.
import type { Random } from '#planner/kernel/random.ts'
import { allows } from './carry.ts'
import type { Coupled } from './coupled.ts'
import { WHOLE_MAX } from './insert.ts'
import type { Near } from './near.ts'
import { Spots, weighTeams } from './weigh.ts'

/** Share of spots overlooked. */
const BLINK = 0.01
/** Teams tried for the first of a pair. */
const FIRSTS = 8
/**
 * Share of visits in large problems that look everywhere where nothing near is free: those nobody can make would do so
 * in every round, and nothing else would be done.
 */
const EVERYWHERE = 0.1

export class PairInserter {
  private looks = 0
  private readonly routes: Coupled
  private readonly near: () => Near
  private readonly random: Random
  /** Until `narrow`, and in small problems: every team is looked at, not only those that make a visit nearby. */
  private first = true
  private whole = true
  /** Whether the visit at hand may look at every spot. */
  private everywhere = true
  private untilBlink = 1
  private readonly blink: () => number
  /** Spots of the visit at hand, and of the first of a pair. */
  private readonly spots: Spots
  private readonly firsts: Spots
  /** Teams whose routes are weighed. */
  private readonly chosen: Int32Array
  private chosenCount = 0
  /** Teams looked at in this turn. */
  private readonly seen: Int32Array
  private turn = 0
  /** Spots of each team tried for the first of a pair. */
  private readonly tried: Int32Array
  /** Of the last search. */
  private best = Infinity
  private after = -1

  constructor(routes: Coupled, near: () => Near, random: Random) {
    const {
      stops,
      problem: { teams },
    } = routes.bonds
    this.routes = routes
    this.near = near
    this.random = random
    this.blink = () => 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - BLINK))
    this.spots = new Spots(stops)
    this.firsts = new Spots(stops)
    this.chosen = new Int32Array(teams)
    this.seen = new Int32Array(teams)
    this.tried = new Int32Array(teams)
  }

  get work(): number {
    return this.looks + this.routes.walked
  }

  /** From now on only likely teams are looked at, where there are many visits. */
  narrow(): void {
    this.whole = this.routes.bonds.problem.visits <= WHOLE_MAX
    this.first = this.whole
  }

  insert(i: number): boolean {
    const { routes } = this
    const mate = routes.bonds.mate[i]
    if (routes.team[i] >= 0) return true
    this.everywhere = this.first || this.random.next() < EVERYWHERE
    if (mate >= 0) return this.insertPair(i, mate)
    this.search(i, Infinity, -1)
    return this.after >= 0 && routes.insert(i, this.after)
  }

  /** Weighs all spots of teams worth a look, into `found`. @param without a team that may not */
  private gather(i: number, all: boolean, limit: number, without: number, found: Spots): void {
    const { routes } = this
    const { team, count } = routes
    const { group, groups } = routes.bonds.ground
    const { teams } = routes.bonds.problem
    this.chosenCount = 0
    if (all) {
      for (let v = 0; v < teams; v++) if (count[v] > 0 && v !== without) this.choose(i, v)
    } else {
      const { spot, spots, count: near } = this.near()
      const { seen } = this
      this.turn++
      this.looks += near[i]
      for (let k = i * spots; k < i * spots + near[i]; k++) {
        const v = team[spot[k] < 0 ? ~spot[k] : spot[k]]
        if (v < 0 || v === without || seen[v] === this.turn) continue
        seen[v] = this.turn
        this.choose(i, v)
      }
    }
    for (let v = 0, last = -1, seen = 0; v < teams && seen < groups; v++) {
      if (count[v] > 0 || group[v] === last) continue
      last = group[v]
      seen++
      if (v !== without) this.choose(i, v)
    }
    found.count = 0
    const { chosen, chosenCount, untilBlink, blink } = this
    this.untilBlink = weighTeams(routes, i, chosen, chosenCount, limit, found, untilBlink, blink)
  }

  private choose(i: number, v: number): void {
    this.looks++
    if (!allows(this.routes, i, v)) return
    this.looks += 1 + this.routes.count[v]
    this.chosen[this.chosenCount++] = v
  }

  /** Finds the best spot under `limit`. */
  private search(i: number, limit: number, without: number): void {
    this.best = limit
    this.after = -1
    this.lookAt(i, this.whole, without)
    if (this.after < 0 && !this.whole && this.everywhere) this.lookAt(i, true, without)
  }

  /** Tries spots by what they add at least, until no other can be better. */
  private lookAt(i: number, all: boolean, without: number): void {
    const { routes, spots } = this
    this.gather(i, all, this.best, without, spots)
    for (let spot = spots.takeLeast(this.best); spot >= 0; spot = spots.takeLeast(this.best)) {
      const added = routes.tryOut(i, spot, this.best)
      if (added >= this.best) continue
      this.best = added
      this.after = spot
    }
  }

  private insertPair(i: number, mate: number): boolean {
    const { routes } = this
    let [best, afterOne, afterTwo] = [Infinity, -1, -1]
    const tryFirsts = (all: boolean, most: number, each: number) => {
      const { firsts } = this
      this.gather(mate, all, Infinity, -1, firsts)
      const second = firsts.leastOf()
      this.gather(i, all, Infinity, -1, firsts)
      if (firsts.count === 0 || second === Infinity) return
      this.tried.fill(0)
      for (let tries = 0; tries < most;) {
        const spot = firsts.takeLeast(best - second)
        if (spot < 0) return
        const v = routes.team[spot]
        if (this.tried[v]++ >= each) continue
        tries++
        routes.whileHeld(i, spot, best, (added) => {
          if (added >= best) return
          this.search(mate, best - added, v)
          if (this.after < 0) return
          best = added + this.best
          afterOne = spot
          afterTwo = this.after
        })
      }
    }
    tryFirsts(this.whole, FIRSTS, 1)
    if (afterOne < 0 && this.everywhere) tryFirsts(true, this.whole ? Infinity : FIRSTS, this.whole ? Infinity : 1)
    if (afterOne < 0) return false
    routes.insert(i, afterOne)
    // The first may have been put where the second stands now only behind it.
    if (routes.insert(mate, afterTwo)) return true
    throw new Error('broken promise: a pair that was tried fits')
  }
}
