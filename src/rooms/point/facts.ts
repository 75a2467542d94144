// What points' decisions need to know: the place as the round has it, who has a seat or stands there, what a code is
// worth. Registering needs none of it, and asks nothing.
import { randomBytes } from 'node:crypto'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import { keyRecordOf } from '#domain/point/keys.ts'
import type { PlaceKind } from '#domain/point/terms.ts'
import type { PointCommand } from '#domain/point/commands.ts'
import type { PointFacts } from '#domain/point/state.ts'
import type { Asked, FactFinder } from '#journal/facts.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { worthOf } from './codes.ts'

type PointAsked = Asked<PointCommand>

const setsUp: readonly PointCommand['type'][] = ['set-up-place', 'issue-numbers', 'join-desk']
const attends: readonly PointCommand['type'][] = ['sign-in', 'mark-signed-in', 'mark-signed-out', 'type-attendance']
const keyBytes = 32

/** `point/<round>.<place>` and `attendance/<round>.<person>`. */
function partsOf(stream: string): readonly [round: Id, other: Id] {
  const [round = '', other = ''] = idOf(stream).split('.')
  return [round, other]
}

interface Place {
  readonly round: Id
  readonly place: Id
  readonly kind: PlaceKind
  readonly area: string
  readonly lanes: number
  readonly live: boolean
  readonly closedAt: number | null
  readonly starts: number
  readonly ends: number
}

async function findPlaces(tx: Tx, tenant: string, wanted: readonly (readonly [Id, Id])[]): Promise<Map<string, Place>> {
  const { rows } = await tx.query<Place>(
    `select w.round, w.place, case when p.point is not null then 'point' else 'team' end as kind,
       coalesce(p.area, t.grid) as area, coalesce(p.lanes, 1) as lanes,
       r.state in ('published', 'running') and coalesce(p.open, true) as live, r.closed_at as "closedAt", r.starts,
       r.ends
     from (select distinct * from unnest($2::text[], $3::text[]) as w (round, place)) w
     join rounds r on r.tenant = $1 and r.round = w.round
     left join round_points p on p.tenant = $1 and p.round = w.round and p.point = w.place
     left join teams t on t.tenant = $1 and t.round = w.round and t.team = w.place
     where p.point is not null or t.team is not null`,
    [tenant, wanted.map(([round]) => round), wanted.map(([, place]) => place)],
  )
  return new Map(rows.map((row) => [`${row.round}.${row.place}`, row]))
}

interface Seat {
  readonly round: Id
  readonly place: Id
  readonly person: Id
  readonly starts: number
  readonly ends: number
  readonly duty: string | null
}

/** Seats of these persons at these places, the earliest that has not ended first. */
async function findSeats(
  tx: Tx,
  tenant: string,
  wanted: readonly (readonly [round: Id, place: Id, person: Id])[],
): Promise<Map<string, Seat[]>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<Seat>(
    `select w.round, w.place, w.person, a.starts, a.ends,
       coalesce(p.duty, case when a.kind = 'team' then 'team' end) as duty
     from (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as w (round, place, person)) w
     join assignments a on a.tenant = $1 and a.round = w.round and a.person = w.person
       and a.state in ('proposed', 'accepted')
     left join round_posts p on p.tenant = $1 and p.round = a.round and p.post = a.post
     where a.team = w.place or p.point = w.place
     order by a.ends`,
    [tenant, wanted.map(([round]) => round), wanted.map(([, place]) => place), wanted.map(([, , person]) => person)],
  )
  return Map.groupBy(rows, (row) => `${row.round} ${row.place} ${row.person}`)
}

