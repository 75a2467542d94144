// For given prices, what the best lawful sequence of every person is worth, and what serving one shift adds or costs
// along it: dynamic programming over the diagram (Bellman, "Dynamic Programming", 1957), forwards and backwards, so
// that a block's choices are priced by all days around it.
import type { Diagram } from './diagram.ts'
import type { Layout } from './layout.ts'
import { FAR, NEVER } from './problem.ts'

export class Sequences {
  readonly layout: Layout
  readonly diagram: Diagram
  readonly blocks: number
  /** Least of cost - price of place + price of unit for person × shift, NEVER without an arc. */
  readonly worth: Int32Array
  /** Least sum from each person × node of a stage to the end. */
  readonly back: readonly Int32Array[]
  /** Least sum from the begin to each person × node of the present stage. */
  front: Int32Array
  /** By option - 1 and person: what serving that shift of the block costs more than serving none. */
  readonly chance: Int32Array
  /** Option that a lock leaves each person × block, 0 for free. */
  readonly must: Uint8Array
  private spare: Int32Array
  /** Fairness of a person's n-th shift is step × (base + n): base = served + most - left. */
  private readonly base: Int32Array

  constructor(layout: Layout, diagram: Diagram) {
    const { people, shifts, served } = layout.problem
    this.layout = layout
    this.diagram = diagram
    this.blocks = diagram.blocks.length
    this.worth = new Int32Array(people * shifts).fill(NEVER)
    const widest = diagram.width.reduce((a, b) => Math.max(a, b), 0)
    checkMemory(people, diagram.width)
    this.back = Array.from(diagram.width, (width) => new Int32Array(people * width))
    this.front = new Int32Array(people * widest)
    this.spare = new Int32Array(people * widest)
    this.chance = new Int32Array(people * (diagram.options.reduce((a, b) => Math.max(a, b), 1) - 1))
    this.base = served.map((value, p) => value + diagram.most[p])
    this.must = new Uint8Array(people * this.blocks)
    diagram.blocks.forEach(({ from, until }, b) => {
      for (let p = 0; p < people; p++)
        for (let s = from; s < until; s++)
          if (layout.lockedArc[p * shifts + s] >= 0) this.must[p * this.blocks + b] = s - from + 1
    })
  }

  /** Reads prices of the shifts of a block into `worth`. */
  price(b: number, placePrice: Int32Array, unitPrice: Int32Array): void {
    const { problem, firstPlace, placesOf, lockedArc } = this.layout
    const { people, shifts, start, person, cost, unit } = problem
    const { worth } = this
    const { from, until } = this.diagram.blocks[b]
    for (let s = from; s < until; s++) {
      for (let p = 0, at = s; p < people; p++, at += shifts) worth[at] = NEVER
      for (let k = firstPlace[s]; k < firstPlace[s + 1]; k++) {
        const q = placesOf[k]
        const price = placePrice[q]
        for (let arc = start[q]; arc < start[q + 1]; arc++) {
          const at = person[arc] * shifts + s
          const value = cost[arc] - price
          if (value < worth[at]) worth[at] = value
        }
      }
      for (let p = 0, at = s; p < people; p++, at += shifts) {
        if (worth[at] < FAR && unit && unit[p] >= 0) worth[at] += unitPrice[unit[p] * shifts + s]
        // A locked seat is paid for already.
        if (lockedArc[at] >= 0) worth[at] = 0
      }
    }
  }

  /** Fills `back` of stages until - 1 … from, from what stands at stage `until`. */
  backward(from: number, until: number): void {
    for (let b = until - 1; b >= from; b--) this.stepBack(b)
  }

  /** Nothing comes after the last block. */
  end(): void {
    this.back[this.blocks].fill(0)
  }

  private stepBack(b: number): void {
    const { diagram, worth, base, must } = this
    const { people, shifts, fairness } = this.layout.problem
    const [options, width, after, first] = [
      diagram.options[b],
      diagram.width[b],
      diagram.width[b + 1],
      diagram.blocks[b].from,
    ]
    const [next, left, here, there] = [diagram.next[b], diagram.left[b], this.back[b], this.back[b + 1]]
    for (let p = 0; p < people; p++) {
      const forced = must[p * this.blocks + b]
      const at = p * shifts + first - 1
      const to = p * width
      const from = p * after
      for (let node = 0; node < width; node++) here[to + node] = forced ? NEVER : there[from + next[node * options]]
      for (let option = 1; option < options; option++) {
        const gain = worth[at + option]
        // Serving never opens a way that serving none would not leave open.
        if (forced ? option !== forced : gain >= 0) continue
        for (let node = 0; node < width; node++) {
          const end = next[node * options + option]
          if (end < 0) continue
          const sum = there[from + end] + gain + fairness * (base[p] - left[node])
          if (sum < here[to + node]) here[to + node] = sum
        }
      }
    }
  }

