// Persons: unit, home, skills, availability, and where they registered. Names and phones are sealed in the vault and
// opened for the rows one may see.
import { z } from 'zod'
import { seeingPeople } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { foldName, nameDots } from '#domain/kernel/names.ts'
import { phoneOf, phoneSpellings } from '#domain/kernel/phone.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import type { Position } from '#domain/kernel/position.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { availabilities, registrationStates, skills, type Availability, type Skill } from '#domain/registry/terms.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, type Recorded, type Tx, type VaultReader, viewOf } from '#journal/view.ts'

interface Change {
  unit?: Id | null
  home?: AreaId
  place?: Position
  skills?: readonly Skill[]
  availability?: readonly Availability[]
  active?: boolean
  mergedInto?: Id
}

function fold(events: readonly Recorded<RegistryEvent>[]): [Id, Change][] {
  const rows = new Map<Id, Change>()
  for (const { stream, event } of events) {
    const person = idOf(stream)
    const row = rows.get(person) ?? {}
    if (event.type === 'person-enrolled')
      rows.set(person, {
        ...row,
        unit: event.unit ?? null,
        home: event.home,
        place: event.place,
        skills: event.skills,
        availability: event.availability,
        active: true,
      })
    if (event.type === 'person-changed') {
      const { unit, home, place, skills: able, availability, active } = event
      rows.set(person, {
        ...row,
        ...(unit !== undefined && { unit }),
        ...(home && { home, place }),
        ...(able && { skills: able }),
        ...(availability && { availability }),
        ...(active !== undefined && { active }),
      })
    }
    if (event.type === 'person-merged') rows.set(person, { ...row, active: false, mergedInto: event.into })
  }
  return [...rows]
}

export const view = viewOf<RegistryEvent>({
  name: 'persons',
  version: 1,
  table: `create table persons (
      tenant text not null, person text not null, unit text, home text collate "C" not null, lng double precision,
      lat double precision, skills text[] not null, availability jsonb not null, active boolean not null,
      merged_into text, primary key (tenant, person)
    );
    create index persons_home on persons (home);
    create index persons_unit on persons (unit);`,
  visible: { area: 'home', person: 'person', unit: 'unit' },
  on: ['person-enrolled', 'person-changed', 'person-merged'],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events)) {
      const rows = fold(own)
      // Arrays travel as JSON text, for unnest would flatten them; what a change does not speak of is null and keeps
      // what stood.
      await tx.query(
        `insert into persons (tenant, person, unit, home, lng, lat, skills, availability, active, merged_into)
         select $1, c.person, case when c.moves_unit then c.unit else k.unit end, coalesce(c.home, k.home),
           case when c.home is null then k.lng else c.lng end, case when c.home is null then k.lat else c.lat end,
           coalesce(
             (select array_agg(skill) from jsonb_array_elements_text(c.skills::jsonb) as skill),
             case when c.skills is null then k.skills else '{}' end
           ),
           coalesce(c.availability::jsonb, k.availability), coalesce(c.active, k.active),
           coalesce(c.merged_into, k.merged_into)
         from unnest(
           $2::text[], $3::text[], $4::boolean[], $5::text[], $6::float8[], $7::float8[], $8::text[], $9::text[],
           $10::boolean[], $11::text[]
         ) as c (person, unit, moves_unit, home, lng, lat, skills, availability, active, merged_into)
         left join persons k on k.tenant = $1 and k.person = c.person
         on conflict (tenant, person)
         do update set unit = excluded.unit, home = excluded.home, lng = excluded.lng, lat = excluded.lat,
           skills = excluded.skills, availability = excluded.availability, active = excluded.active,
           merged_into = excluded.merged_into`,
        [
          tenant,
          rows.map(([person]) => person),
          rows.map(([, row]) => row.unit ?? null),
          rows.map(([, row]) => row.unit !== undefined),
          rows.map(([, row]) => row.home ?? null),
          rows.map(([, row]) => row.place?.[0] ?? null),
          rows.map(([, row]) => row.place?.[1] ?? null),
          rows.map(([, row]) => (row.skills ? JSON.stringify(row.skills) : null)),
          rows.map(([, row]) => (row.availability ? JSON.stringify(row.availability) : null)),
          rows.map(([, row]) => row.active ?? null),
          rows.map(([, row]) => row.mergedInto ?? null),
        ],
      )
    }
  },
})

const personRow = z.object({
  person: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  home: z.string(),
  skills: z.array(z.enum(skills)),
  availability: z.array(z.enum(availabilities)),
  active: z.boolean(),
  registration: z.enum(registrationStates).nullable(),
  community: z.string().nullable(),
})
export type PersonRow = DeepReadonly<z.infer<typeof personRow>>

/** A page of people; opening so many sealed names takes about 60 ms. */
const pageMax = 5_000
/**
 * Part of a name is sought by opening the names of so many people at most; beyond, the whole name or phone finds by
 * keyed lookup.
 */
