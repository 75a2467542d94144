// How many to draw from each layer of a random sample, and what the checks say about the whole: a stratified estimate
// with its interval. Pure numbers.
import { perStratumMin, type Check } from './terms.ts'

/**
 * Shares a sample out over layers by their size, at least two of each (one where there is but one), by largest
 * remainders.
 * Proportional allocation: Cochran, "Sampling Techniques", 3rd edition 1977, section 5.5. The total may exceed `wanted`
 * where the least of each layer asks for it.
 * @param sizes things in each layer
 * @returns how many to draw from each
 */
export function allocate(sizes: readonly number[], wanted: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total === 0) return sizes.map(() => 0)
  const exact = sizes.map((size) => (Math.min(wanted, total) * size) / total)
  const least = sizes.map((size) => Math.min(size, perStratumMin))
  const drawn = exact.map((share, h) => Math.max(least[h], Math.floor(share)))
  let left = Math.min(wanted, total) - drawn.reduce((sum, n) => sum + n, 0)
  // One more or one less where it is furthest from the exact share; each turn changes one, so it ends.
  while (left !== 0) {
    const step = Math.sign(left)
    let best = -1
    for (let h = 0; h < sizes.length; h++) {
      const next = drawn[h] + step
      if (next < least[h] || next > sizes[h]) continue
      if (best < 0 || step * (exact[h] - drawn[h]) > step * (exact[best] - drawn[best])) best = h
    }
    if (best < 0) break
    drawn[best] += step
    left -= step
  }
  return drawn
}

/** What the checks found in one layer. */
export interface Tally {
  /** Things in the layer. */
  readonly size: number
  /** Of those checked and reached. */
  readonly yes: number
  readonly no: number
  /** Drawn, but nobody could be asked. */
  readonly unreached: number
}

export interface Estimate {
  readonly share: number
  readonly low: number
  readonly high: number
  /** Checked and reached. */
  readonly checked: number
  /** The share if all who were not reached were no, and if all were yes. */
  readonly worst: number
  readonly best: number
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054

const weighted = (layers: readonly Tally[], total: number, share: (layer: Tally) => number) =>
  layers.reduce((sum, layer) => sum + (layer.size / total) * share(layer), 0)

/**
 * Share of "yes" in the whole, from a stratified sample without replacement, with a 95 % interval.
 * Estimate and variance: Cochran 1977, theorems 5.1 and 5.3, with the finite population correction. Interval: Wilson's
 * (1927) with the effective sample size,
 * as compared by Franco, Little, Louis & Slud, "Comparative Study of Confidence Intervals for Proportions in Complex
 * Sample Surveys", 2019; where the variance is nought (all yes or all no) the effective size is Kish's. Layers in which
 * nobody was reached borrow from the others, and `worst` to `best` says how much that could hide.
 * @returns undefined where nothing was checked
 */
export function estimate(layers: readonly Tally[]): Estimate | undefined {
  const reached = layers.filter((layer) => layer.yes + layer.no > 0)
  const total = reached.reduce((sum, layer) => sum + layer.size, 0)
  const checked = reached.reduce((sum, layer) => sum + layer.yes + layer.no, 0)
  if (total === 0 || checked === 0) return undefined
  const share = weighted(reached, total, ({ yes, no }) => yes / (yes + no))
  let variance = 0
  let kish = 0
  let complete = true
  for (const { size, yes, no } of reached) {
    const n = yes + no
    const p = yes / n
    const weight = size / total
    const left = Math.max(0, 1 - n / size)
    if (left > 0) complete = false
    variance += (weight ** 2 * left * (p * (1 - p))) / Math.max(1, n - 1)
    kish += (weight ** 2 * left) / n
  }
  const all = layers.filter((layer) => layer.yes + layer.no + layer.unreached > 0)
  const whole = all.reduce((sum, layer) => sum + layer.size, 0)
  const bound = (yes: (layer: Tally) => number) =>
    weighted(all, whole, (layer) => yes(layer) / (layer.yes + layer.no + layer.unreached))
  const ends = {
    worst: bound((layer) => layer.yes),
    best: bound((layer) => layer.yes + layer.unreached),
    checked,
    share,
  }
  // Everything was looked at: there is nothing left to guess.
  if (complete) return { ...ends, low: share, high: share }
  const spread = share * (1 - share)
  // Spread over variance is the size of a plain sample that would tell as much.
  const effective = variance > 0 && spread > 0 ? spread / variance : 1 / kish
  return { ...ends, ...wilson(share, effective) }
}

/** Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927. @param n may be fractional */
export function wilson(share: number, n: number): { low: number; high: number } {
  const centre = (share + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n)
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** The tally of agreement: the records say what was found. */
export const agreed = (claimed: boolean, found: Check): Check =>
  found === 'unreached' ? 'unreached' : claimed === (found === 'yes') ? 'yes' : 'no'
