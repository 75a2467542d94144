// How near the best known door routes come, class by class, beside recorded results of VROOM and PyVRP; home care
// against its reference costs; how soon a first plan stands.
// node bench/planner/visits.ts FOLDER [--solomon 3.7] [--large 60] [--large-count 12] [--care 10] [--only R2] [--seed
// 1] [--write]
// FOLDER (or MUSTER_INSTANCES) holds vrptw/*.txt with anchors.csv, vrptw-1000/*.vrp with .sol, hhcrsp/*.json with
// reference.csv. What is not there, or given 0 seconds, is left out and said.
// Everything the CPU seconds buy counts but reading the file; each answer is verified. --write puts the result into
// visits.baseline.json, where sets given 0 seconds keep what was measured before; else it is compared with that file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type DoorList, orderDoors } from '#plan/visits/doors.ts'
import { readHhcrsp } from '#plan/visits/hhcrsp.ts'
import { readSolomon } from '#plan/visits/solomon.ts'
import { readVrplib } from '#plan/visits/vrplib.ts'
import { townVisits } from '#planner/visits/cases.ts'
import type { VisitsPlan, VisitsProblem } from '#planner/visits/problem.ts'
import { verifyVisits } from '#planner/visits/verify.ts'
import { Visits } from '#planner/visits/visits.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    solomon: { type: 'string', default: '3.7' },
    large: { type: 'string', default: '60' },
    'large-count': { type: 'string', default: '12' },
    care: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const folder = positionals[0] ?? process.env.MUSTER_INSTANCES ?? ''
const round = (value: number, digits = 3) => Math.round(value * 10 ** digits) / 10 ** digits
const leftOut: string[] = []

interface Row {
  readonly set: string
  readonly case: string
  readonly class: string
  readonly reference: number
  readonly objective: number
  readonly gapPercent: number
  readonly cpuSeconds: number
  readonly vroomPercent?: number
  readonly pyvrpPercent?: number
}

const secondsSince = (before: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function solve(problem: VisitsProblem, seconds: number): { plan: VisitsPlan; used: number } {
  const before = process.cpuUsage()
  const search = new Visits(problem, Number(values.seed))
  for (let used = secondsSince(before); used < seconds; used = secondsSince(before))
    if (search.step(used / seconds)) break
  const plan = search.plan()
  const used = secondsSince(before)
  const flaw = verifyVisits(problem, plan)
  if (flaw || plan.unserved > 0) throw new Error(`not a whole plan: ${JSON.stringify(flaw ?? plan.unserved)}`)
  return { plan, used }
}

function measure(
  set: string,
  name: string,
  list: DoorList,
  reference: number,
  seconds: number,
  more: Partial<Row> = {},
): Row {
  const { plan, used } = solve(orderDoors(list).problem, seconds)
  const objective = (list.aim === 'summed' ? (plan.cost + plan.late + plan.latest) / 3 : plan.cost) / list.scale
  const row: Row = {
    set,
    case: name,
    class: name.replace(/^([A-Z]+\d).*/, '$1'),
    reference,
    objective: round(objective),
    gapPercent: round(100 * (objective / reference - 1)),
    cpuSeconds: round(used, 1),
    ...more,
  }
  console.log(JSON.stringify(row))
  return row
}

/** Names of a set's instances; says what is left out. */
function names(set: string, ending: string, seconds: number): string[] {
  const path = join(folder, set)
  if (folder === '' || !existsSync(path) || seconds === 0) {
    leftOut.push(`${set}: ${seconds === 0 ? '0 seconds' : `no ${path}`}`)
    return []
  }
  return readdirSync(path)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .filter((name) => name.startsWith(values.only))
    .sort()
}

const table = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [line.split(',')[0], line.split(',').slice(1).map(Number)]),
  )

async function solomon(seconds: number): Promise<Row[]> {
  const rows: Row[] = []
  const found = names('vrptw', '.txt', seconds)
  const anchors = found.length > 0 ? table(join(folder, 'vrptw/anchors.csv')) : new Map<string, number[]>()
  for (const name of found) {
    const anchor = anchors.get(name)
    if (!anchor) {
      leftOut.push(`vrptw/${name}: no anchor`)
      continue
    }
    const [reference, , vroom, , pyvrp] = anchor
    const above = (cost: number) => round(100 * (cost / reference - 1))
    rows.push(
      measure('solomon', name, await readSolomon(join(folder, 'vrptw', `${name}.txt`)), reference, seconds, {
        vroomPercent: above(vroom),
        pyvrpPercent: above(pyvrp),
      }),
    )
  }
  return rows
}

