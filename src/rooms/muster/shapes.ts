// What the questions about musters answer, as schemas: the document of the API and the web's types both come from here.
import { z } from 'zod'
import { reachChannels, reachOutcomes } from '#domain/kernel/reach.ts'
import { answers, callStates, evidences, news, phases } from '#domain/muster/terms.ts'

const place = z.tuple([z.number(), z.number()])
/** Milliseconds since 1970. */
const instant = z.number()
export const callReason = z.looseObject({ why: z.string() })
export const need = z.object({ skill: z.string().optional(), people: z.number() })

/**
 * How many people stand where in one muster. `coming` and `arrived` are those now so; `called` is everybody ever
 * called.
 */
export const counts = z.object({
  called: z.number(),
  answered: z.number(),
  coming: z.number(),
  arrived: z.number(),
  left: z.number(),
  cannot: z.number(),
  talk: z.number(),
  thanked: z.number(),
  absent: z.number(),
  released: z.number(),
  /** Called, their time to answer over, and no answer. */
  silent: z.number(),
  /** Seats promised: coming, arrived and left with a seat. */
  seated: z.number(),
})

/** One line of a list of musters. */
export const musterRow = z.object({
  muster: z.string(),
  area: z.string(),
  reach: z.string(),
  place,
  what: z.string(),
  label: z.string(),
  phase: z.enum(phases),
  drill: z.boolean(),
  needs: z.array(need),
  needed: z.number(),
  from: instant,
  until: instant,
  blownAt: instant,
  overAt: instant.nullable(),
  wave: z.number(),
  /** Nobody further up would hear: show in red. */
  unheard: z.boolean(),
  /** A wave ended with seats open and the next waits for a person. */
  wanting: z.boolean(),
  counts,
})
export type MusterRow = z.infer<typeof musterRow>
export const mustersAnswer = z.object({ rows: z.array(musterRow), more: z.boolean() })

/** One person on the board. Names and phones are opened from the vault for those who may see them. */
export const boardPerson = z.object({
  person: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  unitName: z.string().nullable(),
  state: z.enum(callStates),
  silent: z.boolean(),
  seated: z.boolean(),
  willing: z.boolean(),
  wave: z.number(),
  reasons: z.array(callReason),
  skills: z.array(z.string()),
  home: place.nullable(),
  minutes: z.number().nullable(),
  calledAt: instant,
  answerBy: instant,
  answeredAt: instant.nullable(),
  dueAt: instant.nullable(),
  arrivedAt: instant.nullable(),
  evidence: z.enum(evidences).nullable(),
  lateSeconds: z.number().nullable(),
  leftAt: instant.nullable(),
  /** How far each telling got, in the order in which it was learnt. */
  reached: z.array(
    z.object({
      about: z.enum(news),
      channel: z.enum(reachChannels),
      outcome: z.enum(reachOutcomes),
      at: instant.nullable().optional(),
    }),
  ),
})
export type BoardPerson = z.infer<typeof boardPerson>
export const seatsOf = z.object({ skill: z.string().optional(), people: z.number(), filled: z.number() })
export const boardAnswer = z.object({
  muster: musterRow,
  answerMinutes: z.number(),
  escalateMinutes: z.number(),
  waves: z.enum(['by-hand', 'by-themselves']),
  leader: z.object({ person: z.string(), name: z.string() }).nullable(),
  /** Seats by need, filled as well as they can be. */
  seats: z.array(seatsOf),
  people: z.array(boardPerson),
  /** When help is asked one area wider, if seats stay open. */
  escalatesAt: instant.nullable(),
})
export type BoardAnswer = z.infer<typeof boardAnswer>

/**
 * The codes to show, this step's first; enough in advance that the leader's screen goes on without a network for a
 * while. QR: `<origin>/#/arrive/<muster>/<digits>`.
 */
export const codeAnswer = z.object({
  stepSeconds: z.number(),
  codes: z.array(z.object({ digits: z.string(), from: instant, until: instant })),
})
export type CodeAnswer = z.infer<typeof codeAnswer>

export const candidate = z.object({
  person: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  home: place.nullable(),
  skills: z.array(z.string()),
  reasons: z.array(callReason),
  /** What the ranking compares: minutes on the way plus what rest, fairness and hours weigh; smaller is sooner. */
  cost: z.number(),
  /** Proposed for this wave; the others stand in line. */
  chosen: z.boolean(),
})
export type Candidate = z.infer<typeof candidate>
export const proposalAnswer = z.object({
  candidates: z.array(candidate),
  seats: z.array(
    z.object({
      skill: z.string().optional(),
      open: z.number(),
      /** How many to call so that the open seats fill with four chances in five. */
      call: z.number(),
      /** Share of those called who came so far, with what it rests on. */
      rate: z.number(),
      seen: z.number(),
      seenCame: z.number(),
      /** True when fewer people fit than should be called. */
      tooFew: z.boolean(),
    }),
  ),
  /** Levels above at which nobody would hear an escalation. */
  unheard: z.array(z.string()),
  reach: z.string(),
})
export type ProposalAnswer = z.infer<typeof proposalAnswer>

const times = z.object({ median: z.number(), p90: z.number(), of: z.number() }).nullable()
export const summaryAnswer = z.object({
  muster: musterRow,
  counts,
  /** Minutes from call to answer, and from call to arrival; null where there is none. */
  answerMinutes: times,
  arrivalMinutes: times,
  minutesToFilled: z.number().nullable(),
  /** Minutes on site before the work began, and of people beyond the seats. */
  idleMinutes: z.number(),
  servedMinutes: z.number(),
  byAnswer: z.record(z.enum(answers), z.number()),
  byEvidence: z.record(z.enum(evidences), z.number()),
  waves: z.array(z.object({ wave: z.number(), at: instant, called: z.number(), came: z.number() })),
  escalations: z.array(z.object({ reach: z.string(), at: instant, staff: z.number() })),
})
export type SummaryAnswer = z.infer<typeof summaryAnswer>

/** For the wall: null instead of a number where fewer than ten people stand behind it. */
export const responseAnswer = z.object({
  answerMinutes: times,
  arrivalMinutes: times,
  byHour: z.array(z.object({ hour: z.number(), called: z.number().nullable(), answerMinutes: times })),
  byArea: z.array(
    z.object({ area: z.string(), called: z.number().nullable(), came: z.number().nullable(), answerMinutes: times }),
  ),
})
export type ResponseAnswer = z.infer<typeof responseAnswer>
export const participationAnswer = z.object({
  people: z.number(),
  served: z.number().nullable(),
  called: z.number().nullable(),
  hours: z.number().nullable(),
})
export type ParticipationAnswer = z.infer<typeof participationAnswer>
