// Draws service times, and the normal and exponential numbers behind them, from seeded chance.
import type { Random } from '#planner/kernel/random.ts'
import type { Service } from './problem.ts'

/** Exponential with mean 1; never infinite, since the least number drawn is half a step above 0. */
export const exponential = (random: Random): number => -Math.log(random.next() + 1.1641532182693481e-10)

/**
 * Normal with mean 0 and deviation 1 (Marsaglia & Bray, "A convenient method for generating normal variables", 1964).
 */
export function normal(random: Random): number {
  for (;;) {
    const u = 2 * random.next() - 1
    const v = 2 * random.next() - 1
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/** Fills `times` with service times in minutes. A block at a time keeps the loop of events free of choices. */
export function fillTimes(times: Float64Array, service: Service, random: Random): void {
  const { mean } = service
  if (service.kind === 'fixed') times.fill(mean)
  else if (service.kind === 'exponential') for (let k = 0; k < times.length; k++) times[k] = mean * exponential(random)
  else if (service.kind === 'erlang') {
    for (let k = 0; k < times.length; k++) {
      let sum = 0
      for (let i = 0; i < service.shape; i++) sum += exponential(random)
      times[k] = (mean * sum) / service.shape
    }
  } else {
    const variance = Math.log(1 + service.spread ** 2)
    const middle = Math.log(mean) - variance / 2
    const deviation = Math.sqrt(variance)
    for (let k = 0; k < times.length; k++) times[k] = mean === 0 ? 0 : Math.exp(middle + deviation * normal(random))
  }
}
