// The visit's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { layOut, nameOfDoor } from './matrix.ts'
import { reasons } from './terms.ts'
import { visit } from './visit.ts'
import { commands, type VisitCommand, type VisitEvent } from './commands.ts'
import type { VisitFacts, VisitState } from './state.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [round, guo, wang, need] = [id(1), id(5), id(6), id(7)]
const building = '140729100001-01-0001'
const noon = 400 * 86_400_000
const minute = 60_000
const day = 1_440 * minute
const people = {
  guo: { person: guo, grants: [] as Grant[] },
  wang: { person: wang, grants: [] as Grant[] },
  grid: { person: id(8), grants: [{ role: 'gridWorker' as const, area: '140729100001-01' }] },
  far: { person: id(9), grants: [{ role: 'officer' as const, area: '140729200001' }] },
  muster: { person: undefined, grants: [{ role: 'system' as const, area: '140729' }] },
}
interface Letter {
  who: keyof typeof people
  at?: number
  now?: number
  facts?: VisitFacts
  say: VisitCommand
}

function ledger(stream: string, letters: readonly Letter[]) {
  let state: VisitState = visit.initial(stream)
  const told: VisitEvent[] = []
  const lines = letters.map(({ who, at = 0, now = at, facts = {}, say }) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: '140729', account: id(200), ...people[who] }
    const known: VisitFacts = {
      open: true,
      personActive: true,
      ...(people[who].person && { self: people[who].person }),
      ...facts,
    }
    const aim = visit.target(state, command, known, stream)
    if (!aim || !allowed(visit.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = visit.decide(state, command, known, {
      actor,
      now: noon + now * minute,
      at: noon + at * minute,
      id: id(60),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = visit.evolve(state, event)
    told.push(...answer.events)
    assert.doesNotMatch(JSON.stringify(answer.events), /卧床|bed-ridden/, 'what the need is stands in no event')
    const events = answer.events.map((event) => event.type)
    const said = answer.answer ? [JSON.stringify(answer.answer)] : []
    return `${who} ${command.type}: ${[...events, ...said].join(', ')}`
  })
  return { lines, state, told }
}

const doors = `doors/${round}.${building}`
const claim = (...numbers: string[]) => ({ type: 'claim-doors', doors: numbers, minutes: 60 }) satisfies VisitCommand
const report = (outcome: 'nobody' | 'sampled' | 'refused' | 'revisit', ...numbers: string[]) =>
  ({ type: 'report-doors', doors: numbers, outcome }) satisfies VisitCommand

test('claims tell others and run out; reporting needs none, and many doors are one report', () => {
  const { lines, state } = ledger(doors, [
    { who: 'guo', say: claim('0101', '0102') },
    { who: 'far', say: claim('0101') },
    { who: 'guo', facts: { team: true }, say: claim('0101', '0102', '0101') },
    { who: 'wang', facts: { team: true }, say: claim('0102') },
    { who: 'wang', facts: { team: true }, say: claim('0102', '0201') },
    { who: 'guo', facts: { team: true }, say: { ...claim('0301'), person: wang } },
    { who: 'grid', say: { ...claim('0301'), person: wang } },
    { who: 'wang', say: report('nobody', '0301') },
    { who: 'wang', say: report('nobody', '0101') },
    { who: 'wang', facts: { team: true }, say: report('nobody', '0101', '0102', '0202') },
    { who: 'guo', at: 30, say: { type: 'release-doors', doors: ['0201'] } },
    { who: 'grid', at: 30, say: { type: 'release-doors', doors: ['0201'] } },
    { who: 'grid', at: 40, say: claim('0401') },
    { who: 'wang', at: 90, facts: { team: true }, say: claim('0401') },
    { who: 'wang', at: 90, facts: { team: true, open: false }, say: claim('0402') },
  ])
  assert.deepEqual(lines, [
    'guo claim-doors: unknown',
    'far claim-doors: unknown',
    'guo claim-doors: doors-claimed, {"claimed":2,"elsewhere":[],"done":[]}',
    'wang claim-doors: no, claimed-elsewhere',
    'wang claim-doors: doors-claimed, {"claimed":1,"elsewhere":["0102"],"done":[]}',
    'guo claim-doors: unknown',
    'grid claim-doors: doors-claimed, {"claimed":1,"elsewhere":[],"done":[]}',
    'wang report-doors: doors-reported, {"changed":1,"stale":[]}',
    'wang report-doors: unknown',
    'wang report-doors: doors-reported, {"changed":3,"stale":[]}',
    'guo release-doors: unknown',
    'grid release-doors: doors-released',
    'grid claim-doors: doors-claimed, {"claimed":1,"elsewhere":[],"done":[]}',
    'wang claim-doors: no, claimed-elsewhere',
    'wang claim-doors: no, round-not-open',
  ])
  assert.ok(
    state.kind === 'doors' &&
      state.doors.get('0101')?.outcome === 'nobody' &&
      state.doors.get('0101')?.claim === undefined,
  )
})

test('a claim of an hour is another’s to take when the hour is over, and no minute sooner', () => {
  const until = 60
  const table = [
    [until - 1, 'no, claimed-elsewhere', 'doors-released'],
    [until, 'doors-claimed', 'no, nothing-to-release'],
    [until + 1, 'doors-claimed', 'no, nothing-to-release'],
  ] as const
  for (const [at, claimed, released] of table) {
    const held = { who: 'guo', facts: { team: true }, say: claim('0401') } as const
    const taken = ledger(doors, [held, { who: 'wang', at, facts: { team: true }, say: claim('0401') }])
    assert.ok(taken.lines[1].startsWith(`wang claim-doors: ${claimed}`), `minute ${at}: ${taken.lines[1]}`)
    const freed = ledger(doors, [held, { who: 'grid', at, say: { type: 'release-doors', doors: ['0401'] } }])
    assert.equal(freed.lines[1], `grid release-doors: ${released}`, `minute ${at}`)
  }
})

test('what is done stays done, what is newer stands, a late report is kept and changes nothing better known', () => {
  const team = { team: true }
  const { lines, state, told } = ledger(doors, [
    { who: 'guo', at: 50, facts: team, say: report('sampled', '0101') },
    { who: 'wang', at: 60, facts: team, say: report('nobody', '0101', '0102') },
    { who: 'guo', at: 20, now: 70, facts: team, say: report('refused', '0102', '0103') },
    { who: 'guo', at: 55, now: 80, facts: team, say: report('sampled', '0102') },
    { who: 'guo', at: 90, facts: team, say: { ...report('revisit', '0103'), revisitAt: noon + 300 * minute } },
    { who: 'guo', at: 90, facts: team, say: { ...report('revisit', '0103'), revisitAt: noon } },
    { who: 'guo', at: 0, now: 5_000, facts: team, say: report('nobody', '0104') },
    { who: 'guo', at: 95, facts: team, say: { type: 'reopen-doors', doors: ['0101'] } },
    { who: 'grid', at: 95, say: { type: 'reopen-doors', doors: ['0101', '0999'] } },
    { who: 'grid', at: 96, say: { type: 'reopen-doors', doors: ['0101'] } },
  ])
  assert.deepEqual(lines, [
    'guo report-doors: doors-reported, {"changed":1,"stale":[]}',
    'wang report-doors: doors-reported, {"changed":1,"stale":["0101"]}',
    'guo report-doors: doors-reported, {"changed":1,"stale":["0102"]}',
    'guo report-doors: doors-reported, {"changed":1,"stale":[]}',
    'guo report-doors: doors-reported, {"changed":1,"stale":[]}',
    'guo report-doors: no, bad-times',
    'guo report-doors: no, too-late',
    'guo reopen-doors: unknown',
    'grid reopen-doors: doors-reopened',
    'grid reopen-doors: no, nothing-to-reopen',
  ])
  assert.ok(state.kind === 'doors')
  assert.deepEqual([...state.doors].map(([number, door]) => `${number} ${door.outcome}`).sort(), [
    '0102 sampled',
    '0103 revisit',
  ])
  assert.equal(told[2].type === 'doors-reported' && told[2].at, noon + 20 * minute)
})

test('a need is noted by who leads or holds the visit, sealed, and ends on its day', () => {
  const noting = {
    type: 'note-need',
    household: `${building}-0101`,
    need: 'bed-ridden',
    purpose: 'sampling',
    until: noon + 30 * day,
    text: '长期卧床',
  } satisfies VisitCommand
  const { lines, told } = ledger(`need/${need}`, [
    { who: 'guo', say: noting },
    { who: 'far', say: noting },
    {
      who: 'guo',
      facts: { held: { by: guo, until: noon + 60 * minute } },
      say: { ...noting, until: noon + 200 * day },
    },
    { who: 'guo', facts: { held: { by: guo, until: noon + 60 * minute } }, say: noting },
    { who: 'grid', say: noting },
    { who: 'grid', say: { type: 'prolong-need', until: noon + 60 * day } },
    { who: 'muster', say: { type: 'expire-need', until: noon + 30 * day } },
    { who: 'wang', say: { type: 'end-need' } },
    { who: 'muster', say: { type: 'expire-need', until: noon + 60 * day } },
    { who: 'grid', say: { type: 'end-need' } },
  ])
  assert.deepEqual(lines, [
    'guo note-need: unknown',
    'far note-need: unknown',
    'guo note-need: no, bad-times',
    'guo note-need: need-noted',
    'grid note-need: no, already-noted',
    'grid prolong-need: need-prolonged',
    'muster expire-need: no, not-due',
    'wang end-need: unknown',
    'muster expire-need: need-ended',
    'grid end-need: no, already-ended',
  ])
  assert.deepEqual(visit.react!(told[1], `need/${need}`, noon), [
    {
      name: 'expire',
      at: noon + 60 * day,
      room: 'visit',
      stream: `need/${need}`,
      command: { type: 'expire-need', until: noon + 60 * day },
    },
  ])
})

test('doors stand in the matrix as they stand in the house, each once', () => {
  assert.deepEqual(layOut(['0101', '0102', '0202', '0201', '0301'], 'floors'), [
    {
      entrance: 0,
      rows: [
        { floor: 3, doors: ['0301', null] },
        { floor: 2, doors: ['0201', '0202'] },
        { floor: 1, doors: ['0101', '0102'] },
      ],
    },
  ])
  assert.deepEqual(
    layOut(['0101', '0111', '0112'], 'entrances').map(({ entrance, rows }) => [entrance, rows[0].doors]),
    [
      [1, ['0101']],
      [2, ['0111', '0112']],
    ],
  )
  const yards = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(4, '0'))
  assert.deepEqual(
    layOut(yards, 'yards')[0].rows.map((row) => row.doors.filter(Boolean)),
    [yards.slice(0, 5), yards.slice(5, 10), yards.slice(10)],
  )
  assert.deepEqual(
    [nameOfDoor('0512', 'entrances'), nameOfDoor('0501', 'floors'), nameOfDoor('0012', 'yards')],
    ['2-502', '501', '12'],
  )
})
