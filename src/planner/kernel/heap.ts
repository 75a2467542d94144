// A binary heap of numbered things with numeric keys on typed arrays, with decrease-key by a place index.
// Williams, "Algorithm 232: Heapsort" (1964). Four children a node (Johnson, "Priority queues with update", 1975):
// fewer levels, better cached.

/** Things are 0 … size-1, each at most once inside. Ties come out in an order that depends only on the calls made. */
export class Heap {
  count = 0
  private readonly keys: Float64Array
  private readonly things: Int32Array
  /** Where a thing stands, -1 for outside. */
  private readonly place: Int32Array

  constructor(size: number) {
    this.keys = new Float64Array(size)
    this.things = new Int32Array(size)
    this.place = new Int32Array(size).fill(-1)
  }

  has(thing: number): boolean {
    return this.place[thing] >= 0
  }

  /** The least key; the heap must not be empty. */
  leastKey(): number {
    return this.keys[0]
  }

  /** Puts a thing in, or lowers its key; a higher key than it has is ignored. */
  push(thing: number, key: number): void {
    let at = this.place[thing]
    if (at < 0) at = this.count++
    else if (key >= this.keys[at]) return
    const { keys, things, place } = this
    while (at > 0) {
      const up = (at - 1) >> 2
      if (keys[up] <= key) break
      keys[at] = keys[up]
      things[at] = things[up]
      place[things[at]] = at
      at = up
    }
    keys[at] = key
    things[at] = thing
    place[thing] = at
  }

  /** Takes out the thing with the least key; the heap must not be empty. */
  pop(): number {
    const { keys, things, place } = this
    const top = things[0]
    place[top] = -1
    const last = --this.count
    if (last > 0) this.sink(keys[last], things[last])
    return top
  }

  /** Empties it in time of what it holds. */
  clear(): void {
    for (let at = 0; at < this.count; at++) this.place[this.things[at]] = -1
    this.count = 0
  }

  private sink(key: number, thing: number): void {
    const { keys, things, place, count } = this
    let at = 0
    for (let child = 1; child < count; child = (at << 2) + 1) {
      let least = child
      const end = child + 4 < count ? child + 4 : count
      for (let other = child + 1; other < end; other++) if (keys[other] < keys[least]) least = other
      if (keys[least] >= key) break
      keys[at] = keys[least]
      things[at] = things[least]
      place[things[at]] = at
      at = least
    }
    keys[at] = key
    things[at] = thing
    place[thing] = at
  }
}
