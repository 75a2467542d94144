// Which part of the week a time falls in, as people state when they can be asked.
import type { Instant } from '../kernel/envelope.ts'
import { hourOf } from '../kernel/zone.ts'
import type { Availability } from './terms.ts'

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
