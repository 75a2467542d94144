// What witnesses signed: one row a checkpoint and witness, whole in itself, so that a proof can carry it.
import type { DossierEvent } from '#domain/dossier/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<DossierEvent>({
  name: 'cosignatures',
  version: 1,
  table: `create table cosignatures (
      tenant text not null, size bigint not null, name text not null, key text not null, seconds bigint not null,
      signature text not null, primary key (tenant, size, name, key)
    );`,
  visible: 'tenant',
  on: ['checkpoint-cosigned'],
  async feed(tx, events) {
    for (const { tenant, event } of events) {
      if (event.type === 'checkpoint-cosigned')
        await tx.query(
          `insert into cosignatures (tenant, size, name, key, seconds, signature)
           values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
          [tenant, event.size, event.name, event.key, event.seconds, event.signature],
        )
    }
  },
})
