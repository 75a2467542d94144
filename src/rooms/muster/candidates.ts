// Who could be called: the nearest first, found in space and not by looking at everybody, each with what the ranking
// weighs.
import type { Instant } from '#domain/kernel/envelope.ts'
import { covers, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Position } from '#domain/kernel/position.ts'
import { rank, type Known, type Ranked } from '#domain/muster/rank.ts'
import type { Need, Skipped } from '#domain/muster/terms.ts'
import type { Tx } from '#journal/view.ts'
import { partOfWeek } from '#domain/registry/week.ts'

/** Where people are sought for. */
export interface Site {
  readonly muster?: Id
  readonly area: AreaId
  readonly reach: AreaId
  readonly place: Position
  readonly needs: readonly Need[]
  readonly from: Instant
  readonly until: Instant
}

/**
 * The nearest so many are ranked: several times the largest wave that is sensible for the seats, so that rest and
 * fairness can still choose.
 */
const nearestMin = 300
const nearestPerSeat = 12
const nearestMax = 4_000
/** Of each skill asked for, the nearest so many beside them. */
const skilledPerSeat = 20
const skilledMin = 50

/** The rest of this many hours ago is all the same. */
const restHoursMax = 24 * 30
const earthRadius = 6_371_008.8

/** Great-circle metres between two places in degrees (haversine: Sinnott, "Virtues of the Haversine", 1984). */
export function metresBetween([lng1, lat1]: Position, [lng2, lat2]: Position): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2
  return 2 * earthRadius * Math.asin(Math.sqrt(Math.min(1, h)))
}

export interface Hand {
  readonly person: Id
  readonly unit: Id | null
  readonly home: AreaId
  readonly lng: number | null
  readonly lat: number | null
  readonly skills: string[]
  readonly availability: string[]
  readonly active: boolean
  readonly community: AreaId | null
  readonly servedMinutes: number
  readonly lastLeftAt: number | null
}
const handColumns =
  'h.person, h.unit, h.home, h.lng, h.lat, h.skills, h.availability, h.active, h.community, h.served_minutes as ' +
  '"servedMinutes", h.last_left_at as "lastLeftAt"'

function known(hand: Hand, site: Site, willing: boolean): Known {
  const rest = hand.lastLeftAt === null ? undefined : Math.max(0, site.from - hand.lastLeftAt) / 3_600_000
  return {
    person: hand.person,
    home: hand.home,
    skills: hand.skills,
    willing,
    ...(hand.lng !== null && hand.lat !== null && { metres: metresBetween([hand.lng, hand.lat], site.place) }),
    registeredHere: hand.community !== null && (covers(site.area, hand.community) || covers(hand.community, site.area)),
    livesHere: covers(site.area, hand.home),
    servedMinutes: hand.servedMinutes,
    ...(rest !== undefined && rest < restHoursMax && { restHours: rest }),
    ...(hand.availability.length > 0 && { suits: hand.availability.includes(partOfWeek(site.from)) }),
  }
}

/** The place as the view keeps homes (src/rooms/muster/views/hands.ts). */
const spotAt = (lng: string, lat: string) =>
  `point(${lng}::float8 * 111319.49, 6378137 * ln(tan(pi() / 4 + radians(${lat}::float8) / 2)))`

/**
 * Whether the person `h` has a seat in a round that is told or runs, in these hours: who stands at a post is not called
 * away from it by chance.
 */
const seatedIn = (from: string, until: string) =>
  `exists (
     select
     from assignments a
     join rounds r on r.tenant = a.tenant and r.round = a.round and r.state in ('published', 'running')
     where a.tenant = h.tenant and a.person = h.person and a.state in ('proposed', 'accepted') and a.starts < ${until}
       and a.ends > ${from}
   )`

/**
 * Nearest callable hands: active, within reach, engaged nowhere and seated nowhere in these hours, not asked by this
 * muster (but those thanked, who are asked again first).
 */
async function findNearest(
  tx: Tx,
  tenant: string,
  site: Site,
  skill: string | undefined,
  most: number,
): Promise<(Hand & { willing: boolean })[]> {
  const { rows } = await tx.query<Hand & { willing: boolean }>(
    `select ${handColumns}, coalesce(c.willing, false) as willing
     from hands h
     left join calls c on c.tenant = h.tenant and c.muster = $2 and c.person = h.person
     where h.tenant = $1 and h.active
       and (h.home >= $3 and h.home < $3 || '~' or h.community >= $3 and h.community < $3 || '~')
       and ($4::text is null or $4 = any(h.skills)) and h.engaged_in is null
       and (c.person is null or c.state = 'thanked') and not ${seatedIn('$8', '$9')}
     order by h.spot <-> ${spotAt('$5', '$6')}
     limit $7`,
    [tenant, site.muster ?? '', site.reach, skill ?? null, site.place[0], site.place[1], most, site.from, site.until],
  )
  return rows
}

/** Everybody worth proposing, best first, with their hands. */
export async function findCandidates(
  tx: Tx,
  tenant: string,
  site: Site,
): Promise<{ ranked: Ranked[]; hands: Map<Id, Hand> }> {
  const seats = site.needs.reduce((sum, need) => sum + need.people, 0)
  const found = await findNearest(
    tx,
    tenant,
    site,
    undefined,
    Math.min(nearestMax, Math.max(nearestMin, seats * nearestPerSeat)),
  )
  for (const need of site.needs)
    if (need.skill !== undefined)
      found.push(
        ...(await findNearest(tx, tenant, site, need.skill, Math.max(skilledMin, need.people * skilledPerSeat))),
      )
  const hands = new Map(found.map((hand) => [hand.person, hand]))
  return {
    ranked: rank(
      site.needs,
      [...hands.values()].map((hand) => known(hand, site, hand.willing)),
    ),
    hands,
  }
}

/** Named people, in the order of the ranking, and why others cannot be called. */
export async function findNamed(
  tx: Tx,
  tenant: string,
  site: Site,
  persons: readonly Id[],
): Promise<{ callable: Ranked[]; skipped: [Id, Skipped][] }> {
  const { rows } = await tx.query<Hand & { engaged: boolean }>(
    `select ${handColumns}, h.engaged_in is not null or ${seatedIn('$3', '$4')} as engaged
     from hands h
     where h.tenant = $1 and h.person = any($2)`,
    [tenant, persons, site.from, site.until],
  )
  const byId = new Map(rows.map((row) => [row.person, row]))
  const skipped: [Id, Skipped][] = []
  const fine: Hand[] = []
  for (const person of new Set(persons)) {
    const hand = byId.get(person)
    if (!hand) skipped.push([person, 'unknown'])
    else if (!hand.active) skipped.push([person, 'inactive'])
    else if (hand.engaged) skipped.push([person, 'engaged'])
    else if (!covers(site.reach, hand.home) && !(hand.community !== null && covers(site.reach, hand.community)))
      skipped.push([person, 'out-of-reach'])
    else fine.push(hand)
  }
  const callable = rank(
    site.needs,
    fine.map((hand) => known(hand, site, false)),
  )
  const fitting = new Set(callable.map((one) => one.person))
  for (const hand of fine) if (!fitting.has(hand.person)) skipped.push([hand.person, 'no-seat-fits'])
  return { callable, skipped }
}
