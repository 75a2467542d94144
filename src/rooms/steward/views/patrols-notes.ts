// What stewards wrote down on their rounds: which note, of which building and door, when. The words are sealed, and end
// by their age.
import type { StewardEvent } from '#domain/steward/commands.ts'
import { byTenant, viewOf } from '#journal/view.ts'

type Noted = Extract<StewardEvent, { type: 'household-seen' | 'note-kept' }>

export const view = viewOf<Noted>({
  name: 'patrols_notes',
  version: 1,
  table: `create table patrols_notes (
      tenant text not null, note text not null, building text collate "C" not null, household text collate "C",
      how text, at double precision not null, account text not null, primary key (tenant, note)
    );
    create index patrols_notes_building on patrols_notes (tenant, building, at desc);`,
  visible: { area: 'building' },
  on: ['household-seen', 'note-kept'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = own.flatMap(({ event, by }) =>
        event.words
          ? [
              {
                note: event.words,
                building: event.building,
                household: event.type === 'household-seen' ? event.household : null,
                how: event.type === 'household-seen' ? event.how : null,
                at: event.at,
                account: by,
              },
            ]
          : [],
      )
      if (rows.length === 0) continue
      await tx.query(
        `insert into patrols_notes (tenant, note, building, household, how, at, account)
         select $1, note, building, household, how, at, account
         from jsonb_to_recordset($2::jsonb) as r (
           note text, building text, household text, how text, at float8, account text
         )`,
        [tenant, JSON.stringify(rows)],
      )
    }
  },
})
