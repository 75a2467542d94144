// Who was sampled in each round, by pseudonym: number, tube, household where known. A person met twice is registered
// and marked; nothing is turned away.
import { within } from '#domain/kernel/area.ts'
import type { PersonTold } from '#domain/point/terms.ts'
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, type Recorded, type Tx, viewOf } from '#journal/view.ts'

export type Taken = Extract<PointEvent, { type: 'samples-taken' }>

/** Every registration of a batch, once, in the order it was told. */
export function peopleOf(
  events: readonly Recorded<PointEvent>[],
): { readonly event: Taken; readonly person: PersonTold }[] {
  return events.flatMap(({ event }) =>
    event.type === 'samples-taken' ? event.people.map((person) => ({ event, person })) : [],
  )
}

async function take(tx: Tx, tenant: string, told: ReturnType<typeof peopleOf>): Promise<void> {
  if (told.length === 0) return
  const records = new Map<string, string>()
  for (const { event } of told)
    for (const [subject, record] of event.sealed ?? []) records.set(`${event.round} ${subject}`, record)
  const values = [
    tenant,
    told.map(({ event }) => event.round),
    told.map(({ event }) => event.point),
    told.map(({ person }) => person[0]),
    told.map(({ event }) => event.lane),
    told.map(({ event }) => event.device),
    told.map(({ event }) => event.area),
    told.map(({ event, person }) => event.tubes[person[1]][0]),
    told.map(({ person }) => person[2]),
    told.map(({ person }) => person[4] || null),
    told.map(({ person }) => (person[4] ? within(person[4], 'building') : null)),
    told.map(({ event, person }) => event.from + person[3] * 1000),
    told.map(({ event, person }) => records.get(`${event.round} ${person[2]}`) ?? null),
  ]
  // The first registration of each person takes the one place there is; whoever finds it taken is a second one. An
  // index decides both, so that no plan made on an empty table can scan a full one.
  const { rowCount } = await tx.query(
    `${insert}, false ${rows} on conflict (tenant, round, subject) where not duplicate do nothing`,
    values,
  )
  if (rowCount !== told.length)
    await tx.query(`${insert}, true ${rows} on conflict (tenant, round, point, number) do nothing`, values)
}

const insert = `insert into samples (
    tenant, round, point, number, lane, device, area, tube, subject, household, building, taken_at, record, duplicate
  )
  select $1, r.round, r.point, r.number, r.lane, r.device, r.area, r.tube, r.subject, r.household, r.building,
    r.taken_at, r.record`
const rows = `from unnest(
    $2::text[], $3::text[], $4::int[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::float8[], $13::text[]
  ) as r (round, point, number, lane, device, area, tube, subject, household, building, taken_at, record)`

export const view = viewOf<PointEvent>({
  name: 'samples',
  version: 1,
  table: `create table samples (
      tenant text not null, round text not null, point text not null, number integer not null, lane smallint not null,
      device text not null, area text collate "C" not null, tube text not null, subject text not null,
      household text collate "C", building text collate "C", taken_at double precision not null, record text,
      duplicate boolean not null, voided text, primary key (tenant, round, point, number)
    );
    create unique index samples_first on samples (tenant, round, subject) where not duplicate;
    create index samples_tube on samples (tenant, round, tube);
    create index samples_household on samples (tenant, round, household) where household is not null;
    create index samples_doubled on samples (tenant, round, subject) where duplicate;`,
  visible: { area: 'area' },
  on: ['samples-taken', 'sample-voided'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      await take(tx, tenant, peopleOf(own))
      const voided = own.flatMap(({ event }) => (event.type === 'sample-voided' ? [event] : []))
      if (voided.length > 0)
        await tx.query(
          `update samples s
           set voided = v.why
           from unnest($2::text[], $3::text[], $4::int[], $5::text[]) as v (round, point, number, why)
           where s.tenant = $1 and s.round = v.round and s.point = v.point and s.number = v.number`,
          [
            tenant,
            voided.map((one) => one.round),
            voided.map((one) => one.point),
            voided.map((one) => one.number),
            voided.map((one) => one.why),
          ],
        )
    }
  },
})
