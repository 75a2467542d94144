// The point's vocabulary 采样点: its commands as schemas, its events, its reasons. Others import types only, so that
// zod stays at the door.
import { z } from 'zod'
import { isArea, levelOf, type AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { id, instant, line } from '../kernel/schema.ts'
import {
  conflicts,
  issueMax,
  lanesMax,
  queueMax,
  registerMax,
  sealedMax,
  tubeCode,
  tubeSizes,
  verdicts,
  voids,
  type Conflict,
  type Evidence,
  type PersonTold,
  type PlaceKind,
  type TubeTold,
  type Verdict,
  type VoidWhy,
} from './terms.ts'

const lane = z.int().min(1).max(lanesMax)
const number = z.int().min(1)
const tube = z.string().regex(tubeCode)
const household = z
  .string()
  .refine((code) => code === '' || (isArea(code) && levelOf(code) === 'household'), { message: 'code of a household' })

export const commands = z.discriminatedUnion('type', [
  // point/<round>.<point or team>
  /** Makes the rotating code of a place. Issuing numbers does it too. */
  z.strictObject({ type: z.literal('set-up-place') }),
  z.strictObject({ type: z.literal('issue-numbers'), device: id, count: z.int().min(1).max(issueMax) }),
  /** Whoever stands at the place may register there. */
  z.strictObject({ type: z.literal('join-desk'), device: id }),
  z.strictObject({
    type: z.literal('register'),
    device: id,
    lane,
    from: instant,
    tubes: z
      .array(z.tuple([tube, z.union(tubeSizes.map((size) => z.literal(size)))]))
      .min(1)
      .max(registerMax),
    people: z
      .array(
        z.tuple([
          number,
          z
            .int()
            .min(0)
            .max(registerMax - 1),
          id,
          z
            .int()
            .min(0)
            .max(14 * 86_400),
          household,
        ]),
      )
      .min(1)
      .max(registerMax),
    /** Names and numbers of those whom no household list knows. */
    sealed: z
      .array(
        z.tuple([
          id,
          z.strictObject({
            name: line(sealedMax.name).optional(),
            number: line(sealedMax.number).optional(),
            phone: line(sealedMax.phone).optional(),
          }),
        ]),
      )
      .max(registerMax)
      .optional(),
  }),
  z.strictObject({ type: z.literal('count-queue'), lane, length: z.int().min(0).max(queueMax) }),
  z.strictObject({ type: z.literal('void-sample'), number, why: z.enum(voids) }),
  z.strictObject({
    type: z.literal('settle-conflict'),
    about: z.enum(conflicts),
    key: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/),
    verdict: z.enum(verdicts),
  }),
  // attendance/<round>.<person>
  /** `device`: the installation's own random id, so that one phone cannot sign in two people. */
  z.strictObject({ type: z.literal('sign-in'), place: id, code: z.string().regex(/^\d{8}$/), device: id.optional() }),
  z.strictObject({ type: z.literal('sign-out') }),
  z.strictObject({ type: z.literal('mark-signed-in'), place: id }),
  z.strictObject({ type: z.literal('mark-signed-out') }),
  z.strictObject({
    type: z.literal('type-attendance'),
    place: id,
    from: instant,
    until: instant,
    duty: line(24).optional(),
  }),
  /** By Muster itself: the shift ended and nobody signed out. */
  z.strictObject({ type: z.literal('sign-out-in-time'), until: instant }),
])
export type PointCommand = z.infer<typeof commands>

/** Where something happened, repeated in each event so that views need nothing else. */
export interface Where {
  readonly round: Id
  readonly point: Id
  readonly area: AreaId
}

export type PointEvent =
  /** `key`: id of the round's sealed key, of which codes and pseudonyms are made. */
  | {
      readonly type: 'place-set-up'
      readonly round: Id
      readonly place: Id
      readonly kind: PlaceKind
      readonly area: AreaId
      readonly lanes: number
      readonly key: Id
      readonly at: Instant
    }
  | (Where & {
      readonly type: 'numbers-issued'
      readonly device: Id
      readonly first: number
      readonly last: number
      readonly person?: Id
      readonly at: Instant
    })
  | (Where & { readonly type: 'desk-joined'; readonly device: Id; readonly person: Id; readonly at: Instant })
  /**
   * `again`: numbers that stood already, as they were told now. `setBack`: milliseconds by which the sender's clock was
   * ahead. `sealed`: whose name lies in the vault, and where.
   */
  | (Where & {
      readonly type: 'samples-taken'
      readonly device: Id
      readonly lane: number
      readonly from: Instant
      readonly tubes: readonly TubeTold[]
      readonly people: readonly PersonTold[]
      readonly again?: readonly PersonTold[]
      readonly setBack?: number
      readonly sealed?: readonly (readonly [subject: Id, record: Id])[]
    })
  | (Where & { readonly type: 'queue-counted'; readonly lane: number; readonly length: number; readonly at: Instant })
  | (Where & { readonly type: 'sample-voided'; readonly number: number; readonly why: VoidWhy; readonly at: Instant })
  | (Where & {
      readonly type: 'conflict-settled'
      readonly about: Conflict
      readonly key: string
      readonly verdict: Verdict
      readonly at: Instant
    })
  /**
   * `until`: when the shift, or else the round, ends. `late`: scanned there, uploaded afterwards, timed by the phone's
   * clock.
   */
  | {
      readonly type: 'signed-in'
      readonly round: Id
      readonly person: Id
      readonly place: Id
      readonly kind: PlaceKind
      readonly area: AreaId
      readonly at: Instant
      readonly until: Instant
      readonly evidence: Evidence
      readonly duty?: string
      readonly step?: number
      readonly device?: Id
      readonly late?: true
    }
  | {
      readonly type: 'signed-out'
      readonly round: Id
      readonly person: Id
      readonly area: AreaId
      readonly from: Instant
      readonly at: Instant
      readonly minutes: number
      readonly evidence: Evidence
      readonly duty?: string
      readonly late?: true
      readonly forgotten?: true
    }

export type PointReason = (typeof import('./terms.ts').reasons)[number]
