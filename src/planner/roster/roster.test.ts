// Rosters are lawful, their bounds hold and their gaps are small: every sequence of everybody on tiny cases, HiGHS on
// larger ones, the verifier on every answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import highs from 'highs'
import { createRandom } from '#planner/kernel/random.ts'
import {
  groupArcs,
  type RosterArc,
  rosterCountry,
  type RosterKind,
  rosterKinds,
  smallRoster,
  threeShifts,
} from './cases.ts'
import { lpText } from './lp.ts'
import type { RosterAnswer, RosterProblem } from './problem.ts'
import { Roster, solveRoster } from './roster.ts'
import { unlawful, verifyRoster } from './verify.ts'

const TINY_EACH = 120
const LARGER_EACH = 6
// Its types describe an ES module, its file is CommonJS.
const oracle = await (highs as unknown as typeof highs.default)()

function solved(problem: RosterProblem, seed = 1): RosterAnswer {
  const answer = solveRoster(problem, seed)
  assert.equal(verifyRoster(problem, answer), undefined)
  assert.ok(answer.bound <= answer.objective)
  return answer
}

/** The optimum, by trying every lawful set of arcs of every person in turn. */
function everyWay(problem: RosterProblem): number {
  const { people, places, shifts, start, person, cost, shift, need, shortage, fairness, served, unit, unitCap } =
    problem
  const open = Array.from(need)
  const units = Array.from({ length: shifts }, () => Array.from(unitCap ?? []))
  const mine: { arc: number; q: number }[][] = Array.from({ length: people }, () => [])
  for (let q = 0; q < places; q++)
    for (let arc = start[q]; arc < start[q + 1]; arc++) mine[person[arc]].push({ arc, q })
  const locked = new Set(problem.locked)
  let best = Infinity
  const next = (p: number, sum: number) => {
    if (p === people) {
      best = Math.min(best, sum + open.reduce((all, count, q) => all + count * shortage[q], 0))
      return
    }
    const take = (from: number, taken: number[], more: number) => {
      if (!unlawful(problem, p, taken) && mine[p].slice(from).every(({ arc }) => !locked.has(arc)))
        next(p + 1, sum + more)
      for (let k = from; k < mine[p].length; k++) {
        const { arc, q } = mine[p][k]
        if (k > from && locked.has(mine[p][k - 1].arc)) break
        const room = units[shift[q]]
        const u = unit && unit[p] >= 0 ? unit[p] : -1
        if (open[q] === 0 || (u >= 0 && room[u] === 0) || unlawful(problem, p, [...taken, shift[q]])) continue
        open[q]--
        if (u >= 0) room[u]--
        take(k + 1, [...taken, shift[q]], more + cost[arc] + fairness * (served[p] + taken.length))
        open[q]++
        if (u >= 0) room[u]++
      }
    }
    take(0, [], 0)
  }
  next(0, 0)
  return best
}

/** Bound and objective embrace the optimum; how far above it the objective was. */
function above(problem: RosterProblem, optimum: number, name: string): number {
  const { objective, bound, proven } = solved(problem)
  assert.ok(bound <= optimum && optimum <= objective, `${name}: ${bound} <= ${optimum} <= ${objective}`)
  if (proven) assert.equal(objective, optimum)
  return objective - optimum
}

for (const kind of rosterKinds) {
  test(`${kind}: bound <= optimum <= objective on ${TINY_EACH} tiny cases tried every way`, () => {
    let exact = 0
    for (let seed = 1; seed <= TINY_EACH; seed++) {
      const problem = smallRoster(kind, seed)
      if (above(problem, everyWay(problem), `${kind} ${seed}`) === 0) exact++
    }
    assert.ok(exact >= 0.9 * TINY_EACH, `${exact} of ${TINY_EACH} optimal`)
  })
}

test(`HiGHS agrees on larger cases: ${LARGER_EACH} of each kind`, () => {
  let excess = 0
  let total = 0
  for (const kind of rosterKinds) {
    for (let seed = 1; seed <= LARGER_EACH; seed++) {
      const problem = smallRoster(kind, 1_000 + seed, false)
      const { Status, ObjectiveValue } = oracle.solve(lpText(problem), { mip_rel_gap: 0 })
      assert.equal(Status, 'Optimal')
      excess += above(problem, Math.round(ObjectiveValue), `${kind} ${seed}`)
      total += Math.abs(ObjectiveValue)
    }
  }
  assert.ok(excess <= 0.01 * total, `${excess} above ${total}`)
})

test('countries are rostered within half a percent of the bound, plenty, tight and scarce', () => {
  for (const need of [1.5, 3.5, 5]) {
    const { objective, bound } = solved(rosterCountry({ people: 400, posts: 15, days: 4, need, degree: 4, seed: 2 }))
    assert.ok(objective - bound <= 0.005 * bound, `need ${need}: ${objective} ${bound}`)
  }
})