async function large(seconds: number): Promise<Row[]> {
  const rows: Row[] = []
  const all = names('vrptw-1000', '.vrp', seconds)
  const most = Math.min(all.length, Number(values['large-count']))
  const found = Array.from({ length: most }, (_, k) => all[Math.floor((k * all.length) / most)])
  if (found.length < all.length) leftOut.push(`vrptw-1000: ${all.filter((name) => !found.includes(name)).join(', ')}`)
  for (const name of found) {
    const reference = Number(/Cost ([\d.]+)/.exec(readFileSync(join(folder, 'vrptw-1000', `${name}.sol`), 'utf8'))![1])
    rows.push(measure('large', name, await readVrplib(join(folder, 'vrptw-1000', `${name}.vrp`)), reference, seconds))
  }
  return rows
}

/** Home care by its patients. */
const sizeOf = (name: string): string => (/[_p](\d{3})[_-]/.test(name) && !/_100_/.test(name) ? 'over 100' : 'to 100')

async function care(seconds: number): Promise<Row[]> {
  const rows: Row[] = []
  const found = names('hhcrsp', '.json', seconds)
  const references = found.length > 0 ? table(join(folder, 'hhcrsp/reference.csv')) : new Map<string, number[]>()
  for (const name of found) {
    const reference = references.get(name)
    if (reference)
      rows.push(
        measure(
          'care',
          name,
          await readHhcrsp(join(folder, 'hhcrsp', `${name}.json`), 'summed'),
          reference[0],
          seconds,
          { class: sizeOf(name) },
        ),
      )
    else leftOut.push(`hhcrsp/${name}: no reference`)
  }
  return rows
}

/** CPU ms to a first plan of 1,000 visits: the first of the process (nothing compiled yet), and the least of five. */
function firstPlan(): { coldMs: number; warmMs: number } {
  const problem = townVisits(1_000, 60, 1)
  const times = Array.from({ length: 5 }, (_, k) => {
    const before = process.cpuUsage()
    if (verifyVisits(problem, new Visits(problem, k).plan())) throw new Error('the first plan breaks a rule')
    return 1_000 * secondsSince(before)
  })
  return { coldMs: round(times[0], 0), warmMs: round(Math.min(...times), 0) }
}

const baseline = fileURLToPath(new URL('./visits.baseline.json', import.meta.url))
const recorded: { rows: Row[] } | undefined = existsSync(baseline)
  ? JSON.parse(readFileSync(baseline, 'utf8'))
  : undefined
/** What was measured before, where it is written down again. */
const kept = (set: string): Row[] =>
  values.write && values.only === '' ? (recorded?.rows.filter((row) => row.set === set) ?? []) : []

const first = firstPlan()
console.log('first plan of 1,000 visits', JSON.stringify(first))
const rows = [
  ...(Number(values.solomon) > 0 ? await solomon(Number(values.solomon)) : kept('solomon')),
  ...(Number(values.large) > 0 ? await large(Number(values.large)) : kept('large')),
  ...(Number(values.care) > 0 ? await care(Number(values.care)) : kept('care')),
]
const mean = (list: readonly number[]) => round(list.reduce((a, b) => a + b, 0) / list.length)
const classes = [...new Set(rows.map((row) => `${row.set} ${row.class}`)), ...new Set(rows.map(({ set }) => set))].map(
  (name) => {
    const some = rows.filter((row) => `${row.set} ${row.class}` === name || row.set === name)
    const peer = (of: (row: Row) => number | undefined) =>
      some.every((row) => of(row) !== undefined) ? mean(some.map((row) => of(row)!)) : undefined
    return {
      class: name,
      cases: some.length,
      gapPercent: mean(some.map(({ gapPercent }) => gapPercent)),
      cpuSeconds: mean(some.map(({ cpuSeconds }) => cpuSeconds)),
      vroomPercent: peer(({ vroomPercent }) => vroomPercent),
      pyvrpPercent: peer(({ pyvrpPercent }) => pyvrpPercent),
    }
  },
)
console.table(classes)
for (const line of leftOut) console.log(`left out: ${line}`)
if (values.write)
  writeFileSync(
    baseline,
    JSON.stringify(
      { node: process.version, processor: cpus()[0].model, seed: Number(values.seed), first, classes, leftOut, rows },
      null,
      1,
    ) + '\n',
  )
else if (existsSync(baseline))
  console.table((JSON.parse(readFileSync(baseline, 'utf8')) as { classes: object[] }).classes)
