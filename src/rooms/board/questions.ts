// The board 大屏: coverage with its numerator and where its denominator comes from, participation, times to answer, by
// area and hour. It reads rows counted when things happened and never the events; what it shows is fit for a wall in
// public, so small groups are hidden here and not on the screen.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import { codeLength, levelBelow, type AreaId } from '#domain/kernel/area.ts'
import { question, type Tx } from '#journal/view.ts'
import { measures, type Measure } from './views/board-hours.ts'
import { startOf } from './views/board-responses.ts'
import { groupMin, hide } from '#domain/kernel/hide.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import { startOfDay, zoneMs } from '#domain/kernel/zone.ts'

const readers: readonly Role[] = ['officer', 'dispatcher', 'supervisor', 'administrator', 'gridWorker', 'auditor']
const hourMs = 3_600_000
/** A round lasts a week at most; a board of a day has 24 hours. */
const hoursMax = 24 * 8

const cell = z.object({ n: z.int().nullable(), of: z.int() })
const times = z.object({ median: z.number(), p90: z.number(), of: z.int() }).nullable()
const row = z.object({
  area: z.string(),
  name: z.string(),
  sampled: cell,
  taken: z.int().nullable(),
  doors: cell,
  came: z.int().nullable(),
  registered: cell,
  served: cell,
  answer: times,
  arrival: times,
})
export const boardAnswer = z.object({
  area: z.string(),
  name: z.string(),
  from: z.number(),
  until: z.number(),
  round: z.string().nullable(),
  /**
   * Where the denominator of coverage comes from, so that it can be questioned: lists of buildings, and how many
   * buildings have one.
   */
  basis: z.object({
    residents: z.int(),
    households: z.int(),
    buildings: z.int(),
    listed: z.int(),
    calledUp: z.int().nullable(),
  }),
  total: row.omit({ area: true, name: true }).extend({
    unplaced: z.int().nullable(),
    doubled: z.int().nullable(),
    voided: z.int().nullable(),
    knocked: z.int().nullable(),
  }),
  rows: z.array(row),
  hours: z.array(
    z.object({
      at: z.number(),
      taken: z.int().nullable(),
      came: z.int().nullable(),
      knocked: z.int().nullable(),
      answer: times,
    }),
  ),
})
export type BoardAnswer = DeepReadonly<z.infer<typeof boardAnswer>>
export type BoardRow = DeepReadonly<z.infer<typeof row>>

const params = z.strictObject({
  area: z.string().regex(/^\d{6}(\d{3})?$/),
  /**
   * A whole day of China's calendar: windows that end anywhere could be taken from each other. Today if neither is
   * given.
   */
  day: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  round: z.string().max(40).optional(),
})
type Params = z.infer<typeof params>
interface Window {
  readonly from: number
  readonly until: number
  readonly round: string | null
}

async function findWindow(tx: Tx, tenant: string, { day, round }: Params, now: number): Promise<Window | undefined> {
  if (round !== undefined) {
    const {
      rows: [found],
    } = await tx.query<{ starts: number; ends: number }>(
      'select starts, ends from rounds where tenant = $1 and round = $2',
      [tenant, round],
    )
    // What was registered with no network comes up to three days later, under its own hour; what began early counts
    // too.
    return (
      found && {
        from: Math.floor(found.starts / hourMs) * hourMs - 12 * hourMs,
        until: Math.ceil(found.ends / hourMs) * hourMs + 12 * hourMs,
        round,
      }
    )
  }
  const start =
    day === undefined
      ? startOfDay(now)
      : Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))) - zoneMs
  return { from: start, until: start + 24 * hourMs, round: null }
}

type Sums = Record<Measure, number>
const none = Object.fromEntries(measures.map((measure) => [measure, 0])) as Sums
const summed = measures.map((measure) => `coalesce(sum(${measure}), 0)::int as ${measure}`).join(', ')

interface Place {
  readonly area: AreaId
  readonly name: string
  readonly residents: number
  readonly households: number
}
interface People {
  readonly area: AreaId
  readonly people: number
  readonly registered: number
  readonly served: number
}
interface Bucket {
  readonly area: AreaId
  readonly hour: number | null
  readonly about: 'answer' | 'arrival'
  readonly bucket: number
  readonly n: number
}

