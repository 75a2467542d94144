// Teams of rounds: one leads, some follow, in a grid. Who follows stands in assignments.
import { idOf } from '#domain/kernel/stream.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { numberOf, ofSeat } from '#domain/roster/terms.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<RosterEvent>({
  name: 'teams',
  version: 2,
  table: `create table teams (
      tenant text not null, round text not null, team text not null, grid text collate "C" not null,
      area text collate "C" not null, leader text, primary key (tenant, round, team)
    );
    create index teams_leader on teams (leader) where leader is not null;`,
  visible: { area: 'area', person: 'leader' },
  on: ['teams-formed', 'teams-dissolved', 'people-seated', 'people-gone', 'absences-undone'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'teams-formed') {
        await tx.query(
          `insert into teams (tenant, round, team, grid, area)
           select $1, $2, t.team, t.grid, t.grid
           from jsonb_to_recordset($3::jsonb) as t (team text, grid text)
           on conflict (tenant, round, team) do nothing`,
          [...key, JSON.stringify(event.teams)],
        )
      }
      if (event.type === 'teams-dissolved')
        await tx.query('delete from teams where tenant = $1 and round = $2 and team = any($3)', [...key, event.teams])
      // The first seat of a team leads it.
      const changes =
        event.type === 'people-seated'
          ? event.seats
              .filter((one) => one.kind === 'team' && numberOf(one.seat) === 0)
              .map((one) => [ofSeat(one.seat), one.person] as const)
          : event.type === 'absences-undone'
            ? event.back.flatMap(([seat, person, how]) =>
                how === 'seated' && numberOf(seat) === 0 ? [[ofSeat(seat), person] as const] : [],
              )
            : event.type === 'people-gone'
              ? event.gone.filter(([seat]) => numberOf(seat) === 0).map(([seat]) => [ofSeat(seat), null] as const)
              : []
      if (changes.length > 0)
        await tx.query(
          `update teams t
           set leader = c.person
           from unnest($3::text[], $4::text[]) as c (team, person)
           where t.tenant = $1 and t.round = $2 and t.team = c.team`,
          [...key, changes.map(([team]) => team), changes.map(([, person]) => person)],
        )
    }
  },
})
