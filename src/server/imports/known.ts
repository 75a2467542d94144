// Fetches what the county already has, as far as the importer may see it: areas, units, and the people or buildings
// that a list speaks of.
import type { Actor } from '#domain/kernel/actor.ts'
import { codeLength, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { phoneOf, phoneSpellings } from '#domain/kernel/phone.ts'
import type { Availability, Numbering, Skill } from '#domain/registry/terms.ts'
import type { Door } from '#domain/registry/commands.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { communitiesOf } from './buildings.ts'
import { unitKey } from './clean.ts'
import { keysOf } from './persons.ts'
import { Places, type KnownArea } from './places.ts'
import type { County, KnownPerson, KnownUnit, List } from './plan.ts'

interface AreaRow {
  area: AreaId
  name: string
  lng: number | null
  lat: number | null
  numbering: Numbering | null
}

const known = ({ area, name, lng, lat }: AreaRow): KnownArea => ({
  area,
  name,
  ...(lng !== null && lat !== null && { place: [lng, lat] as const }),
})

async function readUnits(tx: Tx, tenant: string): Promise<KnownUnit[]> {
  const { rows } = await tx.query<KnownUnit>(
    `select unit, name, area,
       coalesce(
         (
           select array_agg(community)
           from registrations r
           where r.tenant = units.tenant and r.stream = 'unit/' || units.unit and state in ('asked', 'accepted')
         ),
         '{}'
       ) as registered
     from units
     where tenant = $1`,
    [tenant],
  )
  return rows
}

async function readBuildings(
  tx: Tx,
  tenant: string,
  communities: readonly AreaId[],
  places: Places,
): Promise<County['doors']> {
  const doors = new Map<AreaId, { numbering: Numbering; doors: Door[] }>()
  if (communities.length === 0) return doors
  const buildings = await tx.query<AreaRow>(
    `select area, name, lng, lat, numbering
     from areas
     where tenant = $1 and level = 'building' and left(area, ${codeLength.community}) = any($2)`,
    [tenant, communities],
  )
  for (const row of buildings.rows) {
    places.add(known(row))
    doors.set(row.area, { numbering: row.numbering ?? 'floors', doors: [] })
  }
  const households = await tx.query<{ household: string; building: AreaId; residents: number }>(
    `select household, building, residents
     from households
     where tenant = $1 and building = any($2)
     order by household`,
    [tenant, [...doors.keys()]],
  )
  for (const { household, building, residents } of households.rows)
    doors.get(building)!.doors.push([household.slice(-4), residents])
  return doors
}

/** Lookups asked for at a time; one query carries them as one array. */
const lookupBatch = 5_000

async function readPeople(tx: Tx, tenant: string, vault: VaultReader, list: List): Promise<KnownPerson[]> {
  const { names, phones } = keysOf(list)
  const lookups = [
    ...names.map((name) => `name:${name}`),
    ...phones.flatMap((phone) => phoneSpellings(phone).map((text) => `phone:${text}`)),
  ]
  const ids = new Set<Id>()
  for (let at = 0; at < lookups.length; at += lookupBatch)
    for (const found of (await vault.find(tx, 'person', lookups.slice(at, at + lookupBatch))).values())
      for (const id of found) ids.add(id)
  if (ids.size === 0) return []
  const { rows } = await tx.query<{
    person: Id
    unit: Id | null
    home: AreaId
    skills: Skill[]
    availability: Availability[]
    registered: AreaId | null
  }>(
    `select person, unit, home, skills, availability,
       (
         select community
         from registrations r
         where r.tenant = p.tenant and r.person = p.person and state in ('asked', 'accepted')
         limit 1
       ) as registered
     from persons p
     where tenant = $1 and person = any($2) and merged_into is null
     order by person`,
    [tenant, [...ids]],
  )
  const people: KnownPerson[] = []
  for (let at = 0; at < rows.length; at += lookupBatch) {
    const slice = rows.slice(at, at + lookupBatch)
    const bodies = await vault.open<{ name: string; phone?: string }>(
      tx,
      'person',
      slice.map((row) => row.person),
    )
    for (const row of slice) {
      const body = bodies.get(row.person)
      if (body)
        people.push({
          person: row.person,
          name: body.name,
          ...(body.phone && { phone: phoneOf(body.phone) ?? body.phone }),
          ...(row.unit && { unit: row.unit }),
          home: row.home,
          skills: row.skills,
          availability: row.availability,
          ...(row.registered && { registered: row.registered }),
        })
    }
  }
  return people
}

/** @param tx a transaction that the database narrows to the actor */
export async function readCounty(tx: Tx, vault: VaultReader, actor: Actor, list: List): Promise<County> {
  const tenant = actor.tenant
  const areas = await tx.query<AreaRow>(
    `select area, name, lng, lat, numbering
     from areas
     where tenant = $1 and level <> 'building' and name is not null
     order by area`,
    [tenant],
  )
  const places = new Places(tenant, areas.rows.map(known))
  const units = await readUnits(tx, tenant)
  const byKey = new Map<string, KnownUnit[]>()
  for (const unit of units) byKey.set(unitKey(unit.name), [...(byKey.get(unitKey(unit.name)) ?? []), unit])
  return {
    tenant,
    actor,
    places,
    units: byKey,
    unitById: new Map(units.map((unit) => [unit.unit, unit])),
    doors:
      list.kind === 'buildings' ? await readBuildings(tx, tenant, communitiesOf(list, { places }), places) : new Map(),
    people: list.kind === 'persons' ? await readPeople(tx, tenant, vault, list) : [],
  }
}
