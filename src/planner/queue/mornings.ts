// Many points of one morning: each by itself, from its own seed, so that adding a point changes nothing elsewhere; then
// all together.
import { type Course, courseOf, endOf, summarise, type Waits, waitsOf } from './measure.ts'
import type { Stage } from './problem.ts'
import { type Flow, simulate } from './simulate.ts'

export interface PointMorning {
  readonly arrivals: Float64Array
  readonly stages: readonly Stage[]
  readonly seed: number
}

export interface PointOutcome {
  readonly waits: Waits
  readonly course: Course
  /** Most people in any one line of the point. */
  readonly longest: number
  /** When the last person leaves, minutes. */
  readonly end: number
}

export interface Outcome {
  readonly points: readonly PointOutcome[]
  readonly waits: Waits
  readonly course: Course
  readonly end: number
  readonly events: number
}

/** Simulates every point. @param from beginning of the courses, minutes @param step their step */
export function simulateMornings(mornings: readonly PointMorning[], from: number, step: number): Outcome {
  return outcomeOf(mornings.map(simulate), from, step)
}

/** Measures what was simulated, point by point and together. */
export function outcomeOf(flows: readonly Flow[], from: number, step: number): Outcome {
  const ends = flows.map((flow) => endOf(flow, from))
  const end = ends.reduce((a, b) => Math.max(a, b), from)
  // One step past the end, so that every course shows its line empty.
  const until = (Math.floor((end - from) / step) + 2) * step + from
  const waits = flows.map(waitsOf)
  const all = new Float64Array(waits.reduce((sum, wait) => sum + wait.length, 0))
  waits.reduce((at, wait) => (all.set(wait, at), at + wait.length), 0)
  const courses = flows.map((flow) => courseOf(flow, from, until, step))
  return {
    points: flows.map((flow, p) => ({
      waits: summarise(waits[p]),
      course: courses[p],
      longest: flow.longest.reduce((a, b) => Math.max(a, b), 0),
      end: ends[p],
    })),
    waits: summarise(all),
    course: together(courses, from, until, step),
    end,
    events: flows.reduce((sum, flow) => sum + flow.events, 0),
  }
}

function together(courses: readonly Course[], from: number, until: number, step: number): Course {
  const steps = Math.ceil((until - from) / step)
  const sum = (of: (course: Course) => Int32Array) =>
    courses.reduce(
      (total, course) =>
        of(course).forEach((count, k) => {
          total[k] += count
        }) ?? total,
      new Int32Array(steps),
    )
  return {
    from,
    step,
    line: sum(({ line }) => line),
    served: sum(({ served }) => served),
    arrived: sum(({ arrived }) => arrived),
  }
}
