// What is asked of the planner and what its proposals look like: shapes alone, so that screens can name their types.
import { z } from 'zod'
import { reason as moveReason } from '#domain/dispatch/commands.ts'
import { isArea } from '#domain/kernel/area.ts'
import { reason as seatReason } from '#domain/roster/commands.ts'
import type { Question } from '#journal/view.ts'

/** What a dispatcher may favour; each is a set of prices in metres, shown beside the plan. */
export const favours = ['balanced', 'near', 'fair', 'steady'] as const
export type Favour = (typeof favours)[number]

const within = z.string().refine(isArea, { message: 'an area code' }).optional()
export const planParams = z.strictObject({
  round: z.string().max(36),
  within,
  favour: z.enum(favours).optional(),
  share: z.coerce.number().int().min(10).max(100).optional(),
})
export const repairParams = planParams.extend({ compare: z.enum(['yes', 'no']).optional() })
export const movesParams = z.strictObject({
  round: z.string().max(36),
  within,
  when: z.enum(['now', 'next']).optional(),
})

const pair = z.object({ seat: z.string(), person: z.string() })
const figures = z.object({
  seats: z.int(),
  filled: z.int(),
  open: z.int(),
  meanMetres: z.number(),
  ninetyMetres: z.number(),
  atHome: z.int(),
  meanRounds: z.number(),
})
const seatInfo = z.object({
  seat: z.string(),
  kind: z.enum(['team', 'post']),
  part: z.string(),
  area: z.string(),
  skill: z.string().nullable(),
  leads: z.boolean(),
  starts: z.number(),
  ends: z.number(),
  site: z.string(),
})
const names = z.record(z.string(), z.string())

export const planAnswer = z.object({
  area: z.string(),
  teams: z.array(z.object({ team: z.string(), grid: z.string() })),
  seats: z.array(z.object({ seat: z.string(), person: z.string(), reasons: z.array(seatReason), locked: z.boolean() })),
  open: z.array(z.object({ seat: z.string(), area: z.string(), why: z.string() })),
  proof: z.object({ objective: z.number(), bound: z.number(), open: z.int(), seed: z.int(), verified: z.boolean() }),
  figures: z.object({ standing: figures, proposed: figures }),
  diff: z.object({
    kept: z.int(),
    added: z.array(pair),
    moved: z.array(z.object({ person: z.string(), from: z.string(), to: z.string() })),
    released: z.array(pair),
  }),
  /** What each seat is, and what the persons are called. */
  asked: z.array(seatInfo),
  names,
})
export type PlanAnswer = z.infer<typeof planAnswer>

export const repairAnswer = z.object({
  vacancies: z.int(),
  bound: z.int(),
  options: z.array(
    z.object({
      moved: z.int(),
      called: z.int(),
      filled: z.int(),
      stillOpen: z.int(),
      cost: z.number(),
      seats: z.array(
        z.object({ seat: z.string(), person: z.string(), from: z.string().nullable(), reasons: z.array(seatReason) }),
      ),
    }),
  ),
  asked: z.array(seatInfo),
  names,
})
export type RepairAnswer = z.infer<typeof repairAnswer>

export const movesAnswer = z.object({
  hours: z.object({ starts: z.number(), ends: z.number() }).nullable(),
  moves: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      fromName: z.string().nullable(),
      toName: z.string().nullable(),
      seats: z.array(z.object({ seat: z.string(), person: z.string(), leaves: z.string().nullable() })),
      reasons: z.array(moveReason),
    }),
  ),
  asked: z.array(seatInfo),
  names,
})
export type MovesAnswer = z.infer<typeof movesAnswer>

export type PlanQuestion = Question<'roster-plan', typeof planParams, typeof planAnswer>
export type RepairQuestion = Question<'roster-repair', typeof repairParams, typeof repairAnswer>
export type MovesQuestion = Question<'move-proposals', typeof movesParams, typeof movesAnswer>
