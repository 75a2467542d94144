// Oversight's closed lists and bounds 督导: what is looked back at, what a check finds, grades, reasons. Plain values,
// safe for the phone.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'

/**
 * registered: has this member registered with a community · served: have they served · came: did who was assigned to a
 * round come · visited: was the door of the round's list knocked on.
 */
export const lookBackKinds = ['registered', 'served', 'came', 'visited'] as const
export type LookBackKind = (typeof lookBackKinds)[number]

/** A household's code, or a person's id. */
export type Item = AreaId | Id

/** What the supervisor finds: it is so, it is not so, or nobody could be asked. */
export const checks = ['yes', 'no', 'unreached'] as const
export type Check = (typeof checks)[number]

/**
 * One thing drawn for a check. `claimed`: what the records said at the moment of the draw, frozen so that nobody mends
 * them afterwards.
 */
export interface Drawn {
  readonly item: Item
  readonly stratum: AreaId
  readonly claimed: boolean
}

/** One layer of the sample: how many there are, and how many were drawn. */
export interface Stratum {
  readonly area: AreaId
  readonly size: number
  readonly drawn: number
}

export const grades = ['minor', 'serious'] as const
export type Grade = (typeof grades)[number]

/** What somebody is asked to do. */
export const urgables = ['register', 'serve', 'come'] as const
export type Urgable = (typeof urgables)[number]

/** A person is urged once in so long, whoever urges and whatever about. */
export const urgeGap: Instant = 24 * 3_600_000
/** Things checked in one look-back: eleven teams in some days. */
export const sampleMax = 3_000
/** Drawn things in one event. */
export const chunkMax = 1_000
export const strataMax = 1_000
export const teamsMax = 50
/** Two of each layer at least, so that its spread can be told. */
export const perStratumMin = 2
export const lastsMax: Instant = 60 * 86_400_000

export const reasons = [
  'already-open',
  'bad-times',
  'nothing-to-check',
  'not-drawn',
  'already-checked',
  'own-check',
  'look-back-closed',
  'item-twice',
  'already-noted',
  'already-put-right',
  'not-put-right',
  'finding-confirmed',
  'urged-today',
  'not-needed',
  'not-active',
  'already-placed',
  'muster-over',
  'outside-area',
] as const
