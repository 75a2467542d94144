// Seats that change after people know of them: what is added goes to the line, what is taken away is said to whom it
// concerns.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import type { MyRoster, OpenPart } from '#rooms/roster/views/assignments-mine.ts'
import type { RosterAnswer } from '#rooms/roster/views/assignments-board.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'

const hour = 3_600_000
const dawn = Date.UTC(2026, 9, 11, 22)
let house: TestHouse
let planner: Client
let people: Id[]
const [round, post, other, point] = ['', '', '', ''] as Id[]
const ids = { round, post, other, point }

type Say = { type: string } & Record<string, unknown>
const toRound = (command: Say) => ['operation', `round/${ids.round}`, command] as const
const toRoster = (command: Say) => ['roster', `roster/${ids.round}`, command] as const
const postOf = (id: Id, number: number) => ({
  post: id,
  point: ids.point,
  area: community,
  duty: 'order',
  starts: dawn,
  ends: dawn + 6 * hour,
  number,
})
const north = { area: community, name: '北门', place: [111.77, 36.85], lanes: 1, open: true }
const put = async (number: number, more: Record<string, unknown> = {}) =>
  (await planner.give(toRound({ type: 'put-posts', posts: [postOf(ids.post, number)], ...more })))[0]
const rows = async () => (await planner.ask<RosterAnswer>('roster', { round: ids.round })).body.rows
const seated = async (of = ids.post) =>
  (await rows()).filter((row) => row.part === of).map((row) => [row.seat, people.indexOf(row.person as Id)])
/** What this person has been told of a round's seats, of whatever state. */
const told = async (person: Id) =>
  (
    await house.sql<{ about: string }>(
      `select t->>'about' as about
       from assignments a
       cross join jsonb_array_elements(a.told) t
       where a.round = $1 and a.person = $2`,
      [ids.round, person],
    )
  ).map((row) => row.about)

