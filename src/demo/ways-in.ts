// Ways into the demo county for who wants to look around: one of each role that works, most of one community, each by a
// one-time link.
import type { Actor, Role } from '#domain/kernel/actor.ts'
import { codeLength } from '#domain/kernel/area.ts'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from '#journal/view.ts'
import { newLink } from '#server/identity/tokens.ts'

const linkMilliseconds = 24 * 3_600_000

interface House {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  now(): number
  newId(): Id
}

export interface WayIn {
  readonly role: Role
  readonly token: string
}

interface Person {
  readonly person: Id
  readonly unit: Id
  /** Where the unit stands: a liaison's grant must name it. */ readonly unitArea: string
  readonly community: string
  readonly roles: readonly string[] | null
}

/**
 * People of the community where most have registered, and of the next where those are too few, in the order of their
 * ids: the same ones each time.
 */
async function findPeople(tx: Tx, tenant: Tenant, count: number): Promise<Person[]> {
  const { rows } = await tx.query<Person>(
    `with busy as (
       select community, count(*) as n
       from registrations
       where tenant = $1 and kind = 'person' and state = 'accepted'
       group by community
     )
     select p.person, p.unit, u.area as "unitArea", r.community,
       (select array_agg(g.role) from grants g where g.tenant = $1 and g.account = p.person) as roles
     from registrations r
     join busy b using (community)
     join persons p on p.tenant = $1 and p.person = r.person
     join units u on u.tenant = $1 and u.unit = p.unit
     where r.tenant = $1 and r.kind = 'person' and r.state = 'accepted' and p.unit is not null
     order by b.n desc, community, p.person
     limit $2`,
    [tenant, count],
  )
  return rows
}

export const wayRoles: readonly Role[] = [
  'dispatcher',
  'officer',
  'supervisor',
  'gridWorker',
  'steward',
  'liaison',
  'volunteer',
  'volunteer',
]

interface Part {
  readonly community: string
  readonly grid: string
  readonly building: string
}

/** Of each community the first grid that has buildings, and its first building. */
async function findParts(tx: Tx, tenant: Tenant): Promise<Map<string, Part>> {
  const { rows } = await tx.query<Part>(
    `select distinct on (left(area, ${codeLength.community})) left(area, ${codeLength.community}) as community,
       left(area, ${codeLength.grid}) as grid, area as building
     from areas
     where tenant = $1 and level = 'building'
     order by left(area, ${codeLength.community}), area`,
    [tenant],
  )
  return new Map(rows.map((row) => [row.community, row]))
}

/**
 * Dispatchers and supervisors answer for the county, grid workers and stewards for what is theirs, the others for their
 * community.
 */
function areaOf(role: Role, tenant: Tenant, community: string, parts: ReadonlyMap<string, Part>): string {
  if (role === 'dispatcher' || role === 'supervisor') return tenant
  const part = parts.get(community)
  if (role === 'gridWorker') return part?.grid ?? community
  return role === 'steward' ? (part?.building ?? community) : community
}

/** New links, good once and for a day; who has too many open ones already gets no more. */
export async function offerWaysIn(house: House, tenant: Tenant, account: Id): Promise<WayIn[]> {
  const actor: Actor = {
    tenant,
    account,
    grants: [
      { role: 'system', area: tenant },
      { role: 'administrator', area: tenant },
    ],
  }
  const [people, parts] = await house.asDoor(tenant, async (tx) => [
    await findPeople(tx, tenant, wayRoles.length),
    await findParts(tx, tenant),
  ])
  const give = async (person: Id, command: Command & Record<string, unknown>) =>
    (
      await house.receive(
        { id: house.newId(), room: 'access', stream: `account/${person}`, at: house.now(), command },
        actor,
      )
    ).status === 'accepted'
  const ways: WayIn[] = []
  for (const [at, { person, unit, unitArea, community, roles: held }] of people.entries()) {
    const role = wayRoles[at]
    if (!held?.includes(role)) {
      if (held === null) await give(person, { type: 'open-account' })
      await give(
        person,
        role === 'liaison'
          ? { type: 'grant-role', role, area: unitArea, unit }
          : { type: 'appoint', role, area: areaOf(role, tenant, community, parts) },
      )
    }
    const link = newLink(tenant, person)
    if (await give(person, { type: 'offer-link', digest: link.digest, until: house.now() + linkMilliseconds }))
      ways.push({ role, token: link.token })
  }
  return ways
}
