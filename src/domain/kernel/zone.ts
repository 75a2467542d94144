// The county's clock: hours and days as people there read them. The one file that knows the zone.
import type { Instant } from './envelope.ts'

/** All of China keeps one time, the year round; named for SQL and for dates in words. */
export const timeZone = 'Asia/Shanghai'
/** By how much it is ahead of UTC. */
export const zoneMs = 8 * 3_600_000

/** `2022-10-12T08:30`, what `<input type="datetime-local">` holds. */
export const asInput = (at: Instant): string => new Date(at + zoneMs).toISOString().slice(0, 16)
/** `2022-10-12` */
export const dayText = (at: Instant): string => asInput(at).slice(0, 10)
/** `08:30` */
export const timeText = (at: Instant): string => asInput(at).slice(11)
/** `2022-10-12 08:30` */
export const clockText = (at: Instant): string => asInput(at).replace('T', ' ')

/** What was put into such an input; not a number where nothing was. */
export const fromInput = (text: string): Instant => Date.parse(`${text}:00+08:00`)

/** The midnight with which the day began. */
export const startOfDay = (at: Instant): Instant => fromInput(`${dayText(at)}T00:00`)

/** Minutes since midnight. */
export const minuteOfDay = (at: Instant): number => Math.floor((at - startOfDay(at)) / 60_000)

export function hourOf(at: Instant): { readonly hour: number; readonly weekend: boolean } {
  return { hour: Math.floor(minuteOfDay(at) / 60), weekend: new Date(at + zoneMs).getUTCDay() % 6 === 0 }
}
