// Why a visit is made by nobody, and what a visit that is made costs on its way; in a form a person can be told.
import type { VisitsPlan, VisitsProblem } from './problem.ts'

/**
 * `skill`: no team has what it asks for. `load`: too much for any team that has. `reach`: no team gets there in its
 * windows and home by the end of its shift, even with no other visit.
 * `pair`: no two teams can make it together. `full`: one could, but then others would be lost or it would not fit
 * between them.
 */
export type UnservedReason = 'skill' | 'load' | 'reach' | 'pair' | 'full'

/** Whether a team could make a visit if it had no other; starts as early as it can. */
export function aloneStart(problem: VisitsProblem, i: number, v: number): number {
  const { places, place, starts, ends, travel, kind, service, windowStart, opens, closes, lateMost, from, until } =
    problem
  const { time } = travel[kind[v]]
  const arrive = from[v] + (starts[v] < 0 ? 0 : time[starts[v] * places + place[i]])
  const last = windowStart[i + 1] - 1
  const home = ends[v] < 0 ? 0 : time[place[i] * places + ends[v]]
  for (let w = windowStart[i]; w <= last; w++) {
    const start = Math.max(arrive, opens[w])
    const close = w === last ? closes[w] + lateMost[i] : closes[w]
    if (start <= close) return start + service[i] + home <= until[v] ? start : -1
  }
  return -1
}

function fitsLoad({ loads, delivered, collected, room, visitsMost }: VisitsProblem, i: number, v: number): boolean {
  for (let k = 0; k < loads; k++)
    if (Math.max(delivered[i * loads + k], collected[i * loads + k]) > room[v * loads + k]) return false
  return visitsMost[v] > 0
}

/** Teams that could make a visit alone, by the first rule that stops the others. */
function ableTeams(problem: VisitsProblem, i: number): { able: number[]; reason: UnservedReason } {
  const all = Array.from({ length: problem.teams }, (_, v) => v)
  const skilled = all.filter((v) => problem.may === undefined || problem.may[i * problem.teams + v] === 1)
  if (skilled.length === 0) return { able: [], reason: 'skill' }
  const strong = skilled.filter((v) => fitsLoad(problem, i, v))
  if (strong.length === 0) return { able: [], reason: 'load' }
  const able = strong.filter((v) => aloneStart(problem, i, v) >= 0)
  return { able, reason: able.length === 0 ? 'reach' : 'full' }
}

/** One reason an unserved visit, in the order of the visits. */
export function unservedReasons(
  problem: VisitsProblem,
  { start }: VisitsPlan,
): { visit: number; reason: UnservedReason }[] {
  const mate = new Int32Array(problem.visits).fill(-1)
  for (const { first, second } of problem.links) {
    mate[first] = second
    mate[second] = first
  }
  const reasons: { visit: number; reason: UnservedReason }[] = []
  for (let i = 0; i < problem.visits; i++) {
    if (start[i] >= 0) continue
    const { able, reason } = ableTeams(problem, i)
    const other = mate[i] < 0 ? undefined : ableTeams(problem, mate[i]).able
    const apart = other === undefined || other.some((w) => able.some((v) => v !== w))
    reasons.push({ visit: i, reason: reason === 'full' && !apart ? 'pair' : reason })
  }
  return reasons
}

/** Visits that nobody could make, whatever else is planned. */
export const hopeless = (problem: VisitsProblem, plan: VisitsPlan): boolean =>
  unservedReasons(problem, plan).every(({ reason }) => reason !== 'full')
