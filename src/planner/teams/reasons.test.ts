// What losing a person costs equals the optimum without them; why seats stay open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds, problemOf, smallCase } from './cases.ts'
import type { TeamsProblem } from './problem.ts'
import { reasonsOf } from './reasons.ts'
import { solveTeams } from './teams.ts'

const arcsOf = (problem: TeamsProblem) =>
  Array.from(problem.volunteer, (volunteer, arc) => ({
    place: problem.start.findIndex((first, p) => arc >= first && arc < problem.start[p + 1]),
    volunteer,
    cost: problem.cost[arc],
  }))

test('losing a person costs what the optimum without them costs more', () => {
  let tried = 0
  for (let seed = 1; seed <= 120; seed++) {
    const problem = smallCase(kinds[seed % kinds.length], seed)
    const answer = solveTeams(problem)
    const reasons = reasonsOf(problem, answer)
    const arcs = arcsOf(problem)
    answer.place.forEach((place, v) => {
      if (place < 0 || v % 4 !== 0) return
      const own = Math.min(...arcs.filter((arc) => arc.place === place && arc.volunteer === v).map(({ cost }) => cost))
      const without = solveTeams(
        problemOf(
          [...problem.need],
          [...problem.shortage],
          problem.volunteers,
          arcs.filter(({ volunteer }) => volunteer !== v),
          problem.unit && [...problem.unit],
          problem.unitCap && [...problem.unitCap],
        ),
      )
      const loss = reasons[place].refill - own
      if (problem.unit) assert.ok(without.objective - answer.objective <= loss, `seed ${seed}`)
      else assert.equal(loss, without.objective - answer.objective, `seed ${seed} volunteer ${v}`)
      tried++
    })
  }
  assert.ok(tried > 200)
})

test('an open seat says why', () => {
  const rows: [TeamsProblem, string][] = [
    [problemOf([1], [9], 1, []), 'nobody-can'],
    [problemOf([1], [9], 1, [{ place: 0, volunteer: 0, cost: 12 }]), 'too-dear'],
    [
      problemOf([1, 1], [9, 50], 1, [
        { place: 0, volunteer: 0, cost: 1 },
        { place: 1, volunteer: 0, cost: 1 },
      ]),
      'needed-elsewhere',
    ],
    [problemOf([1], [9], 1, [{ place: 0, volunteer: 0, cost: 1 }], [0], [0]), 'unit-exhausted'],
  ]
  for (const [problem, why] of rows) assert.equal(reasonsOf(problem, solveTeams(problem))[0].open, why)
})
