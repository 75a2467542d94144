// The log's leaves, numbered in the journal's order: what the Merkle tree grows over. A leaf is a commitment and says
// nothing by itself.
import type { DossierEvent } from '#domain/dossier/commands.ts'
import { leafEvents } from '#domain/dossier/terms.ts'
import type { EndingEvent } from '#domain/ending/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

/** Every event that states something carries the leaf of its statement, base64 of 32 bytes. */
type Leafed = Extract<DossierEvent | EndingEvent, { readonly leaf: string }>

export const view = viewOf<Leafed>({
  name: 'log_leaves',
  version: 1,
  // `statement` is the id of the command that made it; its opening, as long as it is not destroyed, is sealed under the
  // same id.
  table: `create table log_leaves (
      tenant text not null, number bigint not null, sequence bigint not null, statement text not null,
      leaf bytea not null, primary key (tenant, number)
    );
    create index log_leaves_statement on log_leaves (statement);`,
  visible: 'tenant',
  on: leafEvents,
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      await tx.query(
        `insert into log_leaves (tenant, number, sequence, statement, leaf)
         select $1, (select coalesce(max(number) + 1, 0) from log_leaves where tenant = $1) + n - 1, sequence,
           statement, decode(leaf, 'base64')
         from unnest($2::bigint[], $3::text[], $4::text[]) with ordinality as r (sequence, statement, leaf, n)`,
        [tenant, own.map((one) => one.sequence), own.map((one) => one.command), own.map((one) => one.event.leaf)],
      )
    }
  },
})
