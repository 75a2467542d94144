// The muster's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { findCall } from './calls.ts'
import { muster } from './muster.ts'
import { openSeats } from './running.ts'
import { lateMax, reasons, type Called } from './terms.ts'
import { commands, type MusterCommand } from './commands.ts'
import type { MusterFacts, MusterState } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const people = { guo: id(1), wang: id(2), li: id(3), zhao: id(4), medic: id(5), leader: id(8) } as const
type Who = keyof typeof people
const phone = id(100)
const [grid, community, township, county] = ['140729100001-01', '140729100001', '140729100', '140729']
const minute = 60_000
const day = 86_400_000
const noon = 20 * day
const everybody: readonly Who[] = ['guo', 'wang', 'li', 'zhao', 'medic']

const able = (who: Who, needs: readonly { skill?: string }[]): Called => ({
  person: people[who],
  home: community,
  reasons: [{ why: 'registered-here' }],
  fits: needs.reduce(
    (mask, need, i) =>
      need.skill === undefined || (need.skill === 'medic' && who === 'medic') ? mask | (1 << i) : mask,
    0,
  ),
})

/** Three seats, one of them a medic's, from noon until four. */
const whistle = {
  type: 'blow-whistle',
  what: '演示：北门检测点缺人',
  label: '北门',
  area: community,
  place: [111.77, 36.85],
  needs: [{ skill: 'medic', people: 1 }, { people: 2 }],
  from: noon,
  until: noon + 240 * minute,
  drill: false,
  answerMinutes: 10,
  escalateMinutes: 15,
  waves: 'by-hand',
  people: everybody.map((who) => people[who]),
} satisfies MusterCommand

interface Letter {
  who?: Who
  at?: number
  now?: number
  facts?: MusterFacts
  say: MusterCommand
}

