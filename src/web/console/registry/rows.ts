// What the registrations question answers, as the console reads it.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { RegistrationState } from '#domain/registry/terms.ts'

export interface RegistrationRow {
  readonly stream: string
  readonly kind: 'unit' | 'person'
  readonly subject: Id
  readonly name: string
  readonly unitName: string | null
  readonly community: AreaId
  readonly state: RegistrationState
  /** Why it was declined. */
  readonly why: string | null
  readonly askedAt: number
  readonly answeredAt: number | null
}
