// Conflicts of a round that a person has looked at, and what they said.
import type { PointEvent } from '#domain/point/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'samples_settled',
  version: 1,
  table: `create table samples_settled (
      tenant text not null, round text not null, about text not null, key text not null,
      area text collate "C" not null, verdict text not null, by text not null, at double precision not null,
      primary key (tenant, round, about, key)
    );`,
  visible: { area: 'area' },
  on: ['conflict-settled'],
  async feed(tx, events) {
    for (const { tenant, event, by } of events) {
      if (event.type !== 'conflict-settled') continue
      await tx.query(
        `insert into samples_settled (tenant, round, about, key, area, verdict, by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant, round, about, key)
         do update set verdict = excluded.verdict, by = excluded.by, at = excluded.at`,
        [tenant, event.round, event.about, event.key, event.area, event.verdict, by, event.at],
      )
    }
  },
})
