// How many to call so that enough come: the answer rate seen so far, and the smallest wave that fills the open seats
// with four chances in five.

/** People called and people who came, of some kind, so far. */
export interface Seen {
  readonly called: number
  readonly came: number
}

/**
 * Before anything is seen, two in five come, believed as firmly as ten answers: a guess that a first drill corrects. It
 * is stated wherever it is used.
 * (The rates published for calls to volunteers lie between one and seven in ten, so that no single value could be
 * defended more firmly.)
 */
export const priorRate = 0.4
export const priorWeight = 10
/** A wave is large enough when the seats fill with this chance. Higher asks many in vain; lower loses a wave's time. */
export const fillChance = 0.8
/** However bad the rate, no more than so many are asked for a seat. */
export const callsPerSeatMax = 10

/** Beta distribution of the share that comes. */
export interface Rate {
  readonly a: number
  readonly b: number
}

export const mean = ({ a, b }: Rate): number => a / (a + b)

/**
 * The rate of a narrow kind (these streets, this hour, this skill) leans on that of the county as if ten of its answers
 * were the county's.
 */
export function rateOf(county: Seen, kind: Seen): Rate {
  const whole = mean({
    a: priorRate * priorWeight + county.came,
    b: (1 - priorRate) * priorWeight + county.called - county.came,
  })
  return { a: whole * priorWeight + kind.came, b: (1 - whole) * priorWeight + kind.called - kind.came }
}

/**
 * Smallest number to call so that at least `open` come with `fillChance`, when each comes with a chance that is itself
 * only known as `rate`
 * (beta-binomial: Skellam, "A probability distribution derived from the binomial distribution by regarding the
 * probability of success as variable", 1948).
 */
export function callsFor(open: number, rate: Rate): number {
  if (open <= 0) return 0
  let low = open
  let high = open * callsPerSeatMax
  if (chanceOfAtLeast(open, high, rate) < fillChance) return high
  // Halving: as many rounds as `high` has bits.
  while (low < high) {
    const middle = (low + high) >> 1
    if (chanceOfAtLeast(open, middle, rate) >= fillChance) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * Chance that at least `k` of `n` come. The terms of the beta-binomial follow from one another: p(i+1)/p(i) =
 * (n-i)/(i+1) · (a+i)/(n-i-1+b).
 */
export function chanceOfAtLeast(k: number, n: number, { a, b }: Rate): number {
  if (k <= 0) return 1
  if (k > n) return 0
  let log = 0
  for (let j = 0; j < n; j += 1) log += Math.log((b + j) / (a + b + j))
  let fewer = 0
  for (let i = 0; i < k; i += 1) {
    fewer += Math.exp(log)
    log += Math.log(((n - i) / (i + 1)) * ((a + i) / (n - i - 1 + b)))
  }
  return Math.max(0, 1 - fewer)
}
