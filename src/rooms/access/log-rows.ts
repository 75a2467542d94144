// One row of the access log opened: whom and which doors it showed, by name. And the person whom an auditor means by a
// name or a number, without a list of everybody. Both are looks themselves.
import { z } from 'zod'
import { codeLength, doorOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { phoneOf, phoneSpellings } from '#domain/kernel/phone.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { auditing, auditsOf, findLogRows, logRow } from './views/access-log.ts'

/** Names on one page of a row. */
const namesMax = 200
const found = z.object({ person: z.string(), name: z.string(), areaName: z.string().nullable() })

async function named(tx: Tx, tenant: string, persons: readonly Id[], vault: VaultReader) {
  const { rows } = await tx.query<{ person: Id; areaName: string | null }>(
    `select p.person, a.name as "areaName"
     from persons p
     left join areas a on a.tenant = p.tenant and a.area = left(p.home, ${codeLength.community})
     where p.tenant = $1 and p.person = any($2)`,
    [tenant, persons],
  )
  const homes = new Map(rows.map((row) => [row.person, row.areaName]))
  const bodies = await vault.open<{ name?: string }>(tx, 'person', persons)
  // Destroyed since, a name is empty: that it was shown still stands.
  return persons.map((person) => ({
    person,
    name: bodies.get(person)?.name ?? '',
    areaName: homes.get(person) ?? null,
  }))
}

async function placed(tx: Tx, tenant: string, households: readonly string[]) {
  const { rows } = await tx.query<{ area: string; name: string | null; around: string | null }>(
    `select b.area, b.name, c.name as around
     from areas b
     left join areas c on c.tenant = b.tenant and c.area = left(b.area, ${codeLength.community})
     where b.tenant = $1 and b.area = any($2)`,
    [tenant, [...new Set(households.map((household) => household.slice(0, codeLength.building)))]],
  )
  const known = new Map(rows.map((row) => [row.area, row]))
  return households.map((household) => {
    const building = known.get(household.slice(0, codeLength.building))
    return {
      household,
      areaName: building?.around ?? null,
      building: building?.name ?? null,
      door: household.length > codeLength.building ? doorOf(household) : null,
    }
  })
}

const opened = question({
  name: 'access-log-row',
  summary: {
    zh: '打开一条访问记录：看到了哪些人、哪些户',
    en: 'One row of the access log: which persons and households it showed',
  },
  params: z.strictObject({
    number: z.coerce.number().int().min(1),
    after: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({
    row: logRow,
    persons: z.array(found),
    households: z.array(
      z.object({
        household: z.string(),
        areaName: z.string().nullable(),
        building: z.string().nullable(),
        /** Null where the building is meant, with all its doors. */
        door: z.string().nullable(),
      }),
    ),
    /** Hand it back for those after these. */
    after: z.number().nullable(),
    /** Shown, and not written down by name: in rows of before every one was. */
    unnamed: z.int(),
  }),
  may: auditing,
  target: () => ({}),
  shows: ({ row, persons }) => ({
    persons: [...persons.map(({ person }) => person), ...(row.account === '' ? [] : [row.account])],
  }),
  async ask(tx, { number, after }, { actor, vault }) {
    const [row] = await findLogRows(tx, actor, { before: number + 1, from: 0 }, 1, vault)
    if (row?.number !== number) return undefined
    const { rows: ids } = await tx.query<{ id: string; household: boolean; of: number; unnamed: number }>(
      `with r as (
         select number, persons, households, more
         from access_log
         where tenant = $1 and (number = $2 or continues = $2) and area ^@ any ($3::text[])
       ),
       named as (
         select number, at, id, false as household
         from r, unnest(persons) with ordinality as p (id, at)
         union all select number, at, id, true
         from r, unnest(households) with ordinality as h (id, at)
       )
       select id, household, count(*) over ()::int as of,
         ((select sum(more) from r) - count(*) filter (where number <> $2) over ())::int as unnamed
       from named
       order by household, number, at
       offset $4
       limit ${namesMax}`,
      [actor.tenant, number, auditsOf(actor), after],
    )
    const until = after + ids.length
    return {
      row,
      persons: await named(
        tx,
        actor.tenant,
        ids.filter((one) => !one.household).map((one) => one.id),
        vault,
      ),
      households: await placed(
        tx,
        actor.tenant,
        ids.filter((one) => one.household).map((one) => one.id),
      ),
      after: ids.length > 0 && until < ids[0].of ? until : null,
      unnamed: Math.max(0, ids[0]?.unnamed ?? 0),
    }
  },
})

const whomMax = 50

const whom = question({
  name: 'access-log-whom',
  summary: {
    zh: '查“谁看过某人”：按整个姓名或手机号找这个人',
    en: 'For “who saw X”: finds X by a whole name or number',
  },
  params: z.strictObject({ query: z.string().trim().min(1).max(40) }),
  inBody: ['query'],
  answer: z.object({ rows: z.array(found) }),
  may: auditing,
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map(({ person }) => person) }),
  async ask(tx, { query }, { actor, vault }) {
    const text = query.normalize('NFKC').replace(/\s/g, '')
    const phone = phoneOf(query)
    const phones = phone === undefined ? [] : phoneSpellings(phone).map((one) => `phone:${one}`)
    const ids = [...(await vault.find(tx, 'person', [`name:${text}`, ...phones])).values()].flat()
    // Persons whom the database shows this auditor, and nobody else.
    const { rows } = await tx.query<{ person: Id }>(
      `select person
       from persons
       where tenant = $1 and person = any($2) and home ^@ any ($3::text[])
       order by person
       limit ${whomMax}`,
      [actor.tenant, ids, auditsOf(actor)],
    )
    return {
      rows: await named(
        tx,
        actor.tenant,
        rows.map((row) => row.person),
        vault,
      ),
    }
  },
})

export const questions = [opened, whom] as const
