// Door routes against every way there is, the verifier on every answer, and what must not change an answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { lateBound, wayBound } from './bound.ts'
import { kinds, smallCase, townVisits } from './cases.ts'
import { doorSeconds, pace } from './doors.ts'
import { bestByTrying } from './oracle.ts'
import { compareWorth, type VisitsProblem } from './problem.ts'
import { hopeless, unservedReasons } from './reasons.ts'
import { verifyVisits } from './verify.ts'
import { solveVisits, Visits } from './visits.ts'

const SEEDS_A_KIND = 70
const WORK = 20_000

for (const kind of kinds) {
  test(`${SEEDS_A_KIND} small cases of kind ${kind} come to the best of all plans, verified, over their bound`, () => {
    for (let seed = 1; seed <= SEEDS_A_KIND; seed++) {
      const problem = smallCase(kind, seed)
      const plan = solveVisits(problem, seed, WORK)
      assert.equal(verifyVisits(problem, plan), undefined, `seed ${seed}`)
      const best = bestByTrying(problem)
      assert.equal(
        compareWorth(plan, best, problem.aim),
        0,
        `seed ${seed}: ${JSON.stringify({ ...plan, start: [] })}, best ${JSON.stringify(best)}`,
      )
      if (!hopeless(problem, plan)) continue
      const served = Array.from({ length: problem.visits }, (_, i) => i).filter((i) => plan.start[i] >= 0)
      const { late, latest } = lateBound(problem, served)
      assert.ok(
        wayBound(problem, served) <= best.cost && late <= best.late && latest <= best.latest,
        `seed ${seed}: bound over the best`,
      )
    }
  })
}

test('the verifier finds each kind of wrong plan', () => {
  const find = (
    kind: (typeof kinds)[number],
    wanted: (problem: VisitsProblem, longest: readonly number[]) => boolean,
  ) => {
    for (let seed = 1; ; seed++) {
      const problem = smallCase(kind, seed)
      const plan = solveVisits(problem, seed, WORK)
      const longest = plan.routes.reduce((a, b) => (a.length >= b.length ? a : b))
      if (wanted(problem, longest)) return { problem, plan, longest }
    }
  }
  const plain = find('plain', (_, longest) => longest.length >= 3)
  const { problem, plan, longest } = plain
  const v = plan.routes.indexOf(longest)
  const routes = (change: (route: number[]) => number[]) =>
    plan.routes.map((route, w) => (w === v ? change([...route]) : route))
  assert.equal(verifyVisits(problem, { ...plan, routes: routes((route) => [...route, route[0]]) })?.flaw, 'twice')
  assert.equal(verifyVisits(problem, { ...plan, routes: routes((route) => route.slice(1)) })?.flaw, 'no-such-stop')
  assert.ok(
    ['before-arrival', 'window'].includes(
      verifyVisits(problem, { ...plan, routes: routes((route) => route.reverse()) })!.flaw,
    ),
  )
  assert.equal(verifyVisits(problem, { ...plan, cost: plan.cost - 1 })?.flaw, 'worth')
  assert.equal(
    verifyVisits(problem, { ...plan, start: plan.start.map((start) => (start < 0 ? start : start - 300)) })?.flaw,
    'before-arrival',
  )
  assert.equal(verifyVisits({ ...problem, until: problem.until.map(() => 1) }, plan)?.flaw, 'shift')
  const skilled = find('skills', (_, longest) => longest.length > 0)
  assert.equal(
    verifyVisits({ ...skilled.problem, may: skilled.problem.may!.map(() => 0) }, skilled.plan)?.flaw,
    'skill',
  )
  const loaded = find('loads', (some, longest) => longest.some((i) => some.delivered[2 * i] > 0))
  assert.equal(verifyVisits({ ...loaded.problem, room: loaded.problem.room.map(() => 0) }, loaded.plan)?.flaw, 'room')
  const linked = find(
    'links',
    (some, longest) => longest.length > 0 && some.links.length > 0 && longest.includes(some.links[0].first),
  )
  assert.equal(
    verifyVisits(
      {
        ...linked.problem,
        links: linked.problem.links.map((link) => ({ ...link, least: link.least + 7, most: link.most + 7 })),
      },
      linked.plan,
    )?.flaw,
    'link',
  )
  const paused = find('breaks', (some, longest) => longest.some((stop) => stop >= some.visits))
  assert.equal(
    verifyVisits(paused.problem, {
      ...paused.plan,
      routes: paused.plan.routes.map((route) => route.filter((stop) => stop < paused.problem.visits)),
    })?.flaw,
    'break',
  )
})

