// `muster plan visits`: routes for teams through visits, from Solomon, VRPLIB, HHCRSP or VROOM files, or the door list of the example county.
import { parseArgs } from 'node:util'
import { isPlain } from '#planner/visits/engines.ts'
import type { VisitsPlan, VisitsProblem } from '#planner/visits/problem.ts'
import { Visits } from '#planner/visits/visits.ts'
import { InputFault } from './fault.ts'
import { visitsHelp, visitsSummary } from './help/visits.ts'
import { exits, type Io } from './io.ts'
import { choice, needed, quantity, whole } from './options.ts'
import { openingFile } from './report/page.ts'
import { visitsReport } from './report/visits.ts'
import { visitsJson, visitSheets } from './visits/answer.ts'
import { exampleDoors } from './visits/county.ts'
import { type DoorList, orderDoors } from './visits/doors.ts'
import { readHhcrsp } from './visits/hhcrsp.ts'
import { readSolomon } from './visits/solomon.ts'
import { readVrplib } from './visits/vrplib.ts'
import { readVroom } from './visits/vroom.ts'
import { words } from './visits/words.ts'
import { words as common } from './words.ts'
import { formatOf, writeAnswer } from './write.ts'

export const summary = visitsSummary
export const help = visitsHelp

const options = {
  in: { type: 'string' }, example: { type: 'string' }, objective: { type: 'string' }, speed: { type: 'string' }, seed: { type: 'string' }, 'cpu-seconds': { type: 'string' },
  households: { type: 'string' }, teams: { type: 'string' }, out: { type: 'string' }, report: { type: 'string' },
} as const

type Values = { readonly [option in keyof typeof options]?: string }

const formats = ['solomon', 'vrplib', 'hhcrsp', 'vroom'] as const
const objectives = ['default', 'distance', 'hhcrsp'] as const

async function readDoors(values: Values, positionals: readonly string[], seed: number): Promise<DoorList> {
  const stray = positionals[values.in === undefined ? 0 : 1]
  if (stray !== undefined) throw new InputFault({ field: stray }, common.stray)
  const objective = choice(values.objective, '--objective', objectives, 'default')
  const speed = quantity(values.speed, '--speed', 0.1, 200, 4.8)
  const aim = objective === 'hhcrsp' ? 'summed' : 'ordered'
  if (values.example !== undefined) return { ...exampleDoors(values.example, seed, whole(values.households, '--households', 1, 5_000, 1_000), whole(values.teams, '--teams', 1, 500, 50)), aim }
  if (values.in === undefined) throw new InputFault({ field: '--in' }, words.which)
  const format = choice(values.in, '--in', formats)
  const file = needed(positionals[0], 'FILE')
  if (format === 'hhcrsp') return readHhcrsp(file, objective === 'distance' ? 'ordered' : 'summed')
  if (format === 'vroom') return readVroom(file, aim, speed)
  return { ...await (format === 'solomon' ? readSolomon(file) : readVrplib(file)), aim }
}

/** Work that a processor second does at the least, in millions: plain routes seen whole, plain by likely spots, coupled. Set under what common machines reach, so that the planned
 * work is mostly done before the time is over and the same seed gives the same bits. */
const WORK_A_SECOND = { whole: 46, near: 15, coupled: 15 } as const
const WHOLE_VISITS = 200
/** Without --cpu-seconds: as much work as so many seconds hold. */
const SECONDS = 10

function workOf(problem: VisitsProblem, seconds: number): number {
  const rate = !isPlain(problem) ? WORK_A_SECOND.coupled : problem.visits <= WHOLE_VISITS ? WORK_A_SECOND.whole : WORK_A_SECOND.near
  return rate * 1e6 * seconds
}

/** Plans until the work is done, the time is over, or Ctrl-C. */
export async function planVisits(problem: VisitsProblem, seed: number, cpuSeconds: number | undefined, started: NodeJS.CpuUsage, io: Io): Promise<{ plan: VisitsPlan; going: boolean; repeatable: boolean }> {
  const most = workOf(problem, cpuSeconds ?? SECONDS)
  const used = () => {
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6
  }
  const search = new Visits(problem, seed)
  let going = true
  let inTime = true
  while (search.work < most && going && inTime) {
    const share = search.work / most
    if (search.step(share)) break
    io.progress(`${Math.round(100 * share)} % ${search.cost}`)
    inTime = cpuSeconds === undefined || used() < cpuSeconds
    going = await io.breathe()
  }
  io.progress('')
  return { plan: search.plan(), going, repeatable: going && inTime }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const out = values.out ?? 'json'
  formatOf(out)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const cpuSeconds = values['cpu-seconds'] === undefined ? undefined : quantity(values['cpu-seconds'], '--cpu-seconds', 0.001, 86_400)
  const list = await readDoors(values, positionals, seed)
  const started = process.cpuUsage()
  const ordered = orderDoors(list)
  const { plan, going, repeatable } = await planVisits(ordered.problem, seed, cpuSeconds, started, io)
  const spent = process.cpuUsage(started)
  const json = visitsJson(list, ordered, plan, { seed, cpuSeconds: (spent.user + spent.system) / 1e6, repeatable })
  const html = async () => visitsReport(list, json)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: visitSheets(json), html })
  return going ? exits.answered : exits.interrupted
}
