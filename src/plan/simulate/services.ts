// Kinds of service times as options name them: fixed, exponential, erlang:4, lognormal:0.5.
import type { Service } from '#planner/queue/problem.ts'
import { words } from '../callup/words.ts'
import { InputFault } from '../fault.ts'

const SHAPE_MAX = 100
const SPREAD_MAX = 10

/** From a mean in minutes to a service; throws InputFault naming the option. */
export function readService(text: string, option: string): (mean: number) => Service {
  const [kind, detail] = text.split(':')
  const number = detail === undefined || detail === '' ? Number.NaN : Number(detail)
  if (detail === undefined && (kind === 'fixed' || kind === 'exponential')) return (mean) => ({ kind, mean })
  if (kind === 'erlang' && Number.isInteger(number) && number >= 1 && number <= SHAPE_MAX)
    return (mean) => ({ kind, mean, shape: number })
  if (kind === 'lognormal' && number >= 0 && number <= SPREAD_MAX) return (mean) => ({ kind, mean, spread: number })
  throw new InputFault({ field: option }, words.notService(text))
}
