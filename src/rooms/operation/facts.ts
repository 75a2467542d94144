// What the operation's decisions need to know: the template named, the operation of a round, all of a round that is
// copied, and what a round came to.
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import { starters } from '#domain/operation/starters.ts'
import type { Point, Post, Slot, TeamRule, Template, Visit } from '#domain/operation/terms.ts'
import type { Figures, OperationCommand } from '#domain/operation/commands.ts'
import type { OperationFacts } from '#domain/operation/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

type OperationAsked = Asked<OperationCommand>
/** A round lasts so long where its template is gone. */
const usualLasts = 12 * 60

async function findTemplate(tx: Tx, tenant: string, template: Id): Promise<Template | undefined> {
  const {
    rows: [saved],
  } = await tx.query<{ body: Template; dropped: boolean }>(
    'select body, dropped from templates where tenant = $1 and template = $2',
    [tenant, template],
  )
  if (saved) return saved.dropped ? undefined : saved.body
  return starters.get(template)
}

async function findOperation(tx: Tx, tenant: string, operation: Id): Promise<OperationFacts['operation']> {
  type Row = Omit<NonNullable<OperationFacts['operation']>, 'lasts'> & { template: Id }
  const {
    rows: [row],
  } = await tx.query<Row>(
    `select o.operation, o.area, o.kind, o.state = 'open' as open, o.template,
       coalesce((select max(r.number) from rounds r where r.tenant = o.tenant and r.operation = o.operation), 0) as
         rounds
     from operations o
     where o.tenant = $1 and o.operation = $2`,
    [tenant, operation],
  )
  if (!row) return undefined
  const { template, ...rest } = row
  return { ...rest, lasts: (await findTemplate(tx, tenant, template))?.lasts ?? usualLasts }
}

const some = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T

async function findSource(
  tx: Tx,
  tenant: string,
  round: Id,
): Promise<(NonNullable<OperationFacts['source']> & { operation: Id }) | undefined> {
  const {
    rows: [row],
  } = await tx.query<{ operation: Id; area: string; starts: number; ends: number; teams: TeamRule | null }>(
    'select operation, area, starts, ends, teams from rounds where tenant = $1 and round = $2',
    [tenant, round],
  )
  if (!row) return undefined
  const of = async <T>(columns: string, table: string, order: string) =>
    (
      await tx.query<T>(`select ${columns} from ${table} where tenant = $1 and round = $2 order by ${order}`, [
        tenant,
        round,
      ])
    ).rows
  const points = await of<Point>(
    'point, area, name, json_build_array(lng, lat) as place, lanes, open',
    'round_points',
    'point',
  )
  const posts = await of<Post>('post, point, area, duty, skill, starts, ends, number', 'round_posts', 'post')
  const slots = await of<Slot>('building, point, starts, ends, people', 'round_slots', 'building')
  const visits = await of<Visit>('household, building, purpose, people, priority', 'round_visits', 'household, purpose')
  return { ...row, points, posts: posts.map(some), slots, visits }
}

async function findFigures(tx: Tx, tenant: string, round: Id): Promise<Figures> {
  const {
    rows: [row],
  } = await tx.query<Figures>(
    `with posts as (
       select count(*)::int as posts, coalesce(sum(number), 0)::int as seats
       from round_posts
       where tenant = $1 and round = $2
     ),
     formed as (select count(*)::int as teams from teams where tenant = $1 and round = $2),
     follow as (
       select coalesce((teams->>'followers')::int, 0) + 1 as size
       from rounds
       where tenant = $1 and round = $2
     ),
     sits as (
       select (count(*) filter (where state in ('proposed', 'accepted')))::int as seated,
         (count(*) filter (where state = 'declined'))::int as declined,
         (count(*) filter (where state = 'absent'))::int as absent
       from assignments
       where tenant = $1 and round = $2
     ),
     called as (
       select count(*)::int as buildings, coalesce(sum(people), 0)::int as people
       from round_slots
       where tenant = $1 and round = $2
     )
     select (select count(*)::int from round_points where tenant = $1 and round = $2) as points, posts.posts,
       formed.teams, posts.seats + formed.teams * follow.size as seats, sits.seated, sits.declined, sits.absent,
       called.buildings, called.people,
       (select count(*)::int from round_visits where tenant = $1 and round = $2) as visits
     from posts, formed, follow, sits, called`,
    [tenant, round],
  )
  return row
}

