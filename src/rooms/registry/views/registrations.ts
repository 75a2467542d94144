// Registrations of units and persons with communities as they stand; asked by the community that answers them.
import { z } from 'zod'
import { seeingPeople } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { registrationAfter } from '#domain/registry/registry.ts'
import { registrationStates, type RegistrationState } from '#domain/registry/terms.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, type Recorded, type Tx, viewOf } from '#journal/view.ts'

interface Standing {
  stream: string
  community: AreaId
  state: RegistrationState
  asked: number | null
  answered: number | null
  why: string | null
  ofUnit: Id | null
}

/** Where a batch leaves each registration; a time that it does not tell stays null and keeps what stood. */
function fold(events: readonly Recorded<RegistryEvent>[]): { rows: Standing[]; moved: Map<Id, Id | null> } {
  const rows = new Map<string, Standing>()
  const moved = new Map<Id, Id | null>()
  for (const { stream, event, at } of events) {
    if (event.type === 'person-changed') {
      if (event.unit !== undefined) moved.set(idOf(stream), event.unit)
      continue
    }
    const change = registrationAfter(event)
    if (!change) continue
    const [community, state] = change
    const key = `${stream} ${community}`
    const before = rows.get(key)
    rows.set(key, {
      stream,
      community,
      state,
      asked: state === 'asked' ? at : (before?.asked ?? null),
      answered: state === 'asked' ? null : at,
      why: event.type === 'registration-declined' ? event.why : null,
      ofUnit: event.type === 'person-registered' ? (event.unit ?? null) : (before?.ofUnit ?? null),
    })
  }
  return { rows: [...rows.values()], moved }
}

async function put(tx: Tx, tenant: string, rows: readonly Standing[]): Promise<void> {
  await tx.query(
    `insert into registrations (
       tenant, stream, community, kind, subject, person, unit, state, why, asked_at, answered_at
     )
     select $1, stream, community, split_part(stream, '/', 1), split_part(stream, '/', 2),
       case when stream like 'person/%' then split_part(stream, '/', 2) end,
       case when stream like 'unit/%' then split_part(stream, '/', 2) else of_unit end, state, why,
       to_timestamp(asked / 1000), to_timestamp(answered / 1000)
     from unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[]) as moved (
       stream, community, state, asked, answered, why, of_unit
     )
     on conflict (tenant, stream, community)
     do update set state = excluded.state, why = excluded.why,
       asked_at = coalesce(excluded.asked_at, registrations.asked_at), answered_at = excluded.answered_at,
       unit = case when excluded.asked_at is null then registrations.unit else excluded.unit end`,
    [
      tenant,
      rows.map((row) => row.stream),
      rows.map((row) => row.community),
      rows.map((row) => row.state),
      rows.map((row) => row.asked),
      rows.map((row) => row.answered),
      rows.map((row) => row.why),
      rows.map((row) => row.ofUnit),
    ],
  )
}

export const view = viewOf<RegistryEvent>({
  name: 'registrations',
  version: 1,
  table: `create table registrations (
      tenant text not null, stream text not null, community text collate "C" not null, kind text not null,
      subject text not null, person text, unit text, state text not null, why text, asked_at timestamptz,
      answered_at timestamptz, primary key (tenant, stream, community)
    );
    create index registrations_community on registrations (community, state);
    create index registrations_person on registrations (person);`,
  visible: { area: 'community', person: 'person', unit: 'unit' },
  on: [
    'unit-registered',
    'person-registered',
    'registration-accepted',
    'registration-declined',
    'registration-withdrawn',
    'person-changed',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const { rows, moved } = fold(own)
      if (rows.length > 0) await put(tx, tenant, rows)
      if (moved.size > 0)
        await tx.query(
          `update registrations
           set unit = moved.unit
           from unnest($2::text[], $3::text[]) as moved (person, unit)
           where registrations.tenant = $1 and registrations.person = moved.person`,
          [tenant, [...moved.keys()], [...moved.values()]],
        )
    }
  },
})

const registrationRow = z.object({
  stream: z.string(),
  kind: z.enum(['unit', 'person']),
  subject: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  community: z.string(),
  state: z.enum(registrationStates),
  why: z.string().nullable(),
  askedAt: z.number(),
  answeredAt: z.number().nullable(),
})
const rowsMax = 5_000

export const list = question({
  name: 'registrations',
  summary: {
    zh: '报到：待社区答复的，或某一状态的',
    en: 'Registrations: those that wait for the community, or in a given state',
  },
  params: z.strictObject({
    within: z.string().max(25).optional(),
    state: z.enum(registrationStates).optional(),
    kind: z.enum(['unit', 'person']).optional(),
    subject: z.string().optional(),
  }),
  answer: z.object({ rows: z.array(registrationRow), more: z.boolean() }),
  may: { roles: seeingPeople, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.filter((row) => row.kind === 'person').map((row) => row.subject) }),
  async ask(tx, params, { actor, vault }) {
    const { within, state, kind, subject } = params
    const { rows } = await tx.query<Omit<z.output<typeof registrationRow>, 'name'>>(
      `select stream, kind, subject, community, state, why, extract(epoch from asked_at)::float8 * 1000 as "askedAt",
         extract(epoch from answered_at)::float8 * 1000 as "answeredAt", units.name as "unitName"
       from registrations
       left join units on units.tenant = registrations.tenant and units.unit = registrations.unit
       where registrations.tenant = $1 and ($2::text is null or community like $2 || '%')
         and ($3::text is null or state = $3) and ($4::text is null or kind = $4)
         and ($5::text is null or subject = $5)
       order by asked_at, stream
       limit $6`,
      [actor.tenant, within ?? null, state ?? null, kind ?? null, subject ?? null, rowsMax + 1],
    )
    const shown = rows.slice(0, rowsMax)
    const names = await vault.open<{ name: string }>(
      tx,
      'person',
      shown.filter((row) => row.kind === 'person').map((row) => row.subject),
    )
    return {
      rows: shown.map((row) => ({
        ...row,
        name: (row.kind === 'unit' ? row.unitName : names.get(row.subject)?.name) ?? '',
      })),
      more: rows.length > rowsMax,
    }
  },
})

export const questions = [list] as const
