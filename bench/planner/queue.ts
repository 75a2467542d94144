// Events a second of the queue simulation, beside SimPy where it is installed, and long runs against closed forms.
//   node bench/planner/queue.ts [--runs 5] [--write]      (SimPy: Debian python3-simpy)
// An event is an arrival or an end of service; both sides count two for each person of M/M/c. Times include drawing the
// service times, arrivals are drawn before.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { poissonArrivals } from '#planner/queue/arrive.ts'
import { erlangWait, pollaczekWait } from '#planner/queue/closed.ts'
import type { Service, Stage } from '#planner/queue/problem.ts'
import { simulate } from '#planner/queue/simulate.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits
const PEOPLE = 1_000_000
const SIMPY_PEOPLE = 30_000
const cpu = (since?: NodeJS.CpuUsage) => process.cpuUsage(since)
const seconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6

const speeds: readonly { readonly name: string; readonly rate: number; readonly stages: readonly Stage[] }[] = [
  { name: 'M/M/1, 80 % busy', rate: 0.8, stages: [{ lanes: 1, service: { kind: 'exponential', mean: 1 } }] },
  { name: 'M/M/4, 80 % busy', rate: 3.2, stages: [{ lanes: 4, service: { kind: 'exponential', mean: 1 } }] },
  { name: 'M/M/40, 80 % busy', rate: 32, stages: [{ lanes: 40, service: { kind: 'exponential', mean: 1 } }] },
  {
    name: 'code and sample, 2 and 4 lanes',
    rate: 10.8,
    stages: [
      { lanes: 2, service: { kind: 'lognormal', mean: 8 / 60, spread: 0.5 } },
      { lanes: 4, service: { kind: 'erlang', mean: 1 / 3, shape: 4 } },
    ],
  },
]

/** The Python that Debian's package belongs to. */
function simpy(rate: number, lanes: number): { meanWait: number; seconds: number } | null {
  const { status, stdout } = spawnSync(
    '/usr/bin/python3',
    [here('./queue.simpy.py'), String(SIMPY_PEOPLE), String(rate), '1', String(lanes)],
    { encoding: 'utf8', timeout: 60_000 },
  )
  return status === 0 ? JSON.parse(stdout) : null
}

function speed({ name, rate, stages }: (typeof speeds)[number], runs: number) {
  const arrivals = poissonArrivals(PEOPLE, rate, 1)
  let best = Infinity
  let theirs = Infinity
  let events = 0
  for (let run = 0; run < runs; run++) {
    const before = cpu()
    events = simulate({ arrivals, stages, seed: run }).events
    best = Math.min(best, seconds(cpu(before)))
    const other = stages.length === 1 ? simpy(rate, stages[0].lanes) : null
    if (other) theirs = Math.min(theirs, other.seconds)
  }
  const millions = events / best / 1e6
  const simpyMillions = theirs === Infinity ? null : (2 * SIMPY_PEOPLE) / theirs / 1e6
  return {
    case: name,
    millionEventsASecond: round(millions),
    simpyMillions: simpyMillions && round(simpyMillions, 4),
    times: simpyMillions && round(millions / simpyMillions, 0),
  }
}

const forms: readonly {
  readonly name: string
  readonly rate: number
  readonly lanes: number
  readonly service: Service
  readonly wait: number
}[] = [
  ...(
    [
      [0.5, 1, 1],
      [0.8, 1, 1],
      [1.6, 1, 2],
      [2.4, 1, 3],
      [3.2, 0.8, 5],
      [8, 1, 10],
      [20, 1.25, 20],
      [34, 1, 40],
    ] as const
  ).map(([rate, serve, lanes]) => ({
    name: `M/M/${lanes}, λ ${rate}, μ ${serve}`,
    rate,
    lanes,
    service: { kind: 'exponential', mean: 1 / serve } as const,
    wait: erlangWait(rate, serve, lanes),
  })),
  { name: 'M/D/1, λ 0.8', rate: 0.8, lanes: 1, service: { kind: 'fixed', mean: 1 }, wait: pollaczekWait(0.8, 1, 0) },
  {
    name: 'M/E4/1, λ 0.8',
    rate: 0.8,
    lanes: 1,
    service: { kind: 'erlang', mean: 1, shape: 4 },
    wait: pollaczekWait(0.8, 1, 0.5),
  },
]
const FORM_RUNS = 20

/**
 * Twenty million people a case; nominal rates. Also the standard error of the twenty runs, so that chance can be told
 * from fault.
 */
function against({ name, rate, lanes, service, wait }: (typeof forms)[number]) {
  const ratios = Array.from({ length: FORM_RUNS }, (_, run) => {
    const arrivals = poissonArrivals(PEOPLE, rate, 2 * run + 1_000)
    const { began } = simulate({ arrivals, stages: [{ lanes, service }], seed: 2 * run + 1_001 })
    let sum = 0
    for (let k = 0; k < PEOPLE; k++) sum += began[k] - arrivals[k]
    return sum / PEOPLE / wait
  })
  const mean = ratios.reduce((a, b) => a + b, 0) / FORM_RUNS
  const error = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (FORM_RUNS - 1) / FORM_RUNS)
  return { case: name, offPercent: round(100 * (mean - 1)), errorPercent: round(100 * error) }
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, write: { type: 'boolean' } } })
const result = {
  node: process.version,
  processor: cpus()[0].model,
  runs: Number(values.runs),
  speeds: speeds.map((one) => speed(one, Number(values.runs))),
  forms: forms.map(against),
}
for (const row of [...result.speeds, ...result.forms]) console.log(JSON.stringify(row))
if (result.speeds[0].times === null) console.log('SimPy is not installed (Debian python3-simpy): left out')
const baseline = here('./queue.baseline.json')
if (values.write) writeFileSync(baseline, JSON.stringify(result, null, 1) + '\n')
else if (existsSync(baseline)) {
  for (const old of JSON.parse(readFileSync(baseline, 'utf8')).speeds as typeof result.speeds) {
    const now = result.speeds.find((row) => row.case === old.case)
    if (now)
      console.log(
        `${old.case}: ${now.millionEventsASecond} million events a second, baseline ${old.millionEventsASecond}`,
      )
  }
}