const openedMax = 20_000

const params = z.strictObject({
  within: z.string().max(25).optional(),
  unit: z.string().optional(),
  skill: z.enum(skills).optional(),
  registration: z.enum([...registrationStates, 'none']).optional(),
  community: z.string().optional(),
  /** Whole or part of a name, a whole phone, or its last four digits. */
  query: z.string().trim().min(1).max(40).optional(),
  person: z.string().optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).optional(),
})
type Params = z.infer<typeof params>

/**
 * Rows in the asker's scope, names not yet opened. Each person's latest standing registration, or failing that the last
 * one, stands beside.
 */
async function select(
  tx: Tx,
  tenant: string,
  { within, unit, skill, registration, community, person, after }: Params,
  ids: readonly Id[] | undefined,
  limit: number,
): Promise<Omit<PersonRow, 'name' | 'phone'>[]> {
  const { rows } = await tx.query<Omit<PersonRow, 'name' | 'phone'>>(
    `select p.person, p.unit, units.name as "unitName", p.home, p.skills, p.availability, p.active,
       r.state as registration, r.community
     from persons p
     left join units on units.tenant = p.tenant and units.unit = p.unit
     left join lateral (
       select state, community
       from registrations
       where registrations.tenant = p.tenant and registrations.person = p.person
       order by state in ('asked', 'accepted') desc, asked_at desc
       limit 1
     ) r on true
     where p.tenant = $1 and p.merged_into is null and ($2::text is null or p.home >= $2 and p.home < $2 || '~')
       and ($3::text is null or p.unit = $3) and ($4::text is null or $4 = any(p.skills))
       and ($5::text is null or coalesce(r.state, 'none') = $5) and ($6::text is null or r.community = $6)
       and ($7::text[] is null or p.person = any($7)) and ($8::text is null or p.person = $8)
       and ($9::text is null or p.person > $9)
     order by p.person
     limit $10`,
    [
      tenant,
      within ?? null,
      unit ?? null,
      skill ?? null,
      registration ?? null,
      community ?? null,
      ids ?? null,
      person ?? null,
      after ?? null,
      limit,
    ],
  )
  return rows
}

async function open(
  tx: Tx,
  vault: VaultReader,
  rows: readonly Omit<PersonRow, 'name' | 'phone'>[],
): Promise<PersonRow[]> {
  const bodies = await vault.open<{ name: string; phone?: string }>(
    tx,
    'person',
    rows.map((row) => row.person),
  )
  return rows.map((row) => ({
    ...row,
    name: bodies.get(row.person)?.name ?? '',
    phone: bodies.get(row.person)?.phone ?? null,
  }))
}

export const list = question({
  name: 'persons',
  summary: {
    zh: '人员：按区域、单位、技能、报到状态列出；按姓名、手机号或后四位查找',
    en: 'Persons: by area, unit, skill, registration; found by name, phone or its last four digits',
  },
  params,
  inBody: ['query'],
  answer: z.object({ rows: z.array(personRow), after: z.string().nullable(), partial: z.boolean() }),
  may: { roles: seeingPeople, narrowed: true },
  target: () => ({}),
  shows: ({ rows }) => ({ persons: rows.map((row) => row.person) }),
  async ask(tx, asked, { actor, vault }) {
    const limit = asked.limit ?? pageMax
    if (!asked.query) {
      const rows = await select(tx, actor.tenant, asked, undefined, limit + 1)
      return {
        rows: await open(tx, vault, rows.slice(0, limit)),
        after: rows.length > limit ? rows[limit - 1].person : null,
        partial: false,
      }
    }
    const query = asked.query.normalize('NFKC').replace(/\s/g, '')
    const phone = phoneOf(asked.query)
    const phones = phone === undefined ? [] : phoneSpellings(phone).map((text) => `phone:${text}`)
    // As the import writes a name: its dots as the one middle dot.
    const names = new Set([query, query.replace(nameDots, '·')].map((name) => `name:${name}`))
    const found = await vault.find(tx, 'person', [...names, `tail:${query}`, ...phones])
    const exact = await select(tx, actor.tenant, asked, [...found.values()].flat(), limit)
    if (exact.length > 0) return { rows: await open(tx, vault, exact), after: null, partial: false }
    const candidates = await select(tx, actor.tenant, asked, undefined, openedMax + 1)
    // A query of dots alone would be part of every name.
    const folded = foldName(query)
    const alike = (name: string) => folded !== '' && foldName(name).includes(folded)
    // The beginning of a number, with its country's code or hyphens before it is whole.
    const digits = query.replace(/^(?:\+|00)86/, '').replace(/[\s()-]/g, '')
    const opened = await open(tx, vault, candidates.slice(0, openedMax))
    const rows = opened
      .filter((row) => alike(row.name) || (row.phone?.includes(phone ?? digits) ?? false))
      .slice(0, limit)
    return { rows, after: null, partial: candidates.length > openedMax }
  },
})

export const questions = [list] as const
