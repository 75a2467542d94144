// The steward's rounds: one row a building and day, with what was done of the five duties. Counts only; what was seen
// is sealed.
import type { StewardEvent } from '#domain/steward/commands.ts'
import { byTenant, type Recorded, viewOf } from '#journal/view.ts'

type RoundEvent = Extract<StewardEvent, { building: string; day: string }>
interface Row {
  building: string
  day: string
  walked: number
  bad: readonly string[] | null
  seen: number
  needs: number
  notes: number
  did: number
  reported: number
  ended: number | null
  last: number
}

/** What a batch adds to each round; the walk's bad spots are the last walk's. */
function fold(events: readonly Recorded<RoundEvent>[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { event } of events) {
    const key = `${event.building} ${event.day}`
    const row = rows.get(key) ?? {
      building: event.building,
      day: event.day,
      walked: 0,
      bad: null,
      seen: 0,
      needs: 0,
      notes: 0,
      did: 0,
      reported: 0,
      ended: null,
      last: 0,
    }
    rows.set(key, row)
    row.last = Math.max(row.last, event.at)
    if (event.type === 'patrol-walked') {
      row.walked += 1
      row.bad = event.bad
    }
    if (event.type === 'household-seen') {
      row.seen += 1
      row.needs += event.how === 'needs-help' ? 1 : 0
      row.notes += event.words ? 1 : 0
    }
    if (event.type === 'note-kept') row.notes += 1
    if (event.type === 'done-at-hand') row.did += 1
    if (event.type === 'finding-reported') row.reported += 1
    if (event.type === 'round-ended') row.ended = event.at
  }
  return [...rows.values()]
}

export const view = viewOf<RoundEvent>({
  name: 'patrols',
  version: 1,
  table: `create table patrols (
      tenant text not null, building text collate "C" not null, day text not null, walked integer not null,
      bad jsonb not null, seen integer not null, needs integer not null, notes integer not null, did integer not null,
      reported integer not null, ended_at double precision, last_at double precision not null,
      primary key (tenant, building, day)
    );
    create index patrols_day on patrols (tenant, day, building);`,
  visible: { area: 'building' },
  on: ['patrol-walked', 'household-seen', 'note-kept', 'done-at-hand', 'round-ended', 'finding-reported'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = fold(own)
      await tx.query(
        `insert into patrols as p (
           tenant, building, day, walked, bad, seen, needs, notes, did, reported, ended_at, last_at
         )
         select $1, building, day, walked, coalesce(bad, '[]'), seen, needs, notes, did, reported, ended, last
         from jsonb_to_recordset($2::jsonb) as r (
           building text, day text, walked int, bad jsonb, seen int, needs int, notes int, did int, reported int,
           ended float8, last float8
         )
         on conflict (tenant, building, day)
         do update set walked = p.walked + excluded.walked,
           bad = case when excluded.walked > 0 then excluded.bad else p.bad end, seen = p.seen + excluded.seen,
           needs = p.needs + excluded.needs, notes = p.notes + excluded.notes, did = p.did + excluded.did,
           reported = p.reported + excluded.reported, ended_at = coalesce(excluded.ended_at, p.ended_at),
           last_at = greatest(p.last_at, excluded.last_at)`,
        [tenant, JSON.stringify(rows)],
      )
    }
  },
})
