// The board of a round's points: how many came, how fast, who waits, when it will be done, who stands there. Counts
// alone; the database narrows them to the asker's area.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { question, type Tx } from '#journal/view.ts'
import { forecast } from './forecast.ts'

export const runners: readonly Role[] = ['gridWorker', 'officer', 'dispatcher', 'supervisor']

const pointRow = z.object({
  point: z.string(),
  name: z.string(),
  area: z.string(),
  lng: z.number(),
  lat: z.number(),
  lanes: z.int(),
  open: z.boolean(),
  /** People called to it in the whole round, and so far. */
  called: z.int(),
  calledByNow: z.int(),
  taken: z.int(),
  tubes: z.int(),
  queue: z.array(z.object({ lane: z.int(), length: z.int(), at: z.number() })),
  staff: z.int(),
  issued: z.int(),
  devices: z.int(),
  /** The newest registration that has arrived here; a point without a network is silent. */
  heardAt: z.number().nullable(),
  perHour: z.int().nullable(),
  remaining: z.int(),
  doneAt: z.number().nullable(),
  waitMinutes: z.int().nullable(),
  ends: z.number(),
  behindMinutes: z.int().nullable(),
  /** Registrations in each of the last twelve stretches of five minutes, oldest first. */
  pace: z.array(z.int()).length(12),
})
export type PointRow = z.infer<typeof pointRow>
const boardAnswer = z.object({ rows: z.array(pointRow), conflicts: z.int() })
export type PointBoard = z.infer<typeof boardAnswer>

const minute = 60_000
const pointsMax = 500
const stretch = 5

type Bare = Pick<
  PointRow,
  | 'point'
  | 'name'
  | 'area'
  | 'lng'
  | 'lat'
  | 'lanes'
  | 'open'
  | 'called'
  | 'calledByNow'
  | 'taken'
  | 'tubes'
  | 'staff'
  | 'issued'
  | 'devices'
  | 'ends'
>

async function findRows(tx: Tx, tenant: string, round: string, now: number): Promise<Bare[]> {
  const { rows } = await tx.query<Bare>(
    `select p.point, p.name, p.area, p.lng, p.lat, p.lanes, p.open, r.ends,
       coalesce(
         (select sum(s.people)::int from round_slots s where s.tenant = $1 and s.round = $2 and s.point = p.point), 0
       ) as called,
       coalesce(
         (
           select sum(s.people)::int
           from round_slots s
           where s.tenant = $1 and s.round = $2 and s.point = p.point and s.starts <= $3
         ),
         0
       ) as "calledByNow",
       coalesce(
         (select sum(x.people)::int from samples_pace x where x.tenant = $1 and x.round = $2 and x.point = p.point), 0
       ) as taken,
       (select count(*)::int from tubes t where t.tenant = $1 and t.round = $2 and t.point = p.point) as tubes,
       (
         select count(*)::int
         from attendance t
         where t.tenant = $1 and t.round = $2 and coalesce(t.point, t.team) = p.point and t.out_at is null
       ) as staff,
       coalesce(
         (
           select sum(n.last - n.first + 1)::int
           from ranges n
           where n.tenant = $1 and n.round = $2 and n.point = p.point
         ),
         0
       ) as issued,
       (select count(distinct n.device)::int from ranges n where n.tenant = $1 and n.round = $2 and n.point = p.point)
         as devices
     from round_points p
     join rounds r on r.tenant = p.tenant and r.round = p.round
     where p.tenant = $1 and p.round = $2
     order by p.area, p.name
     limit ${pointsMax}`,
    [tenant, round, now],
  )
  return rows
}

/** What was told from the points: registrations by minute, the last of them, and how long the queues are. */
interface Seen {
  readonly paces: readonly { readonly point: string; readonly minute: number; readonly people: number }[]
  readonly heard: readonly { readonly point: string; readonly minute: number }[]
  readonly queues: readonly {
    readonly point: string
    readonly lane: number
    readonly length: number
    readonly at: number
  }[]
}

