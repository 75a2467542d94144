// Rounds as they stand, with what they hold in numbers; and one round whole, for the screen that lays it out.
import { z } from 'zod'
import { kinds, roundStates } from '#domain/operation/terms.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { question, type Tx, viewOf } from '#journal/view.ts'
import { offices } from '#domain/kernel/actor.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import { idOf } from '#domain/kernel/stream.ts'

/** What an event changes of its row: columns and their values, the row's key standing before as $1 and $2. */
function changeBy(event: OperationEvent): readonly [set: string, values: readonly unknown[]] | undefined {
  switch (event.type) {
    case 'round-moved':
      return ['starts = $3, ends = $4', [event.starts, event.ends]]
    case 'teams-set':
      return ['teams = $3', [event.teams === null ? null : JSON.stringify(event.teams)]]
    case 'round-published':
      return [`state = 'published', published_at = $3`, [event.at]]
    case 'round-started':
      return [`state = 'running', started_at = $3`, [event.at]]
    case 'round-closed':
      return [`state = 'closed', closed_at = $3`, [event.at]]
    case 'round-reported':
      return [
        `state = 'reported', reported_at = $3, figures = $4, remark = $5`,
        [event.at, JSON.stringify(event.figures), event.remark ?? null],
      ]
  }
}

export const view = viewOf<OperationEvent>({
  name: 'rounds',
  version: 1,
  table: `create table rounds (
      tenant text not null, round text not null, operation text not null, area text collate "C" not null,
      number integer not null, kind text not null, starts double precision not null, ends double precision not null,
      state text not null, teams jsonb, copy_of text, figures jsonb, remark text,
      drafted_at double precision not null, published_at double precision, started_at double precision,
      closed_at double precision, reported_at double precision, primary key (tenant, round)
    );
    create index rounds_operation on rounds (operation, number);
    create index rounds_starts on rounds (starts desc);`,
  // When and where a round takes place is for everybody to read; who serves there is not in it.
  visible: 'tenant',
  on: [
    'round-drafted',
    'round-moved',
    'teams-set',
    'round-dropped',
    'round-published',
    'round-started',
    'round-closed',
    'round-reported',
  ],
  // One statement an event: a round has some dozens in its life.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const round = idOf(stream)
      if (event.type === 'round-drafted') {
        await tx.query(
          `insert into rounds (tenant, round, operation, area, number, kind, starts, ends, state, copy_of, drafted_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, $10)`,
          [
            tenant,
            round,
            event.operation,
            event.area,
            event.number,
            event.kind,
            event.starts,
            event.ends,
            event.copyOf ?? null,
            event.at,
          ],
        )
      }
      if (event.type === 'round-dropped')
        await tx.query('delete from rounds where tenant = $1 and round = $2', [tenant, round])
      const change = changeBy(event)
      if (change)
        await tx.query(`update rounds set ${change[0]} where tenant = $1 and round = $2`, [tenant, round, ...change[1]])
    }
  },
})

const teamRule = z.object({
  followers: z.int(),
  skills: z.array(z.string()),
  grids: z.array(z.object({ grid: z.string(), teams: z.int() })),
})
const figures = z.object({
  points: z.int(),
  posts: z.int(),
  teams: z.int(),
  seats: z.int(),
  seated: z.int(),
  declined: z.int(),
  absent: z.int(),
  buildings: z.int(),
  people: z.int(),
  visits: z.int(),
})
const roundRow = z.object({
  round: z.string(),
  operation: z.string(),
  operationName: z.string(),
  area: z.string(),
  number: z.int(),
  kind: z.enum(kinds),
  starts: z.number(),
  ends: z.number(),
  state: z.enum(roundStates),
  points: z.int(),
  posts: z.int(),
  teams: z.int(),
  seats: z.int(),
  seated: z.int(),
  buildings: z.int(),
  people: z.int(),
  visits: z.int(),
})
export type RoundRow = z.infer<typeof roundRow>
const roundsMax = 200

/**
 * What a round asks for and has, beside its own row; seats of teams are asked for by the rule, whether or not they are
 * formed.
 */
const counted = ` (select count(*)::int from round_points x where x.tenant = r.tenant and x.round = r.round) as points,
    (select count(*)::int from round_posts x where x.tenant = r.tenant and x.round = r.round) as posts,
    coalesce((select sum((g->>'teams')::int)::int from jsonb_array_elements(r.teams->'grids') g), 0) as teams,
    (select coalesce(sum(x.number), 0)::int from round_posts x where x.tenant = r.tenant and x.round = r.round) +
      coalesce((select sum((g->>'teams')::int)::int from jsonb_array_elements(r.teams->'grids') g), 0) * (
      coalesce((r.teams->>'followers')::int, 0) + 1
    ) as seats,
    (select count(*)::int from seats x where x.tenant = r.tenant and x.round = r.round and x.held) as seated,
    (select count(*)::int from round_slots x where x.tenant = r.tenant and x.round = r.round) as buildings,
    (select coalesce(sum(x.people), 0)::int from round_slots x where x.tenant = r.tenant and x.round = r.round) as
      people,
    r.visits`

