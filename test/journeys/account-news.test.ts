// What others do to somebody's account reaches them by every way they have, and takes nothing over: links, passwords,
// second factors, names and phones.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#domain/kernel/actor.ts'
import { courierOf } from '#rooms/access/courier.ts'
import type { Message } from '#rooms/courier.ts'
import { lentBy } from '#server/channels/carrier.ts'
import { community, county, openHouse, populate, settle, type Client, type TestHouse } from '../house.ts'

const password = '门前大桥下游过一群鸭'
const other = '另一句很长的话也可以'
let house: TestHouse
let officer: Client

before(async () => {
  house = await openHouse({ timers: false })
  await settle(house)
  officer = await house.as('officer')
})
after(() => house?.stop())

/** What left the house, by way. */
async function carried(now = house.now()): Promise<string[]> {
  const sent: string[] = []
  const note = (way: string) => async (_address: unknown, message: Message) => {
    sent.push(`${way} ${message.about}`)
    return 'sent' as const
  }
  const courier = courierOf(
    lentBy({
      asDoor: house.asDoor,
      vault: house.vault,
      ownKey: house.keys.own,
      receive: house.receive,
      system: systemActor,
      now: () => now,
      // The app is open somewhere: with whoever took the account over, perhaps.
      isListening: () => true,
      push: note('push'),
      mail: note('email'),
    }),
  )
  for (let round = 0; round < 3; round += 1) await courier.round(county)
  return sent.sort()
}

