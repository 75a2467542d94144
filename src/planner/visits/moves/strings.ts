// A string of visits moves to another route, or changes places with one that stands there.
// Taillard, Badeau, Gendreau, Guertin & Potvin, "A tabu search heuristic for the vehicle routing problem with soft time
// windows" (1997), known as CROSS exchange; here with short strings.
import type { Routes } from '../plain.ts'
import type { Touched } from '../polish.ts'

/** The longest string that moves, and the longest that makes room for it. */
export const STRING_MOST = 2
const ROOM_MOST = 1

/**
 * When a team can leave the last of `count` visits from `first` on, coming from `from`; Infinity where it is late for
 * one.
 */
function through(
  { leave, next, ground: { width, place, time, opens, closes, service } }: Routes,
  from: number,
  first: number,
  count: number,
): number {
  let depart = leave[from]
  for (let k = 0, stop = first; k < count; k++, from = stop, stop = next[stop]) {
    const arrive = depart + time[place[from] * width + place[stop]]
    if (arrive > closes[stop]) return Infinity
    depart = (arrive > opens[stop] ? arrive : opens[stop]) + service[stop]
  }
  return depart
}

function allowed(
  {
    next,
    ground: {
      problem: { may, teams },
    },
  }: Routes,
  v: number,
  first: number,
  count: number,
): boolean {
  if (may === undefined) return true
  for (let k = 0, stop = first; k < count; k++, stop = next[stop]) if (may[stop * teams + v] === 0) return false
  return true
}

function loadOf({ next, ground: { load } }: Routes, first: number, count: number): number {
  let sum = 0
  for (let k = 0, stop = first; k < count; k++, stop = next[stop]) sum += load[stop]
  return sum
}

/** What is paid for two routes that carry too much: all that a move between them can save beside ways. */
function paidFor({ room, ground: { toll } }: Routes, v: number, w: number): number {
  const over = (room[v] < 0 ? -room[v] : 0) + (room[w] < 0 ? -room[w] : 0)
  return over > 0 ? over * toll.price : 0
}

/**
 * The `length` visits behind p, up to j, go behind `after` on another route, where none or a few make room for them and
 * go where they were.
 * @param back those that make room end with `after`, instead of following it
 * @returns whether it bettered the plan, and did it
 */
export function swapStrings(
  routes: Routes,
  p: number,
  length: number,
  j: number,
  after: number,
  back: boolean,
  touched: Touched,
): boolean {
  const {
    team,
    prev,
    next,
    way,
    latest,
    room,
    ground: {
      visits,
      width,
      place,
      cost,
      time,
      toll: { price },
      problem: { fixed },
    },
  } = routes
  const [i, n] = [next[p], next[j]]
  const [v, w] = [team[i], team[after]]
  const [rowP, rowJ, columnI, columnN] = [place[p] * width, place[j] * width, place[i], place[n]]
  const away = way[p] + way[j]
  const relief = paidFor(routes, v, w)
  let [before, e] = [after, after]
  for (let moved = 0; moved <= ROOM_MOST; moved++) {
    if (moved > 0) {
      if (back) {
        if (before >= visits) return false
        before = prev[before]
      } else if ((e = next[e]) >= visits) return false
    }
    const [b, g] = [next[before], next[e]]
    const emptied = moved === 0 && p >= visits && n >= visits
    let added = cost[place[before] * width + columnI] + cost[rowJ + place[g]] - way[before] - away
    if (moved > 0) added += cost[rowP + place[b]] + cost[place[e] * width + columnN] - way[e]
    else added += emptied ? -fixed[v] : cost[rowP + columnN]
    if (added >= relief) continue
    const load = loadOf(routes, i, length) - loadOf(routes, b, moved)
    const short = Math.max(0, -room[v] - load) + Math.max(0, load - room[w])
    if (short > 0 && added + short * price >= relief) continue
    if (!allowed(routes, w, i, length) || !allowed(routes, v, b, moved)) continue
    if (through(routes, before, i, length) + time[rowJ + place[g]] > latest[g]) continue
    if (!emptied && through(routes, p, b, moved) + time[(moved > 0 ? place[e] * width : rowP) + columnN] > latest[n])
      continue
    exchange(routes, p, length, j, before, moved, e, load)
    routes.cost += added
    touched.routes(v, w)
    for (const stop of [i, j, p, n, before, g, b, e]) touched.visit(stop)
    return true
  }
  return false
}

/**
 * The `length` visits behind p, up to j, change places with the `moved` ones behind `before`, up to e.
 * @param load what the other team takes on more
 */
function exchange(
  routes: Routes,
  p: number,
  length: number,
  j: number,
  before: number,
  moved: number,
  e: number,
  load: number,
): void {
  const { team, next, count } = routes
  const [i, n, b, g] = [next[p], next[j], next[before], next[e]]
  const [v, w] = [team[i], team[before]]
  for (let k = 0, stop = i; k < length; k++, stop = next[stop]) team[stop] = w
  for (let k = 0, stop = b; k < moved; k++, stop = next[stop]) team[stop] = v
  routes.stow(w, load)
  routes.stow(v, -load)
  count[w] += length - moved
  count[v] += moved - length
  routes.join(before, i)
  routes.join(j, g)
  if (moved > 0) routes.join(p, b)
  routes.join(moved > 0 ? e : p, n)
}
