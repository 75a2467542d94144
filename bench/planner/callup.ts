// How near the bound call-ups come in one second of processor time, beside HiGHS on the same towns; and how fast a
// morning is planned again.
//   node bench/planner/callup.ts [--seconds 1] [--highs-seconds 20] [--highs 2] [--write]
// --highs says on how many of the towns HiGHS runs (its linear relaxation, then its branch and bound to the time
// limit); 0 leaves it out.
// Everything a second buys counts: checking, options, prices, the bound and the search, in a process that is warm after
// the first town.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import highs from 'highs'
import { Callup } from '#planner/callup/callup.ts'
import { type Town, townCase } from '#planner/callup/cases.ts'
import { callupLp } from '#planner/callup/lp.ts'
import { optionsOf } from '#planner/callup/options.ts'
import type { CallupProblem } from '#planner/callup/problem.ts'
import { replanProblem } from '#planner/callup/replan.ts'
import { verifyCallup } from '#planner/callup/verify.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits
const secondsSince = (before: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const towns: (Town & { readonly name: string })[] = [1, 2, 3].flatMap((seed) =>
  [0.75, 0.85, 0.95].flatMap((load) =>
    [false, true].map((clustered) => ({
      name: `300 × 10 × 12, ${load * 100} % full${clustered ? ', clustered' : ''}, seed ${seed}`,
      buildings: 300,
      points: 10,
      slots: 12,
      load,
      seed,
      clustered,
    })),
  ),
)

function solve(problem: CallupProblem, seconds: number) {
  const before = process.cpuUsage()
  const callup = new Callup(problem, 1)
  while (!callup.step(Math.min(1, secondsSince(before) / seconds)) && secondsSince(before) < seconds);
  const plan = callup.plan()
  const used = secondsSince(before)
  const flaw = verifyCallup(problem, plan)
  if (flaw) throw new Error(JSON.stringify(flaw))
  return { plan, used }
}

/** HiGHS on the same town: its linear relaxation, and what branch and bound has after the limit. */
async function peer(problem: CallupProblem, limit: number) {
  const oracle = await (highs as unknown as typeof highs.default)()
  const options = optionsOf(problem)
  const relaxed = oracle.solve(callupLp(problem, options, false)).ObjectiveValue
  const before = process.cpuUsage()
  const { ObjectiveValue, Status } = oracle.solve(callupLp(problem, options, true), { time_limit: limit })
  return { linear: relaxed, objective: ObjectiveValue, status: Status, used: secondsSince(before) }
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1' },
    'highs-seconds': { type: 'string', default: '20' },
    highs: { type: 'string', default: '2' },
    write: { type: 'boolean' },
  },
})
const rows = []
for (const [k, town] of towns.entries()) {
  const problem = townCase(town)
  const { plan, used } = solve(problem, Number(values.seconds))
  const other = k < Number(values.highs) ? await peer(problem, Number(values['highs-seconds'])) : null
  if (other && plan.bound < Math.floor(other.linear * 0.999))
    console.log(`bound ${plan.bound} is under the linear relaxation ${other.linear}`)
  rows.push({
    case: town.name,
    objective: plan.objective,
    bound: plan.bound,
    gapPercent: round(plan.gap * 100),
    uncalled: plan.cell.filter((cell) => cell < 0).length,
    cpuSeconds: round(used),
    ...(other && {
      linear: Math.round(other.linear),
      gapToLinearPercent: round(100 * (plan.objective / other.linear - 1)),
      highsSeconds: round(other.used),
      highsStatus: other.status,
      highsGapPercent: Number.isFinite(other.objective) ? round(100 * (other.objective / plan.bound - 1)) : null,
    }),
  })
  console.log(JSON.stringify(rows.at(-1)))
}

/**
 * A point falls to half its rate after a third of the morning: CPU milliseconds to a new plan, and how many of the
 * others move.
 */
function again() {
  const problem = townCase({ buildings: 300, points: 10, slots: 12, load: 0.9, seed: 1, clustered: true })
  const { plan } = solve(problem, 1)
  const room = problem.room.map((count, cell) => (cell < 12 && cell >= 4 ? count >> 1 : count))
  const backlog = new Int32Array(10)
  backlog[0] = room[4]
  const before = process.cpuUsage()
  const replan = replanProblem(problem, plan.cell, {
    now: 4,
    called: Uint8Array.from(plan.cell, (cell) => (cell >= 0 && cell % 12 <= 4 ? 1 : 0)),
    backlog,
    room,
    movePrice: 1_000,
  })
  const { plan: next } = solve(replan.problem, 0.2)
  const moved = replan.buildings.reduce((sum, b, k) => sum + (plan.cell[b] === next.cell[k] ? 0 : 1), 0)
  return {
    movable: replan.buildings.length,
    moved,
    uncalled: next.cell.filter((cell) => cell < 0).length,
    gapPercent: round(next.gap * 100),
    cpuMs: round(1_000 * secondsSince(before), 0),
  }
}

const gaps = rows.map(({ gapPercent }) => gapPercent)
const result = {
  node: process.version,
  processor: cpus()[0].model,
  seconds: Number(values.seconds),
  meanGapPercent: round(gaps.reduce((a, b) => a + b, 0) / gaps.length),
  worstGapPercent: Math.max(...gaps),
  rows,
  replan: again(),
}
console.log(`mean gap ${result.meanGapPercent} %, worst ${result.worstGapPercent} %`, JSON.stringify(result.replan))
const baseline = here('./callup.baseline.json')
if (values.write) writeFileSync(baseline, JSON.stringify(result, null, 1) + '\n')
else if (existsSync(baseline)) {
  const old = JSON.parse(readFileSync(baseline, 'utf8'))
  console.log(`baseline: mean gap ${old.meanGapPercent} %, worst ${old.worstGapPercent} %`)
}
