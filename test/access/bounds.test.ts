// What one session may do in a while, and what is read of somebody nobody knows: commands, refused ones above all,
// questions, lists, streams, guesses at codes, bytes.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { Bounds, streamsOfOneMax } from '#server/identity/bounds.ts'
import { community, openHouse, settle, type TestHouse } from '../house.ts'

let house: TestHouse

before(async () => {
  house = await openHouse()
  await settle(house)
})
after(() => house?.stop())

test('a bucket gives its burst at once, and then what comes back', () => {
  let now = 0
  const bounds = new Bounds(() => now)
  for (const [bound, burst, backMs] of [
    ['commands', 10_000, 10],
    ['questions', 1_500, 20],
    ['heavy', 60, 1_000],
    ['codes', 10, 60_000],
  ] as const) {
    let given = 0
    while (bounds.take(bound, 'wang') === 0) given += 1
    assert.equal(given, burst, bound)
    assert.equal(bounds.take(bound, 'li'), 0, `${bound}: of another`)
    assert.equal(bounds.wait(bound, 'wang'), Math.ceil(backMs / 1000), bound)
    now += backMs
    assert.equal(bounds.take(bound, 'wang'), 0, bound)
    assert.ok(bounds.take(bound, 'wang') > 0, bound)
    now += 100 * 60_000
    assert.equal(bounds.take(bound, 'wang', burst), 0, `${bound}: full again, and no fuller`)
    assert.ok(bounds.take(bound, 'wang') > 0, bound)
  }
})

test('what turns out to cost is waited for, bounded; memory is bounded', () => {
  let now = 0
  const bounds = new Bounds(() => now)
  bounds.charge('commands', 'wang', 1_000_000)
  assert.equal(bounds.wait('commands', 'wang'), 101)
  now += 101_000
  assert.equal(bounds.take('commands', 'wang'), 0)
  for (let n = 0; n < 60_000; n += 1) bounds.charge('codes', String(n), 1)
  assert.ok(bounds.remembered <= 50_000)
})

const wrong = (n: number) => ({
  id: house.newId(),
  room: 'registry',
  stream: `person/${house.newId()}`,
  at: house.now(),
  command: { type: 'register-person', community, n },
})

test('refused commands tire: whoever guesses is asked to come again, others are not', async () => {
  const [guesser, other] = [await house.as('volunteer'), await house.as('volunteer')]
  const body = () => ({ commands: Array.from({ length: 500 }, (_, n) => wrong(n)) })
  const first = await guesser.call('POST', '/v1/commands', body())
  assert.equal(first.status, 200)
  const second = await guesser.call<{ reason: string }>('POST', '/v1/commands', body())
  assert.deepEqual([second.status, second.body.reason], [429, 'too-often'])
  assert.ok(Number(second.headers.get('retry-after')) > 0)
  assert.equal((await other.call('POST', '/v1/commands', { commands: [wrong(1)] })).status, 200)
})

test('questions and lists are bounded, each by itself', async () => {
  const client = await house.as('officer')
  const until429 = async (to: string, most: number) => {
    for (let n = 0; n <= most; n += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => client.call('GET', to)))
      const refused = answers.find((answer) => answer.status === 429)
      if (refused) return Number(refused.headers.get('retry-after'))
    }
    return 0
  }
  assert.ok((await until429('/v1/exports/units', 200)) > 0)
  assert.equal((await client.call('GET', '/v1/session')).status, 200)
  assert.equal((await client.ask('areas')).status, 200, 'questions go on')
})

test('one account has so many streams, and a closed one makes room', async () => {
  const client = await house.as('volunteer')
  const streams: AbortController[] = []
  const open = async () => {
    const stop = new AbortController()
    const answer = await fetch(`${house.url}/v1/live`, { headers: { cookie: client.cookie }, signal: stop.signal })
    if (answer.ok) streams.push(stop)
    else await answer.body?.cancel()
    return answer.status
  }
  for (let n = 0; n < streamsOfOneMax; n += 1) assert.equal(await open(), 200)
  assert.equal(await open(), 429)
  streams.pop()!.abort()
  let status = 429
  for (let n = 0; n < 200 && status === 429; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    status = await open()
  }
  assert.equal(status, 200)
  for (const stop of streams) stop.abort()
})

