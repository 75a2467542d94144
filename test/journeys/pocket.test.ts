// The whistle reaches a phone in a pocket: what a device did not say silences no way. Each line of the table is one
// device, told along its person's own order; time is the test's own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#domain/kernel/actor.ts'
import { wordWait } from '#domain/kernel/reach.ts'
import type { Way } from '#domain/channels/terms.ts'
import { courierOf } from '#rooms/muster/courier.ts'
import type { Courier, Message } from '#rooms/courier.ts'
import type { BoardAnswer } from '#rooms/muster/shapes.ts'
import { lentBy } from '#server/channels/carrier.ts'
import type { Sent } from '#server/channels/senders.ts'
import { slipsOf, type Slips } from '#server/channels/slips.ts'
import type { SyncAnswer } from '#server/sync-shape.ts'
import { community, county, openHouse, populate, settle, type Client, type TestHouse } from '../house.ts'

const minute = 60_000
let house: TestHouse
let officer: Client
let slips: Slips

before(async () => {
  house = await openHouse({ timers: false })
  await settle(house)
  officer = await house.as('officer')
  slips = slipsOf(house.keys)
})
after(() => house?.stop())

interface Pocket {
  readonly person: string
  readonly client: Client
}

/** Somebody with a phone that is pushed to and an e-mail address, in this order. */
async function pocket(order: readonly Way[] = ['push', 'email']): Promise<Pocket> {
  const [person] = await populate(house, 1)
  const client = await house.logIn(person)
  const stream = `channels/${person}`
  const push = {
    type: 'add-push',
    device: house.newId(),
    endpoint: `https://push.example/${person}`,
    p256dh: 'B',
    auth: 'a',
  }
  const receipts = await client.give(
    ['channels', stream, { type: 'set-email', address: `${person}@demo.example` }],
    ['channels', stream, push],
    ['channels', stream, { type: 'choose-channels', order: [...order], quiet: null }],
  )
  assert.ok(receipts.every((one) => one.status === 'accepted' || 'reason' in one))
  return { person, client }
}

async function whistle(people: readonly string[]): Promise<string> {
  const muster = house.newId()
  const now = house.now()
  const [receipt] = await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬沙袋',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 20 }],
      from: now,
      until: now + 120 * minute,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
      people: [...people],
    },
  ])
  assert.equal(receipt.status, 'accepted')
  return muster
}

/** What left the house, and when the courier wants to set out again. */
interface Post {
  readonly courier: Courier
  readonly sent: string[]
  readonly pushed: Message[]
  again: number
}

interface Outside {
  readonly open?: boolean
  readonly push?: Sent
  readonly mail?: Sent
}

function postOf({ person }: Pocket, { open = false, push = 'sent', mail = 'sent' }: Outside): Post {
  const post: Post = { sent: [], pushed: [], again: Number.POSITIVE_INFINITY, courier: undefined as never }
  return Object.assign(post, {
    courier: courierOf(
      lentBy({
        asDoor: house.asDoor,
        vault: house.vault,
        ownKey: house.keys.own,
        receive: house.receive,
        system: systemActor,
        now: house.now,
        isListening: () => open,
        slips,
        lookAgain: (ms) => (post.again = Math.min(post.again, ms)),
        push: async ({ endpoint }, message) => {
          if (!endpoint.endsWith(person)) return 'sent'
          post.sent.push('push')
          post.pushed.push(message)
          return push
        },
        mail: async (address) => {
          if (!address.startsWith(person)) return 'sent'
          post.sent.push('email')
          return mail
        },
      }),
    ),
  })
}

async function reachedOf(muster: string, person: string): Promise<string[]> {
  const { body } = await officer.ask<BoardAnswer>('muster-board', { muster })
  return body.people.find((one) => one.person === person)!.reached.map((one) => `${one.channel} ${one.outcome}`)
}

const handBack = (slip: string | undefined, word: 'delivered' | 'seen') =>
  fetch(`${house.url}/v1/slips`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ slip, word }),
  }).then((answer) => answer.status)

