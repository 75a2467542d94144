// The dispatch room's vocabulary 统筹: a move of people from one area to another, proposed by the planner and ordered
// by a person. Others import types only, so that zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { areaOf, id, skill } from '../kernel/schema.ts'
import { moveMax, type MoveReason } from './terms.ts'

const place = areaOf('county', 'township', 'community', 'grid')
const count = z.int().min(0).max(10_000_000)
export const reason = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('short-there'), open: count, seats: count }),
  z.strictObject({ why: z.literal('free-here'), people: count }),
  z.strictObject({ why: z.literal('enough-here'), left: count, seats: count }),
  z.strictObject({ why: z.literal('near'), metres: count }),
  z.strictObject({ why: z.literal('skill'), skill }),
])

export const commands = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('order-move'),
    round: id,
    from: place,
    to: place,
    seats: z
      .array(z.strictObject({ seat: z.string().regex(/^[0-9a-f-]{36}\.\d{1,3}$/), person: id }))
      .min(1)
      .max(moveMax),
    reasons: z.array(reason).max(6),
  }),
  /** By the roster, when it has seated them. */
  z.strictObject({
    type: z.literal('note-move'),
    seated: z.int().min(0).max(moveMax),
    skipped: z.int().min(0).max(moveMax),
  }),
])
export type DispatchCommand = z.infer<typeof commands>

export type DispatchEvent =
  | {
      readonly type: 'move-ordered'
      readonly round: Id
      readonly from: AreaId
      readonly to: AreaId
      readonly seats: readonly { readonly seat: string; readonly person: Id }[]
      readonly reasons: readonly MoveReason[]
      readonly at: Instant
    }
  | { readonly type: 'move-noted'; readonly seated: number; readonly skipped: number; readonly at: Instant }

export type DispatchReason = (typeof import('./terms.ts').reasons)[number]
