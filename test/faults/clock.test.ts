// No clock is trusted blindly: one that jumps, or is days off at a start, ends no whistle and destroys nothing; it is
// said, and goes on when it agrees again or a person confirms it. What was written under a wrong clock bars nobody.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { systemActor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { confirmClock } from '#journal/looks.ts'
import { Destroyer } from '#rooms/ending/destroyer.ts'
import { awayMs, jumpMs, type Clocks } from '#server/clock-guard.ts'
import { codeAt } from '#server/identity/factor.ts'
import type { TestDatabase } from '#test/cluster.ts'
import { community, county, newDatabase, openHouse, populate, settle, until, type TestHouse } from '#test/house.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
/** How far the wall clock and the running time are ahead of what they were. */
const set = { wall: 0, awake: 0 }
const clocks: Clocks = {
  wall: () => Date.now() + set.wall,
  steady: () => performance.now(),
  awake: () => performance.now() + set.awake,
}

let database: TestDatabase
let house: TestHouse
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-clock-'))
const logged: string[] = []
const open = (timers = true) => openHouse({ database, dataDir, clocks, timers, log: (message) => logged.push(message) })
before(async () => {
  database = await newDatabase()
  house = await open()
  await settle(house)
})
after(async () => {
  await house.stop()
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

const destroyer = () =>
  new Destroyer(
    {
      asDoor: house.asDoor,
      vault: house.vault,
      keys: house.keys,
      receive: house.receive,
      now: house.now,
      held: house.held,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
const troubles = async () =>
  ((await house.app.inject('/readyz')).json() as { troubles?: { kind: string }[] }).troubles?.map((one) => one.kind) ??
  []
const off = () => Math.abs(house.now() - Date.now())
/** Two looks of the clockwork. */
const looks = () => new Promise((resolve) => setTimeout(resolve, 2_300))
const blow = async (person: Id): Promise<Id> => {
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
      until: house.now() + 6 * hour,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 20,
      waves: 'by-hand',
      people: [person],
    },
  ])
  return muster
}
const phase = async (muster: Id) =>
  (await house.sql<{ phase: string }>('select phase from musters where muster = $1', [muster]))[0].phase
const asOwner = async <T>(work: (owner: pg.Client) => Promise<T>): Promise<T> => {
  const owner = new pg.Client(database.owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
const confirm = () => asOwner((owner) => confirmClock(owner, clocks.wall()))

test('a jump of the clock holds all that falls due, is said, and is over when it is set right', async () => {
  const [person] = await populate(house, 1)
  const muster = await blow(person)
  const before = await phase(muster)
  for (const jump of [4_000 * day, 25 * hour, 4 * minute, -2 * hour]) {
    set.wall = jump
    assert.equal(house.held(), true, `${jump}`)
    assert.ok(off() < minute, 'time goes on as it was reckoned')
    assert.deepEqual(await troubles(), ['clock'])
    await destroyer().county(county)
    if (jump === 25 * hour) await looks()
    assert.equal(await phase(muster), before)
    set.wall = 0
    assert.equal(house.held(), false)
    assert.deepEqual(await troubles(), [])
  }
  assert.deepEqual(await house.sql('select 1 from ending_looks'), [])
  assert.deepEqual(await house.sql(`select 1 from journal where at > $1`, [Date.now() + hour]), [])
  assert.ok(logged.some((line) => line.includes('muster clock --confirm')))
  const { status } = (await house.receive(
    house.envelope('muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 5 }),
    { tenant: county, account: person, person, grants: [] },
  )) as { status: string }
  assert.equal(status, 'accepted', 'the whistle goes on')
})

test('a machine that slept, and a clock that is set right by little, hold nothing', () => {
  for (const [wall, awake] of [
    [8 * hour, 8 * hour],
    [8 * hour + jumpMs - minute, 8 * hour],
  ]) {
    Object.assign(set, { wall, awake })
    assert.equal(house.held(), false)
    assert.ok(Math.abs(house.now() - clocks.wall()) < 50)
  }
  Object.assign(set, { wall: 0, awake: 0 })
  // Back again, as it went: eight hours the other way are a jump.
  assert.equal(house.held(), false)
})

test('a person confirms a clock that was right: what is due goes on by it', async () => {
  set.wall = 2 * hour
  assert.equal(house.held(), true)
  await confirm()
  await until(() => !house.held(), 'the serving house heard of it')
  assert.ok(Math.abs(house.now() - clocks.wall()) < minute)
  set.wall = 0
  assert.equal(house.held(), true, 'and the way back is a jump again')
  await confirm()
  await until(() => !house.held(), 'confirmed again')
})

test('a start days off, or before the last look, holds until the clock is right or confirmed', async () => {
  const [person] = await populate(house, 1)
  const muster = await blow(person)
  await until(
    async () => (await house.sql('select 1 from clock_looks where looked_at is not null')).length === 1,
    'a look was kept',
  )
  const table: [what: string, wall: number, held: boolean][] = [
    ['400 days ahead', 400 * day, true],
    ['a day more than a long weekend', awayMs + day, true],
    ['an hour before the last look', -hour, true],
    ['a minute before', -minute, false],
    ['a day away', day, false],
  ]
  for (const [what, wall, held] of table) {
    await house.stop()
    await asOwner((owner) => owner.query('update clock_looks set looked_at = $1', [Date.now()]))
    set.wall = wall
    house = await open(held)
    assert.equal(house.held(), held, what)
    if (held) {
      if (wall === 400 * day) {
        await looks()
        await destroyer().county(county)
        assert.notEqual(await phase(muster), 'over')
      }
      set.wall = 0
      assert.equal(house.held(), false, `${what}: set right`)
    }
  }
  await house.stop()
  await asOwner((owner) => owner.query('update clock_looks set looked_at = $1', [Date.now()]))
  set.wall = 400 * day
  house = await open()
  assert.equal(house.held(), true)
  await confirm()
  await until(() => !house.held(), 'a person confirmed it')
  await until(async () => (await phase(muster)) === 'over', 'and what was due is done')
  set.wall = 0
  await confirm()
  await until(() => !house.held(), 'confirmed again')
})

test('what ended is destroyed only if a look a day ago saw it ended; one of the future counts not', async () => {
  const operation = house.newId()
  await house.given(['ending', `ending/${operation}`, { type: 'start-ending', area: community }])
  await house.sql(`update erasures set ends_at = $2 where operation = $1`, [operation, house.now() + 10 * day])
  let now = house.now()
  const looking = new Destroyer(
    {
      asDoor: house.asDoor,
      vault: {
        erase: async () => {
          throw new Error('nothing is to be erased here')
        },
      },
      keys: house.keys,
      receive: async (envelope) => {
        stated.push(envelope.stream)
        return { id: envelope.id, status: 'busy', retryAfterSeconds: 1 }
      },
      now: () => now,
      held: () => false,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
  const stated: string[] = []
  const began = now
  for (const [at, expected] of [
    // A clock ahead for a while, and right again: its look is forgotten.
    [20 * day, 0],
    [1 * hour, 0],
    [9 * day, 0],
    [10 * day + hour, 0],
    [10 * day + 24 * hour, 0],
    [10 * day + 25 * hour, 2],
  ]) {
    now = began + at
    stated.length = 0
    await looking.county(county)
    assert.equal(stated.filter((one) => one.endsWith(operation)).length, expected, `${at / hour} h`)
  }
})

test('a factor’s step from under a wrong clock bars no right code, and a used code is still good once', async () => {
  const officer = await house.as('officer')
  const account = officer.actor.account
  const step = Math.floor(house.now() / 30_000)
  const stored = async () =>
    Number((await house.sql<{ step: string }>('select step from factor_steps where account = $1', [account]))[0].step)
  const enrol = async () => {
    const begun = (await house.gate.sessions.begin(county, account, { strength: 2, via: 'link', device: 'x' }))!
    const from = { source: 'x', device: 'x' }
    const { secret } = await house.gate.offerFactor(begun.session, {})
    return () => house.gate.confirmFactor(begun.session, codeAt(secret, house.now()), from)
  }
  await house.sql('insert into factor_steps values ($1, $2, $3)', [county, account, step + 3_000])
  await (
    await enrol()
  )()
  assert.ok((await stored()) <= step + 2, 'the step ahead is void')
  // What was used a moment ago, or a minute ahead, is no wrong clock’s: it stays used.
  await house.sql('update factor_steps set step = $2 where account = $1', [
    account,
    Math.floor(house.now() / 30_000) + 2,
  ])
  const again = await enrol()
  await assert.rejects(again())
})

test('last use never goes backwards: a clock that was slow for a while logs nobody out', async () => {
  const told = await openHouse({ timers: false })
  try {
    await settle(told)
    const officer = await told.as('officer')
    const asked = async () => (await officer.call('GET', '/v1/session')).status
    assert.equal(await asked(), 200)
    await told.pass(-2 * hour - 10 * minute)
    assert.equal(await asked(), 200)
    await told.pass(2 * hour + 10 * minute)
    assert.equal(await asked(), 200)
    const [{ used }] = await told.sql<{ used: string }>('select used_at as used from sessions where account = $1', [
      officer.actor.account,
    ])
    assert.ok(Number(used) >= told.now() - minute)
  } finally {
    await told.stop()
  }
})
