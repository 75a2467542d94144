// Areas from the county down to buildings, with how many households and residents lie within each; asked as a tree and
// by name.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import { areaLevels, around, levelOf, type AreaId } from '#domain/kernel/area.ts'
import type { Position } from '#domain/kernel/position.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { numberings } from '#domain/registry/terms.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, type Recorded, type Tx, viewOf } from '#journal/view.ts'

interface AreaRow {
  area: AreaId
  name: string | null
  place?: Position
  numbering?: string
  households?: number
  residents?: number
}

/** What a batch leaves of each area, in the order it happened. */
function fold(events: readonly Recorded<RegistryEvent>[]): Map<AreaId, AreaRow> {
  const rows = new Map<AreaId, AreaRow>()
  for (const { stream, event } of events) {
    const area = idOf(stream)
    const row = rows.get(area) ?? { area, name: null }
    if (event.type === 'area-named') rows.set(area, { ...row, name: event.name, place: event.place ?? row.place })
    if (event.type === 'building-listed') {
      const residents = event.doors.reduce((sum, [, people]) => sum + people, 0)
      rows.set(area, {
        ...row,
        name: event.name,
        place: event.place ?? row.place,
        numbering: event.numbering,
        households: event.doors.length,
        residents,
      })
    }
  }
  return rows
}

/** Adds what buildings gained to every area around them. An area that is counted before it is named has no name yet. */
async function addToAreasAround(
  tx: Tx,
  tenant: string,
  rows: readonly AreaRow[],
  old: ReadonlyMap<AreaId, { households: number; residents: number }>,
): Promise<void> {
  const gains = new Map<AreaId, [number, number]>()
  for (const row of rows) {
    if (row.households === undefined) continue
    const before = old.get(row.area) ?? { households: 0, residents: 0 }
    for (let area = around(row.area); area; area = around(area)) {
      const gain = gains.get(area) ?? [0, 0]
      gains.set(area, [gain[0] + row.households - before.households, gain[1] + row.residents! - before.residents])
    }
  }
  const areas = [...gains.keys()].sort()
  if (areas.length === 0) return
  await tx.query(
    `insert into areas (tenant, area, level, households, residents)
     select $1, area, level, households, residents
     from unnest($2::text[], $3::text[], $4::int[], $5::int[]) as gained (area, level, households, residents)
     on conflict (tenant, area)
     do update set households = areas.households + excluded.households,
       residents = areas.residents + excluded.residents`,
    [
      tenant,
      areas,
      areas.map(levelOf),
      areas.map((area) => gains.get(area)![0]),
      areas.map((area) => gains.get(area)![1]),
    ],
  )
}

export const view = viewOf<RegistryEvent>({
  name: 'areas',
  version: 1,
  table: `create table areas (
      tenant text not null, area text collate "C" not null, level text not null, name text, lng double precision,
      lat double precision, numbering text, households integer not null default 0,
      residents integer not null default 0, primary key (tenant, area)
    );
    create index areas_level on areas (level, area);`,
  visible: 'tenant',
  on: ['area-named', 'building-listed'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = [...fold(own).values()]
      const listed = rows.filter((row) => row.households !== undefined).map((row) => row.area)
      const old = new Map<AreaId, { households: number; residents: number }>()
      if (listed.length > 0) {
        const found = await tx.query<{ area: AreaId; households: number; residents: number }>(
          'select area, households, residents from areas where tenant = $1 and area = any($2)',
          [tenant, listed],
        )
        for (const row of found.rows) old.set(row.area, row)
      }
      await tx.query(
        `insert into areas (tenant, area, level, name, lng, lat, numbering, households, residents)
         select $1, area, level, name, lng, lat, numbering, coalesce(households, 0), coalesce(residents, 0)
         from unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::int[], $9::int[])
           as named (area, level, name, lng, lat, numbering, households, residents)
         on conflict (tenant, area)
         do update set name = coalesce(excluded.name, areas.name), lng = coalesce(excluded.lng, areas.lng),
           lat = coalesce(excluded.lat, areas.lat), numbering = coalesce(excluded.numbering, areas.numbering),
           households = case when excluded.numbering is null then areas.households else excluded.households end,
           residents = case when excluded.numbering is null then areas.residents else excluded.residents end`,
        [
          tenant,
          rows.map((row) => row.area),
          rows.map((row) => levelOf(row.area)),
          rows.map((row) => row.name),
          rows.map((row) => row.place?.[0] ?? null),
          rows.map((row) => row.place?.[1] ?? null),
          rows.map((row) => row.numbering ?? null),
          rows.map((row) => row.households ?? null),
          rows.map((row) => row.residents ?? null),
        ],
      )
      await addToAreasAround(tx, tenant, rows, old)
    }
  },
})

const areaRow = z.object({
  area: z.string(),
  level: z.enum(areaLevels),
  name: z.string(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  numbering: z.enum(numberings).nullable(),
  households: z.int(),
  residents: z.int(),
})
/** A county has about a thousand areas down to grids; a grid some hundred buildings. */
const rowsMax = 5_000

const list = question({
  name: 'areas',
  summary: {
    zh: '区域：按上级列出下级，或按名称查找；不带参数时列出到网格为止的全部区域',
    en: 'Areas: those within one, or by name; without parameters all of them down to grids',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    level: z.enum(['county', 'township', 'community', 'grid', 'building']).optional(),
    query: z.string().trim().min(1).max(40).optional(),
  }),
  answer: z.object({ rows: z.array(areaRow), more: z.boolean() }),
  may: { roles, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { within = '', level, query } = params
    const { rows } = await tx.query<z.output<typeof areaRow>>(
      `select area, level, coalesce(name, area) as name, lng, lat, numbering, households, residents
       from areas
       where tenant = $1 and area >= $2 and area < $2 || '~' and ($3::text is null or level = $3)
         and ($3::text is not null or $4::text is not null or $2 ~ '^.{12,}$' or level <> 'building')
         and ($4::text is null or position($4 in name) > 0)
       order by area
       limit $5`,
      [actor.tenant, within, level ?? null, query ?? null, rowsMax + 1],
    )
    return { rows: rows.slice(0, rowsMax), more: rows.length > rowsMax }
  },
})

export const questions = [list] as const
