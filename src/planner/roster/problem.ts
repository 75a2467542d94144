// The roster problem in numbers: places (a post in a shift) that need people, people who can serve there at a cost, and
// rules along each person's days.
// Skills, availability, wishes, distance, forbidden pairs and continuity are arcs and their costs; rest, nights, runs,
// most shifts and units are rules.
import { checkWhole, checkWholes } from '#planner/kernel/numbers.ts'

/** Arcs are grouped by place: place q has arcs start[q] … start[q + 1] - 1, no person twice. */
export interface RosterProblem {
  readonly shifts: number
  /** Minutes from any fixed instant; shifts stand in the order of their begin. */
  readonly begins: Int32Array
  readonly ends: Int32Array
  /** Number of the day a shift counts for; never falls from one shift to the next. */
  readonly day: Int32Array
  /** 1 for a shift after which the next day's mornings are barred, and for such a morning. */
  readonly night: Uint8Array
  readonly morning: Uint8Array
  /** Least time between the end of one shift and the begin of the next of the same person. */
  readonly restMinutes: number
  /** Most days in a row. */
  readonly runDaysMax: number
  /**
   * The n-th shift of a person costs fairness × (served before + n - 1) more: whoever has served least is called first,
   * and shifts are spread.
   */
  readonly fairness: number
  readonly people: number
  /** Most shifts of each person. */
  readonly most: Int32Array
  /** Shifts served before this roster. */
  readonly served: Int32Array
  /** Days in a row served up to the eve of the first day. */
  readonly ranDays: Int32Array
  /**
   * Unit of each person, -1 for none; and how many of each unit may serve in one shift. Left out when no unit is
   * limited.
   */
  readonly unit?: Int32Array
  readonly unitCap?: Int32Array
  readonly places: number
  readonly shift: Int32Array
  readonly need: Int32Array
  /** Price of leaving one seat of a place open. */
  readonly shortage: Int32Array
  readonly start: Int32Array
  readonly person: Int32Array
  readonly cost: Int32Array
  /** Arcs that must be in the roster. */
  readonly locked: Int32Array
}

/** A roster, and the prices that prove its bound: see verify.ts. */
export interface RosterAnswer {
  /** Chosen arcs, rising. */
  readonly arcs: Int32Array
  /** Open seats of each place. */
  readonly open: Int32Array
  /** Costs of the arcs, fairness, and shortage prices of the open seats. */
  readonly objective: number
  /** No lawful roster costs less. */
  readonly bound: number
  readonly placePrice: Int32Array
  /** By unit × shift. */
  readonly unitPrice: Int32Array
  /** True when the objective equals the bound. */
  readonly proven: boolean
}

/** Above every sum that may occur; twice of it still fits into 32 bits. */
export const NEVER = 1_050_000_000
/** A sum from here up has a NEVER in it. */
export const FAR = 500_000_000
/** What the prices along one person's shifts may sum up to. */
export const SUM_MAX = 240_000_000
export const SHIFTS_MAX = 400
const COUNT_MAX = 4_000_000
const ARCS_MAX = 12_000_000
const MINUTES_MAX = 100_000_000
export const PRICE_MAX = 100_000_000

/** Throws RangeError "field is value; it must be …". */
export function checkRosterProblem(problem: RosterProblem): void {
  const { shifts, people, places, shift, need, shortage, start, person, cost, unit, unitCap } = problem
  checkWhole(shifts, 'shifts', 0, SHIFTS_MAX)
  checkWhole(people, 'people', 0, COUNT_MAX)
  checkWhole(places, 'places', 0, COUNT_MAX)
  checkShifts(problem)
  checkWholes(problem.most, 'most', people, 0, COUNT_MAX)
  checkWholes(problem.served, 'served', people, 0, COUNT_MAX)
  checkWholes(problem.ranDays, 'ranDays', people, 0, COUNT_MAX)
  checkWholes(shift, 'shift', places, 0, shifts - 1)
  checkWholes(need, 'need', places, 0, COUNT_MAX)
  checkWholes(shortage, 'shortage', places, 0, PRICE_MAX)
  if (person.length > ARCS_MAX)
    throw new RangeError(`${person.length} arcs are more than ${ARCS_MAX}; keep the nearest posts of each person only`)
  checkWholes(start, 'start', places + 1, 0, person.length)
  if (start[0] !== 0 || start[places] !== person.length)
    throw new RangeError(`start must go from 0 to ${person.length}`)
  for (let q = 0; q < places; q++)
    if (start[q + 1] < start[q]) throw new RangeError(`start[${q + 1}] is ${start[q + 1]}; it must not fall`)
  checkWholes(person, 'person', person.length, 0, people - 1)
  checkWholes(cost, 'cost', person.length, -PRICE_MAX, PRICE_MAX)
  if (!unit !== !unitCap) throw new RangeError('unit and unitCap must be given together')
  if (unit && unitCap) {
    checkWholes(unit, 'unit', people, -1, unitCap.length - 1)
    checkWholes(unitCap, 'unitCap', unitCap.length, 0, COUNT_MAX)
  }
  checkWholes(problem.locked, 'locked', problem.locked.length, 0, person.length - 1)
  checkSums(problem)
}

function checkShifts({ shifts, begins, ends, day, night, morning, restMinutes, runDaysMax }: RosterProblem): void {
  checkWholes(begins, 'begins', shifts, -MINUTES_MAX, MINUTES_MAX)
  checkWholes(ends, 'ends', shifts, -MINUTES_MAX, MINUTES_MAX)
  checkWholes(day, 'day', shifts, -MINUTES_MAX, MINUTES_MAX)
  checkWholes(night, 'night', shifts, 0, 1)
  checkWholes(morning, 'morning', shifts, 0, 1)
  checkWhole(restMinutes, 'restMinutes', 0, MINUTES_MAX)
  checkWhole(runDaysMax, 'runDaysMax', 1, COUNT_MAX)
  for (let s = 0; s < shifts; s++) {
    if (ends[s] <= begins[s]) throw new RangeError(`ends[${s}] is ${ends[s]}; it must be after ${begins[s]}`)
    if (s > 0 && begins[s] < begins[s - 1])
      throw new RangeError(`begins[${s}] is ${begins[s]}; it must not be before ${begins[s - 1]}`)
    if (s > 0 && day[s] < day[s - 1])
      throw new RangeError(`day[${s}] is ${day[s]}; it must not be before ${day[s - 1]}`)
  }
}

/** All sums along a person's shifts must fit into 32 bits. */
function checkSums({ shifts, fairness, served, most, shortage, cost }: RosterProblem): void {
  checkWhole(fairness, 'fairness', 0, PRICE_MAX)
  const greatest = (values: Int32Array) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
  let rank = 0
  for (let p = 0; p < served.length; p++) rank = Math.max(rank, served[p] + Math.min(most[p], shifts))
  const sum = shifts * (greatest(shortage) + greatest(cost) + fairness * rank)
  if (sum > SUM_MAX)
    throw new RangeError(
      `${shifts} shifts with these costs, shortages and fairness may sum up to ${sum}; it must be at most ` +
        `${SUM_MAX}: count in a coarser unit`,
    )
}
