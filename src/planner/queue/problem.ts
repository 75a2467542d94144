// A morning at one point in numbers: people arrive, pass one stage after the other (code, sample), each with lanes and
// one line, and leave.
// Lanes have breaks; a stage may fall behind. Points do not touch each other, so each is simulated by itself.
import { checkNumber, checkWhole } from '#planner/kernel/numbers.ts'

/** How long serving one person takes. Minutes. */
export type Service =
  | { readonly kind: 'fixed'; readonly mean: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** Sum of `shape` exponentials: the larger the shape, the steadier. */
  | { readonly kind: 'erlang'; readonly mean: number; readonly shape: number }
  /** `spread` is the standard deviation over the mean. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly spread: number }

export interface Stage {
  readonly lanes: number
  readonly service: Service
  /** Breaks of single lanes; whoever is being served is served to the end. */
  readonly breaks?: readonly Break[]
  /** From a minute on, serving takes so many times as long, until another minute. */
  readonly slow?: { readonly from: number; readonly until: number; readonly factor: number }
}

export interface Break {
  /** 0 … lanes - 1. */
  readonly lane: number
  readonly from: number
  readonly until: number
}

export interface Morning {
  /** Minutes, rising. */
  readonly arrivals: Float64Array
  readonly stages: readonly Stage[]
  readonly seed: number
}

export const LANES_MAX = 1_000
export const STAGES_MAX = 8
export const ARRIVALS_MAX = 20_000_000

/** Throws RangeError naming field and remedy. */
export function checkMorning({ arrivals, stages }: Morning): void {
  checkWhole(arrivals.length, 'arrivals.length', 0, ARRIVALS_MAX)
  for (let k = 0; k < arrivals.length; k++)
    if (!(arrivals[k] >= (k === 0 ? -Number.MAX_VALUE : arrivals[k - 1])))
      throw new RangeError(`arrivals[${k}] is ${arrivals[k]}; arrivals must be numbers that never fall`)
  checkWhole(stages.length, 'stages.length', 1, STAGES_MAX)
  stages.forEach(({ lanes, service, breaks = [], slow }, s) => {
    checkWhole(lanes, `stages[${s}].lanes`, 1, LANES_MAX)
    checkNumber(service.mean, `stages[${s}].service.mean`, 0, 10_000)
    if (service.kind === 'erlang') checkWhole(service.shape, `stages[${s}].service.shape`, 1, 100)
    if (service.kind === 'lognormal') checkNumber(service.spread, `stages[${s}].service.spread`, 0, 10)
    if (slow) checkNumber(slow.factor, `stages[${s}].slow.factor`, 0, 1_000)
    breaks.forEach(({ lane, from, until }, k) => {
      checkWhole(lane, `stages[${s}].breaks[${k}].lane`, 0, lanes - 1)
      checkNumber(from, `stages[${s}].breaks[${k}].from`, -1e6, 1e6)
      checkNumber(until, `stages[${s}].breaks[${k}].until`, from, 1e6)
    })
  })
}
