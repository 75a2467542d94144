// Finds good prices fast: people answer in small crowds, and after each crowd every place that is asked for too often
// lowers its price, every place that lacks people raises it. Incremental aggregated subgradients (Nedić & Bertsekas,
// "Incremental subgradient methods for nondifferentiable optimization", 2001; Blatt, Hero & Gauchman, "A convergent
// incremental gradient method with a constant step size",
// 2007) with steps that shrink
// and a momentum (Polyak, "Some methods of speeding up the convergence of iteration methods", 1964) that carries prices
// far where people are scarce.
import type { Prices } from './flow.ts'
import type { Layout } from './layout.ts'
import type { Oracle } from './oracle.ts'

/** Crowds that answer one after the other in a pass. Measured: 4 to 16 do alike, 1 needs three times the passes. */
const CROWDS = 8
/**
 * Share of the last pass's change that the next begins with. Measured 0, 0.5, 0.8: only 0.8 also serves where people
 * are scarce.
 */
const MOMENTUM = 0.8
/**
 * The first step as a share of each place's scale, and the last as a share of the first. Measured together with the
 * passes on five counties.
 */
const FIRST_STEP = 0.07
const LAST_STEP = 0.0015

export class Tatonnement {
  private readonly place: Float64Array
  private readonly unit: Float64Array
  private readonly layout: Layout
  private readonly oracle: Oracle
  private readonly asked: Int32Array[]
  private readonly unitAsked: Int32Array[]
  private readonly total: Int32Array
  private readonly unitTotal: Int32Array
  private readonly before: Float64Array
  /** Below its cheapest arc nobody asks for a place. */
  private readonly least: Float64Array
  private readonly scale: Float64Array
  /** What an imbalance as large as the need moves a price, as a share of its scale. */
  private step: number
  private readonly unitScale: number
  private readonly shrink: number

  constructor(layout: Layout, oracle: Oracle, passes: number) {
    const { places } = layout.problem
    this.layout = layout
    this.oracle = oracle
    this.least = leastCosts(layout)
    const { begin, scale } = starts(layout)
    this.place = begin.slice()
    this.before = begin.slice()
    this.scale = scale
    this.unit = new Float64Array(layout.cap.length)
    this.asked = Array.from({ length: CROWDS }, () => new Int32Array(places))
    this.unitAsked = Array.from({ length: CROWDS }, () => new Int32Array(layout.cap.length))
    this.total = new Int32Array(places)
    this.unitTotal = new Int32Array(layout.cap.length)
    this.step = FIRST_STEP
    this.unitScale = middle(layout)
    this.shrink = LAST_STEP ** (1 / Math.max(1, passes))
    for (let crowd = 0; crowd < CROWDS; crowd++) this.hear(crowd)
  }

  /** One pass over all crowds. */
  pass(): void {
    const {
      layout: {
        need,
        cap,
        problem: { shortage },
      },
      place,
      unit,
      total,
      unitTotal,
      least,
      before,
      step,
      scale,
      unitScale,
    } = this
    for (let q = 0; q < place.length; q++) {
      const now = place[q]
      place[q] = Math.max(least[q], Math.min(shortage[q], now + MOMENTUM * (now - before[q])))
      before[q] = now
    }
    for (let crowd = 0; crowd < CROWDS; crowd++) {
      this.hear(crowd)
      for (let q = 0; q < place.length; q++)
        if (need[q] > 0)
          place[q] = Math.max(
            least[q],
            Math.min(shortage[q], place[q] + (step * scale[q] * (need[q] - total[q])) / need[q]),
          )
      for (let k = 0; k < unit.length; k++)
        unit[k] = Math.max(0, unit[k] + (step * unitScale * (unitTotal[k] - cap[k])) / Math.max(1, cap[k]))
    }
    this.step *= this.shrink
  }

  rounded(): Prices {
    return { place: Int32Array.from(this.place, Math.round), unit: Int32Array.from(this.unit, Math.round) }
  }

  private hear(crowd: number): void {
    const { oracle, asked, unitAsked, total, unitTotal, place, unit } = this
    const [own, ownUnit] = [asked[crowd], unitAsked[crowd]]
    for (let q = 0; q < own.length; q++) total[q] -= own[q]
    for (let k = 0; k < ownUnit.length; k++) unitTotal[k] -= ownUnit[k]
    own.fill(0)
    ownUnit.fill(0)
    oracle.run(crowd, CROWDS, place, unit, own, ownUnit)
    for (let q = 0; q < own.length; q++) total[q] += own[q]
    for (let k = 0; k < ownUnit.length; k++) unitTotal[k] += ownUnit[k]
  }
}

/** Cheapest arc of each place, at most its shortage price. */
function leastCosts({ problem: { places, start, cost, shortage } }: Layout): Float64Array {
  const least = Float64Array.from(shortage)
  for (let q = 0; q < places; q++)
    for (let arc = start[q]; arc < start[q + 1]; arc++) least[q] = Math.min(least[q], cost[arc])
  return least
}

function middle({ problem: { cost, shortage, fairness } }: Layout): number {
  const mean = (values: Int32Array) =>
    values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, values.length)
  return Math.max(1, Math.sqrt((mean(cost) + fairness) * mean(shortage)))
}

/** Seats of the need over which a place's spread of costs is read. */
const SPREAD_NEEDS = 6

/**
 * Where each price begins, at the cost of the first person not needed; and how far it moves: between the spread of the
 * place's costs and its shortage.
 */
function starts({ problem: { places, start, cost, shortage, fairness }, need }: Layout): {
  begin: Float64Array
  scale: Float64Array
} {
  const begin = new Float64Array(places)
  const scale = new Float64Array(places)
  for (let q = 0; q < places; q++) {
    const costs = cost.slice(start[q], start[q + 1]).sort()
    const at = (k: number) => costs[Math.min(costs.length - 1, k)]
    begin[q] = costs.length > 0 ? Math.min(shortage[q], at(need[q])) : shortage[q]
    scale[q] = Math.sqrt((costs.length > 0 ? at(SPREAD_NEEDS * need[q]) - costs[0] + fairness + 1 : 1) * shortage[q])
  }
  return { begin, scale }
}