export async function findRounds(
  tx: Tx,
  tenant: string,
  where: { operation?: string; round?: string; within?: string; state?: string },
  limit: number,
): Promise<RoundRow[]> {
  const { rows } = await tx.query<RoundRow>(
    `select r.round, r.operation, o.name as "operationName", r.area, r.number, r.kind, r.starts, r.ends, r.state,
       ${counted}
     from (
       select *,
         (select count(*)::int from round_visits x where x.tenant = rounds.tenant and x.round = rounds.round) as
           visits
       from rounds
       where tenant = $1 and ($2::text is null or operation = $2) and ($3::text is null or round = $3)
         and ($4::text is null or area ^@ $4 or $4 ^@ area) and ($5::text is null or state = $5)
       order by starts desc
       limit $6
     ) r
     join operations o on o.tenant = r.tenant and o.operation = r.operation
     order by r.starts desc`,
    [tenant, where.operation ?? null, where.round ?? null, where.within ?? null, where.state ?? null, limit],
  )
  return rows
}

const list = question({
  name: 'rounds',
  summary: {
    zh: '轮次：最新的在前，附点位、岗位、小队、座位和已排人数',
    en: 'Rounds, newest first, with points, posts, teams, seats and people seated',
  },
  params: z.strictObject({
    operation: z.string().max(36).optional(),
    within: z.string().max(25).optional(),
    state: z.enum(roundStates).optional(),
    limit: z.coerce.number().int().min(1).max(roundsMax).optional(),
  }),
  answer: z.object({ rows: z.array(roundRow) }),
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { limit = 50, ...where } = params
    return { rows: await findRounds(tx, actor.tenant, where, limit) }
  },
})

const pointRow = z.object({
  point: z.string(),
  area: z.string(),
  name: z.string(),
  lng: z.number(),
  lat: z.number(),
  lanes: z.int(),
  open: z.boolean(),
})
const postRow = z.object({
  post: z.string(),
  point: z.string().nullable(),
  area: z.string(),
  duty: z.string(),
  skill: z.string().nullable(),
  starts: z.number(),
  ends: z.number(),
  number: z.int(),
})
export const roundAnswer = z.object({
  round: roundRow,
  rule: teamRule.nullable(),
  copyOf: z.string().nullable(),
  figures: figures.nullable(),
  remark: z.string().nullable(),
  template: z.string(),
  points: z.array(pointRow),
  posts: z.array(postRow),
  publishedAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  reportedAt: z.number().nullable(),
})
export type RoundAnswer = DeepReadonly<z.infer<typeof roundAnswer>>

export const one = question({
  name: 'round',
  summary: { zh: '一个轮次：点位、岗位、小队规则和进展', en: 'One round: its points, posts, team rule and progress' },
  params: z.strictObject({ round: z.string().max(36) }),
  answer: roundAnswer,
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, vault }) {
    const { round } = params
    const [row] = await findRounds(tx, actor.tenant, { round }, 1)
    if (!row) return undefined
    const key = [actor.tenant, round]
    type More = Pick<
      RoundAnswer,
      'rule' | 'copyOf' | 'figures' | 'remark' | 'publishedAt' | 'startedAt' | 'closedAt' | 'reportedAt' | 'template'
    >
    const {
      rows: [more],
    } = await tx.query<More>(
      `select r.teams as rule, r.copy_of as "copyOf", r.figures, r.remark, r.published_at as "publishedAt",
         r.started_at as "startedAt", r.closed_at as "closedAt", r.reported_at as "reportedAt", o.template
       from rounds r
       join operations o on o.tenant = r.tenant and o.operation = r.operation
       where r.tenant = $1 and r.round = $2`,
      key,
    )
    const { rows: points } = await tx.query<RoundAnswer['points'][number]>(
      `select point, area, name, lng, lat, lanes, open
       from round_points
       where tenant = $1 and round = $2
       order by area, name`,
      key,
    )
    const { rows: posts } = await tx.query<RoundAnswer['posts'][number]>(
      `select post, point, area, duty, skill, starts, ends, number
       from round_posts
       where tenant = $1 and round = $2
       order by starts, area, point, duty, post`,
      key,
    )
    const text =
      more.remark === null
        ? undefined
        : (await vault.open<{ text: string }>(tx, 'text', [more.remark])).get(more.remark)?.text
    return { round: row, ...more, remark: text ?? null, points, posts } satisfies RoundAnswer
  },
})

export const questions = [list, one] as const
