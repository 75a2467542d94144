// The line for seats as ledgers: what is added goes to those who wait, first come first; an own sign-up takes back an
// earlier no; nobody who comes later jumps the line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { facts, first, hour, dawn, holder, id, ledger, order, people, plan, sits, team } from '#test/ledgers/roster.ts'
import { roster } from './roster.ts'
import { seatOf } from './terms.ts'

const asked = facts.posts!.get(order)!
const seatsOfOrder = (number: number) => ({ posts: new Map(facts.posts).set(order, { ...asked, number }) })
const followers = (n: number) => ({ round: { ...facts.round!, teams: { followers: n, skills: ['medic'] } } })
const waits = (who: 'zhao' | 'office' | 'guo', of = order) => ({ who, say: { type: 'sign-up' as const, of } })

test('added seats go to whoever waits, first come first, and once', () => {
  const { lines, state, events } = ledger([
    { say: first },
    waits('zhao'),
    waits('office'),
    { facts: seatsOfOrder(3), say: { type: 'fit-seats' } },
    { facts: seatsOfOrder(3), say: { type: 'fit-seats' } },
    { facts: seatsOfOrder(5), say: { type: 'fit-seats' } },
  ])
  assert.deepEqual(lines.slice(3), [
    'office fit-seats: people-seated',
    'office fit-seats: no, nothing-changed',
    'office fit-seats: people-seated',
  ])
  assert.deepEqual(
    [2, 3, 4].map((n) => holder(state, seatOf(order, n))),
    ['zhao', 'office', '-'],
  )
  assert.deepEqual(state.waiting.get(order), [])
  assert.deepEqual(events.at(-1)!.type === 'people-seated' && events.at(-1)!, {
    type: 'people-seated',
    seats: [
      {
        seat: seatOf(order, 3),
        kind: 'post',
        area: asked.area,
        person: people.office,
        state: 'proposed',
        starts: asked.starts,
        ends: asked.ends,
        reasons: [{ why: 'waited' }],
      },
    ],
    cause: 'waiting',
    at: dawn - 12 * hour,
  })
})

test('a team that takes more followers takes those who wait for it', () => {
  const { lines, state } = ledger([
    { say: first },
    { who: 'zhao', say: { type: 'sign-up', of: team } },
    { who: 'office', say: { type: 'sign-up', of: team } },
    { facts: followers(4), say: { type: 'fit-seats' } },
  ])
  assert.deepEqual(lines.slice(1), [
    'zhao sign-up: people-seated',
    'office sign-up: person-waits',
    'office fit-seats: people-seated',
  ])
  assert.equal(holder(state, seatOf(team, 4)), 'office')
})

test('who signs up beside a line comes after it, and the line moves', () => {
  const { lines, state, events } = ledger([
    { say: first },
    waits('zhao'),
    { facts: seatsOfOrder(3), ...waits('office') },
    { facts: seatsOfOrder(4), say: { type: 'fit-seats' } },
  ])
  assert.deepEqual(lines.slice(2), ['office sign-up: person-waits', 'office fit-seats: people-seated'])
  assert.deepEqual([holder(state, seatOf(order, 2)), holder(state, seatOf(order, 3))], ['zhao', 'office'])
  const waited = events.filter((event) => event.type === 'person-waits')
  assert.deepEqual(
    waited.map((event) => [event.moves, roster.react!(event, `roster/${id(50)}`, dawn).map((one) => one.command)]),
    [
      [undefined, []],
      [true, [{ type: 'fit-seats' }]],
    ],
  )
})

test('a seat that nobody in line could take is free for whoever signs up', () => {
  const busy = new Map(facts.persons).set(people.zhao, {
    active: true,
    skills: [],
    busy: [[dawn, dawn + hour]] as const,
  })
  const { lines, state } = ledger([
    { say: first },
    waits('zhao'),
    { facts: { ...seatsOfOrder(3), persons: busy }, ...waits('office') },
  ])
  assert.equal(lines[2], 'office sign-up: people-seated')
  assert.equal(holder(state, seatOf(order, 2)), 'office')
})

test('an own sign-up takes back an earlier no, with a seat free or not', () => {
  const { lines, state } = ledger([
    { say: first },
    { who: 'guo', say: { type: 'decline', seat: seatOf(team, 2) } },
    waits('guo'),
    { who: 'wang', say: { type: 'decline', seat: seatOf(order, 0) } },
  ])
  assert.deepEqual(lines.slice(2), ['guo sign-up: person-waits', 'wang decline: people-gone, people-seated'])
  assert.equal(holder(state, seatOf(order, 0)), 'guo')
  assert.deepEqual([...state.declined], [people.wang])
})

test('who waits and then declines another seat keeps their place in line', () => {
  const { lines, state } = ledger([
    { say: plan([sits(seatOf(team, 0), 'chen'), sits(seatOf(order, 0), 'wang'), sits(seatOf(order, 1), 'li')]) },
    waits('zhao'),
    { say: { type: 'seat-person', seat: seatOf(team, 2), person: people.zhao } },
    { who: 'zhao', say: { type: 'decline', seat: seatOf(team, 2) } },
    { say: { type: 'release-seats', seats: [seatOf(order, 1)] } },
  ])
  assert.equal(lines.at(-1), 'office release-seats: people-gone, people-seated')
  assert.equal(holder(state, seatOf(order, 1)), 'zhao')
})

test('a plan that leaves a seat open gives it to those in line', () => {
  const { events } = ledger([{ say: first }, waits('zhao'), { say: plan([sits(seatOf(order, 0), 'wang')]) }])
  const gone = events.find((event) => event.type === 'people-gone')!
  assert.deepEqual(
    roster.react!(gone, `roster/${id(50)}`, dawn).map((one) => [one.room, one.stream, one.command]),
    [['roster', `roster/${id(50)}`, { type: 'fit-seats' }]],
  )
})

test('fewer seats: who is named leaves, the others move together, and nobody stays on a seat that is no more', () => {
  const { lines, state } = ledger([
    { say: first },
    { who: 'li', say: { type: 'take-up', seat: seatOf(order, 1) } },
    { facts: seatsOfOrder(1), say: { type: 'fit-seats', release: [[seatOf(order, 0), people.wang]] } },
    { facts: seatsOfOrder(1), say: { type: 'fit-seats', release: [[seatOf(order, 0), people.wang]] } },
  ])
  assert.deepEqual(lines.slice(2), [
    'office fit-seats: people-gone, people-gone, people-seated',
    'office fit-seats: no, nothing-changed',
  ])
  assert.deepEqual(
    [holder(state, seatOf(order, 0)), state.seats.get(seatOf(order, 0))!.state, state.seats.has(seatOf(order, 1))],
    ['li', 'accepted', false],
  )
  const nobody = ledger([{ say: first }, { facts: followers(0), say: { type: 'fit-seats' } }])
  assert.deepEqual(
    [...nobody.state.seats.keys()].map((seat) => holder(nobody.state, seat)),
    ['chen', 'wang', 'li'],
    'followers of a team that has none have left',
  )
})
