// What ends when: the personal data of each closed operation, with its day, and what was destroyed since.
import { idOf } from '#domain/kernel/stream.ts'
import type { EndingEvent } from '#domain/ending/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<EndingEvent>({
  name: 'erasures',
  version: 2,
  table: `create table erasures (
      tenant text not null, operation text not null, what text not null, area text collate "C" not null,
      started_at double precision not null, ends_at double precision not null, destroyed_at double precision,
      records bigint, ordered_at double precision, primary key (tenant, operation, what)
    );
    create index erasures_due on erasures (ends_at) where destroyed_at is null;`,
  visible: 'tenant',
  on: ['ending-started', 'end-moved', 'end-called-off', 'destruction-stated'],
  async feed(tx, events) {
    for (const { tenant, stream, event, at } of events) {
      const operation = idOf(stream)
      if (event.type === 'ending-started') {
        await tx.query(
          `insert into erasures (tenant, operation, what, area, started_at, ends_at)
           select $1, $2, what, $3, $4, ends
           from unnest($5::text[], $6::float8[]) as r (what, ends)`,
          [tenant, operation, event.area, at, event.ends.map((one) => one.what), event.ends.map((one) => one.at)],
        )
      }
      if (event.type === 'end-moved' || event.type === 'end-called-off')
        await tx.query(
          `update erasures
           set ends_at = $4, ordered_at = $5
           where tenant = $1 and operation = $2 and what = $3`,
          [tenant, operation, event.what, event.end, event.type === 'end-moved' ? at : null],
        )
      if (event.type === 'destruction-stated')
        await tx.query(
          `update erasures
           set destroyed_at = $4, records = $5
           where tenant = $1 and operation = $2 and what = $3`,
          [tenant, operation, event.what, at, event.records],
        )
    }
  },
})
