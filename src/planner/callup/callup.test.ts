// Call-ups against every-way search, the verifier on every answer, and what must hold whatever the numbers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import highs from 'highs'
import { createRandom } from '#planner/kernel/random.ts'
import { smallCase, townCase } from './cases.ts'
import { Callup, solveCallup } from './callup.ts'
import { callupLp } from './lp.ts'
import { callsOf, loadOf } from './load.ts'
import { optionsOf } from './options.ts'
import type { CallupProblem } from './problem.ts'
import { callReasons } from './reasons.ts'
import { mergeReplan, replanProblem } from './replan.ts'
import { roomsOf } from './rooms.ts'
import { verifyCallup } from './verify.ts'

const rounds = (most: number) => (moves: number) => moves / most

/** The least cost over every way to call the buildings. */
function everyWay(problem: CallupProblem): number {
  const { buildings, slots, people, start, point, way, late, left, room, fixed, split, stay, movePrice = 0 } = problem
  const free = Int32Array.from(room)
  const widest = (p: number) => Math.max(...room.subarray(p * slots, (p + 1) * slots))
  const place = (b: number, arc: number, t: number, then: (cost: number) => void, force: boolean) => {
    const p = point[arc]
    const parts = split && widest(p) > 0 ? Math.ceil(people[b] / widest(p)) : 1
    const shares = Array.from(
      { length: parts },
      (_, i) => Math.floor(people[b] / parts) + (i < people[b] % parts ? 1 : 0),
    )
    if (
      !force &&
      (t + parts > slots || shares.some((share, i) => free[p * slots + t + i] < share || late[b * slots + t + i] < 0))
    )
      return
    const moved = !force && stay && stay[b] >= 0 && stay[b] !== p * slots + t ? movePrice : 0
    let cost = 0
    shares.forEach((share, i) => {
      if (t + i >= slots) return
      free[p * slots + t + i] -= share
      cost += share * (way[arc] + Math.max(0, late[b * slots + t + i]) + moved)
    })
    then(cost)
    shares.forEach((share, i) => {
      if (t + i < slots) free[p * slots + t + i] += share
    })
  }
  let best = Infinity
  const rest = (b: number, cost: number): void => {
    if (cost >= best) return
    if (b === buildings) {
      best = cost
      return
    }
    if (fixed && fixed[b] >= 0) return rest(b + 1, cost)
    for (let arc = start[b]; arc < start[b + 1]; arc++)
      for (let t = 0; t < slots; t++) place(b, arc, t, (more) => rest(b + 1, cost + more), false)
    rest(b + 1, cost + people[b] * left[b])
  }
  const fixedFirst = (b: number, cost: number): void => {
    if (b === buildings) return rest(0, cost)
    if (!fixed || fixed[b] < 0) return fixedFirst(b + 1, cost)
    const arc = start[b] + point.subarray(start[b], start[b + 1]).indexOf(Math.floor(fixed[b] / slots))
    place(b, arc, fixed[b] % slots, (more) => fixedFirst(b + 1, cost + more), true)
  }
  fixedFirst(0, 0)
  return best
}

test('1,200 small cases: never above the best by chance, the bound never above it, every rule kept', () => {
  let exact = 0
  for (let seed = 1; seed <= 1_200; seed++) {
    const problem = smallCase(seed)
    const plan = solveCallup(problem, { seed, spent: rounds(40_000) })
    const best = everyWay(problem)
    assert.equal(verifyCallup(problem, plan), undefined, `seed ${seed}`)
    assert.ok(plan.bound <= best, `seed ${seed}: bound ${plan.bound}, best ${best}`)
    assert.ok(plan.objective >= best, `seed ${seed}`)
    if (plan.objective === best) exact++
    if (plan.proven) assert.equal(plan.objective, best, `seed ${seed}`)
  }
  assert.ok(exact >= 1_195, `${exact} of 1200 are the best there is`)
})

test('HiGHS: the bound is no weaker than the relaxation; small towns are within 1 % of the optimum', async () => {
  const oracle = await (highs as unknown as typeof highs.default)()
  for (let seed = 1; seed <= 6; seed++) {
    const town = townCase({
      buildings: 60,
      points: 4,
      slots: 6,
      load: seed % 2 ? 0.75 : 0.9,
      seed,
      clustered: seed > 3,
    })
    const plan = solveCallup(town, { seed, spent: rounds(1_500_000) })
    const linear = oracle.solve(callupLp(town, optionsOf(town), false)).ObjectiveValue
    assert.ok(plan.bound >= linear * 0.999, `seed ${seed}: bound ${plan.bound}, linear ${linear}`)
    const small = townCase({ buildings: 14, points: 2, slots: 3, load: 0.7, seed })
    const found = solveCallup(small, { seed, spent: rounds(200_000) })
    const { ObjectiveValue, Status } = oracle.solve(callupLp(small, optionsOf(small), true))
    assert.equal(Status, 'Optimal')
    assert.ok(
      found.bound <= Math.round(ObjectiveValue) &&
        found.objective >= Math.round(ObjectiveValue) &&
        found.objective <= 1.01 * ObjectiveValue,
      `seed ${seed}: ${found.bound} ${ObjectiveValue} ${found.objective}`,
    )
  }
})

