// The point's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { codeOf, recordOf, subjectOf } from './keys.ts'
import { point } from './point.ts'
import { countOf, holds, runsOf, withNumbers } from './runs.ts'
import { reasons, type PersonTold } from './terms.ts'
import { commands, type PointCommand, type PointEvent } from './commands.ts'
import type { PointFacts, PointState } from './state.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [round, gate, team, phone, guo, wang] = [id(1), id(2), id(3), id(4), id(5), id(6)]
const community = '140729100001'
const noon = 400 * 86_400_000
const minute = 60_000
const place = {
  kind: 'point' as const,
  area: community,
  lanes: 2,
  open: true,
  starts: noon - 60 * minute,
  ends: noon + 600 * minute,
}
const key = { hex: 'ab'.repeat(32), isNew: true }
const people = {
  guo: { person: guo, grants: [] as Grant[] },
  wang: { person: wang, grants: [] as Grant[] },
  chen: { person: id(8), grants: [{ role: 'officer' as const, area: community }] },
  far: { person: id(9), grants: [{ role: 'officer' as const, area: '140729200001' }] },
  muster: { person: undefined, grants: [{ role: 'system' as const, area: '140729' }] },
}
interface Letter {
  who: keyof typeof people
  at?: number
  now?: number
  facts?: PointFacts
  say: PointCommand
}

