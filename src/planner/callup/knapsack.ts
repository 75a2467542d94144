// The knapsack of one cell: which buildings fill it best at given values. Depth first, best ratio first, cut off by the
// fractional bound
// (Horowitz & Sahni, "Computing partitions with applications to the knapsack problem", 1974); hard ones by a table over
// the room (Bellman, "Dynamic programming", 1957); buildings that may be spread over slots count as divisible and fill
// what is left, which can only raise the value, so the bound stays a bound.

/** Nodes of the search before the table takes over. */
const NODES_MAX = 400

export class Knapsack {
  /** Whole items of the cell: value and size; the caller fills the first `count`. */
  readonly value: Float64Array
  readonly size: Int32Array
  /** Value over size; the items come with the best ratio first. */
  readonly ratio: Float64Array
  readonly item: Int32Array
  count = 0
  /** Divisible ones: value of one person, and how many there are. */
  readonly worth: Float64Array
  readonly many: Int32Array
  readonly part: Int32Array
  parts = 0
  /** After `solve`: 1 for the whole items taken, people taken of the divisible ones. */
  readonly taken: Uint8Array
  readonly took: Int32Array
  private readonly inside: Uint8Array
  private readonly best: Float64Array
  private readonly bits: Uint8Array
  private readonly width: number

  /** @param items most items of a cell @param room most people of a cell */
  constructor(items: number, room: number) {
    this.value = new Float64Array(items)
    this.size = new Int32Array(items)
    this.item = new Int32Array(items)
    this.worth = new Float64Array(items)
    this.many = new Int32Array(items)
    this.part = new Int32Array(items)
    this.taken = new Uint8Array(items)
    this.took = new Int32Array(items)
    this.ratio = new Float64Array(items)
    this.inside = new Uint8Array(items)
    this.width = room + 1
    this.best = new Float64Array(this.width)
    this.bits = new Uint8Array(Math.ceil(this.width / 8) * items)
  }

  /** The greatest value that fits in `room`. */
  solve(room: number): number {
    const { count, value, size, taken, parts } = this
    if (parts > 1) this.sortParts()
    let sizes = 0
    let all = 0
    for (let k = 0; k < count; k++) {
      sizes += size[k]
      all += value[k]
    }
    if (sizes <= room) {
      taken.fill(1, 0, count)
      return all + (parts > 0 ? this.pour(room - sizes) : 0)
    }
    if (parts === 0) {
      const value = this.search(room)
      if (value >= 0) return value
    }
    this.table(room)
    let at = room
    if (parts > 0) at = this.splitPoint(room)
    this.trace(at)
    return this.best[at] + (parts > 0 ? this.pour(room - at) : 0)
  }

  /** Depth first; -1 when it takes too long. The bound is asked anew only where an item was left out. */
  private search(room: number): number {
    const { count, value, size, ratio, taken, inside } = this
    let best = -1
    let now = 0
    let free = room
    let k = 0
    inside.fill(0, 0, count)
    for (let nodes = 0; nodes < NODES_MAX; nodes++) {
      for (; k < count && now + ratio[k] * free > best; k++) {
        if (size[k] > free) continue
        inside[k] = 1
        free -= size[k]
        now += value[k]
      }
      if (now > best) {
        best = now
        taken.set(inside.subarray(0, count))
      }
      do {
        do k--
        while (k >= 0 && inside[k] === 0)
        if (k < 0) return best
        inside[k] = 0
        free += size[k]
        now -= value[k]
      } while (now + this.fraction(k + 1, free) <= best)
      k++
    }
    return -1
  }

  /** What items from k on could add, the last one cut to fit. */
  private fraction(k: number, free: number): number {
    const { count, value, size, ratio } = this
    let sum = 0
    for (; k < count; k++) {
      if (size[k] > free) return sum + ratio[k] * free
      free -= size[k]
      sum += value[k]
    }
    return sum
  }

  private table(room: number): void {
    const { count, value, size, best, bits, width } = this
    const row = Math.ceil(width / 8)
    best.fill(0, 0, room + 1)
    bits.fill(0, 0, count * row)
    // No sum above what came so far can be reached: early rows are short.
    let reach = 0
    for (let k = 0; k < count; k++) {
      const v = value[k]
      const s = size[k]
      const before = reach
      reach = Math.min(room, reach + s)
      for (let c = before + 1; c <= reach; c++) best[c] = best[before]
      for (let c = reach; c >= s; c--) {
        const sum = best[c - s] + v
        if (sum > best[c]) {
          best[c] = sum
          bits[k * row + (c >> 3)] |= 1 << (c & 7)
        }
      }
    }
    for (let c = reach + 1; c <= room; c++) best[c] = best[reach]
  }

  private trace(at: number): void {
    const { count, size, taken, bits, width } = this
    const row = Math.ceil(width / 8)
    let sum = 0
    for (let k = 0; k < count; k++) sum += size[k]
    let c = at
    for (let k = count - 1; k >= 0; k--) {
      // Beyond what the items so far can fill, the table holds the value of all they fill.
      c = Math.min(c, sum)
      taken[k] = (bits[k * row + (c >> 3)] >> (c & 7)) & 1
      if (taken[k]) c -= size[k]
      sum -= size[k]
    }
  }

  /** Dearest first, ties as they came. */
  private sortParts(): void {
    const { parts, worth, many, part } = this
    for (let k = 1; k < parts; k++) {
      const [w, m, p] = [worth[k], many[k], part[k]]
      let at = k
      for (; at > 0 && worth[at - 1] < w; at--) {
        worth[at] = worth[at - 1]
        many[at] = many[at - 1]
        part[at] = part[at - 1]
      }
      worth[at] = w
      many[at] = m
      part[at] = p
    }
  }

  /** Pours the divisible ones, dearest first, into `room`. */
  private pour(room: number): number {
    const { parts, worth, many, took } = this
    let value = 0
    for (let k = 0; k < parts; k++) {
      took[k] = Math.min(room, many[k])
      value += took[k] * worth[k]
      room -= took[k]
    }
    return value
  }

  /** Room for the whole items such that they and the divisible ones are worth most. */
  private splitPoint(room: number): number {
    let best = -Infinity
    let at = room
    for (let c = 0; c <= room; c++) {
      const value = this.best[c] + this.pour(room - c)
      if (value > best) {
        best = value
        at = c
      }
    }
    return at
  }
}
