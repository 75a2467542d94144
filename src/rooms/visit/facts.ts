// What visits' decisions need to know: whether the round runs, whether the actor is of the team of that grid, who holds
// a household's visit.
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, isStreamOf } from '#domain/kernel/stream.ts'
import type { VisitCommand } from '#domain/visit/commands.ts'
import type { VisitFacts } from '#domain/visit/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

type VisitAsked = Asked<VisitCommand>

function doorsOf(stream: string): readonly [round: Id, building: string] {
  const rest = idOf(stream)
  const at = rest.indexOf('.')
  return [rest.slice(0, Math.max(0, at)), rest.slice(at + 1)]
}

interface RoundRow {
  readonly round: Id
  readonly live: boolean
  readonly closedAt: number | null
}

async function findRounds(tx: Tx, tenant: string, doors: readonly VisitAsked[]): Promise<Map<Id, RoundRow>> {
  const rounds = [...new Set(doors.map((one) => doorsOf(one.stream)[0]))]
  if (rounds.length === 0) return new Map()
  const { rows } = await tx.query<RoundRow>(
    `select round, state in ('published', 'running') as live, closed_at as "closedAt"
     from rounds
     where tenant = $1 and round = any($2)`,
    [tenant, rounds],
  )
  return new Map(rows.map((row) => [row.round, row]))
}

/** Of [round, building, person]: those who sit in a team whose grid holds the building. */
async function findTeams(tx: Tx, tenant: string, doors: readonly VisitAsked[]): Promise<Set<string>> {
  const wanted = doors.flatMap((one) => (one.actor.person ? [[...doorsOf(one.stream), one.actor.person] as const] : []))
  if (wanted.length === 0) return new Set()
  const { rows } = await tx.query<{ round: Id; building: string; person: Id }>(
    `select distinct w.round, w.building, w.person
     from unnest($2::text[], $3::text[], $4::text[]) as w (round, building, person)
     join assignments a on a.tenant = $1 and a.round = w.round and a.person = w.person
       and a.state in ('proposed', 'accepted') and a.team is not null
     join teams t on t.tenant = $1 and t.round = a.round and t.team = a.team and w.building ^@ t.grid`,
    [
      tenant,
      wanted.map(([round]) => round),
      wanted.map(([, building]) => building),
      wanted.map(([, , person]) => person),
    ],
  )
  return new Set(rows.map((row) => `${row.round} ${row.building} ${row.person}`))
}

/** Who holds the visit of each need's household: the latest claim that has not run out. */
async function findHolders(
  tx: Tx,
  tenant: string,
  needs: readonly VisitAsked[],
  now: number,
): Promise<Map<string, { by: Id; until: number }>> {
  if (needs.length === 0) return new Map()
  const ids = needs.map((one) => idOf(one.stream))
  const named = needs.flatMap(({ command }) => (command.type === 'note-need' ? [command.household] : []))
  const { rows: known } = await tx.query<{ need: Id; household: string }>(
    'select need, household from needs where tenant = $1 and need = any($2)',
    [tenant, ids],
  )
  const households = new Map(known.map((row) => [row.need, row.household]))
  const { rows } = await tx.query<{ household: string; by: Id; until: number }>(
    `select distinct on (household) household, claimed_by as by, claim_until as until
     from door_visits
     where tenant = $1 and household = any($2) and claimed_by is not null and claim_until > $3
     order by household, claim_until desc`,
    [tenant, [...new Set([...named, ...households.values()])], now],
  )
  const holders = new Map(rows.map((row) => [row.household, { by: row.by, until: row.until }]))
  return new Map(
    needs.flatMap((one) => {
      const household = one.command.type === 'note-need' ? one.command.household : households.get(idOf(one.stream))
      const holder = household === undefined ? undefined : holders.get(household)
      return holder ? [[one.id, holder] as const] : []
    }),
  )
}

async function findActive(tx: Tx, tenant: string, asked: readonly VisitAsked[]): Promise<Set<Id>> {
  const persons = asked.flatMap(({ command }) =>
    command.type === 'claim-doors' && command.person ? [command.person] : [],
  )
  if (persons.length === 0) return new Set()
  const { rows } = await tx.query<{ person: Id }>(
    'select person from persons where tenant = $1 and person = any($2) and active',
    [tenant, [...new Set(persons)]],
  )
  return new Set(rows.map((row) => row.person))
}

/**
 * By command: doors that neither the building's list nor the round's has. A building of which nothing is listed has
 * nothing to be compared with.
 */
async function findStrange(tx: Tx, tenant: string, doors: readonly VisitAsked[]): Promise<Map<string, Set<string>>> {
  const named = doors.flatMap(({ id, stream, command }) =>
    command.type === 'claim-doors' || command.type === 'report-doors'
      ? command.doors.map((door) => [id, ...doorsOf(stream), door] as const)
      : [],
  )
  if (named.length === 0) return new Map()
  const { rows } = await tx.query<{ id: string; door: string }>(
    `with named as (
       select id, round, building, building || '-' || door as household, door
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as n (id, round, building, door)
     ),
     listed as (
       select null::text as round, building, household
       from households
       where tenant = $1 and building = any($4)
       union all select round, building, household
       from round_visits
       where tenant = $1 and round = any($3) and building = any($4)
     )
     select n.id, n.door
     from named n
     where exists (select 1 from listed l where l.building = n.building and coalesce(l.round, n.round) = n.round)
       and not exists (
         select 1
         from listed l
         where l.household = n.household and coalesce(l.round, n.round) = n.round
       )`,
    [tenant, ...[0, 1, 2, 3].map((at) => named.map((one) => one[at]))],
  )
  const strange = new Map<string, Set<string>>()
  for (const { id, door } of rows) strange.set(id, (strange.get(id) ?? new Set()).add(door))
  return strange
}

export const finder: FactFinder<VisitCommand, VisitFacts> = {
  keys: () => [],
  async find(tx, asked) {
    const { tenant } = asked[0].actor
    const doors = asked.filter((one) => isStreamOf(one.stream, 'doors'))
    const needs = asked.filter((one) => isStreamOf(one.stream, 'need'))
    const [rounds, teams, active, strange, holders] = [
      await findRounds(tx, tenant, doors),
      await findTeams(tx, tenant, doors),
      await findActive(tx, tenant, doors),
      await findStrange(tx, tenant, doors),
      await findHolders(tx, tenant, needs, asked[0].now),
    ]
    return asked.map(({ id, stream, command, actor, at }): VisitFacts => {
      const self = actor.person ? { self: actor.person } : {}
      if (isStreamOf(stream, 'need')) {
        const held = holders.get(id)
        return { ...self, ...(held && { held }) }
      }
      const [round, building] = doorsOf(stream)
      const row = rounds.get(round)
      return {
        ...self,
        open: row !== undefined && (row.live || (row.closedAt !== null && at <= row.closedAt)),
        strange: strange.get(id) ?? new Set(),
        team: teams.has(`${round} ${building} ${actor.person ?? ''}`),
        ...(command.type === 'claim-doors' && command.person && { personActive: active.has(command.person) }),
      }
    })
  },
}
