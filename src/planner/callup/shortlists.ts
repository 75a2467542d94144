// For each building the options worth a look: cheapest first at the prices of room. A full row of options is mostly
// noise to the search.
import { type Options, shareOf } from './options.ts'
import type { CallupProblem } from './problem.ts'

export interface Shortlists {
  /** Options of building b at [start[b]] … [start[b + 1] - 1], cheapest first. */
  readonly start: Int32Array
  readonly option: Int32Array
}

/** @param most options kept of each building */
export function shortlistsOf(
  problem: CallupProblem,
  options: Options,
  active: Int32Array,
  price: Float64Array,
  most: number,
): Shortlists {
  const { buildings, slots, start: arcStart, point, people } = problem
  const { cost, span } = options
  const start = new Int32Array(buildings + 1)
  const list: number[] = []
  const chosen = new Uint8Array(buildings)
  for (const b of active) chosen[b] = 1
  for (let b = 0; b < buildings; b++) {
    if (chosen[b]) {
      const row: { o: number; price: number }[] = []
      for (let arc = arcStart[b]; arc < arcStart[b + 1]; arc++) {
        for (let t = 0; t < slots; t++) {
          let sum = cost[arc * slots + t]
          if (sum === Infinity) continue
          for (let i = 0; i < span[arc]; i++)
            sum += shareOf(people[b], span[arc], i) * price[point[arc] * slots + t + i]
          row.push({ o: arc * slots + t, price: sum })
        }
      }
      row.sort((a, c) => a.price - c.price || a.o - c.o)
      for (let k = 0; k < row.length && k < most; k++) list.push(row[k].o)
    }
    start[b + 1] = list.length
  }
  return { start, option: Int32Array.from(list) }
}
