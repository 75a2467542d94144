// Side rule "apart": of certain arcs at most one may be used, e.g. one person of a unit in a team, or two who must not
// serve together.
// Such rules break the flow, so they are priced: Held & Karp, "The traveling-salesman problem and minimum spanning
// trees: Part II", 1971, and
// Fisher, "The Lagrangian relaxation method for solving integer programming problems", 1981. Each price gives an exact
// flow and a bound; plans that keep the rules come from banning, round by round, all but one arc of each broken group
// and forming the teams anew.
import type { TeamsAnswer, TeamsProblem } from './problem.ts'
import { Teams } from './teams.ts'

/**
 * Groups of arcs of which at most one may be used: group g has arc[start[g]] … arc[start[g + 1] - 1]. An arc may be in
 * several groups.
 */
export interface Apart {
  readonly start: Int32Array
  readonly arc: Int32Array
}

export interface ApartAnswer {
  readonly answer: TeamsAnswer
  /** Cost of the plan, which keeps all rules. */
  readonly objective: number
  /** No plan that keeps the rules costs less. */
  readonly bound: number
  /** (objective - bound) / |bound|. */
  readonly gap: number
  /** Flows solved. */
  readonly flows: number
}

export interface ApartOptions {
  /** Flows solved at most: one of a city takes about 5 ms. */
  readonly flowsMax?: number
  /** Good enough. */
  readonly gapMax?: number
}

const FLOWS_MAX = 60
/** A tenth of what is asked of the planner (0.05 %). */
const GAP_MAX = 0.00005
/** Rounds of bans until no group is broken; each round bans, so it ends anyway, but seldom needs more than four. */
const BAN_ROUNDS_MAX = 50

/**
 * At most one of each unit in each team.
 * @param team team of each place,
 * @param unit unit of each volunteer, -1 for
 * none
 */
export function onePerUnit(problem: TeamsProblem, team: ArrayLike<number>, unit: ArrayLike<number>): Apart {
  const groups = new Map<number, number[]>()
  let units = 0
  for (let v = 0; v < problem.volunteers; v++) units = Math.max(units, unit[v] + 1)
  eachArc(problem, (p, arc) => {
    const u = unit[problem.volunteer[arc]]
    if (u < 0) return
    const key = team[p] * units + u
    const group = groups.get(key)
    if (group) group.push(arc)
    else groups.set(key, [arc])
  })
  return apartOf([...groups.values()], problem)
}

/** Pairs of volunteers that must not serve in one team. */
export function neverTogether(
  problem: TeamsProblem,
  team: ArrayLike<number>,
  pairs: readonly (readonly [number, number])[],
): Apart {
  const groups = new Map<string, number[]>()
  const pairsOf = new Map<number, number[]>()
  pairs.forEach((pair, k) => {
    for (const v of pair) pairsOf.set(v, [...(pairsOf.get(v) ?? []), k])
  })
  eachArc(problem, (p, arc) => {
    for (const k of pairsOf.get(problem.volunteer[arc]) ?? []) {
      const key = `${team[p]} ${k}`
      groups.set(key, [...(groups.get(key) ?? []), arc])
    }
  })
  return apartOf([...groups.values()], problem)
}

function eachArc({ places, start }: TeamsProblem, visit: (place: number, arc: number) => void): void {
  for (let p = 0; p < places; p++) for (let arc = start[p]; arc < start[p + 1]; arc++) visit(p, arc)
}

/** Groups that one person alone could never break are left out. */
function apartOf(groups: readonly number[][], { volunteer }: TeamsProblem): Apart {
  const kept = groups.filter((group) => group.some((arc) => volunteer[arc] !== volunteer[group[0]]))
  const start = new Int32Array(kept.length + 1)
  kept.forEach((group, g) => {
    start[g + 1] = start[g] + group.length
  })
  return { start, arc: Int32Array.from(kept.flat()) }
}

/** Both rules at once. */
export function together(a: Apart, b: Apart): Apart {
  const shift = a.arc.length
  return {
    start: Int32Array.from([...a.start, ...Array.from(b.start.subarray(1), (at) => at + shift)]),
    arc: Int32Array.from([...a.arc, ...b.arc]),
  }
}

interface Flow {
  readonly answer: TeamsAnswer
  /** Arcs used, as flags. */
  readonly used: Uint8Array
}

function flowOf(problem: TeamsProblem, cost: Int32Array): Flow {
  const teams = new Teams({ ...problem, cost })
  teams.step(Infinity)
  const used = new Uint8Array(cost.length)
  for (const arc of teams.standing.seatArc) if (arc >= 0) used[arc] = 1
  return { answer: teams.answer(), used }
}

/** How many arcs of each group are used. */
function countUsed({ start, arc }: Apart, used: Uint8Array): Int32Array {
  const count = new Int32Array(start.length - 1)
  for (let g = 0; g < count.length; g++) for (let i = start[g]; i < start[g + 1]; i++) count[g] += used[arc[i]]
  return count
}

