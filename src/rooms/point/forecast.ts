// When a point will be done: who is still to come, at the pace it has now. Shown with what it is reckoned from, so that
// nobody need believe it.
import type { Instant } from '#domain/kernel/envelope.ts'

const minute = 60_000
/** The pace is that of so long; shorter while the point is young. */
export const paceMinutes = 30
/** With fewer registrations than this no pace is told: two people are no trend. */
const fewest = 10
/** Beyond this nothing is foretold. */
const farthest = 48 * 60

export interface PointPace {
  /** Registrations by minute since 1970, ascending; minutes without any are left out. */
  readonly pace: readonly (readonly [minute: number, people: number])[]
  readonly taken: number
  /** People called to this point in the whole round; 0 where nobody is called up. */
  readonly called: number
  /** The newest counts of all lanes together. */
  readonly queue: number
}

export interface Forecast {
  /** People an hour, or null while too little is known. */
  readonly perHour: number | null
  readonly remaining: number
  /** Null while there is no pace. */
  readonly doneAt: Instant | null
  /** Minutes that the queue alone takes at this pace. */
  readonly waitMinutes: number | null
}

export function forecast({ pace, taken, called, queue }: PointPace, now: Instant): Forecast {
  const last = Math.floor(now / minute)
  const recent = pace.filter(([at]) => at > last - paceMinutes && at <= last)
  const people = recent.reduce((sum, [, n]) => sum + n, 0)
  // A point that began ten minutes ago has the pace of ten minutes.
  const span =
    recent.length === 0
      ? 0
      : Math.max(5, Math.min(paceMinutes, last - Math.max(pace[0][0], last - paceMinutes + 1) + 1))
  const remaining = Math.max(queue, called - taken, 0)
  if (people < fewest)
    return { perHour: null, remaining, doneAt: remaining === 0 ? now : null, waitMinutes: queue === 0 ? 0 : null }
  const perMinute = people / span
  const minutes = remaining / perMinute
  return {
    perHour: Math.round(perMinute * 60),
    remaining,
    doneAt: minutes > farthest ? null : now + Math.ceil(minutes) * minute,
    waitMinutes: Math.round(queue / perMinute),
  }
}
