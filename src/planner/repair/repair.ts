// Mends a plan after no-shows: the fewest people moved for what a move is said to cost, then the cheapest, proven like
// any plan of teams.
//
// A move is a present person of the old plan who now sits elsewhere or is sent home. Charging `moveCost` for each is
// the same as giving every person who stays `moveCost` back and adding moveCost × (present people of the plan): the
// mended plan is again a minimum-cost flow, and the old prices still fit it (whoever stays is only worth more), so each
// absence costs one short search from the seat it leaves.
// (Warm starts by dual feasibility: Ahuja, Magnanti & Orlin, "Network Flows", 1993, ch. 9.11.)
import type { TeamsAnswer, TeamsProblem } from '#planner/teams/problem.ts'
import { Teams } from '#planner/teams/teams.ts'

export interface RepairRequest {
  /** Place of each volunteer in the standing plan, -1 for at home. */
  readonly before: Int32Array
  readonly absent: readonly number[]
  /** What moving one person may cost at most; whole, 0 or more. */
  readonly moveCost: number
}

export interface Repair {
  /** Proves the plan for `priced(problem, request)`. */
  readonly answer: TeamsAnswer
  /** Costs and shortages of the mended plan, without the price of moves. */
  readonly cost: number
  /** Present people of the plan who changed place or were sent home. */
  readonly moved: number[]
  /** People who stayed at home before and serve now. */
  readonly called: number[]
}

/** The problem whose optimum is the mended plan: the absent have no arcs, whoever stays costs `moveCost` less. */
export function priced(problem: TeamsProblem, { before, absent, moveCost }: RepairRequest): TeamsProblem {
  const { places, start, volunteer, cost } = problem
  const gone = new Uint8Array(problem.volunteers)
  for (const v of absent) gone[v] = 1
  const arcs = {
    start: new Int32Array(places + 1),
    volunteer: new Int32Array(volunteer.length),
    cost: new Int32Array(volunteer.length),
  }
  let count = 0
  for (let p = 0; p < places; p++) {
    for (let arc = start[p]; arc < start[p + 1]; arc++) {
      const v = volunteer[arc]
      if (gone[v]) continue
      arcs.volunteer[count] = v
      arcs.cost[count++] = before[v] === p ? cost[arc] - moveCost : cost[arc]
    }
    arcs.start[p + 1] = count
  }
  return {
    ...problem,
    start: arcs.start,
    volunteer: arcs.volunteer.subarray(0, count),
    cost: arcs.cost.subarray(0, count),
  }
}

/**
 * What the objective of the priced problem lacks: the moves of everybody present, of whom those who stay get theirs
 * back.
 */
export function present(problem: TeamsProblem, { before, absent }: RepairRequest): number {
  const gone = new Set(absent)
  let count = 0
  for (let v = 0; v < problem.volunteers; v++) if (before[v] >= 0 && !gone.has(v)) count++
  return count
}

/** Mends without a warm solver. Throws RangeError on a malformed problem. */
export function repairCold(problem: TeamsProblem, request: RepairRequest): Repair {
  const teams = new Teams(priced(problem, request))
  teams.step(Infinity)
  return repairOf(problem, request, teams.answer())
}

/** Reads moves and costs off an answer to the priced problem. */
export function repairOf(problem: TeamsProblem, request: RepairRequest, answer: TeamsAnswer): Repair {
  const { before, absent, moveCost } = request
  const gone = new Set(absent)
  const moved: number[] = []
  const called: number[] = []
  for (let v = 0; v < problem.volunteers; v++) {
    if (before[v] >= 0 && answer.place[v] !== before[v] && !gone.has(v)) moved.push(v)
    if (before[v] < 0 && answer.place[v] >= 0) called.push(v)
  }
  const cost = answer.objective + moveCost * (present(problem, request) - moved.length)
  return { answer, cost, moved, called }
}
