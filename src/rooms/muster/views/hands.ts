// Everybody who could be called, with what the choice looks at: where they live, skills, hours served, when last,
// whether promised now. Ordered in space, so that the nearest are found without looking at all.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, isStreamOf } from '#domain/kernel/stream.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import type { PointEvent } from '#domain/point/commands.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { type Recorded, type Tx, viewOf } from '#journal/view.ts'

/** Web Mercator, metres at the equator: it keeps angles, so that nearest on it is nearest on the ground. */
export const spotOf = `point(lng * 111319.49, 6378137 * ln(tan(pi() / 4 + radians(lat) / 2)))`

type Heard = RegistryEvent | MusterEvent | PointEvent

interface Change {
  person: Id
  unit?: Id | null
  home?: AreaId
  lng?: number | null
  lat?: number | null
  skills?: readonly string[]
  availability?: readonly string[]
  active?: boolean
  community?: AreaId | null
  leaves?: AreaId
  engaged?: Id
  freed?: readonly Id[]
  minutes?: number
  times?: number
  last?: number
}

/** What an event says of one or more persons. */
function changesBy({ stream, event }: Recorded<Heard>): Change[] {
  const person = idOf(stream)
  const muster = idOf(stream)
  switch (event.type) {
    case 'person-enrolled':
      return [
        {
          person,
          unit: event.unit ?? null,
          home: event.home,
          lng: event.place?.[0] ?? null,
          lat: event.place?.[1] ?? null,
          skills: event.skills,
          availability: event.availability,
          active: true,
        },
      ]
    case 'person-changed':
      return [
        {
          person,
          ...(event.unit !== undefined && { unit: event.unit }),
          ...(event.home && { home: event.home, lng: event.place?.[0] ?? null, lat: event.place?.[1] ?? null }),
          ...(event.skills && { skills: event.skills }),
          ...(event.availability && { availability: event.availability }),
          ...(event.active !== undefined && { active: event.active }),
        },
      ]
    case 'person-merged':
      return [{ person, active: false }]
    case 'registration-accepted':
      return isStreamOf(stream, 'person') ? [{ person, community: event.community }] : []
    case 'registration-withdrawn':
      return isStreamOf(stream, 'person') ? [{ person, leaves: event.community }] : []
    case 'call-answered':
      return event.drill
        ? []
        : [{ person: event.person, ...(event.seated ? { engaged: muster } : { freed: [muster] }) }]
    case 'person-arrived':
      return event.drill || event.after ? [] : [{ person: event.person, engaged: muster }]
    case 'person-absent':
      return [{ person: event.person, freed: [muster] }]
    case 'person-left':
      return event.drill ? [] : [{ person: event.person, freed: [muster], minutes: event.minutes, last: event.at }]
    case 'stood-down':
      return event.drill ? [] : event.left.map(([one, minutes]) => ({ person: one, minutes, last: event.at }))
    // Rounds count like musters: who served in either has served, and rests after it.
    case 'signed-out':
      return event.minutes > 0 ? [{ person: event.person, minutes: event.minutes, last: event.at }] : []
    default:
      return []
  }
}

/** What the batch leaves of each person; minutes add up, the rest is the newest said. */
function fold(events: readonly Recorded<Heard>[]): Change[] {
  const rows = new Map<Id, Change>()
  for (const recorded of events) {
    for (const change of changesBy(recorded)) {
      const before = rows.get(change.person)
      const next = {
        ...before,
        ...change,
        minutes: (before?.minutes ?? 0) + (change.minutes ?? 0),
        times: (before?.times ?? 0) + (change.last === undefined ? 0 : 1),
        last: Math.max(before?.last ?? 0, change.last ?? 0),
      }
      // Said in order: engaged and then freed is free, freed here and engaged there is engaged there. All that freed
      // counts: which one stood before the batch is not known here.
      next.freed = [...(before?.freed ?? []), ...(change.freed ?? [])]
      if (before?.engaged !== undefined && change.freed?.includes(before.engaged)) delete next.engaged
      if (change.leaves !== undefined && before?.community === change.leaves) next.community = null
      rows.set(change.person, next)
    }
  }
  return [...rows.values()]
}

/** Answers are the many and say only where one is promised: a narrow update, and none where that stands already. */
async function promise(tx: Tx, tenant: string, rows: readonly Change[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `update hands h
     set engaged_in = c.engaged
     from unnest($2::text[], $3::text[], $4::jsonb[]) as c (person, engaged, freed)
     where h.tenant = $1 and h.person = c.person and h.engaged_in is distinct from c.engaged
       and (c.engaged is not null or c.freed ? h.engaged_in)`,
    [
      tenant,
      rows.map((row) => row.person),
      rows.map((row) => row.engaged ?? null),
      rows.map((row) => JSON.stringify(row.freed ?? [])),
    ],
  )
}

const onlyPromised = (row: Change) =>
  Object.keys(row).every((key) => ['person', 'engaged', 'freed', 'minutes', 'times', 'last'].includes(key)) &&
  !row.minutes &&
  !row.times &&
  !row.last

