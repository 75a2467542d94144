// Alike seats merge without changing the optimum, people keep their seats, locked pairs stay.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { withLocks } from './locks.ts'
import { mergeSeats, type SeatArcs, seatPeople, seatProblem } from './seats.ts'
import { solveTeams } from './teams.ts'
import { verifyTeams } from './verify.ts'

/** Grids of up to four seats, of which some are alike. */
function seatCase(seed: number): SeatArcs {
  const random = createRandom(seed)
  const volunteers = 4 + random.int(14)
  const grid: number[] = []
  const rows: [number, number][][] = []
  for (let g = 0; g < 4; g++) {
    const row = () =>
      Array.from({ length: volunteers }, (_, v): [number, number] => [v, random.int(40)]).filter(
        () => random.next() < 0.6,
      )
    const common = row()
    for (let k = random.int(5); k > 0; k--) {
      grid.push(g)
      rows.push(random.next() < 0.7 ? common : row())
    }
  }
  const start = new Int32Array(grid.length + 1)
  rows.forEach((row, s) => {
    start[s + 1] = start[s] + row.length
  })
  return {
    seats: grid.length,
    volunteers,
    grid: Int32Array.from(grid),
    shortage: new Int32Array(grid.length).fill(35),
    start,
    volunteer: Int32Array.from(rows.flat(), ([v]) => v),
    cost: Int32Array.from(rows.flat(), ([, c]) => c),
  }
}

test('merged and single seats have the same optimum, and the merged prices prove the single seats', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const arcs = seatCase(seed)
    const merged = mergeSeats(arcs)
    const answer = solveTeams(merged.problem)
    const people = seatPeople(merged, answer)
    const place = new Int32Array(arcs.volunteers).fill(-1)
    people.forEach((v, s) => {
      if (v >= 0) place[v] = s
    })
    const claim = {
      place,
      objective: answer.objective,
      placePrice: Int32Array.from(merged.placeOf, (p) => answer.placePrice[p]),
      unitPrice: [],
    }
    assert.equal(verifyTeams(seatProblem(arcs), claim), undefined, `seed ${seed}`)
    assert.equal(solveTeams(seatProblem(arcs)).objective, answer.objective)
    assert.deepEqual(seatPeople(merged, answer, people), people)
  }
})

test('a locked pair stays, whatever it costs, and the plan with it is optimal', () => {
  let tried = 0
  for (let seed = 1; seed <= 150; seed++) {
    const arcs = seatCase(seed)
    if (arcs.volunteer.length === 0) continue
    const arc = createRandom(seed).int(arcs.volunteer.length)
    const seat = arcs.start.findIndex((first, s) => arc >= first && arc < arcs.start[s + 1])
    const volunteer = arcs.volunteer[arc]
    const merged = mergeSeats(withLocks(arcs, [{ seat, volunteer }]))
    const answer = solveTeams(merged.problem)
    assert.equal(verifyTeams(merged.problem, answer), undefined)
    assert.equal(seatPeople(merged, answer)[seat], volunteer)
    assert.ok(answer.objective >= solveTeams(seatProblem(arcs)).objective)
    tried++
  }
  assert.ok(tried > 100)
})
