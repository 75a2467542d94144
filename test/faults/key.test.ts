// The house's key is known by its fingerprint: a missing or another one is refused with a sentence by whatever opens the
// house, nothing is changed, and a new key is made for an empty house alone.
import assert from 'node:assert/strict'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { houseKeys, KeyRefused } from '#journal/house-key.ts'
import { fingerprintOf, keyFile, makeKeys } from '#journal/keys.ts'
import { createDatabase, type TestDatabase } from '#test/cluster.ts'
import { county, newDatabase, openHouse, populate, settle } from '#test/house.ts'

const folder = (): string => mkdtempSync(path.join(os.tmpdir(), 'muster-key-'))
const folders: string[] = []
const fresh = (): string => {
  folders.push(folder())
  return folders.at(-1)!
}
const another = 'ab'.repeat(32)

let database: TestDatabase
const dataDir = fresh()
let right: string
before(async () => {
  database = await newDatabase()
  const house = await openHouse({ database, dataDir })
  await settle(house)
  await populate(house, 3)
  await house.stop()
  right = readFileSync(keyFile(dataDir), 'utf8')
})
after(async () => {
  await database.drop()
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

const asOwner = async <T>(db: TestDatabase, work: (owner: pg.Client) => Promise<T>): Promise<T> => {
  const owner = new pg.Client(db.owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
const print = (db: TestDatabase) =>
  asOwner(
    db,
    async (owner) => (await owner.query<{ key_print: string }>('select key_print from house')).rows[0].key_print,
  )
const opened = (db: TestDatabase, at: string, given?: string) =>
  asOwner(db, (owner) => houseKeys(owner, at, given)).then(
    (keys) => fingerprintOf(keys),
    (error: unknown) => {
      assert.ok(error instanceof KeyRefused, String(error))
      assert.match(error.message, /[一-鿿].* · .*(house\.key|master key).*put/s, 'both languages, with a remedy')
      return error.reason
    },
  )

test('a house in which something happened opens under its own key alone, wherever that comes from', async () => {
  const [empty, wrong] = [fresh(), fresh()]
  writeFileSync(keyFile(wrong), another)
  const own = await print(database)
  const table: [what: string, at: string, given: string | undefined, expected: string][] = [
    ['the file', dataDir, undefined, own],
    ['MUSTER_KEY', empty, right, own],
    ['MUSTER_KEY beside another file', wrong, right, own],
    ['no file', empty, undefined, 'missing'],
    ['another file', wrong, undefined, 'other'],
    ['another MUSTER_KEY beside the right file', dataDir, another, 'other'],
  ]
  for (const [what, at, given, expected] of table) assert.equal(await opened(database, at, given), expected, what)
  assert.equal(existsSync(keyFile(empty)), false, 'no key was made')
  await assert.rejects(openHouse({ database, dataDir: empty }), KeyRefused)
  await assert.rejects(openHouse({ database, dataDir: wrong }), KeyRefused)
  assert.equal(await print(database), own)
  const house = await openHouse({ database, dataDir })
  assert.deepEqual((await house.journal.verify()).faults, [])
  await house.stop()
})

test('an old house without a fingerprint is tried by what was written under its key, and then has one', async () => {
  const own = await print(database)
  const [empty, wrong] = [fresh(), fresh()]
  writeFileSync(keyFile(wrong), another)
  for (const without of ['update house set key_print = null', 'alter table house drop column key_print'])
    await asOwner(database, async (owner) => {
      await owner.query(without)
      assert.equal(await opened(database, empty), 'missing', without)
      assert.equal(await opened(database, wrong), 'other', without)
      assert.equal(await opened(database, dataDir), own, without)
    })
  await asOwner(database, async (owner) => {
    await owner.query('alter table house add column key_print text')
    // By the answers alone, where no record is sealed.
    await owner.query('begin')
    await owner.query('delete from keyring')
    await assert.rejects(houseKeys(owner, wrong), KeyRefused)
    assert.equal(fingerprintOf(await houseKeys(owner, dataDir)), own)
    await owner.query('rollback')
  })
  const house = await openHouse({ database, dataDir })
  await house.stop()
  assert.equal(await print(database), own)
})

test('an empty house is begun with a new key, or the one that lies there', async () => {
  const bare = await createDatabase()
  const migrated = await newDatabase()
  try {
    for (const db of [bare, migrated]) {
      const [one, two] = [fresh(), fresh()]
      const made = await opened(db, one)
      assert.equal(made, fingerprintOf(makeKeys(one)))
      writeFileSync(keyFile(two), another)
      assert.equal(await opened(db, two), await opened(db, one, another))
    }
    // From the first county on it is that house’s.
    const begun = fresh()
    const house = await openHouse({ database: migrated, dataDir: begun })
    await house.gate.openCounty(county, '灵石县')
    await house.stop()
    rmSync(keyFile(begun))
    assert.equal(await opened(migrated, begun), 'missing')
  } finally {
    await bare.drop()
    await migrated.drop()
  }
})

test('nothing opens a key without asking the house: `restore` alone, into an empty one', () => {
  const root = path.join(import.meta.dirname, '../..')
  const calls = globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /\b(openKeys|makeKeys)\(/.test(readFileSync(path.join(root, file), 'utf8')))
    .sort()
  assert.deepEqual(calls, ['src/cli/restore.ts', 'src/journal/house-key.ts', 'src/journal/keys.ts'])
})
