// What a granted objection takes away, to the end: everything about one person, or their addresses alone; nothing of
// anybody else's, and the statement says how much it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { callOffMs, type Objectable } from '#domain/ending/terms.ts'
import { Destroyer } from '#rooms/ending/destroyer.ts'
import type { HeldAnswer } from '#rooms/ending/questions.ts'
import { community, county, openHouse, populate, settle, type Client, type TestHouse } from '#test/house.ts'

const password = '门前大桥下游过一群鸭'
let house: TestHouse
let officer: Client
let destroyer: Destroyer

before(async () => {
  house = await openHouse()
  await settle(house)
  officer = await house.as('officer')
  destroyer = new Destroyer(
    {
      asDoor: house.asDoor,
      vault: house.vault,
      receive: house.receive,
      keys: house.keys,
      held: house.held,
      now: house.now,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
})
after(() => house.stop())

interface Known {
  readonly person: Id
  readonly phone: string
  readonly client: Client
}

/** Somebody of whom everything is held: name and number, a password, two ways to be reached, an hour served. */
async function known(): Promise<Known> {
  const [person] = await populate(house, 1)
  const { name, phone } = (await opened(person))!
  assert.match(name, /居民/)
  const client = await house.logIn(person)
  assert.equal((await client.call('PUT', '/v1/password', { password })).status, 200)
  const push = { type: 'add-push', device: house.newId(), endpoint: 'https://push.example/x', p256dh: 'x', auth: 'y' }
  const receipts = [
    ...(await client.give(
      ['channels', `channels/${person}`, push],
      ['channels', `channels/${person}`, { type: 'set-email', address: 'a@b.example' }],
    )),
    ...(await officer.give([
      'dossier',
      `entry/${house.newId()}`,
      {
        type: 'type-entry',
        person,
        area: community,
        from: house.now() - 7_200_000,
        until: house.now() - 3_600_000,
        duty: '维持秩序',
      },
    ])),
  ]
  assert.ok(
    receipts.every(({ status }) => status === 'accepted'),
    JSON.stringify(receipts),
  )
  return { person, phone, client }
}

const opened = (person: Id) =>
  house.asDoor(county, async (tx) =>
    (await house.vault.open<{ name: string; phone: string }>(tx, 'person', [person])).get(person),
  )
const found = (phone: string) =>
  house.asDoor(county, async (tx) => (await house.vault.find(tx, 'person', [`phone:${phone}`])).get(`phone:${phone}`))
const keys = async (person: Id): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await house.sql<{ kind: string; n: number }>(
        'select kind, count(*)::int as n from keyring where subject = $1 group by kind order by kind',
        [person],
      )
    ).map(({ kind, n }) => [kind, n]),
  )
const bodies = (person: Id) => house.sql('select 1 from vault where subject = $1', [person])
const logIn = async ({ phone }: Known): Promise<number> =>
  (
    await fetch(`${house.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: phone, password }),
    })
  ).status

/** Objected by the person, granted by the officer, done. @returns what the statement counts, and the keys before */
async function granted({ client, person }: Known, about: Objectable): Promise<{ records: number; stood: number }> {
  const objection = house.newId()
  const raised = await client.give([
    'ending',
    `objection/${objection}`,
    { type: 'object', person, about, text: '请删' },
  ])
  const answer = { type: 'answer-objection', verdict: 'granted', text: '已删除' }
  const answered = await officer.give(['ending', `objection/${objection}`, answer])
  assert.deepEqual([raised[0].status, answered[0].status], ['accepted', 'accepted'])
  // For an hour it can be called off.
  await house.pass(callOffMs + 1_000)
  const stood = Object.values(await keys(person)).reduce((all, n) => all + n, 0)
  await destroyer.county(county)
  const [{ records }] = await house.sql<{ records: number }>(
    'select records::int as records from destructions where about = $1',
    [`objection/${objection}`],
  )
  return { records, stood }
}

test('everything: no key of the person stands, nothing opens, the number finds nobody, no log-in is left', async () => {
  const [gone, stays] = [await known(), await known()]
  const before = await keys(gone.person)
  // Name; password; push, e-mail and what the entry says.
  assert.ok(before.person === 1 && before.credential >= 1 && before.text >= 3, JSON.stringify(before))
  assert.equal(await logIn(gone), 200)
  const { records, stood } = await granted(gone, 'everything')
  assert.equal(records, stood, 'the statement counts as many keys as there were')
  assert.deepEqual(await keys(gone.person), {})
  assert.equal((await bodies(gone.person)).length, 0)
  assert.deepEqual([await opened(gone.person), await found(gone.phone)], [undefined, undefined])
  assert.equal(await logIn(gone), 401)

  assert.deepEqual(await keys(stays.person), before, 'another’s stand as they were')
  assert.deepEqual([(await opened(stays.person))?.phone, await found(stays.phone)], [stays.phone, [stays.person]])
  assert.equal(await logIn(stays), 200)
})

test('addresses: push and e-mail end, and the rest of the person stays', async () => {
  const one = await known()
  const before = await keys(one.person)
  const [{ email, pushes }] = await house.sql<{ email: Id; pushes: { way: Id }[] }>(
    'select email, pushes from channels where person = $1',
    [one.person],
  )
  assert.equal((await granted(one, 'addresses')).records, 2)
  const ways = [email, pushes[0].way]
  assert.equal((await house.sql('select 1 from keyring where id = any($1)', [ways])).length, 0)
  assert.equal((await house.sql('select 1 from vault where id = any($1)', [ways])).length, 0)
  const after = await keys(one.person)
  assert.deepEqual([after.person, after.credential], [before.person, before.credential])
  assert.equal(await logIn(one), 200)
  const [{ state, destroyedAt }] = (await one.client.ask<HeldAnswer>('held-about-me')).body.objections
  assert.deepEqual([state, destroyedAt !== null], ['granted', true])
})
