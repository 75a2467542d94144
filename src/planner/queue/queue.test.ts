// The simulation against closed forms, a plain recursion, and what must hold of any morning.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { calledArrivals, poissonArrivals, rushArrivals } from './arrive.ts'
import { erlangC, erlangWait, pollaczekWait } from './closed.ts'
import { fillTimes } from './draw.ts'
import { courseOf, summarise, waitsOf } from './measure.ts'
import { simulateMornings } from './mornings.ts'
import type { Service, Stage } from './problem.ts'
import { simulate } from './simulate.ts'

const stage = (lanes: number, service: Service, more: Partial<Stage> = {}): Stage => ({ lanes, service, ...more })
const meanWait = (people: number, rate: number, stages: Stage[], seed: number) => {
  const waits = waitsOf(simulate({ arrivals: poissonArrivals(people, rate, seed), stages, seed: seed + 1 }))
  return waits.reduce((a, b) => a + b, 0) / people
}
/** Mean over independent mornings: long enough that chance stays well under 1 %. */
const longMean = (rate: number, stages: Stage[], mornings = 3) =>
  Array.from({ length: mornings }, (_, k) => meanWait(700_000, rate, stages, 10 * k + 1)).reduce((a, b) => a + b, 0) /
  mornings
const near = (found: number, wanted: number, share: number, what: string) =>
  assert.ok(Math.abs(found - wanted) <= share * wanted, `${what}: ${found}, closed form ${wanted}`)

/**
 * Wait found over the wait Erlang C gives for the rates that were really drawn: the luck of one drawing cancels, so
 * shorter runs suffice.
 */
function againstErlang(people: number, rate: number, serve: number, lanes: number, seed: number): number {
  const arrivals = poissonArrivals(people, rate, seed)
  const { began, left } = simulate({
    arrivals,
    stages: [stage(lanes, { kind: 'exponential', mean: 1 / serve })],
    seed: seed + 1,
  })
  let wait = 0
  let service = 0
  for (let k = 0; k < people; k++) {
    wait += began[k] - arrivals[k]
    service += left[k] - began[k]
  }
  return wait / people / erlangWait(people / arrivals[people - 1], people / service, lanes)
}

test('M/M/c: within 1 % of Erlang C over rates and lanes', () => {
  // Chance alone moves one run of ten lanes by 2 %: many lanes need more runs. bench/planner/queue.ts has the long ones
  // at higher loads.
  for (const [rate, serve, lanes, runs] of [
    [0.3, 1, 1, 3],
    [0.5, 1, 1, 3],
    [0.7, 1, 1, 6],
    [1, 1, 2, 4],
    [1.4, 1, 2, 6],
    [2.6, 2, 2, 6],
    [1.8, 1, 3, 8],
    [2.8, 0.8, 5, 10],
    [7.5, 1, 10, 24],
  ]) {
    const ratio =
      Array.from({ length: runs }, (_, k) => againstErlang(500_000, rate, serve, lanes, 1_000 * lanes + 7 * k)).reduce(
        (a, b) => a + b,
        0,
      ) / runs
    assert.ok(Math.abs(ratio - 1) <= 0.01, `λ ${rate}, μ ${serve}, c ${lanes}: ${ratio} of the closed form`)
  }
})

test('M/D/1, M/E4/1 and a lognormal: within 1 % of Pollaczek and Khinchine', () => {
  for (const rate of [0.4, 0.6, 0.75])
    near(longMean(rate, [stage(1, { kind: 'fixed', mean: 1 })]), pollaczekWait(rate, 1, 0), 0.01, `M/D/1 at ${rate}`)
  near(longMean(0.7, [stage(1, { kind: 'erlang', mean: 1, shape: 4 })]), pollaczekWait(0.7, 1, 0.5), 0.01, 'M/E4/1')
  near(
    longMean(0.6, [stage(1, { kind: 'lognormal', mean: 1, spread: 0.6 })]),
    pollaczekWait(0.6, 1, 0.6),
    0.01,
    'lognormal',
  )
})

test('two stages of exponentials: each sees a Poisson stream (Burke), so their waits add', () => {
  near(
    longMean(2, [stage(3, { kind: 'exponential', mean: 1 }), stage(1, { kind: 'exponential', mean: 0.3 })]),
    erlangWait(2, 1, 3) + erlangWait(2, 1 / 0.3, 1),
    0.01,
    'tandem',
  )
})

