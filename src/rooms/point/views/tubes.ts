// Tubes of each round: how many people are in each, and which were told of in a way that cannot be: beyond their size,
// at two points, in two sizes.
import type { PointEvent } from '#domain/point/commands.ts'
import { byTenant, viewOf, type Tx } from '#journal/view.ts'
import { peopleOf } from './samples.ts'

interface Tube {
  readonly round: string
  readonly tube: string
  readonly point: string
  readonly area: string
  readonly size: number
  readonly people: number
  readonly first: number
  readonly last: number
  readonly device: string
  readonly shared: boolean
}

/** What these events tell of each tube, added up. */
function tubesOf(events: Parameters<typeof peopleOf>[0]): Tube[] {
  const rows = new Map<string, Tube>()
  for (const { event, person } of peopleOf(events)) {
    const [tube, size] = event.tubes[person[1]]
    const at = event.from + person[3] * 1000
    const row = rows.get(`${event.round} ${tube}`)
    if (row)
      Object.assign(row, {
        people: row.people + 1,
        first: Math.min(row.first, at),
        last: Math.max(row.last, at),
        shared: row.shared || row.point !== event.point || row.size !== size || row.device !== event.device,
      })
    else
      rows.set(`${event.round} ${tube}`, {
        round: event.round,
        tube,
        point: event.point,
        area: event.area,
        size,
        people: 1,
        first: at,
        last: at,
        device: event.device,
        shared: false,
      })
  }
  return [...rows.values()]
}

async function put(tx: Tx, tenant: string, tubes: readonly Tube[]): Promise<void> {
  await tx.query(
    `insert into tubes as t (tenant, round, tube, point, area, size, people, first_at, last_at, device, shared)
     select $1, *
     from unnest(
       $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::int[], $8::float8[], $9::float8[],
       $10::text[], $11::bool[]
     )
     on conflict (tenant, round, tube)
     do update set people = t.people + excluded.people, first_at = least(t.first_at, excluded.first_at),
       last_at = greatest(t.last_at, excluded.last_at),
       shared = t.shared or excluded.shared or t.point <> excluded.point or t.size <> excluded.size
         or t.device <> excluded.device`,
    [
      tenant,
      tubes.map((row) => row.round),
      tubes.map((row) => row.tube),
      tubes.map((row) => row.point),
      tubes.map((row) => row.area),
      tubes.map((row) => row.size),
      tubes.map((row) => row.people),
      tubes.map((row) => row.first),
      tubes.map((row) => row.last),
      tubes.map((row) => row.device),
      tubes.map((row) => row.shared),
    ],
  )
}

export const view = viewOf<PointEvent>({
  name: 'tubes',
  version: 1,
  table: `create table tubes (
      tenant text not null, round text not null, tube text not null, point text not null,
      area text collate "C" not null, size smallint not null, people integer not null,
      first_at double precision not null, last_at double precision not null, device text not null,
      shared boolean not null, primary key (tenant, round, tube)
    ) with (fillfactor = 90);
    create index tubes_wrong on tubes (tenant, round, area) where shared or people > size;`,
  visible: { area: 'area' },
  on: ['samples-taken'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const tubes = tubesOf(own)
      if (tubes.length > 0) await put(tx, tenant, tubes)
    }
  },
})
