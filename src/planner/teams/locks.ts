// Constraint "locked": a seat that one person must keep has only that person's arc, and that person no other; leaving
// it open is priced out of reach.
import { SHORTAGE_MAX } from './problem.ts'
import type { SeatArcs } from './seats.ts'

export interface Lock {
  readonly seat: number
  readonly volunteer: number
}

/** Each seat and each volunteer in at most one lock. A lock without an arc leaves its seat open. */
export function withLocks(arcs: SeatArcs, locks: readonly Lock[]): SeatArcs {
  if (locks.length === 0) return arcs
  const seatOf = new Int32Array(arcs.volunteers).fill(-1)
  const personOf = new Int32Array(arcs.seats).fill(-1)
  const shortage = arcs.shortage.slice()
  for (const { seat, volunteer } of locks) {
    seatOf[volunteer] = seat
    personOf[seat] = volunteer
    shortage[seat] = SHORTAGE_MAX
  }
  return {
    ...arcs,
    shortage,
    ...keepArcs(
      arcs,
      (seat, volunteer) => personOf[seat] === volunteer || (personOf[seat] < 0 && seatOf[volunteer] < 0),
    ),
  }
}

/** The arcs for which `keep` says yes. */
export function keepArcs(
  arcs: SeatArcs,
  keep: (seat: number, volunteer: number) => boolean,
): Pick<SeatArcs, 'start' | 'volunteer' | 'cost'> {
  const start = new Int32Array(arcs.seats + 1)
  const volunteer = new Int32Array(arcs.volunteer.length)
  const cost = new Int32Array(arcs.volunteer.length)
  let count = 0
  for (let s = 0; s < arcs.seats; s++) {
    for (let arc = arcs.start[s]; arc < arcs.start[s + 1]; arc++) {
      if (!keep(s, arcs.volunteer[arc])) continue
      volunteer[count] = arcs.volunteer[arc]
      cost[count++] = arcs.cost[arc]
    }
    start[s + 1] = count
  }
  return { start, volunteer: volunteer.subarray(0, count), cost: cost.subarray(0, count) }
}
