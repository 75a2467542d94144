// `muster plan simulate`: the queue of a called-up morning, of an uncontrolled one, or both side by side.
import { parseArgs } from 'node:util'
import { type Outcome, outcomeOf, type PointMorning } from '#planner/queue/mornings.ts'
import { type Flow, simulate } from '#planner/queue/simulate.ts'
import { budgetOf } from './budget.ts'
import { planCallup, readTown, townOptions } from './callup.ts'
import { callupJson, type CallupJson, readCallup } from './callup/answer.ts'
import { clock, readClock } from './callup/times.ts'
import { words } from './callup/words.ts'
import { InputFault } from './fault.ts'
import { simulateHelp, simulateSummary } from './help/simulate.ts'
import { exits, type Io } from './io.ts'
import { quantity, whole } from './options.ts'
import type { Landscape } from './report/landscape.ts'
import { openingFile } from './report/page.ts'
import { simulateReport } from './report/simulate.ts'
import { comparisonOf, morningJson, type SimulateJson, simulateSheets } from './simulate/answer.ts'
import { type Assumptions, calledMornings, desksOf, uncontrolledMornings } from './simulate/mornings.ts'
import { readService } from './simulate/services.ts'
import { words as common } from './words.ts'
import { formatOf, writeAnswer } from './write.ts'

export const summary = simulateSummary
export const help = simulateHelp

const options = {
  ...townOptions,
  plan: { type: 'string' },
  uncontrolled: { type: 'boolean' },
  show: { type: 'string' },
  punctual: { type: 'string' },
  'code-seconds': { type: 'string' },
  code: { type: 'string' },
  sample: { type: 'string' },
  peak: { type: 'string' },
  'peak-spread': { type: 'string' },
  crowd: { type: 'string' },
  behind: { type: 'string', multiple: true },
  step: { type: 'string' },
} as const

type Values = ReturnType<typeof parse>['values']
const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true })

function assumptionsOf(values: Values, seed: number): Assumptions {
  return {
    seed,
    show: quantity(values.show, '--show', 0, 1, 0.97),
    punctual: quantity(values.punctual, '--punctual', 0, 240, 5),
    codeSeconds: quantity(values['code-seconds'], '--code-seconds', 0, 3_600, 8),
    code: readService(values.code ?? 'lognormal:0.5', '--code'),
    sample: readService(values.sample ?? 'erlang:4', '--sample'),
    peak: quantity(values.peak, '--peak', 0, 1_440, 45),
    peakSpread: quantity(values['peak-spread'], '--peak-spread', 0, 1_440, 40),
    crowd: quantity(values.crowd, '--crowd', 0, 1, 0.85),
    behind: new Map((values.behind ?? []).map(readBehind)),
  }
}

/** "P1:08:00-09:30:2": serving takes twice as long there and then. A point's id may hold colons. */
function readBehind(text: string): [string, { from: number; until: number; factor: number }] {
  const found = /^(.+):(\d{1,2}:\d{2})-(\d{1,2}:\d{2}):([\d.]+)$/.exec(text)
  const factor = Number(found?.[4])
  if (!found || !(factor >= 0 && factor <= 100)) throw new InputFault({ field: '--behind' }, words.notBehind(text))
  return [
    found[1],
    { from: readClock(found[2], { field: '--behind' }), until: readClock(found[3], { field: '--behind' }), factor },
  ]
}

interface Source {
  readonly plan: CallupJson
  /** Whether it is a call-up, or homes and points alone. */
  readonly isCalled: boolean
  readonly land?: Landscape
  readonly going: boolean
}