/** Of [round, place, person]: those who are or were signed in there, and those who work the desk or lead the team. */
async function findStanding(
  tx: Tx,
  tenant: string,
  wanted: readonly (readonly [round: Id, place: Id, person: Id])[],
): Promise<{ there: Set<string>; desk: Set<string> }> {
  if (wanted.length === 0) return { there: new Set(), desk: new Set() }
  const { rows } = await tx.query<{ round: Id; place: Id; person: Id; there: boolean; desk: boolean }>(
    `select w.*,
       exists (
         select
         from attendance t
         where t.tenant = $1 and t.round = w.round and t.person = w.person and coalesce(t.point, t.team) = w.place
       ) as there,
       exists (
         select
         from devices d
         where d.tenant = $1 and d.round = w.round and d.place = w.place and d.person = w.person
       )
         or exists (
           select
           from teams l
           where l.tenant = $1 and l.round = w.round and l.team = w.place and l.leader = w.person
         ) as desk
     from (select distinct * from unnest($2::text[], $3::text[], $4::text[]) as w (round, place, person)) w`,
    [tenant, wanted.map(([round]) => round), wanted.map(([, place]) => place), wanted.map(([, , person]) => person)],
  )
  const name = (row: { round: Id; place: Id; person: Id }) => `${row.round} ${row.place} ${row.person}`
  return {
    there: new Set(rows.filter((row) => row.there).map(name)),
    desk: new Set(rows.filter((row) => row.desk).map(name)),
  }
}

async function findKeys(tx: Tx, rounds: readonly Id[], vault: VaultReader): Promise<Map<Id, string>> {
  const records = new Map(rounds.map((round) => [keyRecordOf(round), round]))
  const bodies =
    records.size === 0
      ? new Map<Id, { key?: string }>()
      : await vault.open<{ key?: string }>(tx, 'person', [...records.keys()])
  return new Map([...bodies].flatMap(([record, body]) => (body.key ? [[records.get(record)!, body.key] as const] : [])))
}

/** Where persons are now, for those who are marked as gone. */
async function findPresent(tx: Tx, tenant: string, asked: readonly PointAsked[]): Promise<Map<string, Id>> {
  const wanted = asked.filter(({ command }) => command.type === 'mark-signed-out').map((one) => partsOf(one.stream))
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<{ round: Id; person: Id; place: Id }>(
    `select t.round, t.person, coalesce(t.point, t.team) as place
     from attendance t
     join unnest($2::text[], $3::text[]) as w (r, p) on t.round = w.r and t.person = w.p
     where t.tenant = $1`,
    [tenant, wanted.map(([round]) => round), wanted.map(([, person]) => person)],
  )
  return new Map(rows.map((row) => [`${row.round} ${row.person}`, row.place]))
}

async function findDevices(tx: Tx, tenant: string, asked: readonly PointAsked[]): Promise<Map<string, Id>> {
  const wanted = asked.flatMap(({ command, stream }) =>
    command.type === 'sign-in' && command.device ? [[partsOf(stream)[0], command.device] as const] : [],
  )
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<{ round: Id; device: Id; person: Id }>(
    `select t.round, t.device, t.person
     from attendance t
     join unnest($2::text[], $3::text[]) as w (r, d) on t.round = w.r and t.device = w.d
     where t.tenant = $1`,
    [tenant, wanted.map(([round]) => round), wanted.map(([, device]) => device)],
  )
  return new Map(rows.map((row) => [`${row.round} ${row.device}`, row.person]))
}

async function findActive(tx: Tx, tenant: string, asked: readonly PointAsked[]): Promise<Set<Id>> {
  const persons = asked
    .filter(({ command }) => command.type === 'mark-signed-in' || command.type === 'type-attendance')
    .map((one) => partsOf(one.stream)[1])
  if (persons.length === 0) return new Set()
  const { rows } = await tx.query<{ person: Id }>(
    'select person from persons where tenant = $1 and person = any($2) and active',
    [tenant, [...new Set(persons)]],
  )
  return new Set(rows.map((row) => row.person))
}

type Found = Awaited<ReturnType<typeof findAll>>

