// `muster plan teams`: forms 1+k teams at least cost, from tables or from the example county.
import { parseArgs } from 'node:util'
import { mergeSeats } from '#planner/teams/seats.ts'
import { withLocks } from '#planner/teams/locks.ts'
import { SHORTAGE_MAX } from '#planner/teams/problem.ts'
import { Teams } from '#planner/teams/teams.ts'
import { type TeamsJson, teamsJson } from './answers.ts'
import { teamsHelp, teamsSummary } from './help/teams.ts'
import { type TeamFiles, type TeamInputs, readTeamInputs } from './inputs.ts'
import { exits, type Io } from './io.ts'
import { needed, whole } from './options.ts'
import { readPeople } from './people.ts'
import { exampleInputs } from './example.ts'
import { teamsReport } from './report/teams.ts'
import type { Landscape } from './report/landscape.ts'
import { openingFile } from './report/page.ts'
import { formatOf, writeAnswer, type Sheet } from './write.ts'

export const summary = teamsSummary
export const help = teamsHelp

export const teamOptions = {
  seats: { type: 'string' }, volunteers: { type: 'string' }, arcs: { type: 'string' }, 'unit-caps': { type: 'string' },
  locked: { type: 'string' }, forbidden: { type: 'string' }, shortage: { type: 'string' }, in: { type: 'string' }, example: { type: 'string' },
  seed: { type: 'string' }, out: { type: 'string' }, report: { type: 'string' },
} as const

/** Inputs whatever they came from, and the land for the map where it is known. */
export interface Source {
  readonly inputs: TeamInputs
  readonly shortage: number
  readonly land?: Landscape
}

type Values = { readonly [option in keyof typeof teamOptions]?: string }

/** Seats, volunteers and arcs from tables, a workbook (`--in xlsx FILE`) or the example (`--example lingshi`). */
export async function readSource(values: Values, positionals: readonly string[], io: Io): Promise<Source> {
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const shortage = (otherwise?: number) => whole(values.shortage, '--shortage', 0, SHORTAGE_MAX, otherwise)
  if (values.example !== undefined) return exampleInputs(values.example, seed, shortage)
  if (values.in !== undefined) return readPeople(values.in, needed(positionals[0], 'FILE'), shortage)
  const files: TeamFiles = {
    seats: needed(values.seats, '--seats'), volunteers: needed(values.volunteers, '--volunteers'), arcs: needed(values.arcs, '--arcs'),
    unitCaps: values['unit-caps'], locked: values.locked, forbidden: values.forbidden,
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
  formatOf(out)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const { inputs, shortage, land } = await readSource(values, positionals, io)
  const started = process.cpuUsage()
  const merged = mergeSeats(withLocks(inputs.arcs, inputs.locks))
  const teams = new Teams(merged.problem)
  let going = await io.breathe()
  while (going && !teams.step(SEARCHES_A_BREATH)) {
    io.progress(`${teams.search.searches}`)
    going = await io.breathe()
  }
  io.progress('')
  const spent = process.cpuUsage(started)
  const json = teamsJson(inputs, merged, teams.answer(), shortage, seed, (spent.user + spent.system) / 1e6)
  const html = () => teamsReport(inputs, json, land)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: [seatSheet(inputs, json)], html })
  return going ? exits.answered : exits.interrupted
}

/** One row a seat, as a spreadsheet shows it. */
export function seatSheet(inputs: TeamInputs, json: TeamsJson): Sheet {
  const header = ['seat', 'grid', 'volunteer', 'cost', 'next', 'extra', 'open']
  return { name: 'teams', header, rows: json.reasons.map((row, s) => [row.seat, inputs.gridOf[s], row.volunteer, row.cost, row.next, row.extra, row.open ?? null]) }
}
