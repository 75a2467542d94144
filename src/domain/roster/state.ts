// What a round's roster is, folded from its events, and what surrounds a command about it.
import type { AreaId } from '../kernel/area.ts'
import type { Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { SeatId, SeatKind } from './terms.ts'
import type { RosterEvent, RosterReason } from './commands.ts'

/** Somebody on a seat. */
export interface Held {
  readonly person: Id
  readonly kind: SeatKind
  readonly area: AreaId
  readonly state: 'proposed' | 'accepted'
  readonly locked: boolean
  readonly starts: Instant
  readonly ends: Instant
}

export interface Swap {
  readonly seat: SeatId
  readonly person: Id
  readonly withSeat: SeatId
  readonly withPerson: Id
  readonly until: Instant
}

export interface RosterState {
  /** Of the round. */
  readonly id: Id
  /** Grid of each team. */
  readonly teams: ReadonlyMap<Id, AreaId>
  readonly seats: ReadonlyMap<SeatId, Held>
  readonly byPerson: ReadonlyMap<Id, readonly SeatId[]>
  /** Said no to a seat of this round, and have not signed up since: nobody puts them on a seat again. */
  readonly declined: ReadonlySet<Id>
  /** Marked absent, by `<seat> <person>`: what they held and when it was said. */
  readonly absent: ReadonlyMap<string, { readonly held: Held; readonly at: Instant }>
  /** In line for a team or post, first come first. */
  readonly waiting: ReadonlyMap<Id, readonly Id[]>
  /** Open offers. */
  readonly swaps: ReadonlyMap<Id, Swap>
}

/** What is asked of a post or of a team's seats. */
export interface PostAsked {
  readonly area: AreaId
  readonly skill?: string
  readonly starts: Instant
  readonly ends: Instant
  readonly number: number
}

export interface PersonKnown {
  readonly active: boolean
  readonly skills: readonly string[]
  /** Hours promised in other rounds or to a muster. */
  readonly busy: readonly (readonly [starts: Instant, ends: Instant])[]
}

export interface RosterFacts {
  readonly self?: Id
  /** Undefined where there is no such round. */
  readonly round?: {
    readonly area: AreaId
    readonly state: 'draft' | 'published' | 'running' | 'closed' | 'reported'
    readonly starts: Instant
    readonly ends: Instant
    readonly teams: { readonly followers: number; readonly skills: readonly string[] } | null
  }
  /** Posts that the command speaks of; for fitting seats, all that are held or waited for. */
  readonly posts?: ReadonlyMap<Id, PostAsked>
  /** People whom the command may seat, those in line for the seats it frees among them. */
  readonly persons?: ReadonlyMap<Id, PersonKnown>
}

export type Answer = Decision<RosterEvent, RosterReason>

export type KnownFacts = RosterFacts & { readonly round: NonNullable<RosterFacts['round']> }
