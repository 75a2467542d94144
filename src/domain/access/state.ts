// What an account is, folded from its events, and what surrounds a command about it.
import type { Grant } from '../kernel/actor.ts'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'

export interface AccessState {
  readonly id: Id
  readonly state: 'none' | 'invited' | 'open' | 'closed'
  readonly area?: AreaId
  readonly grants: readonly Grant[]
  readonly password?: Id
  /**
   * The confirmed second factor, and one that is offered but has not shown a code yet: the old one holds until then.
   */
  readonly factor?: Id
  readonly offered?: Id
  /** Unused links by digest, with their end. */
  readonly links: Readonly<Record<string, Instant>>
  readonly invitation?: { readonly digest: string; readonly until: Instant }
}

export interface AccessFacts {
  /** The person of the account, if the registry has them. */
  readonly person?: { readonly home: AreaId; readonly unit?: Id; readonly active: boolean }
  /** Area of the unit that the command names. */
  readonly unitArea?: AreaId
  /** How many open accounts hold the role that the command names; asked for the three that are kept apart. */
  readonly holders?: number
}
