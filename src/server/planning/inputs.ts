// The ground of a plan, read from the views: the seats that a round asks for, the people who could sit there, and who
// sits there now. Narrowed to the asker's area by the database.
import { createHash } from 'node:crypto'
import { codeLength, type AreaId } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import { seatOf, type SeatId, type SeatKind } from '#domain/roster/terms.ts'
import type { Tx } from '#journal/view.ts'

export interface SeatAsked {
  readonly seat: SeatId
  readonly kind: SeatKind
  /** Post or team. */
  readonly part: Id
  readonly area: AreaId
  readonly skill?: string
  readonly leads: boolean
  readonly starts: Instant
  readonly ends: Instant
  readonly lng: number
  readonly lat: number
  /** What stands at one place: a point, a grid, or an area. */
  readonly site: string
}

export interface Hand {
  readonly person: Id
  readonly unit: Id | null
  readonly home: AreaId
  /** Where they registered; none where they only live here. */
  readonly community: AreaId | null
  readonly lng: number
  readonly lat: number
  readonly placed: boolean
  readonly skills: readonly string[]
  readonly availability: readonly string[]
  /** Rounds served before. */
  readonly rounds: number
  /** Site served last. */
  readonly lastSite?: string
  /** Grids and wider areas whose grid worker they are. */
  readonly works: readonly AreaId[]
  readonly busy: readonly (readonly [starts: Instant, ends: Instant])[]
  /** Said no to this round, or did not come: not to be proposed. */
  readonly out: boolean
}

export interface HeldSeat {
  readonly seat: SeatId
  readonly person: Id
  readonly area: AreaId
  readonly state: 'proposed' | 'accepted'
  readonly locked: boolean
  readonly starts: Instant
  readonly ends: Instant
}

export interface Ground {
  readonly round: Id
  readonly area: AreaId
  readonly within: AreaId
  readonly starts: Instant
  readonly ends: Instant
  readonly teams: readonly { readonly team: Id; readonly grid: AreaId }[]
  readonly seats: readonly SeatAsked[]
  readonly hands: readonly Hand[]
  readonly standing: readonly HeldSeat[]
}

interface RoundRow {
  readonly area: AreaId
  readonly starts: Instant
  readonly ends: Instant
  readonly state: string
  readonly teams: { followers: number; skills: string[]; grids: { grid: AreaId; teams: number }[] } | null
}
type Spot = readonly [lng: number, lat: number]

/** The n-th team of a grid in a round has the same id in every proposal. */
export const teamId = (round: Id, grid: AreaId, number: number): Id =>
  uuid8(createHash('sha256').update(`team\n${round}\n${grid}\n${number}`).digest())

/** Where areas lie: their own place, that of their buildings on average, or the place of the nearest area around. */
async function findSpots(tx: Tx, tenant: string, areas: readonly AreaId[]): Promise<Map<AreaId, Spot>> {
  const { rows } = await tx.query<{ area: AreaId; lng: number | null; lat: number | null }>(
    `select w.area, coalesce(a.lng, b.lng, c.lng, t.lng) as lng, coalesce(a.lat, b.lat, c.lat, t.lat) as lat
     from unnest($2::text[]) as w (area)
     left join areas a on a.tenant = $1 and a.area = w.area
     left join lateral (
       select avg(x.lng) as lng, avg(x.lat) as lat
       from areas x
       where x.tenant = $1 and a.lng is null and length(w.area) >= ${codeLength.grid}
         and x.area > w.area and x.area < w.area || '~'
         and x.lng is not null
     ) b on true
     left join areas c on c.tenant = $1 and c.area = left(w.area, ${codeLength.community})
     left join areas t on t.tenant = $1 and t.area = left(w.area, ${codeLength.township})`,
    [tenant, areas],
  )
  return new Map(
    rows.flatMap((row): [AreaId, Spot][] =>
      row.lng === null || row.lat === null ? [] : [[row.area, [row.lng, row.lat]]],
    ),
  )
}

/** Teams by the round's rule: those that stand, then new ones, grid by grid. */
async function findTeams(
  tx: Tx,
  tenant: string,
  round: Id,
  rule: RoundRow['teams'],
  within: AreaId,
): Promise<{ team: Id; grid: AreaId }[]> {
  if (!rule) return []
  const { rows: formed } = await tx.query<{ team: Id; grid: AreaId }>(
    `select team, grid
     from teams
     where tenant = $1 and round = $2 and grid ^@ $3
     order by grid, team`,
    [tenant, round, within],
  )
  return rule.grids
    .filter(({ grid }) => grid.startsWith(within))
    .flatMap(({ grid, teams }) => {
      const own = formed.filter((one) => one.grid === grid).slice(0, teams)
      for (let number = 0; own.length < teams; number++) {
        const team = teamId(round, grid, number)
        if (!own.some((one) => one.team === team)) own.push({ team, grid })
      }
      return own
    })
}

