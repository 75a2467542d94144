// The muster's vocabulary 吹哨集结: its commands as schemas, its events, its reasons. Others import types only, so that
// zod stays at the door.
import { z } from 'zod'
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { reachChannels, reachOutcomes, type ReachChannel, type ReachOutcome } from '../kernel/reach.ts'
import type { Position } from '../kernel/position.ts'
import { area, areaOf, id, instant, place, skill, text } from '../kernel/schema.ts'
import {
  answers,
  needsMax,
  news,
  waveMax,
  type CallAnswer,
  type Called,
  type Evidence,
  type Need,
  type News,
} from './terms.ts'

/** What is asked, read on a phone: some ten lines. */
const whatLengthMax = 400
const labelLengthMax = 80
/** Reached people told in one note. */
const reachedMax = waveMax

const people = z.array(id).min(1).max(waveMax)
const minutes = z.int().min(0).max(600)
export const needs = z
  .array(z.strictObject({ skill: skill.optional(), people: z.int().min(1).max(waveMax) }))
  .min(1)
  .max(needsMax)

export const commands = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('blow-whistle'),
    what: text(whatLengthMax),
    /** The place in words. */
    label: text(labelLengthMax),
    area: areaOf('county', 'township', 'community', 'grid'),
    /** Degrees WGS84, longitude first. */
    place,
    needs,
    from: instant,
    until: instant,
    drill: z.boolean(),
    /** Whose screen shows the code; whoever blows the whistle if left out. */
    leader: id.optional(),
    /** How long a wave may take to answer before it counts as silent. */
    answerMinutes: z.int().min(1).max(240),
    /** How long until help is asked one area wider. */
    escalateMinutes: z.int().min(1).max(720),
    /** Whether the waves after the first, which a person accepts, go out by themselves. */
    waves: z.enum(['by-hand', 'by-themselves']),
    /** The first wave, as accepted by whoever blows the whistle. */
    people: people.optional(),
  }),
  z.strictObject({ type: z.literal('call-people'), people }),
  z.strictObject({ type: z.literal('answer-call'), answer: z.enum(answers), minutes: minutes.optional() }),
  /** An answer taken by telephone or in person. */
  z.strictObject({ type: z.literal('note-answer'), person: id, answer: z.enum(answers), minutes: minutes.optional() }),
  /** `device`: the installation's own random id, so that one phone cannot sign in two people. */
  z.strictObject({ type: z.literal('arrive'), code: z.string().regex(/^\d{8}$/), device: id.optional() }),
  z.strictObject({ type: z.literal('mark-arrived'), person: id }),
  z.strictObject({ type: z.literal('mark-absent'), person: id }),
  z.strictObject({ type: z.literal('leave') }),
  z.strictObject({ type: z.literal('mark-left'), person: id }),
  /** `from`: the reach at which a timer was set; a person gives none. */
  z.strictObject({ type: z.literal('escalate'), from: area.optional() }),
  z.strictObject({ type: z.literal('extend'), until: instant }),
  z.strictObject({ type: z.literal('stand-down') }),
  // By Muster itself: timers and notes of the couriers.
  z.strictObject({ type: z.literal('close-wave'), wave: z.int().min(0) }),
  z.strictObject({ type: z.literal('call-next') }),
  z.strictObject({ type: z.literal('end-in-time'), until: instant }),
  z.strictObject({
    type: z.literal('note-reach'),
    about: z.enum(news),
    reached: z
      .array(z.tuple([id, z.enum(reachChannels), z.enum(reachOutcomes)]))
      .min(1)
      .max(reachedMax),
    /** A device's word about the call of this time; an older call's word is none about a newer one. */
    since: instant.optional(),
  }),
])

export type MusterCommand = z.infer<typeof commands>
export type Reached = readonly [person: Id, channel: ReachChannel, outcome: ReachOutcome]

