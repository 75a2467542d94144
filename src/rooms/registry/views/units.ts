// Units with their liaison, how many of their people are enrolled and registered, and the communities they registered
// with.
import { z } from 'zod'
import { roles } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { registrationStates } from '#domain/registry/terms.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, viewOf } from '#journal/view.ts'

export const view = viewOf<RegistryEvent>({
  name: 'units',
  version: 1,
  table: `create table units (
      tenant text not null, unit text not null, name text not null, area text collate "C" not null, liaison text,
      primary key (tenant, unit)
    );
    create index units_area on units (area);`,
  visible: 'tenant',
  on: ['unit-enrolled', 'unit-changed', 'liaison-appointed'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = new Map<Id, { name?: string; area?: string; liaison?: Id }>()
      for (const { stream, event } of own) {
        const unit = idOf(stream)
        const row = rows.get(unit) ?? {}
        if (event.type === 'unit-enrolled') rows.set(unit, { ...row, name: event.name, area: event.area })
        if (event.type === 'unit-changed')
          rows.set(unit, { ...row, ...(event.name && { name: event.name }), ...(event.area && { area: event.area }) })
        if (event.type === 'liaison-appointed') rows.set(unit, { ...row, liaison: event.person })
      }
      const units = [...rows]
      await tx.query(
        `insert into units (tenant, unit, name, area, liaison)
         select $1, changed.unit, coalesce(changed.name, known.name), coalesce(changed.area, known.area),
           coalesce(changed.liaison, known.liaison)
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as changed (unit, name, area, liaison)
         left join units as known on known.tenant = $1 and known.unit = changed.unit
         on conflict (tenant, unit)
         do update set name = excluded.name, area = excluded.area, liaison = excluded.liaison`,
        [
          tenant,
          units.map(([unit]) => unit),
          units.map(([, row]) => row.name ?? null),
          units.map(([, row]) => row.area ?? null),
          units.map(([, row]) => row.liaison ?? null),
        ],
      )
    }
  },
})

const unitRow = z.object({
  unit: z.string(),
  name: z.string(),
  area: z.string(),
  liaison: z.string().nullable(),
  liaisonName: z.string().nullable(),
  persons: z.int(),
  registered: z.int(),
  registrations: z.array(z.object({ community: z.string(), state: z.enum(registrationStates) })),
})
const rowsMax = 5_000

export const list = question({
  name: 'units',
  summary: {
    zh: '单位：联络员、人数、已报到人数、报到的社区',
    en: 'Units: liaison, people, registered people, communities they registered with',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    query: z.string().trim().min(1).max(40).optional(),
    unit: z.string().optional(),
  }),
  answer: z.object({ rows: z.array(unitRow), more: z.boolean() }),
  may: { roles: roles.filter((role) => role !== 'volunteer'), narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.flatMap((row) => (row.liaisonName === null ? [] : (row.liaison ?? []))) }),
  async ask(tx, params, { actor, vault }) {
    const { within, query, unit } = params
    const { rows } = await tx.query<z.infer<typeof unitRow>>(
      `select unit, name, area, liaison, null as "liaisonName",
         (
           select count(*)::int
           from persons
           where persons.tenant = units.tenant and persons.unit = units.unit and active
         ) as persons,
         (
           select count(*)::int
           from persons
           join registrations on registrations.tenant = persons.tenant and registrations.person = persons.person
             and state = 'accepted'
           where persons.tenant = units.tenant and persons.unit = units.unit and active
         ) as registered,
         coalesce(
           (
             select jsonb_agg(jsonb_build_object('community', community, 'state', state) order by community)
             from registrations
             where registrations.tenant = units.tenant and registrations.stream = 'unit/' || units.unit
           ),
           '[]'
         ) as registrations
       from units
       where tenant = $1 and ($2::text is null or area like $2 || '%')
         and ($3::text is null or position($3 in name) > 0) and ($4::text is null or unit = $4)
       order by name
       limit $5`,
      [actor.tenant, within ?? null, query ?? null, unit ?? null, rowsMax + 1],
    )
    const shown = rows.slice(0, rowsMax)
    // A liaison's name is shown to whom the database shows the person.
    const visible = await tx.query<{ person: Id }>(
      'select person from persons where tenant = $1 and person = any($2)',
      [actor.tenant, shown.flatMap((row) => row.liaison ?? [])],
    )
    const names = await vault.open<{ name: string }>(
      tx,
      'person',
      visible.rows.map((row) => row.person),
    )
    for (const row of shown) row.liaisonName = (row.liaison && names.get(row.liaison)?.name) || null
    return { rows: shown, more: rows.length > rowsMax }
  },
})

export const questions = [list] as const
