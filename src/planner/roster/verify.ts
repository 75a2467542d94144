// Proves a roster lawful, its cost true and its bound valid, from the problem and the prices alone; shares no code with
// the solver.
// The bound, by weak duality:  sum need·price - sum cap·unit price + every person's cheapest lawful sequence at those
// prices  (Geoffrion, 1974).
import type { RosterProblem } from './problem.ts'

export interface RosterClaim {
  readonly arcs: ArrayLike<number>
  readonly objective: number
  readonly bound: number
  readonly placePrice: ArrayLike<number>
  readonly unitPrice: ArrayLike<number>
}

export interface RosterFlaw {
  readonly flaw:
    | 'no-such-arc'
    | 'arc-twice'
    | 'two-at-once'
    | 'too-little-rest'
    | 'night-then-morning'
    | 'run-too-long'
    | 'too-many-shifts'
    | 'too-many-at-place'
    | 'too-many-of-unit'
    | 'lock-broken'
    | 'objective'
    | 'place-price'
    | 'unit-price'
    | 'bound'
  /** Number of the person, place, unit or arc. */
  readonly at: number
  readonly difference?: number
}

/** The first flaw; nothing when the roster is lawful and all numbers hold. */
export function verifyRoster(problem: RosterProblem, claim: RosterClaim): RosterFlaw | undefined {
  const { people, places, shifts, start, person, cost, shift, need, shortage, unit, unitCap, fairness, served } =
    problem
  const place: number[] = []
  for (let q = 0; q < places; q++) for (let arc = start[q]; arc < start[q + 1]; arc++) place[arc] = q
  const days: number[][] = Array.from({ length: people }, () => [])
  const open = Array.from(need)
  const units = Array.from({ length: shifts }, () => Array.from(unitCap ?? []))
  const chosen = new Set<number>()
  let objective = 0
  for (const arc of Array.from(claim.arcs)) {
    if (!(arc >= 0 && arc < person.length && arc % 1 === 0)) return { flaw: 'no-such-arc', at: arc }
    if (chosen.has(arc)) return { flaw: 'arc-twice', at: arc }
    chosen.add(arc)
    const [p, q] = [person[arc], place[arc]]
    objective += cost[arc] + fairness * (served[p] + days[p].length)
    days[p].push(shift[q])
    if (--open[q] < 0) return { flaw: 'too-many-at-place', at: q }
    if (unit && unit[p] >= 0 && --units[shift[q]][unit[p]] < 0) return { flaw: 'too-many-of-unit', at: unit[p] }
  }
  for (let q = 0; q < places; q++) objective += open[q] * shortage[q]
  for (let p = 0; p < people; p++) {
    const flaw = unlawful(
      problem,
      p,
      days[p].sort((a, b) => a - b),
    )
    if (flaw) return { flaw, at: p }
  }
  for (const arc of problem.locked) if (!chosen.has(arc)) return { flaw: 'lock-broken', at: arc }
  if (objective !== claim.objective) return { flaw: 'objective', at: 0, difference: claim.objective - objective }
  return checkBound(problem, claim, place)
}

/** What a person's shifts (rising) break. */
export function unlawful(problem: RosterProblem, p: number, mine: readonly number[]): RosterFlaw['flaw'] | undefined {
  const { begins, ends, day, night, morning, restMinutes, runDaysMax, most, ranDays } = problem
  if (mine.length > most[p]) return 'too-many-shifts'
  for (let i = 0; i < mine.length; i++) {
    for (let j = i + 1; j < mine.length; j++) {
      const [one, other] = [mine[i], mine[j]]
      if (begins[other] < ends[one]) return 'two-at-once'
      if (begins[other] < ends[one] + restMinutes) return 'too-little-rest'
      if (night[one] && morning[other] && day[other] === day[one] + 1) return 'night-then-morning'
    }
  }
  const worked = new Set(mine.map((s) => day[s]))
  for (const today of worked) {
    let run = 1
    while (worked.has(today - run)) run++
    if (run === today - day[0] + 1) run += ranDays[p]
    if (run > runDaysMax) return 'run-too-long'
  }
  return undefined
}