const slipOnPage = async ({ client }: Pocket, muster: string): Promise<string | undefined> =>
  (await client.call<SyncAnswer>('GET', '/v1/sync')).body.calls.find((one) => one.muster === muster)?.slip

const noWord = async () => {}
const page = (word: 'delivered' | 'seen') => async (one: Pocket, muster: string) => {
  const slip = await slipOnPage(one, muster)
  // There is none where it was said that it was seen.
  if (slip) assert.equal(await handBack(slip, word), 204)
}
const worker = (word: 'delivered' | 'seen') => async (_one: Pocket, _muster: string, post: Post) => {
  const slip = post.pushed.at(-1)?.slip
  if (slip) assert.equal(await handBack(slip, word), 204)
}

type Says = (one: Pocket, muster: string, post: Post) => Promise<void>
const cases: readonly {
  readonly name: string
  readonly order?: readonly Way[]
  readonly outside: Outside
  readonly says: Says
  /** What goes out at once, after one wait, after two. */
  readonly goes: readonly [string, string, string]
  readonly board: string
}[] = [
  {
    name: 'a stream that nobody reads',
    outside: { open: true },
    says: noWord,
    goes: ['', 'push', 'push email'],
    board: 'in-app sent, push sent, email sent',
  },
  {
    name: 'a page that is looked at',
    outside: { open: true },
    says: page('seen'),
    goes: ['', '', ''],
    board: 'in-app sent, in-app seen',
  },
  {
    name: 'a hidden page, or one left open on another machine',
    outside: { open: true },
    says: page('delivered'),
    goes: ['', 'push', 'push email'],
    board: 'in-app sent, in-app delivered, push sent, email sent',
  },
  {
    name: 'a page opened by somebody whom no stream was open for',
    outside: {},
    says: page('seen'),
    goes: ['push', 'push', 'push'],
    board: 'push sent, in-app seen',
  },
  {
    name: 'a phone whose worker shows the notification',
    outside: {},
    says: worker('delivered'),
    goes: ['push', 'push', 'push'],
    board: 'push sent, push delivered',
  },
  {
    name: 'a notification that was tapped',
    outside: { open: true },
    says: worker('seen'),
    goes: ['', 'push', 'push'],
    board: 'in-app sent, push sent, push seen',
  },
  {
    name: 'a phone that died',
    outside: {},
    says: noWord,
    goes: ['push', 'push email', 'push email'],
    board: 'push sent, email sent',
  },
  {
    name: 'a push service that answers 410',
    outside: { push: 'gone' },
    says: noWord,
    goes: ['push email', 'push email', 'push email'],
    board: 'push gone, email sent',
  },
  {
    name: 'mail that bounces, first in the order',
    order: ['email', 'push'],
    outside: { mail: 'gone' },
    says: noWord,
    goes: ['email push', 'email push', 'email push'],
    board: 'email gone, push sent',
  },
  {
    name: 'mail of which nobody can say whether it came',
    order: ['email', 'push'],
    outside: {},
    says: noWord,
    goes: ['email', 'email push', 'email push'],
    board: 'email sent, push sent',
  },
  {
    name: 'nothing that works',
    outside: { push: 'failed', mail: 'gone' },
    says: noWord,
    goes: ['push push push email', 'push push push email', 'push push push email'],
    board: 'push failed, email gone',
  },
  {
    name: 'no way chosen at all',
    order: [],
    outside: {},
    says: noWord,
    goes: ['', '', ''],
    board: 'none no-way',
  },
]