/** Sends a head that promises bytes, then some of them. @returns the status, and how many were taken before it came */
function upload(to: string, promised: number, cookie = ''): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(house.url)
    const headers = { 'content-type': 'text/csv', 'content-length': String(promised), ...(cookie && { cookie }) }
    const going = request({ port, method: 'POST', path: to, headers })
    let [sent, over] = [0, false]
    going.on('response', (answer) => {
      over = true
      resolve({ status: answer.statusCode ?? 0, sent })
      going.destroy()
    })
    going.on('error', (error) => (over ? undefined : reject(error)))
    going.flushHeaders()
    const piece = Buffer.alloc(16 * 1024, 'a')
    const timer = setInterval(() => {
      if (over || sent >= promised) return clearInterval(timer)
      going.write(piece)
      sent += piece.length
    }, 5)
  })
}

test('of somebody nobody knows no file is read, and of no form more than a form', async () => {
  const megabytes = 15 * 1024 * 1024
  const unknown = await upload('/v1/imports', megabytes)
  assert.equal(unknown.status, 401)
  assert.ok(unknown.sent < megabytes / 4, `${unknown.sent} bytes were taken`)
  for (const path of ['/v1/commands', '/v1/links', '/v1/invitations', '/v1/session/code'])
    assert.equal((await upload(path, megabytes)).status, 401, path)
  for (const path of ['/v1/session', '/v1/setup', '/v1/invitations/accept', '/v1/invitations/look']) {
    const answer = await fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'x'.repeat(20_000) }),
    })
    assert.equal(answer.status, 413, path)
  }
})

/** A whistle to which these are called. */
async function whistle(people: readonly string[]): Promise<string> {
  const officer = await house.as('officer')
  const muster = house.newId()
  const now = house.now()
  const [blown] = await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬物资',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: people.length }],
      from: now,
      until: now + 7_200_000,
      drill: false,
      answerMinutes: 30,
      escalateMinutes: 60,
      waves: 'by-hand',
      people,
    } as { type: string },
  ])
  assert.equal(blown.status, 'accepted')
  return muster
}

test('codes of a muster are tried ten times at once, each person by themselves; the right one is no try', async () => {
  const [guesser, honest] = [await house.as('volunteer'), await house.as('volunteer')]
  const muster = await whistle([guesser.actor.person!, honest.actor.person!])
  const arrive = (code: string, at = house.now()) => ({
    id: house.newId(),
    room: 'muster',
    stream: `muster/${muster}`,
    at,
    command: { type: 'arrive', code },
  })
  const { body } = await guesser.call<{ receipts: { status: string; reason?: string; retryAfterSeconds?: number }[] }>(
    'POST',
    '/v1/commands',
    {
      commands: Array.from({ length: 40 }, (_, n) =>
        arrive(String(10_000_000 + n), house.now() + (n % 2 ? 3_600_000 * 24 : 0)),
      ),
    },
  )
  const said = body.receipts.map((receipt) => receipt.reason ?? receipt.status)
  assert.equal(said.filter((one) => one !== 'busy').length, 10, said.join())
  assert.ok(body.receipts.some((receipt) => (receipt.retryAfterSeconds ?? 0) > 30))
  const leader = await house.as('officer')
  const { body: shown } = await leader.ask<{ code?: string; codes?: readonly { code: string }[] }>('muster-code', {
    muster,
  })
  const code = JSON.stringify(shown).match(/"(\d{8})"/)![1]
  const right = await honest.call<{ receipts: { status: string }[] }>('POST', '/v1/commands', {
    commands: [arrive(code)],
  })
  assert.equal(right.body.receipts[0].status, 'accepted', JSON.stringify(right.body))
})

test("one's own number is changed five times a day, each in the access log", async () => {
  const client = await house.as('volunteer')
  const person = client.actor.person!
  const change = (phone: string) =>
    client.give(['registry', `person/${person}`, { type: 'change-person', phone } as { type: string }])
  const said: string[] = []
  for (let n = 0; n < 7; n += 1) {
    const [receipt] = await change(n % 2 ? `1380013900${n}` : '13700000001')
    said.push(receipt.status === 'refused' ? receipt.reason : receipt.status)
  }
  assert.deepEqual(said.slice(5), ['phone-too-often', 'phone-too-often'])
  assert.ok(!said.slice(0, 5).includes('phone-too-often'))
  const noted = await house.sql("select 1 from access_log where what = 'own-phone-changed' and account = $1", [person])
  assert.equal(noted.length, 5)
  const [skills] = await client.give([
    'registry',
    `person/${person}`,
    { type: 'change-person', skills: ['medic'] } as { type: string },
  ])
  assert.equal(skills.status, 'accepted')
  const officer = await house.as('officer')
  const [byOffice] = await officer.give([
    'registry',
    `person/${person}`,
    { type: 'change-person', phone: '13800139999' } as { type: string },
  ])
  assert.equal(byOffice.status, 'accepted', 'who keeps the lists is another matter')
})