before(async () => {
  // Six in the evening in China: nobody sleeps, and a shift begins in the morning.
  house = await openHouse({ start: dawn - 12 * hour })
  await settle(house)
  people = await populate(house, 8)
  planner = await house.as({ role: 'dispatcher', area: county })
  for (const key of Object.keys(ids) as (keyof typeof ids)[]) ids[key] = house.newId()
  const operation = house.newId()
  const open = { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' }
  await house.given(
    ['operation', `operation/${operation}`, open],
    toRound({ type: 'draft-round', operation, area: county, starts: dawn }),
    toRound({ type: 'put-points', points: [{ ...north, point: ids.point }] }),
    toRound({ type: 'put-posts', posts: [postOf(ids.post, 1), postOf(ids.other, 1)] }),
    toRound({ type: 'publish-round' }),
  )
})
after(() => house.stop())

test('added seats go to those who wait, in order; a later sign-up lifts an earlier no', async () => {
  const say = async (who: number, command: Say) => {
    const [receipt] = await (await house.logIn(people[who])).give(toRoster(command))
    return receipt.status === 'accepted' ? 'accepted' : receipt.status === 'refused' && receipt.reason
  }
  assert.equal(await say(0, { type: 'sign-up', of: ids.post }), 'accepted')
  assert.equal(await say(4, { type: 'sign-up', of: ids.other }), 'accepted')
  assert.equal(await say(4, { type: 'decline', seat: seatOf(ids.other, 0) }), 'accepted')
  // First in line is who said no to another seat of the round before.
  for (const who of [4, 1, 2]) assert.equal(await say(who, { type: 'sign-up', of: ids.post }), 'accepted')
  assert.equal((await put(3)).status, 'accepted')
  const stranger = await house.logIn(people[5])
  const open = async () =>
    (await stranger.ask<{ rows: OpenPart[] }>('open-seats', { round: ids.round })).body.rows.map((row) => row.part)
  assert.deepEqual(await open(), [ids.other], 'a seat that somebody waits for is offered to nobody else')
  await until(async () => (await seated()).length === 3, 'the line moves up')
  assert.deepEqual(await seated(), [
    [seatOf(ids.post, 0), 0],
    [seatOf(ids.post, 1), 4],
    [seatOf(ids.post, 2), 1],
  ])
  const { body } = await (await house.logIn(people[2])).ask<MyRoster>('my-roster')
  assert.equal(body.waiting.length, 1, 'the third waits on')
  assert.equal((await put(5)).status, 'accepted')
  await until(async () => (await seated()).length === 4, 'the last moves up')
  assert.deepEqual((await open()).sort(), [ids.other, ids.post].sort(), 'what is left over is for everybody')
})

test('fewer seats than people: refused with who they are, or released by name with word to them', async () => {
  const refused = await put(1)
  assert.deepEqual(
    [refused.status === 'refused' && refused.reason, refused.status === 'refused' && refused.detail],
    ['seats-held', { people: 4, most: 1, who: [0, 4, 1, 2].map((at) => people[at]).join(' ') }],
  )
  assert.equal((await put(1, { release: [people[6]] })).status, 'refused', 'who is named sits there')
  assert.equal((await put(2, { release: [people[0], people[4]] })).status, 'accepted')
  await until(async () => (await seated()).every(([seat]) => seat !== seatOf(ids.post, 3)), 'they move together')
  assert.deepEqual(await seated(), [
    [seatOf(ids.post, 0), 1],
    [seatOf(ids.post, 1), 2],
  ])
  await until(async () => (await told(people[0])).includes('unseated'), 'who signed up by themselves gets word')
  assert.ok(!(await told(people[1])).includes('unseated'), 'who moved over holds a seat')
})

test('a point that moves is told to those who hold seats there, once each time, and their calendars', async () => {
  const secret = randomBytes(32).toString('base64url')
  const holder = await house.logIn(people[1])
  const digest = createHash('sha256').update(secret).digest('hex')
  await holder.give(['channels', `channels/${people[1]}`, { type: 'set-calendar', digest }])
  const entry = async (): Promise<Record<string, string>> => {
    const text = await (await fetch(`${house.url}/v1/calendar/${county}.${secret}.ics`)).text()
    return Object.fromEntries(
      ['SUMMARY', 'SEQUENCE', 'LAST-MODIFIED'].map((name) => [name, new RegExp(`${name}:(.*)`).exec(text)![1].trim()]),
    )
  }
  const move = async (name: string, lanes = 1) =>
    (await planner.give(toRound({ type: 'put-points', points: [{ ...north, point: ids.point, name, lanes }] })))[0]
      .status
  const news = async () => (await told(people[1])).filter((one) => one === 'moved').length
  // Two were asked and told; the line gave them their seats.
  await holder.give(toRoster({ type: 'take-up', seat: seatOf(ids.post, 0) }))
  const before = await entry()
  await house.pass(60_000)
  assert.equal(await move('北门', 2), 'accepted', 'another lane is not another place')
  assert.deepEqual([await news(), await entry()], [0, before])
  for (const name of ['西门', '南门']) {
    const old = await entry()
    assert.equal(await move(name), 'accepted')
    await until(async () => (await news()) === 1, 'the news of the place')
    const now = await entry()
    assert.match(now.SUMMARY, new RegExp(name))
    assert.ok(Number(now.SEQUENCE) > Number(old.SEQUENCE))
    assert.notEqual(now['LAST-MODIFIED'], old['LAST-MODIFIED'])
    await house.pass(60_000)
    assert.equal(await news(), 1)
  }
})

test('nobody is absent before the shift; a mark made by mistake is put right and the seat given back', async () => {
  const seat = seatOf(ids.post, 0)
  const person = people[1]
  const say = async (command: Say) => (await planner.give(toRoster(command)))[0]
  const early = await say({ type: 'mark-absent', seats: [seat] })
  assert.equal(early.status === 'refused' && early.reason, 'shift-not-begun')
  await house.pass(dawn + hour - house.now())
  planner = await house.logIn(planner.actor.person!)
  assert.equal((await say({ type: 'mark-absent', seats: [seat] })).status, 'accepted')
  assert.ok(!(await rows()).some((row) => row.person === person))
  const back = await say({ type: 'undo-absent', seats: [{ seat, person }] })
  assert.deepEqual(back.status === 'accepted' && back.answer, { seated: 1, replaced: [] })
  const row = (await rows()).find((one) => one.person === person)
  assert.deepEqual([row?.seat, row?.state], [seat, 'accepted'])
})
