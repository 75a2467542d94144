// What the people and units questions answer, as the console reads it.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { RegistrationState } from '#domain/registry/terms.ts'
import type { PersonRow } from '#rooms/registry/views/persons.ts'

export type { PersonRow } from '#rooms/registry/views/persons.ts'

/** A page of people; `after` says that there are more than one answer holds. */
export interface PersonRows {
  readonly rows: readonly PersonRow[]
  readonly after: Id | null
}

export interface UnitRow {
  readonly unit: Id
  readonly name: string
  readonly area: AreaId
  readonly liaison: Id | null
  readonly liaisonName: string | null
  readonly persons: number
  readonly registered: number
  readonly registrations: readonly { readonly community: AreaId; readonly state: RegistrationState }[]
}
