// Why each seat is as it is: what the person costs, who would step in if they dropped out and what that would cost
// more, why a seat stays open.
// Losing a person costs the shortest path that refills their seat (sensitivity of minimum-cost flows: Ahuja, Magnanti &
// Orlin, "Network Flows",
// 1993, ch. 9.11); all shortest paths to an end at once by Bellman's sweeps ("On a routing problem", 1958) over the
// reduced costs.
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
  /** Who would take a seat here that falls empty, -1 where it would be left open. Others may move up behind them. */
  readonly next: number
  /**
   * What refilling such a seat would cost in all; with a person's own cost taken off: what losing that person costs.
   * Where units are limited, at most so much.
   */
  readonly refill: number
  /** Why seats stay open; undefined when none does. */
  readonly open?: OpenReason
}

/** One reason a place. */
export function reasonsOf(problem: TeamsProblem, answer: TeamsAnswer): PlaceReason[] {
  const { refill, next } = refills(problem, answer)
  const { places, start, volunteer, cost, shortage, unit } = problem
  return Array.from({ length: places }, (_, p) => {
    const reason = { next: next[p], refill: refill[p] }
    if (answer.open[p] === 0) return reason
    let cheapest = Infinity
    let limited = false
    for (let arc = start[p]; arc < start[p + 1]; arc++) {
      const v = volunteer[arc]
      if (answer.place[v] === p) continue
      cheapest = Math.min(cheapest, cost[arc])
      // At home, dear enough to be wanted, and yet not sent: only the unit's limit can hold them.
      if (cost[arc] < shortage[p] && answer.place[v] < 0 && unit && unit[v] >= 0) limited = true
    }
    const open =
      cheapest === Infinity
        ? 'nobody-can'
        : cheapest >= shortage[p]
          ? 'too-dear'
          : limited
            ? 'unit-exhausted'
            : 'needed-elsewhere'
    return { ...reason, open }
  })
}

/** What one more seat of each place would cost, and who would take it. */
function refills(problem: TeamsProblem, answer: TeamsAnswer): { refill: Float64Array; next: Int32Array } {
  const { places, volunteers, start, volunteer, cost, shortage, unit, unitCap } = problem
  const { place, placePrice, unitPrice } = answer
  const worth = worths(problem, answer)
  const left = Array.from(unitCap ?? [])
  for (let v = 0; v < volunteers; v++) if (place[v] >= 0 && unit && unit[v] >= 0) left[unit[v]]--
  // more[n]: what node n pays above its price for one person more; the units' homes stand after the places.
  const more = new Float64Array(places + left.length).fill(Infinity)
  const next = new Int32Array(places).fill(-1)
  for (let p = 0; p < places; p++) more[p] = shortage[p] - placePrice[p]
  left.forEach((slack, u) => {
    if (slack > 0) more[places + u] = 0
  })
  const from = (v: number) => (place[v] >= 0 ? more[place[v]] : unit && unit[v] >= 0 ? more[places + unit[v]] : 0)
  // Paths have at most as many steps as there are nodes; a county needs some five sweeps.
  for (let sweep = 0, changed = true; changed && sweep <= more.length; sweep++) {
    changed = false
    for (let p = 0; p < places; p++) {
      for (let arc = start[p]; arc < start[p + 1]; arc++) {
        const v = volunteer[arc]
        const pays = cost[arc] + worth[v] - placePrice[p] + from(v)
        if (pays >= more[p] || place[v] === p) continue
        more[p] = pays
        next[p] = v
        changed = true
      }
    }
    if (!unit) continue
    for (let v = 0; v < volunteers; v++) {
      if (unit[v] < 0 || place[v] < 0) continue
      const pays = worth[v] - unitPrice[unit[v]] + more[place[v]]
      if (pays >= more[places + unit[v]]) continue
      more[places + unit[v]] = pays
      changed = true
    }
  }
  return { refill: Float64Array.from(placePrice, (price, p) => price + more[p]), next }
}

/** What each volunteer is worth where they are: their dual price. */
export function worths(
  { places, volunteers, start, volunteer, cost, unit }: TeamsProblem,
  { placePrice, unitPrice, place }: Pick<TeamsAnswer, 'place' | 'placePrice' | 'unitPrice'>,
): Float64Array {
  const worth = new Float64Array(volunteers)
  for (let v = 0; v < volunteers; v++) if (unit && unit[v] >= 0) worth[v] = unitPrice[unit[v]]
  for (let p = 0; p < places; p++) {
    for (let arc = start[p]; arc < start[p + 1]; arc++)
      if (place[volunteer[arc]] === p)
        worth[volunteer[arc]] = Math.max(worth[volunteer[arc]], placePrice[p] - cost[arc])
  }
  return worth
}
