// What the roster's decisions need to know: the round and its posts, and of everybody who may be seated whether they
// are active, able and free.
import type { Id } from '#domain/kernel/ids.ts'
import { idOf, streamOf } from '#domain/kernel/stream.ts'
import { ofSeat, type SeatId } from '#domain/roster/terms.ts'
import type { RosterCommand } from '#domain/roster/commands.ts'
import type { PersonKnown, PostAsked, RosterFacts } from '#domain/roster/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx } from '#journal/view.ts'

type RosterAsked = Asked<RosterCommand>
const roundOf = (stream: string): Id => idOf(stream)

/** Seats and parts that a command names, and people whom it would seat. */
function named({ command, actor }: Pick<RosterAsked, 'command' | 'actor'>): {
  parts: readonly Id[]
  persons: readonly Id[]
} {
  const self = actor.person ? [actor.person] : []
  const parts = (seats: readonly SeatId[]) => [...new Set(seats.map(ofSeat))]
  switch (command.type) {
    case 'accept-plan':
    case 'accept-repair':
    case 'move-people':
      return {
        parts: parts(command.seats.map((one) => one.seat)),
        persons: [...new Set(command.seats.map((one) => one.person))],
      }
    case 'lock-seats':
      return { parts: [], persons: [] }
    case 'release-seats':
    case 'mark-absent':
      return { parts: parts(command.seats), persons: [] }
    case 'undo-absent':
      return { parts: parts(command.seats.map((one) => one.seat)), persons: [] }
    case 'seat-person':
      return { parts: [ofSeat(command.seat)], persons: [command.person] }
    case 'note-answer':
    case 'decline':
      return { parts: [ofSeat(command.seat)], persons: [] }
    case 'take-up':
      return { parts: [], persons: [] }
    case 'sign-up':
      return { parts: [command.of], persons: self }
    case 'step-back':
      return { parts: [], persons: [] }
    case 'offer-swap':
      return { parts: parts([command.seat, command.with]), persons: self }
    case 'answer-swap':
      return { parts: [], persons: self }
    case 'fit-seats':
    case 'note-reach':
      return { parts: [], persons: [] }
  }
}

/** Commands that free seats: who waits in line for them may be seated. */
const freeing: readonly RosterCommand['type'][] = [
  'release-seats',
  'mark-absent',
  'note-answer',
  'decline',
  'fit-seats',
]
/** Commands that look at the line; one who signs up comes after it, and moves nobody. */
const lining: readonly RosterCommand['type'][] = [...freeing, 'sign-up']

async function findRounds(tx: Tx, tenant: string, ids: readonly Id[]): Promise<Map<Id, RosterFacts['round']>> {
  const { rows } = await tx.query<NonNullable<RosterFacts['round']> & { round: Id }>(
    `select round, area, state, starts, ends, teams
     from rounds
     where tenant = $1 and round = any($2)`,
    [tenant, ids],
  )
  return new Map(rows.map(({ round, ...row }) => [round, row]))
}

/** @param whole rounds of which all posts are asked for */
async function findPosts(
  tx: Tx,
  tenant: string,
  rounds: readonly Id[],
  posts: readonly Id[],
  whole: readonly Id[],
): Promise<Map<Id, Map<Id, PostAsked>>> {
  const found = new Map<Id, Map<Id, PostAsked>>(rounds.map((round) => [round, new Map()]))
  if (posts.length + whole.length === 0) return found
  const { rows } = await tx.query<PostAsked & { round: Id; post: Id }>(
    `select round, post, area, skill, starts, ends, number
     from round_posts
     where tenant = $1 and round = any($2) and (post = any($3) or round = any($4))`,
    [tenant, rounds, posts, whole],
  )
  for (const { round, post, skill, ...row } of rows)
    found.get(round)!.set(post, { ...row, ...(skill != null && { skill }) })
  return found
}

/** Rounds whose every line may move. */
const wholeOf = (asked: readonly RosterAsked[]): Id[] =>
  asked.flatMap(({ command, stream }) => (command.type === 'fit-seats' ? [roundOf(stream)] : []))

/** Those in line for what a command frees or asks for. */
function lineOf({ command, stream }: RosterAsked, parts: readonly Id[], lines: ReadonlyMap<string, Id[]>): Id[] {
  const round = roundOf(stream)
  if (command.type === 'fit-seats')
    return [...lines].flatMap(([key, line]) => (key.startsWith(`${round} `) ? line : []))
  return lining.includes(command.type) ? parts.flatMap((part) => lines.get(`${round} ${part}`) ?? []) : []
}

/**
 * Persons beside the command who may come to sit: in line for what it frees, or the two of a swap. By `<round> <part>`
 * and by swap.
 */
async function findOthers(
  tx: Tx,
  tenant: string,
  asked: readonly RosterAsked[],
): Promise<{ lines: Map<string, Id[]>; swaps: Map<Id, { seat: SeatId; person: Id }[]> }> {
  const lines = new Map<string, Id[]>()
  const frees = asked.filter(({ command }) => lining.includes(command.type))
  if (frees.length > 0) {
    const { rows } = await tx.query<{ round: Id; part: Id; person: Id }>(
      `select round, part, person
       from waiting
       where tenant = $1 and round = any($2) and (part = any($3) or round = any($4))`,
      [tenant, frees.map((one) => roundOf(one.stream)), frees.flatMap((one) => named(one).parts), wholeOf(frees)],
    )
    for (const { round, part, person } of rows)
      lines.set(`${round} ${part}`, [...(lines.get(`${round} ${part}`) ?? []), person])
  }
  const swaps = new Map<Id, { seat: SeatId; person: Id }[]>()
  const answered = asked.flatMap(({ command }) => (command.type === 'answer-swap' ? [command.swap] : []))
  if (answered.length > 0) {
    const { rows } = await tx.query<{ swap: Id; seat: SeatId; person: Id }>(
      'select swap, seat, person from swaps where tenant = $1 and swap = any($2)',
      [tenant, answered],
    )
    for (const { swap, ...row } of rows) swaps.set(swap, [...(swaps.get(swap) ?? []), row])
  }
  return { lines, swaps }
}

