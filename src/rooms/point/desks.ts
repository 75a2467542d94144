// What one phone needs to run a place with no server: the places where its person has a seat or works the desk, with
// numbers and keys. And the same for one place, for whoever runs its area.
import { z } from 'zod'
import { allowed, type Actor } from '#domain/kernel/actor.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { codeKeyOf, keyRecordOf, subjectKeyOf } from '#domain/point/keys.ts'
import { evidences, placeKinds } from '#domain/point/terms.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

export const myPlace = z.object({
  round: z.string(),
  place: z.string(),
  kind: z.enum(placeKinds),
  name: z.string(),
  area: z.string(),
  lanes: z.int(),
  starts: z.number(),
  ends: z.number(),
  roundState: z.enum(['published', 'running', 'closed', 'reported']),
  duty: z.string().nullable(),
  /** One's own attendance there. */
  inAt: z.number().nullable(),
  outAt: z.number().nullable(),
  evidence: z.enum(evidences).nullable(),
  minutes: z.int(),
  /** Works the desk: numbers issued to it, and the keys of codes and pseudonyms. */
  desk: z
    .object({
      device: z.string(),
      numbers: z.array(z.tuple([z.int(), z.int()])),
      subjectKey: z.string(),
      codeKey: z.string(),
    })
    .nullable(),
})
export type MyPlace = z.infer<typeof myPlace>

/** A place stays on the phone three days after its round ended: what it holds must still be uploaded. */
const readable = 3 * 86_400_000
const aheadMost = 3 * 86_400_000
const placesMax = 20
const numbersMax = 50

type Row = Omit<MyPlace, 'desk'> & { readonly device: Id | null; readonly numbers: [number, number][] | null }

/** `w`: (round, place, duty, starts, ends) of the places asked for. */
const placed = `select w.round, w.place, case when p.point is not null then 'point' else 'team' end as kind,
    coalesce(p.name, n.name, t.grid, '') as name, coalesce(p.area, t.grid, w.area) as area,
    coalesce(p.lanes, 1) as lanes, coalesce(w.starts, r.starts) as starts, coalesce(w.ends, r.ends) as ends,
    r.state as "roundState", w.duty, t2.in_at as "inAt", t2.out_at as "outAt", t2.evidence,
    coalesce(t2.minutes, 0) as minutes, d.device,
    (
      select jsonb_agg(jsonb_build_array(x.first, x.last) order by x.first)
      from (
        select first, last
        from ranges x
        where x.tenant = $1 and x.round = w.round and x.point = w.place and x.person = $2 and x.device = d.device
        order by first desc
        limit ${numbersMax}
      ) x
    ) as numbers
  from w
  join rounds r on r.tenant = $1 and r.round = w.round and r.state <> 'draft' and r.ends > $3 and r.starts < $4
  left join round_points p on p.tenant = $1 and p.round = w.round and p.point = w.place
  left join teams t on t.tenant = $1 and t.round = w.round and t.team = w.place
  left join areas n on n.tenant = $1 and n.area = coalesce(t.grid, w.area) and p.point is null
  left join attendance t2 on t2.tenant = $1 and t2.round = w.round and t2.person = $2
    and coalesce(t2.point, t2.team) = w.place
  left join devices d on d.tenant = $1 and d.round = w.round and d.place = w.place and d.person = $2
  order by coalesce(w.starts, r.starts), w.round, w.place
  limit ${placesMax}`

async function withKeys(tx: Tx, rows: readonly Row[], vault: VaultReader): Promise<MyPlace[]> {
  const records = await vault.open<{ key?: string }>(tx, 'person', [
    ...new Set(rows.filter((row) => row.device).map((row) => keyRecordOf(row.round))),
  ])
  return rows.map(({ device, numbers, ...row }) => {
    const key = device ? records.get(keyRecordOf(row.round))?.key : undefined
    return {
      ...row,
      desk:
        device && key
          ? { device, numbers: numbers ?? [], subjectKey: subjectKeyOf(key), codeKey: codeKeyOf(key, row.place) }
          : null,
    }
  })
}

