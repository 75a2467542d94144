// The one door over HTTP: one id has one effect and one answer, refusals are kept, forbidden looks like unknown, timers
// fire once over restarts, a restored house is noticed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import {
  community,
  county,
  newDatabase,
  openHouse,
  otherCommunity,
  populate,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'

let house: TestHouse
let officer: Client
let people: Id[]

before(async () => {
  house = await openHouse()
  await settle(house)
  officer = await house.as('officer')
  people = await populate(house, 12)
})
after(() => house.stop())

const whistle = (seats = 2, more = {}) => ({
  type: 'blow-whistle',
  what: '搬运物资',
  label: '东门',
  area: community,
  place: [111.77, 36.85],
  needs: [{ people: seats }],
  from: house.now(),
  until: house.now() + 3 * 3_600_000,
  drill: false,
  answerMinutes: 10,
  escalateMinutes: 15,
  waves: 'by-hand',
  ...more,
})

async function blow(seats = 2, called = people.slice(0, 4), more = {}): Promise<Id> {
  const muster = house.newId()
  const [receipt] = await officer.give(['muster', `muster/${muster}`, whistle(seats, { people: called, ...more })])
  assert.equal(receipt.status, 'accepted', JSON.stringify(receipt))
  return muster
}

test('the same envelope twice has one effect and one answer; another body or sender conflicts', async () => {
  const muster = await blow()
  const phone = await house.logIn(people[0])
  const envelope = house.envelope('muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 10 })
  const first = await phone.send([envelope])
  const again = await phone.send([envelope, envelope])
  assert.equal(first.receipts[0].status, 'accepted')
  assert.deepEqual(again.receipts, [first.receipts[0], first.receipts[0]])
  assert.equal(
    (await phone.send([{ ...envelope, command: { type: 'answer-call', answer: 'cannot' } as never }])).receipts[0]
      .status,
    'conflict',
  )
  assert.equal((await (await house.logIn(people[1])).send([envelope])).receipts[0].status, 'conflict')
  assert.equal((await house.sql(`select 1 from journal where command = $1`, [envelope.id])).length, 1)
})

test('two bodies under one id in one request: the first is done, the second conflicts, in either order', async () => {
  const phone = await house.logIn(people[9])
  for (const answers of [
    ['cannot', 'talk'],
    ['talk', 'cannot'],
  ]) {
    const muster = await blow(2, [people[9]])
    const [first, second] = answers.map((answer) => ({ type: 'answer-call', answer }))
    const envelope = house.envelope('muster', `muster/${muster}`, first)
    const { receipts } = await phone.send([envelope, { ...envelope, command: second as never }])
    assert.deepEqual(
      receipts.map(({ status }) => status),
      ['accepted', 'conflict'],
    )
    const done = await house.sql<{ answer: string }>(
      `select event->>'answer' as answer from journal where command = $1`,
      [envelope.id],
    )
    assert.deepEqual(done, [{ answer: answers[0] }])
    const again = await phone.send([{ ...envelope, command: second as never }, envelope])
    assert.deepEqual(
      again.receipts.map(({ status }) => status),
      ['conflict', 'accepted'],
    )
  }
})

test('the same id and body for another stream conflicts, for another room is unknown, and does nothing', async () => {
  const phone = await house.logIn(people[9])
  const [one, other] = [await blow(2, [people[9]]), await blow(2, [people[9]])]
  const envelope = house.envelope('muster', `muster/${one}`, { type: 'answer-call', answer: 'cannot' })
  assert.equal((await phone.send([envelope])).receipts[0].status, 'accepted')
  const elsewhere = [
    [{ ...envelope, stream: `muster/${other}` }, 'conflict'],
    [{ ...envelope, room: 'point' }, 'unknown'],
  ] as const
  for (const [sent, expected] of elsewhere)
    assert.equal((await phone.send([sent])).receipts[0].status, expected, `${sent.room} ${sent.stream}`)
  const rows = await house.sql<{ stream: string }>('select stream from journal where command = $1', [envelope.id])
  assert.deepEqual(rows, [{ stream: `muster/${one}` }])
})

test('a refusal is kept: the same id is refused for ever, though the world moved on', async () => {
  const phone = await house.logIn(people[5])
  const muster = await blow(1, [people[6]])
  const early = house.envelope('muster', `muster/${muster}`, { type: 'answer-call', answer: 'cannot' })
  assert.deepEqual(
    (await phone.send([early])).receipts.map((one) => ('reason' in one ? one.reason : one.status)),
    ['not-called'],
  )
  await officer.give(['muster', `muster/${muster}`, { type: 'call-people', people: [people[5]] }])
  assert.deepEqual(
    (await phone.send([early])).receipts.map((one) => ('reason' in one ? one.reason : one.status)),
    ['not-called'],
  )
  assert.equal(
    (await phone.give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'cannot' }]))[0].status,
    'accepted',
  )
})

