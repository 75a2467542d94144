// Points of rounds: where people are sampled, vaccinated, gathered; public places by name.
import { idOf } from '#domain/kernel/stream.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<OperationEvent>({
  name: 'round_points',
  version: 1,
  table: `create table round_points (
      tenant text not null, round text not null, point text not null, area text collate "C" not null,
      name text not null, lng double precision not null, lat double precision not null, lanes integer not null,
      open boolean not null, primary key (tenant, round, point)
    );`,
  visible: 'tenant',
  on: ['points-put', 'points-removed', 'round-dropped'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'points-put') {
        await tx.query(
          `insert into round_points (tenant, round, point, area, name, lng, lat, lanes, open)
           select distinct on (p.point) $1, $2, p.point, p.area, p.name, (p.place->>0)::float8, (p.place->>1)::float8,
             p.lanes, p.open
           from jsonb_to_recordset($3::jsonb) as p (
             point text, area text, name text, place jsonb, lanes integer, open boolean
           )
           on conflict (tenant, round, point)
           do update set area = excluded.area, name = excluded.name, lng = excluded.lng, lat = excluded.lat,
             lanes = excluded.lanes, open = excluded.open`,
          [...key, JSON.stringify(event.points)],
        )
      }
      if (event.type === 'points-removed')
        await tx.query('delete from round_points where tenant = $1 and round = $2 and point = any($3)', [
          ...key,
          event.points,
        ])
      if (event.type === 'round-dropped')
        await tx.query('delete from round_points where tenant = $1 and round = $2', key)
    }
  },
})