interface PostRow {
  readonly post: Id
  readonly point: Id | null
  readonly area: AreaId
  readonly skill: string | null
  readonly starts: number
  readonly ends: number
  readonly number: number
  readonly lng: number | null
  readonly lat: number | null
}

async function findPosts(tx: Tx, tenant: string, round: Id, within: AreaId): Promise<PostRow[]> {
  const { rows } = await tx.query<PostRow>(
    `select p.post, p.point, p.area, p.skill, p.starts, p.ends, p.number, q.lng, q.lat
     from round_posts p
     left join round_points q on q.tenant = p.tenant and q.round = p.round and q.point = p.point
     where p.tenant = $1 and p.round = $2 and p.area ^@ $3
     order by p.area, p.starts, p.post`,
    [tenant, round, within],
  )
  return rows
}

interface Team {
  readonly team: Id
  readonly grid: AreaId
}

async function findSeats(
  tx: Tx,
  tenant: string,
  round: Id,
  row: RoundRow,
  within: AreaId,
  teams: readonly Team[],
): Promise<SeatAsked[]> {
  const posts = await findPosts(tx, tenant, round, within)
  const spots = await findSpots(tx, tenant, [
    ...new Set([...teams.map((one) => one.grid), ...posts.map((one) => one.area), row.area]),
  ])
  const middle: Spot = spots.get(row.area) ?? spots.values().next().value ?? [0, 0]
  const spotOf = (area: AreaId): Spot => spots.get(area) ?? middle
  return [
    ...teams.flatMap((team) => teamSeats(team, row, spotOf(team.grid))),
    ...posts.flatMap((post) =>
      postSeats(post, post.lng !== null && post.lat !== null ? [post.lng, post.lat] : spotOf(post.area)),
    ),
  ]
}

/** A leader, and so many who follow. */
const teamSeats = ({ team, grid }: Team, { teams: rule, starts, ends }: RoundRow, [lng, lat]: Spot): SeatAsked[] =>
  Array.from({ length: rule!.followers + 1 }, (_, number) => {
    const skill = number === 0 ? undefined : rule!.skills[number - 1]
    return {
      seat: seatOf(team, number),
      kind: 'team',
      part: team,
      area: grid,
      ...(skill !== undefined && { skill }),
      leads: number === 0,
      starts,
      ends,
      lng,
      lat,
      site: grid,
    }
  })

const postSeats = ({ post, point, area, skill, starts, ends, number }: PostRow, [lng, lat]: Spot): SeatAsked[] =>
  Array.from({ length: number }, (_, n) => ({
    seat: seatOf(post, n),
    kind: 'post',
    part: post,
    area,
    ...(skill !== null && { skill }),
    leads: false,
    starts,
    ends,
    lng,
    lat,
    site: point ?? area,
  }))

type HandRow = Omit<Hand, 'works' | 'busy' | 'placed' | 'lastSite' | 'lng' | 'lat'> & {
  readonly lng: number | null
  readonly lat: number | null
  readonly lastSite: string | null
}

/** People who live in the area or registered there, or had a seat of the round; what they served, and where last. */
async function findPeople(tx: Tx, tenant: string, round: Id, row: RoundRow, within: AreaId): Promise<HandRow[]> {
  const { rows } = await tx.query<HandRow>(
    `with mine as (
       select a.person, a.round, a.state, a.starts, coalesce(p.point, a.area) as site
       from assignments a
       left join round_posts p on p.tenant = a.tenant and p.round = a.round and p.post = a.post
       where a.tenant = $1
     ),
     before as (
       select m.person, count(distinct m.round)::int as rounds, (array_agg(m.site order by m.starts desc))[1] as site
       from mine m
       where m.round <> $2 and m.starts < $4 and m.state in ('proposed', 'accepted')
       group by m.person
     ),
     gone as (
       select distinct person from mine where round = $2 and state in ('declined', 'absent')
     )
     select h.person, h.unit, h.home, h.community, coalesce(h.lng, c.lng) as lng, coalesce(h.lat, c.lat) as lat,
       h.skills, h.availability, coalesce(b.rounds, 0) as rounds, b.site as "lastSite", (g.person is not null) as out
     from hands h
     left join before b on b.person = h.person
     left join gone g on g.person = h.person
     left join areas c on c.tenant = h.tenant and c.area = left(h.home, ${codeLength.community})
     where h.tenant = $1 and h.active
       and (
         h.home ^@ $3 or h.community ^@ $3 or exists (select 1 from mine m where m.person = h.person and m.round = $2)
       )
     order by h.person`,
    [tenant, round, within, row.starts],
  )
  return rows
}