for (const { name, order, outside, says, goes, board } of cases)
  test(`${name}: the next way goes when the device said nothing in time, and not before`, async () => {
    const one = await pocket(order)
    const muster = await whistle([one.person])
    const post = postOf(one, outside)
    const out: string[] = []
    for (let step = 0; step < 3; step += 1) {
      await post.courier.round(county)
      // Rounds between change nothing.
      await post.courier.round(county)
      out.push(post.sent.join(' '))
      assert.ok(post.again <= wordWait + 100, 'the courier wants to set out again in time')
      await says(one, muster, post)
      await house.pass(wordWait - 1_000)
      await post.courier.round(county)
      assert.equal(post.sent.join(' '), out.at(-1), 'nothing goes before its time')
      await house.pass(1_000)
    }
    assert.deepEqual(out, goes)
    assert.equal((await reachedOf(muster, one.person)).join(', '), board)
  })

test('ten seconds are promised to the next way, sending included', () => assert.ok(wordWait <= 8_000))

test('a word is taken once, of the call it names, from whoever holds the slip; others learn nothing', async () => {
  const one = await pocket()
  const muster = await whistle([one.person])
  const slip = (await slipOnPage(one, muster))!
  const noted = async () =>
    (
      await house.sql<{ n: number }>(
        `select count(*)::int as n from journal where stream = $1 and event->>'type' = 'people-reached'`,
        [`muster/${muster}`],
      )
    )[0].n
  const since = slips.read(slip, house.now())!.since
  const own = { tenant: county, room: 'muster', of: muster, about: 'called', by: 'in-app', since } as const
  const [head, tail] = [slip.slice(0, -1), slip.at(-1) === 'A' ? 'B' : 'A']
  const other = (await populate(house, 1))[0]
  const lines = [
    ['a forged seal', head + tail, 404],
    ['another person under the same seal', slip.replace(one.person, other), 404],
    ['what is no slip', 'slip', 404],
    ['too long', 'x'.repeat(400), 404],
    ['somebody who was not called', slips.write({ ...own, who: other }), 204],
    ['an older call of theirs', slips.write({ ...own, who: one.person, since: since - 1 }), 204],
    ['what is too old', slips.write({ ...own, who: one.person, since: since - 5 * 86_400_000 }), 404],
  ] as const
  for (const [name, text, status] of lines) {
    assert.equal(await handBack(text, 'seen'), status, name)
    assert.equal(await noted(), 0, name)
  }
  for (const status of [204, 204]) assert.equal(await handBack(slip, 'seen'), status)
  assert.equal(await noted(), 1)
  assert.deepEqual(await reachedOf(muster, one.person), ['in-app seen'])
  assert.equal(await slipOnPage(one, muster), undefined, 'what was said is not asked for again')
  assert.doesNotMatch(slip, /搬沙袋|东门|测试/)
})

test('a device that repeats itself is asked to wait', async () => {
  const one = await pocket()
  const slip = (await slipOnPage(one, await whistle([one.person])))!
  const answers = await Promise.all(Array.from({ length: 80 }, () => handBack(slip, 'delivered')))
  assert.deepEqual([...new Set(answers)].sort(), [204, 429])
})

test('a word said to one process is known to the courier of another', async () => {
  const one = await pocket()
  const muster = await whistle([one.person])
  const other = await openHouse({ database: house.database, dataDir: house.dataDir, timers: false })
  try {
    const post = postOf(one, { open: true })
    await post.courier.round(county)
    const slip = await slipOnPage(one, muster)
    const answer = await fetch(`${other.url}/v1/slips`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ slip, word: 'seen' }),
    })
    assert.equal(answer.status, 204)
    await house.pass(wordWait)
    await post.courier.round(county)
    assert.deepEqual(post.sent, [])
  } finally {
    await other.stop()
  }
})

test('word to those who promised goes on to the next way too', async () => {
  const one = await pocket()
  const muster = await whistle([one.person])
  await one.client.give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 5 }])
  await officer.give(['muster', `muster/${muster}`, { type: 'stand-down' }])
  const post = postOf(one, { open: true })
  for (let step = 0; step < 3; step += 1) {
    await post.courier.round(county)
    await house.pass(wordWait)
  }
  assert.deepEqual(post.sent, ['push', 'email'])
})
