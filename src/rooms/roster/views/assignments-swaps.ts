// Offers to change seats that wait for their answer, a row for each of the two. An offer about a seat whose holder
// changed is void.
import { idOf } from '#domain/kernel/stream.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<RosterEvent>({
  name: 'swaps',
  version: 1,
  table: `create table swaps (
      tenant text not null, swap text not null, person text not null, round text not null, seat text not null,
      other_seat text not null, offered boolean not null, until double precision not null,
      primary key (tenant, swap, person)
    );
    create index swaps_round on swaps (tenant, round);
    create index swaps_person on swaps (tenant, person);`,
  // Neither learns from it who the other is.
  visible: { person: 'person' },
  on: ['swap-offered', 'swap-answered', 'people-seated', 'people-gone'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const round = idOf(stream)
      if (event.type === 'swap-offered') {
        await tx.query(
          `insert into swaps (tenant, swap, person, round, seat, other_seat, offered, until)
           values ($1, $2, $3, $4, $5, $6, true, $8), ($1, $2, $7, $4, $6, $5, false, $8)`,
          [tenant, event.swap, event.person, round, event.seat, event.withSeat, event.withPerson, event.until],
        )
      }
      if (event.type === 'swap-answered')
        await tx.query('delete from swaps where tenant = $1 and swap = $2', [tenant, event.swap])
      const changed =
        event.type === 'people-seated'
          ? event.seats.map((one) => one.seat)
          : event.type === 'people-gone'
            ? event.gone.map(([seat]) => seat)
            : []
      if (changed.length > 0)
        await tx.query(
          `delete from swaps
           where tenant = $1 and round = $2 and (seat = any($3) or other_seat = any($3))`,
          [tenant, round, changed],
        )
    }
  },
})