test('the same seed gives the same roster', () => {
  const problem = rosterCountry({ people: 120, posts: 6, days: 3, need: 3, degree: 3, seed: 4 })
  assert.deepEqual(solveRoster(problem, 7), solveRoster(problem, 7))
})

/** The same problem with people, places and arcs in another order. */
function shuffled(problem: RosterProblem, seed: number): RosterProblem {
  const random = createRandom(seed)
  const order = (n: number) => {
    const list = Array.from({ length: n }, (_, k) => k)
    for (let k = n - 1; k > 0; k--) {
      const other = random.int(k + 1)
      ;[list[k], list[other]] = [list[other], list[k]]
    }
    return list
  }
  const [toPerson, toPlace] = [order(problem.people), order(problem.places)]
  const arcs: RosterArc[] = []
  for (let q = 0; q < problem.places; q++)
    for (let arc = problem.start[q]; arc < problem.start[q + 1]; arc++)
      arcs.push({ place: toPlace[q], person: toPerson[problem.person[arc]], cost: problem.cost[arc] })
  const put = (values: Int32Array, to: number[]) =>
    values.reduce((all, value, k) => {
      all[to[k]] = value
      return all
    }, new Int32Array(values.length))
  return {
    ...problem,
    ...groupArcs(
      problem.places,
      order(arcs.length).map((k) => arcs[k]),
    ),
    shift: put(problem.shift, toPlace),
    need: put(problem.need, toPlace),
    shortage: put(problem.shortage, toPlace),
    most: put(problem.most, toPerson),
    served: put(problem.served, toPerson),
    ranDays: put(problem.ranDays, toPerson),
    ...(problem.unit && { unit: put(problem.unit, toPerson) }),
  }
}

const unlocked = (seed: number) =>
  smallRoster(
    rosterKinds.filter((kind) => kind !== 'locks')[seed % (rosterKinds.length - 1)] as RosterKind,
    seed,
    false,
  )

test('permuting people, places and arcs changes nothing beyond the proven gap', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const [one, other] = [solved(unlocked(seed)), solved(shuffled(unlocked(seed), seed))]
    assert.ok(one.bound <= other.objective && other.bound <= one.objective, `seed ${seed}`)
    if (one.proven && other.proven) assert.equal(one.objective, other.objective)
  }
})

test('one person more never costs more than the proven bound allows', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const problem = unlocked(seed)
    const without = problem.people - 1
    const arcs: RosterArc[] = []
    for (let q = 0; q < problem.places; q++)
      for (let arc = problem.start[q]; arc < problem.start[q + 1]; arc++)
        if (problem.person[arc] < without) arcs.push({ place: q, person: problem.person[arc], cost: problem.cost[arc] })
    const fewer = {
      ...problem,
      ...groupArcs(problem.places, arcs),
      people: without,
      most: problem.most.slice(0, without),
      served: problem.served.slice(0, without),
      ranDays: problem.ranDays.slice(0, without),
      unit: problem.unit?.slice(0, without),
    }
    const [more, less] = [solved(problem), solved(fewer)]
    assert.ok(more.bound <= less.objective, `seed ${seed}`)
    if (more.proven) assert.ok(more.objective <= less.objective, `seed ${seed}`)
  }
})

test('locked arcs stay', () => {
  let locks = 0
  for (let seed = 1; seed <= 60; seed++) {
    const problem = smallRoster('locks', seed, false)
    const { arcs } = solved(problem)
    for (const arc of problem.locked) {
      assert.ok(arcs.includes(arc), `seed ${seed}`)
      locks++
    }
  }
  assert.ok(locks > 30)
})

test('a roster stopped at any step is lawful and bounded', () => {
  const problem = rosterCountry({ people: 90, posts: 5, days: 4, need: 3, degree: 3, seed: 9 })
  for (const steps of [0, 1, 99, 100, 101, 103, 110]) {
    const roster = new Roster(problem, 1)
    for (let k = 0; k < steps; k++) roster.step()
    const answer = roster.answer()
    assert.equal(verifyRoster(problem, answer), undefined)
  }
})

test('the verifier refuses doctored rosters', () => {
  const problem = smallRoster('units', 1_003, false)
  const answer = solved(problem)
  const lower = answer.placePrice.map((price, q) => price + problem.shortage[q])
  const spare = Int32Array.from({ length: problem.person.length }, (_, arc) => arc).filter(
    (arc) => !answer.arcs.includes(arc),
  )
  const claims = [
    { ...answer, objective: answer.objective - 1 },
    { ...answer, bound: answer.bound + 1_000 },
    { ...answer, placePrice: lower },
    { ...answer, unitPrice: answer.unitPrice.map(() => -1) },
    { ...answer, arcs: answer.arcs.slice(1) },
    { ...answer, arcs: [...answer.arcs, answer.arcs[0]] },
    { ...answer, arcs: [...answer.arcs, ...spare] },
    { ...answer, arcs: [problem.person.length] },
  ]
  for (const claim of claims) assert.ok(verifyRoster(problem, claim))
})

