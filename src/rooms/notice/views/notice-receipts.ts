// Who was told of which notice and who signed for it: one row a recipient, with all that the recipient may read about
// it.
import { idOf } from '#domain/kernel/stream.ts'
import type { NoticeEvent } from '#domain/notice/commands.ts'
import { reachRows, withSteps } from '../../reach.ts'
import { isOf, type Recorded, type RecordedOf, type Tx, viewOf } from '#journal/view.ts'

type Of<T extends NoticeEvent['type']> = RecordedOf<NoticeEvent, T>
const noticeOf = (recorded: { stream: string }) => idOf(recorded.stream)

async function address(tx: Tx, recorded: Of<'recipients-addressed'>): Promise<void> {
  const { about, recipients } = recorded.event
  const kind = about.to === 'units' ? 'unit' : 'person'
  await tx.query(
    `insert into notice_receipts (
       tenant, notice, kind, recipient, area, home, person, unit, words, sign_by, sent_at, state, reminders, reached
     )
     select $1, $2, $3, id, $4, home, case when $3 = 'person' then id end, case when $3 = 'unit' then id end, $5, $6,
       $7, 'sent', 0, '[]'
     from unnest($8::text[], $9::text[]) as r (id, home)
     on conflict do nothing`,
    [
      recorded.tenant,
      noticeOf(recorded),
      kind,
      about.area,
      about.words,
      about.signBy,
      recorded.at,
      recipients.map((one) => one.id),
      recipients.map((one) => one.area),
    ],
  )
}

/** Signatures come by the thousand in a morning: one statement for those of a batch. */
async function sign(tx: Tx, tenant: string, signed: readonly Of<'notice-signed'>[]): Promise<void> {
  await tx.query(
    `update notice_receipts n
     set state = 'signed', way = r.way, signed_by = r.by, signed_at = r.at
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[]) as r (notice, recipient, way, by, at)
     where n.tenant = $1 and n.notice = r.notice and n.recipient = r.recipient`,
    [
      tenant,
      signed.map(noticeOf),
      signed.map(({ event }) => event.recipient),
      signed.map(({ event }) => event.way),
      signed.map(({ event }) => event.by ?? null),
      signed.map((one) => one.at),
    ],
  )
}

async function change(tx: Tx, recorded: Recorded<NoticeEvent>): Promise<void> {
  const { tenant, event, at } = recorded
  if (isOf(recorded, 'recipients-addressed')) await address(tx, recorded)
  if (event.type === 'notice-reminded')
    await tx.query(
      `update notice_receipts
       set reminders = $3, reminded_at = $4
       where tenant = $1 and notice = $2 and recipient = any($5)`,
      [tenant, noticeOf(recorded), event.number, at, event.recipients],
    )
  if (event.type === 'notice-withdrawn')
    await tx.query(
      `update notice_receipts
       set state = 'withdrawn'
       where tenant = $1 and notice = $2 and state = 'sent'`,
      [tenant, noticeOf(recorded)],
    )
  if (event.type === 'notice-reached') {
    await tx.query(
      `update notice_receipts n
       set reached = ${withSteps('n.reached')}
       from jsonb_to_recordset($3::jsonb) as r (who text, steps jsonb)
       where n.tenant = $1 and n.notice = $2 and n.recipient = r.who`,
      [tenant, noticeOf(recorded), reachRows(event.reached, event.about, at)],
    )
  }
}

export const view = viewOf<NoticeEvent>({
  name: 'notice_receipts',
  version: 2,
  table: `create table notice_receipts (
      tenant text not null, notice text not null, kind text not null, recipient text not null,
      area text collate "C" not null, home text collate "C" not null, person text, unit text, words text not null,
      sign_by double precision not null, sent_at double precision not null, state text not null, way text,
      signed_by text, signed_at double precision, reminders integer not null, reminded_at double precision,
      reached jsonb not null, primary key (tenant, notice, recipient)
    );
    create index notice_receipts_person on notice_receipts (person, sent_at desc);
    create index notice_receipts_unit on notice_receipts (unit, sent_at desc);
    create index notice_receipts_untold on notice_receipts (sent_at) where state = 'sent';`,
  visible: { area: 'area', person: 'person', unit: 'unit' },
  on: ['recipients-addressed', 'notice-signed', 'notice-reminded', 'notice-withdrawn', 'notice-reached'],
  async feed(tx, events) {
    let signed: Of<'notice-signed'>[] = []
    const flush = async () => {
      if (signed.length > 0) await sign(tx, signed[0].tenant, signed)
      signed = []
    }
    for (const recorded of events) {
      if (signed.length > 0 && (recorded.event.type !== 'notice-signed' || recorded.tenant !== signed[0].tenant))
        await flush()
      if (isOf(recorded, 'notice-signed')) signed.push(recorded)
      else await change(tx, recorded)
    }
    await flush()
  },
})
