// Repairs are optimal for the price of a move, warm as cold; nobody moves without need.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { countryCase, kinds, problemOf, smallCase } from '#planner/teams/cases.ts'
import type { TeamsProblem } from '#planner/teams/problem.ts'
import { solveTeams, Teams } from '#planner/teams/teams.ts'
import { verifyTeams } from '#planner/teams/verify.ts'
import { repairFront } from './front.ts'
import { priced, repairCold, type RepairRequest } from './repair.ts'
import { repairWarm } from './warm.ts'

const someOf = (place: Int32Array, share: number, seed: number) => {
  const random = createRandom(seed)
  return Array.from(place.keys()).filter(() => random.next() < share)
}

/** Every way to seat the people, for a handful of them: least cost + moveCost × moves. */
function brute(
  { places, volunteers, need, shortage, start, volunteer, cost }: TeamsProblem,
  { before, absent, moveCost }: RepairRequest,
): number {
  const left = Array.from(need)
  const arcs: [number, number][][] = Array.from({ length: volunteers }, () => [])
  for (let p = 0; p < places; p++)
    for (let arc = start[p]; arc < start[p + 1]; arc++) arcs[volunteer[arc]].push([p, cost[arc]])
  const from = (v: number): number => {
    if (v === volunteers) return left.reduce((sum, seats, p) => sum + seats * shortage[p], 0)
    if (absent.includes(v)) return from(v + 1)
    let best = from(v + 1) + (before[v] >= 0 ? moveCost : 0)
    for (const [p, c] of arcs[v]) {
      if (left[p] === 0) continue
      left[p]--
      best = Math.min(best, c + from(v + 1) + (before[v] >= 0 && before[v] !== p ? moveCost : 0))
      left[p]++
    }
    return best
  }
  return from(0)
}

test('small repairs equal every-way search', () => {
  let tried = 0
  for (let seed = 1; seed <= 400; seed++) {
    const problem = smallCase('tight', seed)
    if (problem.volunteers > 8 || problem.volunteers === 0) continue
    const before = solveTeams(problem).place
    const request = { before, absent: someOf(before, 0.3, seed), moveCost: [0, 5, 40, 1_000][seed % 4] }
    const repair = repairCold(problem, request)
    assert.equal(repair.cost + request.moveCost * repair.moved.length, brute(problem, request), `seed ${seed}`)
    tried++
  }
  assert.ok(tried > 100)
})

test('warm repairs are proven and cost what cold ones cost, time after time', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const problem = smallCase(kinds[seed % kinds.length], seed)
    const teams = new Teams(problem)
    teams.step(Infinity)
    const gone = new Set<number>()
    for (let round = 0; round < 3; round++) {
      const before = teams.answer().place
      const absent = someOf(before, 0.15, seed * 7 + round).filter((v) => !gone.has(v))
      for (const v of absent) gone.add(v)
      const moveCost = 10 + 10 * round
      const warm = repairWarm(teams, absent, moveCost)
      const request = { before, absent: [...gone], moveCost }
      assert.equal(verifyTeams(priced(problem, request), warm.answer), undefined, `seed ${seed} round ${round}`)
      const cold = repairCold(problem, request)
      assert.equal(warm.cost + moveCost * warm.moved.length, cold.cost + moveCost * cold.moved.length)
      if (problem.unit) break
    }
  }
})

test('a country at 10 % no-shows: those who stay at home before need not move, few others do', () => {
  const problem = countryCase({ places: 50, volunteers: 800, seats: 4, degree: 9, clustered: false, seed: 8 })
  const teams = new Teams(problem)
  teams.step(Infinity)
  const before = teams.answer().place
  const absent = someOf(before, 0.1, 3)
  const repair = repairWarm(teams, absent, 100_000)
  assert.equal(verifyTeams(priced(problem, { before, absent, moveCost: 100_000 }), repair.answer), undefined)
  assert.equal(repair.moved.length, 0)
  assert.equal(repair.called.length, absent.filter((v) => before[v] >= 0).length)
})

test('the front falls in cost as it rises in moves, and its ends are the fewest and the cheapest', () => {
  const problem = countryCase({ places: 40, volunteers: 300, seats: 7, degree: 9, clustered: true, seed: 4 })
  const before = solveTeams(problem).place
  const absent = someOf(before, 0.1, 5)
  const front = repairFront(problem, { before, absent })
  assert.ok(front.length >= 2)
  for (let k = 1; k < front.length; k++) {
    assert.ok(front[k].repair.moved.length > front[k - 1].repair.moved.length)
    assert.ok(front[k].repair.cost < front[k - 1].repair.cost)
  }
  assert.equal(front.at(-1)!.repair.cost, repairCold(problem, { before, absent, moveCost: 0 }).cost)
})

test('nothing to mend, nobody left', () => {
  const problem = problemOf([2], [50], 2, [
    { place: 0, volunteer: 0, cost: 1 },
    { place: 0, volunteer: 1, cost: 2 },
  ])
  const before = solveTeams(problem).place
  assert.deepEqual(repairCold(problem, { before, absent: [], moveCost: 9 }).moved, [])
  const none = repairCold(problem, { before, absent: [0, 1], moveCost: 9 })
  assert.deepEqual([none.cost, none.moved, none.called], [100, [], []])
})
