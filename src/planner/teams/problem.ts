// The 1+k team problem in numbers: places with seats, volunteers, priced arcs between them, open seats at a price,
// units of which only some may go.
// A minimum-cost flow (Ford & Fulkerson, "Flows in Networks", 1962); skills, locks, forbidden pairs, fairness and
// continuity are arcs and prices.
import { checkWhole, checkWholes } from '#planner/kernel/numbers.ts'

/** Arcs are grouped by place: place p has arcs start[p] … start[p + 1] - 1. */
export interface TeamsProblem {
  readonly places: number
  readonly volunteers: number
  /** Seats of each place; every seat takes one volunteer. */
  readonly need: Int32Array
  /** Price of leaving one seat of a place open. */
  readonly shortage: Int32Array
  readonly start: Int32Array
  readonly volunteer: Int32Array
  readonly cost: Int32Array
  /** Unit of each volunteer, -1 for none; left out when no unit is limited. */
  readonly unit?: Int32Array
  /** How many volunteers of each unit may serve at once. */
  readonly unitCap?: Int32Array
}

/** A plan with the prices that prove it: see verify.ts. */
export interface TeamsAnswer {
  /** Place of each volunteer, -1 for at home. */
  readonly place: Int32Array
  readonly open: Int32Array
  /** Costs of the pairs and shortage prices of the open seats. */
  readonly objective: number
  /** No plan can cost less; equal to the objective when `proven`. */
  readonly bound: number
  readonly proven: boolean
  /** What the last seat of a place is worth; at most its shortage price. */
  readonly placePrice: Int32Array
  /** What one more person allowed from a unit would save; 0 or more. */
  readonly unitPrice: Int32Array
}

/** Twice the greatest sum of a price and a cost still fits 32 bits. */
export const COST_MAX = 500_000_000
/** Under COST_MAX, so that an arc can be made dearer than any open seat. */
export const SHORTAGE_MAX = 499_999_999
/** 8 bytes an arc, copied once: 10 million arcs take 160 MB. */
export const ARCS_MAX = 20_000_000
const COUNT_MAX = 10_000_000

/** Throws RangeError naming field, index and remedy. */
export function checkTeamsProblem(problem: TeamsProblem): void {
  const { places, volunteers, need, shortage, start, volunteer, cost, unit, unitCap } = problem
  checkWhole(places, 'places', 0, COUNT_MAX)
  checkWhole(volunteers, 'volunteers', 0, COUNT_MAX)
  checkWholes(need, 'need', places, 0, COUNT_MAX)
  checkWholes(shortage, 'shortage', places, -SHORTAGE_MAX, SHORTAGE_MAX)
  if (volunteer.length > ARCS_MAX)
    throw new RangeError(
      `${volunteer.length} arcs are more than ${ARCS_MAX}; keep the nearest arcs of each volunteer only`,
    )
  checkWholes(start, 'start', places + 1, 0, volunteer.length)
  if (start[0] !== 0 || start[places] !== volunteer.length)
    throw new RangeError(`start must go from 0 to ${volunteer.length}`)
  for (let p = 0; p < places; p++)
    if (start[p + 1] < start[p]) throw new RangeError(`start[${p + 1}] is ${start[p + 1]}; it must not fall`)
  checkWholes(volunteer, 'volunteer', volunteer.length, 0, volunteers - 1)
  checkWholes(cost, 'cost', volunteer.length, -COST_MAX, COST_MAX)
  if (!unit !== !unitCap) throw new RangeError('unit and unitCap must be given together')
  if (unit && unitCap) {
    checkWholes(unit, 'unit', volunteers, -1, unitCap.length - 1)
    checkWholes(unitCap, 'unitCap', unitCap.length, 0, COUNT_MAX)
  }
}