test('the same seed gives the same bits; a better plan is never lost while the search goes on', () => {
  const problem = townVisits(120, 8, 3)
  const search = new Visits(problem, 5)
  let before = search.plan()
  for (let k = 0; k < 12; k++) {
    search.step(k / 12)
    const after = search.plan()
    assert.equal(verifyVisits(problem, after), undefined)
    assert.ok(compareWorth(after, before, 'ordered') <= 0)
    before = after
  }
  assert.deepEqual(solveVisits(problem, 9, 2_000_000), solveVisits(problem, 9, 2_000_000))
})

test('1,000 visits: the first plan keeps every rule, and steps by likely spots too', () => {
  const problem = townVisits(1_000, 60, 1)
  const search = new Visits(problem, 1)
  const first = search.plan()
  assert.equal(verifyVisits(problem, first), undefined)
  for (let k = 0; k < 3; k++) search.step(k / 3)
  const plan = search.plan()
  assert.equal(verifyVisits(problem, plan), undefined)
  assert.ok(compareWorth(plan, first, 'ordered') < 0)
})

test('a town of pairs is still searched where some visits can be made by nobody', () => {
  const base = townVisits(260, 12, 4)
  const problem: VisitsProblem = {
    ...base,
    links: Array.from({ length: 20 }, (_, k) => ({ first: 2 * k, second: 2 * k + 1, least: 0, most: 600 })),
  }
  const search = new Visits(problem, 1)
  const first = search.plan()
  const work = 12_000_000
  while (search.work < work) search.step(search.work / work)
  const plan = search.plan()
  assert.equal(verifyVisits(problem, plan), undefined)
  assert.ok(plan.unserved > 0, 'nothing is hopeless here: the test says nothing')
  assert.ok(search.rounds > 500, `${search.rounds} rounds`)
  assert.ok(compareWorth(plan, first, 'ordered') < 0)
})

test('of visits that do not all fit, the ones of high priority are made', () => {
  const town = townVisits(30, 1, 2)
  const problem = {
    ...town,
    until: Int32Array.of(3 * 3_600),
    opens: new Int32Array(30),
    closes: new Int32Array(30).fill(3 * 3_600),
  }
  const plan = solveVisits(problem, 1, 3_000_000)
  assert.equal(verifyVisits(problem, plan), undefined)
  assert.ok(plan.unserved > 0)
  const blind = solveVisits({ ...problem, priority: problem.priority.map(() => 1) }, 1, 3_000_000)
  const lostBlind = problem.priority.reduce((sum, priority, i) => (blind.start[i] < 0 ? sum + priority : sum), 0)
  assert.ok(plan.lost < lostBlind, `${plan.lost} lost, and ${lostBlind} by a plan that does not know`)
  assert.ok(unservedReasons(problem, plan).every(({ reason }) => reason === 'full'))
})

test('reasons say which rule left a visit out', () => {
  const base = smallCase('plain', 2)
  const may = new Uint8Array(base.visits * base.teams).fill(1).fill(0, 0, base.teams)
  const skill = { ...base, may }
  assert.deepEqual(unservedReasons(skill, solveVisits(skill, 1, WORK))[0], { visit: 0, reason: 'skill' })
  const late = {
    ...base,
    closes: base.closes.map((_, i) => (i === 0 ? 0 : 500)),
    opens: base.opens.map((open, i) => (i === 0 ? 0 : open)),
    from: base.from.map(() => 40),
  }
  assert.deepEqual(unservedReasons(late, solveVisits(late, 1, WORK))[0], { visit: 0, reason: 'reach' })
  const heavy = {
    ...base,
    loads: 1,
    delivered: Int32Array.from({ length: base.visits }, (_, i) => (i === 0 ? 9 : 0)),
    collected: new Int32Array(base.visits),
    room: new Int32Array(base.teams).fill(5),
  }
  assert.deepEqual(unservedReasons(heavy, solveVisits(heavy, 1, WORK))[0], { visit: 0, reason: 'load' })
})

