// How fast teams are formed and mended: both sides interleaved in one run, CPU time, minimum of five, on seeded
// countries.
// node bench/planner/teams.ts [--cases county,city,mega] [--runs 5] [--write]     (needs g++ and LEMON: Debian
// liblemon-dev)
// --write puts the result into teams.baseline.json; without it the result is compared with that file. Also 1,000 random
// cases against LEMON.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import highs from 'highs'
import { type Country, countryCase, kinds, smallCase } from '#planner/teams/cases.ts'
import type { TeamsProblem } from '#planner/teams/problem.ts'
import { createRandom } from '#planner/kernel/random.ts'
import { onePerUnit, solveApart } from '#planner/teams/apart.ts'
import { solveTeams } from '#planner/teams/teams.ts'
import { lpText } from '#planner/teams/lp.ts'
import { fileFromProblem } from './teams.file.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const sizes: Record<string, Omit<Country, 'seats' | 'clustered'>> = {
  county: { places: 115, volunteers: 1_590, degree: 17, seed: 1 },
  city: { places: 1_000, volunteers: 20_000, degree: 17, seed: 1 },
  mega: { places: 10_000, volunteers: 200_000, degree: 17, seed: 1 },
}
/** Loose: four seats a team, a fifth of the people. Tight: nine in ten are needed. */
const supplies = { loose: (_: number) => 4, tight: (people: number) => Math.floor(people * 0.9) }
const RANDOM_CASES = 1_000

interface Row {
  case: string
  arcs: number
  /** Build and solve, fastest of the runs, CPU ms. */
  lemonMs: number
  lemonSolveMs: number
  coldMs: number
  warmMs: number
  repairMs: number
  moved: number
  highsMs: number | null
  /** LEMON build + solve over ours; and memory of LEMON over what ours adds to an idle process. */
  timesCold: number
  timesWarm: number
  lemonMb: number
  oursMb: number
}

function lemonAt(folder: string): string {
  const binary = join(folder, 'lemon')
  execFileSync('g++', ['-O3', '-o', binary, here('./teams.lemon.cc'), '-llemon'])
  return binary
}

const lemon = (binary: string, file: Uint8Array) =>
  JSON.parse(execFileSync(binary, { input: file, maxBuffer: 1 << 20 }).toString())
/** Solves enough times to be warm at the end: the compiler needs some 100 ms of the same work. */
const timesOf = (arcs: number) => (arcs < 100_000 ? 60 : arcs < 1_000_000 ? 12 : 3)
const child = (file: string, arcs: number) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', here('./teams.child.ts'), file, String(timesOf(arcs))],
      { maxBuffer: 1 << 20 },
    ).toString(),
  )
const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits

async function highsMs(problem: TeamsProblem, objective: number): Promise<number> {
  const oracle = await (highs as unknown as typeof highs.default)()
  const text = lpText(problem)
  const before = process.cpuUsage()
  const { ObjectiveValue } = oracle.solve(text)
  const { user, system } = process.cpuUsage(before)
  if (Math.round(ObjectiveValue) !== objective) throw new Error(`HiGHS says ${ObjectiveValue}, we say ${objective}`)
  return (user + system) / 1e3
}

async function measure(
  name: string,
  problem: TeamsProblem,
  binary: string,
  folder: string,
  runs: number,
): Promise<Row> {
  const file = fileFromProblem(problem)
  const path = join(folder, 'problem')
  writeFileSync(path, file)
  const theirs = []
  const ours = []
  for (let run = 0; run < runs; run++) {
    theirs.push(lemon(binary, file))
    ours.push(child(path, problem.volunteer.length))
  }
  for (const one of ours)
    if (!one.proven || one.objective !== theirs[0].objective)
      throw new Error(`${name}: LEMON ${theirs[0].objective}, ours ${one.objective}, proven ${one.proven}`)
  const lemonMs = least(theirs.map(({ buildMs, solveMs }) => buildMs + solveMs))
  const coldMs = least(ours.map(({ solveMs }) => solveMs[0]))
  const warmMs = least(ours.flatMap(({ solveMs }) => solveMs.slice(1)))
  return {
    case: name,
    arcs: problem.volunteer.length,
    lemonMs: round(lemonMs),
    lemonSolveMs: round(least(theirs.map(({ solveMs }) => solveMs))),
    coldMs: round(coldMs),
    warmMs: round(warmMs),
    repairMs: round(least(ours.flatMap(({ repairMs }) => repairMs.slice(1))), 2),
    moved: ours[0].moved,
    highsMs: name.startsWith('county') ? round(await highsMs(problem, ours[0].objective)) : null,
    timesCold: round(lemonMs / coldMs),
    timesWarm: round(lemonMs / warmMs),
    lemonMb: round(least(theirs.map(({ peakKb }) => peakKb)) / 1024),
    oursMb: round(least(ours.map(({ peakKb, idleKb }) => peakKb - idleKb)) / 1024),
  }
}

