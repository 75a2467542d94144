// What no plan can cost less than, where everything that can be made is made: every visit needs a way in and a way out.
// The larger of two sums: cheapest ways in, then what the ways out cost beyond that, and the same the other way round
// (the first steps of the Hungarian method: Kuhn, 1955; a weak bound, far under the assignment optimum on tight
// windows).
import { FAR, type VisitsProblem } from './problem.ts'
import { aloneStart } from './reasons.ts'

/** @param served visits to be made: the others are left out @returns a bound on the cost of ways and teams */
export function wayBound(problem: VisitsProblem, served: readonly number[]): number {
  if (served.length === 0) return 0
  return Math.max(half(problem, served, false), half(problem, served, true))
}

/** Lateness that cannot be helped: each visit as if its team did nothing else. */
export function lateBound(problem: VisitsProblem, served: readonly number[]): { late: number; latest: number } {
  const { teams, may, closes, windowStart } = problem
  let [late, latest] = [0, 0]
  for (const i of served) {
    let least = Infinity
    for (let v = 0; v < teams && least > 0; v++) {
      const start = may === undefined || may[i * teams + v] === 1 ? aloneStart(problem, i, v) : -1
      if (start >= 0) least = Math.min(least, Math.max(0, start - closes[windowStart[i + 1] - 1]))
    }
    if (least === Infinity) continue
    late += least
    latest = Math.max(latest, least)
  }
  return { late, latest }
}

/**
 * Ways from each stop to the next one: rows give up their least, then columns do. One row and one column stand for
 * "from home" and "home"; they need not be used.
 */
function half(problem: VisitsProblem, served: readonly number[], turned: boolean): number {
  const { places, place, travel, starts, ends, opens, closes, windowStart, service, lateMost, teams, fixed } = problem
  const n = served.length
  const latest = (i: number) => Math.min(FAR, closes[windowStart[i + 1] - 1] + lateMost[i])
  const way = (a: number, b: number): number => {
    let least = Infinity
    for (const { time, cost } of travel)
      if (opens[windowStart[a]] + service[a] + time[place[a] * places + place[b]] <= latest(b))
        least = Math.min(least, cost[place[a] * places + place[b]])
    return least
  }
  const edge = (i: number, homes: Int32Array, out: boolean): number => {
    let least = Infinity
    const seen = new Set<number>()
    for (let v = 0; v < teams; v++) {
      const key = homes[v] * 2_000_000 + (out ? fixed[v] : 0)
      if (seen.has(key)) continue
      seen.add(key)
      for (const { cost } of travel)
        least = Math.min(
          least,
          homes[v] < 0 ? 0 : out ? cost[homes[v] * places + place[i]] : cost[place[i] * places + homes[v]],
        )
    }
    return least
  }
  const [row, column] = [new Float64Array(n).fill(Infinity), new Float64Array(n).fill(Infinity)]
  const get = (a: number, b: number) => (turned ? way(served[b], served[a]) : way(served[a], served[b]))
  const [first, last] = turned ? [ends, starts] : [starts, ends]
  served.forEach((i, a) => {
    row[a] = edge(i, last, turned)
    for (let b = 0; b < n; b++) if (a !== b) row[a] = Math.min(row[a], get(a, b))
  })
  served.forEach((i, b) => {
    // Leaving home is a row of its own, which gives nothing up.
    column[b] = edge(i, first, !turned)
    for (let a = 0; a < n; a++) if (a !== b) column[b] = Math.min(column[b], get(a, b) - row[a])
  })
  return row.reduce((a, b) => a + b, 0) + column.reduce((a, b) => a + Math.max(0, b), 0)
}
