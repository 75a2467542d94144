// Endings on a whole house: what has ended becomes unreadable and is stated in the log, an objection is answered by a
// person, and everybody sees what is held about them.
import { systemActor } from '#domain/kernel/actor.ts'
import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { readKey } from '#domain/kernel/proof/note.ts'
import { checkProof } from '#domain/kernel/proof/proof.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { Destroyer } from '#rooms/ending/destroyer.ts'
import type { EndingsAnswer, HeldAnswer } from '#rooms/ending/questions.ts'
import type { ProofAnswer } from '#rooms/dossier/proofs.ts'
import { restoreBackup } from '#journal/backup/read.ts'
import { writeBackup, type Holds } from '#journal/backup/write.ts'
import { prove } from '#server/proof.ts'
import { views } from '#rooms/all.ts'
import { createDatabase } from '#test/cluster.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'

const day = 86_400_000
const hour = 3_600_000
let house: TestHouse
let officer: Client
let guo: Client
let person: Id
/** Read by the destroyer alone, so that sessions do not end with the days. */
let clock: number
let destroyer: Destroyer

before(async () => {
  house = await openHouse()
  await settle(house)
  officer = await house.as('officer')
  ;[person] = await populate(house, 1)
  guo = await house.logIn(person)
  clock = house.now()
  destroyer = new Destroyer(
    {
      asDoor: house.asDoor,
      vault: house.vault,
      keys: house.keys,
      receive: house.receive,
      now: () => clock,
      held: house.held,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
  // The house's own looks at the true time: the next is minutes away.
  await until(async () => (await house.sql('select 1 from ending_looks')).length > 0, 'the house has looked')
})
after(() => house.stop())

const status = (receipt: { status: string; reason?: string }) => receipt.reason ?? receipt.status
const keys = async (ids: readonly string[]) =>
  (await house.sql<{ n: number }>('select count(*)::int as n from keyring where id = any($1)', [ids]))[0].n

test('closing starts the dates; on its day it is destroyed and stated once, and anybody can check it', async () => {
  const operation = house.newId()
  await house.receive(
    house.envelope('ending', `ending/${operation}`, { type: 'start-ending', area: community }),
    systemActor(county),
  )
  await destroyer.county(county)
  assert.equal((await officer.ask<EndingsAnswer>('endings')).body.statements.length, 0, 'nothing before its day')
  const [{ opened }] = await house.sql<{ opened: number }>('select started_at as opened from erasures limit 1')
  await house.sql('update erasures set ends_at = $1', [opened])
  // The room judges by the journal, not by the table: the day must be there.
  await destroyer.county(county)
  assert.equal((await officer.ask<EndingsAnswer>('endings')).body.statements.length, 0)
  const dispatcher = await house.as({ role: 'dispatcher', area: county })
  assert.equal(
    status((await dispatcher.give(['ending', `ending/${operation}`, { type: 'end-now', what: 'sampled' }]))[0]),
    'accepted',
  )
  const [{ ends }] = await house.sql<{ ends: number }>(`select ends_at as ends from erasures where what = 'needs'`)
  for (const type of ['end-now', 'call-off-end'])
    assert.equal(
      status((await dispatcher.give(['ending', `ending/${operation}`, { type, what: 'needs' }]))[0]),
      'accepted',
    )
  const { 0: needs } = (await officer.ask<EndingsAnswer>('endings')).body.ends.filter((one) => one.what === 'needs')
  assert.ok(
    needs.endsAt > house.now() + 6 * day && ends <= house.now(),
    'called off, the day of the table stands again',
  )
  await house.sql(`update erasures set ends_at = $1 where what = 'needs'`, [clock + 7 * day])
  clock = house.now()
  await destroyer.county(county)
  assert.equal(
    (await officer.ask<EndingsAnswer>('endings')).body.statements.length,
    0,
    'for an hour it can be called off',
  )
  await house.pass(hour + 1_000)
  clock = house.now()
  for (let look = 0; look < 2; look++) await destroyer.county(county)
  const { body } = await officer.ask<EndingsAnswer>('endings')
  assert.deepEqual(
    body.statements.map(({ what, records }) => [what, records]),
    [['sampled', 0]],
  )
  await until(
    async () =>
      (await guo.ask<ProofAnswer>('destruction-proof', { statement: body.statements[0].statement })).body.proof !==
      null,
    'the statement is in the log',
  )
  const proof = (await guo.ask<ProofAnswer>('destruction-proof', { statement: body.statements[0].statement })).body
    .proof!
  const checked = checkProof(proof.text, { log: readKey(proof.vkey)! })
  assert.deepEqual(
    [checked.holds, checked.statement?.said, checked.statement?.what, checked.statement?.of],
    [true, 'destroyed', 'sampled', `ending/${operation}`],
  )
})

async function taken(holds: Holds): Promise<Buffer> {
  const pieces: Buffer[] = []
  const owner = new pg.Client(house.database.owner)
  await owner.connect()
  try {
    await writeBackup(
      owner,
      new Set(views.map((view) => view.name)),
      house.keys,
      clock,
      new Writable({
        write(chunk: Buffer, _, next) {
          pieces.push(chunk)
          next()
        },
      }),
      holds,
    )
  } finally {
    await owner.end()
  }
  return Buffer.concat(pieces)
}

/** What of these records can be read in a house restored from a backup with these keys; everything in it must hold. */
async function readableIn(
  data: Buffer,
  ring: Buffer,
  records: readonly (readonly [kind: string, id: Id])[],
): Promise<boolean[]> {
  const database = await createDatabase()
  const owner = new pg.Client(database.owner)
  try {
    await owner.connect()
    await restoreBackup(owner, views, house.keys, Readable.from([data]), Readable.from([ring]))
    const proven = await prove(owner, house.keys, views)
    assert.deepEqual(proven.faults, [])
    const restored = await openHouse({ database, dataDir: house.dataDir, timers: false })
    try {
      const read = []
      for (const [kind, id] of records)
        read.push((await restored.asDoor(county, (tx) => restored.vault.open(tx, kind as 'person', [id]))).has(id))
      return read
    } finally {
      await restored.stop()
    }
  } finally {
    await owner.end()
    await database.drop()
  }
}

test('what a muster was about is gone a year later with its key, and within the day from every backup', async () => {
  const muster = house.newId()
  assert.equal(
    status(
      (
        await officer.give([
          'muster',
          `muster/${muster}`,
          {
            type: 'blow-whistle',
            what: '搬运沙袋',
            label: '东门',
            area: community,
            place: [111.77, 36.85],
            needs: [{ people: 1 }],
            from: house.now(),
            until: house.now() + 3_600_000,
            drill: false,
            answerMinutes: 10,
            escalateMinutes: 60,
            waves: 'by-hand',
            people: [person],
          },
        ])
      )[0],
    ),
    'accepted',
  )
  assert.equal(status((await officer.give(['muster', `muster/${muster}`, { type: 'stand-down' }]))[0]), 'accepted')
  const [{ what }] = await house.sql<{ what: Id }>('select what from musters where muster = $1', [muster])
  clock = house.now() + 360 * day
  await destroyer.county(county)
  const [{ kind }] = await house.sql<{ kind: string }>('select kind from vault where id = $1', [what])
  const [old, oldKeys] = [await taken('data'), await taken('keys')]
  clock = house.now() + 367 * day
  await destroyer.county(county)
  assert.equal(await keys([what]), 1, 'seen to have ended once, and not a day ago')
  clock += day
  for (let look = 0; look < 2; look++) await destroyer.county(county)
  assert.equal(await keys([what]), 0)
  assert.deepEqual(await house.sql('select 1 from vault where id = $1', [what]), [])
  const records = [
    [kind, what],
    ['person', person],
  ] as const
  const [thatDay, nextDay] = [
    await readableIn(old, oldKeys, records),
    await readableIn(old, await taken('keys'), records),
  ]
  assert.deepEqual(thatDay, [true, true], 'with the keys of its own day a backup is whole')
  assert.deepEqual(nextDay, [false, true], 'with the next day’s it is as far as nothing has ended')
  const { body } = await officer.ask<EndingsAnswer>('endings')
  assert.deepEqual(
    body.statements.filter((one) => one.what === 'whistles').map(({ about, records }) => [about, records]),
    [[`ending/${county}`, 1]],
  )
})

const answered = async (objection: Id, command: { type: string } & Record<string, unknown>) =>
  status((await officer.give(['ending', `objection/${objection}`, command]))[0])

test('a person sees what is held and objects, a person answers; what was granted is destroyed, only that', async () => {
  const entry = house.newId()
  assert.equal(
    status(
      (
        await officer.give([
          'dossier',
          `entry/${entry}`,
          {
            type: 'type-entry',
            person,
            area: community,
            from: house.now() - 3_600_000,
            until: house.now() - 1,
            duty: '维持秩序',
          },
        ])
      )[0],
    ),
    'accepted',
  )
  const before = (await guo.ask<HeldAnswer>('held-about-me')).body
  assert.deepEqual(
    before.rows
      .filter((row) => row.records > 0)
      .map((row) => row.what)
      .sort(),
    ['calls', 'entries', 'person'],
  )
  assert.ok(before.rows.every((row) => row.purpose !== ''))
  const objection = house.newId()
  assert.equal(
    status(
      (
        await officer.give([
          'ending',
          `objection/${objection}`,
          { type: 'object', person, about: 'openings', text: '代人' },
        ])
      )[0],
    ),
    'unknown',
  )
  assert.equal(
    status(
      (
        await guo.give([
          'ending',
          `objection/${objection}`,
          { type: 'object', person, about: 'openings', text: '请删去我的职责' },
        ])
      )[0],
    ),
    'accepted',
  )
  await destroyer.county(county)
  const { body } = await officer.ask<{ rows: HeldAnswer['objections'] }>('objections')
  assert.deepEqual(
    body.rows.map(({ objection: id, text, state }) => [id, text, state]),
    [[objection, '请删去我的职责', 'waiting']],
  )
  const [{ opening }] = await house.sql<{ opening: Id }>('select opening from entries where entry = $1', [entry])
  assert.equal(await answered(objection, { type: 'answer-objection', verdict: 'granted', text: '已删除' }), 'accepted')
  await house.pass(hour + 1_000)
  clock = house.now()
  await destroyer.county(county)
  guo = await house.logIn(person)
  const later = (await guo.ask<HeldAnswer>('held-about-me')).body.objections[0]
  assert.deepEqual([later.state, later.answer, later.destroyedAt !== null], ['granted', '已删除', true])
  assert.equal(await keys([opening]), 0)
  assert.equal(await keys([person]), 1, 'the person themselves stays')
})

test('what was granted can be called off for an hour, and waits for an answer again', async () => {
  const objection = house.newId()
  const grant = { type: 'answer-objection', verdict: 'granted', text: '已删除' }
  const object = { type: 'object', person, about: 'addresses', text: '请删去地址' }
  assert.equal(status((await guo.give(['ending', `objection/${objection}`, object]))[0]), 'accepted')
  const destroyed = async () => {
    clock = house.now()
    await destroyer.county(county)
    return (await house.sql('select 1 from destructions where about = $1', [`objection/${objection}`])).length
  }
  assert.equal(await answered(objection, grant), 'accepted')
  assert.equal(await destroyed(), 0)
  assert.equal(await answered(objection, { type: 'call-off-answer' }), 'accepted')
  assert.equal(await answered(objection, { type: 'call-off-answer' }), 'nothing-to-call-off')
  await house.pass(hour + 1_000)
  assert.equal(await destroyed(), 0, 'it was called off')
  assert.equal(await answered(objection, grant), 'accepted')
  await house.pass(hour + 1_000)
  assert.equal(await answered(objection, { type: 'call-off-answer' }), 'nothing-to-call-off')
  assert.equal(await destroyed(), 1)
})
