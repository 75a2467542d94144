// After a real backup and a real restore, with the lost session in between, phones give back what they had been told
// was accepted: all but what the restored house refuses, and that is named to its owner. RESTORE=whole plays a county:
// 100 phones, 30,000 commands.
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after, test } from 'node:test'
import pg from 'pg'
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import { uuid7, type Id } from '#domain/kernel/ids.ts'
import { streamOf } from '#domain/kernel/stream.ts'
import { noteBackup } from '#journal/backup/noted.ts'
import { restoreBackup } from '#journal/backup/read.ts'
import { writeBackup, type Holds } from '#journal/backup/write.ts'
import { views } from '#rooms/all.ts'
import type { SyncAnswer } from '#server/sync-shape.ts'
import { createDatabase, type TestDatabase } from '#test/cluster.ts'
import { community, newDatabase, openHouse, populate, settle, type Client, type TestHouse } from '#test/house.ts'
import type { Answer } from '#web/api/api.ts'
import { leaseOn } from '#web/outbox/lock.ts'
import type { Given } from '#web/outbox/given.ts'
import { outboxOn } from '#web/outbox/outbox.ts'
import { openShelf } from '#web/outbox/shelf.ts'
import { newsOn } from '#web/phone/news.ts'

const whole = process.env.RESTORE === 'whole'
const [phonesMax, eachMax] = whole ? [100, 300] : [20, 150]
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-restore-'))
const databases: TestDatabase[] = []
after(async () => {
  for (const one of databases) await one.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const asOwner = async <T>(database: TestDatabase, work: (owner: pg.Client) => Promise<T>): Promise<T> => {
  const owner = new pg.Client(database.owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** As `muster backup` does it: data, keys, and the note that both stand. */
async function backUp(house: TestHouse): Promise<{ data: Buffer; ring: Buffer }> {
  const take = (owner: pg.Client, holds: Holds) => {
    const pieces: Buffer[] = []
    const out = new Writable({ write: (chunk: Buffer, _, next) => (pieces.push(chunk), next()) })
    return writeBackup(owner, new Set(views.map((view) => view.name)), house.keys, Date.now(), out, holds).then(
      ({ header }) => ({ header, bytes: Buffer.concat(pieces) }),
    )
  }
  return asOwner(house.database, async (owner) => {
    const data = await take(owner, 'data')
    const ring = await take(owner, 'keys')
    await noteBackup(owner, data.header)
    return { data: data.bytes, ring: ring.bytes }
  })
}

/** One phone: its shelf on an IndexedDB, the phone's outbox and news over it, a line to whichever house stands. */
async function phoneOf(person: Id, n: number) {
  const shelf = await openShelf(`phone-${n}`)
  let client: Client | undefined
  /** What the person was told had succeeded. */
  const accepted = new Set<Id>()
  const line = async <T>(method: 'GET' | 'POST', to: string, body?: unknown): Promise<Answer<T>> => {
    if (!client) return { ok: false, why: 'logged-out', status: 401 }
    const answer = await client.call<T>(method, to, body)
    if (answer.status === 200) return { ok: true, body: answer.body }
    return answer.status === 401 ? { ok: false, why: 'logged-out' } : { ok: false, why: 'busy', seconds: 0 }
  }
  const outbox = outboxOn({
    shelf,
    lock: leaseOn(shelf, 'lock', String(n), Date.now),
    send: async (envelopes: readonly Envelope[]) => {
      const answer = await line<{ receipts: Receipt[] }>('POST', '/v1/commands', { commands: envelopes })
      if (!answer.ok) return answer
      for (const receipt of answer.body.receipts) if (receipt.status === 'accepted') accepted.add(receipt.id)
      return { ok: true, body: answer.body.receipts }
    },
    account: () => person,
    clock: Date.now,
    newId: () => uuid7(Date.now(), randomBytes(10)),
    chance: Math.random,
    changed() {},
  })
  const news = newsOn({ shelf, outbox, call: (method, to) => line<SyncAnswer>(method, to) })
  return {
    person,
    outbox,
    accepted,
    logIn: (to: Client | undefined) => (client = to),
    /** A turn as the phone takes it: send what waits, ask what is new; and again where it was a restored house. */
    async turn(): Promise<string> {
      for (;;) {
        const pass = await outbox.pass()
        if (pass.end !== 'done') return pass.end
        const asked = await news.ask(person)
        if (!asked.answer.ok) return asked.answer.why
        if (!(await news.take(person, { ...asked, answer: asked.answer }))) return 'done'
      }
    },
    kept: async () => (await shelf.all<Given>('given')).length,
  }
}
type Phone = Awaited<ReturnType<typeof phoneOf>>

async function inHouse(house: TestHouse, phones: readonly Phone[]): Promise<void> {
  for (const phone of phones) phone.logIn(await house.logIn(phone.person))
}

/** What a desk gives all day: each command a thing of its own. */
const enrolling = (house: TestHouse, n: number): [string, string, Command] => [
  'registry',
  `person/${house.newId()}`,
  { type: 'enrol-person', name: `居民${n}`, home: community, skills: [], availability: [] } as Command,
]

const appointing = (person: Id): [string, string, Command & Record<string, unknown>] => [
  'access',
  streamOf('account', person),
  { type: 'appoint', role: 'officer', area: community } as Command & Record<string, unknown>,
]

test(
  `${phonesMax} phones, ${phonesMax * eachMax} commands: what was accepted comes back, nothing is dropped in silence`,
  { timeout: 3_000_000 },
  async () => {
    const database = await newDatabase()
    databases.push(database)
    const house = await openHouse({ database, dataDir, timers: false })
    await settle(house)
    const people = await populate(house, phonesMax)
    // Whoever works at a desk enrols; the second factor and the desk's rights are other tests' matter.
    await house.given(...people.map(appointing))
    const phones = await Promise.all(people.map((person, n) => phoneOf(person, n)))
    await inHouse(house, phones)
    let n = 0
    const give = async (each: number) => {
      for (const phone of phones) {
        for (let one = 0; one < each; one += 1) {
          const kept = await phone.outbox.add(...enrolling(house, (n += 1)))
          assert.ok(kept.kept)
        }
        assert.equal(await phone.turn(), 'done')
      }
    }
    const early = Math.floor(eachMax / 5)
    await give(early)
    const copy = await backUp(house)
    // What the backup holds need not be kept.
    for (const phone of phones) await phone.turn()
    assert.ok((await Promise.all(phones.map((phone) => phone.kept()))).every((kept) => kept === 0))
    await give(eachMax - early)
    const total = phones.reduce((sum, phone) => sum + phone.accepted.size, 0)
    assert.equal(total, phonesMax * eachMax)
    await house.stop()

    const restored = await createDatabase()
    databases.push(restored)
    await asOwner(restored, (owner) =>
      restoreBackup(owner, views, house.keys, Readable.from([copy.data]), Readable.from([copy.ring])),
    )
    const again = await openHouse({ database: restored, dataDir, timers: false })
    try {
      // Nobody is logged in after a restore: first a 401, then the person logs in.
      for (const phone of phones) {
        phone.logIn({ ...(await nobodyAt(again)) })
        assert.equal(await phone.turn(), 'logged-out')
      }
      await inHouse(again, phones)
      for (const phone of phones) assert.equal(await phone.turn(), 'done')
      const { back, silent } = await cameBack(again, phones)
      console.log(JSON.stringify({ phones: phonesMax, accepted: total, back, silent }))
      assert.ok(back / total >= 0.999, `${back} of ${total} came back`)
      assert.equal(silent, 0)
      assert.deepEqual((await again.journal.verify()).faults, [])
    } finally {
      await again.stop()
    }
  },
)

/** Of what was accepted, how much stands in the restored journal, and how much is gone without a word to its owner. */
async function cameBack(again: TestHouse, phones: readonly Phone[]): Promise<{ back: number; silent: number }> {
  const there = new Set(
    (await again.sql<{ command: Id }>('select distinct command from journal')).map((row) => row.command),
  )
  let [back, silent] = [0, 0]
  for (const phone of phones) {
    const named = new Set(
      (await phone.outbox.entries()).flatMap((entry) => (entry.state === 'refused' ? [entry.envelope.id] : [])),
    )
    for (const id of phone.accepted) {
      if (there.has(id)) back += 1
      else if (!named.has(id)) silent += 1
    }
    assert.equal(await phone.outbox.givenUp(), 0)
  }
  return { back, silent }
}

/** A line on which the house knows nobody. */
async function nobodyAt(house: TestHouse): Promise<Client> {
  const client = await house.logIn((await populate(house, 1))[0])
  return { ...client, call: async () => ({ status: 401, body: {} as never, headers: new Headers() }) }
}

test('what a restored house refuses stays on the phone for its owner, marked as accepted once', async () => {
  const [one, two] = [await newDatabase(), await createDatabase()]
  databases.push(one, two)
  const house = await openHouse({ database: one, dataDir: mkdtempSync(path.join(dataDir, 'h-')), timers: false })
  await settle(house)
  const [person] = await populate(house, 1)
  await house.given(appointing(person))
  const phone = await phoneOf(person, 1_000)
  await inHouse(house, [phone])
  await phone.turn()
  const copy = await backUp(house)
  const taken = [
    'registry',
    `person/${house.newId()}`,
    { ...enrolling(house, 1)[2], phone: '13900009999' } as Command,
  ] as const
  await phone.outbox.add(...taken)
  assert.equal(await phone.turn(), 'done')
  assert.equal(phone.accepted.size, 1)
  await house.stop()
  await asOwner(two, (owner) =>
    restoreBackup(owner, views, house.keys, Readable.from([copy.data]), Readable.from([copy.ring])),
  )
  const again = await openHouse({ database: two, dataDir: house.dataDir, timers: false })
  try {
    // The number is somebody else's by now.
    await again.given(['registry', `person/${again.newId()}`, taken[2] as never])
    await inHouse(again, [phone])
    assert.equal(await phone.turn(), 'done')
    assert.deepEqual(
      (await phone.outbox.entries()).map(({ state, again: marked, receipt }) => [
        state,
        marked,
        receipt?.status === 'refused' && receipt.reason,
      ]),
      [['refused', true, 'phone-taken']],
    )
  } finally {
    await again.stop()
  }
})
