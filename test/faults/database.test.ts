// The database goes away underneath: connections cut in the middle of groups, the disk full. Nothing acknowledged is
// lost, the house comes back by itself, and the clock may jump.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { community, newDatabase, openHouse, populate, settle, until, type TestHouse } from '#test/house.ts'
import type { TestDatabase } from '#test/cluster.ts'

let house: TestHouse
let database: TestDatabase
const logged: string[] = []
before(async () => {
  database = await newDatabase()
  house = await openHouse({ database, log: (message) => logged.push(message) })
  await settle(house)
})
after(async () => {
  await house.stop()
  await database.drop()
})

const enrol = (id: Id, name: string) =>
  house.envelope('registry', `person/${id}`, {
    type: 'enrol-person',
    name,
    home: community,
    skills: [],
    availability: [],
  })
const clerk = () => ({
  tenant: '140729',
  account: 'clerk',
  grants: [{ role: 'administrator' as const, area: '140729' }],
})
const cut = () =>
  house.sql(
    `select pg_terminate_backend(pid)
     from pg_stat_activity
     where datname = current_database() and usename = 'muster_app'`,
  )

test('connections cut again and again while commands come: busy at worst, each envelope succeeds once', async () => {
  const ids = Array.from({ length: 400 }, () => house.newId())
  const envelopes = ids.map((id, at) => enrol(id, `断线${at}`))
  const receipts = new Map<Id, Receipt>()
  const cutting = (async () => {
    for (let n = 0; n < 8; n += 1) {
      await cut()
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  })()
  for (let tries = 0; tries < 200 && receipts.size < envelopes.length; tries += 1) {
    const open = envelopes.filter((one) => !receipts.has(one.id))
    for (const receipt of await Promise.all(open.map((one) => house.receive(one, clerk()))))
      if (receipt.status !== 'busy') receipts.set(receipt.id, receipt)
  }
  await cutting
  assert.deepEqual([...new Set([...receipts.values()].map((one) => one.status))], ['accepted'])
  assert.equal(
    (
      await house.sql<{ n: number }>('select count(*)::int as n from journal where command = any($1)', [
        envelopes.map((one) => one.id),
      ])
    )[0].n,
    400,
  )
  assert.deepEqual((await house.journal.verify()).faults, [])
})

test('after a cut the house hears other processes again, and says it is ready', async () => {
  await cut()
  await until(async () => (await house.app.inject('/readyz')).statusCode === 200, 'ready again')
  const listening = async () =>
    (
      await house.sql(`select 1
        from pg_stat_activity
        where datname = current_database() and query = 'listen muster'`)
    ).length
  await until(async () => (await listening()) === 1, 'it listens again')
  const other = await openHouse({ database, dataDir: house.dataDir, log: () => {} })
  try {
    // Sessions were forgotten with the gap, and their streams closed: a screen opens anew.
    await new Promise((resolve) => setTimeout(resolve, 100))
    const officer = await house.as('officer')
    const stream = await fetch(`${house.url}/v1/live`, { headers: { cookie: officer.cookie } })
    const reader = stream.body!.getReader()
    await reader.read()
    const id = other.newId()
    assert.equal((await other.receive(enrol(id, '另一进程'), clerk())).status, 'accepted')
    let told = ''
    while (!told.includes(id)) told += Buffer.from((await reader.read()).value!).toString()
    await reader.cancel()
  } finally {
    await other.stop()
  }
})

test('two processes write one chain: states kept by one are not trusted after the other has moved', async () => {
  const other = await openHouse({ database, dataDir: house.dataDir, log: () => {} })
  try {
    const [person] = await populate(house, 1)
    const change = (name: string) => house.envelope('registry', `person/${person}`, { type: 'change-person', name })
    for (let n = 0; n < 6; n += 1)
      assert.equal((await (n % 2 ? other : house).receive(change(`改名${n}`), clerk())).status, 'accepted')
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? other : house).receive(enrol(house.newId(), `并行${n}`), clerk())),
    )
    assert.deepEqual(
      (
        await house.sql<{ version: number }>('select version from journal where stream = $1 order by sequence', [
          `person/${person}`,
        ])
      ).map((row) => row.version),
      [1, 2, 3, 4, 5, 6, 7],
    )
    assert.deepEqual((await house.journal.verify()).faults, [])
  } finally {
    await other.stop()
  }
})

test('a full disk is answered by busy and loses nothing; with room again the same envelopes succeed', async () => {
  // What PostgreSQL says when a table cannot be extended, said by a trigger: class 53, for every group until there is
  // room.
  await house.sql(
    `create function no_room() returns trigger language plpgsql as $$ begin raise exception 'could not extend ` +
      `file: No space left on device' using errcode = '53100'; end $$`,
  )
  await house.sql('create trigger no_room before insert on journal for each row execute function no_room()')
  const envelope = enrol(house.newId(), '磁盘满')
  const refused = await house.receive(envelope, clerk())
  assert.equal(refused.status, 'busy')
  const all = await house
    .receiveAll([enrol(house.newId(), '也满')], clerk())
    .catch((error: { code: string }) => error.code)
  assert.equal(all, '53100')
  await house.sql('drop trigger no_room on journal')
  assert.equal((await house.receive(envelope, clerk())).status, 'accepted')
  assert.deepEqual((await house.journal.verify()).faults, [])
})

test('the clock jumps a day forward and back: timers fire once, nothing is lost, later things wait', async () => {
  const [person] = await populate(house, 1)
  const muster = house.newId()
  await house.given([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬',
      label: '东',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 1 }],
      from: house.now(),
      until: house.now() + 3 * 3_600_000,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 20,
      waves: 'by-hand',
      people: [person],
    },
  ])
  const waits = (await house.sql<{ at: string }>('select at from due where stream = $1', [`muster/${muster}`])).length
  assert.ok(waits >= 2)
  await house.pass(-86_400_000)
  assert.equal(
    (await house.sql('select 1 from due where stream = $1', [`muster/${muster}`])).length,
    waits,
    'a clock set back fires nothing',
  )
  await house.pass(86_400_000 + 25 * 60_000)
  await house.pass(-25 * 60_000)
  await house.pass(25 * 60_000)
  const fired = await house.sql<{ type: string; n: number }>(
    `select event->>'type' as type, count(*)::int as n
     from journal
     where stream = $1
     group by 1`,
    [`muster/${muster}`],
  )
  assert.ok(
    fired.filter((row) => row.type === 'muster-escalated' || row.type === 'wave-closed').every((row) => row.n === 1),
    JSON.stringify(fired),
  )
  await house.pass(86_400_000)
  assert.equal((await house.sql(`select 1 from musters where muster = $1 and phase = 'over'`, [muster])).length, 1)
})
