// Absence in a roster as ledgers: never before the shift begins, and put right within a day where it was a mistake.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { facts, first, holder, ledger, order, people, sits, team, type Letter, type Who } from '#test/ledgers/roster.ts'
import { seatOf } from './terms.ts'

const absent = (now: number, ...seats: string[]): Letter => ({ now, say: { type: 'mark-absent', seats } })
const undo = (now: number, seat: string, who: Who): Letter => ({
  now,
  say: { type: 'undo-absent', seats: [{ seat, person: people[who] }] },
})
const ended = { round: { ...facts.round!, state: 'closed' as const } }

test('nobody is absent before the shift begins', () => {
  const { lines, state } = ledger([{ say: first }, absent(-72, seatOf(order, 0)), absent(-0.1, seatOf(order, 0))])
  assert.deepEqual(lines.slice(1), [
    'office mark-absent: no, shift-not-begun',
    'office mark-absent: no, shift-not-begun',
  ])
  assert.equal(holder(state, seatOf(order, 0)), 'wang')
})

test('a mark made by mistake gives the seat back where nobody has it', () => {
  const { lines, state, answers } = ledger([
    { say: first },
    absent(1, seatOf(order, 0), seatOf(team, 0)),
    undo(2, seatOf(order, 0), 'li'),
    undo(2, seatOf(order, 0), 'wang'),
    undo(2, seatOf(order, 0), 'wang'),
    undo(2, seatOf(team, 0), 'chen'),
  ])
  assert.deepEqual(lines.slice(2), [
    'office undo-absent: no, not-absent',
    'office undo-absent: absences-undone',
    'office undo-absent: no, not-absent',
    'office undo-absent: absences-undone',
  ])
  assert.deepEqual(answers[3], { seated: 1, replaced: [] })
  assert.deepEqual(
    [seatOf(order, 0), seatOf(team, 0)].map((seat) => [holder(state, seat), state.seats.get(seat)!.state]),
    [
      ['wang', 'accepted'],
      ['chen', 'accepted'],
    ],
  )
})

test('where somebody else has the seat it is said, and the mark alone goes', () => {
  const { lines, state, answers } = ledger([
    { say: first },
    { who: 'zhao', say: { type: 'sign-up', of: order } },
    absent(1, seatOf(order, 0), seatOf(order, 1)),
    { now: 1, say: { type: 'accept-repair', bound: 0, seats: [sits(seatOf(team, 3), 'li')] } },
    undo(2, seatOf(order, 0), 'wang'),
    undo(2, seatOf(order, 1), 'li'),
  ])
  assert.deepEqual(lines.slice(4), ['office undo-absent: absences-undone', 'office undo-absent: absences-undone'])
  assert.deepEqual(answers.slice(4), [
    { seated: 0, replaced: [[seatOf(order, 0), people.wang]] },
    { seated: 0, replaced: [[seatOf(order, 1), people.li]] },
  ])
  assert.deepEqual(
    [seatOf(order, 0), seatOf(order, 1), seatOf(team, 3)].map((seat) => holder(state, seat)),
    ['zhao', '-', 'li'],
  )
  assert.equal(state.absent.size, 0)
})

test('within a day of it, also when the round is over, but not once it is reported', () => {
  const table: readonly (readonly [Letter, string])[] = [
    [{ ...undo(24.9, seatOf(order, 0), 'wang'), facts: ended }, 'absences-undone'],
    [{ ...undo(25.1, seatOf(order, 0), 'wang'), facts: ended }, 'no, absent-too-long'],
    [
      { ...undo(13, seatOf(order, 0), 'wang'), facts: { round: { ...facts.round!, state: 'reported' } } },
      'no, round-over',
    ],
  ]
  for (const [letter, expected] of table)
    assert.equal(
      ledger([{ say: first }, absent(1, seatOf(order, 0)), letter]).lines[2],
      `office undo-absent: ${expected}`,
    )
})
