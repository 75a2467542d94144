// The dossier's vocabulary 服务纪实: its commands as schemas, its events, its reasons. Others import types only, so
// that zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, id, instant, text } from '../kernel/schema.ts'
import { evidences, sides, unitAnswers, type Evidence, type Side, type Source, type UnitAnswer } from './terms.ts'

const dutyMax = 60
const feedbackMax = 600
const whyMax = 200
const base64 = (bytes: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9+/]{${Math.ceil(bytes / 3) * 4 - ((3 - (bytes % 3)) % 3)}}={${(3 - (bytes % 3)) % 3}}$`),
    )
const area = areaOf('county', 'township', 'community', 'grid')

export const commands = z.discriminatedUnion('type', [
  /**
   * By Muster itself, from a sign-out or a stand-down. Where, how it is known and what it was may be left to what the
   * muster or round itself knows.
   */
  z.strictObject({
    type: z.literal('open-entry'),
    source: z.enum(['muster', 'round']),
    of: id,
    person: id,
    from: instant,
    until: instant,
    area: area.optional(),
    evidence: z.enum(evidences).optional(),
    duty: text(dutyMax).optional(),
  }),
  /** Hours known by nothing but word: put down afterwards by the community or the unit. */
  z.strictObject({
    type: z.literal('type-entry'),
    person: id,
    area,
    from: instant,
    until: instant,
    duty: text(dutyMax),
  }),
  /** `overlapping`: that hours of the same person overlap was seen. */
  z.strictObject({ type: z.literal('confirm-entry'), overlapping: z.boolean().optional() }),
  z.strictObject({ type: z.literal('answer-entry'), answer: z.enum(unitAnswers), text: text(feedbackMax).optional() }),
  z.strictObject({
    type: z.literal('correct-entry'),
    from: instant,
    until: instant,
    duty: text(dutyMax).optional(),
    why: text(whyMax),
  }),
  z.strictObject({ type: z.literal('withdraw-entry'), why: text(whyMax) }),
  z.strictObject({ type: z.literal('give-feedback'), as: z.enum(sides), text: text(feedbackMax) }),
  /** The key stays where it was made; this is its public half. */
  z.strictObject({ type: z.literal('enrol-witness'), key: base64(32) }),
  z.strictObject({ type: z.literal('retire-witness') }),
  z.strictObject({ type: z.literal('cosign'), size: z.int().min(1), seconds: z.int().min(0), signature: base64(64) }),
])
export type DossierCommand = z.infer<typeof commands>

/** `leaf`: the statement's commitment, base64; its opening is sealed under the command's id. */
interface Stated {
  readonly at: Instant
  readonly leaf: string
}

export type DossierEvent =
  /**
   * `opening`: id under which name, duty and the statement's opening are sealed. `late`: scanned on the spot, uploaded
   * later, timed by the phone's clock.
   */
  | (Stated & {
      readonly type: 'entry-opened'
      readonly person: Id
      readonly unit?: Id
      readonly area: AreaId
      readonly source: Source
      readonly of?: Id
      readonly from: Instant
      readonly until: Instant
      readonly minutes: number
      readonly evidence: Evidence
      readonly late?: true
      readonly opening: Id
      readonly by?: Id
    })
  /** Came back to the same muster or round: one entry, another stretch. */
  | (Stated & {
      readonly type: 'entry-stretched'
      readonly from: Instant
      readonly until: Instant
      readonly minutes: number
      readonly evidence: Evidence
      readonly opening: Id
    })
  | (Stated & { readonly type: 'entry-confirmed'; readonly opening: Id; readonly overlapping?: true })
  | (Stated & {
      readonly type: 'entry-answered'
      readonly answer: UnitAnswer
      readonly opening: Id
      readonly said?: true
    })
  | (Stated & {
      readonly type: 'entry-corrected'
      readonly from: Instant
      readonly until: Instant
      readonly minutes: number
      readonly evidence: Evidence
      readonly opening: Id
      readonly by?: Id
    })
  | (Stated & { readonly type: 'entry-withdrawn'; readonly opening: Id })
  | (Stated & { readonly type: 'feedback-given'; readonly as: Side; readonly opening: Id })
  | { readonly type: 'witness-enrolled'; readonly key: string; readonly name: string; readonly at: Instant }
  | { readonly type: 'witness-retired'; readonly at: Instant }
  /** `name` and `key`: under which the signature checks, whatever becomes of the witness. */
  | {
      readonly type: 'checkpoint-cosigned'
      readonly size: number
      readonly name: string
      readonly key: string
      readonly seconds: number
      readonly signature: string
      readonly at: Instant
    }

export type DossierReason = (typeof import('./terms.ts').reasons)[number]