/** One of a unit in a team at city size, 200 units: CPU ms and proven gap in percent. */
function sides(runs: number) {
  const problem = countryCase({ ...sizes.city, seats: 4, clustered: false })
  const random = createRandom(5)
  const units = Array.from({ length: problem.volunteers }, () => random.int(200))
  const apart = onePerUnit(
    problem,
    Int32Array.from({ length: problem.places }, (_, p) => p),
    units,
  )
  const times: number[] = []
  let gap = 0
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    gap = solveApart(problem, apart).gap
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1e3)
  }
  return { case: 'city, one of a unit in a team', ms: round(least(times)), gapPercent: round(gap * 100, 4) }
}

function randomCases(binary: string): number {
  for (let seed = 1; seed <= RANDOM_CASES; seed++) {
    const problem = smallCase(kinds[seed % kinds.length], seed + 1_000_000)
    const { objective } = lemon(binary, fileFromProblem(problem))
    if (solveTeams(problem).objective !== objective) throw new Error(`seed ${seed}: LEMON ${objective}`)
  }
  return RANDOM_CASES
}

/** Growth of time per ten times the arcs, as an exponent of the arcs: 1 is linear. */
function exponent(rows: readonly Row[], supply: string, time: (row: Row) => number): number | null {
  const of = (size: string) => rows.find((row) => row.case === `${size} ${supply}`)
  const [small, large] = [of('city'), of('mega')]
  return small && large ? round(Math.log(time(large) / time(small)) / Math.log(large.arcs / small.arcs), 2) : null
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: 'county,city,mega' },
    runs: { type: 'string', default: '5' },
    write: { type: 'boolean' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'))
try {
  const binary = lemonAt(folder)
  const rows: Row[] = []
  for (const size of values.cases.split(',')) {
    for (const [supply, people] of Object.entries(supplies)) {
      for (const clustered of [false, true]) {
        const { places, volunteers } = sizes[size]
        const problem = countryCase({ ...sizes[size], seats: people(volunteers / places), clustered })
        rows.push(
          await measure(
            `${size} ${supply}${clustered ? ' clustered' : ''}`,
            problem,
            binary,
            folder,
            Number(values.runs),
          ),
        )
        console.log(JSON.stringify(rows.at(-1)))
      }
    }
  }
  const result = {
    node: process.version,
    processor: cpus()[0].model,
    runs: Number(values.runs),
    randomCasesEqual: randomCases(binary),
    sides: sides(Number(values.runs)),
    rows,
    exponents: Object.fromEntries(
      ['loose', 'tight', 'loose clustered', 'tight clustered'].map((supply) => [
        supply,
        { ours: exponent(rows, supply, (row) => row.warmMs), lemon: exponent(rows, supply, (row) => row.lemonMs) },
      ]),
    ),
  }
  console.log(
    JSON.stringify(result.exponents),
    JSON.stringify(result.sides),
    `${result.randomCasesEqual} random cases equal LEMON`,
  )
  const baseline = here('./teams.baseline.json')
  if (values.write) writeFileSync(baseline, JSON.stringify(result, null, 1) + '\n')
  else if (existsSync(baseline)) {
    for (const old of JSON.parse(readFileSync(baseline, 'utf8')).rows as Row[]) {
      const now = rows.find((row) => row.case === old.case)
      if (now) console.log(`${old.case}: ${now.timesWarm} × LEMON, baseline ${old.timesWarm} ×`)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
