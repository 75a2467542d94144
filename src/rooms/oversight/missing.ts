// Who has not registered, not served, not come, not been visited: as counts for areas, as names only for those who
// answer for them. In the order of their homes: nobody is ranked.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { codeLength, levelBelow, doorOf, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import { eachAsIs } from '#journal/shown.ts'
import { question } from '#journal/view.ts'

/** Those who look at an area as a whole. */
const lookers: readonly Role[] = ['officer', 'dispatcher', 'supervisor', 'gridWorker', 'administrator', 'auditor']
/** Those who answer for its people and may call them. */
const answering: readonly Role[] = ['officer', 'dispatcher', 'supervisor']
const rowsMax = 2_000
/** A reminder is shown so long. */
const saidMs = 7 * 86_400_000

export const missingAbouts = ['register', 'serve', 'come', 'visit'] as const
type About = (typeof missingAbouts)[number]
const areaCode = z.string().regex(/^\d{6}(\d{3}(\d{3}(-\d{2})?)?)?$/)
const params = z.strictObject({ area: areaCode, about: z.enum(missingAbouts), round: z.string().max(40).optional() })

/** Everybody meant, and whether they are missing. $1 county, $2 area, $3 round, $4 now. */
const meant: Readonly<Record<About, string>> = {
  register: `select person as subject, home as at, unit, community is null as missing
    from hands
    where tenant = $1 and active and home ^@ $2`,
  serve: `select person as subject, home as at, unit, times_served = 0 as missing
    from hands
    where tenant = $1 and active and home ^@ $2`,
  come: `select a.person as subject, min(a.area) as at, null::text as unit,
      not bool_or(t.person is not null) as missing
    from assignments a
    left join attendance t on t.tenant = a.tenant and t.round = a.round and t.person = a.person
    where a.tenant = $1 and a.round = $3 and a.area ^@ $2 and a.state in ('proposed', 'accepted', 'absent')
      and a.starts <= $4
    group by a.person`,
  visit: `select v.household as subject, v.household as at, null::text as unit,
      not bool_or(coalesce(d.state, '') = 'done') as missing
    from round_visits v
    left join door_visits d on d.tenant = v.tenant and d.round = v.round and d.household = v.household
    where v.tenant = $1 and v.round = $3 and v.household ^@ $2
    group by v.household`,
}
const parameters =
  '($1::text is not null and $2::text is not null and ($3::text is null or true) and $4::float8 is not null)'

const counts = question({
  name: 'missing-counts',
  summary: {
    zh: '回头看：各区域未报到、未服务、未到岗、未上门的数，共多少',
    en: 'Looking back: how many of each area have not registered, served, come, or been visited',
  },
  params,
  answer: z.object({
    area: z.string(),
    total: z.object({ missing: z.int(), of: z.int() }),
    rows: z.array(z.object({ area: z.string(), name: z.string(), missing: z.int(), of: z.int() })),
  }),
  may: { roles: lookers },
  target: (given) => ({ area: given.area }),
  shows: 'nobody',
  async ask(tx, given, { actor, now }) {
    const { area, about, round } = given
    const length = codeLength[levelBelow(area)]
    const { rows } = await tx.query<{ area: AreaId; name: string; missing: number; of: number }>(
      `select c.area, coalesce(n.name, c.area) as name, c.missing, c.of
       from (
         select left(at, ${length}) as area, count(*) filter (where missing)::int as missing, count(*)::int as of
         from (${meant[about]}) m
         where ${parameters}
         group by 1
       ) c
       left join areas n on n.tenant = $1 and n.area = c.area
       order by c.area`,
      [actor.tenant, area, round ?? null, now],
    )
    return {
      area,
      total: {
        missing: rows.reduce((sum, row) => sum + row.missing, 0),
        of: rows.reduce((sum, row) => sum + row.of, 0),
      },
      rows,
    }
  },
})

export const missingAnswer = z.object({
  rows: z.array(
    z.object({
      subject: z.string(),
      kind: z.enum(['person', 'household']),
      area: z.string(),
      areaName: z.string().nullable(),
      name: z.string(),
      phone: z.string().nullable(),
      unitName: z.string().nullable(),
      urgedAt: z.number().nullable(),
      urgedTimes: z.int(),
    }),
  ),
  more: z.boolean(),
})
export type MissingAnswer = DeepReadonly<z.infer<typeof missingAnswer>>

export const people = question({
  name: 'missing-people',
  summary: {
    zh: '回头看名单：谁还没有报到、服务、到岗，哪户还没有上门；供负责的人联系和督促',
    en: 'Who has not registered, served or come, and which doors have not been visited: for those who answer for them',
  },
  params: params.extend({ after: z.string().max(80).optional() }),
  answer: missingAnswer,
  may: { roles: answering },
  target: (given) => ({ area: given.area }),
  shows: ({ rows }) => eachAsIs(rows.map((row) => row.subject)),
  async ask(tx, given, { actor, now, vault }): Promise<MissingAnswer> {
    const { area, about, round, after } = given
    const kind = about === 'visit' ? 'household' : 'person'
    const named = about === 'visit' ? 'building' : 'community'
    const { rows } = await tx.query<{
      subject: Id
      at: AreaId
      areaName: string | null
      unitName: string | null
      urgedAt: number | null
      times: number
    }>(
      `select m.subject, m.at, n.name as "areaName", u.name as "unitName", g.urged_at as "urgedAt",
         coalesce(g.times, 0) as times
       from (${meant[about]}) m
       left join areas n on n.tenant = $1 and n.area = left(m.at, ${codeLength[named]})
       left join units u on u.tenant = $1 and u.unit = m.unit
       left join urgings g on g.tenant = $1 and g.person = m.subject
       where m.missing and ${parameters} and ($5::text is null or (m.at || ' ' || m.subject) > $5)
       order by m.at || ' ' || m.subject
       limit ${rowsMax + 1}`,
      [actor.tenant, area, round ?? null, now, after ?? null],
    )
    const shown = rows.slice(0, rowsMax)
    const bodies =
      kind === 'person'
        ? await vault.open<{ name: string; phone?: string }>(
            tx,
            'person',
            shown.map((row) => row.subject),
          )
        : new Map()
    return {
      rows: shown.map((row) => ({
        subject: row.subject,
        kind,
        area: row.at,
        areaName: row.areaName,
        name: kind === 'person' ? (bodies.get(row.subject)?.name ?? '') : doorOf(row.subject),
        phone: bodies.get(row.subject)?.phone ?? null,
        unitName: row.unitName,
        urgedAt: row.urgedAt,
        urgedTimes: row.times,
      })),
      more: rows.length > rowsMax,
    }
  },
})

const urgingRow = z.object({ about: z.string(), times: z.int(), urgedAt: z.number() })

const mine = question({
  name: 'my-urgings',
  summary: { zh: '对我的督促：请我做什么、何时说的', en: 'What I was urged to do, and when' },
  params: z.strictObject({}),
  answer: z.object({ rows: z.array(urgingRow) }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor, now }) {
    // What has been done since, and what is old, is not said again.
    const { rows } = await tx.query<z.output<typeof urgingRow>>(
      `select u.about, u.times, u.urged_at as "urgedAt"
       from urgings u
       join hands h on h.tenant = u.tenant and h.person = u.person
       where u.tenant = $1 and u.person = $2 and u.urged_at > $3 and (u.about <> 'register' or h.community is null)
         and (u.about <> 'serve' or h.times_served = 0)`,
      [actor.tenant, actor.person ?? '', now - saidMs],
    )
    return { rows }
  },
})

export const questions = [counts, people, mine] as const
