// Sets of whole numbers as runs: devices use their numbers in order, so that thousands of registrations are a handful
// of pairs.

/** Rising, apart by one at least: [1, 40], [51, 60]. */
export type Runs = readonly (readonly [first: number, last: number])[]

/** Place of the first run that ends at `number` or after it. */
function placeOf(runs: Runs, number: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (runs[middle][1] < number) low = middle + 1
    else high = middle
  }
  return low
}

export function holds(runs: Runs, number: number): boolean {
  const run = runs[placeOf(runs, number)]
  return run !== undefined && run[0] <= number
}

/** The runs with these numbers too. @param numbers in any order, repeated or not */
export function withNumbers(runs: Runs, numbers: readonly number[]): Runs {
  const out = [...runs]
  for (const [first, last] of runsOf(numbers)) {
    // Runs that touch or overlap the new one melt into it.
    const from = placeOf(out, first - 1)
    let to = from
    while (to < out.length && out[to][0] <= last + 1) to += 1
    out.splice(
      from,
      to - from,
      to === from ? [first, last] : [Math.min(first, out[from][0]), Math.max(last, out[to - 1][1])],
    )
  }
  return out
}

export function runsOf(numbers: readonly number[]): Runs {
  const out: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = out.length > 0 ? out[out.length - 1] : undefined
    if (last && number <= last[1] + 1) last[1] = Math.max(last[1], number)
    else out.push([number, number])
  }
  return out
}

export const countOf = (runs: Runs): number => runs.reduce((sum, [first, last]) => sum + last - first + 1, 0)
