// What the planner's proposals look like to whoever asks: shapes alone, so that screens can name their types.
import { z } from 'zod'

const reason = z.looseObject({ why: z.string() })
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
  seats: z.array(z.object({ seat: z.string(), person: z.string(), reasons: z.array(reason), locked: z.boolean() })),
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
        z.object({ seat: z.string(), person: z.string(), from: z.string().nullable(), reasons: z.array(reason) }),
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
      reasons: z.array(reason),
    }),
  ),
  asked: z.array(seatInfo),
  names,
})
export type MovesAnswer = z.infer<typeof movesAnswer>
