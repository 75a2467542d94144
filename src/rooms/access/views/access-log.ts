// Who looked at whom: the auditor asks for an area, everybody for themselves. The table is a fixed one (migration
// 0010); it is only added to.
import { z } from 'zod'
import { lookKindNames, lookKinds } from '#domain/access/looks.ts'
import { roles, type Actor } from '#domain/kernel/actor.ts'
import { codeLength, isArea, levelOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'

const pageMax = 500
export const logRow = z.object({
  number: z.number(),
  at: z.number(),
  /** Who looked, and their name; both empty where nobody was known. */
  account: z.string(),
  name: z.string(),
  what: z.string(),
  roles: z.array(z.string()),
  area: z.string(),
  unit: z.string().nullable(),
  /** How many were shown. */
  persons: z.int(),
  households: z.int(),
  /** The address that asked. */
  source: z.string(),
  hash: z.string(),
})
export type AccessLogRow = z.infer<typeof logRow>

export const logFilter = {
  /** An area that was asked about, or a household that was shown. */
  within: z.string().refine(isArea).optional(),
  account: z.string().max(40).optional(),
  /** Who was shown. */
  person: z.string().max(40).optional(),
  kind: z.enum(lookKindNames).optional(),
  what: z.string().max(60).optional(),
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
}
const logParams = z.strictObject({
  ...logFilter,
  /** Rows before this number: the page after the last. */
  before: z.coerce.number().int().min(1).optional(),
})
export type LogSought = z.infer<typeof logParams>

export const auditing = { roles: ['auditor'], narrowed: true } as const
export const auditsOf = (actor: Actor) =>
  actor.grants.filter((grant) => grant.role === 'auditor').map((grant) => grant.area)

/** A household is also shown where all doors of its building are. */
const doorsOf = (within: string | undefined) =>
  within === undefined || levelOf(within) !== 'household' ? null : [within, within.slice(0, codeLength.building)]

/** Counts of what the rows that continue one name besides. */
const counted = (column: 'persons' | 'households') =>
  `(cardinality(l.${column}) + case when l.more = 0 then 0 else coalesce(
     (
       select sum(cardinality(c.${column}))
       from access_log c
       where c.tenant = l.tenant and c.continues = l.number
     ),
     0
   ) end)::int`

/** Newest first; what is found in a row that continues another is shown as that other. */
export async function findLogRows(
  tx: Tx,
  actor: Actor,
  sought: LogSought,
  max: number,
  vault: VaultReader,
): Promise<AccessLogRow[]> {
  const { within, account, person, kind, what, before, from, until } = sought
  const doors = doorsOf(within)
  const { rows } = await tx.query<Omit<AccessLogRow, 'name'>>(
    `select l.number::float8 as number, l.at::float8 as at, l.account, l.roles, l.what, l.area, l.unit,
       ${counted('persons')} as persons, ${counted('households')} as households, l.source,
       encode(l.hash, 'hex') as hash
     from access_log l
     where l.tenant = $1 and l.continues is null and l.area ^@ any ($2::text[])
       and ($3::text is null or l.account = $3) and ($4::text[] is null or l.what = any($4)
         or ($13 and (l.what ^@ 'refused:' or l.what ^@ 'refused-order:')))
       and ($5::text is null or l.what = $5) and ($6::bigint is null or l.number < $6)
       and ($7::bigint is null or l.at >= $7) and ($8::bigint is null or l.at < $8)
       and ($9::text is null or l.number in (
         select coalesce(c.continues, c.number)
         from access_log c
         where c.tenant = $1 and c.persons @> array[$9::text]
       ))
       and ($10::text is null or l.area ^@ $10 or exists (select from unnest(l.households) h where h ^@ $10))
       and ($11::text[] is null or l.number in (
         select coalesce(c.continues, c.number)
         from access_log c
         where c.tenant = $1 and c.households && $11::text[]
       ))
     order by l.number desc
     limit $12`,
    [
      actor.tenant,
      auditsOf(actor),
      account ?? null,
      kind === undefined ? null : lookKinds[kind],
      what ?? null,
      before ?? null,
      from ?? null,
      until ?? null,
      person ?? null,
      doors ? null : (within ?? null),
      doors,
      max,
      kind === 'refused',
    ],
  )
  const names = await vault.open<{ name: string }>(tx, 'person', [
    ...new Set(rows.map((one) => one.account).filter((id) => id !== '')),
  ])
  return rows.map((one) => ({ ...one, name: names.get(one.account)?.name ?? '' }))
}

const log = question({
  name: 'access-log',
  summary: { zh: '访问记录：谁在什么时候看了谁的资料', en: 'Access log: who looked at whom, and when' },
  params: logParams,
  answer: z.object({
    rows: z.array(logRow),
    before: z.number().nullable(),
    /** What the persons of the filter are called. */
    sought: z.object({ person: z.string().nullable(), account: z.string().nullable() }),
  }),
  may: auditing,
  target: () => ({}),
  // The auditor's own looking is looking too.
  shows: ({ rows }, { person, account }) => ({
    persons: [person ?? '', account ?? '', ...rows.map((row) => row.account)].filter(Boolean),
  }),
  async ask(tx, asked, { actor, vault }) {
    const rows = await findLogRows(tx, actor, asked, pageMax + 1, vault)
    const page = rows.slice(0, pageMax)
    const { person, account } = asked
    const ids = [person, account].filter((id) => id !== undefined)
    const names = await vault.open<{ name: string }>(tx, 'person', ids)
    const nameOf = (id: Id | undefined) => (id && names.get(id)?.name) ?? null
    return {
      rows: page,
      before: rows.length > pageMax ? page[page.length - 1].number : null,
      sought: { person: nameOf(person), account: nameOf(account) },
    }
  },
})

const looksParams = z.strictObject({ before: z.coerce.number().int().min(1).optional() })

const looks = question({
  name: 'looks',
  summary: { zh: '谁看过我的资料', en: 'Who looked at what is held about me' },
  params: looksParams,
  answer: z.object({
    rows: z.array(z.object({ at: z.number(), what: z.string(), roles: z.array(z.string()), mine: z.boolean() })),
    before: z.number().nullable(),
  }),
  may: { roles: roles.filter((role) => role !== 'system'), self: true, narrowed: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, asked, { actor }) {
    if (!actor.person) return { rows: [], before: null }
    // By what office, not by what name: the person learns that the community looked, the auditor learns who it was.
    const { rows } = await tx.query<{ number: number; at: number; what: string; account: Id; roles: string[] }>(
      `select number::float8 as number, at::float8 as at, what, account, roles
       from access_log
       where tenant = $1 and persons @> array[$2::text] and ($3::bigint is null or number < $3)
       order by access_log.number desc
       limit $4`,
      [actor.tenant, actor.person, asked.before ?? null, pageMax + 1],
    )
    const page = rows.slice(0, pageMax)
    return {
      rows: page.map(({ at, what, account, roles: held }) => ({
        at,
        what,
        roles: held,
        mine: account === actor.person,
      })),
      before: rows.length > pageMax ? page[page.length - 1].number : null,
    }
  },
})

export const questions = [log, looks] as const
