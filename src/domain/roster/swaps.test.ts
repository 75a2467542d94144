// Two change seats: who may offer, who may answer, and when an offer is void.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { first, holder, id, ledger, order, people, team } from '#test/ledgers/roster.ts'
import type { RosterCommand } from './commands.ts'
import { seatOf } from './terms.ts'

test('two change seats when both fit, and an offer is void once a seat has another holder', () => {
  const offer: RosterCommand = { type: 'offer-swap', seat: seatOf(team, 2), with: seatOf(order, 0) }
  const { lines, state } = ledger([
    { say: first },
    { who: 'guo', say: offer },
    { who: 'guo', say: offer },
    { who: 'li', say: { type: 'answer-swap', swap: id(60), agree: true } },
    { who: 'wang', say: { type: 'answer-swap', swap: id(60), agree: true } },
    { who: 'wang', say: { type: 'answer-swap', swap: id(60), agree: true } },
    { who: 'guo', swap: 61, say: { type: 'offer-swap', seat: seatOf(order, 0), with: seatOf(team, 1) } },
    { who: 'guo', swap: 62, say: { type: 'offer-swap', seat: seatOf(order, 0), with: seatOf(team, 2) } },
    { who: 'wang', say: { type: 'decline', seat: seatOf(team, 2) } },
    { who: 'wang', say: { type: 'answer-swap', swap: id(62), agree: true } },
    { say: { type: 'lock-seats', seats: [seatOf(order, 1)], locked: true } },
    { who: 'guo', swap: 63, say: { type: 'offer-swap', seat: seatOf(order, 0), with: seatOf(order, 1) } },
    { who: 'guo', swap: 64, say: { type: 'offer-swap', seat: seatOf(order, 0), with: seatOf(team, 0) } },
    { who: 'guo', swap: 64, say: { type: 'answer-swap', swap: id(64), agree: false } },
    { who: 'guo', now: 1, swap: 65, say: { type: 'offer-swap', seat: seatOf(order, 0), with: seatOf(team, 0) } },
  ])
  assert.deepEqual(lines.slice(1), [
    'guo offer-swap: swap-offered',
    'guo offer-swap: no, nothing-changed',
    'li answer-swap: no, swap-unknown',
    'wang answer-swap: swap-answered, people-gone, people-seated',
    'wang answer-swap: no, swap-unknown',
    'guo offer-swap: no, no-skill',
    'guo offer-swap: swap-offered',
    'wang decline: people-gone',
    'wang answer-swap: no, swap-unknown',
    'office lock-seats: seats-locked',
    'guo offer-swap: no, swap-locked',
    'guo offer-swap: swap-offered',
    'guo answer-swap: swap-answered',
    'guo offer-swap: no, shift-over',
  ])
  assert.equal(holder(state, seatOf(order, 0)), 'guo')
})

test('who offered a swap cannot agree for the other, and a third answers nothing', () => {
  const offer: RosterCommand = { type: 'offer-swap', seat: seatOf(team, 2), with: seatOf(order, 0) }
  const answer = (agree: boolean): RosterCommand => ({ type: 'answer-swap', swap: id(60), agree })
  const table = [
    ['guo', true, 'no, swap-unknown'],
    ['guo', false, 'swap-answered'],
    ['li', true, 'no, swap-unknown'],
    ['li', false, 'no, swap-unknown'],
    ['wang', true, 'swap-answered, people-gone, people-seated'],
    ['wang', false, 'swap-answered'],
  ] as const
  for (const [who, agree, expected] of table) {
    const { lines, state } = ledger([{ say: first }, { who: 'guo', say: offer }, { who, say: answer(agree) }])
    assert.equal(lines[2], `${who} answer-swap: ${expected}`, `agree: ${agree}`)
    const changed = who === 'wang' && agree
    assert.equal(state.seats.get(seatOf(order, 0))!.person, people[changed ? 'guo' : 'wang'], `${who} ${agree}`)
  }
})
