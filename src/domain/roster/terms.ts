// The roster's closed lists and bounds: seats and their states, why somebody sits there, reasons. Plain values, safe
// for the phone.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'

/**
 * How one person stands to one seat. proposed: planned, and accepted by a dispatcher; they may decline · accepted: they
 * said yes, or signed up · declined: they said no, without a reason · absent: not there when it began · released: freed
 * by the office, by a repair or a swap.
 */
export const seatStates = ['proposed', 'accepted', 'declined', 'absent', 'released'] as const
export type SeatState = (typeof seatStates)[number]
/** Those who hold their seat. */
export const standing: readonly SeatState[] = ['proposed', 'accepted']

export type SeatKind = 'team' | 'post'

/**
 * `<team or post>.<number from 0>`; a team's 0 leads. A seat's name says what it is part of, so that an open seat needs
 * no record.
 */
export type SeatId = string

export const seatPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.\d{1,3}$/
export const seatOf = (of: Id, number: number): SeatId => `${of}.${number}`
export const ofSeat = (seat: SeatId): Id => seat.slice(0, 36)
export const numberOf = (seat: SeatId): number => Number(seat.slice(37))

/** Why somebody sits there, with its number; sentences stand in the words. */
export type SeatReason =
  | { readonly why: 'registered-here' }
  | { readonly why: 'lives-here' }
  /** Metres from home to the place, rounded to 100. */
  | { readonly why: 'near'; readonly metres: number }
  | { readonly why: 'place-unknown' }
  | { readonly why: 'skill'; readonly skill: string }
  /** Rounds served before this one. */
  | { readonly why: 'served'; readonly rounds: number }
  | { readonly why: 'same-as-last' }
  /** A grid worker of this grid, who leads. */
  | { readonly why: 'grid-worker' }
  | { readonly why: 'leads' }
  | { readonly why: 'signed-up' }
  | { readonly why: 'waited' }
  | { readonly why: 'swapped' }
  | { readonly why: 'by-hand' }
  /** Stands in for somebody who does not come. */
  | { readonly why: 'steps-in' }
  /** Moved from another seat of the round, because more is lacking here. */
  | { readonly why: 'moved'; readonly from: AreaId }

/** One person on one seat. */
export interface Seat {
  readonly seat: SeatId
  readonly kind: SeatKind
  readonly area: AreaId
  readonly person: Id
  readonly state: 'proposed' | 'accepted'
  readonly starts: Instant
  readonly ends: Instant
  readonly reasons: readonly SeatReason[]
}

/** Why a seat was not filled as asked. */
export type Skipped = 'unknown' | 'inactive' | 'engaged' | 'no-skill' | 'twice' | 'declined' | 'no-such-seat' | 'taken'

/** By what people came to sit, or left. */
export const causes = ['plan', 'repair', 'move', 'by-hand', 'self', 'told', 'waiting', 'swap'] as const
export type Cause = (typeof causes)[number]

/** What somebody is told: that a seat is asked of them, that it is theirs no more, or that its place is another now. */
export const news = ['seat', 'unseated', 'moved'] as const
export type SeatNews = (typeof news)[number]

/** Seats in one plan: a county of a million with everybody called. */
export const planMax = 10_000
/** Seats in one event. */
export const chunkMax = 2_000
export const teamsMax = 5_000
export const waitingMax = 300
export const swapsMax = 500
/** A swap not answered by then is over; the shift's begin ends it sooner. */
export const swapLasts: Instant = 24 * 3_600_000
/** Who was marked absent by mistake is put right within a day of it. */
export const absentMendMax: Instant = 24 * 3_600_000
/** A repair moves at most so many for each vacancy that it mends. */
export const movesPerVacancy = 1.2

export const reasons = [
  'round-over',
  'not-open',
  'outside-area',
  'locked-moved',
  'team-elsewhere',
  'too-many',
  'nothing-changed',
  'seat-unknown',
  'seat-taken',
  'not-seated',
  'person-unknown',
  'person-inactive',
  'no-skill',
  'seated-already',
  'engaged-elsewhere',
  'declined-before',
  'already-answered',
  'already-waiting',
  'not-waiting',
  'too-many-moved',
  'swap-unknown',
  'swap-over',
  'swap-locked',
  'shift-over',
  'shift-not-begun',
  'not-absent',
  'absent-too-long',
] as const
