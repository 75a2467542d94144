// A notice from the community to its people and units: told, signed for, reminded only who has not, and a list of who
// has.
import { systemActor } from '#domain/kernel/actor.ts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import type { Message } from '#rooms/courier.ts'
import { lentBy } from '#server/channels/carrier.ts'
import type { PushAddress } from '#server/channels/senders.ts'
import { courierOf } from '#rooms/notice/courier.ts'
import type { MyNoticesAnswer, NoticeAnswer, NoticesAnswer } from '#rooms/notice/questions.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'

let house: TestHouse
let officer: Client
let people: Id[]
let unit: Id
let liaison: Client
const minute = 60_000

before(async () => {
  // Ten in the morning in China: nobody sleeps.
  house = await openHouse({ start: Date.UTC(2026, 9, 4, 2), timers: true })
  await settle(house)
  unit = house.newId()
  await house.given(
    ['registry', `unit/${unit}`, { type: 'enrol-unit', name: '演示第一单位', area: community }],
    ['registry', `unit/${house.newId()}`, { type: 'enrol-unit', name: '演示第二单位', area: otherCommunity }],
  )
  people = await populate(house, 4)
  await populate(house, 2, otherCommunity)
  officer = await house.as('officer')
  liaison = await house.as({ role: 'liaison', area: county, unit })
  await house.given(['registry', `unit/${unit}`, { type: 'appoint-liaison', person: liaison.actor.person! }])
})
after(() => house.stop())

const words = { title: '关于全员核酸检测的通知', text: '各位在职党员:\n请于10月5日到居住地社区报到。' }
const sending = (more = {}) => ({
  type: 'send-notice',
  ...words,
  area: community,
  to: 'persons',
  signBy: house.now() + 600 * minute,
  ...more,
})
const status = (receipt: { status: string; reason?: string }) => receipt.reason ?? receipt.status

test('everybody of the area is told and nobody else; two taps sign; the list says whom to call', async () => {
  const notice = house.newId()
  const [sent] = await officer.give(['notice', `notice/${notice}`, sending({ recipients: [...people, house.newId()] })])
  assert.deepEqual(sent.status === 'accepted' && sent.answer, { recipients: 4, skipped: 1 })
  const phone = await house.logIn(people[0])
  const { body: mine } = await phone.ask<MyNoticesAnswer>('my-notices')
  assert.deepEqual(
    mine.rows.map(({ title, text, state, kind }) => ({ title, text, state, kind })),
    [{ ...words, state: 'sent', kind: 'person' }],
  )
  assert.equal(
    status((await phone.give(['notice', `notice/${notice}`, { type: 'sign-for', recipient: people[1] }]))[0]),
    'unknown',
  )
  assert.equal(
    status((await phone.give(['notice', `notice/${notice}`, { type: 'sign-for', recipient: people[0] }]))[0]),
    'accepted',
  )
  assert.equal(
    status(
      (
        await officer.give(['notice', `notice/${notice}`, { type: 'note-signed', recipient: people[1], way: 'phone' }])
      )[0],
    ),
    'accepted',
  )
  const { body } = await officer.ask<NoticeAnswer>('notice', { notice })
  assert.deepEqual(
    [
      body.recipients,
      body.signed,
      body.receipts
        .filter((row) => row.state === 'signed')
        .map((row) => row.way)
        .sort(),
    ],
    [4, 2, ['phone', 'self']],
  )
  assert.ok(body.receipts.every((row) => row.name !== '' && row.phone?.startsWith('139')))
  await house.pass(31 * minute)
  const officerAgain = await house.logIn(officer.actor.person!)
  const [reminded] = await officerAgain.give(['notice', `notice/${notice}`, { type: 'remind' }])
  assert.deepEqual(reminded.status === 'accepted' && reminded.answer, { reminded: 2 })
  officer = officerAgain
  const { body: later } = await officer.ask<NoticeAnswer>('notice', { notice })
  assert.deepEqual(later.receipts.map((row) => row.reminders).sort(), [0, 0, 1, 1])
})

