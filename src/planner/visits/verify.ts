// Checks a plan of visits against its problem alone; shares no code with the search.
import type { VisitsPlan, VisitsProblem } from './problem.ts'

/**
 * What is wrong, and at which visit, team or link; nothing when the plan keeps every rule and comes to what it says.
 */
export interface VisitsFlaw {
  readonly flaw:
    | 'twice'
    | 'no-such-stop'
    | 'skill'
    | 'room'
    | 'too-many'
    | 'before-arrival'
    | 'window'
    | 'shift'
    | 'break'
    | 'link'
    | 'worth'
  readonly at: number
  readonly difference?: number
}

export function verifyVisits(problem: VisitsProblem, plan: VisitsPlan): VisitsFlaw | undefined {
  const { visits, teams, breaks, links, priority, windowStart, closes } = problem
  const teamOf = new Int32Array(visits + breaks.length).fill(-1)
  if (plan.routes.length !== teams) return { flaw: 'no-such-stop', at: plan.routes.length }
  let cost = 0
  for (const [v, route] of plan.routes.entries()) {
    for (const stop of route) {
      if (!(stop >= 0 && stop < teamOf.length)) return { flaw: 'no-such-stop', at: v }
      if (teamOf[stop] >= 0) return { flaw: 'twice', at: stop }
      teamOf[stop] = v
    }
    if (route.length === 0) continue
    const flaw =
      checkWay(problem, plan, v, route) ??
      checkLoads(
        problem,
        v,
        route.filter((stop) => stop < visits),
      )
    if (flaw) return flaw
    cost += costOf(
      problem,
      v,
      route.filter((stop) => stop < visits),
    )
  }
  for (const [k, pause] of breaks.entries()) {
    const used = plan.routes[pause.team].length > 0
    if (used !== (teamOf[visits + k] === pause.team)) return { flaw: 'break', at: k }
  }
  for (const [k, { first, second, least, most }] of links.entries()) {
    if (teamOf[first] < 0 !== teamOf[second] < 0) return { flaw: 'link', at: k }
    const gap = plan.start[second] - plan.start[first]
    if (teamOf[first] >= 0 && (teamOf[first] === teamOf[second] || gap < least || gap > most))
      return { flaw: 'link', at: k, difference: gap }
  }
  let [lost, unserved, late, latest] = [0, 0, 0, 0]
  for (let i = 0; i < visits; i++) {
    if (teamOf[i] < 0) {
      lost += priority[i]
      unserved++
      if (plan.start[i] !== -1) return { flaw: 'no-such-stop', at: i }
      continue
    }
    const over = Math.max(0, plan.start[i] - closes[windowStart[i + 1] - 1])
    late += over
    latest = Math.max(latest, over)
  }
  if (lost !== plan.lost || unserved !== plan.unserved) return { flaw: 'worth', at: 0, difference: plan.lost - lost }
  if (late !== plan.late || latest !== plan.latest) return { flaw: 'worth', at: 1, difference: plan.late - late }
  return cost === plan.cost ? undefined : { flaw: 'worth', at: 2, difference: plan.cost - cost }
}

/** Arrivals, windows, breaks and the shift of one team. */
function checkWay(
  problem: VisitsProblem,
  { start }: VisitsPlan,
  v: number,
  route: readonly number[],
): VisitsFlaw | undefined {
  const {
    visits,
    places,
    place,
    service,
    windowStart,
    opens,
    closes,
    lateMost,
    breaks,
    travel,
    kind,
    starts,
    ends,
    from,
    until,
    may,
    teams,
  } = problem
  const { time } = travel[kind[v]]
  let here = starts[v]
  /** When the last visit was over, and the last stop of any kind; pauses since then. */
  let [left, free, paused] = [from[v], from[v], 0]
  for (const stop of route) {
    if (stop >= visits) {
      const pause = breaks[stop - visits]
      if (pause.team !== v || !pause.windows.some(([open, close]) => start[stop] >= open && start[stop] <= close))
        return { flaw: 'break', at: stop - visits }
      if (start[stop] < free) return { flaw: 'before-arrival', at: stop }
      free = start[stop] + pause.service
      paused += pause.service
      continue
    }
    if (may && may[stop * teams + v] === 0) return { flaw: 'skill', at: stop }
    const way = here < 0 ? 0 : time[here * places + place[stop]]
    if (start[stop] < free || start[stop] < left + paused + way) return { flaw: 'before-arrival', at: stop }
    const windows = Array.from({ length: windowStart[stop + 1] - windowStart[stop] }, (_, k) => windowStart[stop] + k)
    const last = windows[windows.length - 1]
    const inside =
      windows.some((w) => start[stop] >= opens[w] && start[stop] <= closes[w]) ||
      (start[stop] > closes[last] && start[stop] - closes[last] <= lateMost[stop])
    if (!inside) return { flaw: 'window', at: stop }
    here = place[stop]
    left = free = start[stop] + service[stop]
    paused = 0
  }
  const home = here < 0 || ends[v] < 0 ? 0 : time[here * places + ends[v]]
  return Math.max(free, left + paused + home) <= until[v] ? undefined : { flaw: 'shift', at: v }
}

function checkLoads(
  { loads, delivered, collected, room, visitsMost }: VisitsProblem,
  v: number,
  served: readonly number[],
): VisitsFlaw | undefined {
  if (served.length > visitsMost[v]) return { flaw: 'too-many', at: v }
  for (let k = 0; k < loads; k++) {
    let aboard = served.reduce((sum, i) => sum + delivered[i * loads + k], 0)
    if (aboard > room[v * loads + k]) return { flaw: 'room', at: v }
    for (const i of served) {
      aboard += collected[i * loads + k] - delivered[i * loads + k]
      if (aboard > room[v * loads + k]) return { flaw: 'room', at: v }
    }
  }
}

function costOf(
  { places, place, travel, kind, starts, ends, fixed }: VisitsProblem,
  v: number,
  served: readonly number[],
): number {
  if (served.length === 0) return 0
  const { cost } = travel[kind[v]]
  const stops = [starts[v], ...served.map((i) => place[i]), ends[v]]
  return stops
    .slice(1)
    .reduce((sum, to, k) => sum + (stops[k] < 0 || to < 0 ? 0 : cost[stops[k] * places + to]), fixed[v])
}
