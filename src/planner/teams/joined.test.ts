// Joined pairs serve in one team or stay at home together; the plan costs little more than the optimum.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallCase } from './cases.ts'
import { joinPairs } from './joined.ts'
import { problemOf } from './cases.ts'
import type { TeamsProblem } from './problem.ts'
import { solveTeams } from './teams.ts'

/** The optimum by trying every way to seat the pair. */
function optimum(problem: TeamsProblem, [a, b]: readonly [number, number]): number {
  const arcs = Array.from(problem.volunteer, (volunteer, arc) => ({
    place: problem.start.findIndex((first, p) => arc >= first && arc < problem.start[p + 1]),
    volunteer,
    cost: problem.cost[arc],
  }))
  const rest = arcs.filter(({ volunteer }) => volunteer !== a && volunteer !== b)
  const cost = (place: number, v: number) =>
    Math.min(Infinity, ...arcs.filter((arc) => arc.place === place && arc.volunteer === v).map((arc) => arc.cost))
  const solve = (need: number[]) =>
    solveTeams(problemOf(need, [...problem.shortage], problem.volunteers, rest)).objective
  let best = solve([...problem.need])
  for (let p = 0; p < problem.places; p++) {
    if (problem.need[p] < 2 || cost(p, a) === Infinity || cost(p, b) === Infinity) continue
    best = Math.min(
      best,
      cost(p, a) + cost(p, b) + solve([...problem.need].map((need, other) => (other === p ? need - 2 : need))),
    )
  }
  return best
}

test('one pair: never parted, at the optimum nearly always', () => {
  let same = 0
  let tried = 0
  for (let seed = 1; seed <= 120; seed++) {
    const problem = smallCase((['loose', 'clustered', 'even', 'tight'] as const)[seed % 4], seed)
    if (problem.volunteers < 2) continue
    const own = Int32Array.from({ length: problem.places }, (_, p) => p)
    const joined = joinPairs(problem, own, [[0, 1]])
    const answer = solveTeams(joined.problem)
    assert.equal(answer.place[0], answer.place[1], `seed ${seed}`)
    const best = optimum(problem, [0, 1])
    assert.ok(answer.objective + joined.constant >= best, `seed ${seed}`)
    if (answer.objective + joined.constant === best) same++
    tried++
  }
  assert.ok(same >= tried * 0.95, `${same} of ${tried}`)
})
