// Links by their digest: what a token is looked up by before it is used, and for some minutes after, by the page that
// used it. Whether it still is good, the account's own stream says.
import type { AccessEvent } from '#domain/access/commands.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { byTenant, type Recorded, type Tx, viewOf } from '#journal/view.ts'

interface Held {
  readonly until: number
  readonly usedAt?: number
  readonly nonce?: string
}

interface Used {
  readonly digest: string
  readonly at: number
  readonly nonce: string
}

/** What becomes of one account's links: first emptied or not, then spent, used, and offered. */
interface Left {
  emptied: boolean
  readonly gone: Set<string>
  readonly held: Map<string, Held>
  used?: Used
}

/** Of the links that were used the last one alone is kept. */
function use(one: Left, used: Used): void {
  if (one.used && one.used.digest !== used.digest) one.gone.add(one.used.digest)
  for (const [digest, held] of one.held) if (held.usedAt !== undefined) one.held.delete(digest)
  const held = one.held.get(used.digest)
  if (held) one.held.set(used.digest, { ...held, usedAt: used.at, nonce: used.nonce })
  one.used = used
}

function fold(events: readonly Recorded<AccessEvent>[]): Map<Id, Left> {
  const left = new Map<Id, Left>()
  for (const { stream, event, at } of events) {
    if (event.type === 'role-granted' && event.role === 'volunteer') continue
    const account = idOf(stream)
    const one: Left = left.get(account) ?? { emptied: false, gone: new Set(), held: new Map() }
    left.set(account, one)
    if (event.type === 'link-offered' || event.type === 'person-invited')
      one.held.set(event.digest, { until: event.until })
    else if ((event.type === 'link-used' || event.type === 'invitation-accepted') && event.nonce && event.digest)
      use(one, { digest: event.digest, at, nonce: event.nonce })
    else if (event.type === 'link-used') {
      one.gone.add(event.digest)
      one.held.delete(event.digest)
    } else {
      one.emptied = true
      one.held.clear()
      one.used = undefined
    }
  }
  return left
}

async function write(tx: Tx, tenant: string, left: ReadonlyMap<Id, Left>): Promise<void> {
  const emptied = [...left].filter(([, one]) => one.emptied).map(([account]) => account)
  if (emptied.length > 0) await tx.query('delete from links where tenant = $1 and account = any($2)', [tenant, emptied])
  const gone = [...left].flatMap(([account, one]) => [...one.gone].map((digest) => [account, digest]))
  if (gone.length > 0)
    await tx.query(
      `delete from links l
       using unnest($2::text[], $3::text[]) as c (account, digest)
       where l.tenant = $1 and l.account = c.account and l.digest = c.digest`,
      [tenant, gone.map(([account]) => account), gone.map(([, digest]) => digest)],
    )
  const used = [...left].flatMap(([account, one]) => (one.used ? [{ account, ...one.used }] : []))
  if (used.length > 0) {
    const accounts = used.map((one) => one.account)
    await tx.query('delete from links where tenant = $1 and account = any($2) and used_at is not null', [
      tenant,
      accounts,
    ])
    await tx.query(
      `update links l
       set used_at = c.at, nonce = c.nonce
       from unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) as c (account, digest, at, nonce)
       where l.tenant = $1 and l.account = c.account and l.digest = c.digest`,
      [tenant, accounts, used.map((one) => one.digest), used.map((one) => one.at), used.map((one) => one.nonce)],
    )
  }
  const held = [...left].flatMap(([account, one]) =>
    [...one.held].map(([digest, row]) => ({ account, digest, ...row })),
  )
  if (held.length > 0)
    await tx.query(
      `insert into links (tenant, account, digest, until, used_at, nonce)
       select $1, *
       from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
       on conflict do nothing`,
      [
        tenant,
        held.map((one) => one.account),
        held.map((one) => one.digest),
        held.map((one) => one.until),
        held.map((one) => one.usedAt ?? null),
        held.map((one) => one.nonce ?? null),
      ],
    )
}

export const view = viewOf<AccessEvent>({
  name: 'links',
  version: 2,
  table: `create table links (
      tenant text not null, account text not null, digest text not null, until bigint not null, used_at bigint,
      nonce text, primary key (tenant, account, digest)
    );`,
  visible: { person: 'account' },
  on: [
    'link-offered',
    'link-used',
    'person-invited',
    'invitation-accepted',
    'sessions-revoked',
    'role-granted',
    'account-closed',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) await write(tx, tenant, fold(own))
  },
})
