// How people come: called up to a slot and more or less punctual, or uncontrolled, most of them when everybody comes.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { normal } from './draw.ts'

/** A group called to a point from minute `from` for `minutes`. */
export interface Summons {
  readonly people: number
  readonly from: number
  readonly minutes: number
}

export interface Manners {
  /** Share of those called who come. */
  readonly show: number
  /** Standard deviation of coming early or late, minutes. */
  readonly spread: number
  /** Nobody can join a line before this minute. */
  readonly opens: number
}

/** A morning without call-up: everybody comes about the first hours, as people do who fear the queue. */
export interface Rush {
  readonly show: number
  readonly opens: number
  readonly closes: number
  /** Minute when most come, and the standard deviation about it; the rest is spread evenly. */
  readonly peak: number
  readonly spread: number
  /** Share that comes with the peak. */
  readonly crowd: number
}

/** Arrival minutes, rising, of people called up: evenly over their slot, give or take. */
export function calledArrivals(
  summons: readonly Summons[],
  { show, spread, opens }: Manners,
  seed: number,
): Float64Array {
  const random = createRandom(seed)
  const times = new Float64Array(summons.reduce((sum, { people }) => sum + people, 0))
  let count = 0
  for (const { people, from, minutes } of summons) {
    for (let k = 0; k < people; k++) {
      if (random.next() >= show) continue
      times[count++] = Math.max(opens, from + random.next() * minutes + (spread > 0 ? spread * normal(random) : 0))
    }
  }
  return times.slice(0, count).sort()
}

/** Arrival minutes, rising, of people who come as they like. */
export function rushArrivals(people: number, rush: Rush, seed: number): Float64Array {
  const random = createRandom(seed)
  const times = new Float64Array(people)
  let count = 0
  for (let k = 0; k < people; k++) if (random.next() < rush.show) times[count++] = comes(rush, random)
  return times.slice(0, count).sort()
}

function comes({ opens, closes, peak, spread, crowd }: Rush, random: Random): number {
  if (random.next() >= crowd) return opens + random.next() * (closes - opens)
  // Whoever would come before the gates open stands there when they do; whoever is later than closing time comes just
  // before it.
  return Math.min(closes, Math.max(opens, peak + spread * normal(random)))
}

/** Arrivals of a Poisson stream from minute 0: what the closed forms speak of. */
export function poissonArrivals(count: number, rate: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const times = new Float64Array(count)
  for (let k = 0, now = 0; k < count; k++) times[k] = now -= Math.log(random.next() + 1.1641532182693481e-10) / rate
  return times
}
