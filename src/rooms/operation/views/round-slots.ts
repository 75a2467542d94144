// Call-up of rounds: which building's people come to which point, and when. Public: it hangs on the building's door.
import { z } from 'zod'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { question, viewOf } from '#journal/view.ts'
import { offices } from '#domain/kernel/actor.ts'
import { idOf } from '#domain/kernel/stream.ts'

export const view = viewOf<OperationEvent>({
  name: 'round_slots',
  version: 1,
  table: `create table round_slots (
      tenant text not null, round text not null, building text collate "C" not null, point text not null,
      starts double precision not null, ends double precision not null, people integer not null,
      primary key (tenant, round, building)
    );`,
  visible: 'tenant',
  on: ['slots-put', 'slots-removed', 'round-moved', 'round-dropped'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'slots-put') {
        await tx.query(
          `insert into round_slots (tenant, round, building, point, starts, ends, people)
           select distinct on (s.building) $1, $2, s.building, s.point, s.starts, s.ends, s.people
           from jsonb_to_recordset($3::jsonb) as s (
             building text, point text, starts float8, ends float8, people integer
           )
           on conflict (tenant, round, building)
           do update set point = excluded.point, starts = excluded.starts, ends = excluded.ends,
             people = excluded.people`,
          [...key, JSON.stringify(event.slots)],
        )
      }
      if (event.type === 'slots-removed')
        await tx.query('delete from round_slots where tenant = $1 and round = $2 and building = any($3)', [
          ...key,
          event.buildings,
        ])
      if (event.type === 'round-moved' && event.by !== 0)
        await tx.query(
          `update round_slots
           set starts = starts + $3, ends = ends + $3
           where tenant = $1 and round = $2`,
          [...key, event.by],
        )
      if (event.type === 'round-dropped')
        await tx.query('delete from round_slots where tenant = $1 and round = $2', key)
    }
  },
})

const slotRow = z.object({
  building: z.string(),
  name: z.string().nullable(),
  point: z.string(),
  starts: z.number(),
  ends: z.number(),
  people: z.int(),
})
export type SlotRow = z.infer<typeof slotRow>
const pageMax = 5_000

const list = question({
  name: 'round-slots',
  summary: { zh: '轮次的楼栋时段：可按点位或地段看', en: 'Call-up slots of a round, for one point or area' },
  params: z.strictObject({
    round: z.string().max(36),
    point: z.string().max(36).optional(),
    within: z.string().max(25).optional(),
    after: z.string().max(25).optional(),
  }),
  answer: z.object({ rows: z.array(slotRow), more: z.boolean() }),
  may: { roles: offices, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { round, point, within, after } = params
    const { rows } = await tx.query<SlotRow>(
      `select s.building, a.name, s.point, s.starts, s.ends, s.people
       from round_slots s
       left join areas a on a.tenant = s.tenant and a.area = s.building
       where s.tenant = $1 and s.round = $2 and ($3::text is null or s.point = $3)
         and ($4::text is null or s.building ^@ $4) and ($5::text is null or s.building > $5)
       order by s.building
       limit ${pageMax + 1}`,
      [actor.tenant, round, point ?? null, within ?? null, after ?? null],
    )
    return { rows: rows.slice(0, pageMax), more: rows.length > pageMax }
  },
})

export const questions = [list] as const
