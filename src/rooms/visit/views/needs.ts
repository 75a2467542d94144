// Needs behind doors: what for and until when. A row is seen by whoever holds that door's visit and by nobody else;
// what the need is lies sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { VisitEvent } from '#domain/visit/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<VisitEvent>({
  name: 'needs',
  version: 1,
  table: `create table needs (
      tenant text not null, need text not null, household text collate "C" not null, purpose text not null,
      until double precision not null, noted_at double precision not null, ended_at double precision, holder text,
      held_until double precision, primary key (tenant, need)
    );
    create index needs_household on needs (tenant, household);
    create index needs_holder on needs (tenant, holder) where holder is not null;`,
  // No area opens it: one holds the visit, or one does not see.
  visible: { person: 'holder' },
  on: [
    'need-noted',
    'need-prolonged',
    'need-ended',
    'doors-claimed',
    'doors-released',
    'doors-reported',
    'doors-reopened',
  ],
  async feed(tx, events) {
    for (const { tenant, stream, event } of events) {
      const need = idOf(stream)
      if (event.type === 'need-noted')
        await tx.query(
          `insert into needs (tenant, need, household, purpose, until, noted_at, holder, held_until)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            tenant,
            need,
            event.household,
            event.purpose,
            event.until,
            event.at,
            event.held?.by ?? null,
            event.held?.until ?? null,
          ],
        )
      else if (event.type === 'need-prolonged')
        await tx.query('update needs set until = $3 where tenant = $1 and need = $2', [tenant, need, event.until])
      else if (event.type === 'need-ended')
        await tx.query(
          `update needs
           set ended_at = $3, holder = null, held_until = null
           where tenant = $1 and need = $2`,
          [tenant, need, event.at],
        )
      else {
        const [holder, until] = event.type === 'doors-claimed' ? [event.by, event.until] : [null, null]
        await tx.query(
          `update needs
           set holder = $3, held_until = $4
           where tenant = $1 and household = any($2) and ended_at is null`,
          [tenant, event.doors.map((door) => `${event.building}-${door}`), holder, until],
        )
      }
    }
  },
})
