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

/** What a way costs beside its length: being late after all haste, and waiting after all delay. */
const strain = (soonest: number, due: number, wait: number): number =>
  (soonest > due ? soonest - due : 0) + (wait > 0 ? WAIT * wait : 0)

/** Whether some team may make both visits. */
function togetherOf({ visits, teams, problem: { may } }: Ground): (i: number, c: number) => boolean {
  if (may === undefined) return () => true
  const kinds = new Map<string, number>()
  const kind = Int32Array.from({ length: visits }, (_, i) => {
    const row = may.subarray(i * teams, (i + 1) * teams).join('')
    if (!kinds.has(row)) kinds.set(row, kinds.size)
    return kinds.get(row)!
  })
  const rows = [...kinds.keys()]
  const known = new Int8Array(rows.length ** 2).fill(-1)
  return (i, c) => {
    const at = kind[i] * rows.length + kind[c]
    if (known[at] < 0) {
      const [one, other] = [rows[kind[i]], rows[kind[c]]]
      known[at] = 0
      for (let v = 0; v < teams && known[at] === 0; v++) if (one[v] === '1' && other[v] === '1') known[at] = 1
    }
    return known[at] === 1
  }
}

export function nearOf(ground: Ground): Near {
  const { visits, width, place, service, opens, closes, due, time, timeTo, cost, costTo } = ground
  const together = togetherOf(ground)
  const reach = Math.min(REACH_MAX, Math.max(0, visits - 1))
  const kept = Math.min(SPOTS, 2 * visits)
  const spot = new Int32Array(visits * kept)
  const count = new Int32Array(visits)
  const around = new Int32Array(visits * reach)
  const keys = new Float64Array(2 * visits)
  const codes = new Int32Array(2 * visits)
  for (let i = 0; i < visits; i++) {
    const row = place[i] * width
    let found = 0
    for (let c = 0; c < visits; c++) {
      if (c === i || !together(i, c)) continue
      const behind = opens[c] + service[c] + timeTo[row + place[c]]
      if (behind <= closes[i]) {
        keys[found] = costTo[row + place[c]] + strain(behind, due[i], opens[i] - due[c] - behind + opens[c])
        codes[found++] = c
      }
      const before = opens[i] + service[i] + time[row + place[c]]
      if (before <= closes[c]) {
        keys[found] = cost[row + place[c]] + strain(before, due[c], opens[c] - due[i] - before + opens[i])
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
