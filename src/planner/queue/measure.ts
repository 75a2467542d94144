// What a simulated morning means: waits, lines over time, throughput, and when the last one leaves.
import type { Flow } from './simulate.ts'

export interface Waits {
  readonly people: number
  /** Minutes in line, all stages together. */
  readonly mean: number
  readonly median: number
  readonly p90: number
  readonly p95: number
  readonly max: number
}

export interface Course {
  /** Beginning of the first step and length of a step, minutes. */
  readonly from: number
  readonly step: number
  /** People in line at the beginning of each step, all stages together. */
  readonly line: Int32Array
  /** People who left during each step. */
  readonly served: Int32Array
  readonly arrived: Int32Array
}

/** Steps a course may have. */
const STEPS_MAX = 100_000

/** Minutes each person stood in line. */
export function waitsOf({ came, began, left }: Flow): Float64Array {
  const people = left.length
  const wait = new Float64Array(people)
  for (let at = 0; at < came.length; at += people)
    for (let k = 0; k < people; k++) wait[k] += began[at + k] - came[at + k]
  return wait
}

/** Values are sorted in place. */
export function summarise(waits: Float64Array): Waits {
  const people = waits.length
  if (people === 0) return { people, mean: 0, median: 0, p90: 0, p95: 0, max: 0 }
  let sum = 0
  for (let k = 0; k < people; k++) sum += waits[k]
  waits.sort()
  // Nearest rank: the least wait that at least the share of people did not exceed.
  const rank = (share: number) => waits[Math.max(0, Math.ceil(share * people) - 1)]
  return { people, mean: sum / people, median: rank(0.5), p90: rank(0.9), p95: rank(0.95), max: waits[people - 1] }
}

/** Throws RangeError when the steps would be too many. */
export function courseOf({ came, began, left }: Flow, from: number, until: number, step: number): Course {
  const steps = Math.ceil((until - from) / step)
  if (!(steps >= 1 && steps <= STEPS_MAX))
    throw new RangeError(`${steps} steps of ${step} minutes; they must be 1 to ${STEPS_MAX}`)
  const people = left.length
  const change = new Int32Array(steps + 1)
  const served = new Int32Array(steps)
  const arrived = new Int32Array(steps)
  const within = (minute: number) => Math.min(steps - 1, Math.max(0, Math.floor((minute - from) / step)))
  const atOrAfter = (minute: number) => Math.min(steps, Math.max(0, Math.ceil((minute - from) / step)))
  for (let at = 0; at < came.length; at++) {
    const first = atOrAfter(came[at])
    const end = atOrAfter(began[at])
    if (first === end) continue
    change[first]++
    change[end]--
  }
  for (let k = 0; k < people; k++) {
    served[within(left[k])]++
    arrived[within(came[k])]++
  }
  const line = new Int32Array(steps)
  for (let k = 0, now = 0; k < steps; k++) line[k] = now += change[k]
  return { from, step, line, served, arrived }
}

/** When the last person leaves; `from` when nobody came. */
export const endOf = ({ left }: Flow, from: number): number => left.reduce((a, b) => Math.max(a, b), from)
