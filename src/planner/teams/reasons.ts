// Why each seat is as it is, read off the prices: what the person costs, who would be next and how much more that would cost at least, why a seat stays open.
import type { TeamsAnswer, TeamsProblem } from './problem.ts'

export type OpenReason =
  /** Nobody can fill it: no skill, no road, no arc. */
  | 'nobody-can'
  /** Even the cheapest costs more than leaving it open. */
  | 'too-dear'
  /** The cheapest candidate's unit has sent all it may. */
  | 'unit-exhausted'
  /** The cheapest candidate serves elsewhere, where it would cost more to miss them. */
  | 'needed-elsewhere'

export interface PlaceReason {
  /** Cheapest candidate who does not sit here, counting what they are worth where they are; -1 for none. */
  readonly next: number
  /** What choosing `next` for one here would cost more, at least. */
  readonly extra: number
  /** Why seats stay open; undefined when none does. */
  readonly open?: OpenReason
}

/** One reason a place. */
export function reasonsOf(problem: TeamsProblem, answer: TeamsAnswer): PlaceReason[] {
  const worth = worths(problem, answer)
  const { places, start, volunteer, cost, shortage, unit } = problem
  return Array.from({ length: places }, (_, p) => {
    let next = -1
    let least = Infinity
    let cheapest = Infinity
    for (let arc = start[p]; arc < start[p + 1]; arc++) {
      const v = volunteer[arc]
      if (answer.place[v] === p) continue
      cheapest = Math.min(cheapest, cost[arc])
      if (cost[arc] + worth[v] < least) {
        least = cost[arc] + worth[v]
        next = v
      }
    }
    const extra = next < 0 ? shortage[p] - answer.placePrice[p] : Math.min(least, shortage[p]) - answer.placePrice[p]
    if (answer.open[p] === 0) return { next, extra }
    if (next < 0) return { next, extra, open: 'nobody-can' }
    if (cheapest >= shortage[p]) return { next, extra, open: 'too-dear' }
    const home = answer.place[next] < 0
    return { next, extra, open: home && unit && unit[next] >= 0 ? 'unit-exhausted' : 'needed-elsewhere' }
  })
}

/** What each volunteer is worth where they are: their dual price. */
export function worths({ places, volunteers, start, volunteer, cost, unit }: TeamsProblem, { placePrice, unitPrice, place }: Pick<TeamsAnswer, 'place' | 'placePrice' | 'unitPrice'>): Float64Array {
  const worth = new Float64Array(volunteers)
  for (let v = 0; v < volunteers; v++) if (unit && unit[v] >= 0) worth[v] = unitPrice[unit[v]]
  for (let p = 0; p < places; p++) {
    for (let arc = start[p]; arc < start[p + 1]; arc++) if (place[volunteer[arc]] === p) worth[volunteer[arc]] = Math.max(worth[volunteer[arc]], placePrice[p] - cost[arc])
  }
  return worth
}
