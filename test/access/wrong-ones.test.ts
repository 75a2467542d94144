// Guessing at the gate, from outside: by every spelling, with half a success, from a shared address, against a person's
// own device, and around the counts that bar the rest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeAt } from '#server/identity/factor.ts'
import { newLink } from '#server/identity/tokens.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

const county = '140729'
const here = '140729100001'
const password = '门前大桥下游过一群鸭'
const MINUTE = 60_000
let cluster: Cluster
let house: SmallHouse
let number = 0

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'wrong_ones')
  await house.gate.openCounty(county, '灵石县')
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

interface Known {
  readonly account: string
  readonly phone: string
  readonly name: string
  readonly secret: string
}

/** Somebody with a password, and an office with a second factor; from a device that nobody asks again from. */
async function somebody(name: string, role?: string): Promise<Known> {
  const account = house.newId()
  const phone = `139000${String(10_000 + (number += 1)).slice(-5)}`
  await house.given(
    county,
    ['registry', `person/${account}`, { type: 'enrol-person', name, phone, home: here, skills: [], availability: [] }],
    ['access', `account/${account}`, role ? { type: 'appoint', role, area: county } : { type: 'open-account' }],
  )
  const browser = house.browser()
  await browser.ask('POST', '/v1/invitations/accept', { token: await linkFor(account), password })
  if (!role) return { account, phone, name, secret: '' }
  const secret = String((await browser.ask('POST', '/v1/second-factor', { present: password })).body.secret)
  await browser.ask('PUT', '/v1/second-factor', { code: codeAt(secret, house.now()) })
  return { account, phone, name, secret }
}

async function linkFor(account: string): Promise<string> {
  const link = newLink(county, account)
  const until = house.now() + 60 * MINUTE
  await house.given(county, ['access', `account/${account}`, { type: 'offer-link', digest: link.digest, until }])
  return link.token
}

/** One try from a device nobody knows. @returns what was said */
async function tryIt(login: string, more: { password?: string; code?: string; from?: string } = {}): Promise<string> {
  const browser = house.browser()
  browser.address = more.from ?? '10.0.0.1'
  const { from: _from, ...given } = more
  const reply = await browser.ask('POST', '/v1/session', { login, password, ...given })
  return reply.status === 200 ? 'in' : String(reply.body.reason)
}

/** An account that nobody used for a year: no place lets it through. */
async function longAgo(name: string): Promise<Known> {
  const known = await somebody(name)
  await house.owner.query('delete from sessions where account = $1', [known.account])
  return known
}

/** Sixty-six wrong links for as many strangers: mistakes that cost the processor nothing. */
async function mistakes(from: (n: number) => string): Promise<void> {
  for (let n = 0; n < 66; n += 1) {
    const browser = house.browser()
    browser.address = from(n)
    await browser.ask('POST', '/v1/invitations/look', { token: newLink(county, house.newId()).token })
  }
}

test('one account has one count, however it is spelled', async () => {
  const wang = await somebody('王建国')
  const tail = wang.phone.slice(1)
  const wrong = [`1-${tail}`, `+86 ${wang.phone}`, `(0086)${wang.phone}`, '王建国', ` ${wang.phone} `]
  for (const login of wrong) assert.equal(await tryIt(login, { password: 'x' }), 'wrong', login)
  for (const login of [...wrong, wang.phone, `1 ${tail}`, `１${tail}`])
    assert.equal(await tryIt(login), 'too-often', login)
  house.pass(16_000)
  for (const login of [...wrong, `８６${wang.phone}`]) assert.equal(await tryIt(login), 'in', login)
})

test('whom nobody knows has one count too, so that waiting tells nothing', async () => {
  const wrong = ['13777777777', '137-7777-7777', '+8613777777777', '0086 13777777777', '１３７７７７７７７７７']
  for (const login of wrong) assert.equal(await tryIt(login, { password: 'x' }), 'wrong')
  assert.equal(await tryIt('13777777777'), 'too-often')
})

test('a right password without the code clears nothing of the code', async () => {
  const { phone, secret } = await somebody('孙调度', 'dispatcher')
  house.pass(MINUTE)
  for (let n = 0; n < 5; n += 1) {
    assert.equal(await tryIt(phone), 'code-needed')
    assert.equal(await tryIt(phone, { code: '000000' }), 'code-wrong')
  }
  assert.equal(await tryIt(phone), 'code-needed')
  for (let n = 0; n < 3; n += 1) assert.equal(await tryIt(phone, { code: '000000' }), 'too-often')
  assert.equal(await tryIt(phone, { code: codeAt(secret, house.now()) }), 'too-often')
  house.pass(16_000)
  assert.equal(await tryIt(phone, { code: codeAt(secret, house.now()) }), 'in')
})

