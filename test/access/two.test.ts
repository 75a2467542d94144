// Two processes of one house: one log's chain from two writers, and a session ended in one is ended in the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AccessLog } from '#server/identity/access-log.ts'
import { verifyAccessLog } from '#server/identity/access-proof.ts'
import { Sessions } from '#server/identity/sessions.ts'
import { until } from '../house.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

const county = '140729'
let cluster: Cluster
let house: SmallHouse

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'two')
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

test('two writers at once add 2,000 rows to one chain, none lost, none twice', async () => {
  const { asDoor } = house.gate.house
  const writers = [new AccessLog(asDoor), new AccessLog(asDoor)]
  const persons = Array.from({ length: 3 }, () => house.newId())
  await Promise.all(
    Array.from({ length: 2_000 }, async (_, n) => {
      // Some wait a turn, so that many transactions of both meet.
      if (n % 7 === 0) await new Promise((resolve) => setTimeout(resolve, n % 40))
      await writers[n % 2].note({
        tenant: n % 5 === 0 ? '140730' : county,
        at: n,
        account: '',
        roles: ['officer'],
        session: '',
        what: `look-${n}`,
        area: county,
        persons,
      })
    }),
  )
  const read = await asDoor(county, (tx) => verifyAccessLog(tx, county))
  assert.deepEqual([read.rows, read.brokenAt], [1_600, null])
  const { rows } = await house.owner.query('select count(distinct what)::int as looks from access_log')
  assert.equal(rows[0].looks, 2_000)
})

test('a log that cannot be written keeps the answer back', async () => {
  const broken = new AccessLog(() => Promise.reject(new Error('the database is away')))
  await assert.rejects(
    broken.note({ tenant: county, at: 1, account: '', roles: [], session: '', what: 'x', area: county, persons: [] }),
    /away/,
  )
  // And it goes on afterwards.
  await assert.rejects(
    broken.note({ tenant: county, at: 2, account: '', roles: [], session: '', what: 'x', area: county, persons: [] }),
    /away/,
  )
})

test('a session begun in one process is known in the other, and gone when it is told', async () => {
  const other = new Sessions(house.gate.house)
  const id = house.newId()
  await house.given(county, [
    'registry',
    `person/${id}`,
    { type: 'enrol-person', name: '某', home: '140729100001', skills: [], availability: [] },
  ])
  await house.given(county, ['access', `account/${id}`, { type: 'open-account' }])
  const begun = (await house.gate.sessions.begin(county, id, { strength: 1, via: 'link', device: '' }))!
  assert.equal((await other.of(begun.token))?.account, id)
  const seen = (await other.of(begun.token))!
  let told = 0
  other.watch(seen, () => {
    told += 1
  })
  assert.equal(await house.gate.sessions.end(county, id, { session: begun.session.session }), 1)
  assert.equal(await house.gate.sessions.of(begun.token), undefined)
  other.changed(county, ['muster/x', `account/${house.newId()}`])
  assert.equal(told, 0)
  other.changed('140730', [`account/${id}`])
  assert.equal(told, 0, "another county's account of the same id is not this one")
  other.changed(county, [`account/${id}`])
  assert.equal(told, 1)
  assert.equal(await other.of(begun.token), undefined)
})

test('what was read across a change of the account is not kept; another account’s change hinders nothing', async () => {
  const id = house.newId()
  await house.given(county, [
    'registry',
    `person/${id}`,
    { type: 'enrol-person', name: '某', home: '140729100001', skills: [], availability: [] },
  ])
  await house.given(county, ['access', `account/${id}`, { type: 'open-account' }])
  const begun = (await house.gate.sessions.begin(county, id, { strength: 1, via: 'link', device: '' }))!
  let reads = 0
  let during: () => Promise<void> = async () => {}
  const counting = new Sessions({
    ...house.gate.house,
    clock: house.now,
    asDoor: (tenant, work) =>
      house.gate.house.asDoor(tenant, async (tx) => {
        reads += 1
        const result = await work(tx)
        await during()
        return result
      }),
  })
  during = async () => {
    during = async () => {}
    await house.given(county, [
      'access',
      `account/${id}`,
      { type: 'grant-role', role: 'steward', area: '140729100001' },
    ])
    counting.changed(county, [`account/${id}`])
  }
  await counting.of(begun.token)
  assert.deepEqual(
    (await counting.of(begun.token))?.actor.grants.map((grant) => grant.role),
    ['steward'],
    'read again after the change',
  )
  counting.forgetAll()
  during = async () => counting.changed(county, [`account/${house.newId()}`])
  await counting.of(begun.token)
  const before = reads
  await counting.of(begun.token)
  assert.equal(reads, before, 'kept')
})

test('who begins to watch what has just ended is told at once', async () => {
  const id = house.newId()
  await house.given(county, [
    'registry',
    `person/${id}`,
    { type: 'enrol-person', name: '某', home: '140729100001', skills: [], availability: [] },
  ])
  await house.given(county, ['access', `account/${id}`, { type: 'open-account' }])
  const { sessions } = house.gate
  const begun = (await sessions.begin(county, id, { strength: 1, via: 'link', device: '' }))!
  const held = (await sessions.of(begun.token))!
  house.pass(1)
  await house.given(county, ['access', `account/${id}`, { type: 'revoke-sessions' }])
  let told = 0
  sessions.watch(held, () => {
    told += 1
  })
  await until(() => told === 1, 'who watches what has ended is told')
})

test('a session that runs out ends its streams though nobody asks', async () => {
  const id = house.newId()
  await house.given(county, [
    'registry',
    `person/${id}`,
    { type: 'enrol-person', name: '某', home: '140729100001', skills: [], availability: [] },
  ])
  await house.given(county, ['access', `account/${id}`, { type: 'appoint', role: 'officer', area: county }])
  const { sessions } = house.gate
  const begun = (await sessions.begin(county, id, { strength: 2, via: 'password', device: '' }))!
  let told = 0
  sessions.watch((await sessions.of(begun.token))!, () => {
    told += 1
  })
  sessions.sweep()
  assert.equal(told, 0)
  house.pass(2 * 3_600_000 + 1)
  sessions.sweep()
  assert.equal(told, 1)
})
