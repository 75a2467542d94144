// The JSON and the sheets of `muster plan roster`: made from the solver's numbers, read back for swaps.
import { readFile } from 'node:fs/promises'
import type { RosterAnswer } from '#planner/roster/problem.ts'
import { rosterReasons } from '#planner/roster/reasons.ts'
import { verifyRoster } from '#planner/roster/verify.ts'
import { InputFault } from '../fault.ts'
import { words as common } from '../words.ts'
import type { Sheet } from '../write.ts'
import { placeKey, type Rota } from './rota.ts'
import { dateText } from './times.ts'
import { openReasons, words } from './words.ts'

export interface SeatJson {
  readonly person: string
  readonly post: string
  readonly shift: string
  /** Way, wish and continuity. */
  readonly cost: number
  /** Who is free to step in at least cost; null: the seat would stay open. */
  readonly next: string | null
  /** What losing the person would cost more. */
  readonly extra: number
}

export interface OpenJson {
  readonly post: string
  readonly shift: string
  readonly seats: number
  readonly why: string
  /** How many able people each obstacle keeps away. */
  readonly tally: Readonly<Record<string, number>>
}

export interface RosterJson {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly proven: boolean
  readonly shortage: number
  readonly shifts: readonly {
    readonly shift: string
    readonly date: string
    readonly begin: number
    readonly end: number
  }[]
  readonly assignments: readonly (readonly [person: string, post: string, shift: string])[]
  readonly open: readonly OpenJson[]
  readonly reasons: readonly SeatJson[]
  readonly certificate: {
    readonly places: readonly (readonly [post: string, shift: string, price: number])[]
    readonly units: readonly (readonly [unit: string, shift: string, price: number])[]
  }
  readonly seed: number
  /** For `--work`, in rounds of improvement; null where time or Ctrl-C decided. */
  readonly work: number | null
  readonly cpuSeconds: number
}

/** Post and shift of a place. */
export const placeNames = (rota: Rota, q: number): readonly [post: string, shift: string] => [
  rota.posts[rota.postOf[q]].post,
  rota.shifts[rota.problem.shift[q]].shift,
]

export const gapOf = (objective: number, bound: number): number =>
  objective === bound ? 0 : (objective - bound) / Math.max(1, Math.abs(bound))

export function rosterJson(
  rota: Rota,
  answer: RosterAnswer,
  spent: Pick<RosterJson, 'seed' | 'work' | 'cpuSeconds'>,
): RosterJson {
  const { problem, people, shifts, unitIds } = rota
  const placeOf = new Int32Array(problem.person.length)
  for (let q = 0; q < problem.places; q++) placeOf.fill(q, problem.start[q], problem.start[q + 1])
  const why = rosterReasons(problem, answer)
  const reasons = why.seats.map(({ arc, next, extra }): SeatJson => {
    const [post, shift] = placeNames(rota, placeOf[arc])
    return {
      person: people[problem.person[arc]].person,
      post,
      shift,
      cost: problem.cost[arc],
      next: next < 0 ? null : people[next].person,
      extra,
    }
  })
  return {
    objective: answer.objective,
    bound: answer.bound,
    gap: gapOf(answer.objective, answer.bound),
    proven: answer.proven,
    shortage: rota.choices.shortage,
    shifts: shifts.map(({ shift, day, begin, end }) => ({ shift, date: dateText(day), begin, end })),
    assignments: reasons.map(({ person, post, shift }) => [person, post, shift]),
    open: why.open.map(({ place, seats, why: reason, tally }) => {
      const [post, shift] = placeNames(rota, place)
      return { post, shift, seats, why: reason, tally: { ...tally } }
    }),
    reasons,
    certificate: {
      places: Array.from(answer.placePrice, (price, q) => [...placeNames(rota, q), price] as const),
      units: unitIds.flatMap((unit, u) =>
        shifts.map(({ shift }, s) => [unit, shift, answer.unitPrice[u * problem.shifts + s]] as const),
      ),
    },
    ...spent,
  }
}

/** One row a seat, and one a person with a column a shift: the list that is pinned to the wall. */
export function rosterSheets(rota: Rota, json: RosterJson): Sheet[] {
  const seats = [
    ...json.reasons.map((row) => [row.post, row.shift, row.person, row.cost, row.next, row.extra, null, null]),
    ...json.open.map((row) => [row.post, row.shift, null, null, null, null, row.seats, openReasons[row.why].zh]),
  ]
  const at = new Map(json.assignments.map(([person, post, shift]) => [placeKey(person, shift), post]))
  const names = new Map(rota.posts.map((row) => [row.post, row.name ?? row.post]))
  const rows = rota.people.map(({ person, unit }) => [
    person,
    unit,
    ...rota.shifts.map(({ shift }) => names.get(at.get(placeKey(person, shift)) ?? '') ?? null),
  ])
  return [
    { name: 'seats', header: ['post', 'shift', 'person', 'cost', 'next', 'extra', 'open', 'why'], rows: seats },
    { name: 'people', header: ['person', 'unit', ...rota.shifts.map(({ shift }) => shift)], rows },
  ]
}

/** Arcs of a roster written before; throws InputFault for what is not one of these inputs. */
export async function readRoster(file: string, rota: Rota): Promise<Int32Array> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputFault({ file }, common.noFile)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new InputFault({ file }, common.badJson((error as Error).message))
  }
  const list = (json as Partial<RosterJson> | null)?.assignments
  if (!Array.isArray(list)) throw new InputFault({ file, field: 'assignments' }, words.notPlan)
  const { problem } = rota
  const person = new Map(rota.people.map((row, p) => [row.person, p]))
  const arcs = list.map((row: unknown, k) => {
    const field = `assignments[${k}]`
    if (!Array.isArray(row) || row.length !== 3 || !row.every((cell) => typeof cell === 'string'))
      throw new InputFault({ file, field }, words.notPlan)
    const [who, post, shift] = row as [string, string, string]
    const q = rota.placeOf.get(placeKey(post, shift))
    if (!person.has(who)) throw new InputFault({ file, field }, common.unknown(who, 'people'))
    if (q === undefined) throw new InputFault({ file, field }, words.noPlace(post, shift))
    for (let arc = problem.start[q]; arc < problem.start[q + 1]; arc++)
      if (problem.person[arc] === person.get(who)) return arc
    throw new InputFault({ file, field }, words.unlawfulPlan('cannot-serve'))
  })
  const flaw = verifyRoster(problem, { arcs, objective: Number.NaN, bound: -Infinity, placePrice: [], unitPrice: [] })
  if (flaw && flaw.flaw !== 'objective')
    throw new InputFault({ file, field: 'assignments' }, words.unlawfulPlan(flaw.flaw))
  return Int32Array.from(arcs).sort()
}
