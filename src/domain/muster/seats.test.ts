// Seats against every possible seating, and waves against counted chances: small cases tried out in full, seeded.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choose, rank, way, type Known } from './rank.ts'
import { fitsOf, hasSeatFor, seatsFilled, seatsFilledInAll, type ByFits } from './seats.ts'
import { callsFor, chanceOfAtLeast, fillChance, rateOf } from './waves.ts'
import { seedOf } from '#test/seed.ts'

const seed = seedOf(20221012)

/** Mulberry32: small, seeded. */
function chance(from: number): () => number {
  let a = from
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The most seats any seating fills, by trying all: each person takes one of the seats they fit, or none. */
function most(people: readonly number[], open: readonly number[]): number {
  if (people.length === 0) return 0
  const [first, ...rest] = people
  let best = most(rest, open)
  open.forEach((n, i) => {
    if (n > 0 && first & (1 << i))
      best = Math.max(
        best,
        1 +
          most(
            rest,
            open.map((m, j) => (i === j ? m - 1 : m)),
          ),
      )
  })
  return best
}

const count = (people: readonly number[]): ByFits =>
  people.reduce<Record<number, number>>((sum, fits) => ({ ...sum, [fits]: (sum[fits] ?? 0) + 1 }), {})

test(`seats filled are the most that can be, for 3,000 small musters (seed ${seed})`, () => {
  const next = chance(seed)
  const upTo = (n: number) => Math.floor(next() * (n + 1))
  for (let round = 0; round < 3_000; round += 1) {
    const needs = Array.from({ length: 1 + upTo(2) }, (_, i) => ({
      ...(i > 0 && { skill: `s${i}` }),
      people: 1 + upTo(2),
    }))
    const people = Array.from({ length: upTo(6) }, () => upTo((1 << needs.length) - 1))
    const filled = seatsFilled(needs, count(people))
    const label = JSON.stringify({ round, needs, people, filled })
    assert.equal(
      filled.reduce((a, b) => a + b, 0),
      most(
        people,
        needs.map((need) => need.people),
      ),
      label,
    )
    filled.forEach((n, i) => assert.ok(n <= needs[i].people, label))
  }
})

test('whoever has a seat keeps it while others come, in any order', () => {
  const next = chance(seed + 1)
  const needs = [{ skill: 'medic', people: 2 }, { skill: 'driver', people: 1 }, { people: 3 }]
  for (let round = 0; round < 500; round += 1) {
    const line = Array.from({ length: 10 }, () => Math.floor(next() * 8))
    let seated: Record<number, number> = {}
    for (const fits of line)
      if (hasSeatFor(needs, seated, fits)) seated = { ...seated, [fits]: (seated[fits] ?? 0) + 1 }
    const held = Object.values(seated).reduce((a, b) => a + b, 0)
    assert.equal(seatsFilledInAll(needs, seated), held, `everybody admitted sits (${line})`)
    assert.equal(
      held,
      most(
        line,
        needs.map((need) => need.people),
      ),
      `admitting as they come fills as many as knowing all beforehand (${line})`,
    )
  }
})

test('thirty of which one medic: 29 anybodies and a medic fill it, thirty anybodies do not, two medics do', () => {
  const needs = [{ skill: 'medic', people: 1 }, { people: 29 }]
  const [anybody, medic] = [fitsOf(needs, []), fitsOf(needs, ['medic'])]
  assert.deepEqual([anybody, medic], [0b10, 0b11])
  assert.deepEqual(seatsFilled(needs, { [anybody]: 29, [medic]: 1 }), [1, 29])
  assert.deepEqual(seatsFilled(needs, { [anybody]: 30 }), [0, 29])
  assert.deepEqual(seatsFilled(needs, { [anybody]: 28, [medic]: 2 }), [1, 29])
  assert.equal(hasSeatFor(needs, {}, 0), false, 'who fits nothing takes no seat')
  assert.equal(hasSeatFor(needs, { [anybody]: 29 }, anybody), false)
  assert.equal(hasSeatFor(needs, { [anybody]: 29 }, medic), true)
  assert.equal(hasSeatFor(needs, { [anybody]: 28, [medic]: 1 }, medic), true, 'a second medic takes an ordinary seat')
})

test('a wave is the smallest that fills the seats four times in five, and shrinks as people prove to come', () => {
  assert.ok(Math.abs(chanceOfAtLeast(1, 1, { a: 2, b: 3 }) - 0.4) < 1e-12)
  // With a = b = 1 every number from 0 to n is equally likely.
  for (const k of [0, 1, 5, 10, 11])
    assert.ok(Math.abs(chanceOfAtLeast(k, 10, { a: 1, b: 1 }) - Math.max(0, 11 - k) / 11) < 1e-12, `${k} of 10`)
  const none = { called: 0, came: 0 }
  const cases: [number, ReturnType<typeof rateOf>][] = [
    [30, rateOf(none, none)],
    [30, rateOf(none, { called: 500, came: 250 })],
    [1, rateOf({ called: 900, came: 600 }, none)],
    [29, rateOf({ called: 5_000, came: 4_900 }, { called: 800, came: 790 })],
  ]
  const calls = cases.map(([open, rate]) => callsFor(open, rate))
  cases.forEach(([open, rate], i) => {
    assert.ok(chanceOfAtLeast(open, calls[i], rate) >= fillChance)
    assert.ok(calls[i] === open || chanceOfAtLeast(open, calls[i] - 1, rate) < fillChance)
  })
  assert.ok(calls[1] < calls[0], `${calls}`)
  assert.equal(callsFor(0, { a: 1, b: 1 }), 0)
  assert.equal(callsFor(10, { a: 0.01, b: 99 }), 100, 'never more than ten asked for a seat')
})

test('ranking: near, registered, rested and seldom asked come before the others; each says why', () => {
  const person = (n: number, more: Partial<Known>): Known => ({
    person: `p${n}`,
    home: '140729100001',
    skills: [],
    metres: 1000,
    registeredHere: false,
    livesHere: false,
    servedMinutes: 0,
    willing: false,
    ...more,
  })
  const order = (...people: Known[]) =>
    rank([{ skill: 'medic', people: 1 }, { people: 3 }], people)
      .map((one) => one.person)
      .join(' ')
  assert.equal(order(person(1, { metres: 3000 }), person(2, { metres: 500 })), 'p2 p1')
  assert.equal(order(person(1, {}), person(2, { registeredHere: true })), 'p2 p1')
  assert.equal(order(person(1, { restHours: 3 }), person(2, { restHours: 40 })), 'p2 p1')
  assert.equal(order(person(1, { servedMinutes: 3000 }), person(2, {})), 'p2 p1')
  assert.equal(order(person(1, { suits: false }), person(2, { suits: true })), 'p2 p1')
  assert.equal(
    order(person(1, { metres: undefined }), person(2, { metres: 5_000 }), person(3, { metres: 12_000 })),
    'p2 p1 p3',
  )
  assert.equal(way(2_000), 24)
  const [medic] = rank(
    [{ skill: 'medic', people: 1 }, { people: 3 }],
    [person(1, { skills: ['medic'], metres: 640, servedMinutes: 90, restHours: 30.5, livesHere: true })],
  )
  assert.deepEqual(medic, {
    person: 'p1',
    home: '140729100001',
    fits: 3,
    cost: 4.2,
    reasons: [
      { why: 'skill', skill: 'medic' },
      { why: 'lives-here' },
      { why: 'near', metres: 600 },
      { why: 'served', hours: 2 },
      { why: 'rested', hours: 30 },
    ],
  })
  const ranked = rank(
    [{ skill: 'medic', people: 1 }, { people: 2 }],
    [
      person(1, { metres: 100 }),
      person(2, { metres: 200 }),
      person(3, { metres: 4000, skills: ['medic'] }),
      person(4, { metres: 300 }),
    ],
  )
  assert.deepEqual(
    [...choose([{ skill: 'medic', people: 1 }, { people: 2 }], ranked, [1, 2])].sort(),
    ['p1', 'p2', 'p3'],
    'the far medic is called for the medic’s seat',
  )
})
