// What merging has found: people registered twice, tubes that cannot be, numbers told in two ways. Each is listed with
// all that is known of it until somebody has looked.
import { z } from 'zod'
import { conflicts, tubeSizes, verdicts } from '#domain/point/terms.ts'
import { question, type Tx } from '#journal/view.ts'

const sample = z.object({
  point: z.string(),
  pointName: z.string().nullable(),
  number: z.int(),
  tube: z.string(),
  household: z.string().nullable(),
  takenAt: z.number(),
  device: z.string(),
  voided: z.string().nullable(),
  record: z.string().nullable(),
})
const conflictRow = z.object({
  about: z.enum(conflicts),
  key: z.string(),
  area: z.string(),
  point: z.string(),
  /** The registered names of the person, where the desk wrote one down. */
  names: z.array(z.string()),
  samples: z.array(sample),
  size: z.union(tubeSizes.map((size) => z.literal(size))).nullable(),
  people: z.int().nullable(),
  verdict: z.enum(verdicts).nullable(),
})
export type ConflictRow = z.infer<typeof conflictRow>
type Sample = z.infer<typeof sample>

const rowsMax = 200
const columns = (of: string) =>
  `jsonb_build_object('point', ${of}.point, 'pointName', p.name, 'number', ${of}.number, 'tube', ${of}.tube, ` +
  `'household', ${of}.household, 'takenAt', ${of}.taken_at, 'device', ${of}.device, 'voided', ${of}.voided, ` +
  `'record', ${of}.record)`
const named = (of: string) =>
  `left join round_points p on p.tenant = ${of}.tenant and p.round = ${of}.round and p.point = ${of}.point`
interface Found {
  readonly key: string
  readonly area: string
  readonly point: string
  readonly samples: Sample[]
  readonly size: 1 | 10 | 20 | null
  readonly people: number | null
  readonly verdict: z.infer<typeof conflictRow>['verdict']
}

const settled = (about: string, key: string) =>
  `left join samples_settled x on x.tenant = $1 and x.round = $2 and x.about = '${about}' and x.key = ${key}`

/** Registrations of the person are counted while they stand: a voided one conflicts with nobody. */
const byPerson = `select s.subject as key, min(s.area) as area, min(s.point) as point,
    jsonb_agg(${columns('s')} order by s.taken_at, s.number) as samples, null::int as size, null::int as people,
    min(x.verdict) as verdict
  from (select distinct subject from samples where tenant = $1 and round = $2 and duplicate and area ^@ $3) d
  join samples s on s.tenant = $1 and s.round = $2
    and s.subject = d.subject ${named('s')} ${settled('person', 's.subject')}
  where ($4 or x.verdict is null)
  group by s.subject
  having count(*) filter (where s.voided is null) > 1
  order by min(s.taken_at)
  limit ${rowsMax}`
const byTube = `select t.tube as key, t.area, t.point,
    (
      select jsonb_agg(${columns('s')} order by s.taken_at, s.number)
      from (select * from samples s where s.tenant = $1 and s.round = $2 and s.tube = t.tube limit 60) s ${named('s')}
    ) as samples,
    t.size, t.people, x.verdict
  from tubes t ${settled('tube', 't.tube')}
  where t.tenant = $1 and t.round = $2 and (t.shared or t.people > t.size) and t.area ^@ $3
    and ($4 or x.verdict is null)
  order by t.first_at
  limit ${rowsMax}`
const byNumber = `select left(a.point, 8) || '.' || a.number as key, a.area, a.point,
    jsonb_build_array(
      ${columns('s')},
      jsonb_build_object(
        'point', a.point, 'pointName', p.name, 'number', a.number, 'tube', a.tube, 'household', a.household,
        'takenAt', a.taken_at, 'device', a.device, 'voided', null, 'record', null
      )
    ) as samples,
    null::int as size, null::int as people, x.verdict
  from samples_again a
  join samples s on s.tenant = $1 and s.round = $2 and s.point = a.point and s.number = a.number
    and (s.tube <> a.tube or s.subject <> a.subject) ${named('a')}
      ${settled('number', `left(a.point, 8) || '.' || a.number`)}
  where a.tenant = $1 and a.round = $2 and a.area ^@ $3 and ($4 or x.verdict is null)
  order by a.point, a.number
  limit ${rowsMax}`

async function findConflicts(
  tx: Tx,
  tenant: string,
  round: string,
  within: string,
  all: boolean,
): Promise<(Found & { about: (typeof conflicts)[number] })[]> {
  const found: (Found & { about: (typeof conflicts)[number] })[] = []
  for (const [about, query] of [
    ['person', byPerson],
    ['tube', byTube],
    ['number', byNumber],
  ] as const) {
    const { rows } = await tx.query<Found>(query, [tenant, round, within, all])
    found.push(...rows.map((row) => ({ ...row, about })))
  }
  return found
}

const list = question({
  name: 'point-conflicts',
  summary: {
    zh: '合并后的冲突：一人两管、管超员或两处、编号重复',
    en: 'Conflicts after merging: people twice, tubes that cannot be, numbers told in two ways',
  },
  params: z.strictObject({
    round: z.string().max(36),
    within: z.string().max(25).default(''),
    all: z.stringbool().default(false),
  }),
  answer: z.object({ rows: z.array(conflictRow) }),
  may: { roles: ['gridWorker', 'officer', 'dispatcher'], narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({
    persons: rows.flatMap((row) => row.samples.flatMap((one) => one.record ?? [])),
    households: rows.flatMap((row) => row.samples.flatMap((one) => one.household ?? [])),
  }),
  async ask(tx, params, { actor, vault }) {
    const { round, within, all } = params
    const rows = await findConflicts(tx, actor.tenant, round, within, all)
    const names = await vault.open<{ name?: string }>(tx, 'person', [
      ...new Set(rows.flatMap((row) => row.samples.flatMap((one) => one.record ?? []))),
    ])
    return {
      rows: rows.map((row) => ({
        ...row,
        names: [...new Set(row.samples.flatMap((one) => names.get(one.record ?? '')?.name ?? []))],
      })),
    }
  },
})

export const questions = [list] as const
