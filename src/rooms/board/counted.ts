// What the board counts, as it stands in the views: places and people, hours, answers, doors and who was met twice.
import { codeLength, levelBelow, type AreaId } from '#domain/kernel/area.ts'
import type { Tx } from '#journal/view.ts'
import { measures, type Measure } from './views/board-hours.ts'

export const hourMs = 3_600_000
/** A round lasts a week at most; a board of a day has 24 hours. */
const hoursMax = 24 * 8

export type Sums = Record<Measure, number>
export const none = Object.fromEntries(measures.map((measure) => [measure, 0])) as Sums
const summed = measures.map((measure) => `coalesce(sum(${measure}), 0)::int as ${measure}`).join(', ')

export interface Place {
  readonly area: AreaId
  readonly name: string
  readonly residents: number
  readonly households: number
}
export interface People {
  readonly area: AreaId
  readonly people: number
  readonly registered: number
  readonly served: number
}
export interface Bucket {
  readonly area: AreaId
  readonly hour: number | null
  readonly about: 'answer' | 'arrival'
  readonly bucket: number
  readonly n: number
}

export interface Window {
  readonly from: number
  readonly until: number
  readonly round: string | null
}

interface Found {
  readonly places: readonly Place[]
  readonly people: readonly People[]
  readonly buildings: { readonly buildings: number; readonly listed: number }
  readonly byArea: readonly (Sums & { area: AreaId })[]
  readonly byHour: readonly (Sums & { hour: number })[]
  readonly responses: readonly Bucket[]
}
const listOf = (query: string) => `(select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (${query}) q)`
const inArea = (column: string) => `${column} >= $2 and ${column} < $2 || '~'`

/**
 * Everything that does not belong to one round, in one statement: a board stands far from its database, and each way
 * there and back is time. $1 county, $2 area, $3 level within, $4 hour from, $5 hour until, $6 round.
 */
const counted = (length: number) => `with here as materialized (
    select area, coalesce(name, area) as name, residents, households
    from areas
    where tenant = $1 and (area = $2 or level = $3 and ${inArea('area')})
  )
  select ${listOf('select * from here order by area')} as places,
    ${listOf(
      `select left(home, ${length}) as area, count(*)::int as people, count(community)::int as registered,
         (count(*) filter (where times_served > 0))::int as served
       from hands
       where tenant = $1 and active and ${inArea('home')}
       group by 1`,
    )} as people,
    (
      select jsonb_build_object('buildings', count(*), 'listed', count(numbering))
      from areas
      where tenant = $1 and level = 'building' and ${inArea('area')}
    ) as buildings,
    ${listOf(
      `select area, ${summed}
       from board_hours
       where tenant = $1 and area = any(array(select area from here)) and hour >= $4 and hour < $5
         and ($6::text is null or round = $6)
       group by area`,
    )} as "byArea",
    ${listOf(
      `select hour, ${summed}
       from board_hours
       where tenant = $1 and area = $2 and hour >= $4 and hour < $5 and ($6::text is null or round = $6)
       group by hour
       order by hour
       limit ${hoursMax}`,
    )} as "byHour",
    ${listOf(
      `select area, case when area = $2 then hour end as hour, about, bucket, sum(n)::int as n
       from board_responses
       where tenant = $1 and area = any(array(select area from here)) and hour >= $4 and hour < $5
         and about in ('answer', 'arrival')
       group by 1, 2, 3, 4`,
    )} as responses`

export async function findCounted(tx: Tx, tenant: string, area: AreaId, { from, until, round }: Window) {
  const level = levelBelow(area)
  const length = codeLength[level]
  const {
    rows: [found],
  } = await tx.query<Found>(counted(length), [tenant, area, level, from / hourMs, until / hourMs, round])
  return {
    ...found,
    own: found.places.find((one) => one.area === area),
    children: found.places.filter((one) => one.area !== area),
    people: new Map(found.people.map((one) => [one.area, one])),
    byArea: new Map(found.byArea.map((one) => [one.area, one])),
  }
}

interface OfRound {
  readonly doors: readonly { area: AreaId; n: number }[]
  readonly doubled: readonly { area: AreaId; n: number }[]
  readonly calledUp: number
}

/** What belongs to the round alone: doors on its list, people called up, registrations of somebody met twice. */
export async function findRound(tx: Tx, tenant: string, area: AreaId, round: string | null) {
  if (round === null) return { doors: new Map<AreaId, number>(), doubled: new Map<AreaId, number>(), calledUp: null }
  const length = codeLength[levelBelow(area)]
  // Those met twice are few, and have an index of their own: the millions are not read.
  const {
    rows: [found],
  } = await tx.query<OfRound>(
    `select
       ${listOf(
         `select left(household, ${length}) as area, count(*)::int as n
          from door_visits
          where tenant = $1 and round = $3 and planned and ${inArea('household')}
          group by 1`,
       )} as doors,
       ${listOf(
         `select left(coalesce(household, area), ${length}) as area, count(*)::int as n
          from samples
          where tenant = $1 and round = $3 and duplicate and coalesce(household, area) ^@ $2
          group by 1`,
       )} as doubled,
       (
         select coalesce(sum(people), 0)::int
         from round_slots
         where tenant = $1 and round = $3 and ${inArea('building')}
       ) as "calledUp"`,
    [tenant, area, round],
  )
  return {
    doors: new Map(found.doors.map((one) => [one.area, one.n])),
    doubled: new Map(found.doubled.map((one) => [one.area, one.n])),
    calledUp: found.calledUp,
  }
}
