// The roster's vocabulary 编组排班: its commands as schemas, its events, its reasons. Others import types only, so that
// zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { reachChannels, reachOutcomes, type ReachChannel, type ReachOutcome } from '../kernel/reach.ts'
import { area, areaOf, id, skill } from '../kernel/schema.ts'
import {
  chunkMax,
  news,
  planMax,
  seatPattern,
  teamsMax,
  type Cause,
  type Seat,
  type SeatId,
  type SeatNews,
} from './terms.ts'

const seat = z.string().regex(seatPattern, { message: '<team or post>.<number>' })
const seats = z.array(seat).min(1).max(planMax)
const wide = areaOf('county', 'township', 'community')
const grid = areaOf('grid')
const number = z.int().min(0).max(10_000_000)

export const reason = z.discriminatedUnion('why', [
  z.strictObject({
    why: z.enum([
      'registered-here',
      'lives-here',
      'place-unknown',
      'same-as-last',
      'grid-worker',
      'leads',
      'signed-up',
      'waited',
      'swapped',
      'by-hand',
      'steps-in',
    ]),
  }),
  z.strictObject({ why: z.literal('near'), metres: number }),
  z.strictObject({ why: z.literal('skill'), skill }),
  z.strictObject({ why: z.literal('served'), rounds: number }),
  z.strictObject({ why: z.literal('moved'), from: area }),
])
const placed = z.strictObject({ seat, person: id, reasons: z.array(reason).max(8) })

export const commands = z.discriminatedUnion('type', [
  /**
   * What a person looked at and accepts: it replaces the unlocked seats of the area, and those alone. `proof`: of the
   * planner, shown beside the plan.
   */
  z.strictObject({
    type: z.literal('accept-plan'),
    area: wide,
    teams: z.array(z.strictObject({ team: id, grid })).max(teamsMax),
    seats: z.array(placed).max(planMax),
    proof: z.strictObject({ objective: z.number(), bound: z.number(), open: number, seed: number }).optional(),
  }),
  /** Mends vacancies. `bound`: how many others may move, as the proposal said. */
  z.strictObject({ type: z.literal('accept-repair'), seats: z.array(placed).min(1).max(planMax), bound: number }),
  /** By the dispatch room, when somebody accepted a move there. */
  z.strictObject({ type: z.literal('move-people'), move: id, seats: z.array(placed).min(1).max(500) }),
  z.strictObject({ type: z.literal('lock-seats'), seats, locked: z.boolean() }),
  z.strictObject({ type: z.literal('seat-person'), seat, person: id }),
  z.strictObject({ type: z.literal('release-seats'), seats }),
  z.strictObject({ type: z.literal('mark-absent'), seats: z.array(seat).min(1).max(planMax) }),
  /** Who was there after all: the seat is theirs again, or, where somebody else has it, the mark alone goes. */
  z.strictObject({
    type: z.literal('undo-absent'),
    seats: z
      .array(z.strictObject({ seat, person: id }))
      .min(1)
      .max(planMax),
  }),
  /** An answer taken by telephone or in person. */
  z.strictObject({ type: z.literal('note-answer'), seat, answer: z.enum(['accepted', 'declined']) }),
  z.strictObject({ type: z.literal('take-up'), seat }),
  /** Without a reason: none is asked. */
  z.strictObject({ type: z.literal('decline'), seat }),
  /** `of`: a post or a team. With no seat open one waits in line. */
  z.strictObject({ type: z.literal('sign-up'), of: id }),
  z.strictObject({ type: z.literal('step-back'), of: id }),
  z.strictObject({ type: z.literal('offer-swap'), seat, with: seat }),
  z.strictObject({ type: z.literal('answer-swap'), swap: id, agree: z.boolean() }),
  /**
   * By Muster itself, when seats were added, taken away or given up: whoever sits on one that is no more moves to an
   * open one of the same post or team, and those in line move up. `release`: who leaves, by name.
   */
  z.strictObject({
    type: z.literal('fit-seats'),
    release: z
      .array(z.tuple([seat, id]))
      .max(chunkMax)
      .optional(),
  }),
  /** By Muster itself: who was told of a seat, by what, and how it went. */
  z.strictObject({
    type: z.literal('note-reach'),
    about: z.enum(news),
    reached: z
      .array(z.tuple([id, z.enum(reachChannels), z.enum(reachOutcomes)]))
      .min(1)
      .max(chunkMax),
  }),
])
export type RosterCommand = z.infer<typeof commands>
export type Placed = z.infer<typeof placed>

export type Gone = readonly [seat: SeatId, person: Id, state: 'declined' | 'absent' | 'released']

/** Absent no more. seated: on their seat again · replaced: somebody else has it, or they another. */
export type Back = readonly [seat: SeatId, person: Id, how: 'seated' | 'replaced']

export type RosterEvent =
  | {
      readonly type: 'plan-accepted'
      readonly area: AreaId
      readonly proof?: {
        readonly objective: number
        readonly bound: number
        readonly open: number
        readonly seed: number
      }
      readonly seated: number
      readonly kept: number
      readonly released: number
      readonly at: Instant
    }
  | {
      readonly type: 'teams-formed'
      readonly teams: readonly { readonly team: Id; readonly grid: AreaId }[]
      readonly at: Instant
    }
  | { readonly type: 'teams-dissolved'; readonly teams: readonly Id[]; readonly at: Instant }
  | { readonly type: 'people-seated'; readonly seats: readonly Seat[]; readonly cause: Cause; readonly at: Instant }
  | {
      readonly type: 'people-gone'
      readonly gone: readonly Gone[]
      readonly cause: Cause
      /** What they left open goes to those in line. */
      readonly moves?: true
      readonly at: Instant
    }
  | { readonly type: 'absences-undone'; readonly back: readonly Back[]; readonly at: Instant }
  | { readonly type: 'seats-locked'; readonly seats: readonly SeatId[]; readonly locked: boolean }
  | {
      readonly type: 'seat-taken-up'
      readonly seat: SeatId
      readonly person: Id
      readonly told?: true
      readonly at: Instant
    }
  | {
      readonly type: 'person-waits'
      readonly of: Id
      readonly kind: 'team' | 'post'
      readonly area: AreaId
      readonly person: Id
      /** Seats are open for those before them: the line moves. */
      readonly moves?: true
      readonly at: Instant
    }
  | { readonly type: 'person-stepped-back'; readonly of: Id; readonly person: Id; readonly at: Instant }
  | {
      readonly type: 'repair-accepted'
      readonly vacancies: number
      readonly filled: number
      readonly moved: number
      readonly bound: number
      readonly at: Instant
    }
  | {
      readonly type: 'move-carried-out'
      readonly move: Id
      readonly seated: number
      readonly skipped: number
      readonly at: Instant
    }
  | {
      readonly type: 'swap-offered'
      readonly swap: Id
      readonly seat: SeatId
      readonly person: Id
      readonly withSeat: SeatId
      readonly withPerson: Id
      readonly until: Instant
      readonly at: Instant
    }
  | {
      readonly type: 'seats-told'
      readonly about: SeatNews
      readonly reached: readonly (readonly [person: Id, channel: ReachChannel, outcome: ReachOutcome])[]
      readonly at: Instant
    }
  | { readonly type: 'swap-answered'; readonly swap: Id; readonly agreed: boolean; readonly at: Instant }

export type RosterReason = (typeof import('./terms.ts').reasons)[number]
