// What the questions about accounts and the access log answer, as the console reads it.
import type { Grant, Role } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'

/** Question `accounts`. */
export interface AccountRow {
  readonly account: Id
  readonly person: Id
  readonly name: string
  readonly secondFactor: boolean
  readonly state: 'invited' | 'open' | 'closed'
  readonly grants: readonly Grant[]
  readonly sessions: number
  readonly lastSeenAt: number | null
}

/** Question `access-log`. */
export interface LogRow {
  readonly at: number
  readonly account: Id
  readonly name: string
  /** The question that was asked. */
  readonly question: string
  /** What it was asked about: an area, a person, a unit. */
  readonly area: AreaId | null
  readonly person: Id | null
  readonly personName: string | null
  readonly unit: Id | null
  /** Rows that were shown. */
  readonly rows: number | null
}

export type { Grant, Role }
