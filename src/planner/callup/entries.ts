// For every cell the buildings that could fill it, kept sorted by worth a person from step to step: values move little,
// so sorting costs next to nothing.
import type { Knapsack } from './knapsack.ts'
import type { Options } from './options.ts'
import type { CallupProblem } from './problem.ts'

export class Entries {
  /** Entries of a cell at [start[cell]] … [start[cell + 1] - 1]. */
  private readonly start: Int32Array
  private readonly building: Int32Array
  private readonly cost: Float64Array
  /** Worth a person at the present values. */
  private readonly ratio: Float64Array
  /** The same for buildings spread over slots, person by person. */
  private readonly partStart: Int32Array
  private readonly part: Int32Array
  private readonly partCost: Float64Array
  private readonly people: Int32Array
  readonly most: number

  constructor(problem: CallupProblem, options: Options, active: Int32Array) {
    const { points, slots, start, point, people } = problem
    this.people = people
    const lists = Array.from({ length: points * slots }, (): number[] => [])
    const parts = Array.from({ length: points * slots }, (): number[] => [])
    const partCosts = Array.from({ length: points * slots }, (): number[] => [])
    const costs = Array.from({ length: points * slots }, (): number[] => [])
    for (const b of active) {
      for (let arc = start[b]; arc < start[b + 1]; arc++) {
        for (let t = 0; t < slots; t++) {
          const cell = point[arc] * slots + t
          if (options.room[cell] === 0) continue
          if (options.span[arc] > 1) {
            if (problem.late[b * slots + t] < 0) continue
            parts[cell].push(b)
            partCosts[cell].push(personPrice(problem, b, arc, t))
          } else if (options.cost[arc * slots + t] < options.left[b]) {
            lists[cell].push(b)
            costs[cell].push(options.cost[arc * slots + t])
          }
        }
      }
    }
    this.start = startsOf(lists)
    this.building = Int32Array.from(lists.flat())
    this.cost = Float64Array.from(costs.flat())
    this.ratio = new Float64Array(this.building.length)
    this.partStart = startsOf(parts)
    this.part = Int32Array.from(parts.flat())
    this.partCost = Float64Array.from(partCosts.flat())
    this.most = lists.reduce((most, list, cell) => Math.max(most, list.length, parts[cell].length), 1)
  }

  /**
   * Fills the knapsack with what is worth more than it costs in a cell, best worth a person first; false when nothing
   * is.
   */
  gather(cell: number, value: Float64Array, knapsack: Knapsack): boolean {
    const { people } = this
    this.sort(cell, value)
    const { building, cost, ratio } = this
    const from = this.start[cell]
    const end = this.start[cell + 1]
    let count = 0
    for (let k = from; k < end && ratio[k] > 0; k++, count++) {
      const b = building[k]
      knapsack.value[count] = value[b] - cost[k]
      knapsack.ratio[count] = ratio[k]
      knapsack.size[count] = people[b]
      knapsack.item[count] = b
    }
    let parts = 0
    for (let k = this.partStart[cell]; k < this.partStart[cell + 1]; k++) {
      const b = this.part[k]
      const worth = value[b] / people[b] - this.partCost[k]
      if (worth <= 0) continue
      knapsack.worth[parts] = worth
      knapsack.many[parts] = people[b]
      knapsack.part[parts++] = b
    }
    knapsack.count = count
    knapsack.parts = parts
    return count + parts > 0
  }

  private sort(cell: number, value: Float64Array): void {
    const { building, cost, ratio, people } = this
    const from = this.start[cell]
    const end = this.start[cell + 1]
    for (let k = from; k < end; k++) {
      const b = building[k]
      const c = cost[k]
      const r = (value[b] - c) / people[b]
      let at = k
      for (; at > from && ratio[at - 1] < r; at--) {
        ratio[at] = ratio[at - 1]
        building[at] = building[at - 1]
        cost[at] = cost[at - 1]
      }
      ratio[at] = r
      building[at] = b
      cost[at] = c
    }
  }
}

/**
 * Price of one person of a spread building in one of its slots; moving is counted only where the point itself changes,
 * so that it is never too high.
 */
function personPrice(
  { slots, point, way, late, stay, movePrice = 0 }: CallupProblem,
  b: number,
  arc: number,
  t: number,
): number {
  const moved = stay && stay[b] >= 0 && Math.floor(stay[b] / slots) !== point[arc] ? movePrice : 0
  return way[arc] + late[b * slots + t] + moved
}

function startsOf(lists: readonly (readonly number[])[]): Int32Array {
  const start = new Int32Array(lists.length + 1)
  lists.forEach((list, cell) => {
    start[cell + 1] = start[cell] + list.length
  })
  return start
}
