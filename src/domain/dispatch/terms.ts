// The dispatch room's closed lists: how a move stands, why it is proposed, reasons. Plain values, safe for the phone.
import type { AreaId } from '../kernel/area.ts'

/** ordered: accepted by a dispatcher, on its way to the roster · carried-out: as far as the seats were still open. */
export const moveStates = ['ordered', 'carried-out'] as const
export type MoveState = (typeof moveStates)[number]

/** Why people go from one area to another. */
export type MoveReason =
  /** Seats of the area that are open, of all that are asked. */
  | { readonly why: 'short-there'; readonly open: number; readonly seats: number }
  /** People of the area who are free at these hours. */
  | { readonly why: 'free-here'; readonly people: number }
  /** The post they leave keeps so many of its seats filled. */
  | { readonly why: 'enough-here'; readonly left: number; readonly seats: number }
  /** Metres on average from home to the new place, rounded to 100. */
  | { readonly why: 'near'; readonly metres: number }
  | { readonly why: 'skill'; readonly skill: string }

export interface Load {
  readonly area: AreaId
  readonly seats: number
  readonly filled: number
}

/** People in one move: a bus full, twice. */
export const moveMax = 100

export const reasons = [
  'already-ordered',
  'round-over',
  'same-area',
  'seat-elsewhere',
  'person-elsewhere',
  'seat-twice',
  'not-due',
] as const
