// The JSON of `muster plan simulate`.
import type { Course, Waits } from '#planner/queue/measure.ts'
import type { Outcome } from '#planner/queue/mornings.ts'
import type { PointJson } from '../callup/answer.ts'
import { clock } from '../callup/times.ts'
import type { Sheet } from '../write.ts'

export interface CourseJson {
  /** Minutes after midnight and minutes a step. */
  readonly from: number
  readonly step: number
  readonly line: readonly number[]
  readonly served: readonly number[]
  readonly arrived: readonly number[]
}

export interface SimulatedPoint {
  readonly point: string
  /** Minutes. */
  readonly waits: Waits
  readonly longestLine: number
  readonly end: string
  readonly line: readonly number[]
}

export interface SimulatedMorning {
  readonly waits: Waits
  readonly longestLine: number
  readonly end: string
  readonly events: number
  readonly course: CourseJson
  readonly points: readonly SimulatedPoint[]
}

export interface SimulateJson {
  readonly seed: number
  readonly cpuSeconds: number
  readonly assumptions: Readonly<Record<string, number | string>>
  readonly points: readonly PointJson[]
  readonly called?: SimulatedMorning
  readonly uncontrolled?: SimulatedMorning
  /** How many times shorter waits are when called up; null where nobody waits then. */
  readonly comparison?: { readonly mean: number | null; readonly p95: number | null; readonly max: number | null }
  /** Points simulated before Ctrl-C, where it came. */
  readonly interruptedAfter?: number
}

const round = (value: number) => Math.round(value * 1_000) / 1_000

const roundWaits = ({ people, ...waits }: Waits): Waits => ({
  people,
  mean: round(waits.mean),
  median: round(waits.median),
  p90: round(waits.p90),
  p95: round(waits.p95),
  max: round(waits.max),
})

const courseJson = ({ from, step, line, served, arrived }: Course): CourseJson => ({
  from,
  step,
  line: [...line],
  served: [...served],
  arrived: [...arrived],
})

export function morningJson(points: readonly PointJson[], outcome: Outcome): SimulatedMorning {
  return {
    waits: roundWaits(outcome.waits),
    longestLine: outcome.points.reduce((most, { longest }) => Math.max(most, longest), 0),
    end: clock(outcome.end),
    events: outcome.events,
    course: courseJson(outcome.course),
    points: outcome.points.map(({ waits, longest, end, course }, p) => ({
      point: points[p].point,
      waits: roundWaits(waits),
      longestLine: longest,
      end: clock(end),
      line: [...course.line],
    })),
  }
}

const times = (long: number, short: number): number | null => (short > 0 ? round(long / short) : null)

export const comparisonOf = (called: SimulatedMorning, uncontrolled: SimulatedMorning) => ({
  mean: times(uncontrolled.waits.mean, called.waits.mean),
  p95: times(uncontrolled.waits.p95, called.waits.p95),
  max: times(uncontrolled.waits.max, called.waits.max),
})

export function simulateSheets({ called, uncontrolled }: SimulateJson): Sheet[] {
  const rows = (
    [
      ['called', called],
      ['uncontrolled', uncontrolled],
    ] as const
  ).flatMap(([way, morning]) =>
    (morning?.points ?? []).map(({ point, waits, longestLine, end }) => [
      way,
      point,
      waits.people,
      waits.mean,
      waits.median,
      waits.p90,
      waits.p95,
      waits.max,
      longestLine,
      end,
    ]),
  )
  return [
    {
      name: 'simulate',
      header: ['way', 'point', 'people', 'mean', 'median', 'p90', 'p95', 'max', 'longestLine', 'end'],
      rows,
    },
  ]
}
