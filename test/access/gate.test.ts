// The gate as an attacker and as a tired volunteer would use it: set-up, log-in, codes, links, invitations, sessions.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { registry } from '#domain/registry/registry.ts'
import { codeAt } from '#server/identity/factor.ts'
import { verifyAccessLog } from '#server/identity/access-proof.ts'
import { sessionOf } from '#server/identity/routes.ts'
import { digestOf } from '#server/identity/tokens.ts'
import { county, grantsOf, here, MINUTE, openGate, password, type Gate } from './opened-gate.ts'
import type { SmallHouse } from './small-house.ts'

let house: SmallHouse
let enrol: Gate['enrol']
let linkFor: Gate['linkFor']
let enter: Gate['enter']
let close: Gate['close'] | undefined

before(async () => {
  ;({ house, enrol, linkFor, enter, close } = await openGate('gate'))
})
after(() => close?.())

test('the set-up link makes the first administrator once; the office counts after the second factor', async () => {
  const browser = house.browser()
  assert.deepEqual((await browser.ask('GET', '/v1/setup')).body, { needed: true, counties: [] })
  const old = await house.gate.setup.newLink()
  const link = await house.gate.setup.newLink()
  const form = { county: { code: county, name: '灵石县' }, name: '赵管理', login: 'zhao', password }
  const cases: readonly [object, number, string][] = [
    [{ ...form, token: 'x' }, 404, 'setup-gone'],
    [{ ...form, token: old.token }, 404, 'setup-gone'],
    [{ ...form, token: link.token, password: 'short' }, 422, 'too-short'],
    [{ ...form, token: link.token, county: undefined }, 422, 'county-needed'],
    [{ ...form, token: link.token, name: '门前大桥' }, 422, 'names-you'],
  ]
  for (const [body, status, reason] of cases) {
    const reply = await browser.ask('POST', '/v1/setup', body)
    assert.deepEqual([reply.status, reply.body.reason], [status, reason], JSON.stringify(body))
  }
  // Mass assignment: nothing beyond the form is taken.
  assert.equal((await browser.ask('POST', '/v1/setup', { ...form, token: link.token, role: 'security' })).status, 400)
  const both = await Promise.all([
    house.browser().ask('POST', '/v1/setup', { ...form, token: link.token }),
    house.browser().ask('POST', '/v1/setup', { ...form, name: '钱管理', token: link.token }),
  ])
  assert.deepEqual(both.map((reply) => reply.status).sort(), [200, 404])
  const made = both.find((reply) => reply.status === 200)!
  assert.deepEqual(
    [made.body.needs, made.body.grants, (made.body.withheld as { role: string }[])[0].role],
    ['enrol', [], 'administrator'],
  )
  const cookies = [made.headers['set-cookie']].flat().map(String)
  assert.equal(cookies.length, 2)
  for (const [at, name] of ['muster', 'muster-device'].entries())
    assert.match(cookies[at], new RegExp(`^${name}=[^;]+; Max-Age=\\d+; Path=/; HttpOnly; SameSite=Strict$`))
  const late = await house.gate.setup.newLink()
  house.pass(25 * 60 * MINUTE)
  assert.equal((await browser.ask('POST', '/v1/setup', { ...form, token: late.token })).status, 404)
})

test('log-in is by phone, log-in name or name; wrong and unknown answer alike, byte for byte', async () => {
  const wang = await enrol('王建国', '13800000010')
  await enrol('王建国', '13800000011')
  const { browser } = await enter(wang)
  assert.equal((await browser.ask('PUT', '/v1/password', { password })).status, 200)
  house.pass(MINUTE)
  const tryIt = (login: string, given = password) =>
    house.browser().ask('POST', '/v1/session', { login, password: given })
  assert.equal((await tryIt('13800000010')).status, 200)
  assert.equal((await tryIt('138 0000 0010')).status, 200)
  assert.equal((await tryIt('王建国')).status, 200, 'the other of this name has no password, so the name is clear')
  assert.equal((await tryIt('ZHAO')).status, 200, 'a log-in name')
  const wrongs = await Promise.all([
    tryIt('13800000010', 'x'),
    tryIt('13899999999', 'x'),
    tryIt('13800000011', 'x'),
    tryIt('没有这个人', 'x'),
  ])
  assert.deepEqual(new Set(wrongs.map((reply) => `${reply.status} ${reply.text}`)), new Set(['401 {"reason":"wrong"}']))
})

test('whoever shares a name and a password logs in by phone: a name that fits two is nobody', async () => {
  for (const phone of ['13800000012', '13800000013']) {
    const { browser } = await enter(await enrol('李双双', phone))
    assert.equal((await browser.ask('PUT', '/v1/password', { password })).status, 200)
  }
  assert.equal((await house.browser().ask('POST', '/v1/session', { login: '李双双', password })).status, 401)
  assert.equal((await house.browser().ask('POST', '/v1/session', { login: '13800000012', password })).status, 200)
})

