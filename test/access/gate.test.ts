// The gate as an attacker and as a tired volunteer would use it: set-up, log-in, codes, links, invitations, sessions.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { registry } from '#domain/registry/registry.ts'
import { codeAt } from '#server/identity/factor.ts'
import { verifyAccessLog } from '#server/identity/access-log.ts'
import { sessionOf } from '#server/identity/routes.ts'
import { digestOf } from '#server/identity/tokens.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

const county = '140729'
const here = '140729100001'
const password = '门前大桥下游过一群鸭'
const MINUTE = 60_000
let cluster: Cluster
let house: SmallHouse

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'gate')
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

type Browser = ReturnType<SmallHouse['browser']>

async function enrol(name: string, phone: string, role?: string, area = county): Promise<string> {
  const id = house.newId()
  await house.given(county, [
    'registry',
    `person/${id}`,
    { type: 'enrol-person', name, phone, home: here, skills: [], availability: [] },
  ])
  await house.given(county, [
    'access',
    `account/${id}`,
    role ? { type: 'appoint', role, area } : { type: 'open-account' },
  ])
  return id
}

/** Gives an account a log-in link as the house itself would. */
async function linkFor(account: string): Promise<string> {
  const { newLink } = await import('#server/identity/tokens.ts')
  const link = newLink(county, account)
  await house.given(county, [
    'access',
    `account/${account}`,
    { type: 'offer-link', digest: link.digest, until: house.now() + 60 * MINUTE },
  ])
  return link.token
}

/** Logs in by a link and, for an office, sets up the second factor. */
async function enter(account: string, factor = false): Promise<{ browser: Browser; secret: string }> {
  const browser = house.browser()
  assert.equal((await browser.ask('POST', '/v1/invitations/accept', { token: await linkFor(account) })).status, 200)
  if (!factor) return { browser, secret: '' }
  const offered = await browser.ask('POST', '/v1/second-factor', {})
  assert.equal(offered.status, 200)
  const secret = String(offered.body.secret)
  assert.equal((await browser.ask('PUT', '/v1/second-factor', { code: codeAt(secret, house.now()) })).status, 200)
  return { browser, secret }
}

const grantsOf = (self: Record<string, unknown>) => (self.grants as { role: string }[]).map((grant) => grant.role)

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

test('links and invitations are given only by those who may, and unknown accounts answer as forbidden ones', async () => {
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
  assert.ok(read.rows > 40)
  await house.owner.query('alter table access_log disable trigger access_log_only_added')
  await house.owner.query(`update access_log set what = 'nothing' where number = 17`)
  assert.equal((await house.gate.house.asDoor(county, (tx) => verifyAccessLog(tx, county))).brokenAt, 17)
})
