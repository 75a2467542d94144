// Swaps: the judge agrees with the verifier, the chain is the cheapest of all chains tried every way, reasons name who
// is free to step in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rosterCountry, rosterKinds, smallRoster } from './cases.ts'
import { Duties } from './duties.ts'
import type { RosterAnswer, RosterProblem } from './problem.ts'
import { rosterReasons } from './reasons.ts'
import { solveRoster } from './roster.ts'
import { cheapestChain, judgeMoves, type Move } from './swap.ts'
import { verifyRoster } from './verify.ts'

/** Arcs after moves, undefined where one is not possible. */
function moved(problem: RosterProblem, arcs: Int32Array, moves: readonly Move[]): Int32Array | undefined {
  const duties = new Duties(problem, arcs)
  const list = new Set(arcs)
  for (const { person, from, to } of moves) {
    const left = duties.mine[person].find((arc) => duties.placeOf[arc] === from)
    if (from >= 0 && left === undefined) return undefined
    if (left !== undefined) list.delete(left)
    if (to < 0) continue
    const taken = Array.from(
      { length: problem.start[to + 1] - problem.start[to] },
      (_, k) => problem.start[to] + k,
    ).find((arc) => problem.person[arc] === person)
    if (taken === undefined || list.has(taken)) return undefined
    list.add(taken)
  }
  return Int32Array.from(list).sort()
}

/** Objective of lawful arcs, undefined for others: by the verifier, which says how far off a claim of 0 is. */
function costOf(problem: RosterProblem, answer: RosterAnswer, arcs: Int32Array): number | undefined {
  const flaw = verifyRoster(problem, { ...answer, arcs, objective: Number.NEGATIVE_INFINITY })
  if (flaw?.flaw !== 'objective') return undefined
  for (let guess = 0; ;) {
    const off = verifyRoster(problem, { ...answer, arcs, objective: guess })
    if (off?.flaw !== 'objective') return guess
    guess -= off.difference!
  }
}

const cases = (count: number) =>
  Array.from({ length: count }, (_, k) => ({
    problem: smallRoster(rosterKinds[k % rosterKinds.length], 500 + k),
    name: `${rosterKinds[k % rosterKinds.length]} ${500 + k}`,
  }))

test('the judge agrees with the verifier on every single move and exchange', () => {
  let lawful = 0
  for (const { problem, name } of cases(200)) {
    const answer = solveRoster(problem, 1)
    const duties = new Duties(problem, answer.arcs)
    const tries: Move[][] = []
    duties.mine.forEach((mine, p) => {
      for (const from of [-1, ...mine.map((arc) => duties.placeOf[arc])]) {
        for (let to = -1; to < problem.places; to++) {
          if (from === to) continue
          tries.push([{ person: p, from, to }])
          duties.mine.forEach((other, r) => {
            if (r !== p && other.some((arc) => duties.placeOf[arc] === to))
              tries.push([
                { person: p, from, to },
                { person: r, from: to, to: from },
              ])
          })
        }
      }
    })
    for (const moves of tries) {
      const judged = judgeMoves(problem, answer.arcs, moves)
      const arcs = moved(problem, answer.arcs, moves)
      const cost = arcs && costOf(problem, answer, arcs)
      assert.equal(judged.lawful, cost !== undefined, `${name} ${JSON.stringify(moves)} ${judged.flaw}`)
      if (cost === undefined) continue
      lawful++
      assert.equal(judged.cost, cost - answer.objective, `${name} ${JSON.stringify(moves)}`)
    }
  }
  assert.ok(lawful > 1_000)
})

/** The cheapest way out of a place with everybody moving at most once, by trying all. */
function everyChain(problem: RosterProblem, arcs: Int32Array, wish: Move, most: number): number {
  const duties = new Duties(problem, arcs)
  let best = Infinity
  const look = (moves: Move[], left: number, vacancy: number) => {
    const judged = judgeMoves(problem, arcs, moves)
    if (judged.lawful) best = Math.min(best, judged.cost)
    if (left === 0 || vacancy < 0) return
    for (let p = 0; p < problem.people; p++) {
      if (moves.some(({ person }) => person === p)) continue
      for (const from of [-1, ...duties.mine[p].map((arc) => duties.placeOf[arc])])
        look([...moves, { person: p, from, to: vacancy }], left - 1, from)
    }
  }
  look([wish], most, wish.from)
  return best
}

