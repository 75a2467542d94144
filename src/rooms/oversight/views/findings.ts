// What supervisors found, and whether it was put right and confirmed. Their words are sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { OversightEvent } from '#domain/oversight/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<OversightEvent>({
  name: 'findings',
  version: 1,
  table: `create table findings (
      tenant text not null, finding text not null, area text collate "C" not null, look_back text, item text,
      grade text not null, words text not null, state text not null, due_at double precision not null,
      noted_at double precision not null, put_right_at double precision, put_right_words text, returned_words text,
      returns integer not null, confirmed_at double precision, account text not null, primary key (tenant, finding)
    );
    create index findings_area on findings (tenant, area, noted_at desc);
    create index findings_look_back on findings (tenant, look_back) where look_back is not null;`,
  visible: { area: 'area' },
  on: ['finding-noted', 'finding-put-right', 'finding-returned', 'finding-confirmed'],
  // One statement an event: some dozens a day.
  async feed(tx, events) {
    for (const { tenant, stream, event, at, by } of events) {
      const key = [tenant, idOf(stream)]
      if (event.type === 'finding-noted') {
        await tx.query(
          `insert into findings (
             tenant, finding, area, look_back, item, grade, words, state, due_at, noted_at, returns, account
           )
           values ($1, $2, $3, $4, $5, $6, $7, 'noted', $8, $9, 0, $10)`,
          [...key, event.area, event.lookBack ?? null, event.item ?? null, event.grade, event.words, event.by, at, by],
        )
      }
      if (event.type === 'finding-put-right')
        await tx.query(
          `update findings
           set state = 'put-right', put_right_at = $3, put_right_words = coalesce($4, put_right_words)
           where tenant = $1 and finding = $2`,
          [...key, at, event.words ?? null],
        )
      if (event.type === 'finding-returned')
        await tx.query(
          `update findings
           set state = 'noted', returned_words = $3, returns = returns + 1
           where tenant = $1 and finding = $2`,
          [...key, event.words],
        )
      if (event.type === 'finding-confirmed')
        await tx.query(
          `update findings
           set state = 'confirmed', confirmed_at = $3
           where tenant = $1 and finding = $2`,
          [...key, at],
        )
    }
  },
})
