// Musters as they stand: what was asked, how far it reaches, whether it is filled or over. Who was called stands in
// calls.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { Need, Phase } from '#domain/muster/terms.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { question, type Tx, type VaultReader, viewOf } from '#journal/view.ts'
import { mustersAnswer, type counts, type MusterRow } from '../shapes.ts'

/** A row as it stands. */
export interface Muster {
  readonly muster: Id
  readonly area: AreaId
  readonly reach: AreaId
  readonly lng: number
  readonly lat: number
  readonly what: Id
  readonly needs: readonly Need[]
  readonly needed: number
  readonly phase: Phase
  readonly drill: boolean
  readonly leader: Id | null
  readonly starts: Instant
  readonly ends: Instant
  readonly answerMinutes: number
  readonly escalateMinutes: number
  readonly waves: 'by-hand' | 'by-themselves'
  readonly wave: number
  readonly blownAt: Instant
  readonly filledAt: Instant | null
  readonly overAt: Instant | null
  readonly escalatesAt: Instant | null
  readonly wanting: boolean
  readonly unheard: boolean
  readonly escalations: readonly { readonly reach: AreaId; readonly at: Instant; readonly staff: number }[]
}

/** Columns of a row under the names above. */
export const musterColumns = `m.muster, m.area, m.reach, m.lng, m.lat, m.what, m.needs, m.needed, m.phase, m.drill,
    m.leader, m.starts, m.ends, m.answer_minutes as "answerMinutes", m.escalate_minutes as "escalateMinutes", m.waves,
    m.wave, m.blown_at as "blownAt", m.filled_at as "filledAt", m.over_at as "overAt",
    m.escalates_at as "escalatesAt", m.wanting, m.unheard, m.escalations`

async function blow(
  tx: Tx,
  tenant: string,
  muster: Id,
  event: Extract<MusterEvent, { type: 'whistle-blown' }>,
): Promise<void> {
  await tx.query(
    `insert into musters (
       tenant, muster, area, reach, lng, lat, what, needs, needed, phase, drill, leader, starts, ends, answer_minutes,
       escalate_minutes, waves, wave, blown_at, escalates_at, wanting, unheard, escalations
     )
     values (
       $1, $2, $3, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11, $12, $13, $14, $15, 0, $16, $17, false, false,
       '[]'
     )`,
    [
      tenant,
      muster,
      event.area,
      event.place[0],
      event.place[1],
      event.what,
      JSON.stringify(event.needs),
      event.needs.reduce((sum, need) => sum + need.people, 0),
      event.drill,
      event.leader ?? null,
      event.from,
      event.until,
      event.answerMinutes,
      event.escalateMinutes,
      event.waves,
      event.at,
      event.at + event.escalateMinutes * 60_000,
    ],
  )
}

/** What an event changes of its row: columns and their values, the row's key standing before as $1 and $2. */
function changeBy(event: MusterEvent): readonly [set: string, values: readonly unknown[]] | undefined {
  switch (event.type) {
    case 'people-called':
      return ['wave = $3, wanting = false', [event.wave]]
    case 'muster-filled':
      return [`phase = 'filled', filled_at = coalesce(filled_at, $3), escalates_at = null, wanting = false`, [event.at]]
    case 'seat-reopened':
      return [`phase = 'running', escalates_at = $3, wanting = $4`, [event.then.escalateAt, !event.then.next]]
    case 'wave-closed':
      return ['wanting = $3', [event.open > 0 && !event.next]]
    case 'muster-escalated':
      return [
        `reach = $3, escalates_at = $4,
           escalations = escalations || jsonb_build_array(
             jsonb_build_object('reach', $3::text, 'at', $5::float8, 'staff', $6::int)
           )`,
        [event.reach, event.then.escalateAt, event.at, event.staff],
      ]
    case 'escalation-unheard':
      return ['unheard = true, escalates_at = null', []]
    case 'muster-extended':
      return ['ends = $3', [event.until]]
    case 'stood-down':
      return [`phase = 'over', over_at = $3, escalates_at = null, wanting = false, unheard = false`, [event.at]]
  }
}

