// The roster's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  id,
  people,
  hour,
  dawn,
  facts,
  sits,
  plan,
  first,
  ledger,
  holder,
  team,
  order,
  tests,
  late,
  type Letter,
} from '#test/ledgers/roster.ts'
import { roster } from './roster.ts'
import { seatOf } from './terms.ts'

test('a plan is accepted by a person; again nothing changes; another keeps who stays and what is locked', () => {
  const { lines, state, answers } = ledger([
    { say: first },
    { say: first },
    { say: { type: 'lock-seats', seats: [seatOf(order, 0)], locked: true } },
    { say: { type: 'lock-seats', seats: [seatOf(order, 0)], locked: true } },
    { say: plan([sits(seatOf(order, 0), 'guo')], []) },
    { say: plan([sits(seatOf(team, 0), 'chen'), sits(seatOf(order, 1), 'zhao')]) },
    { say: plan([], []) },
  ])
  assert.deepEqual(lines, [
    'office accept-plan: plan-accepted, teams-formed, people-seated',
    'office accept-plan: no, nothing-changed',
    'office lock-seats: seats-locked',
    'office lock-seats: no, nothing-changed',
    'office accept-plan: no, locked-moved',
    'office accept-plan: plan-accepted, people-gone, people-seated',
    'office accept-plan: plan-accepted, people-gone, teams-dissolved',
  ])
  assert.deepEqual(answers[5], { seated: 1, kept: 2, released: 3, skipped: [] })
  assert.deepEqual([...state.seats.keys()], [seatOf(order, 0)], 'the locked seat stays')
})

test('who cannot sit where a plan puts them is left out and named, the rest stands', () => {
  const busy = new Map([
    ...facts.persons!,
    [people.zhao, { active: true, skills: [], busy: [[dawn + hour, dawn + 2 * hour]] as const }],
  ])
  const { answers, state } = ledger([
    {
      facts: { persons: busy },
      say: plan([
        sits(seatOf(team, 0), 'chen'),
        sits(seatOf(team, 1), 'guo'),
        sits(seatOf(team, 4), 'li'),
        sits(seatOf(order, 0), 'chen'),
        sits(seatOf(order, 1), 'sun'),
        sits(seatOf(late, 0), 'wang'),
        sits(seatOf(team, 2), 'zhao'),
        sits(seatOf(id(99), 0), 'li'),
        { ...sits(seatOf(tests, 0), 'li'), person: id(98) },
      ]),
    },
  ])
  assert.deepEqual((answers[0] as { skipped: unknown }).skipped, [
    [seatOf(team, 1), people.guo, 'no-skill'],
    [seatOf(team, 4), people.li, 'no-such-seat'],
    [seatOf(order, 0), people.chen, 'twice'],
    [seatOf(order, 1), people.sun, 'inactive'],
    [seatOf(team, 2), people.zhao, 'engaged'],
    [seatOf(id(99), 0), people.li, 'no-such-seat'],
    [seatOf(tests, 0), id(98), 'unknown'],
  ])
  assert.deepEqual([...state.seats.keys()], [seatOf(team, 0), seatOf(late, 0)])
  assert.deepEqual(
    ledger([
      { say: plan([], [{ team, grid: '140729100002-01' }]) },
      { say: plan([sits(seatOf(order, 0), 'guo'), sits(seatOf(order, 0), 'li')]) },
      { facts: { round: { ...facts.round!, state: 'closed' } }, say: first },
    ]).lines,
    [
      'office accept-plan: no, outside-area',
      'office accept-plan: no, seat-taken',
      'office accept-plan: no, round-over',
    ],
  )
})

test('a volunteer says yes, or no without a reason; who said no comes back by themselves and by no plan', () => {
  const { lines, state, answers } = ledger([
    { say: first },
    {
      who: 'guo',
      facts: { round: { ...facts.round!, state: 'draft' } },
      say: { type: 'decline', seat: seatOf(team, 2) },
    },
    { who: 'wang', say: { type: 'take-up', seat: seatOf(order, 0) } },
    { who: 'wang', say: { type: 'take-up', seat: seatOf(order, 0) } },
    { who: 'wang', say: { type: 'take-up', seat: seatOf(order, 1) } },
    { who: 'guo', say: { type: 'decline', seat: seatOf(team, 2) } },
    { who: 'guo', say: { type: 'decline', seat: seatOf(team, 2) } },
    { say: first },
    { say: { type: 'seat-person', seat: seatOf(team, 2), person: people.guo } },
    { who: 'guo', say: { type: 'sign-up', of: team } },
    { who: 'wang', now: 7, say: { type: 'decline', seat: seatOf(order, 0) } },
    { say: { type: 'note-answer', seat: seatOf(order, 1), answer: 'accepted' } },
    { say: { type: 'note-answer', seat: seatOf(order, 1), answer: 'declined' } },
  ])
  assert.deepEqual(lines.slice(1), [
    'guo decline: no, not-open',
    'wang take-up: seat-taken-up',
    'wang take-up: no, already-answered',
    'wang take-up: no, not-seated',
    'guo decline: people-gone',
    'guo decline: no, not-seated',
    'office accept-plan: no, nothing-changed',
    'office seat-person: no, declined-before',
    'guo sign-up: people-seated',
    'wang decline: no, shift-over',
    'office note-answer: seat-taken-up',
    'office note-answer: people-gone',
  ])
  assert.deepEqual(answers[9], { seat: seatOf(team, 2) })
  assert.deepEqual(
    [holder(state, seatOf(team, 2)), holder(state, seatOf(order, 1)), [...state.declined].length],
    ['guo', '-', 1],
  )
})

