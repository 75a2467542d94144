// What the planner proposes for a round: lawful, proven, the same each time; repairs within their bound; moves from
// where people are free.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movesPerVacancy, ofSeat } from '#domain/roster/terms.ts'
import { usualChoice } from './arcs.ts'
import { accepted, county, dawn, madeGround, withoutSome } from '#test/planning/inputs.ts'
import type { Ground } from './inputs.ts'
import { proposeMoves } from './moves.ts'
import { propose } from './plan.ts'
import { proposeRepair } from './repair.ts'

const hour = 3_600_000
const small = { ...county, communities: 8, points: 8, people: 420, units: 60 }
const lawful = (ground: Ground, seated: readonly { readonly seat: string; readonly person: string }[]) => {
  const asked = new Map(ground.seats.map((one) => [one.seat, one]))
  const hands = new Map(ground.hands.map((one) => [one.person, one]))
  assert.equal(new Set(seated.map((one) => one.seat)).size, seated.length)
  assert.equal(new Set(seated.map((one) => one.person)).size, seated.length, 'nobody twice')
  for (const { seat, person } of seated) {
    const [where, who] = [asked.get(seat)!, hands.get(person)!]
    assert.ok(
      !who.out && (where.skill === undefined || who.skills.includes(where.skill)),
      `${person} can sit on ${seat}`,
    )
    assert.ok(!who.busy.some(([starts, ends]) => starts < where.ends && where.starts < ends))
  }
}

test('a county’s round: every seat filled or explained, proven best, and the same from the same', () => {
  const ground = madeGround(county)
  const plan = propose(ground, usualChoice)
  lawful(ground, plan.seats)
  assert.ok(plan.proof.verified)
  assert.equal(plan.proof.objective, plan.proof.bound)
  assert.equal(plan.seats.length + plan.open.length, ground.seats.length)
  assert.ok(plan.seats.length > 1_000 && plan.seats.every((one) => one.reasons.length >= 2))
  assert.ok(
    plan.seats.filter((one) => one.reasons[0].why === 'grid-worker').length > 80,
    'grid workers lead their own grids',
  )
  const perUnit = Map.groupBy(
    plan.seats.flatMap((one) => ground.hands.find((hand) => hand.person === one.person)!.unit ?? []),
    (unit) => unit,
  )
  for (const [unit, own] of perUnit)
    assert.ok(
      own.length <= Math.ceil(ground.hands.filter((hand) => hand.unit === unit).length * 0.6),
      'a unit keeps its share at work',
    )
  assert.deepEqual(propose(madeGround(county), usualChoice), plan)
})

test('a proposal keeps locked seats, leaves out who said no, shows changes, and stays where nothing is better', () => {
  const ground = madeGround(small)
  const first = propose(ground, usualChoice)
  const locked = new Set(first.seats.slice(0, 20).map((one) => one.seat))
  const again = propose(accepted(ground, first.seats), usualChoice)
  assert.deepEqual(
    [again.diff.added.length, again.diff.moved.length, again.diff.released.length, again.diff.kept],
    [0, 0, 0, first.seats.length],
  )
  const standing = accepted(ground, first.seats, locked)
  const leaver = first.seats[30].person
  const busy = first.seats[40].person
  const hands = standing.hands.map((one) =>
    one.person === leaver
      ? { ...one, out: true }
      : one.person === busy
        ? { ...one, busy: [[dawn, dawn + 12 * hour] as const] }
        : one,
  )
  const other = propose({ ...standing, hands }, { favour: 'fair', unitShare: 100 })
  lawful({ ...standing, hands }, other.seats)
  assert.ok(!other.seats.some((one) => one.person === leaver || one.person === busy))
  for (const seat of locked)
    assert.equal(
      other.seats.find((one) => one.seat === seat)!.person,
      first.seats.find((one) => one.seat === seat)!.person,
    )
  assert.equal(other.diff.kept + other.diff.added.length + other.diff.moved.length, other.seats.length)
  assert.ok(
    other.figures.proposed.meanRounds <=
      propose(ground, { favour: 'near', unitShare: 100 }).figures.proposed.meanRounds,
    'fairness asks those who served least',
  )
  assert.ok(
    propose(ground, { favour: 'near', unitShare: 100 }).figures.proposed.meanMetres <=
      propose(ground, { favour: 'fair', unitShare: 100 }).figures.proposed.meanMetres,
  )
})

