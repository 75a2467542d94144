// Grants: which account holds which role for which area, or for which unit. Read at each log-in and whenever it
// changes.
import { idOf } from '#domain/kernel/stream.ts'
import type { AccessEvent } from '#domain/access/commands.ts'
import { byTenant, type Recorded, viewOf } from '#journal/view.ts'

interface Row {
  account: string
  role: string
  area: string
  unit: string
}

export const view = viewOf<AccessEvent>({
  name: 'grants',
  version: 1,
  // An empty unit rather than none: it is part of the key.
  table: `create table grants (
      tenant text not null, account text not null, role text not null, area text collate "C" not null,
      unit text not null, primary key (tenant, account, role, area, unit)
    );
    create index grants_role on grants (role);`,
  visible: { area: 'area', person: 'account', unit: 'unit' },
  on: ['role-granted', 'role-revoked', 'account-closed'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const { closed, gone, held } = fold(own)
      if (closed.length > 0)
        await tx.query('delete from grants where tenant = $1 and account = any($2)', [tenant, closed])
      if (gone.length > 0) {
        await tx.query(
          `delete from grants g
           using unnest($2::text[], $3::text[], $4::text[], $5::text[]) as c (account, role, area, unit)
           where g.tenant = $1 and g.account = c.account and g.role = c.role and g.area = c.area and g.unit = c.unit`,
          [tenant, ...columns(gone)],
        )
      }
      if (held.length > 0)
        await tx.query(
          `insert into grants (tenant, account, role, area, unit)
           select $1, *
           from unnest($2::text[], $3::text[], $4::text[], $5::text[])
           on conflict do nothing`,
          [tenant, ...columns(held)],
        )
    }
  },
})

const columns = (rows: readonly Row[]) => [
  rows.map((row) => row.account),
  rows.map((row) => row.role),
  rows.map((row) => row.area),
  rows.map((row) => row.unit),
]

/** What the batch leaves behind: accounts emptied first, then grants gone, then grants held. */
function fold(events: readonly Recorded<AccessEvent>[]): { closed: string[]; gone: Row[]; held: Row[] } {
  const closed = new Set<string>()
  const last = new Map<string, { row: Row; held: boolean }>()
  for (const { stream, event } of events) {
    const account = idOf(stream)
    if (event.type === 'account-closed') {
      closed.add(account)
      for (const [key, { row }] of last) if (row.account === account) last.delete(key)
    }
    if (event.type !== 'role-granted' && event.type !== 'role-revoked') continue
    const row = { account, role: event.role, area: event.area, unit: event.unit ?? '' }
    last.set(JSON.stringify(row), { row, held: event.type === 'role-granted' })
  }
  const all = [...last.values()]
  return {
    closed: [...closed],
    gone: all.filter(({ held }) => !held).map(({ row }) => row),
    held: all.filter(({ held }) => held).map(({ row }) => row),
  }
}
