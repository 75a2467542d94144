// Which stops are worth a look for a visit: those it may well follow or precede, and those around it. Kept short for
// large problems, so that a look costs the same in a town as in a country.
// "Granular" neighbourhoods (Toth & Vigo, "The granular tabu search and its application to the vehicle-routing
// problem", 2003), with the time nearness of
// Vidal, Crainic, Gendreau & Prins, "A hybrid genetic algorithm with adaptive diversity management for a large class of
// vehicle routing problems with time-windows" (2013).
import type { Ground } from './plain.ts'

export interface Near {
  /**
   * Spots for visit i are spot[i × spots] …, count[i] of them, likeliest first: c ≥ 0 is behind visit c, ~c is before
   * visit c.
   */
  readonly spots: number
  readonly spot: Int32Array
  readonly count: Int32Array
  /** Visits around visit i, nearest first, itself left out: around[i × reach] … */
  readonly reach: number
  readonly around: Int32Array
}

/** A minute of waiting counts like so much of a minute's way. */
const WAIT = 0.2
/**
 * Spots looked at for a visit, in front and behind together. Measured on towns of 1,000: half as many miss too much
 * where windows are wide, twice as many only cost.
 */
const SPOTS = 100
/** Visits around a visit that strings are torn from. */
const REACH_MAX = 400

/** The `keep` least of `count` numbered keys, least first; ties by number. */
function least(keys: Float64Array, count: number, keep: number): Int32Array {
  const order = new Int32Array(count)
  for (let k = 0; k < count; k++) order[k] = k
  const before = (a: number, b: number) => keys[a] - keys[b] || a - b
  let candidates = order
  if (count > 4 * keep) {
    // Most keys are far: a sample says where to cut before sorting.
    const sample = Float64Array.from({ length: 256 }, (_, s) => keys[Math.floor((s * count) / 256)]).sort()
    const cut = sample[Math.min(255, Math.ceil((256 * 2 * keep) / count) + 4)]
    const kept = order.filter((k) => keys[k] <= cut)
    if (kept.length >= keep) candidates = kept
  }
  return candidates.sort(before).subarray(0, keep)
}

export function nearOf(ground: Ground, spots = SPOTS): Near {
  const { visits, width, place, service, opens, closes, time, timeTo, cost, costTo } = ground
  const reach = Math.min(REACH_MAX, Math.max(0, visits - 1))
  const kept = Math.min(spots, 2 * visits)
  const spot = new Int32Array(visits * kept)
  const count = new Int32Array(visits)
  const around = new Int32Array(visits * reach)
  const keys = new Float64Array(2 * visits)
  const codes = new Int32Array(2 * visits)
  for (let i = 0; i < visits; i++) {
    const row = place[i] * width
    let found = 0
    for (let c = 0; c < visits; c++) {
      if (c === i) continue
      const behind = opens[c] + service[c] + timeTo[row + place[c]]
      if (behind <= closes[i]) {
        keys[found] =
          costTo[row + place[c]] + WAIT * Math.max(0, opens[i] - closes[c] - service[c] - timeTo[row + place[c]])
        codes[found++] = c
      }
      const before = opens[i] + service[i] + time[row + place[c]]
      if (before <= closes[c]) {
        keys[found] =
          cost[row + place[c]] + WAIT * Math.max(0, opens[c] - closes[i] - service[i] - time[row + place[c]])
        codes[found++] = ~c
      }
    }
    const best = least(keys, found, kept)
    count[i] = best.length
    best.forEach((k, at) => {
      spot[i * kept + at] = codes[k]
    })
    for (let c = 0; c < visits; c++) keys[c] = c === i ? Infinity : cost[row + place[c]] + costTo[row + place[c]]
    around.set(least(keys, visits, reach), i * reach)
  }
  return { spots: kept, spot, count, reach, around }
}
