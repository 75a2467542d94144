// Numbers issued beforehand: to which device, at whose asking. What a device has not brought back is seen from here.
import type { PointEvent } from '#domain/point/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'ranges',
  version: 1,
  table: `create table ranges (
      tenant text not null, round text not null, point text not null, first integer not null, last integer not null,
      area text collate "C" not null, device text not null, person text, at double precision not null,
      primary key (tenant, round, point, first)
    );`,
  visible: { area: 'area', person: 'person' },
  on: ['numbers-issued'],
  async feed(tx, events) {
    for (const { tenant, event } of events) {
      if (event.type !== 'numbers-issued') continue
      await tx.query(
        `insert into ranges (tenant, round, point, first, last, area, device, person, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          tenant,
          event.round,
          event.point,
          event.first,
          event.last,
          event.area,
          event.device,
          event.person ?? null,
          event.at,
        ],
      )
    }
  },
})