function ledger(stream: string, letters: readonly Letter[], start?: PointState) {
  let state = start ?? point.initial(stream)
  const told: PointEvent[] = []
  const lines = letters.map(({ who, at = 0, now = at, facts = {}, say }) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: '140729', account: id(200), ...people[who] }
    const known: PointFacts = {
      place,
      key,
      active: true,
      ...(people[who].person && { self: people[who].person }),
      ...facts,
    }
    const aim = point.target(state, command, known, stream)
    if (!aim || !allowed(point.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = point.decide(state, command, known, {
      actor,
      now: noon + now * minute,
      at: noon + at * minute,
      id: id(60),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = point.evolve(state, event)
    told.push(...answer.events)
    const events = answer.events.map((event) => event.type)
    const said = answer.answer ? [JSON.stringify(answer.answer)] : []
    return `${who} ${command.type}: ${[...events, ...said].join(', ')}`
  })
  return { lines, state, told }
}

const person = (number: number, subject = number, tube = 0): PersonTold => [
  number,
  tube,
  id(1_000 + subject),
  number,
  `140729100001-01-0001-${String(number).padStart(4, '0')}`,
]
const registering = (...those: PersonTold[]) =>
  ({
    type: 'register',
    device: phone,
    lane: 1,
    from: noon,
    tubes: [['T-0001', 20]],
    people: those,
  }) as unknown as PointCommand
const site = `point/${round}.${gate}`

test('a desk is for those who stand there; numbers are issued one after the other', () => {
  const { lines, state } = ledger(site, [
    { who: 'guo', say: { type: 'issue-numbers', device: phone, count: 100 } },
    { who: 'far', say: { type: 'issue-numbers', device: phone, count: 100 } },
    { who: 'guo', say: registering(person(1)) },
    {
      who: 'guo',
      facts: { here: true, place: { ...place, open: false } },
      say: { type: 'issue-numbers', device: phone, count: 100 },
    },
    { who: 'guo', facts: { here: true }, say: { type: 'issue-numbers', device: phone, count: 100 } },
    { who: 'chen', say: { type: 'issue-numbers', device: id(77), count: 50 } },
    { who: 'guo', say: registering(person(1), person(2)) },
    { who: 'wang', say: registering(person(3)) },
    { who: 'wang', facts: { here: true }, say: { type: 'join-desk', device: phone } },
    { who: 'wang', facts: { here: true }, say: { type: 'join-desk', device: phone } },
    { who: 'wang', say: registering(person(3)) },
    { who: 'guo', say: registering(person(150)) },
    { who: 'guo', say: registering(person(151)) },
    { who: 'guo', say: registering(person(4, 4, 1)) },
    { who: 'guo', say: { type: 'count-queue', lane: 2, length: 31 } },
    { who: 'guo', say: { type: 'count-queue', lane: 3, length: 31 } },
    { who: 'far', say: { type: 'count-queue', lane: 1, length: 3 } },
    { who: 'guo', say: { type: 'void-sample', number: 9, why: 'twice' } },
    { who: 'guo', say: { type: 'void-sample', number: 2, why: 'twice' } },
    { who: 'guo', say: { type: 'void-sample', number: 2, why: 'twice' } },
    { who: 'guo', say: { type: 'settle-conflict', about: 'person', key: id(1_001), verdict: 'same' } },
    { who: 'chen', say: { type: 'settle-conflict', about: 'person', key: id(1_001), verdict: 'same' } },
    { who: 'guo', say: { type: 'sign-out' } },
  ])
  assert.deepEqual(lines, [
    'guo issue-numbers: unknown',
    'far issue-numbers: unknown',
    'guo register: unknown',
    'guo issue-numbers: no, round-not-open',
    'guo issue-numbers: place-set-up, numbers-issued, {"first":1,"last":100}',
    'chen issue-numbers: numbers-issued, {"first":101,"last":150}',
    'guo register: samples-taken, {"taken":2,"again":0}',
    'wang register: unknown',
    'wang join-desk: desk-joined',
    'wang join-desk: no, already-staff',
    'wang register: samples-taken, {"taken":1,"again":0}',
    'guo register: samples-taken, {"taken":1,"again":0}',
    'guo register: no, number-not-issued',
    'guo register: no, tube-unknown',
    'guo count-queue: queue-counted',
    'guo count-queue: no, lane-unknown',
    'far count-queue: unknown',
    'guo void-sample: no, number-unknown',
    'guo void-sample: sample-voided',
    'guo void-sample: no, already-voided',
    'guo settle-conflict: unknown',
    'chen settle-conflict: conflict-settled',
    'guo sign-out: unknown',
  ])
  assert.deepEqual(state.kind === 'site' && state.used, [
    [1, 3],
    [150, 150],
  ])
})

test('told twice counts once, in whatever order, and stands beside what was told first', () => {
  const { lines, told } = ledger(site, [
    { who: 'chen', say: { type: 'issue-numbers', device: phone, count: 100 } },
    { who: 'chen', say: registering(person(5), person(6), person(6)) },
    { who: 'chen', say: registering(person(4), person(5, 99)) },
    { who: 'chen', say: registering(person(4), person(5)) },
  ])
  assert.deepEqual(lines.slice(1), [
    'chen register: samples-taken, {"taken":2,"again":1}',
    'chen register: samples-taken, {"taken":1,"again":1}',
    'chen register: samples-taken, {"taken":0,"again":2}',
  ])
  const taken = told.filter((event) => event.type === 'samples-taken')
  assert.deepEqual(taken[1].people, [person(4)])
  assert.deepEqual(taken[1].again, [person(5, 99)], 'the other content is kept, so that it can be shown')
})

test('names go to the vault, under an id that no device can choose; a clock that is ahead is set back', () => {
  const before = ledger(site, [{ who: 'chen', say: { type: 'issue-numbers', device: phone, count: 100 } }]).state
  const say = {
    ...registering(person(1), person(2)),
    from: noon + 90 * minute,
    sealed: [
      [id(1_001), { name: '郭某', number: '142400199001011234' }],
      [id(77), { name: '旁人' }],
    ],
  } as unknown as PointCommand
  const answer = point.decide(
    before,
    commands.parse(say),
    { self: people.chen.person },
    { actor: { tenant: '140729', account: id(200), ...people.chen }, now: noon, at: noon, id: id(60) },
  )
  assert.ok('events' in answer && answer.records)
  assert.deepEqual(
    answer.records.map((record) => [record.kind, record.id]),
    [['person', recordOf(round, id(1_001))]],
  )
  const [event] = answer.events
  assert.ok(event.type === 'samples-taken' && event.setBack === 90 * minute + 2_000 && event.from === noon - 2_000)
  assert.doesNotMatch(JSON.stringify(answer.events), /郭|142400/)
})

const at = `attendance/${round}.${guo}`
const code = { found: 'now' as const, step: 10 }

const signIn = { type: 'sign-in', place: gate, code: '12345678', device: phone } satisfies PointCommand
/** One person's day at a gate and in a team: each letter, and what becomes of it. */
const dayThere: readonly (readonly [letter: Letter, becomes: string])[] = [
  [{ who: 'wang', facts: { code }, say: signIn }, 'wang sign-in: unknown'],
  [{ who: 'guo', facts: { code: { found: 'wrong', step: 0 } }, say: signIn }, 'guo sign-in: no, code-wrong'],
  [{ who: 'guo', facts: { code: { found: 'stale', step: 1 } }, say: signIn }, 'guo sign-in: no, code-stale'],
  [{ who: 'guo', facts: { code, deviceOf: wang }, say: signIn }, 'guo sign-in: no, device-used'],
  [{ who: 'guo', facts: { code, place: { ...place, open: false } }, say: signIn }, 'guo sign-in: no, round-not-open'],
  [
    { who: 'guo', facts: { code, seat: { starts: noon, ends: noon + 240 * minute, duty: 'order' } }, say: signIn },
    'guo sign-in: signed-in',
  ],
  [{ who: 'guo', facts: { code }, say: signIn }, 'guo sign-in: no, already-in'],
  [{ who: 'guo', say: { type: 'mark-signed-in', place: team } }, 'guo mark-signed-in: unknown'],
  [
    {
      who: 'wang',
      facts: { desk: true, place: { ...place, kind: 'team' } },
      at: 30,
      say: { type: 'mark-signed-in', place: team },
    },
    'wang mark-signed-in: signed-out, signed-in',
  ],
  [{ who: 'guo', at: 60, facts: { code }, say: signIn }, 'guo sign-in: no, code-used'],
  [
    { who: 'guo', at: 60, facts: { code: { found: 'then', step: 12 } }, now: 70, say: signIn },
    'guo sign-in: signed-out, signed-in',
  ],
  [{ who: 'muster', at: 900, say: { type: 'sign-out-in-time', until: noon } }, 'muster sign-out-in-time: no, not-due'],
  [{ who: 'guo', at: 120, say: { type: 'sign-out' } }, 'guo sign-out: signed-out'],
  [{ who: 'guo', at: 120, say: { type: 'sign-out' } }, 'guo sign-out: no, not-in'],
  [
    { who: 'chen', at: 130, say: { type: 'type-attendance', place: gate, from: noon - 30 * minute, until: noon } },
    'chen type-attendance: no, already-in',
  ],
  [
    {
      who: 'guo',
      at: 200,
      say: { type: 'type-attendance', place: gate, from: noon + 130 * minute, until: noon + 190 * minute },
    },
    'guo type-attendance: unknown',
  ],
  [
    {
      who: 'chen',
      at: 200,
      say: { type: 'type-attendance', place: gate, from: noon + 130 * minute, until: noon + 190 * minute },
    },
    'chen type-attendance: signed-in, signed-out',
  ],
  [
    { who: 'chen', at: 205, facts: { active: false }, say: { type: 'mark-signed-in', place: gate } },
    'chen mark-signed-in: no, person-unknown',
  ],
  [{ who: 'chen', at: 210, say: { type: 'mark-signed-in', place: gate } }, 'chen mark-signed-in: signed-in'],
  [
    { who: 'muster', at: 720, say: { type: 'sign-out-in-time', until: noon + 600 * minute } },
    'muster sign-out-in-time: signed-out',
  ],
]

test('signed in by the code, by a leader, afterwards; moved; forgotten', () => {
  const { lines, state, told } = ledger(
    at,
    dayThere.map(([letter]) => letter),
  )
  assert.deepEqual(
    lines,
    dayThere.map(([, becomes]) => becomes),
  )
  assert.equal(state.kind === 'attendance' && state.present, undefined)
  assert.deepEqual(
    told
      .filter((event) => event.type === 'signed-out')
      .map((event) => [event.minutes, event.evidence, event.late ?? false, event.forgotten ?? false]),
    [
      [30, 'scanned', false, false],
      [30, 'leader', false, false],
      [60, 'scanned', true, false],
      [60, 'typed', false, false],
      [390, 'leader', false, true],
    ],
  )
})

test('hours served go to the dossier with how they are known', () => {
  const out = {
    type: 'signed-out',
    round,
    person: guo,
    area: community,
    from: noon,
    at: noon + 60 * minute,
    minutes: 60,
    evidence: 'leader',
    duty: 'order',
  } as const
  assert.deepEqual(point.react!(out, at, noon + 60 * minute), [
    {
      name: 'served',
      at: noon + 60 * minute,
      room: 'dossier',
      stream: `entry/${round}.${guo}`,
      command: {
        type: 'open-entry',
        source: 'round',
        of: round,
        person: guo,
        from: noon,
        until: noon + 60 * minute,
        area: community,
        evidence: 'confirmed',
        duty: 'order',
      },
    },
  ])
  assert.deepEqual(point.react!({ ...out, minutes: 0 }, at, noon), [])
})

test('codes are those of RFC 6238 for SHA-256; pseudonyms hang on the key and on nothing else', () => {
  const secret = Uint8Array.from(Buffer.from('12345678901234567890123456789012'))
  // RFC 6238 appendix B: 59, 1111111109, 20000000000 seconds.
  assert.deepEqual(
    [1, 37037036, 666666666].map((step) => codeOf(secret, step)),
    ['46119246', '68084774', '77737706'],
  )
  const [one, other] = ['aa'.repeat(32), 'bb'.repeat(32)]
  assert.equal(subjectOf(one, 'number 14072919900101123x'), subjectOf(one, ' NUMBER １4072919900101123X'))
  assert.notEqual(subjectOf(one, 'number 1'), subjectOf(other, 'number 1'))
})

test('runs hold what was put into them, like a set', () => {
  let seed = 7
  const next = (most: number) => (seed = (seed * 48271) % 2147483647) % most
  for (let turn = 0; turn < 200; turn++) {
    const set = new Set<number>()
    let runs = runsOf([])
    for (let i = 0; i < 30; i++) {
      const numbers = Array.from({ length: next(6) }, () => next(80))
      for (const number of numbers) set.add(number)
      runs = withNumbers(runs, numbers)
      assert.equal(countOf(runs), set.size)
      for (let n = 0; n < 80; n++) assert.equal(holds(runs, n), set.has(n), `${n} of ${JSON.stringify(runs)}`)
      for (let k = 1; k < runs.length; k++) assert.ok(runs[k][0] > runs[k - 1][1] + 1, 'apart')
    }
  }
})