interface Promised {
  readonly person: Id
  readonly starts: number
  readonly ends: number
}

/** When people are promised elsewhere while the round lasts. */
async function findPromised(tx: Tx, tenant: string, round: Id, row: RoundRow): Promise<Map<Id, Promised[]>> {
  const { rows } = await tx.query<Promised>(
    `select a.person, a.starts, a.ends
     from assignments a
     join rounds r on r.tenant = a.tenant and r.round = a.round and r.state in ('draft', 'published', 'running')
     where a.tenant = $1 and a.round <> $2 and a.state in ('proposed', 'accepted') and a.starts < $4 and a.ends > $3
     union all select h.person, m.starts, m.ends
     from hands h
     join musters m on m.tenant = h.tenant and m.muster = h.engaged_in
     where h.tenant = $1 and m.starts < $4 and m.ends > $3`,
    [tenant, round, row.starts, row.ends],
  )
  return Map.groupBy(rows, (one) => one.person)
}

/** Whose grid workers people are. */
async function findGridWorkers(
  tx: Tx,
  tenant: string,
  within: AreaId,
): Promise<Map<Id, { account: Id; area: AreaId }[]>> {
  const { rows } = await tx.query<{ account: Id; area: AreaId }>(
    `select account, area
     from staffing
     where tenant = $1 and role = 'gridWorker' and (area ^@ $2 or $2 ^@ area)`,
    [tenant, within],
  )
  return Map.groupBy(rows, (one) => one.account)
}

/** People to plan with; when they are promised elsewhere, and what grids they work. */
async function findHands(tx: Tx, tenant: string, round: Id, row: RoundRow, within: AreaId): Promise<Hand[]> {
  const rows = await findPeople(tx, tenant, round, row, within)
  const busy = await findPromised(tx, tenant, round, row)
  const works = await findGridWorkers(tx, tenant, within)
  const known = rows.filter((one) => one.lng !== null && one.lat !== null)
  // Whose home is nowhere on the map stands in the middle of those who are.
  const middle: Spot =
    known.length > 0
      ? [
          known.reduce((sum, one) => sum + one.lng!, 0) / known.length,
          known.reduce((sum, one) => sum + one.lat!, 0) / known.length,
        ]
      : [0, 0]
  return rows.map(({ lng, lat, lastSite, ...one }): Hand => ({
    ...one,
    lng: lng ?? middle[0],
    lat: lat ?? middle[1],
    placed: lng !== null,
    ...(lastSite !== null && { lastSite }),
    works: (works.get(one.person) ?? []).map((each) => each.area),
    busy: (busy.get(one.person) ?? []).map((each) => [each.starts, each.ends] as const),
  }))
}

/**
 * Undefined where there is no such round, or it is over.
 * @param within the area that is planned; the whole round where
 * left out
 */
export async function findGround(tx: Tx, tenant: string, round: Id, within?: AreaId): Promise<Ground | undefined> {
  const {
    rows: [row],
  } = await tx.query<RoundRow>('select area, starts, ends, state, teams from rounds where tenant = $1 and round = $2', [
    tenant,
    round,
  ])
  if (!row || row.state === 'closed' || row.state === 'reported') return undefined
  const area = within !== undefined && within.startsWith(row.area) ? within : row.area
  const teams = await findTeams(tx, tenant, round, row.teams, area)
  const seats = await findSeats(tx, tenant, round, row, area, teams)
  const { rows: standing } = await tx.query<HeldSeat>(
    `select seat, person, area, state, locked, starts, ends
     from assignments
     where tenant = $1 and round = $2 and state in ('proposed', 'accepted')
     order by seat`,
    [tenant, round],
  )
  return {
    round,
    area: row.area,
    within: area,
    starts: row.starts,
    ends: row.ends,
    teams,
    seats,
    hands: await findHands(tx, tenant, round, row, area),
    standing,
  }
}
