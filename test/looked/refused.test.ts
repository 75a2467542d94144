// What is refused and guessed at stands in the access log, with who or whence: once a minute, however often it is
// tried.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { community, county, openHouse, otherCommunity, populate, settle, type TestHouse } from '#test/house.ts'

let house: TestHouse

before(async () => {
  house = await openHouse({ timers: false })
  await settle(house)
})
after(() => house?.stop())

const noted = (what: string) =>
  house.sql<{ account: string; source: string; area: string }>(
    'select account, source, area from access_log where what = $1 order by number',
    [what],
  )

const post = async (path: string, body: unknown) =>
  (
    await fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).status

test('a question and an order that are not theirs: who asked, what for, where', async () => {
  const officer = await house.as('officer')
  const [person] = await populate(house, 1, otherCommunity)
  const { account } = officer.actor
  for (let tries = 0; tries < 3; tries += 1) {
    assert.equal((await officer.ask('access-log')).status, 404)
    assert.equal((await officer.ask('missing-people', { area: otherCommunity, about: 'register' })).status, 404)
    const [receipt] = await officer.give(['registry', `person/${person}`, { type: 'change-person', name: '改名' }])
    assert.equal(receipt.status, 'unknown')
  }
  assert.deepEqual(await noted('refused:access-log'), [{ account, source: '127.0.0.1', area: county }])
  assert.deepEqual(await noted('refused:missing-people'), [{ account, source: '127.0.0.1', area: otherCommunity }])
  assert.deepEqual(await noted('refused-order:registry'), [{ account, source: '127.0.0.1', area: county }])
  await house.pass(61_000)
  await officer.ask('access-log')
  assert.equal((await noted('refused:access-log')).length, 2, 'again after a minute')
  // What is allowed leaves no such row.
  await officer.ask('persons')
  assert.deepEqual(await noted('refused:persons'), [])
})

test('passwords, links and codes that are guessed: from where, and when somebody was barred', async () => {
  const [known] = await populate(house, 1)
  for (let tries = 0; tries < 7; tries += 1)
    await post('/v1/session', { login: `139${String(10_000_001)}`, password: '这不是密码这不是' })
  assert.ok((await noted('log-in-failed')).every((row) => row.source === '127.0.0.1'))
  assert.ok((await noted('log-in-failed')).length >= 5)
  assert.equal((await noted('locked-out')).length, 1)
  assert.equal(await post('/v1/invitations/look', { token: `${county}.${'A'.repeat(64)}` }), 404)
  assert.equal(await post('/v1/invitations/look', { token: 'x' }), 404)
  const links = await noted('link-failed')
  assert.deepEqual(links, [{ account: '', source: '127.0.0.1', area: county }], 'nobody is named by a wrong link')
  const desk = await house.logIn(known)
  const guess = { type: 'arrive', code: '12345678' }
  await desk.give(['muster', `muster/${house.newId()}`, guess])
  assert.equal((await noted('refused-order:muster')).length, 1)
})

test('an auditor finds them as one kind', async () => {
  const auditor = await house.as({ role: 'auditor', area: county })
  const { body } = await auditor.ask<{ rows: { what: string; source: string }[] }>('access-log', { kind: 'refused' })
  const kinds = new Set(body.rows.map(({ what }) => what.split(':')[0]))
  for (const kind of ['refused', 'refused-order', 'log-in-failed', 'locked-out', 'link-failed'])
    assert.ok(kinds.has(kind), kind)
  assert.ok(![...kinds].some((kind) => ['persons', 'log-in-by-link'].includes(kind)))
  assert.ok(community.length > 0 && body.rows.every(({ source }) => source === '127.0.0.1'))
})
