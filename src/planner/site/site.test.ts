// Siting: on small cases of every kind the search reaches the optimum that trying everything finds, and the bound never
// exceeds it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import highs from 'highs'
import { createRandom } from '#planner/kernel/random.ts'
import { type CaseKind, kinds, smallSite, townSite } from './cases.ts'
import { lpText } from './lp.ts'
import { readPmedcap } from './pmedcap.ts'
import { CELLS_MAX, type SiteProblem } from './problem.ts'
import { siteReasons } from './reasons.ts'
import { solveSite } from './site.ts'
import { siteFaults } from './verify.ts'

const CASES_EACH = 130
const HIGHS_CASES = 12
const oracle = await (highs as unknown as typeof highs.default)()

const solve = (problem: SiteProblem, seed = 1, rounds = 800) =>
  solveSite(problem, { seed, spent: (done) => done / rounds })

/** Least cost of serving all, by trying every set of sites and every assignment; Infinity when nothing fits. */
function everything(problem: SiteProblem): number {
  const { sites, customers, open, capacity, demand, cost, opening } = problem
  let least = Infinity
  const room = new Float64Array(sites)
  const assign = (i: number, set: number, sum: number): void => {
    if (sum >= least) return
    if (i === customers) {
      least = sum
      return
    }
    for (let s = 0; s < sites; s++) {
      if (!((set >> s) & 1) || room[s] + 1e-9 < demand[i]) continue
      room[s] -= demand[i]
      assign(i + 1, set, sum + cost[i * sites + s])
      room[s] += demand[i]
    }
  }
  for (let set = 1; set < 1 << sites; set++) {
    const chosen = Array.from({ length: sites }, (_, s) => s).filter((s) => (set >> s) & 1)
    if (chosen.length > open) continue
    room.set(capacity)
    assign(
      0,
      set,
      chosen.reduce((sum, s) => sum + (opening?.[s] ?? 0), 0),
    )
  }
  return least
}

for (const kind of kinds) {
  test(`${kind}: ${CASES_EACH} small cases reach the optimum, and the bound stays under it`, () => {
    let infeasible = 0
    for (let seed = 1; seed <= CASES_EACH; seed++) {
      const problem = smallSite(kind, seed)
      const least = everything(problem)
      const plan = solve(problem)
      assert.deepEqual(siteFaults(problem, plan), [], `${kind} ${seed}`)
      assert.ok(plan.bound <= least + 1e-6 || least === Infinity, `${kind} ${seed}: bound ${plan.bound} over ${least}`)
      if (least === Infinity) {
        infeasible++
        assert.ok(plan.unserved.length > 0 && plan.gap === null, `${kind} ${seed}`)
      } else
        assert.ok(
          plan.unserved.length === 0 && Math.abs(plan.objective - least) < 1e-6,
          `${kind} ${seed}: ${plan.objective}, least ${least}`,
        )
    }
    assert.ok(infeasible < CASES_EACH || kind === 'infeasible')
  })
}

test(`HiGHS finds the same on ${HIGHS_CASES} larger cases`, () => {
  for (let seed = 1; seed <= HIGHS_CASES; seed++) {
    const problem = townSite(10, 20, 3, 1.3, seed)
    const { Status, ObjectiveValue } = oracle.solve(lpText(problem), { mip_rel_gap: 0 })
    const plan = solve(problem, 1, 2_000)
    assert.deepEqual(siteFaults(problem, plan), [])
    assert.equal(Status, 'Optimal')
    assert.ok(plan.bound <= ObjectiveValue + 1e-6, `seed ${seed}: bound ${plan.bound} over ${ObjectiveValue}`)
    assert.ok(
      Math.abs(plan.objective - ObjectiveValue) < 1e-6,
      `seed ${seed}: ${plan.objective}, HiGHS ${ObjectiveValue}`,
    )
  }
})

/** The same problem with customers and sites in another order. */
function shuffled(problem: SiteProblem, seed: number): SiteProblem {
  const random = createRandom(seed)
  const order = (count: number) =>
    Array.from({ length: count }, (_, k) => ({ k, key: random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ k }) => k)
  const [of, at] = [order(problem.sites), order(problem.customers)]
  const cost = Float64Array.from(
    problem.cost,
    (_, cell) => problem.cost[at[Math.floor(cell / problem.sites)] * problem.sites + of[cell % problem.sites]],
  )
  return {
    ...problem,
    cost,
    capacity: Float64Array.from(of, (s) => problem.capacity[s]),
    demand: Float64Array.from(at, (i) => problem.demand[i]),
    ...(problem.opening && { opening: Float64Array.from(of, (s) => problem.opening![s]) }),
  }
}

