// Who was where in each round, from when to when, and how it is known; one row a person and round, the last stretch
// shown, minutes added up.
import { z } from 'zod'
import type { Id } from '#domain/kernel/ids.ts'
import { evidences } from '#domain/point/terms.ts'
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, question, type Recorded, viewOf } from '#journal/view.ts'

interface Change {
  round: Id
  person: Id
  place?: Id
  kind?: string
  area?: string
  inAt?: number
  until?: number
  outAt: number | null
  evidence?: string
  late?: boolean
  duty?: string | null
  device?: Id | null
  minutes: number
  times: number
  forgotten?: boolean
}

/** What a batch leaves of each person and round. */
function fold(events: readonly Recorded<PointEvent>[]): Change[] {
  const rows = new Map<string, Change>()
  for (const { event } of events) {
    if (event.type !== 'signed-in' && event.type !== 'signed-out') continue
    const key = `${event.round} ${event.person}`
    const before = rows.get(key) ?? { round: event.round, person: event.person, outAt: null, minutes: 0, times: 0 }
    if (event.type === 'signed-in') {
      const { place, kind, area, at, until, evidence, late, duty, device } = event
      rows.set(key, {
        ...before,
        place,
        kind,
        area,
        inAt: at,
        until,
        outAt: null,
        evidence,
        late: late ?? false,
        duty: duty ?? null,
        device: device ?? null,
        times: before.times + 1,
        forgotten: false,
      })
    } else
      rows.set(key, {
        ...before,
        outAt: event.at,
        minutes: before.minutes + event.minutes,
        forgotten: event.forgotten ?? false,
      })
  }
  return [...rows.values()]
}

export const view = viewOf<PointEvent>({
  name: 'attendance',
  version: 1,
  table: `create table attendance (
      tenant text not null, round text not null, person text not null, point text, team text,
      area text collate "C" not null, in_at double precision not null, until double precision not null,
      out_at double precision, evidence text not null, late boolean not null, duty text, device text,
      minutes integer not null, times integer not null, forgotten boolean not null,
      primary key (tenant, round, person)
    ) with (fillfactor = 80);
    create index attendance_place on attendance (tenant, round, coalesce(point, team));
    create index attendance_device on attendance (tenant, round, device) where device is not null;
    create index attendance_person on attendance (tenant, person, in_at);`,
  visible: { area: 'area', person: 'person' },
  on: ['signed-in', 'signed-out'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = fold(own)
      const came = rows.filter((row) => row.inAt !== undefined)
      if (came.length > 0)
        await tx.query(
          `insert into attendance (
             tenant, round, person, point, team, area, in_at, until, out_at, evidence, late, duty, device, minutes,
             times, forgotten
           )
           select $1, round, person, case when kind = 'point' then place end, case when kind = 'team' then place end,
             area, "inAt", until, "outAt", evidence, late, duty, device, minutes, times, forgotten
           from jsonb_to_recordset($2::jsonb) as r (
             round text, person text, place text, kind text, area text, "inAt" float8, until float8, "outAt" float8,
             evidence text, late boolean, duty text, device text, minutes integer, times integer, forgotten boolean
           )
           on conflict (tenant, round, person)
           do update set point = excluded.point, team = excluded.team, area = excluded.area, in_at = excluded.in_at,
             until = excluded.until, out_at = excluded.out_at, evidence = excluded.evidence, late = excluded.late,
             duty = excluded.duty, device = coalesce(excluded.device, attendance.device),
             minutes = attendance.minutes + excluded.minutes, times = attendance.times + excluded.times,
             forgotten = excluded.forgotten`,
          [tenant, JSON.stringify(came)],
        )
      const left = rows.filter((row) => row.inAt === undefined)
      if (left.length > 0)
        await tx.query(
          `update attendance a
           set out_at = r.out_at, minutes = a.minutes + r.minutes, forgotten = r.forgotten
           from unnest($2::text[], $3::text[], $4::float8[], $5::int[], $6::bool[]) as r (
             round, person, out_at, minutes, forgotten
           )
           where a.tenant = $1 and a.round = r.round and a.person = r.person`,
          [
            tenant,
            left.map((row) => row.round),
            left.map((row) => row.person),
            left.map((row) => row.outAt),
            left.map((row) => row.minutes),
            left.map((row) => row.forgotten ?? false),
          ],
        )
    }
  },
})

const attendanceRow = z.object({
  person: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  point: z.string().nullable(),
  team: z.string().nullable(),
  duty: z.string().nullable(),
  inAt: z.number().nullable(),
  outAt: z.number().nullable(),
  evidence: z.enum(evidences).nullable(),
  late: z.boolean(),
  minutes: z.int(),
  expected: z.boolean(),
  starts: z.number().nullable(),
})
export type AttendanceRow = z.infer<typeof attendanceRow>
/** People of the largest point or team, and their neighbours. */
const rowsMax = 1_000

const list = question({
  name: 'attendance',
  summary: {
    zh: '一个点位或小队：应到与实到，以及怎样得知',
    en: 'A point or team: who is expected, who is there, and how it is known',
  },
  params: z.strictObject({ round: z.string().max(36), place: z.string().max(36) }),
  answer: z.object({ rows: z.array(attendanceRow) }),
  may: { roles: ['gridWorker', 'officer', 'dispatcher', 'supervisor'], narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map((row) => row.person) }),
  async ask(tx, params, { actor, vault }) {
    const { round, place } = params
    const { rows } = await tx.query<Omit<AttendanceRow, 'name'>>(
      `with expected as (
         select distinct on (a.person) a.person, a.starts
         from assignments a
         left join round_posts p on p.tenant = a.tenant and p.round = a.round and p.post = a.post
         where a.tenant = $1 and a.round = $2 and a.state in ('proposed', 'accepted')
           and (a.team = $3 or p.point = $3)
         order by a.person, a.starts
       ),
       present as (
         select *
         from attendance t
         where t.tenant = $1 and t.round = $2 and coalesce(t.point, t.team) = $3
       )
       select coalesce(t.person, e.person) as person, u.name as "unitName", t.point, t.team, t.duty,
         t.in_at as "inAt", t.out_at as "outAt", t.evidence, coalesce(t.late, false) as late,
         coalesce(t.minutes, 0) as minutes, e.person is not null as expected, e.starts
       from expected e
       full join present t on t.person = e.person
       left join hands h on h.tenant = $1 and h.person = coalesce(t.person, e.person)
       left join units u on u.tenant = $1 and u.unit = h.unit
       order by t.in_at is not null, e.starts, 1
       limit ${rowsMax}`,
      [actor.tenant, round, place],
    )
    const names = await vault.open<{ name: string }>(
      tx,
      'person',
      rows.map((row) => row.person),
    )
    return { rows: rows.map((row) => ({ ...row, name: names.get(row.person)?.name ?? '' })) }
  },
})

export const questions = [list] as const
