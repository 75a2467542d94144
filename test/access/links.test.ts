// One-time links on a line that breaks: the page that used one opens it again for some minutes, nobody else does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { view as links } from '#rooms/access/views/links.ts'
import { newLink } from '#server/identity/tokens.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

const county = '140729'
const here = '140729100001'
const MINUTE = 60_000
let cluster: Cluster
let house: SmallHouse
let number = 0

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'links')
  await house.gate.openCounty(county, '灵石县')
  await house.given(county, ['registry', `area/${here}`, { type: 'name-area', name: '城关社区' }])
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

const until = () => house.now() + 60 * MINUTE
const nonce = () => `nonce-${String((number += 1)).padStart(20, '0')}`

async function logInLink(): Promise<{ account: string; token: string }> {
  const account = house.newId()
  const link = newLink(county, account)
  const phone = `137000${String(10_000 + (number += 1)).slice(-5)}`
  await house.given(
    county,
    [
      'registry',
      `person/${account}`,
      { type: 'enrol-person', name: '王某', phone, home: here, skills: [], availability: [] },
    ],
    ['access', `account/${account}`, { type: 'offer-link', digest: link.digest, until: until() }],
  )
  return { account, token: link.token }
}

async function invitation(): Promise<{ account: string; token: string }> {
  const account = house.newId()
  const link = newLink(county, account)
  await house.given(county, [
    'access',
    `account/${account}`,
    { type: 'invite-person', area: here, digest: link.digest, until: until() },
  ])
  return { account, token: link.token }
}

const ask = async (what: 'look' | 'accept', body: object) =>
  (await house.browser().ask('POST', `/v1/invitations/${what}`, body)).status
const accept = (token: string, more: object = {}) => ask('accept', { token, ...more })

test('the page whose answer was lost opens the link again, for ten minutes; elsewhere it is spent', async () => {
  for (const [kind, made, form] of [
    ['log-in', await logInLink(), {}],
    ['invitation', await invitation(), { name: '冯热心', phone: '13600000001' }],
  ] as const) {
    const [own, other] = [nonce(), nonce()]
    const { token, account } = made
    assert.equal(await accept(token, { ...form, nonce: own }), 200, kind)
    const events = house.spine.journal.length
    house.pass(9 * MINUTE)
    assert.equal(await accept(token, { ...form, nonce: other }), 404, kind)
    assert.equal(await accept(token, form), 404, kind)
    assert.equal(await ask('look', { token, nonce: other }), 404, kind)
    assert.equal(await ask('look', { token, nonce: own }), 200, kind)
    const again = await house.browser().ask('POST', '/v1/invitations/accept', { token, nonce: own })
    assert.deepEqual([again.status, again.body.account], [200, account], kind)
    assert.equal(house.spine.journal.length, events, `${kind}: nothing is done twice`)
    house.pass(2 * MINUTE)
    assert.equal(await accept(token, { nonce: own }), 404, kind)
  }
})

test('of many at once with nonces of their own one comes in, and only that one again', async () => {
  const { token } = await logInLink()
  const nonces = Array.from({ length: 8 }, nonce)
  const first = await Promise.all(nonces.map((own) => accept(token, { nonce: own })))
  assert.equal(first.filter((status) => status === 200).length, 1)
  house.pass(5 * MINUTE)
  const second = await Promise.all(nonces.map((own) => accept(token, { nonce: own })))
  assert.deepEqual(
    second.map((status) => status === 200),
    first.map((status) => status === 200),
  )
})

test('a link used without a nonce, or under a nonce that is none, never opens again', async () => {
  const { token } = await logInLink()
  assert.equal(await accept(token), 200)
  for (const given of [{}, { nonce: nonce() }]) assert.equal(await accept(token, given), 404)
  for (const bad of ['', 'short', 'x'.repeat(65), `${'x'.repeat(30)}\u0000`])
    assert.equal(await accept(token, { nonce: bad }), 400, JSON.stringify(bad))
})

test('what voids the links of an account voids the second opening too', async () => {
  const voids: readonly [string, object][] = [
    ['revoke-sessions', {}],
    ['grant-role', { role: 'gridWorker', area: here }],
    ['close-account', {}],
  ]
  for (const [type, more] of voids) {
    const { account, token } = await logInLink()
    const own = nonce()
    assert.equal(await accept(token, { nonce: own }), 200)
    await house.given(county, ['access', `account/${account}`, { type, ...more }])
    assert.equal(await accept(token, { nonce: own }), 404, type)
  }
})

test('the next link that is used takes the second opening of the one before', async () => {
  const { account, token } = await logInLink()
  const next = newLink(county, account)
  const [one, two] = [nonce(), nonce()]
  assert.equal(await accept(token, { nonce: one }), 200)
  await house.given(county, [
    'access',
    `account/${account}`,
    { type: 'offer-link', digest: next.digest, until: until() },
  ])
  assert.equal(await accept(token, { nonce: one }), 200, 'an offered one does not')
  assert.equal(await accept(next.token, { nonce: two }), 200)
  assert.equal(await accept(token, { nonce: one }), 404)
  assert.equal(await accept(next.token, { nonce: two }), 200)
})

test('the view is the same however its events are cut into batches', async () => {
  const rows = async () => (await house.owner.query('select * from links order by account, digest')).rows
  const live = await rows()
  assert.ok(live.some((row) => row.used_at !== null))
  const events = house.spine.journal.filter(({ event }) => links.on.includes(event.type))
  for (const size of [1, 2, 3, 7, events.length]) {
    await house.owner.query('delete from links')
    for (let at = 0; at < events.length; at += size)
      await house.gate.house.asDoor(county, (tx) => links.feed(tx, events.slice(at, at + size)))
    assert.deepEqual(await rows(), live, `batches of ${size}`)
  }
})