/** What a call is about: repeated in each wave, so that the person called needs nothing else to be told. */
export interface About {
  /** Id of the sealed { text, label }. */
  readonly what: Id
  readonly area: AreaId
  readonly place: Position
  readonly from: Instant
  readonly until: Instant
  readonly leader?: Id
}

/** What follows while seats are open, written into the event because reactions see nothing else. */
export interface Then {
  /** Help is asked wider at this time if `reach` is still the same. */
  readonly escalateAt: Instant
  readonly reach: AreaId
  /** A wave goes out by itself. */
  readonly next: boolean
}

/**
 * `drill` marks the events of a drill wherever somebody is engaged or hours are counted by them: a drill engages nobody
 * and counts nowhere.
 */
export type MusterEvent =
  | {
      readonly type: 'whistle-blown'
      /** Id of the sealed { text, label }. */
      readonly what: Id
      readonly area: AreaId
      readonly place: Position
      readonly needs: readonly Need[]
      readonly from: Instant
      readonly until: Instant
      readonly drill: boolean
      readonly leader?: Id
      readonly answerMinutes: number
      readonly escalateMinutes: number
      readonly waves: 'by-hand' | 'by-themselves'
      readonly at: Instant
    }
  | {
      readonly type: 'people-called'
      readonly wave: number
      readonly at: Instant
      readonly answerBy: Instant
      readonly about: About
      readonly people: readonly Called[]
      readonly drill?: true
    }
  /** `seated`: a coming that got a seat; without one they are thanked. `told`: noted by somebody else. */
  | {
      readonly type: 'call-answered'
      readonly person: Id
      readonly answer: CallAnswer
      readonly minutes?: number
      readonly seated: boolean
      readonly told?: true
      readonly at: Instant
      readonly drill?: true
    }
  /** Every seat is promised: whoever has not answered is thanked. */
  | { readonly type: 'muster-filled'; readonly at: Instant }
  | { readonly type: 'seat-reopened'; readonly at: Instant; readonly then: Then }
  /**
   * `at`: when they came, not when it was uploaded. `step`: of the code. `after`: learnt after the end, so that it
   * engages nobody any more.
   */
  | {
      readonly type: 'person-arrived'
      readonly person: Id
      readonly at: Instant
      readonly evidence: Evidence
      readonly seated: boolean
      readonly step?: number
      readonly device?: Id
      readonly lateSeconds?: number
      readonly after?: true
      readonly drill?: true
    }
  /** `seated`: near the end a seat that was served counts as filled; earlier it is open again. */
  | {
      readonly type: 'person-left'
      readonly person: Id
      readonly at: Instant
      readonly minutes: number
      readonly seated: boolean
      readonly drill?: true
    }
  | { readonly type: 'person-absent'; readonly person: Id; readonly at: Instant }
  /** `open`: seats not promised when the wave's time to answer ended. `next`: another wave goes out by itself. */
  | {
      readonly type: 'wave-closed'
      readonly wave: number
      readonly open: number
      readonly next: boolean
      readonly at: Instant
    }
  /** `skipped`: areas in between where nobody would have heard. `staff`: officers and dispatchers of the new reach. */
  | {
      readonly type: 'muster-escalated'
      readonly reach: AreaId
      readonly skipped: readonly AreaId[]
      readonly staff: number
      readonly at: Instant
      readonly then: Then
    }
  /** Nobody further up would hear: shown in red until stood down. */
  | { readonly type: 'escalation-unheard'; readonly from: AreaId; readonly at: Instant }
  | { readonly type: 'muster-extended'; readonly until: Instant }
  /** `left`: who was still there, with minutes served. */
  | {
      readonly type: 'stood-down'
      readonly why: 'ordered' | 'time'
      readonly at: Instant
      readonly left: readonly (readonly [person: Id, minutes: number])[]
      readonly drill?: true
    }
  | {
      readonly type: 'people-reached'
      readonly about: News
      readonly reached: readonly Reached[]
      readonly at: Instant
    }

export type MusterReason = (typeof import('./terms.ts').reasons)[number]
