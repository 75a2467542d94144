// The dispatch room's rules as ledgers: who may send whom where, and how a move ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, type Role } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { dispatch, type DispatchFacts, type DispatchState } from './dispatch.ts'
import { reasons } from './terms.ts'
import { commands, type DispatchCommand, type DispatchEvent } from './commands.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const county = '140729'
const [here, there, next, far] = ['140729100001', '140729100002', '140729101001', '140730100001']
const [post, guo, wang] = [id(20), id(1), id(2)]
const facts: DispatchFacts = {
  round: { area: county, over: false },
  areas: new Map([
    [post, `${there}-01`],
    [id(21), here],
  ]),
  belongs: new Map([
    [guo, [here]],
    [wang, [there]],
  ]),
}
const order = (more: Partial<Extract<DispatchCommand, { type: 'order-move' }>> = {}): DispatchCommand => ({
  type: 'order-move',
  round: id(50),
  from: here,
  to: there,
  seats: [{ seat: `${post}.0`, person: guo }],
  reasons: [{ why: 'short-there', open: 2, seats: 5 }],
  ...more,
})

function ledger(letters: readonly { say: DispatchCommand; facts?: DispatchFacts }[]): {
  lines: string[]
  state: DispatchState
  events: DispatchEvent[]
} {
  let state = dispatch.initial(`move/${id(70)}`)
  const events: DispatchEvent[] = []
  const lines = letters.map(({ say, facts: known = facts }) => {
    const answer = dispatch.decide(state, commands.parse(say), known, {
      actor: { tenant: county, account: id(9), grants: [] },
      now: 1_000,
      at: 1_000,
      id: id(60),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${say.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = dispatch.evolve(state, event)
    events.push(...answer.events)
    return `${say.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, events }
}

test('a move is ordered once, for people from here and seats there, and noted once', () => {
  const { lines, events } = ledger([
    { say: order({ to: `${here}-02` }) },
    { say: order({ seats: [{ seat: `${id(21)}.0`, person: guo }] }) },
    { say: order({ seats: [{ seat: `${id(99)}.0`, person: guo }] }) },
    { say: order({ seats: [{ seat: `${post}.0`, person: wang }] }) },
    {
      say: order({
        seats: [
          { seat: `${post}.0`, person: guo },
          { seat: `${post}.1`, person: guo },
        ],
      }),
    },
    { say: order(), facts: { ...facts, round: { area: county, over: true } } },
    { say: order() },
    { say: order() },
    { say: { type: 'note-move', seated: 1, skipped: 0 } },
    { say: { type: 'note-move', seated: 1, skipped: 0 } },
  ])
  assert.deepEqual(lines, [
    'order-move: no, same-area',
    'order-move: no, seat-elsewhere',
    'order-move: no, seat-elsewhere',
    'order-move: no, person-elsewhere',
    'order-move: no, seat-twice',
    'order-move: no, round-over',
    'order-move: move-ordered',
    'order-move: no, already-ordered',
    'note-move: move-noted',
    'note-move: no, not-due',
  ])
  assert.deepEqual(dispatch.react!(events[0], `move/${id(70)}`, 1_000), [
    {
      name: 'move',
      at: 1_000,
      room: 'roster',
      stream: `roster/${id(50)}`,
      command: {
        type: 'move-people',
        move: id(70),
        seats: [{ seat: `${post}.0`, person: guo, reasons: [{ why: 'moved', from: here }] }],
      },
    },
  ])
})

test('whoever moves people answers for both ends', () => {
  const tried = (role: Role, area: string, command = order()) => {
    const target = dispatch.target(dispatch.initial(`move/${id(70)}`), command, facts, '')
    return (
      target !== undefined &&
      allowed(dispatch.may[command.type], { tenant: county, account: id(9), grants: [{ role, area }] }, target)
    )
  }
  assert.deepEqual(
    [
      tried('officer', '140729100'),
      tried('officer', here),
      tried('officer', there),
      tried('dispatcher', county),
      tried('gridWorker', county),
    ],
    [true, false, false, true, false],
  )
  assert.deepEqual(
    [
      tried('dispatcher', '140729100', order({ to: next })),
      tried('dispatcher', county, order({ to: next })),
      tried('dispatcher', county, order({ to: far })),
    ],
    [false, true, false],
  )
  assert.equal(dispatch.target(dispatch.initial(`move/${id(70)}`), order(), {}, ''), undefined)
})