/** Forms teams that keep the rules; the gap says how far from the best they can be at most. */
export function solveApart(
  problem: TeamsProblem,
  apart: Apart,
  { flowsMax = FLOWS_MAX, gapMax = GAP_MAX }: ApartOptions = {},
): ApartAnswer {
  const price = new Int32Array(apart.start.length - 1)
  let flows = 0
  let bound = -Infinity
  let best: TeamsAnswer | undefined
  for (let scale = 1; best === undefined || flows < flowsMax; scale *= 0.93) {
    const flow = flowOf(problem, withPrices(problem, apart, price))
    flows++
    const value = flow.answer.objective - price.reduce((sum, each) => sum + each, 0)
    bound = Math.max(bound, value)
    const count = countUsed(apart, flow.used)
    const broken = count.some((each) => each > 1)
    if (!broken || best === undefined || flows % 6 === 0) {
      const kept = banned(problem, apart, price, flow)
      flows += kept.flows
      if (best === undefined || kept.answer.objective < best.objective) best = kept.answer
    }
    if (best !== undefined && best.objective - bound <= gapMax * Math.abs(bound)) break
    if (!stepPrices(price, count, scale * Math.max(1, (best?.objective ?? value) - value))) break
  }
  const objective = best!.objective
  return { answer: best!, objective, bound, gap: (objective - bound) / Math.max(1, Math.abs(bound)), flows }
}

function withPrices({ cost }: TeamsProblem, { start, arc }: Apart, price: Int32Array): Int32Array {
  const priced = cost.slice()
  for (let g = 0; g < price.length; g++)
    if (price[g] > 0) for (let i = start[g]; i < start[g + 1]; i++) priced[arc[i]] += price[g]
  return priced
}

/**
 * Polyak's step ("Minimization of unsmooth functionals", 1969) over the distance to the best plan; false where no price
 * changes.
 */
function stepPrices(price: Int32Array, count: Int32Array, distance: number): boolean {
  let square = 0
  for (let g = 0; g < price.length; g++) if (count[g] > 1 || price[g] > 0) square += (count[g] - 1) ** 2
  if (square === 0) return false
  const step = Math.max(1, distance / square)
  for (let g = 0; g < price.length; g++)
    if (count[g] > 1 || price[g] > 0) price[g] = Math.max(0, Math.round(price[g] + step * (count[g] - 1)))
  return true
}

/**
 * A plan that keeps all rules, near the given flow: of each broken group, and of each that bears a price, the cheapest
 * used arc may stay and the others are made dearer than any open seat; then teams are formed anew, until nothing is
 * broken. What is still broken then goes home.
 */
function banned(
  problem: TeamsProblem,
  apart: Apart,
  price: Int32Array,
  flow: Flow,
): { answer: TeamsAnswer; flows: number } {
  const { start, arc } = apart
  const cost = problem.cost.slice()
  let shortage = 0
  for (const each of problem.shortage) shortage = Math.max(shortage, each)
  let last = flow
  for (let round = 0; round < BAN_ROUNDS_MAX; round++) {
    const count = countUsed(apart, last.used)
    let broken = false
    for (let g = 0; g < count.length; g++) {
      if (count[g] < 2 && !(round === 0 && price[g] > 0 && count[g] === 1)) continue
      broken ||= count[g] > 1
      const keep = cheapestUsed(problem, apart, g, last.used)
      for (let i = start[g]; i < start[g + 1]; i++)
        if (problem.volunteer[arc[i]] !== problem.volunteer[keep]) cost[arc[i]] = shortage + 1
    }
    if (!broken && round > 0) return { answer: last.answer, flows: round }
    last = flowOf(problem, cost)
  }
  return { answer: sentHome(problem, apart, last), flows: BAN_ROUNDS_MAX }
}

function cheapestUsed(problem: TeamsProblem, { start, arc }: Apart, g: number, used: Uint8Array): number {
  let keep = -1
  for (let i = start[g]; i < start[g + 1]; i++)
    if (used[arc[i]] && (keep < 0 || problem.cost[arc[i]] < problem.cost[keep])) keep = arc[i]
  return keep
}

/** Keeps the cheapest of each broken group and leaves the seats of the others open. */
function sentHome(problem: TeamsProblem, apart: Apart, { answer, used }: Flow): TeamsAnswer {
  const place = answer.place.slice()
  const open = answer.open.slice()
  const left = used.slice()
  let objective = answer.objective
  const count = countUsed(apart, used)
  for (let g = 0; g < count.length; g++) {
    const keep = count[g] > 1 ? cheapestUsed(problem, apart, g, left) : -1
    for (let i = apart.start[g]; keep >= 0 && i < apart.start[g + 1]; i++) {
      const arc = apart.arc[i]
      const v = problem.volunteer[arc]
      if (!left[arc] || v === problem.volunteer[keep]) continue
      left[arc] = 0
      objective += problem.shortage[place[v]] - problem.cost[arc]
      open[place[v]]++
      place[v] = -1
    }
  }
  return { ...answer, place, open, objective }
}