async function findSeen(tx: Tx, tenant: string, round: string, since: number): Promise<Seen> {
  const { rows: paces } = await tx.query<Seen['paces'][number]>(
    `select point, minute, people
     from samples_pace
     where tenant = $1 and round = $2 and minute > $3
     order by minute`,
    [tenant, round, since],
  )
  const { rows: heard } = await tx.query<Seen['heard'][number]>(
    `select point, max(minute) as minute
     from samples_pace
     where tenant = $1 and round = $2
     group by point`,
    [tenant, round],
  )
  const { rows: queues } = await tx.query<Seen['queues'][number]>(
    `select distinct on (point, lane) point, lane, length, at
     from queues
     where tenant = $1 and round = $2
     order by point, lane, at desc`,
    [tenant, round],
  )
  return { paces, heard, queues }
}

/** Persons met twice and tubes that cannot be as they were told, which nobody has settled. */
async function countConflicts(tx: Tx, tenant: string, round: string, within: string): Promise<number> {
  const {
    rows: [wrong],
  } = await tx.query<{ n: number }>(
    `select (
       select count(distinct s.subject)::int
       from samples s
       where s.tenant = $1 and s.round = $2 and s.duplicate and s.area ^@ $3
         and not exists (
           select
           from samples_settled x
           where x.tenant = $1 and x.round = $2 and x.about = 'person' and x.key = s.subject
         )
     ) + (
       select count(*)::int
       from tubes t
       where t.tenant = $1 and t.round = $2 and (t.shared or t.people > t.size) and t.area ^@ $3
         and not exists (
           select
           from samples_settled x
           where x.tenant = $1 and x.round = $2 and x.about = 'tube' and x.key = t.tube
         )
     ) as n`,
    [tenant, round, within],
  )
  return wrong.n
}

function rowOf(row: Bare, { paces, heard, queues }: Seen, since: number, now: number): PointRow {
  const own = paces.filter((one) => one.point === row.point)
  const lanes = queues.filter((one) => one.point === row.point).map(({ lane, length, at }) => ({ lane, length, at }))
  const pace = Array.from({ length: 12 }, (_, at) =>
    own
      .filter((one) => Math.floor((one.minute - since - 1) / stretch) === at)
      .reduce((sum, one) => sum + one.people, 0),
  )
  const told = forecast(
    {
      pace: own.map((one) => [one.minute, one.people]),
      taken: row.taken,
      called: row.called,
      queue: lanes.reduce((sum, lane) => sum + lane.length, 0),
    },
    now,
  )
  const last = heard.find((one) => one.point === row.point)
  return {
    ...row,
    queue: lanes,
    heardAt: last ? last.minute * minute : null,
    ...told,
    pace,
    behindMinutes:
      told.doneAt !== null && told.doneAt > row.ends ? Math.round((told.doneAt - row.ends) / minute) : null,
  }
}

const board = question({
  name: 'point-board',
  summary: {
    zh: '采样点看板：已采、速度、排队、预计完成',
    en: 'The points of a round: taken, pace, queues, forecast end',
  },
  params: z.strictObject({ round: z.string().max(36), within: z.string().max(25).optional() }),
  answer: boardAnswer,
  may: { roles: runners, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now }): Promise<PointBoard> {
    const { round, within = '' } = params
    // Points are public places; only those of the asker's own areas are shown with their counts, and the database
    // counts no other.
    const areas = actor.grants.filter((grant) => runners.includes(grant.role)).map((grant) => grant.area)
    const bare = (await findRows(tx, actor.tenant, round, now)).filter(
      (row) => row.area.startsWith(within) && areas.some((area) => row.area.startsWith(area)),
    )
    const since = Math.floor(now / minute) - 60
    const seen = await findSeen(tx, actor.tenant, round, since)
    return {
      rows: bare.map((row) => rowOf(row, seen, since, now)),
      conflicts: await countConflicts(tx, actor.tenant, round, within),
    }
  },
})

export const questions = [board] as const