test('what is forbidden and what does not exist are answered alike', async () => {
  const stranger = await house.as({ role: 'officer', area: otherCommunity })
  const muster = await blow()
  const [forbidden] = await stranger.give(['muster', `muster/${muster}`, { type: 'stand-down' }])
  const [nothing] = await stranger.give(['muster', `muster/${house.newId()}`, { type: 'stand-down' }])
  assert.deepEqual([forbidden.status, nothing.status], ['unknown', 'unknown'])
  assert.deepEqual(Object.keys(forbidden).sort(), Object.keys(nothing).sort())
})

test('malformed commands change nothing and name the place; a bad one holds up no other of its request', async () => {
  const muster = await blow()
  const phone = await house.logIn(people[2])
  const receipts = await phone.give(
    ['muster', `muster/${muster}`, { type: 'answer-call', answer: 'perhaps' }],
    ['nowhere', 'muster/x', { type: 'x' }],
    ['muster', `muster/${muster}`, { type: 'answer-call', answer: 'cannot' }],
  )
  assert.deepEqual(
    receipts.map((one) => one.status),
    ['malformed', 'unknown', 'accepted'],
  )
  assert.deepEqual(
    (receipts[0] as Extract<Receipt, { status: 'malformed' }>).problems.map((one) => one.path),
    ['command.answer'],
  )
  assert.equal((await phone.call('POST', '/v1/commands', { commands: [] })).status, 400)
  assert.equal((await phone.call('POST', '/v1/commands', { commands: [{ id: 1 }] })).status, 400)
  assert.equal(
    (
      await fetch(`${house.url}/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ commands: [house.envelope('muster', 'muster/x', { type: 'x' })] }),
      })
    ).status,
    401,
  )
})

test('one command that breaks its transaction is isolated: all others of the group are done', async () => {
  const logged: string[] = []
  const database = await newDatabase()
  const other = await openHouse({ database, log: (message) => logged.push(message) })
  try {
    await settle(other)
    // A defect planted in a view: PostgreSQL refuses one person's row, in the middle of whatever group it comes in.
    await other.sql(
      `create function stumble() returns trigger language plpgsql as $$ begin if new.home like '%-07%' then ` +
        `raise exception 'planted'; end if; return new; end $$`,
    )
    await other.sql('create trigger stumble before insert on persons for each row execute function stumble()')
    const clerk = await other.as({ role: 'administrator', area: county })
    const receipts = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        clerk.give([
          'registry',
          `person/${other.newId()}`,
          {
            type: 'enrol-person',
            name: `居民${at}`,
            home: at === 31 ? `${community}-07` : community,
            skills: [],
            availability: [],
          },
        ]),
      ),
    )
    assert.deepEqual(
      receipts.map(([one]) => one.status).filter((status) => status !== 'accepted'),
      ['refused'],
    )
    assert.deepEqual(
      receipts[31].map((one) => ('reason' in one ? one.reason : '')),
      ['fault'],
    )
    assert.equal(logged.length, 1)
    assert.equal((await other.sql('select 1 from persons where home like $1', [`${community}%`])).length >= 59, true)
    assert.deepEqual((await other.journal.verify()).faults, [])
  } finally {
    await other.stop()
    await database.drop()
  }
})

test('silence escalates by the timer, once, also when the server was away while it fell due', async () => {
  const database = await newDatabase()
  const first = await openHouse({ database })
  await settle(first)
  const boss = await first.as('officer', { role: 'dispatcher', area: county })
  const ids = await populate(first, 3)
  const muster = first.newId()
  assert.equal((await boss.give(['muster', `muster/${muster}`, { ...whistle(3), people: ids }]))[0].status, 'accepted')
  const { dataDir } = first
  // As after a kill: nothing is told to the next server but what stands in the database.
  await first.stop()
  const second = await openHouse({ database, dataDir, start: Date.now() + 16 * 60_000 })
  try {
    await until(
      async () =>
        (
          await second.sql(`select 1 from journal where stream = $1 and event->>'type' = 'muster-escalated'`, [
            `muster/${muster}`,
          ])
        ).length === 1,
      'it escalated',
    )
    await second.pass(1_000)
    assert.equal(
      (
        await second.sql(`select 1 from journal where stream = $1 and event->>'type' = 'muster-escalated'`, [
          `muster/${muster}`,
        ])
      ).length,
      1,
    )
    assert.equal((await second.sql('select 1 from due where at <= $1', [second.now()])).length, 0)
  } finally {
    await second.stop()
    await database.drop()
  }
})

test('a cursor of another house, or ahead of this one, is answered by a reset', async () => {
  const phone = await house.logIn(people[3])
  const sync = async (cursor: string) =>
    (await phone.call<{ reset: boolean; cursor: string }>('GET', `/v1/sync?cursor=${cursor}`)).body
  const now = (await phone.call<{ cursor: string }>('GET', '/v1/sync')).body.cursor
  const [epoch, sequence] = now.split(':')
  assert.equal((await sync(now)).reset, false)
  assert.equal((await sync(`${epoch}:${Number(sequence) + 1}`)).reset, true)
  assert.equal((await sync(`0123456789abcdef:1`)).reset, true)
})

test('rebuilt views are the live ones, and the chain proves itself', async () => {
  const rebuilt = await house.journal.rebuild()
  assert.ok(rebuilt.events > 20)
  assert.deepEqual(
    rebuilt.views.filter((view) => view.missing + view.surplus > 0),
    [],
  )
  assert.deepEqual((await house.journal.verify()).faults, [])
})

test('every change that its own administrator makes in the journal is found', async () => {
  const database = await newDatabase()
  const other = await openHouse({ database })
  try {
    await settle(other)
    await populate(other, 5)
    await other.sql('alter table journal disable trigger all')
    const edits = [
      `update journal
       set event = replace(event::text, '城关', '城内')::json
       where event::text like '%城关%'`,
      `update journal set at = at + 1 where sequence = 3`,
      `update journal set by = 'x' where sequence = 4`,
      `update journal set area = null where sequence = 3`,
      `update journal set stream = stream || '0' where sequence = 2`,
      `delete from journal where sequence = 5`,
      `delete from journal where sequence = (select max(sequence) from journal)`,
      `update heads set sequence = sequence - 1`,
      `update journal set hash = sha256('x') where sequence = 6`,
      `update journal set event = '{"type":"area-named"}' where sequence = 1`,
    ]
    for (const edit of edits) {
      await other.sql('create table kept as select * from journal')
      const heads = await other.sql<{ sequence: string }>('select sequence from heads')
      await other.sql(edit)
      assert.ok((await other.journal.verify()).faultsTotal > 0, edit)
      await other.sql('delete from journal')
      await other.sql('insert into journal select * from kept')
      await other.sql('drop table kept')
      await other.sql('update heads set sequence = $1', [heads[0].sequence])
      assert.deepEqual((await other.journal.verify()).faults, [])
    }
  } finally {
    await other.stop()
    await database.drop()
  }
})
