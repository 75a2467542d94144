// The county's clock: hours and days as people there read them. The one file that knows the zone.
import type { Instant } from './envelope.ts'

/** All of China keeps one time. */
export const timeZone = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })

export function hourOf(at: Instant): { readonly hour: number; readonly weekend: boolean } {
  const parts = clock.formatToParts(at)
  const read = (type: 'hour' | 'weekday') => parts.find((part) => part.type === type)!.value
  return { hour: Number(read('hour')), weekend: ['Sat', 'Sun'].includes(read('weekday')) }
}

const minutes = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export function minuteOfDay(at: Instant): number {
  const [hour, minute] = minutes.format(at).split(':').map(Number)
  return hour * 60 + minute
}