test('the waiting list moves by itself: first come, if free and able', () => {
  const { lines, state } = ledger([
    { say: first },
    { who: 'zhao', say: { type: 'sign-up', of: tests } },
    { who: 'medic', say: { type: 'sign-up', of: tests } },
    { who: 'chen', say: { type: 'sign-up', of: order } },
    { who: 'zhao', say: { type: 'sign-up', of: order } },
    { who: 'zhao', say: { type: 'sign-up', of: order } },
    { who: 'sun', say: { type: 'sign-up', of: order } },
    { who: 'zhao', say: { type: 'sign-up', of: id(99) } },
    { who: 'office', say: { type: 'sign-up', of: order } },
    { who: 'office', say: { type: 'step-back', of: order } },
    { who: 'office', say: { type: 'step-back', of: order } },
    { who: 'office', say: { type: 'sign-up', of: order } },
    { who: 'wang', say: { type: 'decline', seat: seatOf(order, 0) } },
    { now: 1, say: { type: 'mark-absent', seats: [seatOf(order, 1)] } },
    { now: 7, say: { type: 'release-seats', seats: [seatOf(order, 0)] } },
  ])
  assert.deepEqual(lines.slice(1), [
    'zhao sign-up: no, no-skill',
    'medic sign-up: no, seated-already',
    'chen sign-up: no, seated-already',
    'zhao sign-up: person-waits',
    'zhao sign-up: no, already-waiting',
    'sun sign-up: no, person-inactive',
    'zhao sign-up: no, seat-unknown',
    'office sign-up: person-waits',
    'office step-back: person-stepped-back',
    'office step-back: no, not-waiting',
    'office sign-up: person-waits',
    'wang decline: people-gone, people-seated',
    'office mark-absent: people-gone, people-seated',
    'office release-seats: people-gone',
  ])
  assert.deepEqual(
    [holder(state, seatOf(order, 0)), holder(state, seatOf(order, 1)), state.waiting.get(order)],
    ['-', 'office', []],
  )
})

test('a repair fills what is open, moves no more than it said, and nobody to a seat they cannot have', () => {
  const absent: Letter = { now: 0, say: { type: 'mark-absent', seats: [seatOf(team, 2), seatOf(order, 0)] } }
  const repair = (bound: number, ...seats: ReturnType<typeof sits>[]): Letter => ({
    now: 0,
    say: { type: 'accept-repair', bound, seats },
  })
  const { lines, state, answers } = ledger([
    { say: first },
    repair(0, sits(seatOf(team, 2), 'zhao')),
    { say: { type: 'lock-seats', seats: [seatOf(order, 1)], locked: true } },
    absent,
    repair(9, sits(seatOf(team, 2), 'li')),
    { say: { type: 'lock-seats', seats: [seatOf(order, 1)], locked: false } },
    repair(0, sits(seatOf(team, 2), 'li'), sits(seatOf(order, 1), 'zhao')),
    repair(
      2,
      sits(seatOf(team, 2), 'li'),
      sits(seatOf(order, 1), 'sun'),
      sits(seatOf(team, 3), 'chen'),
      sits(seatOf(tests, 0), 'wang'),
    ),
    repair(2, sits(seatOf(order, 1), 'zhao'), sits(seatOf(order, 0), 'office')),
  ])
  assert.deepEqual(lines.slice(1), [
    'office accept-repair: no, nothing-changed',
    'office lock-seats: seats-locked',
    'office mark-absent: people-gone',
    'office accept-repair: no, locked-moved',
    'office lock-seats: seats-locked',
    'office accept-repair: no, too-many-moved',
    'office accept-repair: people-gone, people-seated, repair-accepted',
    'office accept-repair: people-seated, repair-accepted',
  ])
  // Chen is free to move up from the lead, Wang lacks the skill, Sun is gone: the first two chains went as far as they
  // could.
  assert.deepEqual(
    (answers[7] as { skipped: unknown[] }).skipped.map((one) => (one as string[])[2]),
    ['inactive', 'no-skill'],
  )
  assert.deepEqual(
    [seatOf(team, 0), seatOf(team, 2), seatOf(team, 3), seatOf(order, 0), seatOf(order, 1)].map((seat) =>
      holder(state, seat),
    ),
    ['-', 'li', 'chen', 'office', 'zhao'],
  )
})

test('whose new seat is taken meanwhile keeps the old one; a move goes as far as it helps, and is told', () => {
  const { lines, state, events } = ledger([
    { say: first },
    { who: 'zhao', say: { type: 'sign-up', of: late } },
    {
      say: { type: 'move-people', move: id(70), seats: [sits(seatOf(late, 0), 'office'), sits(seatOf(team, 3), 'li')] },
    },
    {
      say: { type: 'accept-repair', bound: 3, seats: [sits(seatOf(tests, 0), 'guo'), sits(seatOf(team, 2), 'office')] },
    },
  ])
  assert.deepEqual(lines.slice(2), [
    'office move-people: people-gone, people-seated, move-carried-out',
    'office accept-repair: no, nothing-changed',
  ])
  assert.deepEqual(
    [holder(state, seatOf(team, 3)), holder(state, seatOf(team, 2)), holder(state, seatOf(late, 0))],
    ['li', 'guo', 'zhao'],
  )
  assert.deepEqual(roster.react!(events.at(-1)!, `roster/${id(50)}`, dawn), [
    {
      name: 'carried out',
      at: dawn,
      room: 'dispatch',
      stream: `move/${id(70)}`,
      command: { type: 'note-move', seated: 1, skipped: 1 },
    },
  ])
})
