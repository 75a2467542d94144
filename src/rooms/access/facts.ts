// What access's decisions need to know: the person of the account, the unit a grant names, and how many hold a role
// that must not run out.
import type { AreaId } from '#domain/kernel/area.ts'
import type { Role } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import { keptApart } from '#domain/access/terms.ts'
import type { AccessCommand } from '#domain/access/commands.ts'
import type { AccessFacts } from '#domain/access/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

const roleOf = (command: AccessCommand): Role | undefined =>
  (command.type === 'grant-role' || command.type === 'revoke-role') && keptApart.includes(command.role)
    ? command.role
    : undefined
const unitOf = (command: AccessCommand): Id | undefined => (command.type === 'grant-role' ? command.unit : undefined)
const some = <T>(values: readonly (T | undefined)[]): T[] => [...new Set(values.filter((value) => value !== undefined))]

async function readPersons(
  tx: Tx,
  tenant: string,
  persons: readonly Id[],
): Promise<Map<Id, NonNullable<AccessFacts['person']>>> {
  const { rows } = await tx.query<{ person: Id; home: AreaId; unit: Id | null; active: boolean }>(
    'select person, home, unit, active from persons where tenant = $1 and person = any($2)',
    [tenant, persons],
  )
  return new Map(rows.map(({ person, home, unit, active }) => [person, { home, active, ...(unit && { unit }) }]))
}

async function readUnits(tx: Tx, tenant: string, units: readonly Id[]): Promise<Map<Id, AreaId>> {
  if (units.length === 0) return new Map()
  const { rows } = await tx.query<{ unit: Id; area: AreaId }>(
    'select unit, area from units where tenant = $1 and unit = any($2)',
    [tenant, units],
  )
  return new Map(rows.map((row) => [row.unit, row.area]))
}

async function countHolders(tx: Tx, tenant: string, roles: readonly Role[]): Promise<Map<Role, number>> {
  if (roles.length === 0) return new Map()
  const { rows } = await tx.query<{ role: Role; holders: number }>(
    `select role, count(distinct account)::int as holders
     from grants
     where tenant = $1 and role = any($2)
     group by role`,
    [tenant, roles],
  )
  return new Map(rows.map((row) => [row.role, row.holders]))
}

async function find(tx: Tx, asked: readonly Asked<AccessCommand>[]): Promise<AccessFacts[]> {
  if (asked.length === 0) return []
  const tenant = asked[0].actor.tenant
  const persons = await readPersons(
    tx,
    tenant,
    asked.map(({ stream }) => idOf(stream)),
  )
  const units = await readUnits(tx, tenant, some(asked.map(({ command }) => unitOf(command))))
  const holders = await countHolders(tx, tenant, some(asked.map(({ command }) => roleOf(command))))
  return asked.map(({ stream, command }) => {
    const [person, unit, role] = [persons.get(idOf(stream)), unitOf(command), roleOf(command)]
    return {
      ...(person && { person }),
      ...(unit && units.has(unit) && { unitArea: units.get(unit) }),
      ...(role && { holders: holders.get(role) ?? 0 }),
    }
  })
}

export const finder: FactFinder<AccessCommand, AccessFacts> = {
  // Two who grant or take the same rare role must see each other; an appointment changes the count too.
  keys({ stream, command }) {
    const role = command.type === 'appoint' && keptApart.includes(command.role) ? command.role : roleOf(command)
    return [streamOf('person', idOf(stream)), ...(role ? [`role/${role}`] : [])]
  },
  find,
}
