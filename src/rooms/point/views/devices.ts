// Who works which place's desk in each round, on which device; and the places that are set up, with the id of their
// sealed key.
import type { PointEvent } from '#domain/point/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'devices',
  version: 1,
  table: `create table devices (
      tenant text not null, round text not null, place text not null, person text not null,
      area text collate "C" not null, device text not null, at double precision not null,
      primary key (tenant, round, place, person)
    );
    create index devices_person on devices (tenant, person, at);`,
  visible: { area: 'area', person: 'person' },
  on: ['numbers-issued', 'desk-joined'],
  async feed(tx, events) {
    for (const { tenant, event } of events) {
      if ((event.type !== 'numbers-issued' && event.type !== 'desk-joined') || event.person === undefined) continue
      await tx.query(
        `insert into devices (tenant, round, place, person, area, device, at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant, round, place, person)
         do update set device = excluded.device, at = excluded.at`,
        [tenant, event.round, event.point, event.person, event.area, event.device, event.at],
      )
    }
  },
})
