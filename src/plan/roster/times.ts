// Dates and hours as people write them in a roster: 2022-10-12, 2022-10-11 22:00, and the windows in which somebody can
// serve.
import { readClock } from '../callup/times.ts'
import { InputFault, type Spot } from '../fault.ts'
import { words } from './words.ts'

export const DAY_MINUTES = 1_440
const DAY_MS = 86_400_000

/** Days since 1970 of "2022-10-12", "2022/10/12" or a workbook's date; NaN for anything else. */
function dayOf(text: string): number {
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(T00:00.*)?$/.exec(text.trim())
  if (!found) return Number.NaN
  const [year, month, date] = found.slice(1, 4).map(Number)
  const at = new Date(Date.UTC(year, month - 1, date))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.getTime() / DAY_MS : Number.NaN
}

/** Throws InputFault. */
export function readDate(text: string, spot: Spot): number {
  const day = dayOf(text)
  if (Number.isNaN(day)) throw new InputFault(spot, words.notDate(text))
  return day
}

export const dateText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Minutes since 1970 of "2022-10-11 22:00"; throws InputFault. */
export function readMoment(text: string, spot: Spot): number {
  const [date = '', time = ''] = text.trim().split(/\s+/)
  const day = dayOf(date)
  if (Number.isNaN(day) || time === '') throw new InputFault(spot, words.notMoment(text))
  return day * DAY_MINUTES + readClock(time, spot)
}

/** A shift's day and minutes of that day; `end` may lie in the next. */
export interface Hours {
  readonly day: number
  readonly begin: number
  readonly end: number
}

export type Fits = (hours: Hours) => boolean

/**
 * Whether a shift lies in one of the windows of "2022-10-12; 2022-10-13 06:00-14:00; 18:00-02:00". Empty: always.
 * Throws InputFault.
 */
export function readWindows(text: string, spot: Spot): Fits {
  const parts = text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return () => true
  const windows = parts.map((part): Fits => {
    const found = /^(\S*?)\s*(?:(\d{1,2}[:：]\d{2})\s*[-–—~]\s*(\d{1,2}[:：]\d{2}))?$/.exec(part)
    const day = found && found[1] !== '' ? dayOf(found[1]) : undefined
    if (!found || (day === undefined && found[2] === undefined) || Number.isNaN(day))
      throw new InputFault(spot, words.notWindow(part))
    if (found[2] === undefined) return (hours) => hours.day === day
    const from = readClock(found[2], spot)
    const until = readClock(found[3], spot)
    const last = until <= from ? until + DAY_MINUTES : until
    return (hours) => (day === undefined || hours.day === day) && hours.begin >= from && hours.end <= last
  })
  return (hours) => windows.some((fits) => fits(hours))
}
