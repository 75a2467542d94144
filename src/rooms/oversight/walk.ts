// Routes for supervision teams, by the planner: every stop once, teams with as many stops as each other, the way as
// short as it can be found within the day. A person accepts them.
import { setImmediate as breathe } from 'node:timers/promises'
import type { VisitsProblem } from '#planner/visits/problem.ts'
import { Visits } from '#planner/visits/visits.ts'

export interface Stop {
  readonly item: string
  readonly lng: number
  readonly lat: number
}
export interface Route {
  readonly team: number
  readonly items: string[]
  /** Way and checks together. */
  readonly minutes: number
}

/** Teams go by car between villages: 25 km/h on roads that are 1.3 times the straight line. */
const metresPerSecond = 25_000 / 3_600 / 1.3
const radius = 6_371_000
/**
 * Turns of the search, some milliseconds each, and its work in all: half a second or so. Others are served between two.
 */
const turns = 60
const workMax = 22_000_000
/** The same stops give the same routes. */
const seed = 1

/** Seconds between all pairs, on a plane around the stops: good to a few per mille over a county. */
function secondsBetween(stops: readonly Stop[]): Int32Array {
  const lat0 = (stops.reduce((sum, stop) => sum + stop.lat, 0) / Math.max(1, stops.length)) * (Math.PI / 180)
  const spots = stops.map(
    ({ lng, lat }) => [lng * (Math.PI / 180) * Math.cos(lat0) * radius, lat * (Math.PI / 180) * radius] as const,
  )
  const time = new Int32Array(stops.length * stops.length)
  spots.forEach((a, i) =>
    spots.forEach((b, k) => {
      time[i * stops.length + k] = Math.round(Math.hypot(a[0] - b[0], a[1] - b[1]) / metresPerSecond)
    }),
  )
  return time
}

function problemOf(stops: readonly Stop[], teams: number, checkSeconds: number, daySeconds: number): VisitsProblem {
  const n = stops.length
  const time = secondsBetween(stops)
  const ofVisits = (value: number) => new Int32Array(n).fill(value)
  const ofTeams = (value: number) => new Int32Array(teams).fill(value)
  return {
    visits: n,
    teams,
    places: n,
    travel: [{ time, cost: time }],
    place: Int32Array.from(stops, (_, i) => i),
    service: ofVisits(checkSeconds),
    windowStart: Int32Array.from({ length: n + 1 }, (_, i) => i),
    opens: ofVisits(0),
    closes: ofVisits(daySeconds),
    priority: ofVisits(1),
    lateMost: ofVisits(0),
    loads: 0,
    delivered: new Int32Array(0),
    collected: new Int32Array(0),
    room: new Int32Array(0),
    starts: ofTeams(-1),
    ends: ofTeams(-1),
    from: ofTeams(0),
    until: ofTeams(daySeconds),
    kind: ofTeams(0),
    // As many stops for each: nobody walks for the others.
    visitsMost: ofTeams(Math.ceil(n / teams)),
    fixed: ofTeams(0),
    breaks: [],
    links: [],
    aim: 'ordered',
  }
}

/** @param checkMinutes what one check takes @param dayMinutes a team's day; what does not fit is left */
export async function routesFor(
  stops: readonly Stop[],
  teams: number,
  checkMinutes: number,
  dayMinutes: number,
): Promise<{ routes: Route[]; left: string[] }> {
  if (stops.length === 0) return { routes: [], left: [] }
  const problem = problemOf(stops, Math.min(teams, stops.length), checkMinutes * 60, dayMinutes * 60)
  const search = new Visits(problem, seed)
  for (
    let turn = 0;
    turn < turns && search.work < workMax && !search.step(Math.max(turn / turns, search.work / workMax));
    turn++
  )
    await breathe()
  const { routes, start } = search.plan()
  const ends = (route: readonly number[]) =>
    Math.max(...route.map((stop) => start[stop] + checkMinutes * 60)) - Math.min(...route.map((stop) => start[stop]))
  return {
    routes: routes
      .filter((route) => route.length > 0)
      .map((route, at) => ({
        team: at + 1,
        items: route.map((stop) => stops[stop].item),
        minutes: Math.round(ends(route) / 60),
      })),
    left: stops.flatMap((stop, i) => (start[i] < 0 ? [stop.item] : [])),
  }
}
