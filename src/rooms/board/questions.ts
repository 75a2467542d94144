// The board 大屏: coverage with its numerator and where its denominator comes from, participation, times to answer, by
// area and hour. It reads rows counted when things happened and never the events; what it shows is fit for a wall in
// public, so small groups are hidden here and not on the screen.
import { z } from 'zod'
import type { Role } from '#domain/kernel/actor.ts'
import type { AreaId } from '#domain/kernel/area.ts'
import { question, type Tx } from '#journal/view.ts'
import {
  findCounted,
  findRound,
  hourMs,
  none,
  type Bucket,
  type People,
  type Place,
  type Sums,
  type Window,
} from './counted.ts'
import { startOf } from './views/board-responses.ts'
import { groupMin, hide } from '#domain/kernel/hide.ts'
import type { DeepReadonly } from '#domain/kernel/readonly.ts'
import { startOfDay, zoneMs } from '#domain/kernel/zone.ts'

const readers: readonly Role[] = ['officer', 'dispatcher', 'supervisor', 'administrator', 'gridWorker', 'auditor']

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

type Counted = Awaited<ReturnType<typeof findCounted>>
type CountedOfRound = Awaited<ReturnType<typeof findRound>>
type Members = Omit<People, 'area'>

const nobody: Members = { people: 0, registered: 0, served: 0 }
const addUp = (map: ReadonlyMap<AreaId, number>) => [...map.values()].reduce((sum, n) => sum + n, 0)

/** One place's line, nothing hidden yet. @param doors on the round's list @param doubled who were met twice */
function lineOf(counts: Counted, place: Place, members: Members, doubled: number, doors: number): Line {
  const sums = counts.byArea.get(place.area) ?? none
  const responses = counts.responses.filter((one) => one.area === place.area)
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

const linesWithin = (counts: Counted, { doubled, doors }: CountedOfRound): Line[] =>
  counts.children.map((place) =>
    lineOf(
      counts,
      place,
      counts.people.get(place.area) ?? nobody,
      doubled.get(place.area) ?? 0,
      doors.get(place.area) ?? 0,
    ),
  )

function lineOfAll(counts: Counted, { doubled, doors }: CountedOfRound, own: Place): Line {
  const members = [...counts.people.values()].reduce<Members>(
    (sum, one) => ({
      people: sum.people + one.people,
      registered: sum.registered + one.registered,
      served: sum.served + one.served,
    }),
    nobody,
  )
  return lineOf(counts, own, members, addUp(doubled), addUp(doors))
}

function hoursOf({ byHour, responses }: Counted): BoardAnswer['hours'] {
  const [taken, came, knocked] = (['taken', 'came', 'knocked'] as const).map((measure) => hiddenHours(byHour, measure))
  return byHour.map((one, i) => ({
    at: one.hour * hourMs,
    taken: taken[i],
    came: came[i],
    knocked: knocked[i],
    answer: timesOf(responses.filter((each) => each.hour === one.hour && each.about === 'answer')),
  }))
}

export async function askBoard(tx: Tx, tenant: string, asked: Params, now: number): Promise<BoardAnswer | undefined> {
  const window = await findWindow(tx, tenant, asked, now)
  if (!window) return undefined
  const { area } = asked
  const counts = await findCounted(tx, tenant, area, window)
  const { own, buildings } = counts
  if (!own) return undefined
  const ofRound = await findRound(tx, tenant, area, window.round)
  const {
    rows,
    total: { area: _area, name: _name, ...total },
  } = hidden(linesWithin(counts, ofRound), lineOfAll(counts, ofRound, own))
  const sums = counts.byArea.get(area) ?? none
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
      doubled: large(addUp(ofRound.doubled)),
      voided: large(sums.voided),
      knocked: large(sums.knocked),
    },
    rows,
    hours: hoursOf(counts),
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
