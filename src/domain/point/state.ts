// What a place of a round and a person's attendance are, folded from their events, and what surrounds a command
// about them.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { Runs } from './runs.ts'
import type { PlaceKind, Evidence } from './terms.ts'

export interface SiteState {
  readonly kind: 'site'
  readonly round: Id
  readonly place: Id
  /** Known once it is set up. */
  readonly of?: PlaceKind
  readonly area?: AreaId
  readonly lanes: number
  /** The next number that was never issued. */
  readonly next: number
  readonly used: Runs
  readonly voided: Runs
  /** Who works the desk. */
  readonly staff: ReadonlySet<Id>
}

/** What setting up needs to know; nothing for registering, which is the hot path. */
export interface SiteFacts {
  readonly self?: Id
  /** The place as the round has it. */
  readonly place?: { readonly kind: PlaceKind; readonly area: AreaId; readonly lanes: number; readonly open: boolean }
  /** The actor has a seat there, or is signed in there, in this round. */
  readonly here?: boolean
  /** Hex, 32 bytes: made for the round's first place, found for the others. */
  readonly key?: { readonly hex: string; readonly isNew: boolean }
}

export interface Presence {
  readonly place: Id
  readonly area: AreaId
  readonly at: Instant
  readonly until: Instant
  readonly evidence: Evidence
  readonly duty?: string
  readonly late?: true
}

export interface AttendanceState {
  readonly kind: 'attendance'
  readonly round: Id
  readonly person: Id
  readonly present?: Presence
  /** The last code used, and when they last left. */
  readonly step?: number
  readonly leftAt?: Instant
  readonly area?: AreaId
}

export interface AttendanceFacts {
  readonly self?: Id
  /** The place as the round has it; its state and times. */
  readonly place?: {
    readonly kind: PlaceKind
    readonly area: AreaId
    readonly open: boolean
    readonly starts: Instant
    readonly ends: Instant
  }
  /** The person's seat there: from, until, duty. */
  readonly seat?: { readonly starts: Instant; readonly ends: Instant; readonly duty?: string }
  /** The actor works that place's desk, or leads that team. */
  readonly desk?: boolean
  readonly code?: { readonly found: 'now' | 'then' | 'stale' | 'wrong'; readonly step: number }
  /** Who signed in with this device in this round, if somebody did. */
  readonly deviceOf?: Id
  /** The person is of this county and active; asked where somebody else names them. */
  readonly active?: boolean
}

export type PointState = SiteState | AttendanceState

export type PointFacts = Omit<SiteFacts, 'place'> &
  Omit<AttendanceFacts, 'place'> & {
    readonly place?: NonNullable<SiteFacts['place']> & NonNullable<AttendanceFacts['place']>
  }
