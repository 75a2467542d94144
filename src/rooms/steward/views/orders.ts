// Findings of stewards and what became of them: reported, ordered, done, confirmed, or a whistle asked for. Words and
// photos are sealed.
import { idOf } from '#domain/kernel/stream.ts'
import type { StewardEvent } from '#domain/steward/commands.ts'
import { type Recorded, type Tx, viewOf } from '#journal/view.ts'

type Ordered = Exclude<
  StewardEvent,
  { type: 'patrol-walked' | 'household-seen' | 'note-kept' | 'done-at-hand' | 'round-ended' }
>

type Reported = Extract<Ordered, { readonly type: 'finding-reported' }>

async function report(tx: Tx, key: readonly string[], event: Reported, at: number): Promise<void> {
  await tx.query(
    `insert into orders (
       tenant, finding, building, area, matter, urgent, photo, words, reporter, state, reported_at, changed_at,
       done_photo, unanswered
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'reported', $10, $11, false, false)`,
    [
      ...key,
      event.building,
      event.area,
      event.matter,
      event.urgent,
      event.photo,
      event.words,
      event.by ?? null,
      event.at,
      at,
    ],
  )
}

async function change(tx: Tx, { tenant, stream, event, at }: Recorded<Ordered>): Promise<void> {
  const key = [tenant, idOf(stream)]
  const set = (assignments: string, ...values: unknown[]) =>
    tx.query(`update orders set ${assignments} where tenant = $1 and finding = $2`, [...key, ...values])
  switch (event.type) {
    case 'finding-reported':
      return report(tx, key, event, at)
    case 'order-given':
      return void (await set(
        `state = 'ordered', given_to = $3, due_at = $4, given_at = coalesce(given_at, $5), changed_at = $5,
           unanswered = false`,
        event.to ?? null,
        event.by,
        at,
      ))
    case 'order-done':
      return void (await set(
        `state = 'done', done_at = $3, doer = $4, done_photo = $5, done_words = $6, changed_at = $3, ` +
          'unanswered = false',
        at,
        event.doer,
        event.photo,
        event.words ?? null,
      ))
    case 'order-confirmed':
      return void (await set(`state = 'confirmed', confirmed_at = $3, changed_at = $3`, at))
    case 'order-sent-back':
      return void (await set(
        `state = 'ordered', back_words = $3, done_at = null, doer = null, changed_at = $4`,
        event.words,
        at,
      ))
    case 'whistle-asked':
      return void (await set(`before = state, state = 'whistle', people = $3, changed_at = $4`, event.people, at))
    case 'whistle-answered':
      return void (await set(
        `state = case when $3::text is not null then 'ordered' else coalesce(before, 'reported') end, before = null,
           muster = coalesce($3, muster), changed_at = $4, unanswered = false`,
        event.muster ?? null,
        at,
      ))
    case 'order-unanswered':
      return void (await set('unanswered = true'))
  }
}

export const view = viewOf<Ordered>({
  name: 'orders',
  version: 1,
  table: `create table orders (
      tenant text not null, finding text not null, building text collate "C" not null, area text collate "C" not null,
      matter text not null, urgent boolean not null, photo boolean not null, words text not null, reporter text,
      state text not null, before text, given_to text, due_at double precision, given_at double precision,
      done_at double precision, doer text, done_photo boolean not null, done_words text, back_words text,
      people integer, muster text, confirmed_at double precision, unanswered boolean not null,
      reported_at double precision not null, changed_at double precision not null, primary key (tenant, finding)
    );
    create index orders_building on orders (tenant, building, reported_at desc);
    create index orders_person on orders (tenant, given_to) where given_to is not null;`,
  visible: { area: 'building', person: 'given_to' },
  on: [
    'finding-reported',
    'order-given',
    'order-done',
    'order-confirmed',
    'order-sent-back',
    'whistle-asked',
    'whistle-answered',
    'order-unanswered',
  ],
  // One statement an event: a county's stewards report some hundreds a day.
  async feed(tx, events) {
    for (const recorded of events) await change(tx, recorded)
  },
})
