// Teams are exact: HiGHS agrees to the unit on random cases of every kind, the verifier accepts every answer and no
// doctored one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import highs from 'highs'
import { createRandom } from '#planner/kernel/random.ts'
import { countryCase, kinds, problemOf, smallCase } from './cases.ts'
import { lpText } from './lp.ts'
import type { TeamsAnswer, TeamsProblem } from './problem.ts'
import { solveTeams, Teams } from './teams.ts'
import { verifyTeams } from './verify.ts'

const CASES_EACH = 110
// Its types describe an ES module, its file is CommonJS.
const oracle = await (highs as unknown as typeof highs.default)()

function optimum(problem: TeamsProblem): number {
  const { Status, ObjectiveValue } = oracle.solve(lpText(problem))
  assert.equal(Status, 'Optimal')
  return Math.round(ObjectiveValue)
}

const proven = (problem: TeamsProblem): TeamsAnswer => {
  const answer = solveTeams(problem)
  assert.equal(verifyTeams(problem, answer), undefined)
  assert.equal(answer.bound, answer.objective)
  assert.ok(answer.proven)
  return answer
}

for (const kind of kinds) {
  test(`${kind}: ${CASES_EACH} random cases equal HiGHS to the unit`, () => {
    for (let seed = 1; seed <= CASES_EACH; seed++) {
      const problem = smallCase(kind, seed)
      assert.equal(proven(problem).objective, optimum(problem), `${kind} seed ${seed}`)
    }
  })
}

test('middle-sized countries are proven', () => {
  for (const [seats, clustered] of [
    [4, false],
    [13, false],
    [18, false],
    [18, true],
    [30, true],
  ] as const) {
    proven(countryCase({ places: 60, volunteers: 1_200, seats, degree: 9, clustered, seed: 5 }))
  }
})

test('permuting places, volunteers and arcs changes nothing about the cost', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const problem = smallCase(kinds[seed % kinds.length], seed)
    const random = createRandom(seed)
    const shuffled = (n: number) => {
      const order = Array.from({ length: n }, (_, k) => k)
      for (let k = n - 1; k > 0; k--) {
        const other = random.int(k + 1)
        ;[order[k], order[other]] = [order[other], order[k]]
      }
      return order
    }
    const toPlace = shuffled(problem.places)
    const toVolunteer = shuffled(problem.volunteers)
    const arcs = shuffled(problem.volunteer.length).map((arc) => {
      const place = problem.start.findIndex((first, p) => arc >= first && arc < problem.start[p + 1])
      return { place: toPlace[place], volunteer: toVolunteer[problem.volunteer[arc]], cost: problem.cost[arc] }
    })
    const put = (values: Int32Array, to: number[]) =>
      values.reduce((all, value, k) => {
        all[to[k]] = value
        return all
      }, [] as number[])
    const unit = problem.unit && put(problem.unit, toVolunteer)
    const other = problemOf(
      put(problem.need, toPlace),
      put(problem.shortage, toPlace),
      problem.volunteers,
      arcs,
      unit,
      problem.unitCap && [...problem.unitCap],
    )
    assert.equal(proven(other).objective, proven(problem).objective, `seed ${seed}`)
  }
})

test('one volunteer more never costs more', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const problem = smallCase(kinds[seed % kinds.length], seed)
    const without = problem.volunteers - 1
    if (without < 0) continue
    const arcs = Array.from(problem.volunteer, (volunteer, arc) => ({
      place: problem.start.findIndex((first, p) => arc >= first && arc < problem.start[p + 1]),
      volunteer,
      cost: problem.cost[arc],
    }))
    const fewer = problemOf(
      [...problem.need],
      [...problem.shortage],
      without,
      arcs.filter(({ volunteer }) => volunteer < without),
      problem.unit && [...problem.unit].slice(0, without),
      problem.unitCap && [...problem.unitCap],
    )
    assert.ok(proven(problem).objective <= proven(fewer).objective, `seed ${seed}`)
  }
})

test('the verifier refuses doctored answers', () => {
  const problem = smallCase('caps', 12)
  const answer = proven(problem)
  const someone = answer.place.findIndex((place) => place >= 0)
  assert.ok(someone >= 0)
  const sentHome = answer.place.slice()
  sentHome[someone] = -1
  const dearer = answer.placePrice.map((price) => price + 1_000)
  const claims = [
    { ...answer, place: sentHome },
    { ...answer, objective: answer.objective - 1 },
    { ...answer, placePrice: dearer },
    { ...answer, placePrice: answer.placePrice.map(() => -1_000) },
    { ...answer, unitPrice: answer.unitPrice.map(() => -1) },
    { ...answer, place: answer.place.map(() => 0) },
  ]
  for (const claim of claims) assert.ok(verifyTeams(problem, claim))
})

test('a plan stopped early is a plan, with a bound', () => {
  const problem = countryCase({ places: 40, volunteers: 600, seats: 14, degree: 9, clustered: true, seed: 3 })
  const teams = new Teams(problem)
  assert.equal(teams.step(1), false)
  const early = teams.answer()
  const best = proven(problem)
  assert.ok(!early.proven && early.bound <= best.objective && best.objective <= early.objective)
  while (!teams.step(7));
  assert.equal(teams.answer().objective, best.objective)
})

test('edges: nothing at all, one grid, nobody, no arcs, more seats than people', () => {
  assert.equal(proven(problemOf([], [], 0, [])).objective, 0)
  assert.equal(proven(problemOf([3], [7], 0, [])).objective, 21)
  assert.equal(proven(problemOf([0], [7], 2, [{ place: 0, volunteer: 1, cost: 1 }])).objective, 0)
  assert.equal(proven(problemOf([3], [7], 2, [{ place: 0, volunteer: 1, cost: 1 }])).objective, 15)
})

test('malformed numbers are refused by field and index', () => {
  const good = problemOf([1], [7], 2, [{ place: 0, volunteer: 1, cost: 1 }])
  const bad: [Partial<TeamsProblem>, RegExp][] = [
    [{ need: Int32Array.of(-1) }, /need\[0\] is -1/],
    [{ cost: Float64Array.of(Number.NaN) as unknown as Int32Array }, /cost\[0\] is NaN/],
    [{ volunteer: Int32Array.of(2) }, /volunteer\[0\] is 2/],
    [{ start: Int32Array.of(0, 2) }, /start/],
    [{ unit: Int32Array.of(0, 0) }, /together/],
    [{ unit: Int32Array.of(0, 3), unitCap: Int32Array.of(1) }, /unit\[1\] is 3/],
    [{ shortage: Int32Array.of(600_000_000) }, /shortage\[0\]/],
  ]
  for (const [part, message] of bad) assert.throws(() => solveTeams({ ...good, ...part }), message)
})