test('the cheapest chain is the cheapest of all', () => {
  let longer = 0
  for (const { problem, name } of cases(300)) {
    const { arcs } = solveRoster(problem, 1)
    const duties = new Duties(problem, arcs)
    for (const arc of arcs) {
      if (problem.locked.includes(arc)) continue
      const wish = { person: problem.person[arc], from: duties.placeOf[arc], to: -1 }
      const chain = cheapestChain(problem, arcs, wish, 3)
      assert.equal(chain?.cost, everyChain(problem, arcs, wish, 3), name)
      assert.equal(judgeMoves(problem, arcs, chain!.moves).cost, chain!.cost)
      if (chain!.moves.length > 2) longer++
    }
  }
  assert.ok(longer > 10, `${longer} chains of three and more`)
})

test('a swap into a full place moves somebody out of it, lawfully', () => {
  const problem = rosterCountry({ people: 90, posts: 5, days: 3, need: 3, degree: 4, seed: 3 })
  const { arcs } = solveRoster(problem, 1)
  const duties = new Duties(problem, arcs)
  let found = 0
  for (const arc of arcs.slice(0, 60)) {
    const p = problem.person[arc]
    for (let to = 0; to < problem.places; to += 7) {
      const chain = cheapestChain(problem, arcs, { person: p, from: duties.placeOf[arc], to })
      if (!chain) continue
      found++
      const judged = judgeMoves(problem, arcs, chain.moves)
      assert.ok(judged.lawful && judged.cost === chain.cost)
      assert.ok(duties.filled[to] < problem.need[to] || chain.moves.some(({ from }) => from === to))
    }
  }
  assert.ok(found > 20, `${found}`)
})

test('locked people do not move, and nobody serves a place they cannot', () => {
  const problem = smallRoster('locks', 507)
  const { arcs } = solveRoster(problem, 1)
  const duties = new Duties(problem, arcs)
  const [lock] = problem.locked
  const from = duties.placeOf[lock]
  assert.equal(judgeMoves(problem, arcs, [{ person: problem.person[lock], from, to: -1 }]).flaw, 'locked')
  assert.equal(cheapestChain(problem, arcs, { person: problem.person[lock], from, to: -1 }), undefined)
  const none = {
    ...problem,
    start: new Int32Array(problem.places + 1),
    person: new Int32Array(0),
    cost: new Int32Array(0),
    locked: new Int32Array(0),
  }
  const stranger = judgeMoves(none, new Int32Array(0), [{ person: 0, from: -1, to: 0 }])
  assert.equal(stranger.flaw, 'cannot-serve')
})

test('every seat has a reason: stepping in is lawful and costs what is said, open seats say what keeps people', () => {
  let open = 0
  for (const { problem, name } of cases(120)) {
    const answer = solveRoster(problem, 1)
    const reasons = rosterReasons(problem, answer)
    const duties = new Duties(problem, answer.arcs)
    assert.deepEqual(
      reasons.seats.map(({ arc }) => arc),
      [...answer.arcs],
    )
    assert.equal(
      reasons.open.reduce((sum, { seats }) => sum + seats, 0),
      answer.open.reduce((sum, seats) => sum + seats, 0),
    )
    for (const { arc, next, extra } of reasons.seats) {
      if (problem.locked.includes(arc)) continue
      const q = duties.placeOf[arc]
      const judged = judgeMoves(problem, answer.arcs, [
        { person: problem.person[arc], from: q, to: -1 },
        ...(next < 0 ? [] : [{ person: next, from: -1, to: q }]),
      ])
      assert.ok(judged.lawful, name)
      assert.equal(judged.cost, extra, name)
    }
    for (const { place, why, tally } of reasons.open) {
      open++
      const able = problem.start[place + 1] - problem.start[place] - duties.filled[place]
      assert.equal(
        Object.values(tally).reduce((sum, count) => sum + count, 0),
        able,
        name,
      )
      assert.equal(why === 'nobody-can', able === 0, name)
    }
  }
  assert.ok(open > 100)
})
