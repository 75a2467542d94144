// Who waits in line for a team or post, first come first: the line moves by itself when a seat falls open.
import { idOf } from '#domain/kernel/stream.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { ofSeat } from '#domain/roster/terms.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<RosterEvent>({
  name: 'waiting',
  version: 1,
  table: `create table waiting (
      tenant text not null, round text not null, part text not null, person text not null, kind text not null,
      area text collate "C" not null, since double precision not null, primary key (tenant, round, part, person)
    );
    create index waiting_person on waiting (tenant, person);`,
  visible: { area: 'area', person: 'person' },
  on: ['person-waits', 'person-stepped-back', 'people-seated'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'person-waits')
        await tx.query(
          `insert into waiting (tenant, round, part, person, kind, area, since)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict do nothing`,
          [...key, event.of, event.person, event.kind, event.area, event.at],
        )
      if (event.type === 'person-stepped-back')
        await tx.query('delete from waiting where tenant = $1 and round = $2 and part = $3 and person = $4', [
          ...key,
          event.of,
          event.person,
        ])
      if (event.type === 'people-seated') {
        await tx.query(
          `delete from waiting w
           using unnest($3::text[], $4::text[]) as s (part, person)
           where w.tenant = $1 and w.round = $2 and w.part = s.part and w.person = s.person`,
          [...key, event.seats.map((one) => ofSeat(one.seat)), event.seats.map((one) => one.person)],
        )
      }
    }
  },
})
