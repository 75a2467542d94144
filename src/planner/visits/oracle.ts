// Every way there is, for tests of small problems: all choices of visits, teams, orders and turns of breaks; shares no
// code with the search.
import { compareWorth, type VisitsProblem, type Worth } from './problem.ts'

/** The best worth of all plans. */
export function bestByTrying(problem: VisitsProblem): Worth {
  const routes: number[][] = Array.from({ length: problem.teams }, () => [])
  let best: Worth | undefined
  const place = (i: number): void => {
    if (i === problem.visits) {
      const worth = bestTurns(problem, routes)
      if (worth && (!best || compareWorth(worth, best, problem.aim) < 0)) best = worth
      return
    }
    place(i + 1)
    for (let v = 0; v < problem.teams; v++) {
      if (problem.may && problem.may[i * problem.teams + v] === 0) continue
      for (let at = 0; at <= routes[v].length; at++) {
        routes[v].splice(at, 0, i)
        place(i + 1)
        routes[v].splice(at, 1)
      }
    }
  }
  place(0)
  return best!
}

/** The best turns of the breaks on given routes; undefined where a rule is broken anyhow. */
function bestTurns(problem: VisitsProblem, routes: readonly (readonly number[])[]): Worth | undefined {
  const { visits, breaks, links } = problem
  for (const [v, route] of routes.entries()) if (!loadsHold(problem, v, route)) return undefined
  const teamOf = (i: number) => routes.findIndex((route) => route.includes(i))
  if (
    links.some(
      ({ first, second }) =>
        teamOf(first) < 0 !== teamOf(second) < 0 || (teamOf(first) >= 0 && teamOf(first) === teamOf(second)),
    )
  )
    return undefined
  let best: Worth | undefined
  const turn = (k: number, full: number[][]): void => {
    if (k === breaks.length) {
      const worth = worthOf(problem, full)
      if (worth && (!best || compareWorth(worth, best, problem.aim) < 0)) best = worth
      return
    }
    const v = breaks[k].team
    if (routes[v].length === 0) return turn(k + 1, full)
    for (let at = 0; at <= full[v].length; at++)
      turn(
        k + 1,
        full.map((route, w) => (w === v ? [...route.slice(0, at), visits + k, ...route.slice(at)] : route)),
      )
  }
  turn(
    0,
    routes.map((route) => [...route]),
  )
  return best
}

function loadsHold(
  { loads, delivered, collected, room, visitsMost }: VisitsProblem,
  v: number,
  route: readonly number[],
): boolean {
  if (route.length > visitsMost[v]) return false
  for (let k = 0; k < loads; k++) {
    for (let at = 0; at <= route.length; at++) {
      const aboard = route.reduce(
        (sum, i, turn) => sum + (turn < at ? collected[i * loads + k] : delivered[i * loads + k]),
        0,
      )
      if (aboard > room[v * loads + k]) return false
    }
  }
  return true
}

/** Least starts by repeated sweeps; undefined where they never settle or a window is over. */
function worthOf(problem: VisitsProblem, routes: readonly (readonly number[])[]): Worth | undefined {
  const { visits, breaks, links, windowStart, opens, closes, lateMost, service, priority } = problem
  const start = Array.from({ length: visits + breaks.length }, () => 0)
  const windowsOf = (stop: number): (readonly [number, number])[] =>
    stop >= visits
      ? [...breaks[stop - visits].windows]
      : Array.from(
          { length: windowStart[stop + 1] - windowStart[stop] },
          (_, w) =>
            [
              opens[windowStart[stop] + w],
              closes[windowStart[stop] + w] +
                (windowStart[stop] + w === windowStart[stop + 1] - 1 ? lateMost[stop] : 0),
            ] as const,
        )
  for (let sweep = 0, changed = true; changed; sweep++) {
    if (sweep > 200) return undefined
    changed = false
    const raise = (stop: number, to: number): boolean => {
      const window = windowsOf(stop).find(([, close]) => Math.max(to, start[stop]) <= close)
      if (!window) return false
      const at = Math.max(to, start[stop], window[0])
      if (at > start[stop]) changed = true
      start[stop] = at
      return true
    }
    for (const [v, route] of routes.entries()) if (!sweepRoute(problem, v, route, start, raise)) return undefined
    for (const { first, second, least, most } of links) {
      if (!routes.some((route) => route.includes(first))) continue
      if (!raise(second, start[first] + least) || !raise(first, start[second] - most)) return undefined
    }
  }
  const served = new Set(routes.flat())
  let [lost, unserved, late, latest, cost] = [0, 0, 0, 0, 0]
  for (let i = 0; i < visits; i++) {
    if (!served.has(i)) {
      lost += priority[i]
      unserved++
      continue
    }
    const over = Math.max(0, start[i] - closes[windowStart[i + 1] - 1])
    late += over
    latest = Math.max(latest, over)
  }
  for (const [v, route] of routes.entries())
    cost += costOf(
      problem,
      v,
      route.filter((stop) => stop < visits),
    )
  return service.length === visits ? { lost, unserved, late, latest, cost } : undefined
}

function sweepRoute(
  { visits, breaks, places, place, service, travel, kind, starts, ends, from, until }: VisitsProblem,
  v: number,
  route: readonly number[],
  start: number[],
  raise: (stop: number, to: number) => boolean,
): boolean {
  if (route.length === 0) return true
  const { time } = travel[kind[v]]
  const way = (a: number, b: number) => (a < 0 || b < 0 ? 0 : time[a * places + b])
  // Since the last door: when it was left, and how long the breaks were.
  let [here, left, free, paused] = [starts[v], from[v], from[v], 0]
  for (const stop of route) {
    if (stop >= visits) {
      if (!raise(stop, free)) return false
      free = start[stop] + breaks[stop - visits].service
      paused += breaks[stop - visits].service
      continue
    }
    if (!raise(stop, Math.max(free, left + paused + way(here, place[stop])))) return false
    ;[here, left, free, paused] = [place[stop], start[stop] + service[stop], start[stop] + service[stop], 0]
  }
  return Math.max(free, left + paused + way(here, ends[v])) <= until[v]
}

function costOf(
  { places, place, travel, kind, starts, ends, fixed }: VisitsProblem,
  v: number,
  route: readonly number[],
): number {
  if (route.length === 0) return 0
  const { cost } = travel[kind[v]]
  const way = (a: number, b: number) => (a < 0 || b < 0 ? 0 : cost[a * places + b])
  return (
    route.reduce((sum, i, k) => sum + way(k === 0 ? starts[v] : place[route[k - 1]], place[i]), fixed[v]) +
    way(place[route[route.length - 1]], ends[v])
  )
}
