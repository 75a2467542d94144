// Who sits where in each round, who sat there before, and why: every assignment carries its reasons.
import { idOf } from '#domain/kernel/stream.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import type { RosterEvent } from '#domain/roster/commands.ts'
import { numberOf, ofSeat } from '#domain/roster/terms.ts'
import { type Tx, viewOf } from '#journal/view.ts'
import { reachRows, withSteps } from '../../reach.ts'

/** What of a round's layout moves the places where people stand. */
type PlaceEvent = Extract<OperationEvent, { type: 'points-put' | 'posts-put' }>

async function seat(
  tx: Tx,
  key: readonly string[],
  event: Extract<RosterEvent, { type: 'people-seated' }>,
): Promise<void> {
  await tx.query(
    `insert into assignments (
       tenant, round, seat, person, kind, team, post, area, state, locked, starts, ends, reasons, cause, seated_at,
       changed_at, taken_up
     )
     select $1, $2, s.seat, s.person, s.kind, case when s.kind = 'team' then left(s.seat, 36) end,
       case when s.kind = 'post' then left(s.seat, 36) end, s.area, s.state, false, s.starts, s.ends, s.reasons, $4,
       $5, $5, s.state = 'accepted'
     from jsonb_to_recordset($3::jsonb) as s (
       seat text, person text, kind text, area text, state text, starts float8, ends float8, reasons jsonb
     )
     on conflict (tenant, round, seat, person)
     do update set kind = excluded.kind, team = excluded.team, post = excluded.post, area = excluded.area,
       state = excluded.state, locked = false, starts = excluded.starts, ends = excluded.ends,
       reasons = excluded.reasons, cause = excluded.cause, seated_at = excluded.seated_at,
       changed_at = excluded.changed_at, leader = null, told = '[]',
       taken_up = excluded.taken_up, moved_at = null`,
    [...key, JSON.stringify(event.seats), event.cause, event.at],
  )
  await nameLeaders(
    tx,
    key,
    event.seats.filter((one) => one.kind === 'team').map((one) => ofSeat(one.seat)),
  )
}

/** Everybody of a team sees who leads it, without seeing the others. */
async function nameLeaders(tx: Tx, key: readonly string[], teams: readonly string[]): Promise<void> {
  if (teams.length === 0) return
  await tx.query(
    `update assignments a
     set leader = l.person
     from (
       select w.team,
         (
           select x.person
           from assignments x
           where x.tenant = $1 and x.round = $2 and x.seat = w.team || '.0' and x.state in ('proposed', 'accepted')
         ) as person
       from (select distinct unnest($3::text[]) as team) w
     ) l
     where a.tenant = $1 and a.round = $2 and a.team = l.team and a.leader is distinct from l.person`,
    [...key, teams],
  )
}

/** Marked absent by mistake: there after all, or replaced and blamed for nothing. */
async function putRight(
  tx: Tx,
  key: readonly string[],
  event: Extract<RosterEvent, { type: 'absences-undone' }>,
): Promise<void> {
  await tx.query(
    `update assignments a
     set state = case b.how when 'seated' then 'accepted' else 'released' end, changed_at = $6
     from unnest($3::text[], $4::text[], $5::text[]) as b (seat, person, how)
     where a.tenant = $1 and a.round = $2 and a.seat = b.seat and a.person = b.person`,
    [
      ...key,
      event.back.map(([one]) => one),
      event.back.map(([, person]) => person),
      event.back.map(([, , how]) => how),
      event.at,
    ],
  )
  await nameLeaders(
    tx,
    key,
    event.back.filter(([one]) => numberOf(one) === 0).map(([one]) => ofSeat(one)),
  )
}

/** Of a seat held or asked for, or of one that is theirs no more. */
async function tell(
  tx: Tx,
  key: readonly string[],
  event: Extract<RosterEvent, { type: 'seats-told' }>,
): Promise<void> {
  await tx.query(
    `update assignments a
     set told = ${withSteps('a.told')}
     from jsonb_to_recordset($3::jsonb) as r (who text, steps jsonb)
     where a.tenant = $1 and a.round = $2 and a.person = r.who and (a.state = 'released') = ($4 = 'unseated')`,
    [...key, reachRows(event.reached, event.about, event.at), event.about],
  )
}

/** Whoever holds a post that moved is told of it anew, whatever they were told before. */
async function move(tx: Tx, key: readonly string[], posts: readonly string[], at: number): Promise<void> {
  await tx.query(
    `update assignments
     set moved_at = $4,
       told = coalesce(
         (select jsonb_agg(t) from jsonb_array_elements(told) t where t->>'about' <> 'moved'),
         '[]'
       )
     where tenant = $1 and round = $2 and post = any($3) and state in ('proposed', 'accepted')`,
    [...key, posts, at],
  )
}

export const view = viewOf<RosterEvent | PlaceEvent>({
  name: 'assignments',
  version: 4,
  table: `create table assignments (
      tenant text not null, round text not null, seat text not null, person text not null, kind text not null,
      team text, post text, area text collate "C" not null, state text not null, locked boolean not null,
      starts double precision not null, ends double precision not null, reasons jsonb not null, leader text,
      cause text not null, seated_at double precision not null, changed_at double precision not null,
      told jsonb not null default '[]', taken_up boolean not null default false, moved_at double precision,
      primary key (tenant, round, seat, person)
    );
    create index assignments_person on assignments (person, starts);
    create index assignments_team on assignments (round, team) where team is not null;`,
  visible: { area: 'area', person: 'person' },
  on: [
    'people-seated',
    'people-gone',
    'absences-undone',
    'seats-locked',
    'seat-taken-up',
    'seats-told',
    'points-put',
    'posts-put',
  ],
  // One statement or two an event: a plan of 1,590 is one event, an answer another.
  async feed(tx, events) {
    for (const { tenant, stream, event, at } of events) {
      const key = [tenant, idOf(stream)]
      if ((event.type === 'points-put' || event.type === 'posts-put') && event.moved)
        await move(tx, key, event.moved, at)
      if (event.type === 'people-seated') await seat(tx, key, event)
      if (event.type === 'people-gone') {
        await tx.query(
          `update assignments a
           set state = g.state, locked = false, changed_at = $6
           from unnest($3::text[], $4::text[], $5::text[]) as g (seat, person, state)
           where a.tenant = $1 and a.round = $2 and a.seat = g.seat and a.person = g.person`,
          [
            ...key,
            event.gone.map(([one]) => one),
            event.gone.map(([, person]) => person),
            event.gone.map(([, , state]) => state),
            event.at,
          ],
        )
        await nameLeaders(
          tx,
          key,
          event.gone.filter(([one]) => numberOf(one) === 0).map(([one]) => ofSeat(one)),
        )
      }
      if (event.type === 'seats-locked')
        await tx.query(
          `update assignments
           set locked = $4
           where tenant = $1 and round = $2 and seat = any($3) and state in ('proposed', 'accepted')`,
          [...key, event.seats, event.locked],
        )
      if (event.type === 'absences-undone') await putRight(tx, key, event)
      if (event.type === 'seats-told') await tell(tx, key, event)
      if (event.type === 'seat-taken-up')
        await tx.query(
          `update assignments
           set state = 'accepted', taken_up = true, changed_at = $5
           where tenant = $1 and round = $2 and seat = $3 and person = $4`,
          [...key, event.seat, event.person, event.at],
        )
    }
  },
})