test('a town of 300 buildings: within 2 % of the bound after a fixed number of moves', () => {
  for (const load of [0.75, 0.9]) {
    const problem = townCase({ buildings: 300, points: 10, slots: 12, load, seed: 7 })
    const plan = solveCallup(problem, { seed: 1, spent: rounds(6_000_000) })
    assert.equal(verifyCallup(problem, plan), undefined)
    assert.ok(plan.gap < 0.02, `${plan.gap}`)
    assert.ok(!plan.cell.includes(-1))
  }
})

test('the same seed gives the same bits, another seed another way to as good a plan', () => {
  const problem = townCase({ buildings: 80, points: 5, slots: 6, load: 0.85, seed: 3, clustered: true })
  const one = solveCallup(problem, { seed: 4, spent: rounds(400_000) })
  assert.deepEqual(solveCallup(problem, { seed: 4, spent: rounds(400_000) }), one)
  const other = solveCallup(problem, { seed: 5, spent: rounds(400_000) })
  assert.ok(Math.abs(other.objective - one.objective) / one.objective < 0.03)
})

test('buildings larger than a slot are spread over adjacent slots, or said to be too large', () => {
  const problem: CallupProblem = {
    buildings: 2,
    points: 1,
    slots: 4,
    people: Int32Array.of(250, 60),
    start: Int32Array.of(0, 1, 2),
    point: Int32Array.of(0, 0),
    way: Int32Array.of(10, 10),
    late: Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3),
    room: Int32Array.of(100, 100, 100, 100),
    left: Int32Array.of(9_999, 9_999),
  }
  const whole = solveCallup(problem, { seed: 1, spent: rounds(10_000) })
  assert.deepEqual([...whole.cell], [-1, 0])
  assert.equal(callReasons(problem, whole)[0].open, 'larger-than-any-slot')
  const spread = { ...problem, split: true }
  const plan = solveCallup(spread, { seed: 1, spent: rounds(10_000) })
  assert.equal(verifyCallup(spread, plan), undefined)
  assert.deepEqual(
    callsOf(spread, plan.cell)
      .map(({ cell, people }) => [cell, people])
      .sort(),
    [
      [0, 84],
      [1, 83],
      [2, 83],
      [3, 60],
    ],
  )
  assert.deepEqual([...loadOf(spread, callsOf(spread, plan.cell))], [84, 83, 83, 60])
})

test('the verifier finds every kind of flaw', () => {
  const problem = townCase({ buildings: 12, points: 2, slots: 3, load: 0.6, seed: 2, near: 1 })
  const fixed = new Int32Array(12).fill(-1)
  fixed[0] = problem.point[0] * 3
  const stuck = { ...problem, fixed }
  const plan = solveCallup(stuck, { seed: 1, spent: rounds(20_000) })
  assert.equal(verifyCallup(stuck, plan), undefined)
  const flaw = (change: (cell: Int32Array) => void, of = stuck, more = {}) => {
    const cell = plan.cell.slice()
    change(cell)
    return verifyCallup(of, { ...plan, ...more, cell })?.flaw
  }
  assert.equal(
    flaw((cell) => {
      cell[0] = -1
    }),
    'fixed',
  )
  assert.equal(
    flaw((cell) => {
      cell[1] = (cell[1] + 3) % 6
    }),
    'no-way',
  )
  assert.equal(
    flaw((cell) =>
      cell.forEach((c, b) => {
        if (b > 0) cell[b] = c - (c % 3)
      }),
    ),
    'room',
  )
  assert.equal(
    flaw(() => {}, stuck, { objective: plan.objective - 1 }),
    'objective',
  )
  assert.equal(
    flaw(() => {}, stuck, { bound: plan.objective + 1 }),
    'bound',
  )
  const late = problem.late.slice()
  late[1 * 3 + (plan.cell[1] % 3)] = -1
  assert.equal(
    flaw(() => {}, { ...stuck, late }),
    'not-in-slot',
  )
})

