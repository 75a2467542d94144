// The operation's vocabulary 行动: its commands as schemas, its events, its reasons. Others import types only, so that
// zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, id, instant, line, place, skill, text } from '../kernel/schema.ts'
import {
  chunkMax,
  gridsMax,
  kinds,
  pointsMax,
  purposes,
  seatsPerPostMax,
  type OperationKind,
  type Point,
  type Post,
  type Slot,
  type TeamRule,
  type Template,
  type Visit,
} from './terms.ts'

const wide = areaOf('county', 'township', 'community')
const local = areaOf('county', 'township', 'community', 'grid')
const grid = areaOf('grid')
const building = areaOf('building')
const household = areaOf('household')
const minute = z
  .int()
  .min(0)
  .max(7 * 24 * 60)
const people = z.int().min(1).max(10_000)
const followers = z.int().min(0).max(9)
const skills = z.array(skill).max(9)

export const template = z.strictObject({
  name: line(40),
  kind: z.enum(kinds),
  lasts: z
    .int()
    .min(30)
    .max(7 * 24 * 60),
  slotMinutes: z.int().min(0).max(240),
  teams: z.strictObject({ followers, skills }).optional(),
  posts: z
    .array(
      z
        .strictObject({
          duty: line(24),
          skill: skill.optional(),
          number: z.int().min(1).max(seatsPerPostMax),
          from: minute,
          until: minute,
          per: z.enum(['point', 'round']),
          eachLane: z.boolean().optional(),
        })
        .refine((post) => post.until > post.from, { message: 'a shift ends after it begins' }),
    )
    .max(60),
  purposes: z.array(z.enum(purposes)).max(purposes.length),
})
const point = z.strictObject({
  point: id,
  area: local,
  name: line(40),
  place,
  lanes: z.int().min(1).max(50),
  open: z.boolean(),
})
const post = z.strictObject({
  post: id,
  point: id.optional(),
  area: local,
  duty: line(24),
  skill: skill.optional(),
  starts: instant,
  ends: instant,
  number: z.int().min(1).max(seatsPerPostMax),
})
/** People who leave their seats of these posts or teams, so that there may be fewer: they get word of it. */
const release = z.array(id).max(chunkMax).optional()
const slot = z.strictObject({ building, point: id, starts: instant, ends: instant, people })
const visit = z
  .strictObject({
    household,
    building,
    purpose: z.enum(purposes),
    people: z.int().min(1).max(50),
    priority: z.int().min(1).max(3),
  })
  .refine((one) => one.household.startsWith(one.building), { message: 'a household of the building' })

export const commands = z.discriminatedUnion('type', [
  // template/<id>
  z.strictObject({ type: z.literal('save-template'), area: wide, template }),
  z.strictObject({ type: z.literal('drop-template') }),
  // operation/<id>
  z.strictObject({ type: z.literal('open-operation'), template: id, area: wide, name: line(60) }),
  z.strictObject({ type: z.literal('close-operation') }),
  // round/<id>
  z.strictObject({
    type: z.literal('draft-round'),
    operation: id,
    area: wide.optional(),
    starts: instant,
    ends: instant.optional(),
  }),
  /** Everything of another round, moved to begin at `starts`. */
  z.strictObject({ type: z.literal('copy-round'), from: id, starts: instant }),
  z.strictObject({ type: z.literal('change-round'), starts: instant.optional(), ends: instant.optional() }),
  z.strictObject({
    type: z.literal('set-teams'),
    teams: z
      .strictObject({
        followers,
        skills,
        grids: z.array(z.strictObject({ grid, teams: z.int().min(1).max(50) })).max(gridsMax),
      })
      .nullable(),
    release,
  }),
  z.strictObject({ type: z.literal('put-points'), points: z.array(point).min(1).max(pointsMax) }),
  z.strictObject({ type: z.literal('remove-points'), points: z.array(id).min(1).max(pointsMax) }),
  z.strictObject({ type: z.literal('put-posts'), posts: z.array(post).min(1).max(chunkMax), release }),
  z.strictObject({ type: z.literal('remove-posts'), posts: z.array(id).min(1).max(chunkMax) }),
  z.strictObject({ type: z.literal('put-slots'), slots: z.array(slot).min(1).max(chunkMax) }),
  z.strictObject({ type: z.literal('remove-slots'), buildings: z.array(building).min(1).max(chunkMax) }),
  z.strictObject({ type: z.literal('put-visits'), visits: z.array(visit).min(1).max(chunkMax) }),
  z.strictObject({ type: z.literal('remove-visits'), households: z.array(household).min(1).max(chunkMax) }),
  z.strictObject({ type: z.literal('drop-round') }),
  z.strictObject({ type: z.literal('publish-round') }),
  /** `starts`: the time at which a timer was set; a person gives none. */
  z.strictObject({ type: z.literal('start-round'), starts: instant.optional() }),
  z.strictObject({ type: z.literal('close-round') }),
  z.strictObject({ type: z.literal('report-round'), remark: text(2_000).optional() }),
])
export type OperationCommand = z.infer<typeof commands>

