// Numbers of a problem as coupled routes read them: stops with their windows, mates and breaks, one set of matrices for
// each kind of travel.
import { groundOf, type Ground } from './plain.ts'
import type { VisitsProblem } from './problem.ts'

/** What the coupled search reads beside the ground; stops are visits, breaks, then a start and an end for each team. */
export interface Bonds {
  readonly problem: VisitsProblem
  readonly ground: Ground
  readonly stops: number
  /** First stop that is a team's start. */
  readonly home: number
  readonly place: Int32Array
  /** Matrices by kind of travel, one place wider than the problem's: "anywhere". */
  readonly time: readonly Int32Array[]
  readonly cost: readonly Int32Array[]
  readonly kind: Int32Array
  /** Windows of all stops. */
  readonly windowStart: Int32Array
  readonly opens: Int32Array
  readonly closes: Int32Array
  /** When the last window of a stop closes. */
  readonly due: Int32Array
  readonly lateMost: Int32Array
  readonly service: Int32Array
  /**
   * The linked stop or -1; a stop starts at least `gap` after its mate (0 or more for the second of a pair, 0 or less
   * for the first).
   */
  readonly mate: Int32Array
  readonly gap: Int32Array
  /** What a unit of lateness counts beside the way. */
  readonly lateWeight: number
  readonly breaksOf: readonly (readonly number[])[]
  /** Whether loads come and go on the same route. */
  readonly mixed: boolean
}

function widen(matrix: Int32Array, places: number): Int32Array {
  const width = places + 1
  const wide = new Int32Array(width * width)
  for (let a = 0; a < places; a++) wide.set(matrix.subarray(a * places, (a + 1) * places), a * width)
  return wide
}

/** Windows of all stops: visits, breaks, starts and ends. */
function windowsOf({ visits, teams, windowStart, opens, closes, breaks, from, until }: VisitsProblem) {
  const windows: (readonly [number, number])[][] = Array.from({ length: visits }, (_, i) =>
    Array.from(
      { length: windowStart[i + 1] - windowStart[i] },
      (_, w) => [opens[windowStart[i] + w], closes[windowStart[i] + w]] as const,
    ),
  )
  windows.push(...breaks.map((pause) => [...pause.windows]))
  for (let end = 0; end < 2; end++) for (let v = 0; v < teams; v++) windows.push([[from[v], until[v]]])
  return windows
}

export function bondsOf(problem: VisitsProblem): Bonds {
  const { visits, teams, places, travel, breaks, links } = problem
  const home = visits + breaks.length
  const stops = home + 2 * teams
  const wide = new Map<Int32Array, Int32Array>()
  const widenOnce = (matrix: Int32Array) => {
    if (!wide.has(matrix)) wide.set(matrix, widen(matrix, places))
    return wide.get(matrix)!
  }
  const at = (place: number) => (place < 0 ? places : place)
  const windows = windowsOf(problem)
  const windowStart = new Int32Array(stops + 1)
  windows.forEach((list, s) => {
    windowStart[s + 1] = windowStart[s] + list.length
  })
  const mate = new Int32Array(stops).fill(-1)
  const gap = new Int32Array(stops)
  for (const { first, second, least, most } of links) {
    mate[first] = second
    mate[second] = first
    gap[second] = least
    gap[first] = -most
  }
  const ground = groundOf(problem)
  const breaksOf: number[][] = Array.from({ length: teams }, () => [])
  breaks.forEach(({ team }, k) => breaksOf[team].push(visits + k))
  for (const list of breaksOf) list.sort((a, b) => windows[a][0][0] - windows[b][0][0] || a - b)
  return {
    problem,
    ground,
    stops,
    home,
    place: Int32Array.from([
      ...problem.place,
      ...breaks.map(() => places),
      ...Array.from(problem.starts, at),
      ...Array.from(problem.ends, at),
    ]),
    time: travel.map(({ time }) => widenOnce(time)),
    cost: travel.map(({ cost }) => widenOnce(cost)),
    kind: problem.kind,
    windowStart,
    opens: Int32Array.from(windows.flat(), ([opens]) => opens),
    closes: Int32Array.from(windows.flat(), ([, closes]) => closes),
    due: Int32Array.from(windows, (list) => list[list.length - 1][1]),
    lateMost: Int32Array.from([...problem.lateMost, ...new Int32Array(breaks.length + 2 * teams)]),
    service: Int32Array.from([
      ...problem.service,
      ...breaks.map(({ service }) => service),
      ...new Int32Array(2 * teams),
    ]),
    mate,
    gap,
    lateWeight: problem.aim === 'summed' ? 1 : 4 * ground.farthest,
    breaksOf,
    mixed: problem.delivered.some((amount) => amount > 0) && problem.collected.some((amount) => amount > 0),
  }
}
