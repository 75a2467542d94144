// Move "insert": serves the unserved, the one that would lose most by waiting first (regret, as in Martello & Toth's
// MTH for generalised assignment, 1981). Who fits nowhere stays unserved.
import type { Random } from '#planner/kernel/random.ts'
import type { Layout } from './layout.ts'

/** Urgency is blurred by so much, so that the search does not insert into the same corner for ever … */
const NOISE = 0.1
/** … and now and then the order is chance alone, where there are so few that chance can hit it. */
const LOTTERY_SHARE = 0.2
const LOTTERY_NOISE = 10_000
const LOTTERY_MAX = 40

export function insertAll(layout: Layout, waiting: readonly number[], random: Random): void {
  const { demand } = layout.problem
  const left = Int32Array.from(waiting)
  const best = new Int32Array(left.length)
  const urgency = new Float64Array(left.length)
  const weight = new Float64Array(left.length)
  const noise = left.length <= LOTTERY_MAX && random.next() < LOTTERY_SHARE ? LOTTERY_NOISE : NOISE
  for (let k = 0; k < left.length; k++) {
    weight[k] = demand[left[k]] * (1 + noise * random.next())
    weigh(layout, left, k, best, urgency)
  }
  let filled = -1
  for (let count = left.length; count > 0;) {
    let pick = -1
    for (let k = 0; k < count; k++) {
      if (best[k] === filled && !layout.fits(left[k], filled)) weigh(layout, left, k, best, urgency)
      if (pick < 0 || urgency[k] * weight[k] > urgency[pick] * weight[pick]) pick = k
    }
    filled = best[pick]
    if (filled >= 0) layout.place(left[pick], filled)
    count--
    left[pick] = left[count]
    best[pick] = best[count]
    urgency[pick] = urgency[count]
    weight[pick] = weight[count]
  }
}

/** Best site with room (-1 for none), and what the second best would cost more. */
function weigh(layout: Layout, left: Int32Array, k: number, best: Int32Array, urgency: Float64Array): void {
  const { near, nearCost, span, isOpen } = layout
  const customer = left[k]
  const row = customer * span
  let first = -1
  for (let at = row; at < row + span; at++) {
    const site = near[at]
    if (!isOpen[site] || !layout.fits(customer, site)) continue
    if (first >= 0) {
      best[k] = near[first]
      urgency[k] = nearCost[at] - nearCost[first] + 1e-9
      return
    }
    first = at
  }
  best[k] = first < 0 ? -1 : near[first]
  // Only one place left (or none): it must be taken now.
  urgency[k] = layout.missing
}
