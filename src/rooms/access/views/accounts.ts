// Accounts: whose, since when, what they have to log in with. No password, secret or link stands here, only whether
// there is one.
import { z } from 'zod'
import { grantableRoles } from '#domain/access/terms.ts'
import type { AccessEvent } from '#domain/access/commands.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { byTenant, question, type Recorded, type Tx, viewOf } from '#journal/view.ts'

interface Change {
  area?: string
  unit?: Id | null
  state?: 'invited' | 'open' | 'closed'
  openedAt?: number
  password?: Id | null
  factor?: Id | null
  offered?: Id | null
  revokedAt?: number
  invitedUntil?: number | null
}

function change(event: AccessEvent, at: number, row: Change): Change {
  switch (event.type) {
    case 'account-opened':
      return { ...row, area: event.area, unit: event.unit ?? null, state: 'open', openedAt: at, invitedUntil: null }
    // A closed account's sessions are void, and opened again it begins with nothing.
    case 'account-closed':
      return { ...row, state: 'closed', password: null, factor: null, offered: null, revokedAt: at, invitedUntil: null }
    case 'person-invited':
      return { ...row, area: event.area, state: 'invited', invitedUntil: event.until }
    case 'password-set':
      return { ...row, password: event.credential }
    case 'second-factor-offered':
      return { ...row, offered: event.credential }
    case 'second-factor-dropped':
      return { ...row, factor: null, offered: null }
    case 'sessions-revoked':
      return { ...row, revokedAt: event.at }
    default:
      return row
  }
}

export const view = viewOf<AccessEvent>({
  name: 'accounts',
  version: 1,
  table: `create table accounts (
      tenant text not null, account text not null, area text collate "C" not null, unit text, state text not null,
      opened_at bigint, invited_until bigint, password text, factor text, offered text,
      revoked_at bigint not null default 0, primary key (tenant, account)
    );
    create index accounts_area on accounts (area);`,
  visible: { area: 'area', person: 'account', unit: 'unit' },
  on: [
    'account-opened',
    'account-closed',
    'person-invited',
    'password-set',
    'second-factor-offered',
    'second-factor-confirmed',
    'second-factor-dropped',
    'sessions-revoked',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      for (const batch of runs(own)) {
        if (batch[0].event.type === 'second-factor-confirmed') {
          await tx.query(
            `update accounts
             set factor = offered, offered = null
             where tenant = $1 and account = any($2)`,
            [tenant, batch.map(accountOf)],
          )
          continue
        }
        const rows = new Map<Id, Change>()
        for (const recorded of batch)
          rows.set(accountOf(recorded), change(recorded.event, recorded.at, rows.get(accountOf(recorded)) ?? {}))
        await write(tx, tenant, [...rows])
      }
    }
  },
})

const accountOf = (recorded: Recorded) => idOf(recorded.stream)

/** Cuts at confirmations, which take what stands in the table and so must come in their order. */
function runs(events: readonly Recorded<AccessEvent>[]): Recorded<AccessEvent>[][] {
  const all: Recorded<AccessEvent>[][] = []
  let confirming: boolean | undefined
  for (const recorded of events) {
    const now = recorded.event.type === 'second-factor-confirmed'
    if (now !== confirming) all.push([])
    confirming = now
    all[all.length - 1].push(recorded)
  }
  return all
}

/** A column set to null is told apart from one left alone by the mask beside it. */
async function write(tx: Tx, tenant: string, rows: readonly [Id, Change][]): Promise<void> {
  const column = <K extends keyof Change>(key: K) => rows.map(([, row]) => row[key] ?? null)
  const given = (key: keyof Change) => rows.map(([, row]) => row[key] !== undefined)
  await tx.query(
    `insert into accounts (
       tenant, account, area, unit, state, opened_at, invited_until, password, factor, offered, revoked_at
     )
     select $1, c.account, coalesce(c.area, k.area), case when c.has_unit then c.unit else k.unit end,
       coalesce(c.state, k.state), coalesce(c.opened_at, k.opened_at),
       case when c.has_until then c.invited_until else k.invited_until end,
       case when c.has_password then c.password else k.password end,
       case when c.has_factor then c.factor else k.factor end,
       case when c.has_offered then c.offered else k.offered end, coalesce(c.revoked_at, k.revoked_at, 0)
     from unnest(
       $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::bigint[], $8::bigint[], $9::boolean[],
       $10::text[], $11::boolean[], $12::text[], $13::boolean[], $14::text[], $15::boolean[], $16::bigint[]
     ) as c (
       account, area, unit, has_unit, state, opened_at, invited_until, has_until, password, has_password, factor,
       has_factor, offered, has_offered, revoked_at
     )
     left join accounts k on k.tenant = $1 and k.account = c.account
     on conflict (tenant, account)
     do update set area = excluded.area, unit = excluded.unit, state = excluded.state, opened_at = excluded.opened_at,
       invited_until = excluded.invited_until, password = excluded.password, factor = excluded.factor,
       offered = excluded.offered, revoked_at = excluded.revoked_at`,
    [
      tenant,
      rows.map(([account]) => account),
      column('area'),
      column('unit'),
      given('unit'),
      column('state'),
      column('openedAt'),
      column('invitedUntil'),
      given('invitedUntil'),
      column('password'),
      given('password'),
      column('factor'),
      given('factor'),
      column('offered'),
      given('offered'),
      column('revokedAt'),
    ],
  )
}

