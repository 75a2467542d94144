// Lays out the reference county's round from what the registry holds: points with lanes by residents, posts, 115 teams,
// call-up of every building, doors to visit.
import { codeLength, communityOf } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { apportionTeams, layPosts } from '#domain/operation/lay.ts'
import type { Template } from '#domain/operation/terms.ts'
import { layCallup } from '#server/planning/callup.ts'
import { Chance } from '../chance.ts'
import type { Given, Played } from './played.ts'

const minute = 60_000
const hour = 60 * minute

/**
 * Sampling itself is the hospitals' staff; members keep the queue, check codes and register. Data, as a county would
 * save it.
 */
export const countyTemplate: Template = {
  name: '全员采样（县级）',
  kind: 'sampling',
  lasts: 12 * 60,
  slotMinutes: 30,
  teams: { followers: 3, skills: [] },
  purposes: ['sampling'],
  posts: [
    { duty: 'registering', number: 1, from: 0, until: 360, per: 'point', eachLane: true },
    { duty: 'registering', number: 1, from: 360, until: 720, per: 'point', eachLane: true },
    { duty: 'order', number: 2, from: 0, until: 360, per: 'point' },
    { duty: 'order', number: 2, from: 360, until: 720, per: 'point' },
    { duty: 'code-check', number: 1, from: 0, until: 360, per: 'point' },
    { duty: 'code-check', number: 1, from: 360, until: 720, per: 'point' },
  ],
}
export const templateId: Id = '00000000-0000-8000-8000-0000000001c2'

/** As published for 12 October 2022. */
const teams = 115
const followers = 3
const points = 60
/** One swab in 20 seconds, and lanes two thirds busy by plan. */
const rateAnHour = 180
const busy = 0.66
/** Doors of people who cannot come down, as a share of households. */
const visitShare = 0.02
const slots = 22
const chunk = 500

export interface PlacedArea {
  readonly area: string
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly residents: number
}
export interface Laid {
  readonly round: Id
  readonly points: readonly { readonly point: Id; readonly area: string; readonly lanes: number }[]
  readonly callup: {
    readonly bound: number
    readonly objective: number
    readonly left: number
    readonly cpuSeconds: number
  }
}

export const placesOf = (played: Played, level: string) =>
  played.rows<PlacedArea>(
    `select area, coalesce(name, area) as name, lng, lat, residents
     from areas
     where tenant = $1 and level = $2 and lng is not null
     order by area`,
    [played.county, level],
  )

/** Points where most people live: communities by residents, the largest first. */
export async function layPoints(played: Played) {
  const buildings = await placesOf(played, 'building')
  const communities = await placesOf(played, 'community')
  const residents = new Map<string, number>()
  for (const { area, residents: people } of buildings)
    residents.set(communityOf(area), (residents.get(communityOf(area)) ?? 0) + people)
  const chosen = communities
    .filter((one) => residents.has(one.area))
    .sort((a, b) => residents.get(b.area)! - residents.get(a.area)! || (a.area < b.area ? -1 : 1))
    .slice(0, points)
  const near = chosen.map(() => 0)
  for (const building of buildings) near[nearest(building, chosen, 1)[0]] += building.residents
  const hours = (slots * 30) / 60
  return {
    buildings,
    chosen: chosen.map((one, at) => ({
      point: played.house.newId(),
      area: one.area,
      name: `${one.name}采样点`,
      place: [one.lng, one.lat] as [number, number],
      lanes: Math.max(1, Math.min(50, Math.ceil(near[at] / (rateAnHour * hours * busy)))),
      open: true,
    })),
  }
}

const metres = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) =>
  Math.hypot((a.lng - b.lng) * 89_100, (a.lat - b.lat) * 111_200)
const nearest = (from: PlacedArea, to: readonly { lng: number; lat: number }[], count: number) =>
  to
    .map((one, at) => ({ at, far: metres(from, one) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ at }) => at)

/** Doors to knock on: about 2 % of the households, drawn from the seed. */
export async function doorsToVisit(
  played: Played,
  seed: number,
): Promise<{ household: string; building: string; people: number }[]> {
  const rows = await played.rows<{ household: string; building: string; people: number }>(
    `select household, left(household, ${codeLength.building}) as building, residents as people
     from households
     where tenant = $1
     order by household`,
    [played.county],
  )
  const chance = new Chance(seed)
  return rows.filter((row) => row.people > 0 && chance.yes(visitShare))
}

const visitsTo = (doors: Awaited<ReturnType<typeof doorsToVisit>>) =>
  doors.map(({ household, building, people }) => ({
    household,
    building,
    purpose: 'sampling',
    people: Math.min(50, people),
    priority: 2,
  }))

/** One round, published, laid out wholly. */
export async function layRound(
  played: Played,
  operation: Id,
  starts: number,
  seed: number,
  withTeams: boolean,
): Promise<Laid> {
  const { house, county } = played
  const round = house.newId()
  const { buildings, chosen } = await layPoints(played)
  const ends = starts + 12 * hour
  const on = (command: { type: string } & Record<string, unknown>): Given => ['operation', `round/${round}`, command]
  await played.must([on({ type: 'draft-round', operation, area: county, starts, ends })])
  await played.must([on({ type: 'put-points', points: chosen })])
  const posts = layPosts(countyTemplate.posts, { area: county, starts, ends }, chosen as never, house.newId)
  for (let from = 0; from < posts.length; from += chunk)
    await played.must([on({ type: 'put-posts', posts: posts.slice(from, from + chunk) })])
  const grids = await played.rows<{ grid: string; residents: number }>(
    `select left(area, ${codeLength.grid}) as grid, sum(residents)::int as residents
     from areas
     where tenant = $1 and level = 'building'
     group by 1`,
    [county],
  )
  await played.must([
    on({ type: 'set-teams', teams: withTeams ? { followers, skills: [], grids: apportionTeams(grids, teams) } : null }),
  ])
  const began = process.cpuUsage()
  const callup = await layCallup(
    buildings.map(({ area, lng, lat, residents }) => ({ building: area, lng, lat, people: residents })),
    chosen.map(({ point, place: [lng, lat], lanes }) => ({ point, lng, lat, lanes })),
    { starts, ends, slotMinutes: countyTemplate.slotMinutes, rate: rateAnHour },
    seed,
  )
  const used = process.cpuUsage(began)
  for (let from = 0; from < callup.slots.length; from += chunk)
    await played.must([on({ type: 'put-slots', slots: callup.slots.slice(from, from + chunk) })])
  const visits = visitsTo(await doorsToVisit(played, seed))
  for (let from = 0; from < visits.length; from += chunk)
    await played.must([on({ type: 'put-visits', visits: visits.slice(from, from + chunk) })])
  return {
    round,
    points: chosen,
    callup: {
      bound: callup.bound,
      objective: callup.objective,
      left: callup.left.length,
      cpuSeconds: (used.user + used.system) / 1e6,
    },
  }
}