/** What a round came to, frozen when it is reported. */
export interface Figures {
  readonly points: number
  readonly posts: number
  readonly teams: number
  /** Seats that were asked for, and people who held one when the round closed. */
  readonly seats: number
  readonly seated: number
  readonly declined: number
  readonly absent: number
  /** Residents called up in how many buildings, and households to be visited. */
  readonly buildings: number
  readonly people: number
  readonly visits: number
}

/** Who leaves which seat of the roster. */
export type Leaving = readonly [seat: string, person: Id]

export type OperationEvent =
  | { readonly type: 'template-saved'; readonly area: AreaId; readonly template: Template; readonly at: Instant }
  | { readonly type: 'template-dropped'; readonly at: Instant }
  | {
      readonly type: 'operation-opened'
      readonly area: AreaId
      readonly template: Id
      readonly kind: OperationKind
      readonly name: string
      readonly at: Instant
    }
  | { readonly type: 'operation-closed'; readonly area: AreaId; readonly at: Instant }
  | {
      readonly type: 'round-drafted'
      readonly operation: Id
      readonly area: AreaId
      readonly kind: OperationKind
      readonly number: number
      readonly starts: Instant
      readonly ends: Instant
      readonly copyOf?: Id
      readonly at: Instant
    }
  /** `by`: milliseconds by which posts and slots move along. */
  | {
      readonly type: 'round-moved'
      readonly starts: Instant
      readonly ends: Instant
      readonly by: number
      readonly at: Instant
    }
  /** `fit`: seats may be held or waited for; who leaves theirs is named. */
  | {
      readonly type: 'teams-set'
      readonly teams: TeamRule | null
      readonly fit?: readonly Leaving[]
      readonly at: Instant
    }
  /** `moved`: posts whose place, name or area is another than people were told. */
  | { readonly type: 'points-put'; readonly points: readonly Point[]; readonly moved?: readonly Id[] }
  | { readonly type: 'points-removed'; readonly points: readonly Id[] }
  | {
      readonly type: 'posts-put'
      readonly posts: readonly Post[]
      readonly fit?: readonly Leaving[]
      readonly moved?: readonly Id[]
    }
  | { readonly type: 'posts-removed'; readonly posts: readonly Id[] }
  | { readonly type: 'slots-put'; readonly slots: readonly Slot[] }
  | { readonly type: 'slots-removed'; readonly buildings: readonly AreaId[] }
  | { readonly type: 'visits-put'; readonly area: AreaId; readonly visits: readonly Visit[] }
  /** `apart`: doors that were reported and that no list ever had. */
  | { readonly type: 'visits-removed'; readonly households: readonly AreaId[]; readonly apart?: readonly AreaId[] }
  | { readonly type: 'round-dropped'; readonly at: Instant }
  | { readonly type: 'round-published'; readonly starts: Instant; readonly at: Instant }
  | { readonly type: 'round-started'; readonly at: Instant }
  | { readonly type: 'round-closed'; readonly at: Instant }
  /** `remark`: id of the sealed text. */
  | { readonly type: 'round-reported'; readonly figures: Figures; readonly remark?: Id; readonly at: Instant }

export type OperationReason = (typeof import('./terms.ts').reasons)[number]
