// Column mappings that offices chose to keep, found again by the headings of their lists.
import { idOf } from '#domain/kernel/stream.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

export const view = viewOf<Extract<RegistryEvent, { type: 'mapping-kept' }>>({
  name: 'mappings',
  version: 1,
  table: `create table mappings (
      tenant text not null, area text collate "C" not null, kind text not null, heads text not null,
      columns jsonb not null, primary key (tenant, area, kind, heads)
    );`,
  visible: { area: 'area' },
  on: ['mapping-kept'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = new Map(
        own.map(({ stream, event }) => [`${stream} ${event.kind} ${event.heads}`, { area: idOf(stream), ...event }]),
      )
      const kept = [...rows.values()]
      await tx.query(
        `insert into mappings (tenant, area, kind, heads, columns)
         select $1, area, kind, heads, columns::jsonb
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as kept (area, kind, heads, columns)
         on conflict (tenant, area, kind, heads)
         do update set columns = excluded.columns`,
        [
          tenant,
          kept.map((row) => row.area),
          kept.map((row) => row.kind),
          kept.map((row) => row.heads),
          kept.map((row) => JSON.stringify(row.columns)),
        ],
      )
    }
  },
})