  /** Every person at the root of the diagram. */
  begin(): void {
    const { width, root } = this.diagram
    this.front.fill(NEVER, 0, root.length * width[0])
    for (let p = 0; p < root.length; p++) this.front[p * width[0] + root[p]] = 0
  }

  /** Moves `front` over block b. */
  forward(b: number): void {
    const { diagram, worth, base, must, front, spare } = this
    const { people, shifts, fairness } = this.layout.problem
    const [options, width, after, first] = [
      diagram.options[b],
      diagram.width[b],
      diagram.width[b + 1],
      diagram.blocks[b].from,
    ]
    const [next, left] = [diagram.next[b], diagram.left[b]]
    spare.fill(NEVER, 0, people * after)
    for (let p = 0; p < people; p++) {
      const forced = must[p * this.blocks + b]
      const at = p * shifts + first - 1
      for (let option = 0; option < options; option++) {
        const gain = option === 0 ? 0 : worth[at + option]
        if (forced ? option !== forced : gain >= 0 && option > 0) continue
        for (let node = 0; node < width; node++) {
          const end = next[node * options + option]
          const before = front[p * width + node]
          if (end < 0 || before >= FAR) continue
          const sum = before + gain + (option === 0 ? 0 : fairness * (base[p] - left[node]))
          if (sum < spare[p * after + end]) spare[p * after + end] = sum
        }
      }
    }
    this.front = spare
    this.spare = front
  }

  /** Fills `chance` for block b from front and back: everything else on the best way around. */
  weigh(b: number): void {
    const { diagram, base, must, front, chance } = this
    const { people, fairness } = this.layout.problem
    const [options, width, after] = [diagram.options[b], diagram.width[b], diagram.width[b + 1]]
    const [next, left, there] = [diagram.next[b], diagram.left[b], this.back[b + 1]]
    for (let p = 0; p < people; p++) {
      if (must[p * this.blocks + b]) {
        for (let option = 1; option < options; option++) chance[(option - 1) * people + p] = NEVER
        continue
      }
      let none = NEVER
      for (let node = 0; node < width; node++)
        none = Math.min(none, front[p * width + node] + there[p * after + next[node * options]])
      for (let option = 1; option < options; option++) {
        let best = NEVER
        for (let node = 0; node < width; node++) {
          const end = next[node * options + option]
          if (end < 0) continue
          const sum = front[p * width + node] + there[p * after + end] + fairness * (base[p] - left[node])
          if (sum < best) best = sum
        }
        chance[(option - 1) * people + p] = best >= FAR || none >= FAR ? NEVER : best - none
      }
    }
  }

  /** The same where each person stands at one node: what came before is decided. */
  weighAt(b: number, at: Int32Array): void {
    const { diagram, base, must, chance } = this
    const { people, fairness } = this.layout.problem
    const [options, after] = [diagram.options[b], diagram.width[b + 1]]
    const [next, left, there] = [diagram.next[b], diagram.left[b], this.back[b + 1]]
    for (let p = 0; p < people; p++) {
      const free = must[p * this.blocks + b] === 0
      const none = free ? there[p * after + next[at[p] * options]] : NEVER
      for (let option = 1; option < options; option++) {
        const end = next[at[p] * options + option]
        const rest = end < 0 || none >= FAR ? NEVER : there[p * after + end]
        chance[(option - 1) * people + p] = rest >= FAR ? NEVER : rest - none + fairness * (base[p] - left[at[p]])
      }
    }
  }

  /** Sum of every person's best sequence from `back` of the first stage. */
  sumBack(): number {
    const { width, root } = this.diagram
    let sum = 0
    for (let p = 0; p < root.length; p++) sum += this.back[0][p * width[0] + root[p]]
    return sum
  }

  /** Sum of every person's best sequence; `front` must stand at the end. */
  sum(): number {
    const { front } = this
    const width = this.diagram.width[this.blocks]
    let sum = 0
    for (let p = 0; p < this.layout.problem.people; p++) {
      let best = NEVER
      for (let node = 0; node < width; node++) best = Math.min(best, front[p * width + node])
      sum += best
    }
    return sum
  }
}

/** Numbers in the tables: 1 GB of them at most. */
const CELLS_MAX = 250_000_000

function checkMemory(people: number, width: Int32Array): void {
  const cells = people * width.reduce((a, b) => a + b, 0)
  if (cells > CELLS_MAX)
    throw new RangeError(
      `${people} people with these rules need ${cells} numbers, more than ${CELLS_MAX}; plan fewer days or ` +
        'fewer people at a time',
    )
}
