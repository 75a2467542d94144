// `muster plan roster`: fills posts over shifts and days, with reasons and a bound; and judges swaps in a roster made
// before.
import { parseArgs } from 'node:util'
import { PRICE_MAX, type RosterAnswer, type RosterProblem } from '#planner/roster/problem.ts'
import { Roster, usualEffort } from '#planner/roster/roster.ts'
import { InputFault } from './fault.ts'
import { rosterHelp, rosterSummary } from './help/roster.ts'
import { type Budget, budgetOf, budgetOptions, workTold } from './budget.ts'
import { exits, type Io } from './io.ts'
import { needed, quantity, whole } from './options.ts'
import { openingFile } from './report/page.ts'
import { rosterReport } from './report/roster.ts'
import { readRoster, rosterJson, rosterSheets } from './roster/answer.ts'
import { exampleRows } from './roster/example.ts'
import { type RosterFiles, readRosterRows } from './roster/inputs.ts'
import { type Rota, type RosterChoices, rotaOf } from './roster/rota.ts'
import { swap, swapSheet } from './roster/swap.ts'
import { words } from './roster/words.ts'
import { words as common } from './words.ts'
import { formatOf, writeAnswer } from './write.ts'

export const summary = rosterSummary
export const help = rosterHelp

const options = {
  shifts: { type: 'string' },
  posts: { type: 'string' },
  people: { type: 'string' },
  wishes: { type: 'string' },
  locks: { type: 'string' },
  forbidden: { type: 'string' },
  'unit-caps': { type: 'string' },
  shortage: { type: 'string' },
  rest: { type: 'string' },
  'run-days': { type: 'string' },
  most: { type: 'string' },
  fairness: { type: 'string' },
  prefer: { type: 'string' },
  avoid: { type: 'string' },
  stay: { type: 'string' },
  near: { type: 'string' },
  example: { type: 'string' },
  seed: { type: 'string' },
  ...budgetOptions,
  out: { type: 'string' },
  report: { type: 'string' },
  plan: { type: 'string' },
  swap: { type: 'string' },
  with: { type: 'string' },
} as const

type Values = { readonly [option in keyof typeof options]?: string }

/** An open seat costs as much as a way of 30 km, times the post's priority. */
const SHORTAGE = 30_000
const REST_HOURS_MAX = 1_000
const COUNT_MAX = 100_000

function choicesOf(values: Values): RosterChoices {
  const price = (value: string | undefined, option: string, otherwise: number) =>
    whole(value, option, 0, PRICE_MAX, otherwise)
  return {
    shortage: price(values.shortage, '--shortage', SHORTAGE),
    restMinutes: Math.round(60 * quantity(values.rest, '--rest', 0, REST_HOURS_MAX, 11)),
    runDaysMax: whole(values['run-days'], '--run-days', 1, COUNT_MAX, 5),
    most: whole(values.most, '--most', 0, COUNT_MAX, 5),
    fairness: price(values.fairness, '--fairness', 400),
    prefer: price(values.prefer, '--prefer', 500),
    avoid: price(values.avoid, '--avoid', 1_500),
    stay: price(values.stay, '--stay', 300),
    near: whole(values.near, '--near', 1, COUNT_MAX, 8),
  }
}

/** Rows from tables or the example (`--example lingshi`). Throws InputFault. */
async function readRota(values: Values, seed: number): Promise<Rota> {
  const choices = choicesOf(values)
  if (values.example !== undefined) {
    const { rows, land } = exampleRows(values.example, seed)
    return rotaOf(rows, choices, { shifts: 'shifts', posts: 'posts', people: 'people' }, land)
  }
  const files: RosterFiles = {
    shifts: needed(values.shifts, '--shifts'),
    posts: needed(values.posts, '--posts'),
    people: needed(values.people, '--people'),
    wishes: values.wishes,
    locks: values.locks,
    forbidden: values.forbidden,
    unitCaps: values['unit-caps'],
  }
  return rotaOf(await readRosterRows(files), choices, files, { outline: [], grids: new Map(), homes: new Map() })
}

/** Improvements where a time is given: the time ends them. */
const ROUNDS_MOST = 1_000_000

async function fill(
  problem: RosterProblem,
  seed: number,
  budget: Budget,
  io: Io,
): Promise<{ answer: RosterAnswer; going: boolean; work: number | null }> {
  const { cpuSeconds } = budget
  const rounds = Math.round(budget.work ?? usualEffort.rounds)
  const started = process.cpuUsage()
  const roster = new Roster(problem, seed, { ...usualEffort, rounds: cpuSeconds === undefined ? rounds : ROUNDS_MOST })
  const late = () => {
    const { user, system } = process.cpuUsage(started)
    return cpuSeconds !== undefined && (user + system) / 1e6 >= cpuSeconds
  }
  let going = true
  let done = false
  while (!done && going) {
    done = roster.step() || late()
    io.progress(`${roster.steps}${Number.isFinite(roster.bound) ? ` ${roster.objective} ≥ ${roster.bound}` : ''}`)
    going = await io.breathe()
  }
  io.progress('')
  return { answer: roster.answer(), going: done || going, work: workTold(budget, rounds, done || going) }
}

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (positionals[0] !== undefined) throw new InputFault({ field: positionals[0] }, common.stray)
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const budget = budgetOf(values)
  for (const [option, other] of [
    ['swap', 'plan'],
    ['with', 'swap'],
  ] as const) {
    if (values[option] !== undefined && values[other] === undefined)
      throw new InputFault({ field: `--${other}` }, option === 'swap' ? words.needsPlan : common.noOption)
  }
  const rota = await readRota(values, seed)
  if (values.plan !== undefined) {
    const json = swap(rota, await readRoster(values.plan, rota), needed(values.swap, '--swap'), values.with)
    await writeAnswer(io, out, { json, sheets: [swapSheet(json)] })
    return exits.answered
  }
  const started = process.cpuUsage()
  const { answer, going, work } = await fill(rota.problem, seed, budget, io)
  const { user, system } = process.cpuUsage(started)
  const json = rosterJson(rota, answer, { seed, work, cpuSeconds: (user + system) / 1e6 })
  const html = async () => rosterReport(rota, json)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: rosterSheets(rota, json), html })
  return going ? exits.answered : exits.interrupted
}