test('codes of a session and of a log-in are one count; a link brings no fresh one', async () => {
  const { account, phone } = await somebody('周调度', 'dispatcher')
  house.pass(MINUTE)
  for (let n = 0; n < 5; n += 1) {
    const browser = house.browser()
    await browser.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })
    assert.equal(browser.device, '', 'a device is known only after the code')
    assert.equal((await browser.ask('POST', '/v1/session/code', { code: '000000' })).body.reason, 'code-wrong')
  }
  assert.equal(await tryIt(phone, { code: '000000' }), 'too-often')
})

test('a stranger who keeps an account barred does not bar the device it logged in well from', async () => {
  const { phone } = await somebody('郑志愿')
  const own = house.browser()
  assert.equal((await own.ask('POST', '/v1/session', { login: phone, password })).status, 200)
  await own.ask('DELETE', '/v1/session')
  for (let n = 0; n < 5; n += 1) await tryIt(phone, { password: 'x' })
  assert.equal(await tryIt(phone), 'too-often')
  assert.equal((await own.ask('POST', '/v1/session', { login: phone, password })).status, 200)
  // The device is known for its own account alone, is counted itself, and a forged one is nobody.
  const other = await somebody('吴志愿')
  for (let n = 0; n < 5; n += 1) await tryIt(other.phone, { password: 'x' })
  const asked = async (device: string) => {
    const browser = house.browser()
    browser.device = device
    return (await browser.ask('POST', '/v1/session', { login: phone, password: 'x' })).body.reason
  }
  const foreign = house.browser()
  foreign.device = own.device
  assert.equal((await foreign.ask('POST', '/v1/session', { login: other.phone, password })).status, 429)
  const said = []
  for (let n = 0; n < 6; n += 1) said.push(await asked(own.device))
  assert.deepEqual(said, [...Array.from({ length: 5 }, () => 'wrong'), 'too-often'])
  assert.equal(await asked(own.device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))), 'too-often')
})

test('a shared address full of mistakes bars strangers, never whom the house knows, and a link always opens', async () => {
  const [friend, sleeper, invited] = [await somebody('冯志愿'), await longAgo('陈志愿'), await somebody('褚志愿')]
  const from = '10.0.0.2'
  await mistakes(() => from)
  assert.equal(await tryIt(sleeper.phone, { from }), 'too-often')
  assert.equal(await tryIt(sleeper.phone, { from: '10.0.0.3' }), 'in')
  const browser = house.browser()
  browser.address = from
  assert.equal((await browser.ask('POST', '/v1/invitations/accept', { token: 'x' })).status, 429)
  const token = await linkFor(invited.account)
  assert.equal((await browser.ask('POST', '/v1/invitations/accept', { token })).status, 200)
  assert.equal(await tryIt(friend.phone, { from }), 'in')
  const [one, two] = [await longAgo('卫志愿'), await longAgo('蒋志愿')]
  for (const { phone } of [one, two]) assert.equal(await tryIt(phone, { from }), 'in', 'success has opened the place')
})

test('all addresses of one IPv6 network are one place', async () => {
  const sleeper = await longAgo('沈志愿')
  await mistakes((n) => `2001:db8:5:6:${n.toString(16)}::${n.toString(16)}`)
  assert.equal(await tryIt(sleeper.phone, { from: '2001:db8:5:6::1' }), 'too-often')
  assert.equal(await tryIt(sleeper.phone, { from: '2001:db8:5:7::1' }), 'in')
})

test('the present password is counted by itself', async () => {
  const { phone } = await somebody('韩志愿')
  const own = house.browser()
  await own.ask('POST', '/v1/session', { login: phone, password })
  const change = async (present: string) =>
    (await own.ask('PUT', '/v1/password', { present, password: '另一句很长的话也可以' })).body.reason
  for (let n = 0; n < 5; n += 1) assert.equal(await change('x'), 'wrong')
  assert.equal(await change(password), 'too-often')
  assert.equal(await tryIt(phone), 'in', 'logging in is another matter')
})