test('closed forms: known values', () => {
  near(erlangC(2, 1, 3), 4 / 9, 1e-12, 'C(3, 2)')
  near(erlangWait(0.8, 1, 1), 4, 1e-12, 'M/M/1')
  near(pollaczekWait(0.8, 1, 1), 4, 1e-12, 'M/M/1 again')
  near(pollaczekWait(0.8, 1, 0), 2, 1e-12, 'M/D/1')
  assert.deepEqual([erlangC(5, 1, 3), erlangWait(3, 1, 3), pollaczekWait(1, 1, 1)], [1, Infinity, Infinity])
})

/** First free lane takes the next: Kiefer and Wolfowitz, "On the theory of queues with many servers" (1955). */
function recursion(
  came: Float64Array,
  times: Float64Array,
  lanes: number,
): { began: Float64Array; left: Float64Array } {
  const free = Array.from({ length: lanes }, () => -Infinity)
  const began = came.map((at, k) => {
    const lane = free.indexOf(Math.min(...free))
    const begin = Math.max(at, free[lane])
    free[lane] = begin + times[k]
    return begin
  })
  return { began, left: began.map((at, k) => at + times[k]) }
}

test('200 random mornings of two stages agree with a plain recursion to the bit', () => {
  const random = createRandom(3)
  for (let k = 0; k < 200; k++) {
    const people = 1 + random.int(300)
    const arrivals = poissonArrivals(people, 0.5 + 4 * random.next(), k)
    const lanes = [1 + random.int(4), 1 + random.int(4)]
    const services: Service[] = [
      { kind: 'exponential', mean: random.next() },
      { kind: 'fixed', mean: random.next() },
    ]
    const flow = simulate({ arrivals, stages: lanes.map((count, s) => stage(count, services[s])), seed: k })
    const times = new Float64Array(people)
    fillTimes(times, services[0], createRandom((k + 0x5bd1e995) >>> 0))
    const first = recursion(arrivals, times, lanes[0])
    assert.deepEqual(flow.began.subarray(0, people), first.began)
    const order = Array.from(first.left.keys()).sort((a, b) => first.left[a] - first.left[b] || a - b)
    const second = recursion(
      Float64Array.from(order, (i) => first.left[i]),
      new Float64Array(people).fill(services[1].mean),
      lanes[1],
    )
    assert.deepEqual(
      Float64Array.from(order, (i) => flow.left[i]),
      second.left,
    )
    assert.equal(flow.events, 3 * people)
  }
})

test('breaks, lanes coming back, and a stage that falls behind', () => {
  const arrivals = Float64Array.of(0, 0, 5, 11, 30)
  const flow = (more: Partial<Stage>, lanes = 1) => [
    ...simulate({ arrivals, stages: [stage(lanes, { kind: 'fixed', mean: 4 }, more)], seed: 1 }).began,
  ]
  assert.deepEqual(flow({}), [0, 4, 8, 12, 30])
  assert.deepEqual(flow({ breaks: [{ lane: 0, from: 6, until: 20 }] }), [0, 4, 20, 24, 30])
  assert.deepEqual(flow({ breaks: [{ lane: 0, from: 25, until: 40 }] }), [0, 4, 8, 12, 40])
  assert.deepEqual(
    flow({
      breaks: [
        { lane: 0, from: -9, until: 10 },
        { lane: 0, from: 8, until: 12 },
      ],
    }),
    [12, 16, 20, 24, 30],
  )
  assert.deepEqual(flow({ breaks: [{ lane: 0, from: 0, until: 100 }] }, 2), [0, 4, 8, 12, 30])
  assert.deepEqual(flow({ slow: { from: 4, until: 9, factor: 2 } }), [0, 4, 12, 16, 30])
  assert.deepEqual(simulate({ arrivals, stages: [stage(2, { kind: 'fixed', mean: 4 })], seed: 1 }).longest[0], 0)
  assert.deepEqual(
    simulate({ arrivals: new Float64Array(5), stages: [stage(1, { kind: 'fixed', mean: 1 })], seed: 1 }).longest[0],
    4,
  )
})

test('measures: ranks, lines over time, served and arrived', () => {
  assert.deepEqual(summarise(Float64Array.from({ length: 100 }, (_, k) => 99 - k)), {
    people: 100,
    mean: 49.5,
    median: 49,
    p90: 89,
    p95: 94,
    max: 99,
  })
  assert.equal(summarise(new Float64Array(0)).max, 0)
  const flow = simulate({
    arrivals: Float64Array.of(0, 0, 0, 7),
    stages: [stage(1, { kind: 'fixed', mean: 3 })],
    seed: 1,
  })
  const course = courseOf(flow, 0, 15, 2)
  assert.deepEqual([...course.line], [2, 2, 1, 0, 1, 0, 0, 0])
  assert.deepEqual([...course.arrived], [3, 0, 0, 1, 0, 0, 0, 0])
  assert.deepEqual([...course.served], [0, 1, 0, 1, 1, 0, 1, 0])
  assert.throws(() => courseOf(flow, 0, 0, 2), /steps/)
})

