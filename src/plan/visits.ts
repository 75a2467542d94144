// `muster plan visits`: routes for teams through visits, from Solomon, VRPLIB, HHCRSP or VROOM files, or the door list
// of the example county.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { budgetOf, budgetOptions } from './budget.ts'
import { InputFault } from './fault.ts'
import { visitsHelp, visitsSummary } from './help/visits.ts'
import { exits, type Io } from './io.ts'
import { choice, needed, quantity, whole } from './options.ts'
import { openingFile } from './report/page.ts'
import { visitsReport } from './report/visits.ts'
import { visitsJson, visitSheets } from './visits/answer.ts'
import { exampleDoors } from './visits/county.ts'
import { type DoorList, orderDoors } from './visits/doors.ts'
import { planVisits } from './visits/effort.ts'
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
  in: { type: 'string' },
  example: { type: 'string' },
  objective: { type: 'string' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  ...budgetOptions,
  searches: { type: 'string' },
  workers: { type: 'string' },
  households: { type: 'string' },
  teams: { type: 'string' },
  out: { type: 'string' },
  report: { type: 'string' },
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
  if (values.example !== undefined)
    return {
      ...exampleDoors(
        values.example,
        seed,
        whole(values.households, '--households', 1, 5_000, 1_000),
        whole(values.teams, '--teams', 1, 500, 50),
      ),
      aim,
    }
  if (values.in === undefined) throw new InputFault({ field: '--in' }, words.which)
  const format = choice(values.in, '--in', formats)
  const file = needed(positionals[0], 'FILE')
  if (format === 'hhcrsp') return readHhcrsp(file, objective === 'distance' ? 'ordered' : 'summed')
  if (format === 'vroom') return readVroom(file, aim, speed)
  return { ...(await (format === 'solomon' ? readSolomon(file) : readVrplib(file))), aim }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const budget = budgetOf(values)
  const searches = whole(values.searches, '--searches', 1, 64, 1)
  const workers = whole(values.workers, '--workers', 1, 64, availableParallelism())
  const list = await readDoors(values, positionals, seed)
  const started = process.cpuUsage()
  const ordered = orderDoors(list)
  const { plan, going, repeatable, work } = await planVisits(
    ordered.problem,
    { seed, ...budget, searches, workers },
    io,
  )
  const spent = process.cpuUsage(started)
  const json = visitsJson(list, ordered, plan, {
    seed,
    work,
    cpuSeconds: (spent.user + spent.system) / 1e6,
    repeatable,
  })
  const html = async () => visitsReport(list, json)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: visitSheets(json), html })
  return going ? exits.answered : exits.interrupted
}