const post = async (to: string, body: unknown) => {
  const answer = await fetch(`${house.url}${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const cookies = answer.headers.getSetCookie().map((set) => set.split(';')[0])
  return {
    status: answer.status,
    body: (await answer.json()) as { reason?: string },
    cookie: cookies.find((cookie) => !cookie.includes('-device=')) ?? '',
  }
}

const put = async (to: string, cookie: string, body: unknown) => {
  const headers = { 'content-type': 'application/json', cookie }
  const answer = await fetch(`${house.url}${to}`, { method: 'PUT', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json()) as { reason?: string } }
}

const linkFor = async (account: string) =>
  (await officer.call<{ token: string }>('POST', '/v1/links', { account })).body.token

/** A resident with a phone that is pushed to and an e-mail address. */
async function reachable(): Promise<{ person: string; client: Client }> {
  const [person] = await populate(house, 1)
  const client = await house.logIn(person)
  const receipts = await client.give(
    ['channels', `channels/${person}`, { type: 'set-email', address: 'someone@demo.example' }],
    [
      'channels',
      `channels/${person}`,
      {
        type: 'add-push',
        device: house.newId(),
        endpoint: 'https://push.example/x',
        p256dh: 'BKey_-',
        auth: 'auth_-',
      },
    ],
    // Whoever took the account over would leave no way in the order.
    ['channels', `channels/${person}`, { type: 'choose-channels', order: [], quiet: { from: 0, until: 1439 } }],
  )
  assert.ok(receipts.every((receipt) => receipt.status === 'accepted'))
  return { person, client }
}

const newsOf = async (client: Client) =>
  (await client.ask<{ rows: { about: string; own: boolean }[] }>('account-news')).body.rows.map(
    (row) => `${row.about}${row.own ? ' own' : ''}`,
  )

test('a link that another made, a password, a name or phone are told by every way, once, at any hour', async () => {
  const { person, client } = await reachable()
  const everyWay = ['email account', 'push account']
  await carried()
  const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['link', () => linkFor(person)],
    ['password own', async () => post('/v1/invitations/accept', { token: await linkFor(person), password })],
    ['contact', () => officer.give(['registry', `person/${person}`, { type: 'change-person', phone: '13800138000' }])],
    ['contact', () => officer.give(['registry', `person/${person}`, { type: 'change-person', name: '改某' }])],
  ]
  for (const [about, act] of acts) {
    await act()
    assert.equal((await newsOf(client))[0], about)
    assert.deepEqual(await carried(), everyWay, about)
    assert.deepEqual(await carried(), [], `${about}, once`)
  }
  const quiet: readonly (readonly [string, object])[] = [
    [`person/${person}`, { type: 'change-person', skills: ['medic'] }],
    [`person/${person}`, { type: 'register-person', community }],
  ]
  for (const [stream, command] of quiet) {
    assert.equal((await officer.give(['registry', stream, command as { type: string }]))[0].status, 'accepted')
    assert.deepEqual(await carried(), [], JSON.stringify(command))
  }
  const told = await house.sql<{ told: unknown }>('select told from account_news where account = $1', [person])
  assert.ok(told.length >= 5 && told.every((row) => JSON.stringify(row.told).includes('email')))
})

test('nobody sees the news of another, and after three days the app alone shows them', async () => {
  const { person } = await reachable()
  await carried()
  await linkFor(person)
  assert.deepEqual(await newsOf(officer), [])
  assert.deepEqual(await carried(house.now() + 3 * 86_400_000 + 1), [])
})

test('a link sets a first password and never takes one over', async () => {
  const [person] = await populate(house, 1)
  const [{ phone }] = (await officer.ask<{ rows: { phone: string }[] }>('persons', { person })).body.rows
  assert.equal((await post('/v1/invitations/accept', { token: await linkFor(person), password })).status, 200)
  const second = await linkFor(person)
  const taken = await post('/v1/invitations/accept', { token: second, password: other })
  assert.deepEqual([taken.status, taken.body.reason], [422, 'password-stands'])
  const thief = await post('/v1/invitations/accept', { token: second })
  assert.equal(thief.status, 200, 'the link is not spent by what it may not do')
  for (const [body, reason] of [
    [{ password: other }, 'password-stands'],
    [{ password: other, present: 'x' }, 'wrong'],
  ] as const)
    assert.equal((await put('/v1/password', thief.cookie, body)).body.reason, reason)
  const factor = await fetch(`${house.url}/v1/second-factor`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: thief.cookie },
    body: '{}',
  })
  assert.equal(((await factor.json()) as { reason: string }).reason, 'password-stands', 'nor a factor to show for it')
  assert.equal((await post('/v1/session', { login: phone, password })).status, 200, 'the own password still opens')
  assert.equal((await put('/v1/password', thief.cookie, { password: other, present: password })).status, 200)
})

test('the page that set a password by a link whose answer was lost may say it again, and no other', async () => {
  const [person] = await populate(house, 1)
  const token = await linkFor(person)
  const nonce = 'n'.repeat(32)
  assert.equal((await post('/v1/invitations/accept', { token, nonce, password })).status, 200)
  assert.equal((await post('/v1/invitations/accept', { token, nonce, password })).status, 200)
  assert.equal((await post('/v1/invitations/accept', { token, nonce, password: other })).body.reason, 'password-stands')
  assert.equal((await post('/v1/invitations/accept', { token, nonce })).status, 200)
})

test('name and phone of who holds an office are changed by themselves, with the second factor shown', async () => {
  const dispatcher = await house.as({ role: 'dispatcher', area: community })
  const person = dispatcher.actor.person!
  const stream = `person/${person}`
  const change = async (client: Client, command: object) => {
    const [receipt] = await client.give(['registry', stream, { type: 'change-person', ...command }])
    return receipt.status === 'refused' ? receipt.reason : receipt.status
  }
  const administrator = await house.as({ role: 'administrator', area: county })
  const weak = await house.gate.sessions.begin(county, person, { strength: 1, via: 'link', device: '' })
  const byLink = await fetch(`${house.url}/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `muster=${weak!.token}` },
    body: JSON.stringify({
      commands: [house.envelope('registry', stream, { type: 'change-person', phone: '13800138001' } as never)],
    }),
  })
  assert.equal(((await byLink.json()) as { receipts: { reason: string }[] }).receipts[0].reason, 'office-holder')
  for (const client of [officer, administrator]) {
    assert.equal(await change(client, { phone: '13800138001' }), 'office-holder')
    assert.equal(await change(client, { phone: null }), 'office-holder')
    assert.equal(await change(client, { name: '冒名' }), 'office-holder')
    assert.equal(await change(client, { skills: client === officer ? ['medic'] : ['driver'] }), 'accepted')
  }
  assert.equal(await change(dispatcher, { phone: '13800138001' }), 'accepted')
  const volunteer = await house.as('volunteer')
  const [receipt] = await officer.give([
    'registry',
    `person/${volunteer.actor.person!}`,
    { type: 'change-person', phone: '13800138002' },
  ])
  assert.equal(receipt.status, 'accepted', 'who holds no office is helped by the community')
})
