// What was drawn for checking: one row a household or person, with what the records claimed when it was drawn, the team
// it was shared out to, and what was found.
import { idOf } from '#domain/kernel/stream.ts'
import type { OversightEvent } from '#domain/oversight/commands.ts'
import { isOf, type RecordedOf, type Tx, viewOf } from '#journal/view.ts'

type Of<T extends OversightEvent['type']> = RecordedOf<OversightEvent, T>
const lookBackOf = (recorded: { stream: string }) => idOf(recorded.stream)

async function draw(tx: Tx, recorded: Of<'sample-drawn'>): Promise<void> {
  const {
    tenant,
    event: { about, items },
  } = recorded
  await tx.query(
    `insert into samples_drawn (tenant, look_back, item, stratum, kind, claimed, ends)
     select $1, $2, item, stratum, $3, claimed, $4
     from unnest($5::text[], $6::text[], $7::boolean[]) as d (item, stratum, claimed)`,
    [
      tenant,
      lookBackOf(recorded),
      about.kind,
      about.until,
      items.map((one) => one.item),
      items.map((one) => one.stratum),
      items.map((one) => one.claimed),
    ],
  )
}

async function share(tx: Tx, recorded: Of<'sample-shared'>): Promise<void> {
  const rows = recorded.event.routes.flatMap(({ team, items }) =>
    items.map((item, at) => [item, team, at + 1] as const),
  )
  await tx.query(
    `update samples_drawn
     set team = null, turn = null
     where tenant = $1 and look_back = $2 and team is not null`,
    [recorded.tenant, lookBackOf(recorded)],
  )
  await tx.query(
    `update samples_drawn s
     set team = r.team, turn = r.turn
     from unnest($3::text[], $4::int[], $5::int[]) as r (item, team, turn)
     where s.tenant = $1 and s.look_back = $2 and s.item = r.item`,
    [
      recorded.tenant,
      lookBackOf(recorded),
      rows.map((row) => row[0]),
      rows.map((row) => row[1]),
      rows.map((row) => row[2]),
    ],
  )
}

/** Eleven teams upload their evening together: one statement for those of a batch, the last finding of each thing. */
async function check(tx: Tx, tenant: string, checked: readonly Of<'item-checked'>[]): Promise<void> {
  const last = [...new Map(checked.map((one) => [`${one.stream} ${one.event.item}`, one])).values()]
  await tx.query(
    `update samples_drawn s
     set found = c.found, words = coalesce(c.words, s.words), checked_at = c.at, account = c.account
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[]) as c (
       look_back, item, found, words, at, account
     )
     where s.tenant = $1 and s.look_back = c.look_back and s.item = c.item`,
    [
      tenant,
      last.map(lookBackOf),
      last.map(({ event }) => event.item),
      last.map(({ event }) => event.found),
      last.map(({ event }) => event.words ?? null),
      last.map((one) => one.at),
      last.map((one) => one.by),
    ],
  )
}

export const view = viewOf<OversightEvent>({
  name: 'samples_drawn',
  version: 1,
  table: `create table samples_drawn (
      tenant text not null, look_back text not null, item text not null, stratum text collate "C" not null,
      kind text not null, claimed boolean not null, ends double precision not null, team integer, turn integer,
      found text, words text, checked_at double precision, account text, primary key (tenant, look_back, item)
    );
    create index samples_drawn_open on samples_drawn (tenant, ends);`,
  visible: { area: 'stratum' },
  on: ['sample-drawn', 'sample-shared', 'item-checked'],
  async feed(tx, events) {
    let checked: Of<'item-checked'>[] = []
    const flush = async () => {
      if (checked.length > 0) await check(tx, checked[0].tenant, checked)
      checked = []
    }
    for (const recorded of events) {
      if (isOf(recorded, 'item-checked')) {
        if (checked.length > 0 && checked[0].tenant !== recorded.tenant) await flush()
        checked.push(recorded)
        continue
      }
      await flush()
      if (isOf(recorded, 'sample-drawn')) await draw(tx, recorded)
      if (isOf(recorded, 'sample-shared')) await share(tx, recorded)
    }
    await flush()
  },
})