/** Gives letters to one muster one after another; answers a line for each. Times are minutes after noon. */
function ledger(letters: readonly Letter[], whom: readonly Who[] = everybody): { lines: string[]; state: MusterState } {
  let state = muster.initial(`muster/${id(50)}`)
  const lines = letters.map(({ who = 'leader', now = 0, at = now, facts = {}, say }) => {
    const command = commands.parse(say)
    const needs = command.type === 'blow-whistle' ? command.needs : (state.whistle?.needs ?? [])
    const known: MusterFacts = {
      self: people[who],
      callable: whom.map((one) => able(one, needs)),
      levels: [
        { area: township, staff: 2 },
        { area: county, staff: 1 },
      ],
      ...facts,
    }
    const actor: Actor = { tenant: county, account: id(200), person: people[who], grants: [] }
    const answer = muster.decide(state, command, known, {
      actor,
      now: noon + now * minute,
      at: noon + at * minute,
      id: id(60),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = muster.evolve(state, event)
    assert.doesNotMatch(JSON.stringify(answer.events), /演示|北门/, 'no free text stands in an event')
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state }
}

const says = (who: Who, answer: 'coming' | 'cannot' | 'talk', now = 1, facts: MusterFacts = {}): Letter => ({
  who,
  now,
  facts,
  say: { type: 'answer-call', answer, ...(answer === 'coming' && { minutes: 10 }) },
})
const scans = (
  who: Who,
  found: 'now' | 'then' | 'stale' | 'wrong',
  step: number,
  more: Partial<Letter> & { device?: string } = {},
): Letter => ({
  who,
  now: 5,
  facts: { code: { found, step }, ...more.facts },
  say: { type: 'arrive', code: '12345678', ...(more.device && { device: more.device }) },
  ...('now' in more && { now: more.now }),
  ...('at' in more && { at: more.at }),
})
const stateOf = (state: MusterState, who: Who) => findCall(state.calls, people[who])?.state

test('seats are promised once, a medic also counts as anybody, a promise is kept when its seat must change', () => {
  const { lines, state } = ledger([
    { say: whistle },
    { say: whistle },
    says('guo', 'coming'),
    says('guo', 'coming'),
    says('wang', 'coming'),
    says('li', 'coming'),
    says('zhao', 'talk'),
    says('medic', 'coming'),
    says('zhao', 'coming'),
    says('zhao', 'coming'),
    says('leader', 'coming'),
  ])
  assert.deepEqual(lines, [
    'leader blow-whistle: whistle-blown, people-called',
    'leader blow-whistle: no, already-blown',
    'guo answer-call: call-answered',
    'guo answer-call: no, already-answered',
    'wang answer-call: call-answered',
    'li answer-call: call-answered',
    'zhao answer-call: call-answered',
    'medic answer-call: call-answered, muster-filled',
    'zhao answer-call: call-answered',
    'zhao answer-call: no, already-answered',
    'leader answer-call: no, not-called',
  ])
  assert.deepEqual(
    everybody.map((who) => stateOf(state, who)),
    ['coming', 'coming', 'thanked', 'thanked', 'coming'],
  )
  assert.equal(state.phase, 'filled')
  assert.equal(openSeats(state as never), 0)
})

test('who drops out, is absent or leaves early opens a seat; who offered before is called again and takes it', () => {
  const { lines, state } = ledger([
    { say: { ...whistle, needs: [{ people: 2 }] } },
    says('guo', 'coming'),
    says('wang', 'coming'),
    says('li', 'coming'),
    says('guo', 'cannot', 2),
    { say: { type: 'call-people', people: [people.li] }, now: 3 },
    says('li', 'coming', 4),
    scans('wang', 'now', 1),
    { say: { type: 'mark-absent', person: people.li }, now: 6 },
    says('zhao', 'coming', 7),
    { who: 'wang', say: { type: 'leave' }, now: 65 },
    says('medic', 'coming', 66),
    { who: 'zhao', say: { type: 'leave' }, now: 67 },
  ])
  assert.deepEqual(lines.slice(4), [
    'guo answer-call: call-answered, seat-reopened',
    'leader call-people: people-called',
    'li answer-call: call-answered, muster-filled',
    'wang arrive: person-arrived',
    'leader mark-absent: person-absent, seat-reopened',
    'zhao answer-call: call-answered, muster-filled',
    'wang leave: person-left, seat-reopened',
    'medic answer-call: call-answered, muster-filled',
    'zhao leave: no, not-arrived',
  ])
  assert.deepEqual(
    everybody.map((who) => stateOf(state, who)),
    ['cannot', 'left', 'absent', 'coming', 'coming'],
  )
})

test('a wave asks nobody twice, nobody engaged, and nobody for whom no seat is open', () => {
  const { lines } = ledger([
    { say: { ...whistle, people: undefined, needs: [{ skill: 'medic', people: 1 }] } },
    { say: { type: 'call-people', people: [people.guo] }, facts: { callable: [], skipped: [[people.guo, 'engaged']] } },
    { say: { type: 'call-people', people: [people.guo] }, facts: { callable: [able('guo', [{ skill: 'medic' }])] } },
    { say: { type: 'call-people', people: [people.medic] } },
    { say: { type: 'call-people', people: [people.medic] } },
    says('medic', 'coming', 1, { engagedIn: id(51) }),
    says('medic', 'coming', 2, { engagedIn: id(50) }),
  ])
  assert.deepEqual(lines, [
    'leader blow-whistle: whistle-blown',
    'leader call-people: no, nobody-to-call',
    'leader call-people: no, nobody-to-call',
    'leader call-people: people-called',
    'leader call-people: no, nobody-to-call',
    'medic answer-call: no, engaged-elsewhere',
    'medic answer-call: call-answered, muster-filled',
  ])
})

test('an arrival is judged by its code: late counts and says so; replayed, borrowed, stale and forged do not', () => {
  const { lines, state } = ledger([
    { say: { ...whistle, from: noon - minute } },
    scans('guo', 'wrong', 0),
    scans('guo', 'stale', 8),
    scans('guo', 'wrong', 0, { at: 60 }),
    scans('guo', 'then', 130, { at: 60 }),
    scans('guo', 'now', 10, { device: phone }),
    scans('guo', 'now', 11),
    scans('wang', 'now', 10, { device: phone }),
    scans('wang', 'then', 8, { at: 4, now: 60 }),
    scans('li', 'then', 8, { at: -1, now: 60 }),
    { who: 'guo', say: { type: 'leave' }, now: 61 },
    scans('guo', 'then', 10, { at: 5, now: 62 }),
    scans('guo', 'now', 124, { now: 62 }),
    scans('leader', 'now', 124, { now: 62 }),
    scans('zhao', 'now', 125, { now: 63, facts: { engagedIn: id(51) } }),
    { say: { type: 'mark-arrived', person: people.wang }, now: 64 },
    { say: { type: 'mark-arrived', person: people.wang }, now: 64 },
    { say: { type: 'mark-arrived', person: people.li }, now: 64, at: 30 },
  ])
  assert.deepEqual(lines.slice(1), [
    'guo arrive: no, code-wrong',
    'guo arrive: no, code-stale',
    'guo arrive: no, clock-ahead',
    'guo arrive: no, clock-ahead',
    'guo arrive: person-arrived',
    'guo arrive: no, already-arrived',
    'wang arrive: no, device-used',
    'wang arrive: person-arrived',
    'li arrive: no, code-stale',
    'guo leave: person-left',
    'guo arrive: no, code-used',
    'guo arrive: person-arrived',
    'leader arrive: no, not-called',
    'zhao arrive: no, engaged-elsewhere',
    'leader mark-arrived: person-arrived',
    'leader mark-arrived: no, already-arrived',
    'leader mark-arrived: person-arrived',
  ])
  assert.equal(
    findCall(state.calls, people.wang)?.arrivedAt,
    noon + 4 * minute,
    'the time is when they came, not when it was uploaded',
  )
  assert.equal(findCall(state.calls, people.wang)?.evidence, 'leader', 'the leader’s word lifts a late upload')
})

test('an arrival before the end counts though uploaded after it; one after the end, or three days late, not', () => {
  const { lines, state } = ledger([
    { say: whistle },
    says('guo', 'coming'),
    { say: { type: 'stand-down' }, now: 120 },
    scans('guo', 'then', 60, { at: 30, now: 600 }),
    scans('wang', 'then', 250, { at: 125, now: 600 }),
    scans('li', 'then', 60, { at: 30, now: 31 + lateMax / minute }),
    { say: { type: 'mark-arrived', person: people.zhao }, at: 60, now: 600 },
    says('zhao', 'coming', 601),
    { say: { type: 'stand-down' }, now: 602 },
  ])
  assert.deepEqual(lines.slice(2), [
    'leader stand-down: stood-down',
    'guo arrive: person-arrived, person-left',
    'wang arrive: no, over',
    'li arrive: no, code-stale',
    'leader mark-arrived: person-arrived, person-left',
    'zhao answer-call: no, over',
    'leader stand-down: no, over',
  ])
  assert.equal(stateOf(state, 'guo'), 'left')
  assert.equal(stateOf(state, 'wang'), 'released')
})

test('silence climbs: waves end, the reach widens past levels where nobody hears, loudly where nobody would', () => {
  const auto = { ...whistle, waves: 'by-themselves', area: grid } as const
  const nobody = { callable: [] }
  const { lines, state } = ledger([
    { say: auto },
    { say: { type: 'close-wave', wave: 1 }, now: 10 },
    { say: { type: 'close-wave', wave: 2 }, now: 10 },
    { say: { type: 'escalate', from: community }, now: 15 },
    {
      say: { type: 'escalate', from: grid },
      now: 15,
      facts: {
        levels: [
          { area: community, staff: 0 },
          { area: township, staff: 2 },
        ],
      },
    },
    { say: { type: 'call-next' }, now: 16, facts: { ...nobody, enoughAsked: true } },
    { say: { type: 'call-next' }, now: 16, facts: { ...nobody, levels: [{ area: county, staff: 0 }] } },
    { say: { type: 'call-next' }, now: 16, facts: nobody },
    { say: { type: 'escalate' }, now: 17 },
    { say: { type: 'escalate', from: county }, now: 31, facts: { levels: [] } },
    { say: { type: 'end-in-time', until: noon }, now: 240 },
    { say: { type: 'extend', until: noon + 300 * minute }, now: 240 },
    { say: { type: 'end-in-time', until: noon + 240 * minute }, now: 240 },
    { say: { type: 'end-in-time', until: noon + 300 * minute }, now: 300 },
    { say: { type: 'close-wave', wave: 1 }, now: 301 },
  ])
  assert.deepEqual(
    lines.map((line) => line.replace('leader ', '')),
    [
      'blow-whistle: whistle-blown, people-called',
      'close-wave: wave-closed',
      'close-wave: no, not-due',
      'escalate: no, not-due',
      'escalate: muster-escalated',
      'call-next: no, not-due',
      'call-next: muster-escalated, escalation-unheard',
      'call-next: no, nobody-to-call',
      'escalate: no, already-widest',
      'escalate: escalation-unheard',
      'end-in-time: no, not-due',
      'extend: muster-extended',
      'end-in-time: no, not-due',
      'end-in-time: stood-down',
      'close-wave: no, over',
    ],
  )
  assert.equal(state.reach, county)
})

test('what cannot be meant is refused', () => {
  const cases: readonly [Partial<typeof whistle> | Record<string, unknown>, MusterFacts, string][] = [
    [{ until: noon }, {}, 'bad-times'],
    [{ until: noon + 4 * day }, {}, 'bad-times'],
    [{ from: noon + 8 * day, until: noon + 8 * day + minute }, {}, 'bad-times'],
    [{ needs: [{ people: 1 }, { people: 2 }] }, {}, 'needs-twice'],
    [{ leader: people.guo }, {}, 'leader-without-role'],
    [{}, { callable: [] }, 'nobody-to-call'],
  ]
  for (const [more, facts, reason] of cases)
    assert.deepEqual(ledger([{ say: { ...whistle, ...more } as never, facts }]).lines, [
      `leader blow-whistle: no, ${reason}`,
    ])
  for (const say of [
    { type: 'arrive', code: '1234' },
    { type: 'blow-whistle' },
    { ...whistle, area: `${grid}-0001` },
    { ...whistle, what: ' ' },
    { type: 'answer-call', answer: 'perhaps' },
  ]) {
    assert.equal(commands.safeParse(say).success, false, JSON.stringify(say))
  }
})

test('timers follow from events alone, and each goes through the same door', () => {
  const at = noon
  const due = (event: Parameters<NonNullable<typeof muster.react>>[0]) =>
    muster.react!(event, 'muster/x', at).map(
      (reaction) => `${reaction.name} ${(reaction.at - noon) / minute} ${reaction.command.type}`,
    )
  const then = { escalateAt: noon + 15 * minute, reach: community, next: true }
  assert.deepEqual(
    due({
      type: 'whistle-blown',
      what: id(1),
      area: community,
      place: [0, 0],
      needs: [],
      from: at,
      until: at + 60 * minute,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 15,
      waves: 'by-hand',
      at,
    }),
    ['end 60 end-in-time', 'escalate 15 escalate'],
  )
  assert.deepEqual(
    due({
      type: 'people-called',
      wave: 1,
      at,
      answerBy: at + 10 * minute,
      about: { what: id(1), area: community, place: [0, 0], from: at, until: at },
      people: [],
    }),
    ['close 10 close-wave'],
  )
  assert.deepEqual(due({ type: 'wave-closed', wave: 1, open: 3, next: true, at }), ['call-next 0 call-next'])
  assert.deepEqual(due({ type: 'wave-closed', wave: 1, open: 3, next: false, at }), [])
  assert.deepEqual(due({ type: 'seat-reopened', at, then }), ['escalate 15 escalate', 'call-next 0 call-next'])
  assert.deepEqual(
    due({ type: 'muster-escalated', reach: township, skipped: [], staff: 1, at, then: { ...then, next: false } }),
    ['escalate 15 escalate'],
  )
})