/** Everything that these commands ask of the database, each question once. */
async function findAll(tx: Tx, tenant: string, busy: readonly PointAsked[], vault: VaultReader) {
  const present = await findPresent(tx, tenant, busy)
  /** Which place a command is about. */
  const placeOf = ({ command, stream }: PointAsked): Id =>
    'place' in command
      ? command.place
      : setsUp.includes(command.type)
        ? partsOf(stream)[1]
        : (present.get(partsOf(stream).join(' ')) ?? '')
  const [places, devices, active] = [
    await findPlaces(
      tx,
      tenant,
      busy.map((one) => [partsOf(one.stream)[0], placeOf(one)]),
    ),
    await findDevices(tx, tenant, busy),
    await findActive(tx, tenant, busy),
  ]
  const triples = busy.flatMap((one) =>
    one.actor.person ? [[partsOf(one.stream)[0], placeOf(one), one.actor.person] as const] : [],
  )
  const { there, desk } = await findStanding(tx, tenant, triples)
  const seats = await findSeats(tx, tenant, [
    ...triples,
    ...busy
      .filter((one) => attends.includes(one.command.type))
      .map((one) => [partsOf(one.stream)[0], placeOf(one), partsOf(one.stream)[1]] as const),
  ])
  const keys = await findKeys(tx, [...new Set(busy.map((one) => partsOf(one.stream)[0]))], vault)
  return { placeOf, places, devices, active, there, desk, seats, keys }
}

/** The place of a command, as it was when it happened. */
function placeFacts(one: PointAsked, { placeOf, places }: Found): Pick<PointFacts, 'place'> {
  const row = places.get(`${partsOf(one.stream)[0]}.${placeOf(one)}`)
  if (!row) return {}
  const { kind, area, lanes, starts, ends } = row
  // What happened before the round was closed may be told afterwards.
  const open = row.live || (row.closedAt !== null && one.at <= row.closedAt)
  return { place: { kind, area, lanes, open, starts, ends } }
}

/** Round, place and whoever gives the command, as standing and seats are named. */
const mineOf = (one: PointAsked, { placeOf }: Found) =>
  `${partsOf(one.stream)[0]} ${placeOf(one)} ${one.actor.person ?? ''}`

function setUpFacts(one: PointAsked, found: Found): PointFacts {
  const key = found.keys.get(partsOf(one.stream)[0])
  const mine = mineOf(one, found)
  return {
    ...placeFacts(one, found),
    here: found.there.has(mine) || found.seats.has(mine),
    key: key === undefined ? { hex: randomBytes(keyBytes).toString('hex'), isNew: true } : { hex: key, isNew: false },
  }
}

function attendanceFacts(one: PointAsked, found: Found): PointFacts {
  const { command, at, now } = one
  const [round, other] = partsOf(one.stream)
  const key = found.keys.get(round)
  const own = found.seats.get(`${round} ${found.placeOf(one)} ${other}`)
  const seat = own?.find((each) => each.ends > at) ?? own?.at(-1)
  const deviceOf =
    command.type === 'sign-in' && command.device ? found.devices.get(`${round} ${command.device}`) : undefined
  return {
    ...placeFacts(one, found),
    desk: found.desk.has(mineOf(one, found)),
    active: found.active.has(other),
    ...(seat && { seat: { starts: seat.starts, ends: seat.ends, ...(seat.duty && { duty: seat.duty }) } }),
    ...(deviceOf && { deviceOf }),
    ...(command.type === 'sign-in' &&
      key !== undefined && { code: worthOf(key, command.place, command.code, at, now) }),
  }
}

export const finder: FactFinder<PointCommand, PointFacts> = {
  keys({ command, stream }) {
    // The first place of a round makes its key, the next finds it.
    if (setsUp.includes(command.type)) return [`round-key/${partsOf(stream)[0]}`]
    return command.type === 'sign-in' && command.device ? [`signs-in/${partsOf(stream)[0]}.${command.device}`] : []
  },
  async find(tx, asked, vault) {
    const busy = asked.filter(({ command }) => setsUp.includes(command.type) || attends.includes(command.type))
    if (busy.length === 0) return asked.map(({ actor }) => (actor.person ? { self: actor.person } : {}))
    const found = await findAll(tx, asked[0].actor.tenant, busy, vault)
    return asked.map((one): PointFacts => {
      const self = one.actor.person ? { self: one.actor.person } : {}
      if (!busy.includes(one)) return self
      return { ...self, ...(setsUp.includes(one.command.type) ? setUpFacts(one, found) : attendanceFacts(one, found)) }
    })
  },
}
