// Rules that break the flow: plans keep them, bounds hold against HiGHS with whole numbers, and gaps are small.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import highs from 'highs'
import { createRandom } from '#planner/kernel/random.ts'
import { type Apart, neverTogether, onePerUnit, solveApart, together } from './apart.ts'
import { countryCase, smallCase } from './cases.ts'
import { lpText } from './lp.ts'
import type { TeamsProblem } from './problem.ts'

// Its types describe an ES module, its file is CommonJS.
const oracle = await (highs as unknown as typeof highs.default)()

function optimum(problem: TeamsProblem, { start, arc }: Apart): number {
  const rows = Array.from(
    { length: start.length - 1 },
    (_, g) => ` g${g}: ${Array.from(arc.subarray(start[g], start[g + 1]), (k) => `x${k}`).join(' + ')} <= 1`,
  )
  const names = Array.from(problem.cost, (_, k) => `x${k}`)
  const text = lpText(problem)
    .replace('Bounds\n', `${rows.join('\n')}\nBounds\n`)
    .replace('End\n', `General\n${names.join('\n')}\nEnd\n`)
  const { Status, ObjectiveValue } = oracle.solve(text)
  assert.equal(Status, 'Optimal')
  return Math.round(ObjectiveValue)
}

/** True cost of the plan and the groups it breaks. */
function judge(problem: TeamsProblem, { start, arc }: Apart, place: Int32Array): { cost: number; broken: number } {
  const used = new Set<number>()
  const open = Array.from(problem.need)
  let cost = 0
  for (let p = 0; p < problem.places; p++) {
    for (let k = problem.start[p]; k < problem.start[p + 1]; k++) {
      const v = problem.volunteer[k]
      if (place[v] !== p) continue
      cost += problem.cost[k]
      open[p]--
      used.add(k)
    }
    cost += open[p] * problem.shortage[p]
  }
  let broken = 0
  for (let g = 0; g + 1 < start.length; g++)
    if (arc.subarray(start[g], start[g + 1]).filter((k) => used.has(k)).length > 1) broken++
  return { cost, broken }
}

const ownTeams = (problem: TeamsProblem) => Int32Array.from({ length: problem.places }, (_, p) => p)

test('small cases: rules kept, bound under and plan over the optimum, on average near', () => {
  let over = 0
  let sum = 0
  for (let seed = 1; seed <= 80; seed++) {
    const problem = smallCase((['loose', 'clustered', 'even', 'degenerate'] as const)[seed % 4], seed)
    const random = createRandom(seed)
    const unit = Array.from({ length: problem.volunteers }, () => random.int(5) - 1)
    const pairs =
      problem.volunteers < 2
        ? []
        : [[0, 1] as const, [random.int(problem.volunteers), random.int(problem.volunteers)] as const].filter(
            ([a, b]) => a !== b,
          )
    const apart = together(
      onePerUnit(problem, ownTeams(problem), unit),
      neverTogether(problem, ownTeams(problem), pairs),
    )
    const { answer, objective, bound } = solveApart(problem, apart)
    const best = optimum(problem, apart)
    assert.deepEqual(judge(problem, apart, answer.place), { cost: objective, broken: 0 }, `seed ${seed}`)
    assert.ok(bound <= best && best <= objective, `seed ${seed}: ${bound} ${best} ${objective}`)
    over += objective - best
    sum += best
  }
  assert.ok(over / sum < 0.02, `${over} of ${sum}`)
})

test('a small country with 30 units: within 0.05 % of the HiGHS optimum', () => {
  const problem = countryCase({ places: 60, volunteers: 1_200, seats: 4, degree: 9, clustered: false, seed: 2 })
  const random = createRandom(5)
  const apart = onePerUnit(
    problem,
    ownTeams(problem),
    Array.from({ length: problem.volunteers }, () => random.int(30)),
  )
  const { objective, bound, answer } = solveApart(problem, apart)
  const best = optimum(problem, apart)
  assert.equal(judge(problem, apart, answer.place).broken, 0)
  assert.ok(bound <= best && objective <= best * 1.0005, `${bound} ${best} ${objective}`)
})
