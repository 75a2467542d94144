// In which order visits that were taken out go in again: by chance, large loads, far ones, near ones, short windows,
// early and late ones first
// (the sorts and weights of Christiaens & Vanden Berghe, 2020).
import type { Random } from '#planner/kernel/random.ts'
import type { Ground } from './plain.ts'

/** Keys of an order: the least goes first. */
export interface Orders {
  readonly keys: readonly Int32Array[]
  /** Chances out of the sum; those beyond the keys are for the random order. */
  readonly weights: readonly number[]
  readonly weight: number
}

/** Weight of the random order. */
const RANDOM = 4

export function ordersOf({ visits, teams, problem, width, place, opens, closes, cost }: Ground): Orders {
  const { loads, delivered, collected, priority } = problem
  const keys = (of: (i: number) => number) => Int32Array.from({ length: visits }, (_, i) => of(i))
  const load = (i: number) => (loads === 0 ? 0 : delivered[i * loads] + collected[i * loads])
  const home = teams > 0 ? place[visits] : width - 1
  const far = (i: number) => cost[home * width + place[i]]
  const ranked: [number, Int32Array][] = [
    [4, keys((i) => -load(i))],
    [2, keys((i) => -far(i))],
    [1, keys(far)],
    [2, keys((i) => closes[i] - opens[i])],
    [2, keys((i) => opens[i])],
    [2, keys((i) => -closes[i])],
  ]
  if (priority.some((one) => one !== priority[0])) ranked.push([4, keys((i) => -priority[i])])
  const useful = ranked.filter(([, one]) => one.some((key) => key !== one[0]))
  const weights = useful.map(([weight]) => weight)
  return { keys: useful.map(([, one]) => one), weights, weight: RANDOM + weights.reduce((a, b) => a + b, 0) }
}

/** Sorts the first `count` of `list` by a drawn order; ties stay as chance put them. */
export function arrange(list: Int32Array, count: number, { keys, weights, weight }: Orders, random: Random): void {
  for (let k = count - 1; k > 0; k--) {
    const other = random.int(k + 1)
    const one = list[k]
    list[k] = list[other]
    list[other] = one
  }
  let drawn = random.int(weight)
  for (let k = 0; k < keys.length; k++) {
    drawn -= weights[k]
    if (drawn >= 0) continue
    const key = keys[k]
    for (let at = 1; at < count; at++) {
      const one = list[at]
      const value = key[one]
      let to = at
      while (to > 0 && key[list[to - 1]] > value) {
        list[to] = list[to - 1]
        to--
      }
      list[to] = one
    }
    return
  }
}
