// From a call-up, or from homes alone, to the mornings of its points: who comes when, which stages they pass, which
// lanes have breaks.
import { calledArrivals, rushArrivals, type Rush, type Summons } from '#planner/queue/arrive.ts'
import type { PointMorning } from '#planner/queue/mornings.ts'
import type { Break, Service, Stage } from '#planner/queue/problem.ts'
import type { CallupJson, PointJson } from '../callup/answer.ts'
import { clock } from '../callup/times.ts'

/** What people and points are assumed to do. */
export interface Assumptions {
  readonly seed: number
  /** Share of the people who come. */
  readonly show: number
  /** Deviation of coming early or late, minutes. */
  readonly punctual: number
  /** Seconds at the code desk, and how they vary. */
  readonly codeSeconds: number
  readonly code: (mean: number) => Service
  readonly sample: (mean: number) => Service
  /** Uncontrolled: minutes after opening when most come, their deviation, and the share that comes with the peak. */
  readonly peak: number
  readonly peakSpread: number
  readonly crowd: number
  /** Points that fall behind, by id. */
  readonly behind: ReadonlyMap<string, { readonly from: number; readonly until: number; readonly factor: number }>
}

/** Code desks are enough that they are busy this share of the time at most when all lanes sample. */
const DESKS_BUSY = 0.8
/** Different seeds for the two ways to come and for each point; the stages draw the same times in both. */
const CALLED_SEED = 0x51ed27
const RUSH_SEED = 0x2c1b3c

const seedOf = (seed: number, salt: number, p: number): number =>
  (Math.imul(seed ^ salt, 0x85ebca6b) + Math.imul(p + 1, 0xc2b2ae35)) >>> 0

export const desksOf = ({ lanes, rate }: Pick<PointJson, 'lanes' | 'rate'>, codeSeconds: number): number =>
  Math.max(1, Math.ceil((((lanes * rate) / 3_600) * codeSeconds) / DESKS_BUSY))

/** Lanes a closure shuts are the last ones; they rest as a break does. */
function breaksOf({ lanes, closed }: PointJson): Break[] {
  return closed.flatMap(({ lanes: shut, from, until }) =>
    Array.from({ length: Math.min(lanes, shut) }, (_, k) => ({ lane: lanes - 1 - k, from, until })),
  )
}

function stagesOf(point: PointJson, assumptions: Assumptions): Stage[] {
  return [
    { lanes: desksOf(point, assumptions.codeSeconds), service: assumptions.code(assumptions.codeSeconds / 60) },
    {
      lanes: point.lanes,
      service: assumptions.sample(60 / point.rate),
      breaks: breaksOf(point),
      slow: assumptions.behind.get(point.point),
    },
  ]
}

/** People come to the point and slot they were called to. */
export function calledMornings(plan: CallupJson, assumptions: Assumptions): PointMorning[] {
  const numbers = new Map(plan.points.map(({ point }, p) => [point, p]))
  const { from, minutes, count } = plan.slots
  const begins = new Map(Array.from({ length: count }, (_, t) => [clock(from + t * minutes), from + t * minutes]))
  const summons: Summons[][] = plan.points.map(() => [])
  for (const { point, slot, people, parts } of plan.calls)
    for (const part of parts ?? [{ slot, people }])
      summons[numbers.get(point)!].push({ people: part.people, from: begins.get(part.slot) ?? from, minutes })
  return plan.points.map((point, p) => ({
    arrivals: calledArrivals(
      summons[p],
      { show: assumptions.show, spread: assumptions.punctual, opens: from },
      seedOf(assumptions.seed, CALLED_SEED, p),
    ),
    stages: stagesOf(point, assumptions),
    seed: seedOf(assumptions.seed, 0, p),
  }))
}

/** Everybody goes to the nearest point, most of them in the first hours. */
export function uncontrolledMornings(
  plan: Pick<CallupJson, 'points' | 'slots' | 'calls' | 'open'>,
  assumptions: Assumptions,
): PointMorning[] {
  const numbers = new Map(plan.points.map(({ point }, p) => [point, p]))
  const people = new Int32Array(plan.points.length)
  for (const { nearest, people: count } of [...plan.calls, ...plan.open])
    if (nearest !== null && numbers.has(nearest)) people[numbers.get(nearest)!] += count
  const opens = plan.slots.from
  const rush: Rush = {
    show: assumptions.show,
    opens,
    closes: opens + plan.slots.count * plan.slots.minutes,
    peak: opens + assumptions.peak,
    spread: assumptions.peakSpread,
    crowd: assumptions.crowd,
  }
  return plan.points.map((point, p) => ({
    arrivals: rushArrivals(people[p], rush, seedOf(assumptions.seed, RUSH_SEED, p)),
    stages: stagesOf(point, assumptions),
    seed: seedOf(assumptions.seed, 0, p),
  }))
}
