// Notices as they stand: what was sent to whom, by when it is to be signed for, how often reminded. Their words are
// sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { NoticeEvent } from '#domain/notice/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<NoticeEvent>({
  name: 'notices',
  version: 1,
  table: `create table notices (
      tenant text not null, notice text not null, area text collate "C" not null, recipient_kind text not null,
      words text not null, sign_by double precision not null, remind_at double precision, state text not null,
      recipients integer not null, sent_at double precision not null, account text not null,
      reminders integer not null, reminded_at double precision, primary key (tenant, notice)
    );
    create index notices_area on notices (area, sent_at desc);`,
  visible: { area: 'area' },
  on: ['notice-sent', 'notice-reminded', 'notice-withdrawn'],
  // One statement an event: a county sends some notices a day.
  async feed(tx, events) {
    for (const { tenant, stream, event, at, by } of events) {
      const notice = idOf(stream)
      if (event.type === 'notice-sent') {
        await tx.query(
          `insert into notices (
             tenant, notice, area, recipient_kind, words, sign_by, remind_at, state, recipients, sent_at, account,
             reminders
           )
           values ($1, $2, $3, $4, $5, $6, $7, 'sent', $8, $9, $10, 0)`,
          [
            tenant,
            notice,
            event.area,
            event.to,
            event.words,
            event.signBy,
            event.remindAt ?? null,
            event.recipients,
            at,
            by,
          ],
        )
      }
      if (event.type === 'notice-reminded')
        await tx.query('update notices set reminders = $3, reminded_at = $4 where tenant = $1 and notice = $2', [
          tenant,
          notice,
          event.number,
          at,
        ])
      if (event.type === 'notice-withdrawn')
        await tx.query(`update notices set state = 'withdrawn' where tenant = $1 and notice = $2`, [tenant, notice])
    }
  },
})
