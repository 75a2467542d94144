// The JSON of `muster plan callup`: made from the solver's numbers, and read back by `simulate` and by planning again.
import { readFile } from 'node:fs/promises'
import { callsOf, loadOf } from '#planner/callup/load.ts'
import type { CallupPlan, CallupProblem } from '#planner/callup/problem.ts'
import { callReasons, type OpenReason } from '#planner/callup/reasons.ts'
import { InputFault } from '../fault.ts'
import { words as common } from '../words.ts'
import type { Sheet } from '../write.ts'
import { clock } from './times.ts'
import type { Town } from './town.ts'
import { words } from './words.ts'

export interface CallRow {
  readonly building: string
  readonly people: number
  readonly point: string
  /** When the slot begins, "06:30". */
  readonly slot: string
  /** Slots and people of a building spread over several. */
  readonly parts?: readonly { readonly slot: string; readonly people: number }[]
  /** Metres on foot. */
  readonly way: number
  /** Metres worth more than its cheapest point and slot, for each person; more than 0: that one was full. */
  readonly extra: number
  /** The point people would go to by themselves. */
  readonly nearest: string
}

export interface OpenRow {
  readonly building: string
  readonly people: number
  readonly reason: OpenReason
  readonly nearest: string | null
}

export interface PointJson {
  readonly point: string
  readonly name?: string
  readonly lng: number
  readonly lat: number
  readonly lanes: number
  readonly rate: number
  readonly closed: readonly { readonly lanes: number; readonly from: number; readonly until: number }[]
}

export interface MovedRow {
  readonly building: string
  readonly people: number
  readonly before: { readonly point: string; readonly slot: string } | null
  readonly now: { readonly point: string; readonly slot: string } | null
}

export interface Replanned {
  readonly now: string
  /** Buildings that were called already and stay. */
  readonly called: number
  readonly moved: readonly MovedRow[]
  /** Points that cannot serve all who were called to them before the last slot ends. */
  readonly behind: readonly { readonly point: string; readonly people: number }[]
}

export interface CallupJson {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly proven: boolean
  readonly seed: number
  /** For `--work`, in moves; null where time or Ctrl-C decided. */
  readonly work: number | null
  readonly cpuSeconds: number
  readonly fill: number
  /** Minutes after midnight. */
  readonly slots: { readonly from: number; readonly minutes: number; readonly count: number }
  readonly points: readonly PointJson[]
  readonly calls: readonly CallRow[]
  readonly open: readonly OpenRow[]
  /** People called and room, by slot. */
  readonly load: readonly {
    readonly point: string
    readonly people: readonly number[]
    readonly room: readonly number[]
  }[]
  readonly replanned?: Replanned
}

export const slotClock = (town: Town, slot: number): string =>
  clock(town.wishes.slots.from + slot * town.wishes.slots.minutes)

/** @param plan for the whole town, replanned or not */
export function callupJson(
  town: Town,
  plan: CallupPlan,
  spent: Pick<CallupJson, 'work' | 'cpuSeconds'>,
  replanned?: Replanned,
): CallupJson {
  const { problem, buildings, points, wishes } = town
  const { slots, start, point, way, people } = problem
  const reasons = callReasons(problem, plan)
  const calls = callsOf(problem, plan.cell)
  const parts = new Map<number, { slot: string; people: number }[]>()
  for (const { building, cell, people: count } of calls)
    parts.set(building, [...(parts.get(building) ?? []), { slot: slotClock(town, cell % slots), people: count }])
  const rows: CallRow[] = []
  const open: OpenRow[] = []
  buildings.forEach((row, b) => {
    const nearest = nearestOf(problem, b)
    const common = { building: row.building, people: people[b] }
    if (plan.cell[b] < 0) {
      open.push({ ...common, reason: reasons[b].open!, nearest: nearest < 0 ? null : points[nearest].point })
      return
    }
    const p = Math.floor(plan.cell[b] / slots)
    const arc = start[b] + point.subarray(start[b], start[b + 1]).indexOf(p)
    rows.push({
      ...common,
      point: points[p].point,
      slot: slotClock(town, plan.cell[b] % slots),
      ...(parts.get(b)!.length > 1 && { parts: parts.get(b)! }),
      way: way[arc],
      extra: reasons[b].extra,
      nearest: points[nearest].point,
    })
  })
  const load = loadOf(problem, calls)
  return {
    objective: plan.objective,
    bound: plan.bound,
    gap: plan.gap,
    proven: plan.proven,
    seed: plan.seed,
    ...spent,
    fill: wishes.fill,
    slots: wishes.slots,
    points: points.map(pointJson),
    calls: rows,
    open,
    load: points.map(({ point: id }, p) => ({
      point: id,
      people: [...load.subarray(p * slots, (p + 1) * slots)],
      room: [...problem.room.subarray(p * slots, (p + 1) * slots)],
    })),
    ...(replanned && { replanned }),
  }
}