test('arrivals: shares, spreads, opening; the same seed the same bits', () => {
  const summons = [{ people: 20_000, from: 60, minutes: 30 }]
  const punctual = calledArrivals(summons, { show: 0.9, spread: 0, opens: 0 }, 1)
  near(punctual.length, 18_000, 0.02, 'show-up')
  assert.ok(punctual[0] >= 60 && punctual.at(-1)! < 90)
  const human = calledArrivals(summons, { show: 1, spread: 10, opens: 55 }, 1)
  assert.ok(human[0] === 55 && human.at(-1)! > 100 && human.length === 20_000)
  const variance = human.reduce((sum, at) => sum + (at - 75) ** 2, 0) / human.length
  assert.ok(variance > 75 && variance < 175, `${variance}`)
  const rush = rushArrivals(10_000, { show: 1, opens: 0, closes: 360, peak: 45, spread: 40, crowd: 0.8 }, 2)
  assert.ok(rush[5_000] < 90 && rush[0] === 0)
  assert.deepEqual(rushArrivals(10_000, { show: 1, opens: 0, closes: 360, peak: 45, spread: 40, crowd: 0.8 }, 2), rush)
})

test('calling up cuts the 95th percentile of waiting twentyfold against a rush, at nine tenths of the lanes', () => {
  const stages = [
    stage(2, { kind: 'lognormal', mean: 8 / 60, spread: 0.5 }),
    stage(4, { kind: 'erlang', mean: 20 / 60, shape: 4 }),
  ]
  const people = 3_888
  const summons = Array.from({ length: 12 }, (_, t) => ({ people: people / 12, from: 30 * t, minutes: 30 }))
  const run = (arrivals: Float64Array) => simulateMornings([{ arrivals, stages, seed: 5 }], 0, 5)
  const called = run(calledArrivals(summons, { show: 0.97, spread: 5, opens: 0 }, 4))
  const rush = run(rushArrivals(people, { show: 0.97, opens: 0, closes: 360, peak: 45, spread: 40, crowd: 0.85 }, 4))
  assert.ok(rush.waits.p95 >= 20 * called.waits.p95, `${rush.waits.p95} and ${called.waits.p95} minutes`)
  assert.equal(
    called.course.served.reduce((a, b) => a + b, 0),
    called.waits.people,
  )
  assert.equal(called.course.line.at(-1), 0)
})

test('a point’s morning does not depend on the others, and the same seed gives the same bits', () => {
  const morning = (seed: number) => ({
    arrivals: poissonArrivals(2_000, 3, seed),
    stages: [stage(2, { kind: 'exponential', mean: 0.6 })],
    seed,
  })
  const alone = simulateMornings([morning(7)], 0, 5)
  const both = simulateMornings([morning(3), morning(7)], 0, 5)
  assert.deepEqual(both.points[1].waits, alone.points[0].waits)
  assert.deepEqual(simulateMornings([morning(3), morning(7)], 0, 5), both)
})

test('bad mornings are refused by name', () => {
  const good: Stage = stage(1, { kind: 'fixed', mean: 1 })
  const bad: [Float64Array, Stage[], RegExp][] = [
    [Float64Array.of(1, 0), [good], /arrivals\[1\] is 0/],
    [Float64Array.of(NaN), [good], /arrivals\[0\] is NaN/],
    [Float64Array.of(1), [], /stages.length/],
    [Float64Array.of(1), [{ ...good, lanes: 0 }], /stages\[0\].lanes is 0/],
    [Float64Array.of(1), [stage(1, { kind: 'exponential', mean: -1 })], /mean is -1/],
    [Float64Array.of(1), [stage(1, { kind: 'erlang', mean: 1, shape: 0 })], /shape is 0/],
    [Float64Array.of(1), [{ ...good, breaks: [{ lane: 1, from: 0, until: 1 }] }], /lane is 1/],
    [Float64Array.of(1), [{ ...good, breaks: [{ lane: 0, from: 2, until: 1 }] }], /until is 1/],
    [Float64Array.of(1), [{ ...good, slow: { from: 0, until: 1, factor: NaN } }], /factor is NaN/],
  ]
  for (const [arrivals, stages, message] of bad) assert.throws(() => simulate({ arrivals, stages, seed: 1 }), message)
  assert.equal(simulateMornings([], 0, 5).waits.people, 0)
})
