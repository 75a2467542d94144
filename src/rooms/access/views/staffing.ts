// Who holds an office where: officers, dispatchers and grid workers by area. Known to the whole county, so that
// everybody can see beforehand at which level nobody would hear a whistle.
import { idOf } from '#domain/kernel/stream.ts'
import type { AccessEvent } from '#domain/access/commands.ts'
import { viewOf } from '#journal/view.ts'

/** Roles that run musters; those of the first two hear escalations. */
const offices = ['officer', 'dispatcher', 'gridWorker']

export const view = viewOf<AccessEvent>({
  name: 'staffing',
  version: 1,
  table: `create table staffing (
      tenant text not null, area text collate "C" not null, role text not null, account text not null,
      primary key (tenant, area, role, account)
    );
    create index staffing_account on staffing (account);`,
  visible: 'tenant',
  on: ['role-granted', 'role-revoked', 'account-closed'],
  // One statement an event: offices change hands a few times a day.
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const account = idOf(stream)
      if (event.type === 'account-closed')
        await tx.query('delete from staffing where tenant = $1 and account = $2', [tenant, account])
      if (event.type === 'role-granted' && offices.includes(event.role))
        await tx.query(
          `insert into staffing (tenant, area, role, account)
           values ($1, $2, $3, $4)
           on conflict do nothing`,
          [tenant, event.area, event.role, account],
        )
      if (event.type === 'role-revoked')
        await tx.query('delete from staffing where tenant = $1 and area = $2 and role = $3 and account = $4', [
          tenant,
          event.area,
          event.role,
          account,
        ])
    }
  },
})
