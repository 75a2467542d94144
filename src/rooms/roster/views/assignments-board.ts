// The roster of a round as the office reads it: every seat that is held, by whom and why; what is open; who waits.
import { z } from 'zod'
import type { Id } from '#domain/kernel/ids.ts'
import { seatStates } from '#domain/roster/terms.ts'
import type { Shown } from '#journal/shown.ts'
import { question } from '#journal/view.ts'
import { offices } from '#domain/kernel/actor.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'

const reason = z.looseObject({ why: z.string() })
const seatRow = z.object({
  seat: z.string(),
  person: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  unit: z.string().nullable(),
  kind: z.enum(['team', 'post']),
  part: z.string(),
  area: z.string(),
  duty: z.string().nullable(),
  point: z.string().nullable(),
  state: z.enum(seatStates),
  locked: z.boolean(),
  starts: z.number(),
  ends: z.number(),
  reasons: z.array(reason),
  changedAt: z.number(),
  /** Whether word of it got to them; null where none went out yet. */
  told: z.enum(['seen', 'delivered', 'sent', 'no-way']).nullable(),
})
export type RosterRow = DeepReadonly<z.infer<typeof seatRow>>
const lineRow = z.object({ part: z.string(), kind: z.string(), area: z.string(), people: z.int() })
const teamRow = z.object({ team: z.string(), grid: z.string(), leader: z.string().nullable() })
const answer = z.object({
  rows: z.array(seatRow),
  teams: z.array(teamRow),
  waiting: z.array(lineRow),
  more: z.boolean(),
})
export type RosterAnswer = DeepReadonly<z.infer<typeof answer>>

export const shownInRoster = ({ rows, teams }: RosterAnswer): Shown => ({
  persons: [...rows.map((row) => row.person), ...teams.flatMap((team) => team.leader ?? [])],
})

/** A county's roster is some thousand seats; more are asked by area. */
const rowsMax = 12_000

export const board = question({
  name: 'roster',
  summary: {
    zh: '一个轮次的编组排班：每个座位是谁、为什么、状态',
    en: 'The roster of a round: who sits where, why, and how they answered',
  },
  params: z.strictObject({
    round: z.string().max(36),
    within: z.string().max(25).optional(),
    gone: z.enum(['yes', 'no']).optional(),
  }),
  answer,
  may: { roles: offices, narrowed: true },
  target: (params, actor) => ({ area: params.within ?? actor.tenant }),
  shows: shownInRoster,
  async ask(tx, params, { actor, vault }) {
    const { round, within, gone = 'no' } = params
    const key = [actor.tenant, round, within ?? actor.tenant]
    type Row = Omit<RosterRow, 'name' | 'phone'>
    const { rows } = await tx.query<Row>(
      `select a.seat, a.person, u.name as unit, a.kind, coalesce(a.team, a.post) as part, a.area, p.duty,
         r.name as point, a.state, a.locked, a.starts, a.ends, a.reasons, a.changed_at as "changedAt",
         case when a.told @> '[{"about":"seat","outcome":"seen"}]' then 'seen'
           when a.told @> '[{"about":"seat","outcome":"delivered"}]' then 'delivered'
           when a.told @> '[{"about":"seat","outcome":"sent"}]' then 'sent'
           when a.told @> '[{"about":"seat"}]' then 'no-way' end as told
       from assignments a
       left join round_posts p on p.tenant = a.tenant and p.round = a.round and p.post = a.post
       left join round_points r on r.tenant = a.tenant and r.round = a.round and r.point = p.point
       left join persons h on h.tenant = a.tenant and h.person = a.person
       left join units u on u.tenant = a.tenant and u.unit = h.unit
       where a.tenant = $1 and a.round = $2 and a.area ^@ $3 and (a.state in ('proposed', 'accepted')) = $4
       order by a.area, part, a.seat
       limit ${rowsMax + 1}`,
      [...key, gone === 'no'],
    )
    const shown = rows.slice(0, rowsMax)
    const names = await vault.open<{ name: string; phone?: string }>(tx, 'person', [
      ...new Set(shown.map((row) => row.person)),
    ] as Id[])
    const { rows: teams } = await tx.query<RosterAnswer['teams'][number]>(
      `select team, grid, leader
       from teams
       where tenant = $1 and round = $2 and grid ^@ $3
       order by grid, team`,
      key,
    )
    const { rows: waiting } = await tx.query<RosterAnswer['waiting'][number]>(
      `select part, kind, area, count(*)::int as people
       from waiting
       where tenant = $1 and round = $2 and area ^@ $3
       group by 1, 2, 3`,
      key,
    )
    return {
      rows: shown.map((row) => ({
        ...row,
        name: names.get(row.person)?.name ?? '',
        phone: names.get(row.person)?.phone ?? null,
      })),
      teams,
      waiting,
      more: rows.length > rowsMax,
    } satisfies RosterAnswer
  },
})

export const questions = [board] as const