test('a code is good once, also for two at the same moment, and guesses are limited', async () => {
  const account = await enrol('孙调度', '13800000020', 'dispatcher')
  const { browser, secret } = await enter(account, true)
  await browser.ask('PUT', '/v1/password', { present: 'x', password })
  house.pass(MINUTE)
  const second = house.browser()
  assert.equal(
    (await second.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })).body.needs,
    'code',
  )
  const weak = second.cookie
  const code = codeAt(secret, house.now())
  const third = house.browser()
  await third.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })
  const both = await Promise.all([
    second.ask('POST', '/v1/session/code', { code }),
    third.ask('POST', '/v1/session/code', { code }),
  ])
  assert.deepEqual(both.map((reply) => reply.status).sort(), [200, 401])
  assert.deepEqual(grantsOf(both.find((reply) => reply.status === 200)!.body), ['dispatcher'])
  // Fixation: the cookie from before the code is worth nothing after it.
  if (both[0].status === 200) {
    const fixed = house.browser()
    fixed.cookie = weak
    assert.equal((await fixed.ask('GET', '/v1/session')).status, 401)
    assert.notEqual(second.cookie, weak)
  }
  const loser = both[0].status === 200 ? third : second
  for (let n = 0; n < 8; n++) await loser.ask('POST', '/v1/session/code', { code: '000000' })
  house.pass(2_000)
  assert.equal(
    (await loser.ask('POST', '/v1/session/code', { code: codeAt(secret, house.now() + 30_000) })).status,
    429,
  )
})

test('a second factor cannot be replaced by who has not shown it', async () => {
  const account = await enrol('周安全', '13800000021', 'security')
  await enter(account, true)
  house.pass(MINUTE)
  const thief = house.browser()
  await thief.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })
  const reply = await thief.ask('POST', '/v1/second-factor', {})
  assert.deepEqual([reply.status, reply.body.reason], [401, 'code-needed'])
  assert.equal((await thief.ask('PUT', '/v1/second-factor', { code: '123456' })).body.reason, 'no-factor')
})

test('an old session sets up nothing: a first password or factor needs a log-in just now', async () => {
  const { browser } = await enter(await enrol('施某', '13800000022'))
  house.pass(16 * MINUTE)
  assert.deepEqual((await browser.ask('PUT', '/v1/password', { password })).body, { reason: 'wrong' })
  assert.deepEqual((await browser.ask('POST', '/v1/second-factor', {})).body, { reason: 'wrong' })
})

test('a link logs in once, whoever is first, and expires', async () => {
  const account = await enrol('吴志愿', '13800000030')
  const token = await linkFor(account)
  const look = await house.browser().ask('POST', '/v1/invitations/look', { token })
  assert.deepEqual(look.body, { kind: 'log-in', area: here, areaName: null })
  const ten = await Promise.all(
    Array.from({ length: 10 }, () => house.browser().ask('POST', '/v1/invitations/accept', { token })),
  )
  assert.equal(ten.filter((reply) => reply.status === 200).length, 1)
  assert.ok(ten.every((reply) => [200, 404, 429].includes(reply.status)))
  const late = await linkFor(account)
  house.pass(61 * MINUTE)
  assert.deepEqual((await house.browser().ask('POST', '/v1/invitations/accept', { token: late })).body, {
    reason: 'link-gone',
  })
  assert.ok(!JSON.stringify(house.spine.journal).includes(token.split('.')[1]), 'the token is nowhere in the journal')
})

test('somebody nobody knew comes in by an invitation from the community, and is registered there', async () => {
  await house.given(county, ['registry', `area/${here}`, { type: 'name-area', name: '城关社区' }])
  const { browser: officer } = await enter(await enrol('郑干部', '13800000040', 'officer', here), true)
  assert.equal((await officer.ask('POST', '/v1/invitations', { area: '140729100002' })).status, 404)
  const { token } = (await officer.ask('POST', '/v1/invitations', { area: here })).body as { token: string }
  const guest = house.browser()
  assert.deepEqual((await guest.ask('POST', '/v1/invitations/look', { token })).body, {
    kind: 'invitation',
    area: here,
    areaName: '城关社区',
  })
  assert.equal((await guest.ask('POST', '/v1/invitations/accept', { token })).body.reason, 'name-needed')
  assert.equal(
    (await guest.ask('POST', '/v1/invitations/accept', { token, name: '冯热心', phone: '13800000010' })).body.reason,
    'phone-taken',
  )
  const accepted = await guest.ask('POST', '/v1/invitations/accept', { token, name: '冯热心', phone: '13800000041' })
  assert.deepEqual([accepted.status, accepted.body.name, grantsOf(accepted.body)], [200, '冯热心', ['volunteer']])
  assert.equal(
    (await house.browser().ask('POST', '/v1/invitations/accept', { token, name: '陈别人', phone: '13800000042' }))
      .status,
    404,
  )
  const { rows } = await house.owner.query('select community, state from registrations where person = $1', [
    accepted.body.person,
  ])
  assert.deepEqual(rows, [{ community: here, state: 'asked' }])
})

