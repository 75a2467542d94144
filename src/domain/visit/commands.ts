// The visit's vocabulary 上门: its commands as schemas, its events, its reasons. Others import types only, so that zod
// stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, id, instant, text } from '../kernel/schema.ts'
import {
  claimMinutesMax,
  doorsMax,
  needKinds,
  needPurposes,
  outcomes,
  type NeedPurpose,
  type Outcome,
} from './terms.ts'

/** Doors of the stream's building by their four digits. */
const doors = z
  .array(z.string().regex(/^\d{4}$/))
  .min(1)
  .max(doorsMax)
/** Said expressly: doors are meant that the building's list does not have. */
const unlisted = z.literal(true).optional()
const household = areaOf('household')

export const commands = z.discriminatedUnion('type', [
  // doors/<round>.<building>
  /** `person`: somebody else's, by whoever leads; one's own if left out. */
  z.strictObject({
    type: z.literal('claim-doors'),
    doors,
    minutes: z.int().min(5).max(claimMinutesMax),
    person: id.optional(),
    unlisted,
  }),
  z.strictObject({ type: z.literal('release-doors'), doors }),
  z.strictObject({
    type: z.literal('report-doors'),
    doors,
    outcome: z.enum(outcomes),
    revisitAt: instant.optional(),
    note: text(200).optional(),
    unlisted,
  }),
  /** A door that no list has is taken back altogether. */
  z.strictObject({ type: z.literal('reopen-doors'), doors }),
  // need/<id>
  z.strictObject({
    type: z.literal('note-need'),
    household,
    need: z.enum(needKinds),
    purpose: z.enum(needPurposes),
    until: instant,
    text: text(200).optional(),
  }),
  z.strictObject({ type: z.literal('prolong-need'), until: instant }),
  z.strictObject({ type: z.literal('end-need') }),
  /** By Muster itself, when its time has come. */
  z.strictObject({ type: z.literal('expire-need'), until: instant }),
])
export type VisitCommand = z.infer<typeof commands>

interface Doors {
  readonly round: Id
  readonly building: AreaId
  readonly doors: readonly string[]
  readonly at: Instant
}

export type VisitEvent =
  /** `unlisted`: those that neither the building's list nor the round's has. */
  | (Doors & {
      readonly type: 'doors-claimed'
      readonly by: Id
      readonly until: Instant
      readonly unlisted?: readonly string[]
    })
  | (Doors & { readonly type: 'doors-released' })
  /** `stale`: reported too, but something newer, or done, stands there. `note`: id of the sealed text. */
  | (Doors & {
      readonly type: 'doors-reported'
      readonly outcome: Outcome
      readonly by?: Id
      readonly revisitAt?: Instant
      readonly note?: Id
      readonly stale?: readonly string[]
      readonly unlisted?: readonly string[]
    })
  | (Doors & { readonly type: 'doors-reopened' })
  /** What the need is lies sealed under its own id. `held`: who holds the visit at that time. */
  | {
      readonly type: 'need-noted'
      readonly household: AreaId
      readonly purpose: NeedPurpose
      readonly until: Instant
      readonly held?: { readonly by: Id; readonly until: Instant }
      readonly at: Instant
    }
  | { readonly type: 'need-prolonged'; readonly until: Instant; readonly at: Instant }
  | { readonly type: 'need-ended'; readonly household: AreaId; readonly expired?: true; readonly at: Instant }

export type VisitReason = (typeof import('./terms.ts').reasons)[number]
