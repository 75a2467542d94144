// The JSON of `muster plan teams` and `repair`: made from the solver's numbers, and read back by `repair` and `check`.
import { readFile } from 'node:fs/promises'
import { type Merged, seatPeople } from '#planner/teams/seats.ts'
import { reasonsOf } from '#planner/teams/reasons.ts'
import type { TeamsAnswer } from '#planner/teams/problem.ts'
import { InputFault } from './fault.ts'
import type { TeamInputs } from './inputs.ts'
import { words } from './words.ts'

export interface SeatReason {
  readonly seat: string
  readonly volunteer: string | null
  /** What the person costs here; null for an open seat. */
  readonly cost: number | null
  /** Who would step in if this person dropped out (null: the seat would stay open), others moving up behind them. */
  readonly next: string | null
  /** What that would cost more; 0 for an open seat. */
  readonly extra: number
  /** Why the seat stays open. */
  readonly open?: string
}

/** Prices by id: what the seat is worth, what one more person of the unit would save. */
export interface Certificate {
  readonly seats: readonly (readonly [string, number])[]
  readonly units: readonly (readonly [string, number])[]
}

export interface TeamsJson {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly proven: boolean
  readonly shortage: number
  readonly assignments: readonly (readonly [string, string])[]
  readonly open: readonly string[]
  readonly certificate: Certificate
  readonly reasons: readonly SeatReason[]
  readonly seed: number
  readonly cpuSeconds: number
}

/** What `repair` adds. Its objective is cost + moveCost × moved, and its certificate proves that. */
export interface RepairJson extends TeamsJson {
  readonly cost: number
  readonly moveCost: number
  readonly absent: readonly string[]
  /** [volunteer, seat before, seat now or null for sent home] */
  readonly moved: readonly (readonly [string, string, string | null])[]
  /** [volunteer, seat]: at home before. */
  readonly called: readonly (readonly [string, string])[]
  /** The assignments of the plan that was mended. */
  readonly before: readonly (readonly [string, string])[]
  readonly front?: readonly { readonly moved: number; readonly cost: number; readonly moveCost: number }[]
}

/** Person of each seat by id, and the numbers that hold for every answer. */
export function teamsJson(
  inputs: TeamInputs,
  merged: Merged,
  answer: TeamsAnswer,
  shortage: number,
  seed: number,
  cpuSeconds: number,
  before?: Int32Array,
): TeamsJson {
  const { seatIds, volunteerIds, unitIds } = inputs
  const people = seatPeople(merged, answer, before)
  const why = reasonsOf(merged.problem, answer)
  const cost = costs(merged, answer)
  const reasons = seatIds.map((seat, s): SeatReason => {
    const { next, refill, open } = why[merged.placeOf[s]]
    const v = people[s]
    return {
      seat,
      volunteer: v < 0 ? null : volunteerIds[v],
      cost: v < 0 ? null : cost[v],
      next: next < 0 || v < 0 ? null : volunteerIds[next],
      extra: v < 0 ? 0 : refill - cost[v],
      ...(v < 0 && { open: open ?? 'needed-elsewhere' }),
    }
  })
  return {
    objective: answer.objective,
    bound: answer.bound,
    gap:
      answer.objective === answer.bound ? 0 : (answer.objective - answer.bound) / Math.max(1, Math.abs(answer.bound)),
    proven: answer.proven,
    shortage,
    assignments: seatIds.flatMap((seat, s) => (people[s] < 0 ? [] : [[seat, volunteerIds[people[s]]] as const])),
    open: seatIds.filter((_, s) => people[s] < 0),
    certificate: {
      seats: seatIds.map((seat, s) => [seat, answer.placePrice[merged.placeOf[s]]] as const),
      units: unitIds.map((unit, u) => [unit, answer.unitPrice[u]] as const),
    },
    reasons,
    seed,
    cpuSeconds,
  }
}

/** What each seated volunteer costs where they sit. */
function costs({ problem }: Merged, answer: TeamsAnswer): Float64Array {
  const cost = new Float64Array(problem.volunteers).fill(Infinity)
  for (let p = 0; p < problem.places; p++) {
    for (let arc = problem.start[p]; arc < problem.start[p + 1]; arc++) {
      const v = problem.volunteer[arc]
      if (answer.place[v] === p) cost[v] = Math.min(cost[v], problem.cost[arc])
    }
  }
  return cost
}

/** Reads an answer; throws InputFault for what is not one. */
export async function readAnswer(file: string): Promise<Partial<RepairJson> & Pick<TeamsJson, 'assignments'>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputFault({ file }, words.noFile)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new InputFault({ file }, words.badJson((error as Error).message))
  }
  const answer = json as Partial<RepairJson> | null
  const pairs = answer?.assignments
  if (
    !Array.isArray(pairs) ||
    !pairs.every((pair) => Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string')
  ) {
    throw new InputFault({ file, field: 'assignments' }, words.noPairs)
  }
  return { ...answer, assignments: pairs }
}

/** Volunteer of each seat, -1 for open. Unknown ids, a seat or a person twice are faults. */
export function seatsFrom(
  pairs: readonly (readonly [string, string])[],
  inputs: TeamInputs,
  file: string,
  field: string,
): Int32Array {
  const seatNumber = new Map(inputs.seatIds.map((id, k) => [id, k]))
  const volunteerNumber = new Map(inputs.volunteerIds.map((id, k) => [id, k]))
  const people = new Int32Array(inputs.seatIds.length).fill(-1)
  const seated = new Map<number, number>()
  pairs.forEach(([seat, volunteer], k) => {
    const at = `${field}[${k}]`
    const s = seatNumber.get(seat)
    const v = volunteerNumber.get(volunteer)
    if (s === undefined) throw new InputFault({ file, field: at }, words.unknown(seat, 'seats'))
    if (v === undefined) throw new InputFault({ file, field: at }, words.unknown(volunteer, 'volunteers'))
    if (people[s] >= 0) throw new InputFault({ file, field: at }, words.doubledPair(seat))
    if (seated.has(v)) throw new InputFault({ file, field: at }, words.doubledPair(volunteer))
    people[s] = v
    seated.set(v, s)
  })
  return people
}
