// Prices of room in each cell, by subgradient on the relaxed rooms: the linear relaxation's duals, near enough. They
// tell the search which cells are worth a look.
// Held, Wolfe & Crowder, "Validation of subgradient optimization" (1974); directions kept from step to step: Camerini,
// Fratta & Maffioli, "On improving relaxation methods by modified gradient techniques" (1975).
import { type Options, shareOf } from './options.ts'
import type { CallupProblem } from './problem.ts'

/** Steps without a better bound before the step is halved. */
const PATIENCE = 40
/** How much of the last direction is kept. */
const KEEP = 0.92
const STEP_LEAST = 1e-3

/**
 * Prices of a person's room in each cell, 0 or more.
 * @param active the buildings to be placed
 * @param aim a cost some
 * plan may have
 */
export function roomPrices(
  problem: CallupProblem,
  options: Options,
  active: Int32Array,
  aim: number,
  steps: number,
): Float64Array {
  const cells = problem.points * problem.slots
  let price = new Float64Array(cells)
  let best = price.slice()
  const way = new Float64Array(cells)
  const use = new Float64Array(cells)
  let bound = -Infinity
  let scale = 1
  let stale = 0
  for (let step = 0; step < steps && scale > STEP_LEAST; step++) {
    const value = respond(problem, options, active, price, use)
    if (value > bound) {
      if (value > bound + Math.abs(bound) * 1e-6) stale = 0
      bound = value
      best.set(price)
    } else if (++stale >= PATIENCE) {
      scale /= 2
      stale = 0
      price.set(best)
      way.fill(0)
      continue
    }
    let norm = 0
    for (let cell = 0; cell < cells; cell++) {
      const over = use[cell] - options.room[cell]
      way[cell] = KEEP * way[cell] + (price[cell] === 0 && over < 0 ? 0 : over)
      norm += way[cell] * way[cell]
    }
    if (norm === 0) break
    const length = (scale * Math.max(aim - value, Math.abs(aim) * 1e-4)) / norm
    for (let cell = 0; cell < cells; cell++) price[cell] = Math.max(0, price[cell] + length * way[cell])
  }
  return best
}

/** Every building takes its cheapest cell at the prices. @returns the bound they give */
function respond(
  { slots, people, start, point }: CallupProblem,
  { cost, span, left, room }: Options,
  active: Int32Array,
  price: Float64Array,
  use: Float64Array,
): number {
  use.fill(0)
  let value = 0
  for (let cell = 0; cell < price.length; cell++) value -= price[cell] * room[cell]
  for (let k = 0; k < active.length; k++) {
    const b = active[k]
    let least = left[b]
    let at = -1
    let width = 1
    for (let arc = start[b]; arc < start[b + 1]; arc++) {
      const base = point[arc] * slots
      for (let t = 0, o = arc * slots; t < slots; t++, o++) {
        let sum = cost[o]
        if (sum >= least) continue
        if (span[arc] === 1) sum += people[b] * price[base + t]
        else for (let i = 0; i < span[arc]; i++) sum += shareOf(people[b], span[arc], i) * price[base + t + i]
        if (sum < least) {
          least = sum
          at = base + t
          width = span[arc]
        }
      }
    }
    value += least
    for (let i = 0; at >= 0 && i < width; i++) use[at + i] += shareOf(people[b], width, i)
  }
  return value
}
