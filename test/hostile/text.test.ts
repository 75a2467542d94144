// Broken and hiding text at every door: a plain word that names the place, never a fault of ours; and one hostile
// command holds nobody else's up.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { community, openHouse, otherCommunity, settle, type Client, type TestHouse } from '../house.ts'

let house: TestHouse
let officer: Client
const faults: string[] = []

before(async () => {
  house = await openHouse({ log: (message) => faults.push(message) })
  await settle(house)
  officer = await house.as('officer')
})
after(() => house?.stop())

test('addresses with NUL or bytes that are no text are malformed, and say where', async () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['/v1/views/persons?within=%00', 'query.within'],
    ['/v1/views/persons?query=%00', 'query.query'],
    ['/v1/views/persons?query=a%00b&person=c', 'query.query'],
    ['/v1/views/registration-history?stream=person/%00', 'query.stream'],
    ['/v1/sync?cursor=%00', 'query.cursor'],
    ['/v1/exports/persons?within=%00', 'query.within'],
    ['/v1/imports/%00', 'params.id'],
  ]
  for (const [to, path] of rows) {
    const answer = await officer.call<{ reason: string; problems: { path: string }[] }>('GET', to)
    assert.deepEqual([answer.status, answer.body.reason], [400, 'malformed'], to)
    assert.equal(answer.body.problems[0].path, path, to)
  }
  for (const to of ['/v1/session', '/v1/invitations/accept', '/v1/invitations/look', '/v1/links', '/v1/password']) {
    const answer = await officer.call<{ reason: string }>(to === '/v1/password' ? 'PUT' : 'POST', to, {
      token: '\u0000',
      login: '\u0000',
      password: '\ud800',
      account: '\u0000',
    })
    assert.deepEqual([answer.status, answer.body.reason], [400, 'malformed'], to)
  }
  assert.deepEqual(faults, [])
})

test('of many commands the hostile one alone is malformed, by its place; the others stand', async () => {
  const good = house.newId()
  const enrol = (person: string, name: string, more: object = {}) => ({
    ...house.envelope('registry', `person/${person}`, {
      type: 'enrol-person',
      name,
      home: community,
      skills: [],
      availability: [],
    } as never),
    ...more,
  })
  const hostile: readonly (readonly [object, string])[] = [
    [enrol(house.newId(), '张\u0000三'), 'command.name'],
    [enrol(house.newId(), '张\ud800三'), 'command.name'],
    [enrol(house.newId(), '张\u202e三'), 'command.name'],
    [enrol(house.newId(), '张\u200b三'), 'command.name'],
    [enrol(house.newId(), '张三', { stream: 'person/\u0000' }), 'stream'],
    [enrol(house.newId(), '张三', { room: 'registry\u0000' }), 'room'],
    [
      house.envelope('registry', `area/${community}`, { type: 'name-area', name: '城关\u2066' } as never),
      'command.name',
    ],
    [
      house.envelope('registry', `unit/${house.newId()}`, {
        type: 'enrol-unit',
        name: '局\u00ad',
        area: community,
      } as never),
      'command.name',
    ],
  ]
  const answer = await officer.call<{ receipts: { status: string; problems?: { path: string }[] }[] }>(
    'POST',
    '/v1/commands',
    { commands: [...hostile.map(([envelope]) => envelope), enrol(good, '李四')] },
  )
  assert.equal(answer.status, 200)
  const { receipts } = answer.body
  for (const [at, [, path]] of hostile.entries())
    assert.deepEqual([receipts[at].status, receipts[at].problems?.[0].path], ['malformed', path])
  assert.equal(receipts.at(-1)!.status, 'accepted')
  assert.deepEqual(faults, [])
})

test('too large a body says so in words, with and without a session', async () => {
  for (const [to, cookie, expected] of [
    ['/v1/imports', officer.cookie, 413],
    ['/v1/commands', officer.cookie, 413],
    ['/v1/links', officer.cookie, 413],
    ['/v1/imports', '', 401],
  ] as const) {
    const answer = await fetch(`${house.url}${to}`, {
      method: 'POST',
      headers: { cookie, 'content-type': to === '/v1/imports' ? 'text/csv' : 'application/json' },
      body: Buffer.alloc(17 * 1024 * 1024, 'a'),
    }).catch((error: Error) => error)
    // Whoever is cut off while sending may see the cut before the answer.
    if (answer instanceof Error) continue
    assert.equal(answer.status, expected, to)
    assert.equal(((await answer.json()) as { reason: string }).reason, expected === 413 ? 'too-large' : 'logged-out')
  }
  assert.deepEqual(faults, [])
})

test('who may not see somebody learns nothing by merging into them', async () => {
  const [own, elsewhere] = [house.newId(), house.newId()]
  await house.given(
    ...[own, elsewhere].map((person, at): [string, string, { type: string }] => [
      'registry',
      `person/${person}`,
      {
        type: 'enrol-person',
        name: '某人',
        home: at === 0 ? community : otherCommunity,
        skills: [],
        availability: [],
      } as { type: string },
    ]),
  )
  const said = async (into: string) => {
    const [receipt] = await officer.give([
      'registry',
      `person/${own}`,
      { type: 'merge-person', into } as { type: string },
    ])
    return JSON.stringify({ ...receipt, id: '' })
  }
  assert.equal(await said(elsewhere), await said(house.newId()))
  assert.equal(await said(elsewhere), JSON.stringify({ id: '', status: 'unknown' }))
})