test('replanning: the called stay, a point that fell behind takes nobody until it has caught up, few move', () => {
  const slots = 10
  const problem = townCase({ buildings: 200, points: 6, slots, load: 0.85, seed: 9 })
  const before = solveCallup(problem, { seed: 1, spent: rounds(1_000_000) }).cell
  const now = 3
  const later = loadOf(
    problem,
    callsOf(
      problem,
      before.map((cell) => (cell % slots > now ? cell : -1)),
    ),
  )
  const burden = Array.from({ length: 6 }, (_, p) =>
    later.subarray(p * slots, (p + 1) * slots).reduce((a, b) => a + b, 0),
  )
  const slow = burden.indexOf(Math.max(...burden))
  const called = Uint8Array.from(before, (cell) => (cell >= 0 && cell % slots <= now ? 1 : 0))
  const room = problem.room.map((count, cell) =>
    Math.floor(cell / slots) === slow && cell % slots >= now ? count >> 1 : count,
  )
  const backlog = new Int32Array(6)
  backlog[slow] = room[slow * slots + now]
  const replan = replanProblem(problem, before, { now, called, backlog, room, movePrice: 5_000 })
  const plan = solveCallup(replan.problem, { seed: 1, spent: rounds(1_000_000) })
  assert.equal(verifyCallup(replan.problem, plan), undefined)
  const after = mergeReplan(before, replan, plan)
  const load = loadOf(problem, callsOf(problem, after))
  before.forEach((cell, b) => {
    if (called[b]) assert.equal(after[b], cell)
  })
  // Everybody is served by the end: what one slot cannot take was not given to it.
  for (let p = 0; p < 6; p++) {
    let waiting = backlog[p]
    for (let t = now; t < slots; t++) waiting = Math.max(0, waiting + load[p * slots + t] - room[p * slots + t])
    assert.ok(waiting <= replan.backlogAtEnd[p], `point ${p} leaves ${waiting}`)
  }
  const moved = before.filter((cell, b) => cell !== after[b])
  assert.ok(moved.length > 0 && moved.length < 40, `${moved.length} moved`)
  const fromSlow = moved.filter((cell) => Math.floor(cell / slots) === slow)
  assert.ok(fromSlow.length >= moved.length / 2, `only ${fromSlow.length} of ${moved.length} come from the slow point`)
})

test('rooms: lanes × rate × time × fill, less what is closed', () => {
  const slots = { count: 3, from: 480, minutes: 30 }
  assert.deepEqual([...roomsOf([{ lanes: 2, rate: 100 }], slots, 0.9)], [90, 90, 90])
  assert.deepEqual(
    [
      ...roomsOf(
        [
          {
            lanes: 2,
            rate: 100,
            closed: [
              { lanes: 1, from: 495, until: 540 },
              { lanes: 9, from: 540, until: 560 },
            ],
          },
        ],
        slots,
        1,
      ),
    ],
    [75, 50, 0],
  )
})

test('bad numbers are refused by name', () => {
  const good = townCase({ buildings: 3, points: 2, slots: 2, load: 0.5, seed: 1 })
  const bad: [Partial<Record<keyof CallupProblem, unknown>>, RegExp][] = [
    [{ people: Int32Array.of(1, 0, 3) }, /people\[1\] is 0/],
    [{ people: Int32Array.of(1) }, /people has 1/],
    [{ slots: 0 }, /slots is 0/],
    [{ room: Int32Array.of(1, -1, 1, 1) }, /room\[1\] is -1/],
    [{ point: Int32Array.of(0, 1, 0, 1, 1, 0) }, /points of a building must rise/],
    [{ point: Int32Array.of(0, 1, 0, 1, 0, 2) }, /point\[5\] is 2/],
    [{ way: Float64Array.of(0, 0, NaN, 0, 0, 0) }, /way\[2\] is NaN/],
    [{ late: new Int32Array(6).fill(-2) }, /late\[0\] is -2/],
    [{ fixed: Int32Array.of(9, 0, 0) }, /fixed\[0\] is 9/],
    [{ start: Int32Array.of(0, 2, 1, 6) }, /start\[2\] is 1/],
    [{ movePrice: NaN }, /movePrice/],
  ]
  for (const [change, message] of bad)
    assert.throws(() => new Callup({ ...good, ...change } as CallupProblem, 1), message)
  assert.throws(() => roomsOf([{ lanes: 1.5, rate: 1 }], { count: 1, from: 0, minutes: 30 }, 0.9), /lanes/)
  assert.deepEqual(
    solveCallup(
      {
        ...good,
        buildings: 0,
        people: new Int32Array(0),
        start: Int32Array.of(0),
        point: new Int32Array(0),
        way: new Int32Array(0),
        late: new Int32Array(0),
        left: new Int32Array(0),
      },
      { seed: 1, spent: rounds(10) },
    ).objective,
    0,
  )
})

test('more room never makes the bound or the plan dearer than what was found', () => {
  const random = createRandom(11)
  for (let seed = 1; seed <= 40; seed++) {
    const problem = smallCase(seed)
    const room = problem.room.map((count) => count + random.int(3))
    assert.ok(
      everyWay({ ...problem, room, split: false, fixed: undefined }) <=
        everyWay({ ...problem, split: false, fixed: undefined }),
    )
    const plan = solveCallup({ ...problem, room, split: false, fixed: undefined }, { seed, spent: rounds(12_000) })
    assert.ok(plan.bound <= everyWay({ ...problem, split: false, fixed: undefined }))
  }
})