/** In a transaction that the database narrows to the asker: their seats, their attendance, their desks. */
export async function findMyPlaces(tx: Tx, actor: Actor, now: Instant, vault: VaultReader): Promise<MyPlace[]> {
  if (!actor.person) return []
  const { rows } = await tx.query<Row>(
    `with w as (
       select distinct on (round, place) round, place, duty, starts, ends, area
       from (
         select a.round, coalesce(a.team, p.point) as place, p.duty, a.starts, a.ends, a.area
         from assignments a
         left join round_posts p on p.tenant = a.tenant and p.round = a.round and p.post = a.post
         where a.tenant = $1 and a.person = $2 and a.state in ('proposed', 'accepted') and a.ends > $3
           and coalesce(a.team, p.point) is not null
         union all select d.round, d.place, null, null, null, d.area
         from devices d
         where d.tenant = $1 and d.person = $2 and d.at > $3
         union all select t.round, coalesce(t.point, t.team), t.duty, null, null, t.area
         from attendance t
         where t.tenant = $1 and t.person = $2 and t.in_at > $3
       ) x
       order by round, place, duty nulls last, starts
     ) ${placed}`,
    [actor.tenant, actor.person, now - readable, now + aheadMost],
  )
  return withKeys(tx, rows, vault)
}

const mine = question({
  name: 'my-places',
  summary: {
    zh: '我的点位和小队：签到、取号、离线所需的密钥',
    en: 'My points and teams: attendance, numbers, and the keys to go on with no network',
  },
  params: z.strictObject({}),
  answer: z.object({ rows: z.array(myPlace) }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  ask: async (tx, _params, { actor, now, vault }) => ({ rows: await findMyPlaces(tx, actor, now, vault) }),
})

const one = question({
  name: 'place',
  summary: { zh: '一个点位或小队，供负责该地段的人开台', en: 'One point or team, for whoever runs its area' },
  params: z.strictObject({ round: z.string().max(36), place: z.string().max(36) }),
  answer: myPlace,
  may: { roles: ['gridWorker', 'officer', 'dispatcher'], self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor, now, vault }) {
    const { round, place } = params
    const { rows } = await tx.query<Row>(
      `with w as (
         select $5::text as round, $6::text as place, null::text as duty, null::float8 as starts,
           null::float8 as ends, null::text as area
       ) ${placed}`,
      [actor.tenant, actor.person ?? '', now - readable, now + aheadMost, round, place],
    )
    const found = (await withKeys(tx, rows, vault)).filter((row) => row.area)
    return found[0] &&
      (found[0].desk ||
        found[0].inAt !== null ||
        allowed({ roles: ['gridWorker', 'officer', 'dispatcher'] }, actor, { area: found[0].area }))
      ? found[0]
      : undefined
  },
})

const buildingRow = z.object({
  building: z.string(),
  name: z.string().nullable(),
  numbering: z.enum(['floors', 'entrances', 'yards']).nullable(),
  starts: z.number().nullable(),
})
const buildingsMax = 400

/** Buildings are public; which of them comes to which point hangs on their doors. */
const buildings = question({
  name: 'desk-buildings',
  summary: {
    zh: '一个点位要来的楼栋；小队则是本网格的楼栋',
    en: 'Buildings called to a point, or those of a team’s grid',
  },
  params: z.strictObject({ round: z.string().max(36), place: z.string().max(36) }),
  answer: z.object({ rows: z.array(buildingRow) }),
  may: { roles: ['gridWorker', 'officer', 'dispatcher'], self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { round, place } = params
    const { rows } = await tx.query<z.output<typeof buildingRow>>(
      `select b.building, a.name, a.numbering, b.starts
       from (
         select building, starts
         from round_slots
         where tenant = $1 and round = $2 and point = $3
         union select n.area, null
         from (
           select area
           from round_points
           where tenant = $1 and round = $2 and point = $3
           union select area
           from assignments
           where tenant = $1 and round = $2 and team = $3
         ) w
         join areas n on n.tenant = $1 and n.level = 'building' and n.area ^@ w.area
           and not exists (select from round_slots s where s.tenant = $1 and s.round = $2 and s.point = $3)
       ) b
       left join areas a on a.tenant = $1 and a.area = b.building
       order by b.starts, b.building
       limit ${buildingsMax}`,
      [actor.tenant, round, place],
    )
    return { rows }
  },
})

export const questions = [mine, one, buildings] as const
