// Doors as they are asked for: progress by building, one building's matrix, and the doors one holds with the needs
// behind them.
import { z } from 'zod'
import type { Actor, Role } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { doorStates, needKinds, needPurposes, outcomes } from '#domain/visit/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

const lookers: readonly Role[] = ['gridWorker', 'steward', 'officer', 'dispatcher', 'supervisor']

export const doorRow = z.object({
  round: z.string(),
  household: z.string(),
  building: z.string(),
  buildingName: z.string().nullable(),
  numbering: z.enum(['floors', 'entrances', 'yards']).nullable(),
  place: z.tuple([z.number(), z.number()]).nullable(),
  purpose: z.string(),
  people: z.int(),
  priority: z.int(),
  planned: z.boolean(),
  /** On the building's list or the round's; others are shown and counted apart. */
  listed: z.boolean(),
  state: z.enum(doorStates),
  outcome: z.enum(outcomes).nullable(),
  at: z.number().nullable(),
  revisitAt: z.number().nullable(),
  knocks: z.int(),
  claimedBy: z.string().nullable(),
  claimUntil: z.number().nullable(),
  needs: z.array(
    z.object({
      id: z.string(),
      need: z.enum(needKinds),
      purpose: z.enum(needPurposes),
      until: z.number(),
      text: z.string(),
    }),
  ),
})
export type DoorRow = z.infer<typeof doorRow>
/** Doors on one phone, and in one answer. */
export const doorsMax = 2_000

/** A claim that has run out is none: the door stands as it stood before. */
const columns = `v.round, v.household, v.building, a.name as "buildingName", a.numbering,
    case when a.lng is not null then jsonb_build_array(a.lng, a.lat) end as place, v.purpose, v.people, v.priority,
    v.planned, v.listed, case when v.state = 'claimed' and v.claim_until <= $2 then 'todo' else v.state end as state,
    v.outcome,
    v.at, v.revisit_at as "revisitAt", v.knocks, case when v.claim_until > $2 then v.claimed_by end as "claimedBy",
    case when v.claim_until > $2 then v.claim_until end as "claimUntil"`
const from = 'from door_visits v left join areas a on a.tenant = v.tenant and a.area = v.building'

/** Adds the needs of those doors that the asker holds now; the database gives no other. */
async function withNeeds(
  tx: Tx,
  rows: readonly Omit<DoorRow, 'needs'>[],
  actor: Actor,
  now: Instant,
  vault: VaultReader,
): Promise<DoorRow[]> {
  const held = rows
    .filter((row) => row.claimedBy !== null && row.claimedBy === actor.person)
    .map((row) => row.household)
  if (held.length === 0) return rows.map((row) => ({ ...row, needs: [] }))
  const { rows: needs } = await tx.query<{
    need: Id
    household: string
    purpose: DoorRow['needs'][number]['purpose']
    until: number
  }>(
    `select need, household, purpose, until
     from needs
     where tenant = $1 and household = any($2) and holder = $3 and held_until > $4 and ended_at is null and until > $4
     order by until`,
    [actor.tenant, held, actor.person, now],
  )
  const bodies = await vault.open<{ need: DoorRow['needs'][number]['need']; text?: string }>(
    tx,
    'text',
    needs.map((one) => one.need),
  )
  return rows.map((row) => ({
    ...row,
    needs: needs.flatMap((one) => {
      const body = bodies.get(one.need)
      return one.household === row.household && body
        ? [{ id: one.need, need: body.need, purpose: one.purpose, until: one.until, text: body.text ?? '' }]
        : []
    }),
  }))
}

/** Doors one holds, in rounds that run. */
export async function findMyDoors(tx: Tx, actor: Actor, now: Instant, vault: VaultReader): Promise<DoorRow[]> {
  if (!actor.person) return []
  const { rows } = await tx.query<Omit<DoorRow, 'needs'>>(
    `select ${columns} ${from}
     where v.tenant = $1 and v.claimed_by = $3 and v.claim_until > $2
     order by v.building, v.household
     limit ${doorsMax}`,
    [actor.tenant, now, actor.person],
  )
  return withNeeds(tx, rows, actor, now, vault)
}

