// What the people and units questions answer, as the console reads it.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Availability, RegistrationState, Skill } from '#domain/registry/terms.ts'

export interface PersonRow {
  readonly person: Id
  readonly name: string
  readonly phone?: string | null
  readonly unit?: Id | null
  readonly unitName?: string | null
  readonly home: AreaId
  readonly skills: readonly Skill[]
  readonly availability: readonly Availability[]
  readonly active: boolean
  readonly registration?: RegistrationState | null
  readonly community?: AreaId | null
}

export interface UnitRow {
  readonly unit: Id
  readonly name: string
  readonly area: AreaId
  readonly liaison?: Id | null
  readonly liaisonName?: string | null
  readonly persons: number
  readonly registered: number
  readonly registrations: readonly { readonly community: AreaId; readonly state: RegistrationState }[]
}