const pointJson = ({ point, name, at, lanes, rate, closed }: Town['points'][number]) => ({
  point,
  ...(name !== undefined && { name }),
  lng: at[0],
  lat: at[1],
  lanes,
  rate,
  closed,
})

function nearestOf({ start, point, way }: CallupProblem, b: number): number {
  let nearest = -1
  for (let arc = start[b], least = Infinity; arc < start[b + 1]; arc++) {
    if (way[arc] >= least) continue
    least = way[arc]
    nearest = point[arc]
  }
  return nearest
}

/** One row a building and slot, as a spreadsheet shows it, and one a point. */
export function callSheets(json: CallupJson): Sheet[] {
  const rows = json.calls.flatMap(({ building, people, point, slot, parts, way, extra }) =>
    (parts ?? [{ slot, people }]).map((part) => [building, part.people, point, part.slot, way, extra, null]),
  )
  const open = json.open.map(({ building, people, reason }) => [building, people, null, null, null, null, reason])
  const times = Array.from({ length: json.slots.count }, (_, t) => clock(json.slots.from + t * json.slots.minutes))
  return [
    {
      name: 'callup',
      header: ['building', 'people', 'point', 'slot', 'way', 'extra', 'open'],
      rows: [...rows, ...open],
    },
    { name: 'load', header: ['point', ...times], rows: json.load.map(({ point, people }) => [point, ...people]) },
  ]
}

const isRows = (value: unknown, ...texts: string[]): boolean =>
  Array.isArray(value) &&
  value.every(
    (row) =>
      typeof row === 'object' &&
      row !== null &&
      texts.every((field) => typeof (row as Record<string, unknown>)[field] === 'string'),
  )

/** Reads an answer; throws InputFault for what is not one. */
export async function readCallup(file: string): Promise<CallupJson> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputFault({ file }, common.noFile)
  })
  let json: Partial<CallupJson> | null
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new InputFault({ file }, common.badJson((error as Error).message))
  }
  const flaw =
    json === null || typeof json !== 'object'
      ? 'json'
      : !isRows(json.calls, 'building', 'point', 'slot', 'nearest')
        ? 'calls'
        : !isRows(json.open, 'building')
          ? 'open'
          : !isRows(json.points, 'point') ||
              !json.points!.every(({ lanes, rate, closed }) => lanes >= 1 && rate > 0 && Array.isArray(closed))
            ? 'points'
            : !(json.slots && json.slots.count >= 1 && json.slots.minutes >= 1 && json.slots.from >= 0)
              ? 'slots'
              : undefined
  if (flaw) throw new InputFault({ file, field: flaw }, words.notPlan)
  const known = new Set(json!.points!.map(({ point }) => point))
  json!.calls!.forEach(({ point, nearest, people }, k) => {
    if (!known.has(point) || !known.has(nearest))
      throw new InputFault({ file, field: `calls[${k}]` }, common.unknown(known.has(point) ? nearest : point, 'points'))
    if (!(Number.isInteger(people) && people > 0))
      throw new InputFault({ file, field: `calls[${k}].people` }, common.notWhole(String(people), 1, 100_000))
  })
  return json as CallupJson
}
