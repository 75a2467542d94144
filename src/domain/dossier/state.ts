// What an entry and a witness are, folded from their events, and what surrounds a command about them.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { EntryState as Phase, Evidence, Source, UnitAnswer } from './terms.ts'

export interface Entry {
  readonly kind: 'entry'
  readonly id: string
  readonly told?: {
    readonly person: Id
    readonly unit?: Id
    readonly area: AreaId
    readonly source: Source
    readonly of?: Id
    readonly from: Instant
    readonly until: Instant
    readonly minutes: number
    readonly evidence: Evidence
    readonly late: boolean
    /** Where name and duty are sealed. */
    readonly opening: Id
  }
  readonly phase: Phase
  readonly answer?: UnitAnswer
  /** Person who typed it in or corrected it last: somebody else confirms. */
  readonly by?: Id
  /** Statements made so far; also the number of the next. */
  readonly sayings: number
}

/** What surrounds an entry: found by the server, absent where it does not matter. */
export interface EntryFacts {
  readonly self?: Id
  /** Chance for the statement's key, base64 of 32 bytes. */
  readonly key?: string
  /** The person the entry is about, where there is one and the asker may speak of them. */
  readonly person?: { readonly unit?: Id; readonly name: string }
  readonly names?: { readonly unit?: string; readonly area?: string }
  /** What the muster knows of the service. */
  readonly served?: {
    readonly area: AreaId
    readonly evidence: Evidence
    readonly late: boolean
    readonly duty?: string
  }
  /** What is sealed with the entry: its duty in words. */
  readonly duty?: string
  /** Other entries of the person whose hours touch these. */
  readonly overlaps?: readonly string[]
}

export interface Witness {
  readonly kind: 'witness'
  /** Unit's id or area's code. */
  readonly id: string
  /** Base64 of 32 bytes, as long as it witnesses. */
  readonly key?: string
  /** Largest size it has signed: it never goes back. */
  readonly size: number
}

export interface WitnessFacts {
  /** Text of the checkpoint that is signed, where it was made. */
  readonly checkpoint?: string
}

export type DossierState = Entry | Witness

export interface DossierFacts extends EntryFacts, WitnessFacts {
  /** Where the unit of a witness's stream sits, undefined when there is none. */
  readonly unitArea?: AreaId
}
