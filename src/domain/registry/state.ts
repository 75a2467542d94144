// What an area, a unit and a person are, folded from their events, and what surrounds a command about them.
import type { AreaId } from '../kernel/area.ts'
import type { Id } from '../kernel/ids.ts'
import type { Position } from '../kernel/position.ts'
import type { Availability, Numbering, RegistrationState, Skill } from './terms.ts'
import type { Door } from './commands.ts'

export type Registrations = Readonly<Record<AreaId, RegistrationState>>

export type RegistryState =
  | {
      readonly kind: 'area'
      readonly code: AreaId
      readonly name?: string
      readonly place?: Position
      readonly building?: { readonly numbering: Numbering; readonly doors: readonly Door[] }
      readonly mappings: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'unit'
      readonly id: Id
      readonly name?: string
      readonly area?: AreaId
      readonly liaison?: Id
      readonly registrations: Registrations
    }
  | {
      readonly kind: 'person'
      readonly id: Id
      readonly known: boolean
      readonly active: boolean
      readonly unit?: Id
      readonly home?: AreaId
      readonly place?: Position
      readonly skills: readonly Skill[]
      readonly availability: readonly Availability[]
      readonly registrations: Registrations
      readonly mergedInto?: Id
    }

/** What the room needs to know beyond its own stream. */
export interface RegistryFacts {
  /** The unit the command names: its area, undefined when there is none. */
  readonly unitArea?: AreaId
  readonly communityKnown?: boolean
  /** Centre of the home the command names. */
  readonly place?: Position
  /** Who holds the phone the command names. */
  readonly phoneHolder?: Id
  /** What the vault holds of this person. */
  readonly held?: { readonly name: string; readonly phone?: string }
  /** They hold an office, and whoever asks is another, or has not shown their second factor. */
  readonly guarded?: boolean
  /** The person another is merged into. */
  readonly into?: { readonly home: AreaId; readonly active: boolean }
}
