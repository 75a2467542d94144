// `muster plan check`: re-proves an answer of teams or repair from its inputs and its certificate, seat by seat,
// without the solver.
import { parseArgs } from 'node:util'
import { COST_MAX } from '#planner/teams/problem.ts'
import { withLocks } from '#planner/teams/locks.ts'
import { seatProblem } from '#planner/teams/seats.ts'
import { type Claim, type Flaw, verifyTeams } from '#planner/teams/verify.ts'
import { present, priced } from '#planner/repair/repair.ts'
import { readAnswer, seatsFrom } from './answers.ts'
import { InputFault } from './fault.ts'
import { checkHelp, checkSummary } from './help/teams.ts'
import type { TeamInputs } from './inputs.ts'
import { exits, type Io } from './io.ts'
import { needed, whole } from './options.ts'
import { readAbsent, seatsToPeople } from './repair.ts'
import { readSource, teamOptions } from './teams.ts'
import { words } from './words.ts'
import { writeAnswer } from './write.ts'

export const summary = checkSummary
export const help = checkHelp

/** Prices in the order of the inputs' ids; every id must have one. */
function pricesOf(pairs: unknown, ids: readonly string[], file: string, field: string): number[] {
  if (!Array.isArray(pairs)) throw new InputFault({ file, field }, words.noCertificate)
  const byId = new Map<unknown, unknown>(pairs.map((pair) => [pair?.[0], pair?.[1]]))
  return ids.map((id) => {
    const price = byId.get(id)
    if (!Number.isSafeInteger(price)) throw new InputFault({ file, field: `${field} ${id}` }, words.noCertificate)
    return price as number
  })
}

function culprit({ flaw, at }: Flaw, inputs: TeamInputs): string {
  if (flaw === 'no-such-arc') return inputs.volunteerIds[at]
  if (flaw === 'too-many-of-unit' || flaw === 'unit-price') return inputs.unitIds[at]
  if (flaw === 'too-many-at-place' || flaw === 'place-price') return inputs.seatIds[at]
  return 'objective'
}

export async function run(args: string[], io: Io): Promise<number> {
  const options = {
    ...teamOptions,
    plan: { type: 'string' },
    before: { type: 'string' },
    absent: { type: 'string' },
    'move-cost': { type: 'string' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const file = needed(values.plan, '--plan')
  const stated = await readAnswer(file)
  const { inputs } = await readSource(
    { ...values, shortage: values.shortage ?? stated.shortage?.toString() },
    positionals,
    io,
  )
  const people = seatsFrom(stated.assignments, inputs, file, 'assignments')
  const repaired = stated.moved !== undefined || values.before !== undefined
  const absentIds = values.absent === undefined ? (stated.absent ?? []) : await readAbsent(values.absent, inputs)
  const absent = repaired ? absentIds.map((id) => inputs.volunteerIds.indexOf(id)) : []
  let problem = seatProblem(
    withLocks(
      inputs.arcs,
      inputs.locks.filter(({ volunteer }) => !absent.includes(volunteer)),
    ),
  )
  let objective = Number(stated.objective)
  if (repaired) {
    const moveCost = whole(values['move-cost'] ?? stated.moveCost?.toString(), '--move-cost', 0, COST_MAX)
    const pairs = values.before === undefined ? (stated.before ?? []) : (await readAnswer(values.before)).assignments
    const before = seatsToPeople(seatsFrom(pairs, inputs, values.before ?? file, 'before'), inputs)
    objective -= moveCost * present(problem, { before, absent, moveCost })
    problem = priced(problem, { before, absent, moveCost })
  }
  const claim: Claim = {
    place: seatsToPeople(people, inputs),
    objective,
    placePrice: pricesOf(stated.certificate?.seats, inputs.seatIds, file, 'certificate.seats'),
    unitPrice: pricesOf(stated.certificate?.units, inputs.unitIds, file, 'certificate.units'),
  }
  const flaw = verifyTeams(problem, claim)
  const at = flaw && culprit(flaw, inputs)
  const json = {
    proven: flaw === undefined,
    objective: stated.objective,
    ...(flaw && { flaw: { flaw: flaw.flaw, at, difference: flaw.difference } }),
  }
  await writeAnswer(io, values.out ?? 'json', {
    json,
    sheets: [
      {
        name: 'check',
        header: ['proven', 'objective', 'flaw', 'at'],
        rows: [[String(json.proven), json.objective ?? null, flaw?.flaw ?? null, at ?? null]],
      },
    ],
  })
  if (flaw) throw new InputFault({ file }, words.refuted(flaw.flaw, at!, flaw.difference))
  return exits.answered
}
