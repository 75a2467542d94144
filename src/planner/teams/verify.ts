// Proves a plan of teams optimal from its inputs and its prices alone, by weak duality; shares no code with the solver.
// Every plan costs at least  sum need·placePrice - sum cap·unitPrice - sum over volunteers of max(0, best placePrice -
// cost - unitPrice), whatever the prices (placePrice <= shortage, unitPrice >= 0): Gale, Kuhn & Tucker, "Linear
// programming and the theory of games", 1951.
// So a plan that keeps all rules and costs exactly that much is optimal.
import type { TeamsProblem } from './problem.ts'

export interface Claim {
  /** Place of each volunteer, -1 for at home. */
  readonly place: ArrayLike<number>
  readonly objective: number
  readonly placePrice: ArrayLike<number>
  readonly unitPrice: ArrayLike<number>
}

/** What is wrong, with the index of the culprit; nothing when the plan is proven optimal. */
export type Flaw = {
  readonly flaw:
    | 'no-such-arc'
    | 'too-many-at-place'
    | 'too-many-of-unit'
    | 'place-price'
    | 'unit-price'
    | 'objective'
    | 'not-optimal'
  readonly at: number
  readonly difference?: number
}

export function verifyTeams(problem: TeamsProblem, claim: Claim): Flaw | undefined {
  const { places, volunteers, need, shortage, start, volunteer, cost, unit, unitCap } = problem
  const { place, placePrice, unitPrice } = claim
  const paid = new Float64Array(volunteers).fill(Infinity)
  const gain = new Float64Array(volunteers)
  const floor = (v: number) => (unit && unit[v] >= 0 ? unitPrice[unit[v]] : 0)
  for (let p = 0; p < places; p++) {
    for (let arc = start[p]; arc < start[p + 1]; arc++) {
      const v = volunteer[arc]
      if (place[v] === p) paid[v] = Math.min(paid[v], cost[arc])
      gain[v] = Math.max(gain[v], placePrice[p] - cost[arc] - floor(v))
    }
  }
  const open = Array.from(need)
  const left = Array.from(unitCap ?? [])
  let objective = 0
  let bound = 0
  for (let v = 0; v < volunteers; v++) {
    bound -= gain[v]
    if (place[v] < 0) continue
    if (paid[v] === Infinity) return { flaw: 'no-such-arc', at: v }
    objective += paid[v]
    if (--open[place[v]] < 0) return { flaw: 'too-many-at-place', at: place[v] }
    if (unit && unit[v] >= 0 && --left[unit[v]] < 0) return { flaw: 'too-many-of-unit', at: unit[v] }
  }
  for (let p = 0; p < places; p++) {
    if (!(placePrice[p] <= shortage[p])) return { flaw: 'place-price', at: p }
    objective += open[p] * shortage[p]
    bound += need[p] * placePrice[p]
  }
  for (let u = 0; u < left.length; u++) {
    if (!(unitPrice[u] >= 0)) return { flaw: 'unit-price', at: u }
    bound -= unitCap![u] * unitPrice[u]
  }
  if (objective !== claim.objective) return { flaw: 'objective', at: 0, difference: claim.objective - objective }
  return objective === bound ? undefined : { flaw: 'not-optimal', at: 0, difference: objective - bound }
}
