// Doors that a round visits: which household, for what, how soon. Seen only by those of its area.
import { idOf } from '#domain/kernel/stream.ts'
import type { OperationEvent } from '#domain/operation/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<OperationEvent>({
  name: 'round_visits',
  version: 1,
  table: `create table round_visits (
      tenant text not null, round text not null, household text collate "C" not null,
      building text collate "C" not null, purpose text not null, people integer not null, priority integer not null,
      primary key (tenant, round, household, purpose)
    );
    create index round_visits_building on round_visits (round, building);`,
  visible: { area: 'household' },
  on: ['visits-put', 'visits-removed', 'round-dropped'],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'visits-put') {
        await tx.query(
          `insert into round_visits (tenant, round, household, building, purpose, people, priority)
           select distinct on (v.household, v.purpose) $1, $2, v.household, v.building, v.purpose, v.people,
             v.priority
           from jsonb_to_recordset($3::jsonb) as v (
             household text, building text, purpose text, people integer, priority integer
           )
           on conflict (tenant, round, household, purpose)
           do update set people = excluded.people, priority = excluded.priority`,
          [...key, JSON.stringify(event.visits)],
        )
      }
      if (event.type === 'visits-removed')
        await tx.query('delete from round_visits where tenant = $1 and round = $2 and household = any($3)', [
          ...key,
          event.households,
        ])
      if (event.type === 'round-dropped')
        await tx.query('delete from round_visits where tenant = $1 and round = $2', key)
    }
  },
})
