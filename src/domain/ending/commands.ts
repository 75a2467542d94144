// The ending's vocabulary: end dates of an operation's personal data, what was destroyed, objections. Others import
// types only, so that zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { area, digest, id, text } from '../kernel/schema.ts'
import {
  agedHoldings,
  decisions,
  objectables,
  operationHoldings,
  type Holding,
  type Objectable,
  type Verdict,
} from './terms.ts'

const wordsMax = 600
/** Records destroyed in one statement. */
export const recordsMax = 10_000_000

export const commands = z.discriminatedUnion('type', [
  /** By Muster itself when an operation is closed. */
  z.strictObject({ type: z.literal('start-ending'), area }),
  /** Sooner than the table says; never later. */
  z.strictObject({ type: z.literal('end-now'), what: z.enum(operationHoldings) }),
  /** Within the hour after it was ordered: the day of the table stands again. */
  z.strictObject({ type: z.literal('call-off-end'), what: z.enum(operationHoldings) }),
  /**
   * By Muster itself, after the keys are gone. `digest`: SHA-256 over the sorted ids, so that two lists can be
   * compared.
   */
  z.strictObject({
    type: z.literal('state-destruction'),
    what: z.enum([...operationHoldings, ...agedHoldings, ...objectables]),
    records: z.int().min(0).max(recordsMax),
    digest,
    before: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('object'), person: id, about: z.enum(objectables), text: text(wordsMax) }),
  z.strictObject({ type: z.literal('answer-objection'), verdict: z.enum(decisions), text: text(wordsMax) }),
  /** Within the hour after it was granted: it waits for an answer again. */
  z.strictObject({ type: z.literal('call-off-answer') }),
])
export type EndingCommand = z.infer<typeof commands>

export type EndingEvent =
  | {
      readonly type: 'ending-started'
      readonly area: AreaId
      readonly ends: readonly { readonly what: Holding; readonly at: Instant }[]
      readonly at: Instant
    }
  | { readonly type: 'end-moved'; readonly what: Holding; readonly end: Instant; readonly at: Instant }
  | { readonly type: 'end-called-off'; readonly what: Holding; readonly end: Instant; readonly at: Instant }
  | {
      readonly type: 'destruction-stated'
      readonly what: Holding | Objectable
      readonly records: number
      readonly digest: string
      readonly before?: Instant
      readonly opening: Id
      readonly at: Instant
      readonly leaf: string
    }
  | {
      readonly type: 'objection-raised'
      readonly person: Id
      readonly area: AreaId
      readonly about: Objectable
      readonly words: Id
      readonly at: Instant
    }
  | {
      readonly type: 'objection-answered'
      readonly verdict: Verdict
      readonly words: Id
      readonly by?: Id
      readonly at: Instant
    }
  | { readonly type: 'answer-called-off'; readonly at: Instant }

export type EndingReason = (typeof import('./terms.ts').reasons)[number]
