// Oversight's vocabulary 督导·回头看: its commands as schemas, its events, its reasons. Others import types only, so
// that zod stays at the door.
import { z } from 'zod'
import { isArea, levelOf, type AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { area, areaOf, id, instant, text } from '../kernel/schema.ts'
import {
  checks,
  grades,
  lookBackKinds,
  sampleMax,
  teamsMax,
  urgables,
  type Check,
  type Drawn,
  type Grade,
  type Item,
  type LookBackKind,
  type Stratum,
  type Urgable,
} from './terms.ts'

const titleMax = 60
const textMax = 600
const wide = areaOf('county', 'township', 'community')
/** A household's code or a person's id. */
const item = z
  .string()
  .refine((one) => isId(one) || (isArea(one) && levelOf(one) === 'household'), { message: 'a household or a person' })
const items = z.array(item).min(1).max(sampleMax)

export const commands = z.discriminatedUnion('type', [
  // look-back/<id>
  /** Opens and draws in one step: nobody can look at the sample and draw again. `round`: for `came` and `visited`. */
  z
    .strictObject({
      type: z.literal('open-look-back'),
      area: wide,
      kind: z.enum(lookBackKinds),
      round: id.optional(),
      title: text(titleMax),
      sample: z.int().min(1).max(sampleMax),
      teams: z.int().min(1).max(teamsMax),
      from: instant,
      until: instant,
    })
    .refine((one) => (one.round !== undefined) === (one.kind === 'came' || one.kind === 'visited'), {
      message: 'came and visited are about a round, the others are not',
    }),
  /** The routes as a person accepted them: for each team its things in order. */
  z.strictObject({
    type: z.literal('share-out'),
    routes: z
      .array(z.strictObject({ team: z.int().min(1).max(teamsMax), items }))
      .min(1)
      .max(teamsMax),
  }),
  z.strictObject({ type: z.literal('check-item'), item, found: z.enum(checks), text: text(textMax).optional() }),
  /** On the spot: asks the muster room to call this person to a running muster; they may decline. */
  z.strictObject({ type: z.literal('place-person'), person: id, muster: id }),
  z.strictObject({ type: z.literal('close-look-back') }),
  // finding/<id>
  z.strictObject({
    type: z.literal('note-finding'),
    area,
    lookBack: id.optional(),
    item: item.optional(),
    grade: z.enum(grades),
    text: text(textMax),
    by: instant,
  }),
  z.strictObject({ type: z.literal('put-right'), text: text(textMax).optional() }),
  z.strictObject({ type: z.literal('confirm-finding') }),
  z.strictObject({ type: z.literal('return-finding'), text: text(textMax) }),
  // urging/<person>
  z.strictObject({ type: z.literal('urge'), about: z.enum(urgables) }),
])
export type OversightCommand = z.infer<typeof commands>

/** What a drawn thing needs to be read by itself, repeated with each handful. */
export interface About {
  readonly kind: LookBackKind
  readonly area: AreaId
  readonly from: Instant
  readonly until: Instant
}

export type OversightEvent =
  /**
   * `words`: id of the sealed { title }. `seed`: with it and the list of things anybody can draw the same sample again.
   */
  | (About & {
      readonly type: 'look-back-opened'
      readonly round?: Id
      readonly words: Id
      readonly teams: number
      readonly seed: string
      readonly strata: readonly Stratum[]
      readonly at: Instant
    })
  | { readonly type: 'sample-drawn'; readonly about: About; readonly items: readonly Drawn[]; readonly at: Instant }
  | {
      readonly type: 'sample-shared'
      readonly routes: readonly { readonly team: number; readonly items: readonly Item[] }[]
      readonly at: Instant
    }
  /** `words`: id of the sealed { text }. */
  | {
      readonly type: 'item-checked'
      readonly item: Item
      readonly stratum: AreaId
      readonly claimed: boolean
      readonly found: Check
      readonly words?: Id
      readonly at: Instant
    }
  | {
      readonly type: 'person-placed'
      readonly person: Id
      readonly home: AreaId
      readonly muster: Id
      readonly at: Instant
    }
  | { readonly type: 'look-back-closed'; readonly at: Instant }
  | {
      readonly type: 'finding-noted'
      readonly area: AreaId
      readonly lookBack?: Id
      readonly item?: Item
      readonly grade: Grade
      readonly words: Id
      readonly by: Instant
      readonly at: Instant
    }
  | { readonly type: 'finding-put-right'; readonly words?: Id; readonly at: Instant }
  | { readonly type: 'finding-confirmed'; readonly at: Instant }
  | { readonly type: 'finding-returned'; readonly words: Id; readonly at: Instant }
  | {
      readonly type: 'person-urged'
      readonly person: Id
      readonly area: AreaId
      readonly about: Urgable
      readonly times: number
      readonly at: Instant
    }

export type OversightReason = (typeof import('./terms.ts').reasons)[number]
