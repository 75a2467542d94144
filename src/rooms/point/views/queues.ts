// How many wait in each lane, as counted by tap; the whole day, so that a forecast has a past.
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'queues',
  version: 1,
  table: `create table queues (
      tenant text not null, round text not null, point text not null, lane smallint not null,
      at double precision not null, area text collate "C" not null, length integer not null,
      primary key (tenant, round, point, lane, at)
    );`,
  visible: { area: 'area' },
  on: ['queue-counted'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      // Two counts of one lane at one moment: the later told stands.
      const rows = new Map(
        own.flatMap(({ event }) =>
          event.type === 'queue-counted'
            ? [[`${event.round} ${event.point} ${event.lane} ${event.at}`, event] as const]
            : [],
        ),
      )
      const all = [...rows.values()]
      await tx.query(
        `insert into queues (tenant, round, point, lane, at, area, length)
         select $1, *
         from unnest($2::text[], $3::text[], $4::smallint[], $5::float8[], $6::text[], $7::int[])
         on conflict (tenant, round, point, lane, at)
         do update set length = excluded.length`,
        [
          tenant,
          all.map((one) => one.round),
          all.map((one) => one.point),
          all.map((one) => one.lane),
          all.map((one) => one.at),
          all.map((one) => one.area),
          all.map((one) => one.length),
        ],
      )
    }
  },
})