/** A plan from a file; or planned here for the example; or, uncontrolled, homes and points alone. */
async function sourceOf(values: Values, seed: number, io: Io): Promise<Source> {
  if (values.plan !== undefined) return { plan: await readCallup(values.plan), isCalled: true, going: true }
  const uncontrolled = values.uncontrolled === true
  if (values.example === undefined && !uncontrolled) throw new InputFault({ field: '--plan' }, words.nothing)
  const town = await readTown(values, seed)
  if (values.example === undefined) {
    const nobody = {
      cell: new Int32Array(town.problem.buildings).fill(-1),
      objective: 0,
      bound: 0,
      gap: 0,
      proven: false,
      seed,
      moves: 0,
    }
    return { plan: callupJson(town, nobody, { work: 0, cpuSeconds: 0 }), isCalled: false, land: town.land, going: true }
  }
  const { plan, going, work } = await planCallup(town.problem, seed, budgetOf(values), io)
  return { plan: callupJson(town, plan, { work, cpuSeconds: 0 }), isCalled: true, land: town.land, going }
}

/** Milliseconds of work between two looks at Ctrl-C: people of some points at 10 million events a second. */
const PEOPLE_A_BREATH = 100_000

/** Point by point, so that Ctrl-C is heard: what was simulated until then is the answer. */
async function simulateAll(
  mornings: readonly PointMorning[],
  from: number,
  step: number,
  io: Io,
): Promise<{ outcome: Outcome; done: number }> {
  const flows: Flow[] = []
  let people = 0
  for (const morning of mornings) {
    flows.push(simulate(morning))
    people += morning.arrivals.length
    if (people < PEOPLE_A_BREATH) continue
    people = 0
    io.progress(`${flows.length}/${mornings.length}`)
    if (!(await io.breathe())) break
  }
  io.progress('')
  return { outcome: outcomeOf(flows, from, step), done: flows.length }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args)
  if (positionals[0] !== undefined) throw new InputFault({ field: positionals[0] }, common.stray)
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const step = quantity(values.step, '--step', 1, 60, 5)
  const assumptions = assumptionsOf(values, seed)
  const { plan, isCalled, land, going } = await sourceOf(values, seed, io)
  for (const point of assumptions.behind.keys())
    if (!plan.points.some((row) => row.point === point))
      throw new InputFault({ field: '--behind' }, common.unknown(point, 'points'))
  const started = process.cpuUsage()
  const called = isCalled ? await simulateAll(calledMornings(plan, assumptions), plan.slots.from, step, io) : undefined
  const rush =
    values.uncontrolled === true || values.example !== undefined
      ? await simulateAll(uncontrolledMornings(plan, assumptions), plan.slots.from, step, io)
      : undefined
  const used = process.cpuUsage(started)
  const [calledJson, rushJson] = [called, rush].map((morning) => morning && morningJson(plan.points, morning.outcome))
  const done = Math.min(called?.done ?? Infinity, rush?.done ?? Infinity)
  const json: SimulateJson = {
    seed,
    cpuSeconds: (used.user + used.system) / 1e6,
    assumptions: told(values, assumptions, plan),
    points: plan.points,
    ...(calledJson && { called: calledJson }),
    ...(rushJson && { uncontrolled: rushJson }),
    ...(calledJson && rushJson && { comparison: comparisonOf(calledJson, rushJson) }),
    ...(done < plan.points.length && { interruptedAfter: done }),
  }
  const html = async () => simulateReport(json, land)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: simulateSheets(json), html })
  return going && done >= plan.points.length ? exits.answered : exits.interrupted
}

/** What was assumed, as the answer repeats it. */
function told(
  values: Values,
  { show, punctual, codeSeconds, peak, peakSpread, crowd }: Assumptions,
  plan: CallupJson,
): Record<string, number | string> {
  return {
    show,
    punctual,
    codeSeconds,
    code: values.code ?? 'lognormal:0.5',
    sample: values.sample ?? 'erlang:4',
    peak,
    peakSpread,
    crowd,
    behind: (values.behind ?? []).join(' '),
    opens: clock(plan.slots.from),
    codeDesks: plan.points.reduce((sum, point) => sum + desksOf(point, codeSeconds), 0),
    lanes: plan.points.reduce((sum, { lanes }) => sum + lanes, 0),
  }
}
