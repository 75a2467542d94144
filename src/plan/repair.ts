// `muster plan repair`: mends a plan after no-shows, moving as few people as their price says.
import { parseArgs } from 'node:util'
import { COST_MAX } from '#planner/teams/problem.ts'
import { withLocks } from '#planner/teams/locks.ts'
import { type Merged, mergeSeats } from '#planner/teams/seats.ts'
import { Teams } from '#planner/teams/teams.ts'
import { type Corner, repairFront } from '#planner/repair/front.ts'
import { present, priced, type RepairRequest, repairOf } from '#planner/repair/repair.ts'
import { readAnswer, type RepairJson, seatsFrom, teamsJson, type TeamsJson } from './answers.ts'
import { InputFault } from './fault.ts'
import { repairHelp, repairSummary } from './help/teams.ts'
import type { TeamInputs } from './inputs.ts'
import { exits, type Io } from './io.ts'
import { needed, whole } from './options.ts'
import { openingFile } from './report/page.ts'
import { repairReport } from './report/repair.ts'
import { readTable } from './tables.ts'
import { readSource, SEARCHES_A_BREATH, seatSheet, teamOptions } from './teams.ts'
import { words } from './words.ts'
import { formatOf, type Sheet, writeAnswer } from './write.ts'

export const summary = repairSummary
export const help = repairHelp

/** Ids of the absent; throws InputFault for one that is unknown or there twice. */
export async function readAbsent(file: string, inputs: TeamInputs): Promise<string[]> {
  const known = new Set(inputs.volunteerIds)
  const lines = new Map<string, number>()
  await readTable(file, { required: ['volunteer|志愿者|姓名'] }, ([id], line) => {
    if (!known.has(id)) throw new InputFault({ file, line, field: 'volunteer' }, words.unknown(id, 'volunteers'))
    if (lines.has(id)) throw new InputFault({ file, line, field: 'volunteer' }, words.doubled(id, lines.get(id)!))
    lines.set(id, line)
  })
  return [...lines.keys()].sort()
}

/** Seat of each volunteer from volunteer of each seat, -1 for none. */
export function seatsToPeople(people: Int32Array, inputs: TeamInputs): Int32Array {
  const seatOf = new Int32Array(inputs.volunteerIds.length).fill(-1)
  people.forEach((v, s) => {
    if (v >= 0) seatOf[v] = s
  })
  return seatOf
}

export async function run(args: string[], io: Io): Promise<number> {
  const options = {
    ...teamOptions,
    plan: { type: 'string' },
    absent: { type: 'string' },
    'move-cost': { type: 'string' },
    front: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const out = values.out ?? 'json'
  formatOf(out, values.report)
  const planFile = needed(values.plan, '--plan')
  const absentFile = needed(values.absent, '--absent')
  const moveCost = whole(values['move-cost'], '--move-cost', 0, COST_MAX)
  const plan = await readAnswer(planFile)
  const { inputs, shortage, land } = await readSource(
    { ...values, shortage: values.shortage ?? plan.shortage?.toString() },
    positionals,
    io,
  )
  const beforeSeats = seatsFrom(plan.assignments, inputs, planFile, 'assignments')
  const absentIds = await readAbsent(absentFile, inputs)
  const started = process.cpuUsage()
  const { merged, request } = asked(inputs, beforeSeats, absentIds, moveCost)
  const teams = new Teams(priced(merged.problem, request))
  let done = teams.step(0)
  let going = true
  while (!done && going) {
    going = await io.breathe()
    if (going) done = teams.step(SEARCHES_A_BREATH)
  }
  const repair = repairOf(merged.problem, request, teams.answer())
  const front = values.front && going ? repairFront(merged.problem, request) : undefined
  const spent = process.cpuUsage(started)
  const seed = whole(values.seed, '--seed', 0, 2 ** 32 - 1, 1)
  const stays = beforeSeats.map((v) => (v >= 0 && request.absent.includes(v) ? -1 : v))
  const priceless: Merged = { ...merged, problem: teams.problem }
  const base = teamsJson(inputs, priceless, repair.answer, shortage, seed, (spent.user + spent.system) / 1e6, stays)
  const json = repairJson(
    base,
    plan.assignments,
    absentIds,
    repair.cost,
    moveCost,
    moveCost * present(merged.problem, request),
    front,
  )
  const html = () => repairReport(inputs, json, land)
  if (values.report !== undefined) await openingFile(values.report, html, io)
  await writeAnswer(io, out, { json, sheets: [movesSheet(json), seatSheet(inputs, json)], html })
  return going ? exits.answered : exits.interrupted
}

/** Absences as the planner takes them: locks on who does not come fall away, seats alike are one place. */
function asked(
  inputs: TeamInputs,
  beforeSeats: Int32Array,
  absentIds: readonly string[],
  moveCost: number,
): { merged: Merged; request: RepairRequest } {
  const numbers = new Map(inputs.volunteerIds.map((id, k) => [id, k]))
  const absent = absentIds.map((id) => numbers.get(id)!)
  const gone = new Set(absent)
  const merged = mergeSeats(
    withLocks(
      inputs.arcs,
      inputs.locks.filter(({ volunteer }) => !gone.has(volunteer)),
    ),
  )
  const before = seatsToPeople(beforeSeats, inputs).map((s) => (s < 0 ? -1 : merged.placeOf[s]))
  return { merged, request: { before, absent, moveCost } }
}

/** Turns prices of staying into prices of moving, and names who moves. */
function repairJson(
  base: TeamsJson,
  before: RepairJson['before'],
  absent: string[],
  cost: number,
  moveCost: number,
  constant: number,
  front?: readonly Corner[],
): RepairJson {
  const seatBefore = new Map(before.map(([seat, volunteer]) => [volunteer, seat]))
  const seatNow = new Map(base.assignments.map(([seat, volunteer]) => [volunteer, seat]))
  const gone = new Set(absent)
  const moved = [...seatBefore]
    .filter(([volunteer, seat]) => !gone.has(volunteer) && seatNow.get(volunteer) !== seat)
    .map(([volunteer, seat]) => [volunteer, seat, seatNow.get(volunteer) ?? null] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
  const called = base.assignments
    .filter(([, volunteer]) => !seatBefore.has(volunteer))
    .map(([seat, volunteer]) => [volunteer, seat] as const)
  const reasons = base.reasons.map((reason) => {
    const stayed = reason.volunteer !== null && seatBefore.get(reason.volunteer) === reason.seat
    return stayed ? { ...reason, cost: reason.cost! + moveCost } : reason
  })
  const corners = front && {
    front: front.map((corner) => ({
      moved: corner.repair.moved.length,
      cost: corner.repair.cost,
      moveCost: corner.moveCost,
    })),
  }
  return {
    ...base,
    reasons,
    objective: base.objective + constant,
    bound: base.bound + constant,
    cost,
    moveCost,
    absent,
    moved,
    called,
    before,
    ...corners,
  }
}

function movesSheet(json: RepairJson): Sheet {
  const rows = [
    ...json.moved.map(([volunteer, from, to]) => [volunteer, from, to, 'moved']),
    ...json.called.map(([volunteer, seat]) => [volunteer, null, seat, 'called']),
  ]
  return { name: 'moves', header: ['volunteer', 'before', 'now', 'what'], rows }
}
