// The knapsack of one site: which customers of negative reduced cost it would serve within its capacity.
import type { SiteLists } from './lists.ts'

/**
 * With the last customer served in part (Dantzig, 1957), by weighted selection instead of sorting. Leaves what it took
 * in lists.taken and lists.share.
 */
export function fractionalKnapsack(lists: SiteLists, site: number): number {
  const { customer, reduced, start, load, taken, share, problem } = lists
  const { demand, capacity } = problem
  const from = start[site]
  const end = start[site + 1]
  taken[site] = end - from
  share[site] = 1
  let room = capacity[site]
  let value = 0
  if (load[site] <= room) {
    for (let at = from; at < end; at++) value += reduced[at]
    return value
  }
  let low = from
  let high = end
  // Narrow [low, high) to the item at which the room runs out; what lies before low is taken whole.
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const pivot = reduced[middle] / demand[customer[middle]]
    let at = low
    let used = 0
    let sum = 0
    swap(customer, reduced, middle, high - 1)
    for (let k = low; k < high - 1; k++) {
      const weight = demand[customer[k]]
      if (reduced[k] > pivot * weight || (reduced[k] === pivot * weight && customer[k] > customer[high - 1])) continue
      used += weight
      sum += reduced[k]
      swap(customer, reduced, k, at++)
    }
    swap(customer, reduced, at, high - 1)
    if (used >= room) {
      high = at
      continue
    }
    const weight = demand[customer[at]]
    if (used + weight >= room) {
      low = at
      high = at + 1
      room -= used
      value += sum
      break
    }
    room -= used + weight
    value += sum + reduced[at]
    low = at + 1
  }
  if (high - low < 1 || room <= 0) {
    taken[site] = low - from
    return value
  }
  taken[site] = low - from + 1
  share[site] = Math.min(1, room / demand[customer[low]])
  return value + share[site] * reduced[low]
}

function swap(customer: Int32Array, reduced: Float64Array, a: number, b: number): void {
  const c = customer[a]
  customer[a] = customer[b]
  customer[b] = c
  const r = reduced[a]
  reduced[a] = reduced[b]
  reduced[b] = r
}

/** Exactly, by dynamic programming over whole capacities. */
export class WholeKnapsack {
  private readonly table: Float64Array
  private readonly chosen: Uint8Array

  constructor(capacityMax: number, customers: number) {
    this.table = new Float64Array(capacityMax + 1)
    this.chosen = new Uint8Array((capacityMax + 1) * customers)
  }

  value(lists: SiteLists, site: number): number {
    const {
      customer,
      reduced,
      start,
      problem: { demand, capacity },
    } = lists
    const { table, chosen } = this
    const room = capacity[site]
    const width = room + 1
    table.fill(0, 0, width)
    for (let at = start[site], row = 0; at < start[site + 1]; at++, row += width) {
      const weight = demand[customer[at]]
      const gain = reduced[at]
      chosen.fill(0, row, row + width)
      for (let c = room; c >= weight; c--) {
        if (table[c - weight] + gain >= table[c]) continue
        table[c] = table[c - weight] + gain
        chosen[row + c] = 1
      }
    }
    return table[room]
  }

  /** Counts the chosen customers of a site in `served`. */
  mark(lists: SiteLists, site: number, served: Float64Array): void {
    const {
      customer,
      start,
      problem: { demand, capacity },
    } = lists
    this.value(lists, site)
    const width = capacity[site] + 1
    let c = capacity[site]
    for (let at = start[site + 1] - 1; at >= start[site]; at--) {
      if (!this.chosen[(at - start[site]) * width + c]) continue
      served[customer[at]]++
      c -= demand[customer[at]]
    }
  }
}