const mine = question({
  name: 'my-doors',
  summary: { zh: '我认领的门户与其需求', en: 'The doors I hold and the needs behind them' },
  params: z.strictObject({}),
  answer: z.object({ rows: z.array(doorRow) }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: ({ rows }) => ({ households: rows.map((row) => row.household) }),
  ask: async (tx, _params, { actor, now, vault }) => ({ rows: await findMyDoors(tx, actor, now, vault) }),
})

const matrix = question({
  name: 'doors',
  summary: { zh: '一栋楼在一轮中的门户：每户状态', en: 'The doors of one building in a round' },
  params: z.strictObject({ round: z.string().max(36), building: z.string().regex(/^\d{12}-\d{2}-\d{4}$/) }),
  answer: z.object({ rows: z.array(doorRow) }),
  may: { roles: lookers },
  target: (params) => ({ area: params.building }),
  shows: ({ rows }) => ({ households: rows.map((row) => row.household) }),
  async ask(tx, params, { actor, now, vault }) {
    const { round, building } = params
    const { rows } = await tx.query<Omit<DoorRow, 'needs'>>(
      `select ${columns} ${from}
       where v.tenant = $1 and v.round = $3 and v.building = $4
       order by v.household
       limit 4000`,
      [actor.tenant, now, round, building],
    )
    return { rows: await withNeeds(tx, rows, actor, now, vault) }
  },
})

const buildingRow = z.object({
  building: z.string(),
  name: z.string().nullable(),
  numbering: z.enum(['floors', 'entrances', 'yards']).nullable(),
  place: z.tuple([z.number(), z.number()]).nullable(),
  doors: z.int(),
  done: z.int(),
  nobody: z.int(),
  refused: z.int(),
  revisit: z.int(),
  claimed: z.int(),
  todo: z.int(),
  /** Doors that no list has: none of the figures before holds them. */
  unlisted: z.int(),
})
export type VisitBuilding = z.infer<typeof buildingRow>
const buildingsMax = 1_000

const buildings = question({
  name: 'visit-buildings',
  summary: { zh: '上门进度：按楼栋计数', en: 'Visits by building: how many doors stand how' },
  params: z.strictObject({ round: z.string().max(36), within: z.string().max(25).default('') }),
  answer: z.object({ rows: z.array(buildingRow), more: z.boolean() }),
  may: { roles: lookers, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now }) {
    const { round, within } = params
    const { rows } = await tx.query<VisitBuilding>(
      `select v.building, a.name, a.numbering,
         case when a.lng is not null then jsonb_build_array(a.lng, a.lat) end as place,
         (count(*) filter (where v.listed))::int as doors,
         (count(*) filter (where v.listed and v.state = 'done'))::int as done,
         (count(*) filter (where v.listed and v.state = 'nobody'))::int as nobody,
         (count(*) filter (where v.listed and v.state = 'refused'))::int as refused,
         (count(*) filter (where v.listed and v.state = 'revisit'))::int as revisit,
         (
           count(*) filter (where v.listed and v.state = 'claimed' and v.claim_until > $2)
         )::int as claimed,
         (
           count(*) filter (
             where v.listed and (v.state = 'todo' or (v.state = 'claimed' and v.claim_until <= $2))
           )
         )::int as todo,
         (count(*) filter (where not v.listed))::int as unlisted ${from}
       where v.tenant = $1 and v.round = $3 and v.household ^@ $4
       group by v.building, a.name, a.numbering, a.lng, a.lat
       order by v.building
       limit ${buildingsMax + 1}`,
      [actor.tenant, now, round, within],
    )
    return { rows: rows.slice(0, buildingsMax), more: rows.length > buildingsMax }
  },
})

export const questions = [mine, matrix, buildings] as const
