// Links that wait to be used, by their digest: what a token is looked up by before it is used. Whether it still is
// good, the account's own stream says.
import type { AccessEvent } from '#domain/access/commands.ts'
import { byTenant, type Recorded, type View } from '#journal/view.ts'

export const view: View = {
  name: 'links',
  version: 1,
  table: `create table links (
      tenant text not null, account text not null, digest text not null, until bigint not null,
      primary key (tenant, account, digest)
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
    for (const [tenant, own] of byTenant(events)) {
      // What each account has left: null empties it first.
      const left = new Map<string, { emptied: boolean; gone: Set<string>; held: Map<string, number> }>()
      for (const { stream, event } of own as Recorded<AccessEvent>[]) {
        if (event.type === 'role-granted' && event.role === 'volunteer') continue
        const account = stream.slice('account/'.length)
        const one = left.get(account) ?? { emptied: false, gone: new Set<string>(), held: new Map<string, number>() }
        left.set(account, one)
        if (event.type === 'link-offered' || event.type === 'person-invited') one.held.set(event.digest, event.until)
        else if (event.type === 'link-used') {
          one.gone.add(event.digest)
          one.held.delete(event.digest)
        } else {
          one.emptied = true
          one.held.clear()
        }
      }
      const emptied = [...left].filter(([, one]) => one.emptied).map(([account]) => account)
      if (emptied.length > 0)
        await tx.query('delete from links where tenant = $1 and account = any($2)', [tenant, emptied])
      const gone = [...left].flatMap(([account, one]) => [...one.gone].map((digest) => [account, digest]))
      if (gone.length > 0)
        await tx.query(
          `delete from links l
           using unnest($2::text[], $3::text[]) as c (account, digest)
           where l.tenant = $1 and l.account = c.account and l.digest = c.digest`,
          [tenant, gone.map(([account]) => account), gone.map(([, digest]) => digest)],
        )
      const held = [...left].flatMap(([account, one]) =>
        [...one.held].map(([digest, until]) => ({ account, digest, until })),
      )
      if (held.length > 0)
        await tx.query(
          `insert into links (tenant, account, digest, until)
           select $1, *
           from unnest($2::text[], $3::text[], $4::bigint[])
           on conflict do nothing`,
          [tenant, held.map((one) => one.account), held.map((one) => one.digest), held.map((one) => one.until)],
        )
    }
  },
}
