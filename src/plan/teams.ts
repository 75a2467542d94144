// `muster plan teams`: forms 1+k teams at least cost, from tables or from the example county.
import { parseArgs } from 'node:util'
import { type Apart, neverTogether, onePerUnit, solveApart, together } from '#planner/teams/apart.ts'
import { type Merged, mergeSeats } from '#planner/teams/seats.ts'
import { withLocks } from '#planner/teams/locks.ts'
import { SHORTAGE_MAX, type TeamsAnswer, type TeamsProblem } from '#planner/teams/problem.ts'
import { joinPairs } from '#planner/teams/joined.ts'
import { solveTeams, Teams } from '#planner/teams/teams.ts'
import { type TeamsJson, teamsJson } from './answers.ts'
import { teamsHelp, teamsSummary } from './help/teams.ts'
import { named, type TeamFiles, type TeamInputs, readTeamInputs } from './inputs.ts'
import { InputFault } from './fault.ts'
import { exits, type Io } from './io.ts'
import { needed, whole } from './options.ts'
import { readPeople } from './people.ts'
import { exampleInputs } from './example.ts'
import { teamsReport } from './report/teams.ts'
import type { Landscape } from './report/landscape.ts'
import { openingFile } from './report/page.ts'
import { words } from './words.ts'
import { formatOf, writeAnswer, type Sheet } from './write.ts'

export const summary = teamsSummary
export const help = teamsHelp

export const teamOptions = {
  seats: { type: 'string' },
  volunteers: { type: 'string' },
  arcs: { type: 'string' },
  'unit-caps': { type: 'string' },
  locked: { type: 'string' },
  forbidden: { type: 'string' },
  shortage: { type: 'string' },
  in: { type: 'string' },
  example: { type: 'string' },
  apart: { type: 'string' },
  together: { type: 'string' },
  'one-per-unit': { type: 'boolean' },
  seed: { type: 'string' },
  out: { type: 'string' },
  report: { type: 'string' },
} as const

/** Inputs whatever they came from, and the land for the map where it is known. */
export interface Source {
  readonly inputs: TeamInputs
  readonly shortage: number
  readonly land?: Landscape
}

type Values = { readonly [option in Exclude<keyof typeof teamOptions, 'one-per-unit'>]?: string }

/** Seats, volunteers and arcs from tables, a workbook (`--in xlsx FILE`) or the example (`--example lingshi`). */
export async function readSource(values: Values, positionals: readonly string[], io: Io): Promise<Source> {
  const stray = positionals[values.in === undefined ? 0 : 1]
  if (stray !== undefined) throw new InputFault({ field: stray }, words.stray)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const shortage = (otherwise?: number) => whole(values.shortage, '--shortage', 0, SHORTAGE_MAX, otherwise)
  if (values.example !== undefined) return exampleInputs(values.example, seed, shortage)
  if (values.in !== undefined) return readPeople(values.in, needed(positionals[0], 'FILE'), shortage)
  const files: TeamFiles = {
    seats: needed(values.seats, '--seats'),
    volunteers: needed(values.volunteers, '--volunteers'),
    arcs: needed(values.arcs, '--arcs'),
    unitCaps: values['unit-caps'],
    locked: values.locked,
    forbidden: values.forbidden,
    apart: values.apart,
    together: values.together,
  }
  const price = shortage()
  io.progress('…')
  return { inputs: await readTeamInputs(files, price), shortage: price }
}

/** Searches between two looks at Ctrl-C: about 10 ms of work. */
export const SEARCHES_A_BREATH = 2_000

export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: teamOptions, allowPositionals: true })
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const { inputs, shortage, land } = await readSource(values, positionals, io)
  const started = process.cpuUsage()
  const merged = mergeSeats(withLocks(inputs.arcs, inputs.locks))
  const rules = sideRules(inputs, merged, values['one-per-unit'] === true)
  if (rules && inputs.together.length > 0) throw new InputFault({ field: '--together' }, words.notBoth)
  const { answer, going } = rules
    ? await formApart(merged.problem, rules, io)
    : inputs.together.length > 0
      ? await formJoined(merged.problem, teamOf(inputs, merged), inputs.together, io)
      : await form(merged.problem, io)
  const spent = process.cpuUsage(started)
  const json = teamsJson(inputs, merged, answer, shortage, seed, (spent.user + spent.system) / 1e6)
  const html = () => teamsReport(inputs, json, land)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: [seatSheet(inputs, json)], html })
  return going ? exits.answered : exits.interrupted
}

interface Formed {
  readonly answer: TeamsAnswer
  /** False when Ctrl-C cut it short. */
  readonly going: boolean
}

async function form(problem: TeamsProblem, io: Io): Promise<Formed> {
  const teams = new Teams(problem)
  // The bids alone make a good plan, so even a Ctrl-C while files were read is answered with one.
  let done = teams.step(0)
  let going = true
  while (!done && going) {
    io.progress(`${teams.search.searches}`)
    going = await io.breathe()
    if (going) done = teams.step(SEARCHES_A_BREATH)
  }
  io.progress('')
  return { answer: teams.answer(), going: done || going }
}

/** Side rules leave a gap, so the answer carries the bound of the rules instead of a proof. */
async function formApart(problem: TeamsProblem, rules: Apart, io: Io): Promise<Formed> {
  const { answer, objective, bound } = solveApart(problem, rules)
  return { answer: { ...answer, objective, bound, proven: objective === bound }, going: await io.breathe() }
}

/** Pairs that serve in one team: the plan without the rule gives the bound. */
async function formJoined(
  problem: TeamsProblem,
  team: Int32Array,
  pairs: TeamInputs['together'],
  io: Io,
): Promise<Formed> {
  const { objective: bound } = solveTeams(problem)
  const joined = joinPairs(problem, team, pairs)
  const { answer, going } = await form(joined.problem, io)
  const objective = answer.objective + joined.constant
  return { answer: { ...answer, objective, bound, proven: objective === bound }, going }
}

/** Grid of each place. */
function teamOf(inputs: TeamInputs, merged: Merged): Int32Array {
  const team = new Int32Array(merged.problem.places)
  merged.placeOf.forEach((p, s) => {
    team[p] = inputs.arcs.grid[s]
  })
  return team
}

/** Undefined where no rule is asked for. */
function sideRules(inputs: TeamInputs, merged: Merged, onePer: boolean): Apart | undefined {
  if (!onePer && inputs.apart.length === 0) return undefined
  const team = teamOf(inputs, merged)
  const units = named(new Set(inputs.unitOf))
  const unit = inputs.unitOf.map((id) => (id === '' ? -1 : units.number.get(id)!))
  const pairs = neverTogether(merged.problem, team, inputs.apart)
  return onePer ? together(onePerUnit(merged.problem, team, unit), pairs) : pairs
}

/** One row a seat, as a spreadsheet shows it. */
export function seatSheet(inputs: TeamInputs, json: TeamsJson): Sheet {
  const header = ['seat', 'grid', 'volunteer', 'cost', 'next', 'extra', 'open']
  return {
    name: 'teams',
    header,
    rows: json.reasons.map((row, s) => [
      row.seat,
      inputs.gridOf[s],
      row.volunteer,
      row.cost,
      row.next,
      row.extra,
      row.open ?? null,
    ]),
  }
}
