// Sessions and the edge of the gate: what ends them, whose they are, and what other sites and odd bodies get.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { here, MINUTE, openGate, password, type Gate } from './opened-gate.ts'
import type { SmallHouse } from './small-house.ts'

let house: SmallHouse
let enrol: Gate['enrol']
let enter: Gate['enter']
let close: Gate['close'] | undefined

before(async () => {
  ;({ house, enrol, enter, close } = await openGate('sessions'))
})
after(() => close?.())

test("one sees and ends one's own sessions and no others; a new password ends the rest", async () => {
  const [mine, theirs] = [await enrol('韩某', '13800000070'), await enrol('杨某', '13800000071')]
  const [one, two, other] = [(await enter(mine)).browser, (await enter(mine)).browser, (await enter(theirs)).browser]
  const rows = (await one.ask('GET', '/v1/sessions')).body.rows as { id: string; here: boolean }[]
  assert.deepEqual(rows.map((row) => row.here).sort(), [false, true])
  assert.ok(
    rows.every((row) => !one.cookie.includes(row.id)),
    'what the list shows is no cookie',
  )
  assert.equal((await other.ask('DELETE', `/v1/sessions/${rows[0].id}`)).status, 404)
  assert.equal(
    (await other.ask('DELETE', `/v1/sessions/${'0'.repeat(32)}`)).text,
    (await other.ask('DELETE', `/v1/sessions/${rows[0].id}`)).text,
  )
  assert.equal((await one.ask('DELETE', `/v1/sessions/${rows.find((row) => !row.here)!.id}`)).status, 200)
  assert.equal((await two.ask('GET', '/v1/session')).status, 401)
  const three = (await enter(mine)).browser
  assert.equal((await one.ask('PUT', '/v1/password', { password })).status, 200)
  assert.equal((await three.ask('GET', '/v1/session')).status, 401)
  house.pass(20 * MINUTE)
  assert.equal((await one.ask('PUT', '/v1/password', { password: '另一句很长的话也可以' })).status, 401)
  assert.equal(
    (await one.ask('PUT', '/v1/password', { present: password, password: '另一句很长的话也可以' })).status,
    200,
  )
  assert.equal((await one.ask('DELETE', '/v1/session')).status, 200)
  assert.equal(one.cookie, '')
})

test("an office's session ends after two idle hours and after twelve; a volunteer's phone stays", async () => {
  const { browser: office } = await enter(await enrol('朱干部', '13800000080', 'officer', here), true)
  const { browser: phone } = await enter(await enrol('秦志愿', '13800000081'))
  for (let hour = 0; hour < 11; hour++) {
    house.pass(60 * MINUTE)
    assert.equal((await office.ask('GET', '/v1/session')).status, 200, `hour ${hour}`)
  }
  house.pass(61 * MINUTE)
  assert.equal((await office.ask('GET', '/v1/session')).status, 401)
  house.pass(100 * 24 * 60 * MINUTE)
  assert.equal((await phone.ask('GET', '/v1/session')).status, 200)
  house.pass(100 * 24 * 60 * MINUTE)
  assert.equal((await phone.ask('GET', '/v1/session')).status, 200, 'used within half a year')
  house.gate.sessions.forgetAll()
  assert.equal((await phone.ask('GET', '/v1/session')).status, 200, 'read again from the table')
  house.pass(181 * 24 * 60 * MINUTE)
  assert.equal((await phone.ask('GET', '/v1/session')).status, 401)
  const { browser: idle } = await enter(await enrol('尤干部', '13800000082', 'officer', here), true)
  house.pass(121 * MINUTE)
  assert.equal((await idle.ask('GET', '/v1/session')).status, 401)
})

test('another site writes nothing, and odd cookies are nobody', async () => {
  const { browser } = await enter(await enrol('许某', '13800000090'))
  const elsewhere: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://localhost:80.evil.example' },
  ]
  for (const headers of elsewhere) {
    assert.equal((await browser.ask('DELETE', '/v1/session', undefined, headers)).status, 403, JSON.stringify(headers))
  }
  assert.equal(
    (
      await browser.ask('GET', '/v1/session', undefined, {
        origin: 'http://localhost:80',
        'sec-fetch-site': 'same-origin',
      })
    ).status,
    200,
  )
  const good = browser.cookie
  for (const cookie of [
    'muster=',
    'muster=x',
    `${good}x`,
    `x${good}`,
    good.replace('140729', '140730'),
    `muster=x; ${good}`,
    `MUSTER${good.slice(6)}`,
    `${good.slice(0, -2)}`,
    `__Host-${good}`,
    'muster=%00',
    `muster=${'a'.repeat(4000)}`,
  ]) {
    const odd = house.browser()
    odd.cookie = cookie
    assert.equal((await odd.ask('GET', '/v1/session')).status, 401, cookie.slice(0, 60))
  }
  const reply = await browser.ask('GET', '/v1/session')
  for (const [name, value] of [
    ['cache-control', 'no-store'],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['x-frame-options', 'DENY'],
  ] as const)
    assert.equal(reply.headers[name], value)
  assert.match(String(reply.headers['content-security-policy']), /default-src 'none'/)
})

test('bodies that ask for more than the form are malformed, and say nothing about the account', async () => {
  const bodies: readonly [string, object][] = [
    ['/v1/session', { login: 'x', password: 'y', strength: 2 }],
    ['/v1/session', { login: { $ne: '' }, password: 'y' }],
    ['/v1/session', { login: ['a'], password: 'y' }],
    ['/v1/session', { login: 'x' }],
    ['/v1/session', { login: 'x', password: 'y', county: "140729' or 1=1" }],
    ['/v1/session', { login: 'x', password: 'y'.repeat(600) }],
    ['/v1/invitations/accept', { token: 'x', role: 'security' }],
    ['/v1/invitations/accept', { token: 'x'.repeat(300) }],
  ]
  for (const [url, body] of bodies)
    assert.equal((await house.browser().ask('POST', url, body)).status, 400, JSON.stringify(body).slice(0, 80))
  const odd = await house.browser().ask('POST', '/v1/session', { login: "' or 1=1 --", password: 'x' })
  assert.deepEqual([odd.status, odd.body], [401, { reason: 'wrong' }])
})
