// What the doors of a building and a need are, folded from their events, and what surrounds a command about them.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { Outcome } from './terms.ts'

export interface DoorKnown {
  readonly outcome?: Outcome
  /** When what stands here happened. */
  readonly at: Instant
  readonly revisitAt?: Instant
  readonly claim?: { readonly by: Id; readonly until: Instant }
  /** No list has it; somebody said expressly that it is there. */
  readonly unlisted?: true
}

export interface DoorsState {
  readonly kind: 'doors'
  readonly round: Id
  readonly building: AreaId | ''
  readonly doors: ReadonlyMap<string, DoorKnown>
}

export interface DoorsFacts {
  readonly self?: Id
  /** The round takes reports. */
  readonly open?: boolean
  /** Doors of the command that neither the building's list nor the round's has; none where there is no list. */
  readonly strange?: ReadonlySet<string>
  /** The actor sits in a team of the round whose grid the building lies in. */
  readonly team?: boolean
  /** The person named to hold doors is active. */
  readonly personActive?: boolean
}

export interface NeedState {
  readonly kind: 'need'
  readonly id: Id
  readonly household?: AreaId
  readonly until?: Instant
  readonly ended?: true
}

export interface NeedFacts {
  readonly self?: Id
  /** Who holds the household's visit now, if somebody does. */
  readonly held?: { readonly by: Id; readonly until: Instant }
}

export type VisitState = DoorsState | NeedState

export type VisitFacts = DoorsFacts & NeedFacts
