// What the phone gets from GET /v1/sync: one small document about one person.
import { z } from 'zod'
import { myPlace } from '#rooms/point/desks.ts'
import { doorRow, doorsMax } from '#rooms/visit/questions.ts'
import { callStates, evidences, phases } from '#domain/muster/terms.ts'

/** The newest receipts handed back: covers what a phone sends in several passes. */
export const receiptsMax = 100
/** Calls shown: the running ones, then those ended within a day. */
export const callsMax = 50

const place = z.tuple([z.number(), z.number()])
const reason = z.looseObject({ why: z.string() })

export const myCall = z.object({
  muster: z.string(),
  phase: z.enum(phases),
  drill: z.boolean(),
  /** What is asked, and the place in words; empty once erased. */
  what: z.string(),
  label: z.string(),
  place,
  area: z.string(),
  from: z.number(),
  until: z.number(),
  state: z.enum(callStates),
  /** An offer to come that found every seat taken. */
  willing: z.boolean(),
  wave: z.number(),
  reasons: z.array(reason),
  calledAt: z.number(),
  answerBy: z.number(),
  answeredAt: z.number().optional(),
  minutes: z.number().optional(),
  arrivedAt: z.number().optional(),
  evidence: z.enum(evidences).optional(),
  leftAt: z.number().optional(),
  /** To be handed back when a page that is looked at shows it (POST /v1/slips); absent once that was said. */
  slip: z.string().optional(),
})
export type MyCall = z.infer<typeof myCall>

export const leading = z.object({
  muster: z.string(),
  phase: z.enum(phases),
  drill: z.boolean(),
  what: z.string(),
  label: z.string(),
  from: z.number(),
  until: z.number(),
})

export const syncQuery = z.object({
  cursor: z
    .string()
    .regex(/^[0-9a-z-]{1,64}:\d{1,16}$/)
    .optional(),
})

export const syncAnswer = z.object({
  /** `<epoch>:<sequence>`: hand it back next time. */
  cursor: z.string(),
  /** The server is not the one the cursor came from, or it lost its end: drop the replica, keep the outbox. */
  reset: z.boolean(),
  /** The server's clock, so that a phone knows how wrong its own is. */
  now: z.number(),
  person: z.string().optional(),
  /** The whole truth about me, small enough to be sent whole: newest call first. */
  calls: z.array(myCall).max(callsMax),
  /** Musters whose code my screen shows. */
  leading: z.array(leading),
  /** Points and teams where I serve, with what a desk needs to go on without a network. Absent where there are none. */
  places: z.array(myPlace).optional(),
  /** Doors I hold and the needs behind them. */
  doors: z.array(doorRow).max(doorsMax).optional(),
  /** Up to where the newest whole backup holds the journal; absent while there is none. */
  backedUp: z.number().optional(),
  /** Answers to my commands since the cursor, newest last. */
  receipts: z.array(z.looseObject({ id: z.string(), status: z.string() })).max(receiptsMax),
})
export type SyncAnswer = z.infer<typeof syncAnswer>