/** One post, one person, six shifts on two days. */
const lone = (): RosterProblem => ({
  ...threeShifts(2),
  restMinutes: 480,
  runDaysMax: 2,
  fairness: 0,
  people: 1,
  most: Int32Array.of(6),
  served: Int32Array.of(0),
  ranDays: Int32Array.of(0),
  places: 6,
  shift: Int32Array.from([0, 1, 2, 3, 4, 5]),
  need: new Int32Array(6).fill(1),
  shortage: new Int32Array(6).fill(10),
  ...groupArcs(
    6,
    [0, 1, 2, 3, 4, 5].map((place) => ({ place, person: 0, cost: 1 })),
  ),
  locked: new Int32Array(0),
})

const ledger: [string, Partial<RosterProblem>, number[]][] = [
  ['eight hours of rest: every other shift', {}, [0, 2, 4]],
  ['locked to the first night: no morning after it', { restMinutes: 0, locked: Int32Array.of(2) }, [0, 1, 2, 4, 5]],
  ['nights without the rule', { restMinutes: 0, morning: new Uint8Array(6) }, [0, 1, 2, 3, 4, 5]],
  ['one day in a row: the first or the second', { restMinutes: 0, runDaysMax: 1 }, [0, 1, 2]],
  ['a run that began before', { restMinutes: 0, ranDays: Int32Array.of(1), runDaysMax: 1 }, [3, 4, 5]],
  ['two shifts at most', { restMinutes: 0, most: Int32Array.of(2) }, []],
  ['nobody may', { most: Int32Array.of(0) }, []],
  ['served too often before', { fairness: 5, served: Int32Array.of(2) }, []],
]
for (const [name, part, shifts] of ledger) {
  test(`ledger: ${name}`, () => {
    const problem = { ...lone(), ...part }
    const answer = solved(problem)
    assert.ok(answer.proven)
    assert.equal(answer.objective, everyWay(problem))
    if (shifts.length > 0) assert.equal(answer.arcs.length, shifts.length)
    if (name.includes('run') || name.includes('without')) assert.deepEqual([...answer.arcs], shifts)
  })
}

test('edges: nothing at all, no shifts, nobody, no arcs', () => {
  const nothing = {
    ...lone(),
    ...threeShifts(0),
    people: 0,
    most: new Int32Array(0),
    served: new Int32Array(0),
    ranDays: new Int32Array(0),
    places: 0,
    shift: new Int32Array(0),
    need: new Int32Array(0),
    shortage: new Int32Array(0),
    ...groupArcs(0, []),
  }
  assert.equal(solved(nothing).objective, 0)
  const nobody = {
    ...lone(),
    people: 0,
    most: new Int32Array(0),
    served: new Int32Array(0),
    ranDays: new Int32Array(0),
    ...groupArcs(6, []),
  }
  assert.equal(solved(nobody).objective, 60)
  assert.equal(solved({ ...lone(), ...groupArcs(6, []) }).objective, 60)
})

test('malformed numbers and impossible locks are refused by field and index', () => {
  const bad: [Partial<RosterProblem>, RegExp][] = [
    [{ ends: lone().begins }, /ends\[0\]/],
    [{ begins: lone().begins.slice().reverse() }, /begins|ends/],
    [{ cost: Float64Array.of(1, 2, 3, Number.NaN, 5, 6) as unknown as Int32Array }, /cost\[3\] is NaN/],
    [{ shift: Int32Array.of(0, 1, 2, 3, 4, 6) }, /shift\[5\] is 6/],
    [{ runDaysMax: 0 }, /runDaysMax is 0/],
    [{ restMinutes: -1 }, /restMinutes/],
    [{ shortage: new Int32Array(6).fill(90_000_000) }, /coarser/],
    [{ locked: Int32Array.of(0, 1) }, /locked in two shifts|break rest/],
    [{ locked: Int32Array.of(0, 3), runDaysMax: 1 }, /locks of person 0/],
    [{ locked: Int32Array.of(9) }, /locked\[0\] is 9/],
    [{ most: Int32Array.of(0), locked: Int32Array.of(0) }, /locks of person 0/],
    [{ need: new Int32Array(6), locked: Int32Array.of(2) }, /place 2 has more locks/],
    [{ day: Int32Array.of(1, 0, 0, 0, 0, 0) }, /day\[1\]/],
  ]
  for (const [part, message] of bad) assert.throws(() => solveRoster({ ...lone(), ...part }, 1), message)
})
