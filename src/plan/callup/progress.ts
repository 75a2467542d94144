// `muster plan callup --before plan.json --now 08:30 [--progress progress.csv]`: planning again while the morning runs.
import type { CallupPlan } from '#planner/callup/problem.ts'
import { mergeReplan, type Replan, replanProblem } from '#planner/callup/replan.ts'
import { roomsOf } from '#planner/callup/rooms.ts'
import { InputFault } from '../fault.ts'
import { readTable } from '../tables.ts'
import { words as common } from '../words.ts'
import { type MovedRow, readCallup, type Replanned, slotClock } from './answer.ts'
import { clock, readClock, slotAt } from './times.ts'
import type { Town } from './town.ts'
import { words } from './words.ts'

/** What stands when the morning is planned again. */
export interface MorningSoFar {
  readonly before: Int32Array
  readonly called: Uint8Array
  readonly replan: Replan
  readonly now: number
}

/** Backlog by point, and lanes and rate where they have changed. */
async function readProgress(
  file: string,
  town: Town,
): Promise<{ backlog: Int32Array; points: { lanes: number; rate: number }[] }> {
  const backlog = new Int32Array(town.points.length)
  const points = town.points.map((row) => ({ ...row }))
  const numbers = new Map(town.points.map(({ point }, p) => [point, p]))
  const value = (text: string, line: number, field: string, least: number, most: number) => {
    const number = text === '' ? Number.NaN : Number(text)
    if (!(number >= least && number <= most) || (field !== 'rate' && !Number.isInteger(number)))
      throw new InputFault({ file, line, field }, common.notWhole(text, least, most))
    return number
  }
  await readTable(
    file,
    { required: ['point|采样点', 'waiting|等候'], optional: ['lanes|通道', 'rate|每小时'] },
    ([point, waiting, lanes, rate], line) => {
      const p = numbers.get(point)
      if (p === undefined) throw new InputFault({ file, line, field: 'point' }, common.unknown(point, '--points'))
      backlog[p] = value(waiting, line, 'waiting', 0, 1_000_000)
      if (lanes !== '') points[p].lanes = value(lanes, line, 'lanes', 0, 100)
      if (rate !== '') points[p].rate = value(rate, line, 'rate', 0, 10_000)
    },
  )
  return { backlog, points }
}

export interface StandingFiles {
  readonly before: string
  readonly now: string
  readonly progress?: string
  /** Minutes before its slot that a building is called. */
  readonly notice: number
  readonly moveMetres: number
}

/** Throws InputFault naming file and field. */
export async function standingOf(town: Town, files: StandingFiles): Promise<MorningSoFar> {
  const { slots } = town.wishes
  const minute = readClock(files.now, { field: '--now' })
  const plan = await readCallup(files.before)
  const buildings = new Map(town.buildings.map(({ building }, b) => [building, b]))
  const points = new Map(town.points.map(({ point }, p) => [point, p]))
  const before = new Int32Array(town.buildings.length).fill(-1)
  plan.calls.forEach(({ building, point, slot }, k) => {
    const field = `calls[${k}]`
    const b = buildings.get(building)
    const p = points.get(point)
    if (b === undefined || p === undefined)
      throw new InputFault({ file: files.before, field }, words.otherPlan(b === undefined ? building : point))
    if (!town.problem.point.subarray(town.problem.start[b], town.problem.start[b + 1]).includes(p))
      throw new InputFault({ file: files.before, field }, words.noWay(building, point))
    before[b] = p * slots.count + slotAt(slot, slots, { file: files.before, field })
  })
  const called = Uint8Array.from(before, (cell) =>
    cell >= 0 && slots.from + (cell % slots.count) * slots.minutes < minute + files.notice ? 1 : 0,
  )
  const progress =
    files.progress === undefined
      ? { backlog: new Int32Array(town.points.length), points: town.points }
      : await readProgress(files.progress, town)
  // A slot that has begun may not be filled any more.
  const now = Math.min(slots.count, Math.max(0, Math.ceil((minute - slots.from) / slots.minutes)))
  const room = roomsOf(
    progress.points.map((row, p) => ({ ...row, closed: town.points[p].closed })),
    slots,
    town.wishes.fill,
  )
  return {
    before,
    called,
    now,
    replan: replanProblem(town.problem, before, {
      now,
      called,
      backlog: progress.backlog,
      room,
      movePrice: files.moveMetres,
    }),
  }
}

/**
 * The whole plan after planning again, and what moved. Objective and bound are those of the buildings that could still
 * move.
 */
export function replanned(
  town: Town,
  { before, called, replan, now }: MorningSoFar,
  plan: CallupPlan,
): { plan: CallupPlan; replanned: Replanned } {
  const cell = mergeReplan(before, replan, plan)
  const { count } = town.wishes.slots
  const place = (at: number) =>
    at < 0 ? null : { point: town.points[Math.floor(at / count)].point, slot: slotClock(town, at % count) }
  const moved = town.buildings.flatMap(({ building, people }, b): MovedRow[] =>
    before[b] === cell[b] ? [] : [{ building, people, before: place(before[b]), now: place(cell[b]) }],
  )
  const behind = town.points.flatMap(({ point }, p) =>
    replan.backlogAtEnd[p] > 0 ? [{ point, people: replan.backlogAtEnd[p] }] : [],
  )
  return {
    plan: { ...plan, cell },
    replanned: {
      now: clock(town.wishes.slots.from + now * town.wishes.slots.minutes),
      called: called.reduce((sum, one) => sum + one, 0),
      moved,
      behind,
    },
  }
}
