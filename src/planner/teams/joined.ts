// Side rule "joined": two who serve in one team or not at all. Pair by pair, the few teams where both fit most cheaply
// by today's prices, and both at home, are each tried with an exact flow; the best choice is kept. The optimum without
// the rule is the bound.
// (A dive of branch and bound with few branches: Land & Doig, "An automatic method of solving discrete programming
// problems", 1960.)
import { COST_MAX, type TeamsAnswer, type TeamsProblem } from './problem.ts'
import { worths } from './reasons.ts'
import { solveTeams } from './teams.ts'

/** Teams tried for each pair, besides home. */
const TEAMS_TRIED = 3

export interface Joined {
  /** The problem with every pair fixed: arcs against it are out of reach, arcs for it cheaper by `force`. */
  readonly problem: TeamsProblem
  /** Add this to the objective of any answer to `problem` to have its true cost. */
  readonly constant: number
}

type Choice = { readonly team: number; readonly estimate: number }
const HOME = -1

/** Throws RangeError where costs leave no room to force a pair. @param team team of each place */
export function joinPairs(
  problem: TeamsProblem,
  team: ArrayLike<number>,
  pairs: readonly (readonly [number, number])[],
): Joined {
  let top = 1
  for (const each of problem.shortage) top = Math.max(top, each)
  for (const each of problem.cost) top = Math.max(top, Math.abs(each))
  const force = 4 * top
  if (5 * top > COST_MAX)
    throw new RangeError(
      `costs and shortages up to ${top} are too great for joined pairs; keep them under ${COST_MAX / 5}`,
    )
  let cost: Int32Array = problem.cost.slice()
  let constant = 0
  for (const pair of pairs) {
    const answer = solveTeams({ ...problem, cost })
    let best: { cost: Int32Array; value: number; forced: number } | undefined
    for (const { team: chosen } of choices(problem, team, pair, answer)) {
      const fixed = fix(problem, cost, team, pair, chosen, force, top + 1)
      const forced = chosen === HOME ? 0 : 2 * force
      const value = solveTeams({ ...problem, cost: fixed }).objective + forced
      if (!best || value < best.value) best = { cost: fixed, value, forced }
    }
    cost = best!.cost
    constant += best!.forced
  }
  return { problem: { ...problem, cost }, constant }
}

/** Teams with room for both, cheapest by reduced cost, and home. */
function choices(
  problem: TeamsProblem,
  team: ArrayLike<number>,
  [a, b]: readonly [number, number],
  answer: TeamsAnswer,
): Choice[] {
  const least = [new Map<number, number>(), new Map<number, number>()]
  const seats = new Map<number, number>()
  for (let p = 0; p < problem.places; p++) {
    seats.set(team[p], (seats.get(team[p]) ?? 0) + problem.need[p])
    for (let arc = problem.start[p]; arc < problem.start[p + 1]; arc++) {
      const who = problem.volunteer[arc] === a ? 0 : problem.volunteer[arc] === b ? 1 : -1
      if (who < 0 || problem.need[p] === 0) continue
      const reduced = problem.cost[arc] - answer.placePrice[p]
      least[who].set(team[p], Math.min(least[who].get(team[p]) ?? Infinity, reduced))
    }
  }
  const found: Choice[] = []
  for (const [t, one] of least[0])
    if (least[1].has(t) && seats.get(t)! >= 2) found.push({ team: t, estimate: one + least[1].get(t)! })
  found.sort((one, other) => one.estimate - other.estimate || one.team - other.team)
  const worth = worths(problem, answer)
  return [...found.slice(0, TEAMS_TRIED), { team: HOME, estimate: worth[a] + worth[b] }]
}

function fix(
  problem: TeamsProblem,
  cost: Int32Array,
  team: ArrayLike<number>,
  [a, b]: readonly [number, number],
  chosen: number,
  force: number,
  out: number,
): Int32Array {
  const fixed = cost.slice()
  for (let p = 0; p < problem.places; p++) {
    for (let arc = problem.start[p]; arc < problem.start[p + 1]; arc++) {
      const v = problem.volunteer[arc]
      if (v !== a && v !== b) continue
      fixed[arc] = team[p] === chosen ? problem.cost[arc] - force : out
    }
  }
  return fixed
}
