// Look-backs as they stand: what is looked back at, where, by how many teams, with which seed and layers. Their titles
// are sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { OversightEvent } from '#domain/oversight/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<OversightEvent>({
  name: 'look_backs',
  version: 1,
  table: `create table look_backs (
      tenant text not null, look_back text not null, area text collate "C" not null, kind text not null, round text,
      words text not null, teams integer not null, seed text not null, strata jsonb not null, drawn integer not null,
      starts double precision not null, ends double precision not null, state text not null,
      opened_at double precision not null, closed_at double precision, account text not null,
      primary key (tenant, look_back)
    );
    create index look_backs_area on look_backs (tenant, area, opened_at desc);`,
  visible: { area: 'area' },
  on: ['look-back-opened', 'look-back-closed'],
  // One statement an event: a county looks back some times a week.
  async feed(tx, events) {
    for (const { tenant, stream, event, at, by } of events) {
      const id = idOf(stream)
      if (event.type === 'look-back-opened') {
        await tx.query(
          `insert into look_backs (
             tenant, look_back, area, kind, round, words, teams, seed, strata, drawn, starts, ends, state, opened_at,
             account
           )
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14)`,
          [
            tenant,
            id,
            event.area,
            event.kind,
            event.round ?? null,
            event.words,
            event.teams,
            event.seed,
            JSON.stringify(event.strata),
            event.strata.reduce((sum, one) => sum + one.drawn, 0),
            event.from,
            event.until,
            at,
            by,
          ],
        )
      }
      if (event.type === 'look-back-closed')
        await tx.query(
          `update look_backs
           set state = 'closed', closed_at = $3
           where tenant = $1 and look_back = $2`,
          [tenant, id, at],
        )
    }
  },
})
