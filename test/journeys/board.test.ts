// The board: what it shows is what happened, its denominator says where it comes from, small groups are hidden, and
// nothing of it is counted when it is asked.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { uuid8, type Id } from '#domain/kernel/ids.ts'
import type { Recorded, Tx } from '#journal/view.ts'
import { quantile, type BoardAnswer } from '#rooms/board/questions.ts'
import { view as boardHours } from '#rooms/board/views/board-hours.ts'
import { bucketOf, startOf } from '#rooms/board/views/board-responses.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  type Client,
  type TestHouse,
} from '#test/house.ts'

let house: TestHouse
let officer: Client
let people: Id[]
const minute = 60_000
const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`board ${n}`).digest()))

before(async () => {
  // Ten in the morning in China.
  house = await openHouse({ start: Date.UTC(2026, 9, 12, 2) })
  await settle(house)
  await house.given(['registry', `area/${county}101`, { type: 'name-area', name: '静升镇' }])
  const doors = Array.from({ length: 60 }, (_, n): [string, number] => [
    String(100 * (1 + Math.floor(n / 4)) + (n % 4) + 1).padStart(4, '0'),
    3,
  ])
  for (const home of [community, otherCommunity])
    await house.given([
      'registry',
      `area/${home}-01-0001`,
      { type: 'list-building', name: '一号楼', numbering: 'floors', doors },
    ])
  people = await populate(house, 40)
  await populate(house, 25, otherCommunity)
  for (const person of people.slice(0, 15))
    await house.given(
      ['registry', `person/${person}`, { type: 'register-person', community }],
      ['registry', `person/${person}`, { type: 'accept-registration', community }],
    )
  officer = await house.as({ role: 'dispatcher', area: county })
})
after(() => house.stop())

/**
 * Registrations as the journal would hold them: `n` people of a community's building at its point, from `at` on, one a
 * second.
 */
const taken = (round: Id, home: string, at: number, n: number, first: number, known = true): Recorded => ({
  tenant: county,
  sequence: first,
  stream: `point/${round}.${id(1)}`,
  version: 1,
  at,
  by: id(2),
  command: id(3 + first),
  event: {
    type: 'samples-taken',
    round,
    point: id(1),
    area: home,
    device: id(2),
    lane: 1,
    from: at,
    tubes: [['A0001', 20]],
    people: Array.from({ length: n }, (_, i) => [
      first + i,
      0,
      id(1_000 + first + i),
      i,
      known ? `${home}-01-0001-0101` : '',
    ]),
  } as never,
})

test('what happened is counted by area and hour, at three levels, in whatever handfuls it comes', async () => {
  const noon = Math.floor(house.now() / 3_600_000) * 3_600_000
  const round = id(9)
  const events = [
    taken(round, community, noon, 150, 1),
    taken(round, community, noon + 3_590_000, 30, 200),
    taken(round, otherCommunity, noon, 60, 300),
    taken(round, otherCommunity, noon, 12, 400, false),
  ]
  await house.asDoor(county, async (tx: Tx) => {
    await boardHours.feed(tx, events.slice(0, 1))
    await boardHours.feed(tx, events.slice(1))
  })
  const rows = await house.sql<{ area: string; hour: number; taken: number; residents: number; unplaced: number }>(
    `select area, hour, taken, residents, unplaced
     from board_hours
     where round = $1
     order by area, hour`,
    [round],
  )
  const h = noon / 3_600_000
  assert.deepEqual(
    rows.map((row) => [row.area, row.hour - h, row.taken, row.residents, row.unplaced]),
    [
      [county, 0, 232, 220, 12],
      [county, 1, 20, 20, 0],
      [`${county}100`, 0, 160, 160, 0],
      [`${county}100`, 1, 20, 20, 0],
      [community, 0, 160, 160, 0],
      [community, 1, 20, 20, 0],
      [`${county}101`, 0, 72, 60, 12],
      [otherCommunity, 0, 72, 60, 12],
    ],
  )
  const { status, body } = await officer.ask<BoardAnswer>('board', { area: county })
  assert.equal(status, 200)
  assert.deepEqual(
    [body.basis, body.total.sampled, body.total.unplaced],
    [{ residents: 360, households: 120, buildings: 2, listed: 2, calledUp: null }, { n: 240, of: 360 }, 12],
  )
  // Everybody of one community and no more: 180 of 180; the other has 60 of 180.
  assert.deepEqual(
    body.rows.map((row) => [row.name, row.sampled, row.taken]),
    [
      ['翠峰镇', { n: 180, of: 180 }, 180],
      ['静升镇', { n: 60, of: 180 }, 72],
    ],
  )
  assert.deepEqual(
    body.hours.map((hour) => hour.taken),
    [232, 20],
  )
  assert.equal(body.until - body.from, 24 * 60 * minute)
  assert.equal((await officer.ask<BoardAnswer>('board', { area: county, day: '20261011' })).body.total.sampled.n, 0)
})