test('a notice to units goes to their liaisons; a stranger reads neither list nor notice', async () => {
  const notice = house.newId()
  assert.equal(
    status(
      (
        await officer.give([
          'notice',
          `notice/${notice}`,
          sending({ to: 'units', remindAt: house.now() + 20 * minute }),
        ])
      )[0],
    ),
    'accepted',
  )
  liaison = await house.logIn(liaison.actor.person!)
  const { body } = await liaison.ask<MyNoticesAnswer>('my-notices')
  assert.deepEqual(
    body.rows.map(({ recipient, unitName, kind }) => ({ recipient, unitName, kind })),
    [{ recipient: unit, unitName: '演示第一单位', kind: 'unit' }],
  )
  await house.pass(21 * minute)
  await until(
    async () =>
      (await house.sql<{ reminders: number }>('select reminders from notices where notice = $1', [notice]))[0]
        .reminders === 1,
    'the timer reminded',
  )
  liaison = await house.logIn(liaison.actor.person!)
  assert.equal(
    status((await liaison.give(['notice', `notice/${notice}`, { type: 'sign-for', recipient: unit }]))[0]),
    'accepted',
  )
  const stranger = await house.as({ role: 'officer', area: otherCommunity })
  assert.deepEqual((await stranger.ask<NoticesAnswer>('notices')).body.rows, [])
  assert.equal((await stranger.ask('notice', { notice })).status, 404)
  officer = await house.logIn(officer.actor.person!)
  assert.equal((await officer.ask<NoticesAnswer>('notices')).body.rows.length, 2)
})

test('who is not looking is told by their own way, at night in the morning; the sender sees how far', async () => {
  // A house whose own courier stays at home: this one goes instead.
  const still = await openHouse({ start: Date.UTC(2026, 9, 4, 2), timers: false })
  try {
    await settle(still)
    const [wang, li] = await populate(still, 2)
    const sender = await still.as('officer')
    const phone = await still.logIn(wang)
    const notice = still.newId()
    const pushed: Message[] = []
    let now = Date.UTC(2026, 9, 4, 15)
    assert.equal(
      status(
        (
          await phone.give([
            'channels',
            `channels/${wang}`,
            {
              type: 'add-push',
              device: still.newId(),
              endpoint: 'https://fcm.googleapis.com/x',
              p256dh: 'AAAA',
              auth: 'AAAA',
            },
          ])
        )[0],
      ),
      'accepted',
    )
    assert.equal(
      status(
        (
          await sender.give([
            'notice',
            `notice/${notice}`,
            {
              type: 'send-notice',
              ...words,
              area: community,
              to: 'persons',
              recipients: [wang, li],
              signBy: still.now() + 3_000 * minute,
            },
          ])
        )[0],
      ),
      'accepted',
    )
    const courier = courierOf(
      lentBy({
        asDoor: still.asDoor,
        vault: still.vault,
        ownKey: still.keys.own,
        receive: still.receive,
        system: systemActor,
        now: () => now,
        push: async (_address: PushAddress, message: Message) => (pushed.push(message), 'sent' as const),
      }),
    )
    await courier.round(county)
    assert.equal(pushed.length, 0, 'eleven at night is for sleeping')
    now = Date.UTC(2026, 9, 5, 1)
    for (let round = 0; round < 2; round++) await courier.round(county)
    assert.deepEqual(pushed, [{ about: 'notice', muster: notice, drill: false }], 'told once')
    const { body } = await sender.ask<NoticeAnswer>('notice', { notice })
    assert.deepEqual(
      Object.fromEntries(
        body.receipts.map((row) => [row.recipient, row.reached.map((one) => `${one.channel} ${one.outcome}`)]),
      ),
      { [wang]: ['push sent'], [li]: ['none no-way'] },
    )
  } finally {
    await still.stop()
  }
})

test('no word of a notice stands in the journal', async () => {
  const rows = await house.sql<{ t: string }>('select event::text as t from journal')
  assert.ok(!rows.some((row) => /核酸|在职党员/.test(row.t)))
})
