// The notice's rules as ledgers: one line a letter, who did what and what came of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { allowed, type Actor, type Grant } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { notice, type NoticeFacts, type NoticeState } from './notice.ts'
import { unsigned } from './receipts.ts'
import { chunkMax, reasons } from './terms.ts'
import { commands, type NoticeCommand } from './commands.ts'

const id = (n: number) => uuid8(Uint8Array.from(createHash('sha256').update(`id ${n}`).digest()))
const [guo, wang, unit, other] = [id(1), id(2), id(3), id(4)]
const [community, county] = ['140729100001', '140729']
const minute = 60_000
const noon = 400 * 86_400_000
const people = {
  chen: { person: id(8), grants: [{ role: 'officer' as const, area: community }] },
  guo: { person: guo, grants: [] as Grant[] },
  wang: { person: wang, grants: [] as Grant[] },
  li: { person: id(9), grants: [{ role: 'liaison' as const, area: county, unit }] },
  far: { person: id(10), grants: [{ role: 'officer' as const, area: '140729200001' }] },
  muster: { person: undefined, grants: [{ role: 'system' as const, area: county }] },
}
interface Letter {
  who: keyof typeof people
  now?: number
  facts?: NoticeFacts
  say: NoticeCommand
}

function ledger(letters: readonly Letter[], start?: NoticeState) {
  let state = start ?? notice.initial(`notice/${id(50)}`)
  const lines = letters.map(({ who, now = 0, facts = {}, say }) => {
    const command = commands.parse(say)
    const actor: Actor = { tenant: county, account: id(200), ...people[who] }
    const known = {
      self: people[who].person,
      recipients: [
        { id: guo, area: community },
        { id: wang, area: community },
      ],
      ...facts,
    }
    const aim = notice.target(state, command, known, 'notice/x')
    if (!aim || !allowed(notice.may[command.type], actor, aim)) return `${who} ${command.type}: unknown`
    const answer = notice.decide(state, command, known, { actor, now: noon + now * minute, at: noon, id: id(60) })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = notice.evolve(state, event)
    assert.doesNotMatch(JSON.stringify(answer.events), /动员|全员/, 'no words stand in an event')
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state }
}

const sending = {
  type: 'send-notice',
  title: '关于动员的通知',
  text: '全员到居住地社区报到。',
  area: community,
  to: 'persons',
  signBy: noon + 600 * minute,
} satisfies NoticeCommand

test('sent once, signed for once by each, reminded only who has not', () => {
  const { lines, state } = ledger([
    { who: 'guo', say: sending },
    { who: 'far', say: sending },
    { who: 'chen', say: { type: 'remind' } },
    { who: 'chen', say: { ...sending, signBy: noon } },
    { who: 'chen', say: { ...sending, remindAt: noon + 700 * minute } },
    { who: 'chen', say: sending, facts: { recipients: [] } },
    { who: 'chen', say: sending },
    { who: 'chen', say: sending },
    { who: 'guo', say: { type: 'sign-for', recipient: guo } },
    { who: 'guo', say: { type: 'sign-for', recipient: guo } },
    { who: 'guo', say: { type: 'sign-for', recipient: wang } },
    { who: 'li', say: { type: 'sign-for', recipient: unit } },
    { who: 'chen', now: 10, say: { type: 'remind' } },
    { who: 'guo', now: 31, say: { type: 'remind' } },
    { who: 'chen', now: 31, say: { type: 'remind' } },
    { who: 'chen', now: 50, say: { type: 'remind' } },
    { who: 'muster', now: 55, say: { type: 'remind-in-time' } },
    { who: 'muster', now: 70, say: { type: 'remind-in-time' } },
    { who: 'far', now: 71, say: { type: 'note-signed', recipient: wang, way: 'phone' } },
    { who: 'chen', now: 71, say: { type: 'note-signed', recipient: id(77), way: 'phone' } },
    { who: 'chen', now: 71, say: { type: 'note-signed', recipient: wang, way: 'phone' } },
    { who: 'chen', now: 200, say: { type: 'remind' } },
    { who: 'chen', now: 200, say: { type: 'withdraw-notice' } },
    { who: 'wang', now: 201, say: { type: 'sign-for', recipient: wang } },
  ])
  assert.deepEqual(lines, [
    'guo send-notice: unknown',
    'far send-notice: unknown',
    'chen remind: unknown',
    'chen send-notice: no, bad-times',
    'chen send-notice: no, bad-times',
    'chen send-notice: no, nobody-to-tell',
    'chen send-notice: notice-sent, recipients-addressed',
    'chen send-notice: no, already-sent',
    'guo sign-for: notice-signed',
    'guo sign-for: no, already-signed',
    'guo sign-for: unknown',
    'li sign-for: unknown',
    'chen remind: no, too-soon',
    'guo remind: unknown',
    'chen remind: notice-reminded',
    'chen remind: no, too-soon',
    'muster remind-in-time: no, not-due',
    'muster remind-in-time: notice-reminded',
    'far note-signed: unknown',
    'chen note-signed: no, not-addressed',
    'chen note-signed: notice-signed',
    'chen remind: no, all-signed',
    'chen withdraw-notice: notice-withdrawn',
    'wang sign-for: no, withdrawn',
  ])
  assert.deepEqual([state.addressed, state.signed, state.reminders], [2, 2, 2])
})

test('a unit’s notice is signed for by its liaison and by no other', () => {
  const facts = {
    recipients: [
      { id: unit, area: community },
      { id: other, area: community },
    ],
  }
  const { lines, state } = ledger([
    { who: 'chen', say: { ...sending, to: 'units' }, facts },
    { who: 'li', say: { type: 'sign-for', recipient: other } },
    { who: 'guo', say: { type: 'sign-for', recipient: unit } },
    { who: 'li', say: { type: 'sign-for', recipient: unit } },
  ])
  assert.deepEqual(lines, [
    'chen send-notice: notice-sent, recipients-addressed',
    'li sign-for: unknown',
    'guo sign-for: unknown',
    'li sign-for: notice-signed',
  ])
  assert.deepEqual(unsigned(state.receipts), [other])
})

test('thousands are told in handfuls, and the reminder names those left', () => {
  const recipients = Array.from({ length: 2 * chunkMax + 5 }, (_, n) => ({ id: id(1_000 + n), area: community }))
  const { lines, state } = ledger([
    { who: 'chen', say: sending, facts: { recipients } },
    { who: 'chen', say: { type: 'note-signed', recipient: recipients[7].id, way: 'paper' } },
  ])
  assert.deepEqual(lines, [
    'chen send-notice: notice-sent, recipients-addressed, recipients-addressed, recipients-addressed',
    'chen note-signed: notice-signed',
  ])
  const { lines: later } = ledger([{ who: 'chen', now: 31, say: { type: 'remind' } }], state)
  assert.deepEqual(later, ['chen remind: notice-reminded, notice-reminded, notice-reminded'])
  assert.equal(unsigned(state.receipts).length, recipients.length - 1)
  assert.ok(!unsigned(state.receipts).includes(recipients[7].id))
})

test('a date for the reminder sets the timer', () => {
  const at = noon + 60 * minute
  const sent = {
    type: 'notice-sent',
    words: id(60),
    area: community,
    to: 'units',
    signBy: noon,
    remindAt: at,
    recipients: 1,
    at: noon,
  } as const
  assert.deepEqual(notice.react!(sent, 'notice/x', noon), [
    { name: 'remind', at, room: 'notice', stream: 'notice/x', command: { type: 'remind-in-time' } },
  ])
  assert.deepEqual(notice.react!({ type: 'notice-withdrawn', at: noon }, 'notice/x', noon), [])
})