const accountRow = z.object({
  account: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  area: z.string(),
  areaName: z.string().nullable(),
  unit: z.string().nullable(),
  state: z.enum(['invited', 'open', 'closed']),
  openedAt: z.number().nullable(),
  invitedUntil: z.number().nullable(),
  password: z.boolean(),
  secondFactor: z.boolean(),
  grants: z.array(
    z.object({
      role: z.enum(grantableRoles),
      area: z.string(),
      areaName: z.string().nullable(),
      unit: z.string().nullable(),
      unitName: z.string().nullable(),
    }),
  ),
})
export type AccountRow = z.infer<typeof accountRow>

/** A page of accounts: 1,590 members and their offices fit in one. */
const pageMax = 2_000
const params = z.strictObject({
  within: z.string().max(25).optional(),
  account: z.string().optional(),
  role: z.enum(grantableRoles).optional(),
  state: z.enum(['invited', 'open', 'closed']).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).optional(),
})

const list = question({
  name: 'accounts',
  summary: {
    zh: '账号：谁、在哪里、持有哪些角色、是否已设密码与第二因素',
    en: 'Accounts: whose, where, with which roles, and whether a password and a second factor are set',
  },
  params,
  answer: z.object({ rows: z.array(accountRow), after: z.string().nullable() }),
  may: { roles: ['administrator', 'security', 'auditor', 'officer', 'dispatcher', 'liaison'], narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map((row) => row.account) }),
  async ask(tx, asked, { actor, vault }) {
    const limit = asked.limit ?? pageMax
    const { rows } = await tx.query<Omit<AccountRow, 'name' | 'phone'>>(
      `select a.account, a.area, h.name as "areaName", a.unit, a.state, a.opened_at::float8 as "openedAt",
         a.invited_until::float8 as "invitedUntil", a.password is not null as password,
         a.factor is not null as "secondFactor",
         coalesce(
           (
             select jsonb_agg(
               jsonb_build_object(
                 'role', g.role, 'area', g.area, 'areaName', ga.name, 'unit', nullif(g.unit, ''), 'unitName', gu.name
               ) order by g.role,
               g.area, g.unit
             )
             from grants g
             left join areas ga on ga.tenant = g.tenant and ga.area = g.area
             left join units gu on gu.tenant = g.tenant and gu.unit = g.unit
             where g.tenant = a.tenant and g.account = a.account
           ),
           '[]'
         ) as grants
       from accounts a
       left join areas h on h.tenant = a.tenant and h.area = a.area
       where a.tenant = $1 and ($2::text is null or a.area >= $2 and a.area < $2 || '~')
         and ($3::text is null or a.account = $3) and ($4::text is null or a.state = $4)
         and (
           $5::text is null
             or exists (select 1 from grants g where g.tenant = a.tenant and g.account = a.account and g.role = $5)
         )
         and ($6::text is null or a.account > $6)
       order by a.account
       limit $7`,
      [
        actor.tenant,
        asked.within ?? null,
        asked.account ?? null,
        asked.state ?? null,
        asked.role ?? null,
        asked.after ?? null,
        limit + 1,
      ],
    )
    const page = rows.slice(0, limit)
    const bodies = await vault.open<{ name: string; phone?: string }>(
      tx,
      'person',
      page.map((row) => row.account),
    )
    return {
      rows: page.map((row) => ({
        ...row,
        name: bodies.get(row.account)?.name ?? '',
        phone: bodies.get(row.account)?.phone ?? null,
      })),
      after: rows.length > limit ? page[page.length - 1].account : null,
    }
  },
})

export const questions = [list] as const
