// People a point can serve in each slot: lanes × rate × time, less the lanes that are closed, less the reserve that
// keeps a queue from growing.
import { checkNumber, checkWhole } from '#planner/kernel/numbers.ts'

/** Minutes are counted from any common beginning, such as midnight. */
export interface Slots {
  readonly count: number
  readonly from: number
  readonly minutes: number
}

export interface Point {
  readonly lanes: number
  /** People one lane serves in an hour. */
  readonly rate: number
  readonly closed?: readonly Closure[]
}

/** Lanes that do not serve in [from, until). */
export interface Closure {
  readonly lanes: number
  readonly from: number
  readonly until: number
}

/**
 * Rooms by point × slots + slot.
 * @param fill share of the time lanes are meant to be busy: at 1 any bad luck stays as a
 * queue for the rest of the day
 */
export function roomsOf(points: readonly Point[], slots: Slots, fill: number): Int32Array {
  checkNumber(fill, 'fill', 0.01, 1)
  checkWhole(slots.count, 'slots.count', 1, 1_000)
  checkNumber(slots.minutes, 'slots.minutes', 1, 1_440)
  const room = new Int32Array(points.length * slots.count)
  points.forEach(({ lanes, rate, closed = [] }, p) => {
    checkWhole(lanes, `points[${p}].lanes`, 0, 1_000)
    checkNumber(rate, `points[${p}].rate`, 0, 100_000)
    for (let t = 0; t < slots.count; t++) {
      const begin = slots.from + t * slots.minutes
      let open = lanes * slots.minutes
      for (const { lanes: shut, from, until } of closed)
        open -= shut * Math.max(0, Math.min(until, begin + slots.minutes) - Math.max(from, begin))
      room[p * slots.count + t] = Math.floor(((Math.max(0, open) * rate) / 60) * fill + 1e-9)
    }
  })
  return room
}
