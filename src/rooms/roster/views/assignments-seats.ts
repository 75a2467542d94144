// Which seats of a round are held, without by whom: so that everybody can see where hands are lacking, and offer to
// swap without learning names.
import { idOf } from '#domain/kernel/stream.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<RosterEvent>({
  name: 'seats',
  version: 2,
  table: `create table seats (
      tenant text not null, round text not null, seat text not null, part text not null, kind text not null,
      area text collate "C" not null, starts double precision not null, ends double precision not null,
      held boolean not null, locked boolean not null, primary key (tenant, round, seat)
    );
    create index seats_part on seats (round, part) where held;`,
  visible: 'tenant',
  on: ['people-seated', 'people-gone', 'absences-undone', 'seats-locked'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'people-seated') {
        await tx.query(
          `insert into seats (tenant, round, seat, part, kind, area, starts, ends, held, locked)
           select $1, $2, s.seat, left(s.seat, 36), s.kind, s.area, s.starts, s.ends, true, false
           from jsonb_to_recordset($3::jsonb) as s (seat text, kind text, area text, starts float8, ends float8)
           on conflict (tenant, round, seat)
           do update set kind = excluded.kind, area = excluded.area, starts = excluded.starts, ends = excluded.ends,
             held = true, locked = false`,
          [
            ...key,
            JSON.stringify(
              event.seats.map(({ seat, kind, area, starts, ends }) => ({ seat, kind, area, starts, ends })),
            ),
          ],
        )
      }
      if (event.type === 'people-gone')
        await tx.query(
          `update seats
           set held = false, locked = false
           where tenant = $1 and round = $2 and seat = any($3)`,
          [...key, event.gone.map(([seat]) => seat)],
        )
      if (event.type === 'absences-undone')
        await tx.query(
          `update seats
           set held = true
           where tenant = $1 and round = $2 and seat = any($3)`,
          [...key, event.back.flatMap(([seat, , how]) => (how === 'seated' ? [seat] : []))],
        )
      if (event.type === 'seats-locked')
        await tx.query(
          `update seats
           set locked = $4
           where tenant = $1 and round = $2 and held and seat = any($3)`,
          [...key, event.seats, event.locked],
        )
    }
  },
})
