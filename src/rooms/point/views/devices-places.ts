// Places of rounds that are set up, with the id of the round's sealed key: of it codes and pseudonyms are made, and
// with it both end.
import type { PointEvent } from '#domain/point/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'places',
  version: 1,
  table: `create table places (
      tenant text not null, round text not null, place text not null, kind text not null,
      area text collate "C" not null, lanes integer not null, key text not null, at double precision not null,
      primary key (tenant, round, place)
    );`,
  visible: { area: 'area' },
  on: ['place-set-up'],
  async feed(tx, events) {
    for (const { tenant, event } of events) {
      if (event.type === 'place-set-up')
        await tx.query(
          `insert into places (tenant, round, place, kind, area, lanes, key, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [tenant, event.round, event.place, event.kind, event.area, event.lanes, event.key, event.at],
        )
    }
  },
})
