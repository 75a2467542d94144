// Puts a visit where it adds least, looking at likely spots only and blinking now and then (Christiaens & Vanden
// Berghe, 2020).
import type { Random } from '#planner/kernel/random.ts'
import type { Near } from './near.ts'
import type { Routes } from './plain.ts'

/** Share of spots overlooked. */
const BLINK = 0.01

/**
 * A spot out of a list is further away in memory than the next one of a route, and costs about so many of its looks.
 */
const NEAR_LOOKS = 2

/** Visits up to which every spot is looked at. */
export const WHOLE_MAX = 200

/** What it costs to take `load` aboard: nothing where there is room. */
function fineOf(load: number, room: number, price: number): number {
  const over = room > 0 ? load - room : load
  return over > 0 ? over * price : 0
}

export class Inserter {
  /** Spots looked at: the measure of work. */
  work = 0
  private readonly routes: Routes
  private readonly near: () => Near
  private readonly random: Random
  private readonly load: Int32Array
  private whole = true
  private untilBlink = 0
  /** Of the last search: what the visit adds, fines included. */
  private best = Infinity
  private after = -1

  constructor(routes: Routes, near: () => Near, random: Random) {
    this.routes = routes
    this.near = near
    this.random = random
    this.load = routes.ground.load
    this.blink()
  }

  /** From now on only likely spots are looked at, where there are many. */
  narrow(): void {
    this.whole = this.routes.ground.visits <= WHOLE_MAX
  }

  /** @returns false where it fits nowhere */
  insert(i: number): boolean {
    this.best = Infinity
    this.after = -1
    if (this.whole) this.lookAll(i)
    else this.lookNear(i)
    this.lookEmpty(i)
    if (this.after < 0 && !this.whole) this.lookAll(i)
    if (this.after < 0) return false
    this.routes.insert(i, this.after)
    return true
  }

  private blink(): void {
    this.untilBlink = 1 + Math.floor(Math.log(1 - this.random.next()) / Math.log(1 - BLINK))
  }

  private lookNear(i: number): void {
    const { routes } = this
    const near = this.near()
    const { next, prev, team, leave, latest, way, room, ground } = routes
    const {
      width,
      place,
      timeTo,
      costTo,
      time,
      cost,
      problem: { may, teams },
    } = ground
    const row = place[i] * width
    const [opens, closes, service, load] = [ground.opens[i], ground.closes[i], ground.service[i], this.load[i]]
    const { price } = ground.toll
    const first = i * near.spots
    const last = first + near.count[i]
    let { best, after, untilBlink } = this
    for (let k = first; k < last; k++) {
      const code = near.spot[k]
      const c = code < 0 ? ~code : code
      const v = team[c]
      if (v < 0) continue
      const fine = fineOf(load, room[v], price)
      if (fine >= best) continue
      const before = code < 0 ? prev[c] : c
      const behind = code < 0 ? c : next[c]
      const [from, to] = [row + place[before], row + place[behind]]
      const extra = costTo[from] + cost[to] - way[before] + fine
      if (extra >= best) continue
      const arrive = leave[before] + timeTo[from]
      const start = arrive > opens ? arrive : opens
      if (start > closes || start + service + time[to] > latest[behind]) continue
      if (--untilBlink <= 0) {
        this.blink()
        untilBlink = this.untilBlink
        continue
      }
      if (may !== undefined && may[i * teams + v] === 0) continue
      best = extra
      after = before
    }
    this.work += NEAR_LOOKS * (last - first)
    this.best = best
    this.after = after
    this.untilBlink = untilBlink
  }

  /** The first idle team of each group. */
  private lookEmpty(i: number): void {
    const { teams, visits, group, groups } = this.routes.ground
    const { count } = this.routes
    let seen = 0
    for (let v = 0, last = -1; v < teams && seen < groups; v++) {
      if (count[v] > 0 || group[v] === last) continue
      last = group[v]
      seen++
      this.look(i, visits + v)
    }
  }

  /** Every spot there is: in small problems, and for visits that fit nowhere near. */
  private lookAll(i: number): void {
    const { next, leave, latest, way, room, count, ground } = this.routes
    const {
      visits,
      teams,
      width,
      place,
      timeTo,
      costTo,
      time,
      cost,
      problem: { may },
    } = ground
    const row = place[i] * width
    const [opens, closes, service, load] = [ground.opens[i], ground.closes[i], ground.service[i], this.load[i]]
    const done = opens + service
    const { price } = ground.toll
    let { best, after, untilBlink } = this
    let looks = 0
    for (let v = 0; v < teams; v++) {
      if (count[v] === 0 || (may !== undefined && may[i * teams + v] === 0)) continue
      const fine = fineOf(load, room[v], price)
      if (fine >= best) continue
      for (
        let before = visits + v, behind = next[before];
        behind >= 0 && leave[before] <= closes;
        before = behind, behind = next[behind]
      ) {
        looks++
        if (done > latest[behind]) continue
        const [from, to] = [row + place[before], row + place[behind]]
        const extra = costTo[from] + cost[to] - way[before] + fine
        if (extra >= best) continue
        const arrive = leave[before] + timeTo[from]
        const start = arrive > opens ? arrive : opens
        if (start > closes || start + service + time[to] > latest[behind]) continue
        if (--untilBlink <= 0) {
          this.blink()
          untilBlink = this.untilBlink
          continue
        }
        best = extra
        after = before
      }
    }
    this.work += looks
    this.best = best
    this.after = after
    this.untilBlink = untilBlink
  }

  private look(i: number, before: number): void {
    const { next, team, leave, latest, way, room, count, ground } = this.routes
    const {
      width,
      place,
      timeTo,
      costTo,
      time,
      cost,
      service,
      opens,
      closes,
      problem: { may, teams, fixed },
    } = ground
    const v = team[before]
    this.work++
    if (room[v] < this.load[i] || (may !== undefined && may[i * teams + v] === 0)) return
    const behind = next[before]
    const [from, to] = [place[i] * width + place[before], place[i] * width + place[behind]]
    const extra = costTo[from] + cost[to] - way[before] + (count[v] === 0 ? fixed[v] : 0)
    if (extra >= this.best) return
    const start = Math.max(opens[i], leave[before] + timeTo[from])
    if (start > closes[i] || start + service[i] + time[to] > latest[behind]) return
    this.best = extra
    this.after = before
  }
}