/** The holders of seats with which somebody wants to swap. */
async function findHolders(tx: Tx, tenant: string, asked: readonly RosterAsked[]): Promise<Map<string, Id>> {
  const offers = asked.flatMap(({ command, stream }) =>
    command.type === 'offer-swap' ? [[roundOf(stream), command.with] as const] : [],
  )
  if (offers.length === 0) return new Map()
  const { rows } = await tx.query<{ round: Id; seat: SeatId; person: Id }>(
    `select round, seat, person
     from assignments
     where tenant = $1 and round = any($2) and seat = any($3) and state in ('proposed', 'accepted')`,
    [tenant, offers.map(([round]) => round), offers.map(([, seat]) => seat)],
  )
  return new Map(rows.map((row) => [`${row.round} ${row.seat}`, row.person]))
}

interface Known {
  readonly active: boolean
  readonly skills: readonly string[]
  readonly busy: readonly (readonly [round: Id, starts: number, ends: number])[]
}

/**
 * What is known of these people; hours in all rounds, of which the round's own are left out afterwards, and hours
 * promised to a muster.
 */
async function findPersons(tx: Tx, tenant: string, persons: readonly Id[]): Promise<Map<Id, Known>> {
  if (persons.length === 0) return new Map()
  const { rows } = await tx.query<{ person: Id; active: boolean; skills: string[] }>(
    'select person, active, skills from persons where tenant = $1 and person = any($2)',
    [tenant, persons],
  )
  const { rows: seats } = await tx.query<{ person: Id; round: Id; starts: number; ends: number }>(
    `select a.person, a.round, a.starts, a.ends
     from assignments a
     join rounds r on r.tenant = a.tenant and r.round = a.round and r.state in ('draft', 'published', 'running')
     where a.tenant = $1 and a.person = any($2) and a.state in ('proposed', 'accepted')
     union all select e.person, e.muster, m.starts, m.ends
     from engagements e
     join musters m on m.tenant = e.tenant and m.muster = e.muster
     where e.tenant = $1 and e.person = any($2)`,
    [tenant, persons],
  )
  const busy = new Map<Id, (readonly [Id, number, number])[]>()
  for (const { person, round, starts, ends } of seats)
    busy.set(person, [...(busy.get(person) ?? []), [round, starts, ends]])
  return new Map(rows.map(({ person, ...row }) => [person, { ...row, busy: busy.get(person) ?? [] }]))
}

async function find(tx: Tx, asked: readonly RosterAsked[]): Promise<RosterFacts[]> {
  if (asked.length === 0) return []
  const { tenant } = asked[0].actor
  const rounds = [...new Set(asked.map((one) => roundOf(one.stream)))]
  const rows = await findRounds(tx, tenant, rounds)
  const { lines, swaps } = await findOthers(tx, tenant, asked)
  const holders = await findHolders(tx, tenant, asked)
  const wanted = asked.map((one) => {
    const { parts, persons } = named(one)
    const round = roundOf(one.stream)
    const line = lineOf(one, parts, lines)
    const swap = one.command.type === 'answer-swap' ? (swaps.get(one.command.swap) ?? []) : []
    const holder = one.command.type === 'offer-swap' ? holders.get(`${round} ${one.command.with}`) : undefined
    return {
      round,
      parts: [...parts, ...swap.map((each) => ofSeat(each.seat))],
      persons: [...persons, ...line, ...swap.map((each) => each.person), ...(holder ? [holder] : [])],
    }
  })
  const parts = [...new Set(wanted.flatMap((one) => one.parts))]
  const posts = await findPosts(tx, tenant, rounds, parts, wholeOf(asked))
  const persons = await findPersons(tx, tenant, [...new Set(wanted.flatMap((one) => one.persons))])
  return asked.map(({ actor }, at): RosterFacts => {
    const { round, persons: own } = wanted[at]
    const known = own.flatMap((person): [Id, PersonKnown][] => {
      const row = persons.get(person)
      return row
        ? [
            [
              person,
              {
                active: row.active,
                skills: row.skills,
                busy: row.busy.filter(([where]) => where !== round).map(([, starts, ends]) => [starts, ends] as const),
              },
            ],
          ]
        : []
    })
    const row = rows.get(round)
    return {
      ...(actor.person && { self: actor.person }),
      ...(row && { round: row }),
      posts: posts.get(round)!,
      persons: new Map(known),
    }
  })
}

export const finder: FactFinder<RosterCommand, RosterFacts> = {
  // Nobody is promised twice: commands that may seat the same person do not share a batch. Who moves up from a line is
  // known only there, so that such commands wait for each other.
  keys(asked) {
    const { persons } = named(asked)
    const line =
      freeing.includes(asked.command.type) ||
      asked.command.type === 'answer-swap' ||
      asked.command.type === 'offer-swap'
        ? ['roster-lines']
        : []
    return [...persons.map((person) => streamOf('person', person)), ...line]
  },
  find,
}
