// Clock times and slots as people write them: 08:30, 06:00-12:00/30, and the hours a point is closed.
import type { Closure, Slots } from '#planner/callup/rooms.ts'
import { InputFault, type Spot } from '../fault.ts'
import { words } from './words.ts'

const DAY_MINUTES = 1_440
const SLOTS_MAX = 1_000

const minuteOf = (text: string): number => {
  const found = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim())
  const minute = found ? Number(found[1]) * 60 + Number(found[2]) : Number.NaN
  return found && Number(found[2]) < 60 && minute <= DAY_MINUTES ? minute : Number.NaN
}

/** Minutes after midnight of "8:30"; throws InputFault. */
export function readClock(text: string, spot: Spot): number {
  const minute = minuteOf(text)
  if (Number.isNaN(minute)) throw new InputFault(spot, words.notClock(text))
  return minute
}

/** "08:30"; minutes past midnight of the next day count on: "25:10". */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`

/** "06:00-12:00/30"; a remainder shorter than a slot is left out. */
export function readSlots(text: string, spot: Spot): Slots {
  const [range, length = ''] = text.split('/')
  const [from, until] = range.split(/[-–]/).map(minuteOf)
  const minutes = /^\d+$/.test(length.trim()) ? Number(length) : Number.NaN
  const count = Math.floor((until - from) / minutes)
  if (!(count >= 1 && count <= SLOTS_MAX && minutes >= 1)) throw new InputFault(spot, words.notSlots(text))
  return { count, from, minutes }
}

/** "09:00-10:00; 11:00-11:30/1"; without a number all lanes are closed. */
export function readClosures(text: string, lanes: number, spot: Spot): Closure[] {
  return text
    .split(/[;；]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [range, shut = String(lanes)] = part.split('/')
      const [from, until] = range.split(/[-–]/).map(minuteOf)
      const count = /^\d+$/.test(shut.trim()) ? Number(shut) : Number.NaN
      if (!(until > from && count >= 1 && count <= Math.max(1, lanes)))
        throw new InputFault(spot, words.notClosed(text))
      return { lanes: count, from, until }
    })
}

/** Number of the slot that begins at a time; throws InputFault. */
export function slotAt(text: string, slots: Slots, spot: Spot): number {
  const slot = (readClock(text, spot) - slots.from) / slots.minutes
  if (!Number.isInteger(slot) || slot < 0 || slot >= slots.count) throw new InputFault(spot, words.noSuchSlot(text))
  return slot
}
