// Who was urged to what, when last and how often: read by the person themselves and by those who answer for their area.
import type { OversightEvent } from '#domain/oversight/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

export const view = viewOf<Extract<OversightEvent, { type: 'person-urged' }>>({
  name: 'urgings',
  version: 1,
  table: `create table urgings (
      tenant text not null, person text not null, area text collate "C" not null, about text not null,
      times integer not null, urged_at double precision not null, primary key (tenant, person)
    );`,
  visible: { area: 'area', person: 'person' },
  on: ['person-urged'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const last = [...new Map(own.map(({ event }) => [event.person, event])).values()]
      await tx.query(
        `insert into urgings (tenant, person, area, about, times, urged_at)
         select $1, *
         from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::float8[])
         on conflict (tenant, person)
         do update set area = excluded.area, about = excluded.about, times = excluded.times,
           urged_at = excluded.urged_at`,
        [
          tenant,
          last.map((one) => one.person),
          last.map((one) => one.area),
          last.map((one) => one.about),
          last.map((one) => one.times),
          last.map((one) => one.at),
        ],
      )
    }
  },
})