test('with nobody for a skill its seats stay open and say so', () => {
  const ground = madeGround(small)
  const plan = propose({ ...ground, hands: ground.hands.map((one) => ({ ...one, skills: [] })) }, usualChoice)
  const skilled = ground.seats.filter((one) => one.skill === 'medic').map((one) => one.seat)
  assert.deepEqual(
    plan.open.filter((one) => skilled.includes(one.seat)).map((one) => one.why),
    skilled.map(() => 'nobody-can'),
  )
})

test('after 7 % no-shows vacancies are filled and no more than 1.2 for each move, however scarce people are', () => {
  for (const [people, seed] of [
    [420, 1],
    [330, 2],
    [300, 3],
    [240, 4],
  ]) {
    const ground = madeGround({ ...small, people, seed })
    const gone = withoutSome(accepted(ground, propose(ground, { ...usualChoice, unitShare: 100 }).seats), 0.07, seed)
    const repair = proposeRepair(gone, dawn, { ...usualChoice, unitShare: 100 }, true)
    assert.ok(repair.vacancies > 0 && repair.bound <= Math.floor(repair.vacancies * movesPerVacancy))
    assert.ok(repair.options.length > 0, `${people} people`)
    for (const option of repair.options) {
      assert.ok(option.moved <= repair.bound)
      const left = new Map(gone.standing.map((one) => [one.seat, one.person]))
      for (const { from } of option.seats) if (from !== null) left.delete(from)
      for (const { seat, person } of option.seats) {
        assert.ok(!left.has(seat))
        left.set(seat, person)
      }
      lawful(
        gone,
        [...left].map(([seat, person]) => ({ seat, person })),
      )
      assert.equal(ground.seats.length - left.size, option.stillOpen)
    }
  }
  const whole = madeGround(small)
  assert.deepEqual(
    proposeRepair(
      accepted(
        whole,
        whole.seats.map((one, at) => ({ seat: one.seat, person: whole.hands[at].person })),
      ),
      dawn,
      usualChoice,
    ),
    { vacancies: 0, bound: 0, options: [] },
  )
  assert.equal(
    proposeRepair(
      withoutSome(accepted(whole, propose(whole, usualChoice).seats), 0.07, 5),
      dawn + 13 * hour,
      usualChoice,
    ).vacancies,
    0,
    'what is over is past mending',
  )
})

test('moves come from other communities, from who is free or from posts that keep three of four', () => {
  const ground = madeGround({ ...small, people: 260 })
  const plan = propose(ground, { ...usualChoice, unitShare: 100 })
  const short = plan.seats.filter(
    (one) =>
      !one.seat.startsWith('x') &&
      !ground.seats.find((seat) => seat.seat === one.seat)!.area.startsWith(ground.teams[0].grid.slice(0, 12)),
  )
  const standing = accepted(ground, short)
  const moves = proposeMoves(standing, { starts: dawn, ends: dawn + 6 * hour })
  assert.ok(moves.length > 0)
  const holds = new Map(standing.standing.map((one) => [one.person, one]))
  const lent = new Map<string, number>()
  for (const { from, to, seats, reasons } of moves) {
    assert.notEqual(from, to)
    assert.equal(reasons[0].why, 'short-there')
    for (const { seat, person, leaves } of seats) {
      const hand = ground.hands.find((one) => one.person === person)!
      assert.equal(leaves, holds.get(person)?.seat ?? null)
      assert.equal((holds.get(person)?.area ?? hand.community ?? hand.home).slice(0, 12), from)
      assert.ok(ground.seats.find((one) => one.seat === seat)!.area.startsWith(to))
      if (leaves !== null) lent.set(ofSeat(leaves), (lent.get(ofSeat(leaves)) ?? 0) + 1)
    }
  }
  for (const [post, count] of lent) assert.ok(count <= ground.seats.filter((one) => one.part === post).length / 4)
  assert.deepEqual(proposeMoves({ ...standing, hands: [] }, { starts: dawn, ends: dawn + hour }), [])
})
