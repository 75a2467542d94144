// How good siting is at a given time: pmedcap instances at 0.1 and 1 CPU second, seeded towns of 300 × 3,000 at 2;
// HiGHS beside it on small ones.
//   node bench/planner/site.ts [FOLDER of pmedcap*.txt, or MUSTER_INSTANCES] [--write]
// Every solve is a fresh process (cold). --write puts the result into site.baseline.json; without it the result is
// compared with that file.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true })
const baselineFile = here('./site.baseline.json')

interface Result {
  readonly objective: number
  readonly bound: number
  readonly stated?: number
  readonly seconds: number
  readonly rounds: number
  readonly faults: readonly string[]
}
interface Row {
  readonly case: string
  readonly seconds: number
  readonly objective: number
  readonly bound: number
  readonly gapPercent: number
  readonly overOptimumPercent: number | null
  readonly highsSeconds: number | null
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

function child(...args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [here('./site.child.ts'), ...args], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (status !== 0) throw new Error(`site.child.ts ${args.join(' ')}: ${stderr}`)
  return JSON.parse(stdout)
}

function row(
  name: string,
  seconds: number,
  result: Result,
  optimum: number | undefined,
  highsSeconds: number | null,
): Row {
  if (result.faults.length > 0) throw new Error(`${name}: ${result.faults.join('; ')}`)
  const over = optimum === undefined ? null : round(100 * (result.objective / optimum - 1), 3)
  const made = {
    case: name,
    seconds,
    objective: round(result.objective, 3),
    bound: round(result.bound, 3),
    gapPercent: round(100 * (result.objective / result.bound - 1), 3),
    overOptimumPercent: over,
    highsSeconds,
  }
  console.log(
    `${name.padEnd(34)} ${String(seconds).padStart(4)} s  ${made.objective} ≥ ${made.bound}  gap ${made.gapPercent} %` +
      (over === null ? '' : `  over the optimum ${over} %`) +
      (highsSeconds === null ? '' : `  HiGHS ${highsSeconds} s`),
  )
  return made
}

const rows: Row[] = []
const folder = positionals[0] ?? process.env.MUSTER_INSTANCES
if (folder === undefined) console.log('pmedcap: left out, no folder given')
else {
  const files = readdirSync(folder)
    .filter((file) => /^pmedcap.*\.txt$/.test(file))
    .sort()
  for (const seconds of [0.1, 1]) {
    for (const file of files) {
      const result = child('file', join(folder, file), String(seconds))
      rows.push(row(file.replace('.txt', ''), seconds, result, result.stated, null))
    }
  }
}
for (const [open, slack] of [
  [15, 1.05],
  [30, 1.2],
  [50, 1.1],
  [100, 1.1],
]) {
  for (const seed of [1, 2])
    rows.push(
      row(
        `300 × 3000, ${open} open, seed ${seed}`,
        2,
        child('town', '300', '3000', String(open), String(slack), String(seed), '2'),
        undefined,
        null,
      ),
    )
}
for (const seed of [1, 2]) {
  const exact = child('highs', '30', '50', '5', '1.3', String(seed))
  rows.push(
    row(
      `30 × 50, 5 open, seed ${seed}`,
      0.1,
      child('town', '30', '50', '5', '1.3', String(seed), '0.1'),
      exact.objective,
      round(exact.seconds, 2),
    ),
  )
}

if (values.write)
  writeFileSync(baselineFile, JSON.stringify({ node: process.version, cpu: cpus()[0].model, rows }, null, 2) + '\n')
else {
  const before = new Map(
    (JSON.parse(readFileSync(baselineFile, 'utf8')) as { rows: Row[] }).rows.map((old) => [
      `${old.case} ${old.seconds}`,
      old,
    ]),
  )
  for (const now of rows) {
    const old = before.get(`${now.case} ${now.seconds}`)
    if (old && now.objective > old.objective * 1.003)
      console.log(`worse than the baseline: ${now.case} ${now.seconds} s: ${old.objective} → ${now.objective}`)
  }
}
