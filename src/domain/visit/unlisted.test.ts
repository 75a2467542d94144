// Doors that no list has, as a ledger: asked about, taken when meant, told apart, and taken back altogether.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8 } from '../kernel/ids.ts'
import { visit } from './visit.ts'
import { commands, type VisitEvent } from './commands.ts'
import type { DoorsState } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const noon = 1_764_000_000_000
const [county, building] = ['140729', '140729100001-01-0001']
const stream = `doors/${id(1)}.${building}`

function ledger(says: readonly Readonly<Record<string, unknown>>[]) {
  let state = visit.initial(stream) as DoorsState
  const told: VisitEvent[] = []
  const lines = says.map((say, at) => {
    const command = commands.parse(say)
    const answer = visit.decide(
      state,
      command,
      { self: id(2), open: true, strange: new Set(['9999', '0701']) },
      { actor: { tenant: county, account: id(2), grants: [] }, now: noon + at, at: noon + at, id: id(60) },
    )
    if ('refused' in answer) return `${command.type}: no, ${answer.refused} ${JSON.stringify(answer.detail ?? {})}`
    for (const event of answer.events) state = visit.evolve(state, event) as DoorsState
    told.push(...answer.events)
    return `${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, told }
}
const report = (doors: readonly string[], more = {}) => ({ type: 'report-doors', doors, outcome: 'nobody', ...more })

test('a door that no list has is refused by its number, and nothing of the report is kept', () => {
  const { lines, state } = ledger([
    report(['0101', '9999']),
    report(['9999', '0701']),
    { type: 'claim-doors', doors: ['9999'], minutes: 60 },
    report(['0101']),
  ])
  assert.deepEqual(lines, [
    'report-doors: no, door-unlisted {"n":1,"doors":"9999"}',
    'report-doors: no, door-unlisted {"n":2,"doors":"0701 9999"}',
    'claim-doors: no, door-unlisted {"n":1,"doors":"9999"}',
    'report-doors: doors-reported',
  ])
  assert.deepEqual([...state.doors.keys()], ['0101'])
})

test('said expressly it is kept apart, may be reported again, and is taken back as if it had never been', () => {
  const { lines, state, told } = ledger([
    report(['0101', '9999'], { unlisted: true }),
    report(['9999'], { outcome: 'revisit' }),
    { type: 'claim-doors', doors: ['0701'], minutes: 60, unlisted: true },
    { type: 'reopen-doors', doors: ['9999', '0701'] },
    report(['9999']),
    { type: 'reopen-doors', doors: ['9999'] },
  ])
  assert.deepEqual(lines, [
    'report-doors: doors-reported',
    'report-doors: doors-reported',
    'claim-doors: doors-claimed',
    'reopen-doors: doors-reopened',
    'report-doors: no, door-unlisted {"n":1,"doors":"9999"}',
    'reopen-doors: no, nothing-to-reopen {}',
  ])
  assert.deepEqual(
    told.map((event) => 'unlisted' in event && event.unlisted),
    [['9999'], ['9999'], ['0701'], false],
  )
  assert.deepEqual([...state.doors.keys()], ['0101'])
})
