// A first look at spots of coupled routes: what a visit would add there at least, before anybody walks along what it
// delays. Most of the search is spent here, hence long loops over plain arrays.
import type { Coupled } from './coupled.ts'

/** Spots gathered for one visit, with what it would add there at least. */
export class Spots {
  readonly spot: Int32Array
  readonly least: Float64Array
  count = 0

  constructor(most: number) {
    this.spot = new Int32Array(most)
    this.least = new Float64Array(most)
  }

  add(spot: number, least: number): void {
    this.spot[this.count] = spot
    this.least[this.count++] = least
  }

  /** What the likeliest adds; Infinity where there is none. */
  leastOf(): number {
    let best = Infinity
    for (let k = 0; k < this.count; k++) if (this.least[k] < best) best = this.least[k]
    return best
  }

  /** Takes out the least of all and leaves only those under `bound`. @returns its spot, or -1 where there is none */
  takeLeast(bound: number): number {
    const { spot, least } = this
    let [kept, best] = [0, -1]
    for (let k = 0; k < this.count; k++) {
      if (least[k] >= bound) continue
      spot[kept] = spot[k]
      least[kept] = least[k]
      if (best < 0 || least[kept] < least[best]) best = kept
      kept++
    }
    this.count = kept
    if (best < 0) return -1
    const taken = spot[best]
    this.count--
    spot[best] = spot[this.count]
    least[best] = least[this.count]
    return taken
  }
}

/**
 * Up to when each stop of a team's route may start without more lateness on the route (`free`), and without breaking
 * it (`hard`), whatever happens on other routes. Both are at most too late, never too early: breaks only add their
 * length, and of several windows only the last counts.
 */
function refreshSlack(routes: Coupled, v: number): void {
  const { prev, start, free, hard, stale } = routes
  const {
    place,
    time,
    kind,
    service,
    due,
    lateMost,
    home,
    problem: { visits, teams, until },
    ground: { width },
  } = routes.bonds
  const times = time[kind[v]]
  const end = home + teams + v
  free[end] = hard[end] = until[v]
  let behind = end
  let pauses = 0
  for (let stop = prev[end]; stop >= 0; stop = prev[stop]) {
    if (stop >= visits && stop < home) {
      free[stop] = hard[stop] = due[stop]
      pauses += service[stop]
      continue
    }
    const way = times[place[stop] * width + place[behind]] + service[stop] + pauses
    const kept = due[stop] > start[stop] ? due[stop] : start[stop]
    free[stop] = Math.min(kept, free[behind] - way)
    hard[stop] = Math.min(due[stop] + lateMost[stop], hard[behind] - way)
    behind = stop
    pauses = 0
  }
  stale[v] = 0
}

/** What one visit asks of a spot. */
interface Asked {
  readonly due: number
  readonly last: number
  /** Before it opens, or its mate asks for it, it does not start. */
  readonly least: number
  /** Its mate on a route, or -1. */
  readonly other: number
}

function askedOf(routes: Coupled, i: number): Asked {
  const { start, team, stale } = routes
  const { opens, windowStart, due, lateMost, mate, gap } = routes.bonds
  const other = mate[i] >= 0 && team[mate[i]] >= 0 ? mate[i] : -1
  if (other >= 0 && stale[team[other]] === 1) refreshSlack(routes, team[other])
  const open = opens[windowStart[i]]
  return {
    due: due[i],
    last: due[i] + lateMost[i],
    least: other < 0 ? open : Math.max(open, start[other] + gap[i]),
    other,
  }
}

/** More lateness at least, of a visit that begins so and of its mate; Infinity where that cannot be. */
function lateBy({ greatest, summed, free, hard, bonds }: Coupled, { due, other }: Asked, begin: number): number {
  let over = begin > due ? begin - due : 0
  if (summed && over > greatest) over += over - greatest
  if (other < 0) return over
  const called = begin + bonds.gap[other]
  if (called > hard[other]) return Infinity
  return called > free[other] ? over + called - free[other] : over
}

/**
 * Adds what visit i would add at least behind each stop of some teams' routes: way, team, its own lateness and that of
 * what comes behind it and of its mate. Spots where it would add `limit` or more, or cannot be, are passed over.
 * @param untilBlink so many spots from now one is overlooked @returns spots still to go until then
 */
export function weighTeams(
  routes: Coupled,
  i: number,
  chosen: Int32Array,
  count: number,
  limit: number,
  found: Spots,
  untilBlink: number,
  blink: () => number,
): number {
  const { next, start, count: served, free, hard, stale } = routes
  const { place, kind, service, lateWeight, home, time, cost, ground, problem } = routes.bonds
  const { width } = ground
  const { visits, fixed } = problem
  const asked = askedOf(routes, i)
  const { last, least } = asked
  const [here, row, long] = [place[i], place[i] * width, service[i]]
  for (let k = 0; k < count; k++) {
    const v = chosen[k]
    if (stale[v] === 1) refreshSlack(routes, v)
    const [times, ways, idle] = [time[kind[v]], cost[kind[v]], served[v] === 0]
    let [after, from, left] = [home + v, place[home + v] * width, start[home + v]]
    // Whatever is further on than one who leaves too late starts later still.
    for (let behind = next[after], to = 0; behind >= 0 && left <= last; behind = next[after]) {
      const pause = after >= visits && after < home
      const paused = pause || (behind >= visits && behind < home)
      if (paused) from = place[routes.placeBefore(after)] * width
      to = place[paused ? routes.placeBehind(behind) : behind]
      const [spot, source, ready] = [after, from, left]
      after = behind
      from = to * width
      left = start[behind] + service[behind]
      if (--untilBlink <= 0) {
        untilBlink = blink()
        continue
      }
      const extra = ways[source + here] + ways[row + to] + (idle ? fixed[v] : -ways[source + to])
      if (extra >= limit) continue
      if (pause) {
        found.add(spot, extra)
        continue
      }
      const arrive = ready + times[source + here]
      const begin = arrive > least ? arrive : least
      if (begin > last) continue
      let over = lateBy(routes, asked, begin)
      const then = begin + long + times[row + to]
      if (!paused && then > free[behind]) over += then > hard[behind] ? Infinity : then - free[behind]
      const added = extra + lateWeight * over
      if (added < limit) found.add(spot, added)
    }
  }
  return untilBlink
}