/** Reads a quantile from a histogram: the bucket it falls in, and its place within by the count. */
export function quantile(buckets: readonly { readonly bucket: number; readonly n: number }[], q: number): number {
  const total = buckets.reduce((sum, one) => sum + one.n, 0)
  const sorted = [...buckets].sort((a, b) => a.bucket - b.bucket)
  let before = 0
  for (const { bucket, n } of sorted) {
    if (before + n >= q * total)
      return startOf(bucket) + ((q * total - before) / n) * (startOf(bucket + 1) - startOf(bucket))
    before += n
  }
  return sorted.length === 0 ? 0 : startOf(sorted[sorted.length - 1].bucket + 1)
}

function timesOf(buckets: readonly Bucket[]): z.infer<typeof times> {
  const of = buckets.reduce((sum, one) => sum + one.n, 0)
  const tenth = (minutes: number) => Math.round(minutes * 10) / 10
  return of < groupMin ? null : { median: tenth(quantile(buckets, 0.5)), p90: tenth(quantile(buckets, 0.9)), of }
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
    ${listOf(`select left(home, ${length}) as area, count(*)::int as people, count(community)::int as registered, (count(*) filter (where times_served > 0))::int as served from hands where tenant = $1 and active and ${inArea('home')} group by 1`)}
      as people,
    (
      select jsonb_build_object('buildings', count(*), 'listed', count(numbering))
      from areas
      where tenant = $1 and level = 'building' and ${inArea('area')}
    ) as buildings,
    ${listOf(`select area, ${summed} from board_hours where tenant = $1 and area = any(array(select area from here)) and hour >= $4 and hour < $5 and ($6::text is null or round = $6) group by area`)}
      as "byArea",
    ${listOf(`select hour, ${summed} from board_hours where tenant = $1 and area = $2 and hour >= $4 and hour < $5 and ($6::text is null or round = $6) group by hour order by hour limit ${hoursMax}`)}
      as "byHour",
    ${listOf(`select area, case when area = $2 then hour end as hour, about, bucket, sum(n)::int as n from board_responses where tenant = $1 and area = any(array(select area from here)) and hour >= $4 and hour < $5 and about in ('answer', 'arrival') group by 1, 2, 3, 4`)}
      as responses`

async function findCounted(tx: Tx, tenant: string, area: AreaId, { from, until, round }: Window) {
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
    length,
  }
}

interface OfRound {
  readonly doors: readonly { area: AreaId; n: number }[]
  readonly doubled: readonly { area: AreaId; n: number }[]
  readonly calledUp: number
}

/** What belongs to the round alone: doors on its list, people called up, registrations of somebody met twice. */
async function findRound(tx: Tx, tenant: string, area: AreaId, length: number, round: string | null) {
  if (round === null) return { doors: new Map<AreaId, number>(), doubled: new Map<AreaId, number>(), calledUp: null }
  // Those met twice are few, and have an index of their own: the millions are not read.
  const {
    rows: [found],
  } = await tx.query<OfRound>(
    `select
       ${listOf(`select left(household, ${length}) as area, count(*)::int as n from door_visits where tenant = $1 and round = $3 and planned and ${inArea('household')} group by 1`)}
       as doors,
       ${listOf(`select left(coalesce(household, area), ${length}) as area, count(*)::int as n from samples where tenant = $1 and round = $3 and duplicate and coalesce(household, area) ^@ $2 group by 1`)}
         as doubled,
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

type Line = Omit<BoardRow, 'sampled' | 'taken' | 'doors' | 'came' | 'registered' | 'served'> & {
  sampled: { n: number; of: number }
  taken: number
  doors: { n: number; of: number }
  came: number
  registered: { n: number; of: number }
  served: { n: number; of: number }
}
type Column = 'sampled' | 'doors' | 'registered' | 'served' | 'taken' | 'came'
const columns: readonly Column[] = ['sampled', 'doors', 'registered', 'served', 'taken', 'came']

/** Hides column by column. */
function hidden(lines: readonly Line[], total: Line): { rows: BoardRow[]; total: BoardRow } {
  const cellOf = (line: Line, column: Column) => (typeof line[column] === 'number' ? { n: line[column] } : line[column])
  let [rows, whole] = [lines as BoardRow[], total as BoardRow]
  const without = (line: BoardRow, column: Column): BoardRow => ({
    ...line,
    [column]: typeof line[column] === 'number' || line[column] === null ? null : { ...line[column], n: null },
  })
  for (const column of columns) {
    const answer = hide(
      lines.map((line) => cellOf(line, column)),
      cellOf(total, column),
    )
    rows = rows.map((line, i) => (answer.hidden.has(i) ? without(line, column) : line))
    if (answer.total) whole = without(whole, column)
  }
  return { rows, total: whole }
}

const large = (n: number): number | null => (n > 0 && n < groupMin ? null : n)

/** Hours of one measure: the small ones go, and others beside them. */
function hiddenHours(
  byHour: readonly (Sums & { hour: number })[],
  measure: 'taken' | 'came' | 'knocked',
): (number | null)[] {
  const answer = hide(
    byHour.map((one) => ({ n: one[measure] })),
    { n: byHour.reduce((sum, one) => sum + one[measure], 0) },
  )
  return byHour.map((one, i) => (answer.hidden.has(i) ? null : one[measure]))
}

export async function askBoard(tx: Tx, tenant: string, asked: Params, now: number): Promise<BoardAnswer | undefined> {
  const window = await findWindow(tx, tenant, asked, now)
  if (!window) return undefined
  const { area } = asked
  const counts = await findCounted(tx, tenant, area, window)
  const { own, children, people, buildings, length } = counts
  if (!own) return undefined
  const ofRound = await findRound(tx, tenant, area, length, window.round)
  const add = (map: ReadonlyMap<AreaId, number>) => [...map.values()].reduce((sum, n) => sum + n, 0)
  const line = (
    place: Place,
    members: Omit<People, 'area'>,
    doubled: number,
    doors: number,
    responses: readonly Bucket[],
  ): Line => {
    const sums = counts.byArea.get(place.area) ?? none
    return {
      area: place.area,
      name: place.name,
      sampled: { n: Math.max(0, sums.residents - doubled), of: place.residents },
      taken: sums.taken - sums.voided,
      // Reopened doors may not have been done: never more is claimed than is so.
      doors: { n: Math.max(0, sums.done - sums.reopened), of: doors },
      came: sums.came,
      registered: { n: members.registered, of: members.people },
      served: { n: members.served, of: members.people },
      answer: timesOf(responses.filter((one) => one.about === 'answer')),
      arrival: timesOf(responses.filter((one) => one.about === 'arrival')),
    }
  }
  const nobody = { people: 0, registered: 0, served: 0 }
  const lines = children.map((place) =>
    line(
      place,
      people.get(place.area) ?? nobody,
      ofRound.doubled.get(place.area) ?? 0,
      ofRound.doors.get(place.area) ?? 0,
      counts.responses.filter((one) => one.area === place.area),
    ),
  )
  const members = [...people.values()].reduce(
    (sum, one) => ({
      people: sum.people + one.people,
      registered: sum.registered + one.registered,
      served: sum.served + one.served,
    }),
    nobody,
  )
  const {
    rows,
    total: { area: _area, name: _name, ...total },
  } = hidden(
    lines,
    line(
      own,
      members,
      add(ofRound.doubled),
      add(ofRound.doors),
      counts.responses.filter((one) => one.area === area),
    ),
  )
  const sums = counts.byArea.get(area) ?? none
  const [taken, came, knocked] = (['taken', 'came', 'knocked'] as const).map((measure) =>
    hiddenHours(counts.byHour, measure),
  )
  return {
    area,
    name: own.name,
    from: window.from,
    until: window.until,
    round: window.round,
    basis: { residents: own.residents, households: own.households, ...buildings, calledUp: ofRound.calledUp },
    total: {
      ...total,
      unplaced: large(sums.unplaced),
      doubled: large(add(ofRound.doubled)),
      voided: large(sums.voided),
      knocked: large(sums.knocked),
    },
    rows,
    hours: counts.byHour.map((one, i) => ({
      at: one.hour * hourMs,
      taken: taken[i],
      came: came[i],
      knocked: knocked[i],
      answer: timesOf(counts.responses.filter((each) => each.hour === one.hour && each.about === 'answer')),
    })),
  }
}

const board = question({
  name: 'board',
  summary: {
    zh: '大屏：覆盖（分子、分母及来源）、参与、应答用时，按下级区域和时段；不足十人的不显示',
    en:
      'The board: coverage with numerator and the source of its denominator, participation, times to answer, by ' +
      'area and hour; groups under ten are hidden',
  },
  params,
  answer: boardAnswer,
  may: { roles: readers },
  target: (given) => ({ area: given.area }),
  shows: 'nobody',
  ask: (tx, given, { actor, now }) => askBoard(tx, actor.tenant, given, now),
})

export const questions = [board] as const
