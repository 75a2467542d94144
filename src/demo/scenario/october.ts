// The days of the story, and the figures that come of it.
import { startOfDay, zoneMs } from '#domain/kernel/zone.ts'

export const hour = 3_600_000
/** @param day of October 2022, @param at hour of the day in China */
export const october = (day: number, at: number): number => Date.UTC(2022, 9, day, at) - zoneMs
/** By how much the story moves so that its last evening, the 16th, was yesterday: nothing kept has run out by then. */
export const untilYesterday = (now: number): number => startOfDay(now) - october(17, 0)

export interface Figures {
  readonly [name: string]: unknown
}
