// The notice's vocabulary 通知: its commands as schemas, its events, its reasons. Others import types only, so that zod
// stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { reachChannels, reachOutcomes, type ReachChannel, type ReachOutcome } from '../kernel/reach.ts'
import { areaOf, id, instant, text } from '../kernel/schema.ts'
import {
  chunkMax,
  news,
  recipientKinds,
  recipientsMax,
  type NoticeNews,
  type RecipientKind,
  type Way,
} from './terms.ts'

const titleMax = 80
/** Two pages of a printed notice. */
const textMax = 4_000

export const commands = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('send-notice'),
    title: text(titleMax),
    text: text(textMax),
    area: areaOf('county', 'township', 'community'),
    to: z.enum(recipientKinds),
    /** Some of the area's only; all of them if left out. */
    recipients: z.array(id).min(1).max(recipientsMax).optional(),
    signBy: instant,
    /** Whoever has not signed by then is reminded by Muster itself. */
    remindAt: instant.optional(),
  }),
  /** For oneself, or for the unit whose liaison one is. */
  z.strictObject({ type: z.literal('sign-for'), recipient: id }),
  z.strictObject({ type: z.literal('note-signed'), recipient: id, way: z.enum(['phone', 'paper']) }),
  z.strictObject({ type: z.literal('remind') }),
  z.strictObject({ type: z.literal('withdraw-notice') }),
  // By Muster itself: the timer, and notes of the courier.
  z.strictObject({ type: z.literal('remind-in-time') }),
  z.strictObject({
    type: z.literal('note-reach'),
    about: z.enum(news),
    reached: z
      .array(z.tuple([id, z.enum(reachChannels), z.enum(reachOutcomes)]))
      .min(1)
      .max(chunkMax),
  }),
])
export type NoticeCommand = z.infer<typeof commands>

/**
 * Who is told: a unit or a person, and where they belong. `person`: who signs for a unit, as far as known when it was
 * sent.
 */
export interface Recipient {
  readonly id: Id
  readonly area: AreaId
}

/** What a receipt needs to be read by itself, repeated with each handful of recipients. */
export interface About {
  /** Id of the sealed { title, text }. */
  readonly words: Id
  readonly area: AreaId
  readonly to: RecipientKind
  readonly signBy: Instant
}

export type NoticeEvent =
  | (About & {
      readonly type: 'notice-sent'
      readonly remindAt?: Instant
      readonly recipients: number
      readonly at: Instant
    })
  | {
      readonly type: 'recipients-addressed'
      readonly about: About
      readonly recipients: readonly Recipient[]
      readonly at: Instant
    }
  /** `by`: the person who signed. */
  | {
      readonly type: 'notice-signed'
      readonly recipient: Id
      readonly way: Way
      readonly by?: Id
      readonly at: Instant
    }
  /** Only those who had not signed by then. */
  | {
      readonly type: 'notice-reminded'
      readonly number: number
      readonly recipients: readonly Id[]
      readonly at: Instant
    }
  | { readonly type: 'notice-withdrawn'; readonly at: Instant }
  | {
      readonly type: 'notice-reached'
      readonly about: NoticeNews
      readonly reached: readonly (readonly [Id, ReachChannel, ReachOutcome])[]
      readonly at: Instant
    }

export type NoticeReason = (typeof import('./terms.ts').reasons)[number]
