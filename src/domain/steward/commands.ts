// The steward's vocabulary 楼栋管家: its commands as schemas, its events, its reasons. Others import types only, so
// that zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, id, instant, text } from '../kernel/schema.ts'
import { photoProblem } from './photo.ts'
import { howFound, matters, spots, type HowFound, type Matter, type Spot } from './terms.ts'

const textMax = 400
const household = areaOf('household')
/** Where something is wrong: the building, or one door of it. */
const local = areaOf('building', 'household')
/** A JPEG of 56,000 bytes at most, in base64, with no data about place or device in it. */
const photo = z
  .string()
  .refine((base64) => photoProblem(base64) === undefined, { message: 'a small plain JPEG in base64, without EXIF' })

export const commands = z.discriminatedUnion('type', [
  // patrol/<building>.<day>: one building's round of one day. `at`: when it was, by the phone's clock; the round may be
  // uploaded later.
  z.strictObject({ type: z.literal('walk'), bad: z.array(z.enum(spots)).max(spots.length) }),
  z.strictObject({
    type: z.literal('see-household'),
    household,
    how: z.enum(howFound),
    text: text(textMax).optional(),
  }),
  z.strictObject({ type: z.literal('keep-note'), text: text(textMax) }),
  z.strictObject({ type: z.literal('do-at-hand'), matter: z.enum(matters) }),
  z.strictObject({ type: z.literal('end-round') }),
  // order/<id>: a finding and what becomes of it.
  z.strictObject({
    type: z.literal('report-finding'),
    area: local,
    matter: z.enum(matters),
    urgent: z.boolean(),
    text: text(textMax),
    photo: photo.optional(),
  }),
  /** `to`: who is asked to do it; whoever sees it where none is named. */
  z.strictObject({ type: z.literal('give-order'), to: id.optional(), by: instant }),
  z.strictObject({ type: z.literal('note-done'), text: text(textMax).optional(), photo: photo.optional() }),
  z.strictObject({ type: z.literal('confirm-done') }),
  z.strictObject({ type: z.literal('send-back'), text: text(textMax) }),
  /** Asks an officer to blow the whistle: more hands are needed than are here. */
  z.strictObject({ type: z.literal('ask-whistle'), people: z.int().min(1).max(500) }),
  /** `muster`: the whistle that was blown for it; none where it was not needed. */
  z.strictObject({ type: z.literal('answer-whistle'), muster: id.optional() }),
  // By Muster itself: nobody has answered in time.
  z.strictObject({ type: z.literal('note-unanswered'), since: instant }),
])
export type StewardCommand = z.infer<typeof commands>

/** Every event of a round names its building and day, so that a row can be made of it alone. */
export interface Of {
  readonly building: AreaId
  readonly day: string
}

export type StewardEvent =
  | (Of & { readonly type: 'patrol-walked'; readonly bad: readonly Spot[]; readonly at: Instant })
  /** `words`: id of the sealed { text }. */
  | (Of & {
      readonly type: 'household-seen'
      readonly household: AreaId
      readonly how: HowFound
      readonly words?: Id
      readonly at: Instant
    })
  | (Of & { readonly type: 'note-kept'; readonly words: Id; readonly at: Instant })
  | (Of & { readonly type: 'done-at-hand'; readonly matter: Matter; readonly at: Instant })
  | (Of & { readonly type: 'round-ended'; readonly at: Instant })
  /** `words`: id of the sealed { text, photo? }. */
  | (Of & {
      readonly type: 'finding-reported'
      readonly area: AreaId
      readonly matter: Matter
      readonly urgent: boolean
      readonly photo: boolean
      readonly words: Id
      readonly by?: Id
      readonly at: Instant
    })
  | { readonly type: 'order-given'; readonly to?: Id; readonly by: Instant; readonly at: Instant }
  | {
      readonly type: 'order-done'
      readonly photo: boolean
      readonly words?: Id
      readonly doer: Id
      readonly at: Instant
    }
  | { readonly type: 'order-confirmed'; readonly at: Instant }
  | { readonly type: 'order-sent-back'; readonly words: Id; readonly at: Instant }
  | { readonly type: 'whistle-asked'; readonly people: number; readonly at: Instant }
  | { readonly type: 'whistle-answered'; readonly muster?: Id; readonly at: Instant }
  /** Nobody answered within the time: shown in red until somebody does. */
  | { readonly type: 'order-unanswered'; readonly since: Instant; readonly at: Instant }

export type StewardReason = (typeof import('./terms.ts').reasons)[number]
