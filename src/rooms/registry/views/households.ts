// Households by building: door number and how many live there. No names: who lives where is not the registry's to know.
import { idOf } from '#domain/kernel/stream.ts'
import { z } from 'zod'
import type { Door, RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, viewOf } from '#journal/view.ts'

export const view = viewOf<Extract<RegistryEvent, { type: 'building-listed' }>>({
  name: 'households',
  version: 1,
  table: `create table households (
      tenant text not null, household text collate "C" not null, building text collate "C" not null,
      residents smallint not null, primary key (tenant, building, household)
    );`,
  visible: { area: 'household' },
  on: ['building-listed'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const buildings = new Map<string, readonly Door[]>()
      for (const { stream, event } of own) buildings.set(idOf(stream), event.doors)
      const rows = [...buildings].flatMap(([building, doors]) =>
        doors.map(([number, residents]) => [`${building}-${number}`, building, residents] as const),
      )
      await tx.query('delete from households where tenant = $1 and building = any($2)', [tenant, [...buildings.keys()]])
      await tx.query(
        `insert into households (tenant, household, building, residents)
         select $1, *
         from unnest($2::text[], $3::text[], $4::smallint[])`,
        [tenant, rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[2])],
      )
    }
  },
})

const householdRow = z.object({ household: z.string(), residents: z.int() })

const list = question({
  name: 'households',
  summary: { zh: '一栋楼的住户：门号和人数', en: 'Households of one building: door and number of residents' },
  params: z.strictObject({ building: z.string().regex(/^\d{12}-\d{2}-\d{4}$/) }),
  answer: z.object({ rows: z.array(householdRow) }),
  may: { roles: ['officer', 'dispatcher', 'administrator', 'gridWorker', 'steward', 'supervisor'] },
  target: (params) => ({ area: params.building }),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { rows } = await tx.query<z.output<typeof householdRow>>(
      `select household, residents
       from households
       where tenant = $1 and building = $2
       order by household`,
      [actor.tenant, params.building],
    )
    return { rows }
  },
})

export const questions = [list] as const