test('small groups are hidden, and what would give them away', async () => {
  const { body } = await officer.ask<BoardAnswer>('board', { area: county })
  // 15 of 40 registered here, none of 25 there: nothing small. Nobody has served.
  assert.deepEqual(
    body.rows.map((row) => row.registered.n),
    [15, 0],
  )
  assert.equal(body.total.served.n, 0)
  for (const person of people.slice(15, 38))
    await house.given(
      ['registry', `person/${person}`, { type: 'register-person', community }],
      ['registry', `person/${person}`, { type: 'accept-registration', community }],
    )
  const { body: nearly } = await officer.ask<BoardAnswer>('board', { area: county })
  // Here two or three are left, whom everybody would know; the other row would tell it from the total.
  assert.deepEqual(
    nearly.rows.map((row) => row.registered.n),
    [null, null],
  )
  assert.equal((await (await house.as('volunteer')).ask('board', { area: county })).status, 404)
  assert.equal((await (await house.as('officer')).ask('board', { area: county })).status, 404)
})

test('times to answer are read within 7 %, by the hour of the call; no second answers, no drills', async () => {
  const list = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233]
  const buckets = list.map((minutes) => ({ bucket: bucketOf(minutes * minute), n: 1 }))
  for (const [minutes, { bucket }] of list.map((one, i) => [one, buckets[i]] as const))
    assert.ok(startOf(bucket) <= minutes && minutes < startOf(bucket + 1))
  assert.ok(Math.abs(quantile(buckets, 0.5) / 13 - 1) < 0.08)
  const muster = house.newId()
  const dispatcher = await house.logIn(officer.actor.person!)
  const whistle = {
    type: 'blow-whistle',
    what: '搬物资',
    label: '东门',
    area: community,
    place: [111.77, 36.85],
    needs: [{ people: 30 }],
    from: house.now() + 60 * minute,
    until: house.now() + 240 * minute,
    answerMinutes: 60,
    escalateMinutes: 120,
    waves: 'by-hand',
    people: people.slice(0, 12),
  }
  assert.equal(
    (
      await dispatcher.give(
        ['muster', `muster/${muster}`, { ...whistle, drill: false }],
        ['muster', `muster/${house.newId()}`, { ...whistle, drill: true, people: people.slice(12, 24) }],
      )
    ).every((receipt) => receipt.status === 'accepted'),
    true,
  )
  await house.pass(4 * minute)
  for (const person of people.slice(0, 12))
    assert.equal(
      (
        await (
          await house.logIn(person)
        ).give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'cannot' }])
      )[0].status,
      'accepted',
    )
  await house.pass(4 * minute)
  await (
    await house.logIn(people[0])
  ).give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 5 }])
  const { body } = await (await house.logIn(officer.actor.person!)).ask<BoardAnswer>('board', { area: county })
  assert.equal(body.total.answer!.of, 12)
  assert.ok(Math.abs(body.total.answer!.median - 4) < 0.5, String(body.total.answer!.median))
  assert.equal(body.total.arrival, null)
  await (await house.logIn(officer.actor.person!)).give(['muster', `muster/${muster}`, { type: 'stand-down' }])
  assert.equal((await house.sql('select 1 from board_responses where key ^@ $1', [muster])).length, 0)
  const rebuilt = await house.journal.rebuild()
  assert.deepEqual(
    rebuilt.views.filter((one) => one.view === 'board_responses').map(({ missing, surplus }) => [missing, surplus]),
    [[0, 0]],
  )
})