test('links and invitations are given only by those who may; unknown accounts answer as forbidden ones', async () => {
  const { browser: volunteer } = await enter(await enrol('褚志愿', '13800000050'))
  const { browser: officer } = await enter(await enrol('卫干部', '13800000051', 'officer', '140729100002'), true)
  const target = await enrol('蒋某', '13800000052')
  for (const browser of [volunteer, officer]) {
    const [known, none] = [
      await browser.ask('POST', '/v1/links', { account: target }),
      await browser.ask('POST', '/v1/links', { account: house.newId() }),
    ]
    assert.equal(`${known.status} ${known.text}`, `${none.status} ${none.text}`)
    assert.equal(known.status, 404)
  }
  assert.equal((await house.browser().ask('POST', '/v1/links', { account: target })).status, 401)
})

test('grants and revocations count at once, and open streams are told', async () => {
  const account = await enrol('沈网格', '13800000060')
  const { browser } = await enter(account)
  assert.deepEqual((await browser.ask('GET', '/v1/session')).body.grants, [])
  let told = 0
  const watched = async () => {
    const session = (await sessionOf(house.gate, {
      cookies: { muster: browser.cookie.slice('muster='.length) },
      protocol: 'http',
    } as never))!
    house.gate.sessions.watch(session, () => {
      told += 1
    })
  }
  await watched()
  await house.given(county, ['access', `account/${account}`, { type: 'grant-role', role: 'gridWorker', area: here }])
  assert.equal(told, 1)
  assert.deepEqual(grantsOf((await browser.ask('GET', '/v1/session')).body), ['gridWorker'])
  await watched()
  await house.given(county, ['access', `account/${account}`, { type: 'revoke-role', role: 'gridWorker', area: here }])
  assert.equal(told, 2)
  assert.deepEqual((await browser.ask('GET', '/v1/session')).body.grants, [])
  await watched()
  house.pass(1)
  await house.given(county, ['access', `account/${account}`, { type: 'revoke-sessions' }])
  assert.equal(told, 3)
  assert.equal((await browser.ask('GET', '/v1/session')).status, 401)
  const again = (await enter(account)).browser
  await house.given(county, ['access', `account/${account}`, { type: 'close-account' }])
  assert.equal((await again.ask('GET', '/v1/session')).status, 401)
})

test('who is merged into another loses their way in', async () => {
  const [gone, into] = [await enrol('吕某', '13800000065'), await enrol('吕某某', '13800000066')]
  const { browser } = await enter(gone)
  await house.given(county, ['registry', `person/${gone}`, { type: 'merge-person', into }])
  const reactions = registry.react!({ type: 'person-merged', into }, `person/${gone}`, house.now())
  assert.deepEqual(
    reactions.map(({ room, stream, command }) => [room, stream, command]),
    [['access', `account/${gone}`, { type: 'close-account' }]],
  )
  await house.given(
    county,
    ...reactions.map(({ room, stream, command }): [string, string, typeof command & Record<string, unknown>] => [
      room,
      stream,
      { ...command },
    ]),
  )
  assert.equal((await browser.ask('GET', '/v1/session')).status, 401)
})

test('no secret stands in the database: not a cookie, a link, a password, a phone tried', async () => {
  const { browser } = await enter(await enrol('何某', '13800000095'))
  const secrets = [browser.cookie.split('.')[1], '13877777777']
  const { rows: tables } = await house.owner.query(`select tablename from pg_tables where schemaname = 'public'`)
  let text = JSON.stringify(house.spine.journal)
  for (const { tablename } of tables)
    text += JSON.stringify((await house.owner.query(`select t::text from ${tablename} t`)).rows)
  for (const secret of [...secrets, password, '王建国', '13800000010'])
    assert.ok(!text.includes(secret), `found ${secret}`)
  assert.ok(text.includes(digestOf(browser.cookie.split('.')[1]).slice(0, 32)), 'the search does search')
})

test('the access log holds every log-in and still verifies; a changed row is found', async () => {
  const read = await house.gate.house.asDoor(county, (tx) => verifyAccessLog(tx, county))
  assert.equal(read.brokenAt, null)
  assert.ok(read.rows > 20)
  await house.owner.query('alter table access_log disable trigger access_log_only_added')
  await house.owner.query(`update access_log set what = 'nothing' where number = 17`)
  assert.equal((await house.gate.house.asDoor(county, (tx) => verifyAccessLog(tx, county))).brokenAt, 17)
})