export const view = viewOf<MusterEvent>({
  name: 'musters',
  version: 1,
  table: `create table musters (
      tenant text not null, muster text not null, area text collate "C" not null, reach text collate "C" not null,
      lng double precision not null, lat double precision not null, what text not null, needs jsonb not null,
      needed integer not null, phase text not null, drill boolean not null, leader text,
      starts double precision not null, ends double precision not null, answer_minutes integer not null,
      escalate_minutes integer not null, waves text not null, wave integer not null,
      blown_at double precision not null, filled_at double precision, over_at double precision,
      escalates_at double precision, wanting boolean not null, unheard boolean not null, escalations jsonb not null,
      primary key (tenant, muster)
    );
    create index musters_running on musters (phase, area);
    create index musters_blown on musters (blown_at);
    create index musters_leader on musters (leader) where phase <> 'over';`,
  visible: { area: 'area', person: 'leader' },
  on: [
    'whistle-blown',
    'people-called',
    'muster-filled',
    'seat-reopened',
    'wave-closed',
    'muster-escalated',
    'escalation-unheard',
    'muster-extended',
    'stood-down',
  ],
  // One statement an event: musters have some dozens of such events in their life, against thousands of answers that do
  // not come here.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const muster = idOf(stream)
      if (event.type === 'whistle-blown') await blow(tx, tenant, muster, event)
      const change = changeBy(event)
      if (change)
        await tx.query(`update musters set ${change[0]} where tenant = $1 and muster = $2`, [
          tenant,
          muster,
          ...change[1],
        ])
    }
  },
})

export const runners: readonly Role[] = ['gridWorker', 'officer', 'dispatcher', 'supervisor', 'administrator']
const rowsMax = 500

/** Where the people of a muster stand; `$2` is the clock. */
export const countColumns = `count(*)::int as called, (count(*) filter (where c.answer is not null))::int as answered,
    (count(*) filter (where c.state = 'coming'))::int as coming,
    (count(*) filter (where c.state = 'arrived'))::int as arrived,
    (count(*) filter (where c.state = 'left'))::int as left,
    (count(*) filter (where c.state = 'cannot'))::int as cannot,
    (count(*) filter (where c.state = 'talk'))::int as talk,
    (count(*) filter (where c.state = 'thanked'))::int as thanked,
    (count(*) filter (where c.state = 'absent'))::int as absent,
    (count(*) filter (where c.state = 'released'))::int as released,
    (count(*) filter (where c.state = 'called' and c.answer_by <= $2))::int as silent,
    (count(*) filter (where c.seated))::int as seated`

export type Counts = z.infer<typeof counts>
type Row = Muster & { counts: Counts }

/** Rows in the asker's scope with their counts; newest first, running ones before. */
export async function findMusterRows(
  tx: Tx,
  tenant: string,
  now: Instant,
  where: { within?: string; state?: 'running' | 'over'; muster?: Id; leader?: Id },
  limit: number,
): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    `select ${musterColumns}, to_jsonb(k) as counts
     from musters m
     cross join lateral (select ${countColumns} from calls c where c.tenant = m.tenant and c.muster = m.muster) k
     where m.tenant = $1 and ($3::text is null or m.area >= $3 and m.area < $3 || '~')
       and ($4::text is null or (m.phase = 'over') = ($4 = 'over')) and ($5::text is null or m.muster = $5)
       and ($6::text is null or m.leader = $6)
     order by m.phase = 'over', m.blown_at desc
     limit $7`,
    [tenant, now, where.within ?? null, where.state ?? null, where.muster ?? null, where.leader ?? null, limit],
  )
  return rows
}

/** As a list shows them, with their texts opened. */
export async function showMusters(tx: Tx, vault: VaultReader, rows: readonly Row[]): Promise<MusterRow[]> {
  const texts = await vault.open<{ text: string; label: string }>(
    tx,
    'text',
    rows.map((row) => row.what),
  )
  return rows.map((row) => ({
    muster: row.muster,
    area: row.area,
    reach: row.reach,
    place: [row.lng, row.lat],
    what: texts.get(row.what)?.text ?? '',
    label: texts.get(row.what)?.label ?? '',
    phase: row.phase,
    drill: row.drill,
    needs: [...row.needs],
    needed: row.needed,
    from: row.starts,
    until: row.ends,
    blownAt: row.blownAt,
    overAt: row.overAt,
    wave: row.wave,
    unheard: row.unheard,
    wanting: row.wanting,
    counts: row.counts,
  }))
}

const list = question({
  name: 'musters',
  summary: {
    zh: '集结：范围内正在进行的或已结束的，附人数',
    en: 'Musters within one’s scope, running or over, with their counts',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    state: z.enum(['running', 'over']).optional(),
    limit: z.coerce.number().int().min(1).max(rowsMax).optional(),
  }),
  answer: mustersAnswer,
  may: { roles: runners, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now, vault }) {
    const { within, state, limit = 100 } = params
    const rows = await findMusterRows(tx, actor.tenant, now, { within, state }, limit + 1)
    return { rows: await showMusters(tx, vault, rows.slice(0, limit)), more: rows.length > limit }
  },
})

export const questions = [list] as const
