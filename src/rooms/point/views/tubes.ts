// Tubes of each round: how many people are in each, and which were told of in a way that cannot be: beyond their size,
// at two points, in two sizes.
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'
import { peopleOf } from './samples.ts'

export const view = viewOf<PointEvent>({
  name: 'tubes',
  version: 1,
  table: `create table tubes (
      tenant text not null, round text not null, tube text not null, point text not null,
      area text collate "C" not null, size smallint not null, people integer not null,
      first_at double precision not null, last_at double precision not null, device text not null,
      shared boolean not null, primary key (tenant, round, tube)
    ) with (fillfactor = 90);
    create index tubes_wrong on tubes (tenant, round, area) where shared or people > size;`,
  visible: { area: 'area' },
  on: ['samples-taken'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = new Map<
        string,
        {
          round: string
          tube: string
          point: string
          area: string
          size: number
          people: number
          first: number
          last: number
          device: string
          shared: boolean
        }
      >()
      for (const { event, person } of peopleOf(own)) {
        const [tube, size] = event.tubes[person[1]]
        const at = event.from + person[3] * 1000
        const row = rows.get(`${event.round} ${tube}`)
        if (row)
          Object.assign(row, {
            people: row.people + 1,
            first: Math.min(row.first, at),
            last: Math.max(row.last, at),
            shared: row.shared || row.point !== event.point || row.size !== size || row.device !== event.device,
          })
        else
          rows.set(`${event.round} ${tube}`, {
            round: event.round,
            tube,
            point: event.point,
            area: event.area,
            size,
            people: 1,
            first: at,
            last: at,
            device: event.device,
            shared: false,
          })
      }
      const all = [...rows.values()]
      if (all.length > 0)
        await tx.query(
          `insert into tubes as t (tenant, round, tube, point, area, size, people, first_at, last_at, device, shared)
           select $1, *
           from unnest(
             $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::int[], $8::float8[], $9::float8[],
             $10::text[], $11::bool[]
           )
           on conflict (tenant, round, tube)
           do update set people = t.people + excluded.people, first_at = least(t.first_at, excluded.first_at),
             last_at = greatest(t.last_at, excluded.last_at),
             shared = t.shared or excluded.shared or t.point <> excluded.point or t.size <> excluded.size
               or t.device <> excluded.device`,
          [
            tenant,
            all.map((row) => row.round),
            all.map((row) => row.tube),
            all.map((row) => row.point),
            all.map((row) => row.area),
            all.map((row) => row.size),
            all.map((row) => row.people),
            all.map((row) => row.first),
            all.map((row) => row.last),
            all.map((row) => row.device),
            all.map((row) => row.shared),
          ],
        )
    }
  },
})
