// The channels' rules as a ledger, and quiet hours by the clock.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { channels } from './channels.ts'
import { isQuiet, reasons } from './terms.ts'
import { commands, type ChannelsCommand } from './commands.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const guo = id(1)
const push = (device: number): ChannelsCommand => ({
  type: 'add-push',
  device: id(device),
  endpoint: 'https://push.example/secret-endpoint',
  p256dh: 'BKey_-',
  auth: 'auth_-',
})

/** Gives commands to one's own channels, one after another; answers a line for each: its events and what is sealed. */
function given(all: readonly ChannelsCommand[]): string[] {
  let state = channels.initial(`channels/${guo}`)
  let n = 100
  return all.map((one) => {
    const command = commands.parse(one)
    const answer = channels.decide(
      state,
      command,
      {},
      { actor: { tenant: '140729', account: id(9), person: guo, grants: [] }, now: 0, at: 0, id: id((n += 1) - 1) },
    )
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${command.type}: no, ${answer.refused}`
    }
    state = answer.events.reduce(channels.evolve, state)
    assert.doesNotMatch(JSON.stringify(answer.events), /secret|example|auth_/)
    for (const record of answer.records ?? []) assert.equal(record.subject, guo, 'erased with the person')
    return (
      `${command.type}: ${answer.events.map((event) => event.type).join(', ')} | ` +
      `${(answer.records ?? []).map((record) => Object.keys(record.body).join(' ') || 'emptied').join(', ')}`
    )
  })
}

test('ways are added, replaced and removed by oneself; addresses are sealed, and emptied when they go', () => {
  const lines = given([
    push(10),
    push(10),
    push(11),
    push(12),
    push(13),
    push(14),
    push(15),
    { type: 'remove-push', device: id(11) },
    { type: 'remove-push', device: id(11) },
    { type: 'drop-push', way: id(101) },
    { type: 'set-email', address: null },
    { type: 'set-email', address: 'guo@demo.example' },
    { type: 'set-email', address: 'other@demo.example' },
    { type: 'set-email', address: null },
    { type: 'choose-channels', order: ['email', 'push'], quiet: null },
    { type: 'choose-channels', order: ['email', 'push'], quiet: null },
  ])
  const added = 'add-push: push-added | endpoint p256dh auth'
  assert.deepEqual(lines, [
    added,
    'add-push: push-removed, push-added | emptied, endpoint p256dh auth',
    added,
    added,
    added,
    added,
    'add-push: no, too-many-devices',
    'remove-push: push-removed | emptied',
    'remove-push: no, not-there',
    'drop-push: push-removed | emptied',
    'set-email: no, nothing-changed',
    'set-email: email-set | address',
    'set-email: email-set | emptied, address',
    'set-email: email-removed | emptied',
    'choose-channels: channels-chosen | ',
    'choose-channels: no, nothing-changed',
  ])
})

test('nobody sets another’s channels, whatever their role', () => {
  const target = channels.target(channels.initial(`channels/${guo}`), push(1), {}, '')!
  const officer = {
    tenant: '140729',
    account: id(9),
    person: id(2),
    grants: [
      { role: 'officer', area: '140729' },
      { role: 'administrator', area: '140729' },
    ],
  } as const
  assert.equal(allowed(channels.may['add-push'], officer, target), false)
  assert.equal(allowed(channels.may['add-push'], { ...officer, person: guo, grants: [] }, target), true)
})

test('quiet hours run over midnight', () => {
  const night = { from: 22 * 60, until: 7 * 60 }
  const noon = { from: 12 * 60, until: 14 * 60 }
  const cases = [
    [night, 23 * 60, true],
    [night, 0, true],
    [night, 7 * 60 - 1, true],
    [night, 7 * 60, false],
    [night, 22 * 60 - 1, false],
    [night, 22 * 60, true],
    [noon, 12 * 60 - 1, false],
    [noon, 12 * 60, true],
    [noon, 14 * 60 - 1, true],
    [noon, 14 * 60, false],
    [null, 0, false],
    [{ from: 5, until: 5 }, 5, false],
  ] as const
  for (const [quiet, minute, expected] of cases)
    assert.equal(isQuiet(quiet, minute), expected, JSON.stringify([quiet, minute]))
})