const onlyEnrolled = (row: Change) =>
  row.skills !== undefined &&
  row.unit !== undefined &&
  row.home !== undefined &&
  row.active === true &&
  row.community === undefined &&
  row.leaves === undefined &&
  !row.engaged &&
  !row.freed?.length &&
  !row.minutes &&
  !row.times &&
  !row.last

async function put(tx: Tx, tenant: string, all: readonly Change[]): Promise<void> {
  await promise(tx, tenant, all.filter(onlyPromised))
  const enrolled = all.filter((row) => row.skills !== undefined && row.unit !== undefined && row.home !== undefined)
  if (enrolled.length > 0)
    await tx.query(
      `insert into hands (
         tenant, person, unit, home, lng, lat, skills, availability, active, community, served_minutes, times_served,
         last_left_at
       )
       select $1, c.person, c.unit, c.home, c.lng, c.lat,
         coalesce((select array_agg(s) from jsonb_array_elements_text(c.skills) s), '{}'),
         coalesce(c.availability, '[]'), true, null, 0, 0, null
       from jsonb_to_recordset($2::jsonb) as c (
         person text, unit text, home text, lng double precision, lat double precision, skills jsonb,
         availability jsonb
       )
       where c.home is not null
       on conflict (tenant, person) do nothing`,
      [tenant, JSON.stringify(enrolled)],
    )
  // Who was only enrolled stands as the insert put them.
  const rows = all.filter((row) => !onlyPromised(row) && !onlyEnrolled(row))
  if (rows.length === 0) return
  await tx.query(
    `update hands h
     set unit = case when c.unit_said then c.unit else h.unit end, home = coalesce(c.home, h.home),
       lng = case when c.home is null then h.lng else c.lng end,
       lat = case when c.home is null then h.lat else c.lat end,
       skills = case when c.skills is null then h.skills
         else coalesce((select array_agg(s) from jsonb_array_elements_text(c.skills) s), '{}') end,
       availability = coalesce(c.availability, h.availability), active = coalesce(c.active, h.active),
       community = case when c.community_said then c.community when h.community = c.leaves then null else h.community
         end,
       engaged_in = case when c.engaged is not null then c.engaged when c.freed ? h.engaged_in then null
         else h.engaged_in end,
       served_minutes = h.served_minutes + c.minutes, times_served = h.times_served + c.times,
       last_left_at = case when c.last > 0 then greatest(coalesce(h.last_left_at, 0), c.last) else h.last_left_at end
     from unnest($2::text[], $3::jsonb[]) as r (person, row),
       jsonb_to_record(r.row) as c (
         unit text, unit_said boolean, home text, lng double precision, lat double precision, skills jsonb,
         availability jsonb, active boolean, community text, community_said boolean, leaves text, engaged text,
         freed jsonb, minutes integer, times integer, last double precision
       )
     where h.tenant = $1 and h.person = r.person`,
    [
      tenant,
      rows.map((row) => row.person),
      rows.map((row) =>
        JSON.stringify({ ...row, unit_said: row.unit !== undefined, community_said: row.community !== undefined }),
      ),
    ],
  )
}

export const view = viewOf<Heard>({
  name: 'hands',
  version: 2,
  table: `create table hands (
      tenant text not null, person text not null, unit text, home text collate "C" not null, lng double precision,
      lat double precision, skills text[] not null, availability jsonb not null, active boolean not null,
      community text collate "C", engaged_in text, served_minutes integer not null, times_served integer not null,
      last_left_at double precision, spot point generated always as (${spotOf}) stored, primary key (tenant, person)
    ) with (fillfactor = 70);
    create index hands_spot on hands using gist (spot) where active;
    create index hands_engaged on hands (engaged_in) where engaged_in is not null;
    create index hands_home on hands (home);
    create index hands_community on hands (community);`,
  visible: { area: 'home', person: 'person', unit: 'unit' },
  later: ['hands_spot', 'hands_home', 'hands_community'],
  on: [
    'person-enrolled',
    'person-changed',
    'person-merged',
    'registration-accepted',
    'registration-withdrawn',
    'call-answered',
    'person-arrived',
    'person-absent',
    'person-left',
    'stood-down',
    'signed-out',
  ],
  async feed(tx, events) {
    const byTenant = Map.groupBy(events, (recorded) => recorded.tenant)
    for (const [tenant, own] of byTenant) {
      // The end of a muster frees everybody promised to it: what came before it in the batch goes first.
      let from = 0
      for (let i = 0; i <= own.length; i += 1) {
        if (i < own.length && own[i].event.type !== 'stood-down') continue
        const rows = fold(own.slice(from, i + 1))
        if (rows.length > 0) await put(tx, tenant, rows)
        if (i < own.length)
          await tx.query('update hands set engaged_in = null where tenant = $1 and engaged_in = $2', [
            tenant,
            idOf(own[i].stream),
          ])
        from = i + 1
      }
    }
  },
})
