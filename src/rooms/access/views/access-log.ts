// Who looked at whom: the auditor asks for an area, everybody for themselves. The table is a fixed one (migration
// 0010); it is only added to.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { question } from '#journal/view.ts'

const pageMax = 500
const row = z.object({
  number: z.number(),
  at: z.number(),
  account: z.string(),
  name: z.string(),
  what: z.string(),
  roles: z.array(z.string()),
  area: z.string(),
  unit: z.string().nullable(),
  persons: z.array(z.string()),
  more: z.number(),
  hash: z.string(),
})
export type AccessLogRow = z.infer<typeof row>
const answer = z.object({ rows: z.array(row), before: z.number().nullable() })

const logParams = z.strictObject({
  within: z.string().max(25).optional(),
  account: z.string().optional(),
  person: z.string().optional(),
  what: z.string().max(60).optional(),
  /** Lines before this number: the page after the last. */
  before: z.coerce.number().int().min(1).optional(),
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
})

const log = question({
  name: 'access-log',
  summary: { zh: '访问记录：谁在什么时候看了谁的资料', en: 'Access log: who looked at whom, and when' },
  params: logParams,
  answer,
  may: { roles: ['auditor'], narrowed: true },
  target: () => ({}),
  // The auditor's own looking is looking too.
  personal: true,
  async ask(tx, asked, { actor, vault }) {
    const audits = actor.grants.filter((grant) => grant.role === 'auditor').map((grant) => grant.area)
    const { rows } = await tx.query<Omit<AccessLogRow, 'name'>>(
      `select number::float8 as number, at::float8 as at, account, roles, what, area, unit, persons, more,
         encode(hash, 'hex') as hash
       from access_log
       where tenant = $1 and area ^@ any ($2::text[]) and ($3::text is null or area ^@ $3)
         and ($4::text is null or account = $4) and ($5::text is null or persons @> array[$5::text])
         and ($6::text is null or what = $6) and ($7::bigint is null or number < $7)
         and ($8::bigint is null or at >= $8) and ($9::bigint is null or at < $9)
       order by access_log.number desc
       limit $10`,
      [
        actor.tenant,
        audits,
        asked.within ?? null,
        asked.account ?? null,
        asked.person ?? null,
        asked.what ?? null,
        asked.before ?? null,
        asked.from ?? null,
        asked.until ?? null,
        pageMax + 1,
      ],
    )
    const page = rows.slice(0, pageMax)
    const names = await vault.open<{ name: string }>(tx, 'person', [
      ...new Set(page.map((one) => one.account).filter((id) => id !== '')),
    ])
    return {
      rows: page.map((one) => ({ ...one, name: names.get(one.account)?.name ?? '' })),
      before: rows.length > pageMax ? page[page.length - 1].number : null,
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