test('one team cannot be two: a pair for a single team is left out whole, and says so', () => {
  const base = smallCase('plain', 4)
  const problem: VisitsProblem = {
    ...base,
    visits: 2,
    teams: 1,
    place: Int32Array.of(0, 0),
    service: Int32Array.of(5, 5),
    windowStart: Int32Array.of(0, 1, 2),
    opens: Int32Array.of(0, 0),
    closes: Int32Array.of(400, 400),
    priority: Int32Array.of(1, 1),
    lateMost: new Int32Array(2),
    starts: Int32Array.of(1),
    ends: Int32Array.of(1),
    from: Int32Array.of(0),
    until: Int32Array.of(2_000),
    kind: Int32Array.of(0),
    visitsMost: Int32Array.of(9),
    fixed: Int32Array.of(0),
    links: [{ first: 0, second: 1, least: 0, most: 0 }],
  }
  const plan = solveVisits(problem, 1, WORK)
  assert.equal(plan.unserved, 2)
  assert.deepEqual(
    unservedReasons(problem, plan).map(({ reason }) => reason),
    ['pair', 'pair'],
  )
})

test('nothing to visit, nobody to go, and numbers that are none', () => {
  const base = smallCase('plain', 1)
  const nobody = {
    ...base,
    teams: 0,
    starts: new Int32Array(),
    ends: new Int32Array(),
    from: new Int32Array(),
    until: new Int32Array(),
    kind: new Int32Array(),
    visitsMost: new Int32Array(),
    fixed: new Int32Array(),
  }
  assert.equal(solveVisits(nobody, 1, WORK).unserved, base.visits)
  const nothing = {
    ...base,
    visits: 0,
    place: new Int32Array(),
    service: new Int32Array(),
    windowStart: Int32Array.of(0),
    opens: new Int32Array(),
    closes: new Int32Array(),
    priority: new Int32Array(),
    lateMost: new Int32Array(),
  }
  assert.equal(solveVisits(nothing, 1, WORK).cost, 0)
  assert.throws(() => new Visits({ ...base, service: base.service.map(() => -1) }, 1), /service\[0\] is -1/)
  assert.throws(
    () => new Visits({ ...base, opens: base.closes, closes: base.opens.map((open) => open - 1) }, 1),
    RangeError,
  )
  assert.throws(() => new Visits({ ...base, links: [{ first: 0, second: 0, least: 0, most: 0 }] }, 1), /links\[0\]/)
})

test('a triangle that does not hold (a detour shorter than the line) breaks no rule', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = createRandom(seed)
    const base = smallCase(seed % 2 === 0 ? 'plain' : 'links', seed)
    const time = Int32Array.from({ length: base.places ** 2 }, (_, k) =>
      k % (base.places + 1) === 0 ? 0 : random.int(150),
    )
    const problem = { ...base, travel: [{ time, cost: time }] }
    assert.equal(verifyVisits(problem, solveVisits(problem, seed, WORK)), undefined, `seed ${seed}`)
  }
})

test('door to door: floors on the same stairs, the yard between stairs, the street between buildings', () => {
  const door = (x: number, building: number, entrance: number, floor: number) => ({
    x,
    y: 0,
    building,
    entrance,
    floor,
  })
  assert.equal(doorSeconds(door(0, 1, 1, 2), door(0, 1, 1, 5)), 3 * pace.floor + pace.door)
  assert.equal(doorSeconds(door(0, 1, 1, 2), door(0, 1, 2, 3)), 3 * pace.floor + pace.entrance)
  assert.equal(doorSeconds(door(0, 1, 1, 1), door(100, 2, 1, 1)), Math.round(130 / pace.walk))
  assert.equal(doorSeconds(door(0, 1, 1, 1), door(20_000, 2, 1, 1)), Math.round(pace.park + 26_000 / pace.drive))
})
