// Numbers told a second time with another content: two phones with one range, or a book copied and changed. What was
// told first stands; this stands beside it until somebody has looked.
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

export const view = viewOf<PointEvent>({
  name: 'samples_again',
  version: 1,
  table: `create table samples_again (
      tenant text not null, round text not null, point text not null, number integer not null, tube text not null,
      subject text not null, area text collate "C" not null, device text not null, household text collate "C",
      taken_at double precision not null, times integer not null,
      primary key (tenant, round, point, number, tube, subject)
    );`,
  visible: { area: 'area' },
  on: ['samples-taken'],
  // Everything told again is kept; whether it differs from what stands is seen when it is asked, for no view reads
  // another's table while it is fed.
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = own.flatMap(({ event }) =>
        event.type === 'samples-taken' ? (event.again ?? []).map((person) => ({ event, person })) : [],
      )
      if (rows.length === 0) continue
      await tx.query(
        `insert into samples_again as a (
           tenant, round, point, number, tube, subject, area, device, household, taken_at, times
         )
         select $1, r.round, r.point, r.number, r.tube, r.subject, min(r.area), min(r.device), min(r.household),
           min(r.taken_at), count(*)
         from unnest(
           $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
           $10::float8[]
         ) as r (round, point, number, tube, subject, area, device, household, taken_at)
         group by r.round, r.point, r.number, r.tube, r.subject
         on conflict (tenant, round, point, number, tube, subject)
         do update set times = a.times + excluded.times`,
        [
          tenant,
          rows.map(({ event }) => event.round),
          rows.map(({ event }) => event.point),
          rows.map(({ person }) => person[0]),
          rows.map(({ event, person }) => event.tubes[person[1]][0]),
          rows.map(({ person }) => person[2]),
          rows.map(({ event }) => event.area),
          rows.map(({ event }) => event.device),
          rows.map(({ person }) => person[4] || null),
          rows.map(({ event, person }) => event.from + person[3] * 1000),
        ],
      )
    }
  },
})
