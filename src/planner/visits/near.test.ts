// Likely spots: who is due hours apart, or has no team in common, is no neighbour; and what that is worth to a search.
import assert from 'node:assert/strict'
import test from 'node:test'
import { townVisits } from './cases.ts'
import { nearOf } from './near.ts'
import { groundOf } from './plain.ts'
import { FAR, type VisitsProblem } from './problem.ts'
import { verifyVisits } from './verify.ts'
import { solveVisits } from './visits.ts'

const HOUR = 3_600

/** Visits whose windows are over after some time, yet not closed. */
const softened = (problem: VisitsProblem): VisitsProblem => ({
  ...problem,
  lateMost: new Int32Array(problem.visits).fill(FAR / 4),
  until: new Int32Array(problem.teams).fill(FAR),
  priority: new Int32Array(problem.visits),
  aim: 'summed',
})

/** One visit at 8, neighbours at the times given, each a little further away than the one before. */
function street(times: readonly number[], may?: Uint8Array): VisitsProblem {
  const visits = times.length
  const base = softened(townVisits(visits, 2, 1))
  const time = Int32Array.from({ length: base.places ** 2 }, (_, k) =>
    Math.abs(Math.floor(k / base.places) - (k % base.places)),
  )
  const opens = Int32Array.from(times, (hour) => hour * HOUR)
  const closes = opens.map((open) => open + HOUR)
  return { ...base, travel: [{ time, cost: time }], opens, closes, ...(may && { may }) }
}

const spotsOf = (problem: VisitsProblem, i: number): number[] => {
  const near = nearOf(groundOf(problem))
  return [...near.spot.subarray(i * near.spots, i * near.spots + near.count[i])]
}

test('where windows are soft, who is due hours earlier is no likely next stop, however near', () => {
  const spots = spotsOf(street([8, 1, 7, 9]), 0)
  const likeliest = (wanted: readonly number[]) => spots.find((spot) => wanted.includes(spot))
  // Behind visit 2 (due at 7) rather than in front of it; in front of visit 3 (due at 9) rather than behind it.
  assert.equal(likeliest([2, ~2]), 2)
  assert.equal(likeliest([3, ~3]), ~3)
  assert.equal(spots.at(-1), ~1)
  assert.ok(spots.indexOf(2) < spots.indexOf(1))
})

test('who has no team in common is no neighbour', () => {
  const may = Uint8Array.of(1, 0, 0, 1, 1, 1, 1, 0)
  assert.deepEqual(
    new Set(spotsOf(street([8, 8, 8, 8], may), 0).map((spot) => (spot < 0 ? ~spot : spot))),
    new Set([2, 3]),
  )
})

test('a large town of soft windows and pairs is planned at least as well as with hard ones', () => {
  const base = townVisits(260, 26, 4)
  const allDay = Array.from({ length: 260 }, (_, i) => i).filter((i) => base.opens[i] === 0)
  const links = Array.from({ length: 30 }, (_, k) => ({
    first: allDay[2 * k],
    second: allDay[2 * k + 1],
    least: 0,
    most: 600,
  }))
  const hard: VisitsProblem = { ...base, links, priority: new Int32Array(260), aim: 'summed' }
  const soft: VisitsProblem = { ...softened(base), links }
  const costs = [hard, soft].map((problem) => {
    const plan = solveVisits(problem, 1, 30_000_000)
    assert.equal(verifyVisits(problem, plan), undefined)
    assert.equal(plan.unserved, 0)
    return plan.cost + plan.late + plan.latest
  })
  assert.ok(costs[1] < 1.02 * costs[0], `${costs[1]} with soft windows, ${costs[0]} with hard ones`)
})
