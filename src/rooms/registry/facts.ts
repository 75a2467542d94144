// What the registry's decisions need to know: whether the unit and community exist, where a home lies, who holds a
// phone, what the vault holds.
import { isOffice, officeRoles } from '#domain/access/terms.ts'
import { around, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { phoneSpellings } from '#domain/kernel/phone.ts'
import type { Position } from '#domain/kernel/position.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import type { RegistryCommand } from '#domain/registry/commands.ts'
import type { RegistryFacts } from '#domain/registry/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx, VaultReader } from '#journal/view.ts'

const unitOf = (command: RegistryCommand) => ('unit' in command && command.unit ? command.unit : undefined)
const homeOf = (command: RegistryCommand) => ('home' in command ? command.home : undefined)
const phoneOf = (command: RegistryCommand) => ('phone' in command && command.phone ? command.phone : undefined)
const communityOf = (command: RegistryCommand) =>
  command.type === 'register-person' || command.type === 'register-unit' ? command.community : undefined

const some = <T>(values: readonly (T | undefined)[]): T[] => [...new Set(values.filter((value) => value !== undefined))]

/** The home itself and what lies around it: where the narrowest has no centre, the next one's serves. */
function outward(area: AreaId): AreaId[] {
  const all: AreaId[] = []
  for (let at: AreaId | undefined = area; at; at = around(at)) all.push(at)
  return all
}

async function readAreas(
  tx: Tx,
  tenant: string,
  homes: readonly AreaId[],
  communities: readonly AreaId[],
): Promise<Map<AreaId, { name: string | null; place?: Position }>> {
  const wanted = [...new Set([...homes.flatMap(outward), ...communities])]
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<{ area: AreaId; name: string | null; lng: number | null; lat: number | null }>(
    'select area, name, lng, lat from areas where tenant = $1 and area = any($2)',
    [tenant, wanted],
  )
  return new Map(
    rows.map((row) => [
      row.area,
      { name: row.name, ...(row.lng !== null && row.lat !== null && { place: [row.lng, row.lat] as const }) },
    ]),
  )
}

async function readUnits(tx: Tx, tenant: string, units: readonly Id[]): Promise<Map<Id, AreaId>> {
  if (units.length === 0) return new Map()
  const { rows } = await tx.query<{ unit: Id; area: AreaId }>(
    'select unit, area from units where tenant = $1 and unit = any($2)',
    [tenant, units],
  )
  return new Map(rows.map((row) => [row.unit, row.area]))
}

async function readPersons(
  tx: Tx,
  tenant: string,
  persons: readonly Id[],
): Promise<Map<Id, { home: AreaId; active: boolean; merged: boolean }>> {
  if (persons.length === 0) return new Map()
  const { rows } = await tx.query<{ person: Id; home: AreaId; active: boolean; merged: boolean }>(
    `select person, home, active, merged_into is not null as merged
     from persons
     where tenant = $1 and person = any($2)`,
    [tenant, persons],
  )
  return new Map(rows.map((row) => [row.person, row]))
}

/** Who holds each phone. A merged person's record keeps its lookups, so merged ones do not count. */
async function readHolders(
  tx: Tx,
  tenant: string,
  vault: VaultReader,
  phones: readonly string[],
): Promise<Map<string, Id>> {
  if (phones.length === 0) return new Map()
  // Also as it may stand in a record of before a number had one form.
  const asked = new Map(phones.flatMap((phone) => phoneSpellings(phone).map((text) => [`phone:${text}`, phone])))
  const found = await vault.find(tx, 'person', [...asked.keys()])
  const persons = await readPersons(tx, tenant, [...found.values()].flat())
  const holders = new Map<string, Id>()
  for (const [lookup, ids] of found) {
    const holder = ids.find((id) => !persons.get(id)?.merged)
    const phone = asked.get(lookup)!
    // One who bears it in its one form comes first.
    if (holder && (lookup === `phone:${phone}` || !holders.has(phone))) holders.set(phone, holder)
  }
  return holders
}

/** Whose name and phone are guarded: who holds an office, against all but themselves with the second factor shown. */
async function readGuarded(tx: Tx, tenant: string, asked: readonly Asked<RegistryCommand>[]): Promise<Set<Id>> {
  const others = asked.filter(
    ({ command, stream, actor }) =>
      command.type === 'change-person' &&
      (command.name !== undefined || command.phone !== undefined) &&
      !actor.grants.some(({ role }) => role === 'system' || (actor.person === idOf(stream) && isOffice(role))),
  )
  if (others.length === 0) return new Set()
  const { rows } = await tx.query<{ account: Id }>(
    'select distinct account from grants where tenant = $1 and account = any($2) and role = any($3)',
    [tenant, others.map(({ stream }) => idOf(stream)), officeRoles],
  )
  return new Set(rows.map((row) => row.account))
}

async function find(tx: Tx, asked: readonly Asked<RegistryCommand>[], vault: VaultReader): Promise<RegistryFacts[]> {
  if (asked.length === 0) return []
  const tenant = asked[0].actor.tenant
  const commands = asked.map((each) => each.command)
  const areas = await readAreas(tx, tenant, some(commands.map(homeOf)), some(commands.map(communityOf)))
  const units = await readUnits(tx, tenant, some(commands.map(unitOf)))
  const holders = await readHolders(tx, tenant, vault, some(commands.map(phoneOf)))
  const changing = asked.filter(({ command }) => command.type === 'change-person').map(({ stream }) => idOf(stream))
  const held =
    changing.length === 0 ? new Map() : await vault.open<{ name: string; phone?: string }>(tx, 'person', changing)
  const guarded = await readGuarded(tx, tenant, asked)
  const into = await readPersons(
    tx,
    tenant,
    some(commands.map((command) => (command.type === 'merge-person' ? command.into : undefined))),
  )
  return asked.map(({ command, stream }) => {
    const [unit, home, phone, community] = [unitOf(command), homeOf(command), phoneOf(command), communityOf(command)]
    const place =
      home &&
      outward(home)
        .map((area) => areas.get(area)?.place)
        .find((each) => each !== undefined)
    const other = command.type === 'merge-person' ? into.get(command.into) : undefined
    return {
      ...(unit && { unitArea: units.get(unit) }),
      ...(place && { place }),
      ...(phone && { phoneHolder: holders.get(phone) }),
      ...(other && { into: other }),
      ...(community && { communityKnown: areas.get(community)?.name != null }),
      ...(guarded.has(idOf(stream)) && { guarded: true }),
      ...(held.has(idOf(stream)) && { held: held.get(idOf(stream)) }),
    }
  })
}

export const finder: FactFinder<RegistryCommand, RegistryFacts> = {
  // What one command of a group may change for another's facts. Units and areas are named by a key only where they come
  // to be: an import of people would otherwise fall into groups of one a unit.
  keys({ command, stream }) {
    const phone = phoneOf(command)
    if (command.type === 'merge-person') return [streamOf('person', command.into)]
    return [...(phone ? [`phone/${phone}`] : []), ...(command.type === 'enrol-unit' ? [stream] : [])]
  },
  find,
}
