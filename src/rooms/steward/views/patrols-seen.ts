// When each household was last looked in on by a steward, and how they were found: so that nobody is forgotten for
// weeks.
import type { StewardEvent } from '#domain/steward/commands.ts'
import { byTenant, type Recorded, viewOf } from '#journal/view.ts'

type Seen = Extract<StewardEvent, { type: 'household-seen' }>

export const view = viewOf<Seen>({
  name: 'patrols_seen',
  version: 1,
  table: `create table patrols_seen (
      tenant text not null, household text collate "C" not null, how text not null, seen_at double precision not null,
      words text, account text not null, primary key (tenant, household)
    );`,
  visible: { area: 'household' },
  on: ['household-seen'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      // Rounds are uploaded late: the latest look counts, not the latest upload.
      const last = new Map<string, Recorded<Seen>>()
      for (const one of own)
        if ((last.get(one.event.household)?.event.at ?? 0) <= one.event.at) last.set(one.event.household, one)
      const rows = [...last.values()]
      await tx.query(
        `insert into patrols_seen as s (tenant, household, how, seen_at, words, account)
         select $1, *
         from unnest($2::text[], $3::text[], $4::float8[], $5::text[], $6::text[])
         on conflict (tenant, household)
         do update set how = excluded.how, seen_at = excluded.seen_at, words = excluded.words,
           account = excluded.account
         where s.seen_at <= excluded.seen_at`,
        [
          tenant,
          rows.map(({ event }) => event.household),
          rows.map(({ event }) => event.how),
          rows.map(({ event }) => event.at),
          rows.map(({ event }) => event.words ?? null),
          rows.map((one) => one.by),
        ],
      )
    }
  },
})
