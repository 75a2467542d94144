// The county's clock: hours and days as people there read them. The one file that knows the zone.
import type { Instant } from './envelope.ts'

/** All of China keeps one time, the year round; named for SQL and for dates in words. */
export const timeZone = 'Asia/Shanghai'
/** By how much it is ahead of UTC. */
export const zoneMs = 8 * 3_600_000

const local = (at: Instant): Date => new Date(at + zoneMs)
const written = (at: Instant): string => local(at).toISOString()

export function hourOf(at: Instant): { readonly hour: number; readonly weekend: boolean } {
  const date = local(at)
  return { hour: date.getUTCHours(), weekend: date.getUTCDay() % 6 === 0 }
}

/** Minutes since midnight. */
export const minuteOfDay = (at: Instant): number => local(at).getUTCHours() * 60 + local(at).getUTCMinutes()

/** The midnight with which the day began. */
export const startOfDay = (at: Instant): Instant => Math.floor((at + zoneMs) / 86_400_000) * 86_400_000 - zoneMs

/** `2022-10-12` */
export const dayText = (at: Instant): string => written(at).slice(0, 10)
/** `08:30` */
export const timeText = (at: Instant): string => written(at).slice(11, 16)
/** `2022-10-12 08:30` */
export const clockText = (at: Instant): string => written(at).slice(0, 16).replace('T', ' ')

/** What `<input type="datetime-local">` holds, `2022-10-12T08:30`, and back; not a number where nothing is in it. */
export const asInput = (at: Instant): string => written(at).slice(0, 16)
export const fromInput = (text: string): Instant => Date.parse(`${text}:00+08:00`)
