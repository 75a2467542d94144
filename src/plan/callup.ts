// `muster plan callup`: calls every building to a point and a slot so that no queue grows; again while the morning
// runs.
import { parseArgs } from 'node:util'
import { Callup } from '#planner/callup/callup.ts'
import type { CallupPlan, CallupProblem } from '#planner/callup/problem.ts'
import { callSheets, callupJson, type CallupJson } from './callup/answer.ts'
import { exampleTown } from './callup/county.ts'
import { readBuildings, readPoints, readWays } from './callup/inputs.ts'
import { replanned, standingOf } from './callup/progress.ts'
import { readSlots } from './callup/times.ts'
import { type Town, townOf, type Wishes } from './callup/town.ts'
import { words } from './callup/words.ts'
import { callupHelp, callupSummary } from './help/callup.ts'
import { InputFault } from './fault.ts'
import { type Budget, budgetOf, budgetOptions, workTold } from './budget.ts'
import { exits, type Io } from './io.ts'
import { needed, quantity, whole } from './options.ts'
import { callupReport } from './report/callup.ts'
import { openingFile } from './report/page.ts'
import { words as common } from './words.ts'
import { formatOf, writeAnswer } from './write.ts'

export const summary = callupSummary
export const help = callupHelp

export const townOptions = {
  buildings: { type: 'string' },
  points: { type: 'string' },
  ways: { type: 'string' },
  slots: { type: 'string' },
  fill: { type: 'string' },
  near: { type: 'string' },
  hurry: { type: 'string' },
  split: { type: 'boolean' },
  example: { type: 'string' },
  seed: { type: 'string' },
  ...budgetOptions,
  out: { type: 'string' },
  report: { type: 'string' },
} as const
const options = {
  ...townOptions,
  before: { type: 'string' },
  now: { type: 'string' },
  progress: { type: 'string' },
  notice: { type: 'string' },
  'move-metres': { type: 'string' },
} as const

type TownValues = { readonly [option in Exclude<keyof typeof townOptions, 'split'>]?: string } & {
  readonly split?: boolean
}

/** The slots of the example, and of whoever does not say. */
const SLOTS = '06:00-12:00/30'

/** Buildings and points from tables or the example (`--example lingshi`). Throws InputFault. */
export async function readTown(values: TownValues, seed: number): Promise<Town> {
  const slots = readSlots(values.slots ?? (values.example === undefined ? needed(values.slots, '--slots') : SLOTS), {
    field: '--slots',
  })
  const wishes: Wishes = {
    slots,
    fill: quantity(values.fill, '--fill', 0.01, 1, 0.9),
    near: whole(values.near, '--near', 1, 10_000, 8),
    hurry: quantity(values.hurry, '--hurry', 0, 10_000, 20),
    split: values.split === true,
  }
  if (values.example !== undefined) return exampleTown(values.example, seed, wishes)
  const [buildingsFile, pointsFile] = [needed(values.buildings, '--buildings'), needed(values.points, '--points')]
  const points = await readPoints(pointsFile)
  const buildings = await readBuildings(buildingsFile, slots, new Set(points.map(({ point }) => point)), pointsFile)
  const ways = values.ways === undefined ? undefined : await readWays(values.ways, buildings, points)
  return townOf(buildings, points, wishes, ways, { outline: [], grids: new Map(), homes: new Map() })
}

/** Moves tried for each option there is, where no time is given: then the same inputs give the same bits. */
const MOVES_AN_OPTION = 150
const MOVES_LEAST = 200_000
const MOVES_MOST = 20_000_000

/** Plans until the budget, the proof, or Ctrl-C. */
export async function planCallup(
  problem: CallupProblem,
  seed: number,
  budget: Budget,
  io: Io,
): Promise<{ plan: CallupPlan; going: boolean; work: number | null }> {
  const { cpuSeconds } = budget
  const started = process.cpuUsage()
  const callup = new Callup(problem, seed)
  const usual = Math.min(MOVES_MOST, Math.max(MOVES_LEAST, MOVES_AN_OPTION * problem.point.length * problem.slots))
  const most = budget.work ?? usual
  const spent = () => {
    if (cpuSeconds === undefined) return callup.moves / most
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6 / cpuSeconds
  }
  let going = true
  for (let share = 0; share < 1 && going; share = spent()) {
    if (callup.step(share)) break
    io.progress(`${Math.round(100 * share)} % ${callup.objective} ≥ ${callup.bound.bound}`)
    going = await io.breathe()
  }
  io.progress('')
  return { plan: callup.plan(), going, work: workTold(budget, most, going) }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (positionals[0] !== undefined) throw new InputFault({ field: positionals[0] }, common.stray)
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const budget = budgetOf(values)
  if ((values.before === undefined) !== (values.now === undefined))
    throw new InputFault(
      { field: values.before === undefined ? '--now' : '--before' },
      words.together(values.before === undefined ? '--before' : '--now'),
    )
  if (values.progress !== undefined && values.before === undefined)
    throw new InputFault({ field: '--progress' }, words.together('--before, --now'))
  const town = await readTown(values, seed)
  const started = process.cpuUsage()
  const standing =
    values.before === undefined
      ? undefined
      : await standingOf(town, {
          before: values.before,
          now: needed(values.now, '--now'),
          progress: values.progress,
          notice: quantity(values.notice, '--notice', 0, 1_440, town.wishes.slots.minutes),
          moveMetres: whole(values['move-metres'], '--move-metres', 0, 1_000_000, 1_000),
        })
  const { plan, going, work } = await planCallup(standing?.replan.problem ?? town.problem, seed, budget, io)
  const used = process.cpuUsage(started)
  const done = standing ? replanned(town, standing, plan) : { plan, replanned: undefined }
  const json: CallupJson = callupJson(
    town,
    done.plan,
    { work, cpuSeconds: (used.user + used.system) / 1e6 },
    done.replanned,
  )
  const html = async () => callupReport(json, town.land)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: callSheets(json), html })
  return going ? exits.answered : exits.interrupted
}
