// Who witnesses the log, with the public key each signs with, and how far each has signed.
import { idOf } from '#domain/kernel/stream.ts'
import type { DossierEvent } from '#domain/dossier/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<DossierEvent>({
  name: 'witnesses',
  version: 1,
  // `witness`: a unit's id or an area's code.
  table: `create table witnesses (
      tenant text not null, witness text not null, name text not null, key text, since double precision not null,
      size bigint not null, seconds bigint, primary key (tenant, witness)
    );`,
  visible: 'tenant',
  on: ['witness-enrolled', 'witness-retired', 'checkpoint-cosigned'],
  // One statement an event: a witness signs some times a day.
  async feed(tx, events) {
    for (const { tenant, stream, event, at } of events) {
      const witness = idOf(stream)
      if (event.type === 'witness-enrolled') {
        await tx.query(
          `insert into witnesses (tenant, witness, name, key, since, size)
           values ($1, $2, $3, $4, $5, 0)
           on conflict (tenant, witness)
           do update set name = excluded.name, key = excluded.key, since = excluded.since, size = 0, seconds = null`,
          [tenant, witness, event.name, event.key, at],
        )
      }
      if (event.type === 'witness-retired')
        await tx.query('update witnesses set key = null where tenant = $1 and witness = $2', [tenant, witness])
      if (event.type === 'checkpoint-cosigned')
        await tx.query('update witnesses set size = $3, seconds = $4 where tenant = $1 and witness = $2', [
          tenant,
          witness,
          event.size,
          event.seconds,
        ])
    }
  },
})
