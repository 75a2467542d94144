// What a muster is, folded from its events, and what surrounds a command about it.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { Position } from '../kernel/position.ts'
import type { Calls } from './calls.ts'
import type { ByFits } from './seats.ts'
import type { Called, Need, Phase, Skipped } from './terms.ts'

export interface Whistle {
  readonly what: Id
  readonly leader?: Id
  readonly area: AreaId
  readonly place: Position
  readonly needs: readonly Need[]
  readonly from: Instant
  readonly drill: boolean
  readonly answerMinutes: number
  readonly escalateMinutes: number
  readonly waves: 'by-hand' | 'by-themselves'
  readonly at: Instant
}

export interface MusterState {
  readonly id: Id
  readonly whistle?: Whistle
  readonly phase: Phase
  /** As far as people may be called from. */
  readonly reach: AreaId
  readonly until: Instant
  readonly wave: number
  readonly calls: Calls
  readonly called: number
  /** People who hold seats, by what they fit. */
  readonly seated: ByFits
  /** Which installation signed whom in. */
  readonly devices: ReadonlyMap<Id, Id>
  readonly overAt?: Instant
}

/** What the room needs to know beyond its own stream. */
export interface MusterFacts {
  /** Who gives the command. */
  readonly self?: Id
  /** The muster to which the person is promised; drills promise nobody. */
  readonly engagedIn?: Id
  /** For an arrival: how the code was found to be. `step` numbers the code's time. */
  readonly code?: { readonly found: 'now' | 'then' | 'stale' | 'wrong'; readonly step: number }
  /** For a whistle: chance, from which the codes of this muster are made. */
  readonly secret?: string
  /** The named leader holds a role that covers the area. */
  readonly leaderHolds?: boolean
  /** For a wave: those who can be called, best first, and why others cannot. */
  readonly callable?: readonly Called[]
  readonly skipped?: readonly (readonly [Id, Skipped])[]
  /** For a wave that goes out by itself: enough of those asked may still answer. */
  readonly enoughAsked?: boolean
  /** Areas around the reach, narrowest first, with how many officers and dispatchers would hear. */
  readonly levels?: readonly { readonly area: AreaId; readonly staff: number }[]
}
