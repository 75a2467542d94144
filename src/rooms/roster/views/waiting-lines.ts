// How many wait for a team or post, without who they are: so that a seat that is theirs is offered to nobody else.
import { idOf } from '#domain/kernel/stream.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { ofSeat } from '#domain/roster/terms.ts'
import { viewOf, type Recorded } from '#journal/view.ts'

/** Stands for the person in one line alone, and says nothing elsewhere. */
const mark = `md5($2 || w.part || w.person)`

function leftBy(event: RosterEvent): readonly (readonly [part: string, person: string])[] {
  if (event.type === 'people-seated') return event.seats.map((one) => [ofSeat(one.seat), one.person])
  return event.type === 'person-stepped-back' ? [[event.of, event.person]] : []
}

export const view = viewOf<RosterEvent>({
  name: 'lines',
  version: 1,
  table: `create table lines (
      tenant text not null, round text not null, part text not null, mark text not null,
      primary key (tenant, round, part, mark)
    );`,
  visible: 'tenant',
  on: ['person-waits', 'person-stepped-back', 'people-seated'],
  async feed(tx, events: readonly Recorded<RosterEvent>[]) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'person-waits')
        await tx.query(
          `insert into lines (tenant, round, part, mark)
           select $1, $2, w.part, ${mark}
           from (select $3::text as part, $4::text as person) w
           on conflict do nothing`,
          [...key, event.of, event.person],
        )
      const left = leftBy(event)
      if (left.length > 0)
        await tx.query(
          `delete from lines l
           using unnest($3::text[], $4::text[]) as w (part, person)
           where l.tenant = $1 and l.round = $2 and l.part = w.part and l.mark = ${mark}`,
          [...key, left.map(([part]) => part), left.map(([, person]) => person)],
        )
    }
  },
})
