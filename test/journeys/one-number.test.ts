// One person is one number: at every door, in every spelling, and where two records of before stand for one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { community, openHouse, settle, type Client, type TestHouse } from '../house.ts'

const password = '门前大桥下游过一群鸭'
const spellings = [
  '13900015002',
  '+86 139 0001 5002',
  '0086-139-0001-5002',
  '（＋８６）139　0001　5002',
  '86 13900015002',
]
let house: TestHouse
let officer: Client

before(async () => {
  house = await openHouse()
  await settle(house)
  officer = await house.as('officer')
})
after(() => house?.stop())

const enrol = async (name: string, phone: string) => {
  const person = house.newId()
  const [receipt] = await officer.give([
    'registry',
    `person/${person}`,
    { type: 'enrol-person', name, phone, home: community, skills: [], availability: [] },
  ])
  return { person, said: receipt.status === 'refused' ? receipt.reason : receipt.status }
}

const post = async (to: string, body: unknown) => {
  const answer = await fetch(`${house.url}${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as { reason?: string; account?: string } }
}

const invite = async () =>
  (await officer.call<{ token: string }>('POST', '/v1/invitations', { area: community })).body.token

const found = async (query: string) =>
  (await officer.ask<{ rows: { name: string }[] }>('persons', { query })).body.rows.map((row) => row.name)

test('whoever came in by one spelling is known by every other: log-in, invitation, enrolment, change, search, import', async () => {
  const accepted = await post('/v1/invitations/accept', {
    token: await invite(),
    name: '冯热心',
    phone: spellings[1],
    password,
  })
  assert.equal(accepted.status, 200)
  const other = await enrol('陈某', '13900015003')
  for (const phone of spellings) {
    assert.equal((await post('/v1/session', { login: phone, password })).status, 200, `log-in ${phone}`)
    const again = await post('/v1/invitations/accept', { token: await invite(), name: '冯热心', phone })
    assert.equal(again.body.reason, 'phone-taken', `invitation ${phone}`)
    assert.equal((await enrol('冯热心', phone)).said, 'phone-taken', `enrolment ${phone}`)
    const [changed] = await officer.give(['registry', `person/${other.person}`, { type: 'change-person', phone }])
    assert.equal(changed.status === 'refused' && changed.reason, 'phone-taken', `change ${phone}`)
    assert.deepEqual(await found(phone), ['冯热心'], `search ${phone}`)
    const list = `姓名,手机号,居住地\n冯热心,${phone},城关社区\n`
    const planned = await fetch(`${house.url}/v1/imports`, {
      method: 'POST',
      headers: { cookie: officer.cookie, 'content-type': 'text/csv' },
      body: list,
    })
    const { summary } = (await planned.json()) as { summary: { acts: Record<string, number> } }
    assert.deepEqual([summary.acts.same, summary.acts.new], [1, 0], `import ${phone}`)
  }
})

test('what is no number is malformed at every door', async () => {
  for (const phone of ['12345', '139 0001 5004 139 0001 5005', 'x'.repeat(41), '１３９']) {
    assert.equal((await enrol('某人', phone)).said, 'malformed')
    const answer = await post('/v1/invitations/accept', { token: await invite(), name: '某人', phone })
    assert.equal(answer.status, 400)
  }
})

/** As records stood before a number had one form. */
async function asOfOld(person: string, name: string, phone: string): Promise<void> {
  await house.asDoor('140729', (tx) =>
    house.vault.put(tx, '140729', [
      {
        kind: 'person',
        id: person,
        subject: person,
        body: { name, phone },
        lookups: [`name:${name}`, `phone:${phone}`],
      },
    ]),
  )
}

test('a record of before is still known, and becomes the one form when it is changed', async () => {
  const { person } = await enrol('褚某', '13900015011')
  await asOfOld(person, '褚某', '+8613900015010')
  assert.equal((await enrol('褚某某', '13900015010')).said, 'phone-taken')
  for (const phone of ['13900015010', '+8613900015010']) assert.deepEqual(await found(phone), ['褚某'])
  const changed = await officer.give(['registry', `person/${person}`, { type: 'change-person', phone: '13900015010' }])
  assert.equal(changed[0].status, 'accepted')
  const { rows } = (await officer.ask<{ rows: { phone: string }[] }>('persons', { person })).body
  assert.equal(rows[0].phone, '13900015010')
})

test('two records under one number are offered to who keeps the lists, and gone once merged', async () => {
  const [one, two, three] = [
    await enrol('卫某', '13900015020'),
    await enrol('卫某', '13900015021'),
    await enrol('蒋某', '13900015022'),
  ]
  await asOfOld(two.person, '卫某', '+8613900015020')
  const doubles = async (client: Client) =>
    (await client.ask<{ rows: { phone: string; persons: { person: string }[] }[] }>('doubles')).body.rows
  const seen = await doubles(officer)
  assert.deepEqual(
    seen.map(({ phone, persons }) => [phone, persons.map((row) => row.person).sort()]),
    [['13900015020', [one.person, two.person].sort()]],
  )
  assert.ok(!JSON.stringify(seen).includes(three.person))
  assert.deepEqual(await doubles(await house.as({ role: 'officer', area: '140729100002' })), [], 'not of another area')
  for (const role of ['volunteer', 'gridWorker', 'auditor', 'security'] as const)
    assert.equal((await (await house.as(role)).ask('doubles')).status, 404, role)
  // Each still comes in by their own spelling, and neither by another's.
  for (const [{ person }, login] of [
    [one, '13900015020'],
    [two, '+8613900015020'],
  ] as const) {
    await house.given(['access', `account/${person}`, { type: 'open-account' }])
    const link = await officer.call<{ token: string }>('POST', '/v1/links', { account: person })
    assert.equal((await post('/v1/invitations/accept', { token: link.body.token, password })).status, 200)
    assert.equal((await post('/v1/session', { login, password })).body.account, person, login)
  }
  const merged = await officer.give(['registry', `person/${two.person}`, { type: 'merge-person', into: one.person }])
  assert.equal(merged[0].status, 'accepted')
  assert.deepEqual(await doubles(officer), [])
})

test('the first administrator is found by any spelling of the number they gave', async () => {
  const empty = await openHouse()
  const { token } = await empty.gate.setup.newLink()
  const ask = async (to: string, body: object) =>
    fetch(`${empty.url}${to}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const county = { code: '140729', name: '灵石县' }
  assert.equal((await ask('/v1/setup', { token, county, name: '赵管理', phone: spellings[3], password })).status, 200)
  for (const login of spellings) assert.equal((await ask('/v1/session', { login, password })).status, 200, login)
  await empty.stop()
})
