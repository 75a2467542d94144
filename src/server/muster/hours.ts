// Which part of the week a time falls in, where the people live.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Availability } from '#domain/registry/terms.ts'

/** All of China keeps one time. */
export const timeZone = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })

export function hourOf(at: Instant): { readonly hour: number; readonly weekend: boolean } {
  const parts = clock.formatToParts(at)
  const read = (type: 'hour' | 'weekday') => parts.find((part) => part.type === type)!.value
  return { hour: Number(read('hour')), weekend: ['Sat', 'Sun'].includes(read('weekday')) }
}

/**
 * As people state when they can be asked: nights from 22 to 8, evenings from 18, and the days between by week and
 * weekend.
 */
export function partOfWeek(at: Instant): Availability {
  const { hour, weekend } = hourOf(at)
  if (hour >= 22 || hour < 8) return 'night'
  if (weekend) return 'weekend'
  return hour >= 18 ? 'evening' : 'workday'
}

const minutes = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export function minuteOfDay(at: Instant): number {
  const [hour, minute] = minutes.format(at).split(':').map(Number)
  return hour * 60 + minute
}
