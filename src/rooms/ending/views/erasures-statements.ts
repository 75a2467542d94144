// Statements of what was destroyed, in order: each stands in the log and can be proved to anybody.
import type { EndingEvent } from '#domain/ending/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<EndingEvent>({
  name: 'destructions',
  version: 1,
  table: `create table destructions (
      tenant text not null, statement text not null, about text not null, what text not null, records bigint not null,
      digest text not null, before double precision, at double precision not null, primary key (tenant, statement)
    );
    create index destructions_what on destructions (about, what, at desc);`,
  visible: 'tenant',
  on: ['destruction-stated'],
  async feed(tx, events) {
    for (const { tenant, stream, event, at, command } of events) {
      if (event.type === 'destruction-stated')
        await tx.query(
          `insert into destructions (tenant, statement, about, what, records, digest, before, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [tenant, command, stream, event.what, event.records, event.digest, event.before ?? null, at],
        )
    }
  },
})