test('the order of the input changes nothing in the cost; one more site never hurts', () => {
  for (const kind of ['tight', 'opening', 'uneven', 'elsewhere'] as CaseKind[]) {
    for (let seed = 1; seed <= 25; seed++) {
      const problem = smallSite(kind, seed)
      const plan = solve(problem)
      assert.equal(solve(shuffled(problem, seed)).objective, plan.objective, `${kind} ${seed}`)
      if (problem.open === problem.sites || plan.unserved.length > 0) continue
      const wider = solve({ ...problem, open: problem.open + 1 })
      assert.ok(
        wider.unserved.length === 0 && wider.objective <= plan.objective + 1e-9,
        `${kind} ${seed}: ${plan.objective}, one more ${wider.objective}, unserved ${wider.unserved.length}`,
      )
    }
  }
})

test('same seed, same plan to the bit; a town of 60 × 400 within 2 % of the bound', () => {
  const problem = townSite(60, 400, 8, 1.2, 5)
  const [one, other] = [solve(problem, 3, 400), solve(problem, 3, 400)]
  assert.deepEqual(one, other)
  assert.deepEqual(siteFaults(problem, one), [])
  assert.ok(one.gap !== null && one.gap < 0.02, String(one.gap))
})

test('reasons: nearest where it fits, full where it does not', () => {
  const problem: SiteProblem = {
    sites: 2,
    customers: 3,
    open: 2,
    capacity: Float64Array.of(2, 2),
    demand: Float64Array.of(1, 1, 1),
    cost: Float64Array.of(0, 9, 1, 9, 2, 5),
  }
  const plan = solve(problem)
  assert.equal(plan.objective, 6)
  assert.deepEqual(siteReasons(problem, plan), [
    { why: 'nearest' },
    { why: 'nearest' },
    { why: 'full', nearer: 0, saved: 3 },
  ])
  const short = { ...problem, capacity: Float64Array.of(1, 1) }
  assert.equal(siteReasons(short, solve(short)).filter(({ why }) => why === 'no-room').length, 1)
})

test('the verifier refuses what is not so', () => {
  const problem = townSite(6, 12, 3, 1.3, 1)
  const plan = solve(problem)
  assert.deepEqual(siteFaults(problem, plan), [])
  const other = plan.assignment.map((site) => (site + 1) % problem.sites)
  const closed = Int32Array.from(plan.medians).subarray(1)
  for (const doctored of [
    { ...plan, objective: plan.objective - 1 },
    { ...plan, assignment: other },
    { ...plan, medians: closed },
    { ...plan, unserved: [0] },
    { ...plan, bound: plan.objective + 1 },
  ]) {
    assert.notDeepEqual(siteFaults(problem, doctored), [])
  }
})

test('bad problems are refused by field', () => {
  const good = smallSite('loose', 3)
  const rows: [Partial<SiteProblem>, RegExp][] = [
    [{ sites: 0 }, /sites is 0/],
    [{ customers: 0 }, /customers is 0/],
    [{ open: 0 }, /open is 0/],
    [{ open: 99 }, /open is 99 but there are only/],
    [{ sites: CELLS_MAX, customers: 2 }, /split the area/],
    [{ capacity: new Float64Array(good.sites).fill(-1) }, /capacity\[0\] is -1/],
    [{ demand: new Float64Array(good.customers) }, /demand\[0\] is 0/],
    [{ cost: new Float64Array(good.cost.length).fill(Number.NaN) }, /cost\[0\] is NaN/],
    [{ cost: new Float64Array(1) }, good.cost.length === 1 ? /never/ : /cost has 1 values/],
    [{ opening: new Float64Array(good.sites).fill(-2) }, /opening\[0\] is -2/],
  ]
  for (const [change, message] of rows) assert.throws(() => solve({ ...good, ...change }), message)
})

test('pmedcap: read, solved, and faults named by line', () => {
  const { problem, ids, stated } = readPmedcap(' 1 4\n 4 2 10\n 1 0 0 5\n 2 3 0 5\n 3 50 50 5\n 4 50 51 4\n')
  const plan = solve(problem)
  assert.deepEqual(
    [plan.objective, plan.bound, stated, ids, [problem.sites, problem.open]],
    [4, 4, 4, [1, 2, 3, 4], [4, 2]],
  )
  assert.throws(() => readPmedcap('1 4\n2 1 10\n1 0 0 5\n'), /line 4: missing/)
  assert.throws(() => readPmedcap('1 4\n2 1 10\n1 0 0 5\n2 0 x 5\n'), /line 4: field y is x/)
  assert.throws(() => readPmedcap('1 4\n1e9 1 10\n'), /line 2: field nodes is 1000000000/)
  assert.throws(() => readPmedcap(''), /line 1: missing/)
})
