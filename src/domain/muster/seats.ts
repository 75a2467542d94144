// Seats and who can take them: the greatest number of seats that people of given skills can fill, right also when a
// medic may sit anywhere.
import type { Need } from './terms.ts'

/** How many people there are of each kind; the key's bit i says that they fit need i. */
export type ByFits = Readonly<Record<number, number>>

export const seatsOf = (needs: readonly Need[]): number => needs.reduce((sum, need) => sum + need.people, 0)

/** Bit i is set when somebody with these skills can take a seat of need i. */
export function fitsOf(needs: readonly Need[], skills: readonly string[]): number {
  return needs.reduce(
    (mask, need, i) => (need.skill === undefined || skills.includes(need.skill) ? mask | (1 << i) : mask),
    0,
  )
}

/**
 * Seats filled of each need: as many in all as any seating can fill, and of those the earlier-listed skilled ones
 * first.
 * Need by need, a seat is filled by somebody free, or by moving people along a chain that ends with somebody free
 * (augmenting paths over kinds of people; Ford and Fulkerson, "Maximal Flow through a Network", 1956). A path never
 * empties a filled seat, so whoever was counted in stays counted in when others come: a promise made is never taken
 * back.
 */
export function seatsFilled(needs: readonly Need[], people: ByFits): number[] {
  const kinds = Object.keys(people).map(Number)
  const free = kinds.map((kind) => people[kind])
  const sits = kinds.map(() => needs.map(() => 0))
  const filled = needs.map(() => 0)
  const order = needs
    .map((_, i) => i)
    .sort((a, b) => Number(needs[a].skill === undefined) - Number(needs[b].skill === undefined) || a - b)
  for (const need of order) {
    // Each round fills at least one seat, so there are no more rounds than seats.
    while (filled[need] < needs[need].people && fillAlongPath(need, needs[need].people - filled[need])) continue
  }
  return filled

  /**
   * Shortest chain from an open seat of `goal` to somebody free; moves as many as the chain carries, `most` at most.
   */
  function fillAlongPath(goal: number, most: number): boolean {
    const via = new Map<number, { need: number; kind: number }>()
    const line = [goal]
    for (let head = 0; head < line.length; head += 1) {
      const need = line[head]
      for (let k = 0; k < kinds.length; k += 1) {
        if ((kinds[k] & (1 << need)) === 0) continue
        if (free[k] > 0) return move(need, k, goal, most, via)
        for (let from = 0; from < needs.length; from += 1) {
          if (sits[k][from] === 0 || from === goal || via.has(from)) continue
          via.set(from, { need, kind: k })
          line.push(from)
        }
      }
    }
    return false
  }

  function move(
    start: number,
    kind: number,
    goal: number,
    most: number,
    via: ReadonlyMap<number, { need: number; kind: number }>,
  ): boolean {
    let carried = Math.min(most, free[kind])
    for (let need = start; need !== goal; need = via.get(need)!.need)
      carried = Math.min(carried, sits[via.get(need)!.kind][need])
    free[kind] -= carried
    sits[kind][start] += carried
    for (let need = start; need !== goal; need = via.get(need)!.need) {
      const step = via.get(need)!
      sits[step.kind][need] -= carried
      sits[step.kind][step.need] += carried
    }
    filled[goal] += carried
    return true
  }
}

export const seatsFilledInAll = (needs: readonly Need[], people: ByFits): number =>
  seatsFilled(needs, people).reduce((sum, n) => sum + n, 0)

/** True when one more person of this kind fills one more seat. */
export function hasSeatFor(needs: readonly Need[], people: ByFits, fits: number): boolean {
  if (fits === 0) return false
  return seatsFilledInAll(needs, { ...people, [fits]: (people[fits] ?? 0) + 1 }) > seatsFilledInAll(needs, people)
}