/** Seats that somebody was asked to take or has taken up, by post, or for all teams together. */
async function findHeld(tx: Tx, tenant: string, round: Id): Promise<NonNullable<OperationFacts['held']>> {
  const { rows } = await tx.query<NonNullable<OperationFacts['held']>[number]>(
    `select post, starts, ends, count(*)::int as people,
       json_agg(json_build_array(seat, person) order by seat, person) as seats
     from assignments
     where tenant = $1 and round = $2 and state in ('proposed', 'accepted')
     group by post, starts, ends`,
    [tenant, round],
  )
  return rows
}

/** Points and posts of these ids as they stand. */
async function findBefore(
  tx: Tx,
  tenant: string,
  round: Id,
  points: readonly Id[],
  posts: readonly Id[],
): Promise<NonNullable<OperationFacts['before']>> {
  type Before = NonNullable<OperationFacts['before']>
  const key = [tenant, round]
  const { rows: knownPoints } = await tx.query<Before['points'][number]>(
    `select point, area, name, json_build_array(lng, lat) as place
     from round_points
     where tenant = $1 and round = $2 and point = any($3)`,
    [...key, points],
  )
  const { rows: knownPosts } = await tx.query<Before['posts'][number]>(
    `select post, point, area, duty
     from round_posts
     where tenant = $1 and round = $2 and post = any($3)`,
    [...key, posts],
  )
  return { points: knownPoints, posts: knownPosts.map(some) }
}

async function factsOf(tx: Tx, { command, actor, stream }: OperationAsked): Promise<OperationFacts> {
  const { tenant } = actor
  switch (command.type) {
    case 'open-operation':
      return { template: await findTemplate(tx, tenant, command.template) }
    case 'close-operation': {
      const {
        rows: [{ rounds }],
      } = await tx.query<{ rounds: number }>(
        `select count(*)::int as rounds
         from rounds
         where tenant = $1 and operation = $2 and state not in ('closed', 'reported')`,
        [tenant, idOf(stream)],
      )
      return { openRounds: rounds }
    }
    case 'draft-round':
      return { operation: await findOperation(tx, tenant, command.operation) }
    case 'copy-round': {
      const source = await findSource(tx, tenant, command.from)
      return source ? { source, operation: await findOperation(tx, tenant, source.operation) } : {}
    }
    case 'change-round':
    case 'set-teams':
    case 'remove-posts':
      return { held: await findHeld(tx, tenant, idOf(stream)) }
    case 'put-points': {
      const points = command.points.map((one) => one.point)
      return { before: await findBefore(tx, tenant, idOf(stream), points, []) }
    }
    case 'put-posts': {
      const posts = command.posts.map((one) => one.post)
      const before = await findBefore(tx, tenant, idOf(stream), [], posts)
      return { held: await findHeld(tx, tenant, idOf(stream)), before }
    }
    case 'remove-visits': {
      const { rows } = await tx.query<{ household: string }>(
        `select household
         from door_visits
         where tenant = $1 and round = $2 and household = any($3) and not planned
         order by household`,
        [tenant, idOf(stream), command.households],
      )
      return { apart: rows.map((row) => row.household) }
    }
    case 'report-round':
      return { figures: await findFigures(tx, tenant, idOf(stream)) }
    default:
      return {}
  }
}

export const finder: FactFinder<OperationCommand, OperationFacts> = {
  // Rounds of one operation are numbered one after another, and it closes after them; a copy waits for what changes its
  // source.
  keys({ command, stream }) {
    switch (command.type) {
      case 'draft-round':
        return [streamOf('operation', command.operation), 'operation-rounds']
      case 'copy-round':
        return [streamOf('round', command.from), 'operation-rounds']
      case 'close-operation':
        return ['operation-rounds']
      // Who sits there is for the roster to say.
      case 'change-round':
      case 'set-teams':
      case 'put-posts':
      case 'remove-posts':
        return [streamOf('roster', idOf(stream))]
      default:
        return []
    }
  },
  // One by one: such commands come some dozens a day, not in groups.
  async find(tx, asked) {
    const facts: OperationFacts[] = []
    for (const one of asked) facts.push(await factsOf(tx, one))
    return facts
  },
}
