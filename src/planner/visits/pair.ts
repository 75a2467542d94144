// Puts visits into coupled routes where they add least; two that hang together go in together, each tried with the
// likeliest spots of the other.
import type { Random } from '#planner/kernel/random.ts'
import type { Coupled } from './coupled.ts'
import { WHOLE_MAX } from './insert.ts'
import type { Near } from './near.ts'
import { weighSpots } from './weigh.ts'

/** Share of spots overlooked. */
const BLINK = 0.01
/** Teams tried for the first of a pair. */
const FIRSTS = 8
/** Likeliest spots that are picked one by one; whatever may still be better is sorted then. */
const PICKED = 12
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
  /** Until `narrow`, and in small problems: every visit may look everywhere. */
  private first = true
  private whole = true
  /** Whether the visit at hand may look at every spot. */
  private everywhere = true
  private untilBlink = 1
  private readonly spots: Int32Array
  /** What each spot adds at least. */
  private readonly least: Float64Array
  /** Spots that are left after the likeliest were picked, sorted. */
  private readonly order: Int32Array
  /** Of the last search. */
  private best = Infinity
  private after = -1

  constructor(routes: Coupled, near: () => Near, random: Random) {
    this.routes = routes
    this.near = near
    this.random = random
    this.spots = new Int32Array(routes.bonds.stops + 2 * routes.bonds.problem.visits)
    this.least = new Float64Array(this.spots.length)
    this.order = new Int32Array(this.spots.length)
  }

  get work(): number {
    return this.looks + this.routes.walked
  }

  /** From now on only likely spots are looked at, where there are many. */
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

  private blinks(): boolean {
    if (--this.untilBlink > 0) return false
    this.untilBlink = 1 + Math.floor(Math.log(1 - this.random.next()) / Math.log(1 - BLINK))
    return true
  }

  /** Spots worth a look, into `spots`. @returns how many */
  private gather(i: number, all: boolean): number {
    const {
      next,
      prev,
      team,
      count,
      bonds: {
        home,
        ground: { group, groups },
        problem: { teams },
      },
    } = this.routes
    const { spots } = this
    let found = 0
    if (all) {
      for (let v = 0; v < teams; v++)
        if (count[v] > 0) for (let stop = home + v; next[stop] >= 0; stop = next[stop]) spots[found++] = stop
    } else {
      const near = this.near()
      for (let k = i * near.spots; k < i * near.spots + near.count[i]; k++) {
        const c = near.spot[k] < 0 ? ~near.spot[k] : near.spot[k]
        if (team[c] >= 0) spots[found++] = near.spot[k] < 0 ? prev[c] : c
      }
    }
    for (let v = 0, last = -1, seen = 0; v < teams && seen < groups; v++) {
      if (count[v] > 0 || group[v] === last) continue
      last = group[v]
      seen++
      for (let stop = home + v; next[stop] >= 0; stop = next[stop]) spots[found++] = stop
    }
    this.looks += found
    return found
  }

  /** Finds the best spot; `without` is a team that may not. */
  private search(i: number, limit: number, without: number): void {
    this.best = limit
    this.after = -1
    this.lookAt(i, this.gather(i, this.whole), without)
    if (this.after < 0 && !this.whole && this.everywhere) this.lookAt(i, this.gather(i, true), without)
  }

  /** Tries spots by what they add at least, until no other can be better. */
  private lookAt(i: number, gathered: number, without: number): void {
    const { routes, spots, least } = this
    let found = 0
    for (let k = 0; k < gathered; k++)
      if (routes.team[spots[k]] !== without && !this.blinks()) spots[found++] = spots[k]
    weighSpots(routes, i, spots, found, least)
    for (let tried = 0; tried < PICKED; tried++) {
      let likeliest = -1
      let bound = this.best
      for (let k = 0; k < found; k++) {
        if (least[k] >= bound) continue
        bound = least[k]
        likeliest = k
      }
      if (likeliest < 0) return
      this.tryAt(i, likeliest)
    }
    let left = 0
    for (let k = 0; k < found; k++) if (least[k] < this.best) this.order[left++] = k
    const order = this.order.subarray(0, left).sort((a, b) => least[a] - least[b] || a - b)
    for (let k = 0; k < left && least[order[k]] < this.best; k++) this.tryAt(i, order[k])
  }

  private tryAt(i: number, k: number): void {
    this.least[k] = Infinity
    const added = this.routes.tryOut(i, this.spots[k], this.best)
    if (added >= this.best) return
    this.best = added
    this.after = this.spots[k]
  }

  private insertPair(i: number, mate: number): boolean {
    const { routes } = this
    const firsts = this.firsts(i, this.whole)
    let [best, afterOne, afterTwo] = [Infinity, -1, -1]
    const tryFirsts = (spots: readonly number[]) => {
      for (const spot of spots) {
        routes.whileHeld(i, spot, best, (added) => {
          if (added >= best) return
          this.search(mate, best - added, routes.team[spot])
          if (this.after < 0) return
          best = added + this.best
          afterOne = spot
          afterTwo = this.after
        })
      }
    }
    tryFirsts(firsts)
    if (afterOne < 0 && this.everywhere) tryFirsts(this.firsts(i, true, this.whole ? Infinity : FIRSTS))
    if (afterOne < 0) return false
    routes.insert(i, afterOne)
    // The first may have been put where the second stands now only behind it.
    if (routes.insert(mate, afterTwo)) return true
    throw new Error('broken promise: a pair that was tried fits')
  }

  /** The likeliest spot of each of the best teams, likeliest first. */
  private firsts(i: number, all: boolean, most = FIRSTS): number[] {
    const { routes, spots, least } = this
    let found = 0
    for (let k = 0, gathered = this.gather(i, all); k < gathered; k++)
      if (!this.blinks() && routes.allows(i, spots[k])) spots[found++] = spots[k]
    weighSpots(routes, i, spots, found, least)
    const likely = new Map<number, { spot: number; added: number }[]>()
    for (let k = 0; k < found; k++) {
      const [spot, added] = [spots[k], least[k]]
      if (added === Infinity) continue
      const v = routes.team[spot]
      const list = likely.get(v)
      if (!list) likely.set(v, [{ spot, added }])
      else if (most === Infinity) list.push({ spot, added })
      else if (added < list[0].added) list[0] = { spot, added }
    }
    return [...likely.values()]
      .flat()
      .sort((a, b) => a.added - b.added || a.spot - b.spot)
      .slice(0, most)
      .map(({ spot }) => spot)
  }
}
