// What the phone foresees, as a ledger: my call as the server told it, what waits in the outbox → what is shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Receipt } from '#domain/kernel/envelope.ts'
import type { MusterCommand } from '#domain/muster/commands.ts'
import type { MyCall } from '#server/sync-shape.ts'
import type { Entry } from '#web/outbox/outbox.ts'
import { afterCommand, foresee } from './foresee.ts'

const GUO = '01920000-0000-7000-8000-0000000000aa'
const M1 = '01920000-0000-7000-8000-000000000001'
const M2 = '01920000-0000-7000-8000-000000000002'
const NOW = 1_800_000_000_000
const actor = { tenant: '140729', account: 'a', person: GUO, grants: [] }

const call = (more: Partial<MyCall> = {}): MyCall => ({
  muster: M1,
  phase: 'running',
  drill: false,
  what: '搬物资',
  label: '东门',
  place: [111.7, 36.8],
  area: '140729100001',
  from: NOW,
  until: NOW + 3_600_000,
  state: 'called',
  willing: false,
  wave: 1,
  reasons: [],
  calledAt: NOW - 60_000,
  answerBy: NOW + 600_000,
  ...more,
})
const coming = (minutes: number): MusterCommand => ({ type: 'answer-call', answer: 'coming', minutes })
const cannot: MusterCommand = { type: 'answer-call', answer: 'cannot' }
const talk: MusterCommand = { type: 'answer-call', answer: 'talk' }
const arrive: MusterCommand = { type: 'arrive', code: '12345678' }
const leave: MusterCommand = { type: 'leave' }
let order = 0
const waits = (command: MusterCommand, muster = M1): Entry => ({
  order: (order += 1),
  account: 'a',
  envelope: { id: `id-${order}`, room: 'muster', stream: `muster/${muster}`, at: NOW, command },
  state: 'waiting',
  tries: 0,
})
const done = (
  entry: Entry,
  receipt: Omit<Receipt & { status: 'accepted' }, 'id' | 'version'> | { status: 'refused'; reason: string },
): Entry => ({
  ...entry,
  state: receipt.status === 'accepted' ? 'accepted' : 'refused',
  receipt: { id: entry.envelope.id, version: 1, ...receipt } as Receipt,
})

const LEDGER: readonly (readonly [string, readonly MyCall[], readonly Entry[], string])[] = [
  ['nothing waits', [call()], [], 'called'],
  ['coming', [call()], [waits(coming(10))], 'coming 10 ?'],
  ['cannot', [call()], [waits(cannot)], 'cannot ?'],
  ['talk, then coming', [call()], [waits(talk), waits(coming(5))], 'coming 5 ?'],
  ['coming, then another time', [call()], [waits(coming(10)), waits(coming(30))], 'coming 30 ?'],
  ['coming twice the same', [call()], [waits(coming(10)), waits(coming(10))], 'coming 10 ?'],
  ['coming, then arrived', [call()], [waits(coming(10)), waits(arrive)], 'arrived ?'],
  ['arrived, then left', [call({ state: 'coming' })], [waits(arrive), waits(leave)], 'left ?'],
  [
    'filled: an offer is thanked',
    [call({ phase: 'filled', state: 'thanked' })],
    [waits(coming(10))],
    'thanked willing ?',
  ],
  ['filled: arrives all the same', [call({ phase: 'filled', state: 'thanked' })], [waits(arrive)], 'arrived ?'],
  [
    'filled: a seat held is kept',
    [call({ phase: 'filled', state: 'coming', minutes: 10 })],
    [waits(coming(20))],
    'coming 20 ?',
  ],
  [
    'over: an answer is refused and changes nothing',
    [call({ phase: 'over', state: 'released' })],
    [waits(coming(10))],
    'released',
  ],
  ['leaving before arriving is refused', [call()], [waits(leave)], 'called'],
  [
    'accepted but not yet told: shown as sure',
    [call()],
    [done(waits(coming(10)), { status: 'accepted', sequence: 8, answer: { state: 'coming' } })],
    'coming 10',
  ],
  [
    'accepted, and no seat was left',
    [call()],
    [done(waits(coming(10)), { status: 'accepted', sequence: 8, answer: { state: 'thanked' } })],
    'thanked willing',
  ],
  [
    "accepted and already told: the server's word stands",
    [call({ state: 'released' })],
    [done(waits(coming(10)), { status: 'accepted', sequence: 5 })],
    'released',
  ],
  [
    'accepted, then a change waits',
    [call()],
    [done(waits(coming(10)), { status: 'accepted', sequence: 8, answer: { state: 'coming' } }), waits(cannot)],
    'cannot ?',
  ],
  ['refused changes nothing', [call()], [done(waits(coming(10)), { status: 'refused', reason: 'over' })], 'called'],
  ["another muster's command is not mine", [call()], [waits(coming(10), M2)], 'called'],
  [
    'promised elsewhere: the second is refused',
    [call(), call({ muster: M2, state: 'coming' })],
    [waits(coming(10))],
    'called',
  ],
  [
    'promised to a drill: the second holds',
    [call(), call({ muster: M2, state: 'coming', drill: true })],
    [waits(coming(10))],
    'coming 10 ?',
  ],
  [
    'let the other go, then promised here',
    [call(), call({ muster: M2, state: 'cannot' })],
    [waits(coming(10))],
    'coming 10 ?',
  ],
]
for (const [name, calls, entries, shown] of LEDGER) {
  test(`foresees: ${name} → ${shown}`, () => {
    const [first] = foresee(calls, entries, 'epoch:5', actor)
    assert.equal(
      [
        first.state,
        first.state === 'coming' ? first.minutes : '',
        first.willing ? 'willing' : '',
        first.unconfirmed ? '?' : '',
      ]
        .filter((word) => word !== '')
        .join(' '),
      shown,
    )
  })
}

test('says beforehand what will certainly be refused', () => {
  const around = { me: GUO, actor, at: NOW }
  assert.deepEqual(afterCommand(call({ state: 'coming', minutes: 10 }), coming(10), around), {
    refused: 'already-answered',
  })
  assert.deepEqual(afterCommand(call({ state: 'arrived' }), arrive, around), { refused: 'already-arrived' })
  assert.deepEqual(afterCommand(call(), coming(10), { ...around, elsewhere: M2 }), { refused: 'engaged-elsewhere' })
})
