// What a look-back, a finding and an urging are, folded from their events, and what surrounds a command about them.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Check, Drawn, Item, Stratum } from './terms.ts'

export interface LookBackState {
  readonly kind: 'look-back'
  readonly opened?: { readonly area: AreaId; readonly until: Instant }
  readonly items: ReadonlyMap<Item, Drawn & { readonly found?: Check }>
  readonly placed: ReadonlySet<string>
  readonly closed: boolean
}

export interface FindingState {
  readonly kind: 'finding'
  readonly noted?: { readonly area: AreaId; readonly by: Instant }
  readonly stands: 'none' | 'noted' | 'put-right' | 'confirmed'
}

export interface UrgingState {
  readonly kind: 'urging'
  readonly urgedAt?: Instant
  readonly times: number
}

export type OversightState = LookBackState | FindingState | UrgingState

export interface OversightFacts {
  /** For opening: the layers and what was drawn from each, by the seed. */
  readonly sample?: { readonly seed: string; readonly strata: readonly Stratum[]; readonly items: readonly Drawn[] }
  /** Where the person who is urged or placed lives; left out where nobody knows them. */
  readonly home?: AreaId
  readonly active?: boolean
  /** What is urged has not been done yet. */
  readonly needed?: boolean
  /** The muster to which somebody is placed is running. */
  readonly running?: boolean
}
