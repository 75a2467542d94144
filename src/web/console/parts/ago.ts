// How long ago, in words that a glance takes in; exact times stand in the details.
import { timeZone } from '#domain/kernel/zone.ts'
import { preferences } from '#web/ui/preferences.ts'
import { t, when } from '#web/ui/words.ts'
import { localeOf } from '#words/languages.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** Beyond a day the date says more than the number of hours. */
const DAY_MS = 86_400_000

export function ago(at: number, now = Date.now()): string {
  const passed = now - at
  if (passed < MINUTE_MS) return t('console.just-now')
  if (passed < HOUR_MS) return t('console.minutes-ago', { n: Math.floor(passed / MINUTE_MS) })
  if (passed < DAY_MS) return t('console.hours-ago', { n: Math.floor(passed / HOUR_MS) })
  return when(at, 'day')
}

/** A date that stays true on paper and on a wall: never "today". */
export function fullDate(at: number, withTime = false): string {
  return new Intl.DateTimeFormat(localeOf(preferences.value.language), {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    ...(withTime ? { hour: '2-digit', minute: '2-digit', hour12: false } : { weekday: 'long' }),
  }).format(at)
}

/** A span as 5:07 or 1:05:07, for timers. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`
}