function checkBound(
  problem: RosterProblem,
  { placePrice, unitPrice, bound }: RosterClaim,
  place: readonly number[],
): RosterFlaw | undefined {
  const { people, places, shifts, person, cost, shift, need, shortage, unit, unitCap } = problem
  const gain = Array.from({ length: people }, () => new Float64Array(shifts).fill(Infinity))
  const forced = new Set(Array.from(problem.locked, (arc) => person[arc] * shifts + shift[place[arc]]))
  const locked = new Set(problem.locked)
  let sum = 0
  for (let arc = 0; arc < person.length; arc++) {
    const [p, s] = [person[arc], shift[place[arc]]]
    if (forced.has(p * shifts + s) && !locked.has(arc)) continue
    const value = cost[arc] - placePrice[place[arc]] + (unit && unit[p] >= 0 ? unitPrice[unit[p] * shifts + s] : 0)
    gain[p][s] = Math.min(gain[p][s], value)
  }
  for (let q = 0; q < places; q++) {
    if (!(placePrice[q] <= shortage[q])) return { flaw: 'place-price', at: q }
    sum += need[q] * placePrice[q]
  }
  for (let u = 0; u < (unitCap?.length ?? 0); u++) {
    for (let s = 0; s < shifts; s++) {
      if (!(unitPrice[u * shifts + s] >= 0)) return { flaw: 'unit-price', at: u }
      sum -= unitCap![u] * unitPrice[u * shifts + s]
    }
  }
  for (let p = 0; p < people; p++) sum += cheapest(problem, p, gain[p], (s) => forced.has(p * shifts + s))
  return sum >= bound ? undefined : { flaw: 'bound', at: 0, difference: bound - sum }
}

/** What a person has served so far in one lawful sequence. */
interface Past {
  /** From when on another shift leaves them their rest. */
  readonly free: number
  readonly nightDay: number
  readonly lastDay: number
  /** Days in a row up to the last one. */
  readonly run: number
  readonly count: number
  readonly sum: number
}

/** The cheapest lawful sequence of a person: all of them at once, told apart only by what later shifts can feel. */
function cheapest(problem: RosterProblem, p: number, gain: Float64Array, forced: (s: number) => boolean): number {
  const { shifts, day, ranDays } = problem
  const eve: Past = {
    free: -Infinity,
    nightDay: -Infinity,
    lastDay: ranDays[p] > 0 ? day[0] - 1 : -Infinity,
    run: ranDays[p],
    count: 0,
    sum: 0,
  }
  let pasts: readonly Past[] = [eve]
  for (let s = 0; s < shifts; s++) {
    const next = new Map<string, Past>()
    const add = (past: Past) => {
      const key = feltFrom(problem, s, past)
      const known = next.get(key)
      if (!known || known.sum > past.sum) next.set(key, past)
    }
    for (const past of pasts) {
      if (!forced(s)) add(past)
      const longer = gain[s] === Infinity ? undefined : serving(problem, p, s, past, gain[s])
      if (longer) add(longer)
    }
    pasts = [...next.values()]
  }
  return pasts.reduce((least, { sum }) => Math.min(least, sum), Infinity)
}

/** All of a past that shift s and those after it can feel. */
function feltFrom({ begins, day }: RosterProblem, s: number, past: Past): string {
  const free = Math.max(past.free, begins[s])
  const nightDay = Math.max(past.nightDay, day[s] - 2)
  const days = past.lastDay >= day[s] - 1 ? `${past.lastDay}:${past.run}` : ''
  return `${free},${nightDay},${days},${past.count}`
}

/** A past that goes on with shift s; undefined where a rule forbids it. */
function serving(problem: RosterProblem, p: number, s: number, past: Past, gain: number): Past | undefined {
  const { begins, ends, day, night, morning, restMinutes, runDaysMax, fairness, most, served } = problem
  const run = past.lastDay === day[s] ? past.run : past.lastDay === day[s] - 1 ? past.run + 1 : 1
  if (
    begins[s] < past.free ||
    (morning[s] && past.nightDay === day[s] - 1) ||
    run > runDaysMax ||
    past.count >= most[p]
  )
    return undefined
  return {
    free: ends[s] + restMinutes,
    nightDay: night[s] ? day[s] : past.nightDay,
    lastDay: day[s],
    run,
    count: past.count + 1,
    sum: past.sum + gain + fairness * (served[p] + past.count),
  }
}
