// One block as a flow: who serves which place of its shifts, when every person's other days are priced. Exact, by the
// core of the teams.
import type { TeamsProblem } from '#planner/teams/problem.ts'
import { solveTeams } from '#planner/teams/teams.ts'
import type { Block } from './diagram.ts'
import type { Layout } from './layout.ts'
import { FAR } from './problem.ts'

/** Prices of the places, and of the units by unit × shift. */
export interface Prices {
  readonly place: Int32Array
  readonly unit: Int32Array
}

export interface Filled {
  /** Chosen arcs of the block, locked ones not among them. */
  readonly arcs: Int32Array
  /** Costs with chances, and shortage prices of the open seats. */
  readonly cost: number
}

export class Flow {
  private readonly layout: Layout
  private readonly person: Int32Array
  private readonly cost: Int32Array
  private readonly arc: Int32Array

  constructor(layout: Layout, blocks: readonly Block[]) {
    const { firstPlace, placesOf, problem } = layout
    this.layout = layout
    let most = 0
    for (const { from, until } of blocks) {
      let arcs = 0
      for (let k = firstPlace[from]; k < firstPlace[until]; k++)
        arcs += problem.start[placesOf[k] + 1] - problem.start[placesOf[k]]
      most = Math.max(most, arcs)
    }
    this.person = new Int32Array(most)
    this.cost = new Int32Array(most)
    this.arc = new Int32Array(most)
  }

  /**
   * `chance`: by option - 1 and person. Writes the block's optimal prices into `prices` where given. `taken`: seats of
   * each place that stay as they are.
   */
  solve(block: Block, chance: Int32Array, prices?: Prices, taken?: Int32Array): Filled {
    const {
      problem: { shifts, unitCap },
      firstPlace,
      placesOf,
    } = this.layout
    const first = firstPlace[block.from]
    const flow = this.build(block, chance, taken)
    const { place, objective, placePrice, unitPrice } = solveTeams(flow)
    if (prices) for (let k = 0; k < flow.places; k++) prices.place[placesOf[first + k]] = placePrice[k]
    if (prices && unitCap) for (let u = 0; u < unitCap.length; u++) prices.unit[u * shifts + block.from] = unitPrice[u]
    let count = 0
    const arcs = new Int32Array(flow.volunteers)
    for (let k = 0; k < flow.places; k++)
      for (let i = flow.start[k]; i < flow.start[k + 1]; i++)
        if (place[this.person[i]] === k) arcs[count++] = this.arc[i]
    return { arcs: arcs.subarray(0, count), cost: objective }
  }

  private build(block: Block, chance: Int32Array, taken?: Int32Array): TeamsProblem {
    const { problem, firstPlace, placesOf, need, cap } = this.layout
    const { shifts, people, shift, start, shortage, unit, unitCap } = problem
    const first = firstPlace[block.from]
    const places = firstPlace[block.until] - first
    const begins = new Int32Array(places + 1)
    const needs = new Int32Array(places)
    const prices = new Int32Array(places)
    let count = 0
    for (let k = 0; k < places; k++) {
      const q = placesOf[first + k]
      needs[k] = need[q] - (taken ? taken[q] : 0)
      prices[k] = shortage[q]
      const row = (shift[q] - block.from) * people
      // Nobody is sent for more than an open seat costs.
      for (let arc = start[q]; arc < start[q + 1]; arc++) {
        const p = problem.person[arc]
        const extra = chance[row + p]
        const total = problem.cost[arc] + extra
        if (extra >= FAR || total >= shortage[q]) continue
        this.person[count] = p
        this.cost[count] = total
        this.arc[count++] = arc
      }
      begins[k + 1] = count
    }
    // Units are limited by the shift; where several shifts are filled at once, the caller hands out the units' room.
    const limited = unit && unitCap && block.until === block.from + 1
    const caps = limited ? { unit, unitCap: unitCap.map((_, u) => cap[u * shifts + block.from]) } : {}
    return {
      places,
      volunteers: people,
      need: needs,
      shortage: prices,
      start: begins,
      volunteer: this.person.subarray(0, count),
      cost: this.cost.subarray(0, count),
      ...caps,
    }
  }
}
