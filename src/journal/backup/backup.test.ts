// A backup holds one moment of a house that goes on; restored it is the same house with another epoch. Damaged, cut,
// foreign or misplaced it restores nothing.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { views } from '#rooms/all.ts'
import { createDatabase, type TestDatabase } from '#test/cluster.ts'
import { openHouse, populate, settle, until, type TestHouse } from '#test/house.ts'
import { makeKeys } from '../keys.ts'
import { BackupReader } from './lines.ts'
import { NotRestored, restoreBackup } from './read.ts'
import { writeBackup, type Holds } from './write.ts'

const names = new Set(views.map((view) => view.name))
let house: TestHouse
let backup: Buffer
let ring: Buffer
const dropped: TestDatabase[] = []

async function connected<T>(database: TestDatabase, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(database.owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

async function take(
  holds: Holds = 'data',
  at = 1_764_000_000_000,
): Promise<{ bytes: Buffer; written: Awaited<ReturnType<typeof writeBackup>> }> {
  const pieces: Buffer[] = []
  const out = new Writable({
    write(chunk: Buffer, _, next) {
      pieces.push(chunk)
      next()
    },
  })
  const written = await connected(house.database, (owner) => writeBackup(owner, names, house.keys, at, out, holds))
  return { bytes: Buffer.concat(pieces), written }
}

before(async () => {
  house = await openHouse({ timers: false })
  await settle(house)
  await populate(house, 40)
  await house.as('officer')
  // What copy lines must carry unharmed: their own signs and the end mark within a text.
  await house.given(['registry', 'area/140729100002', { type: 'name-area', name: '反斜杠\\. \\n \\\\ 引号"' }])
})
after(async () => {
  for (const database of dropped) await database.drop()
  await house?.stop()
})

test('a house that goes on is backed up as one moment saw it, and restored whole under a new epoch', async () => {
  const going = (async () => {
    for (let at = 0; at < 20; at += 1) await populate(house, 1)
  })()
  const { bytes, written } = await take()
  await going
  backup = bytes
  const newest = await take('keys')
  ring = newest.bytes
  const database = await createDatabase()
  dropped.push(database)
  const restored = await connected(database, (owner) =>
    restoreBackup(owner, views, house.keys, Readable.from([bytes]), Readable.from([ring])),
  )
  assert.equal(restored.rows, written.rows + newest.written.rows)
  assert.deepEqual(restored.verified.faults, [])
  assert.deepEqual(restored.verified.heads, written.header.heads)
  const other = await openHouse({ database, dataDir: house.dataDir, timers: false })
  try {
    assert.notEqual(other.epoch(), house.epoch())
    const rebuilt = await other.journal.rebuild()
    assert.deepEqual(
      rebuilt.views.filter(({ missing, surplus }) => missing + surplus > 0),
      [],
    )
    assert.deepEqual(
      await other.sql(`select name from areas where area = '140729100002'`),
      await house.sql(`select name from areas where area = '140729100002'`),
    )
    // Persons are read with the master key, nobody is logged in, and the door is open.
    const [{ person }] = await other.sql<{ person: string }>('select person from persons order by person limit 1')
    const body = await other.asDoor('140729', (tx) => other.vault.open<{ name: string }>(tx, 'person', [person]))
    assert.match(body.get(person)!.name, /居民|测试员/)
    assert.deepEqual(await other.sql('select 1 from sessions'), [])
    await populate(other, 1)
  } finally {
    await other.stop()
  }
})

test('the file names no person', () => {
  const inside = gunzipSync(backup).toString('utf8')
  assert.match(inside, /person-enrolled/)
  assert.doesNotMatch(inside, /居民|测试员|(?<![0-9a-f])13[79]\d{8}(?![0-9a-f])/)
})

test('the data alone opens nothing: no key, no lookup; with newer keys who was erased stays unreadable', async () => {
  assert.doesNotMatch(gunzipSync(backup).toString('utf8'), /^\{"table":"(keyring|lookups)"/m)
  const [gone, stays] = (await house.sql<{ person: string }>('select person from persons order by person limit 2')).map(
    (row) => row.person,
  )
  await house.asDoor('140729', async (tx) => {
    await tx.query(`delete from keyring where kind = 'person' and id = $1`, [gone])
    await tx.query(`delete from lookups where id = $1`, [gone])
  })
  // Somebody's entry is corrected after the data was written: the older words are still read.
  await house.given(['registry', `person/${stays}`, { type: 'change-person', name: '改名后' }])
  const newest = (await take('keys', 1_764_086_400_000)).bytes
  const database = await createDatabase()
  dropped.push(database)
  const restored = await connected(database, (owner) =>
    restoreBackup(owner, views, house.keys, Readable.from([backup]), Readable.from([newest])),
  )
  assert.deepEqual(restored.verified.faults, [])
  const other = await openHouse({ database, dataDir: house.dataDir, timers: false })
  try {
    const bodies = await other.asDoor('140729', (tx) => other.vault.open<{ name: string }>(tx, 'person', [gone, stays]))
    assert.deepEqual([bodies.has(gone), bodies.has(stays), bodies.get(stays)?.name === '改名后'], [false, true, false])
    // Numbers that were taken after the backup are free again.
    await populate(other, 1)
  } finally {
    await other.stop()
  }
})

/** An empty database that bad backups are tried on. */
let spoilt: TestDatabase

async function refused(
  owner: pg.Client,
  keys: typeof house.keys,
  data: Buffer,
  keysFile: Buffer,
  reason: NotRestored['reason'],
  what: string = reason,
): Promise<void> {
  await assert.rejects(
    restoreBackup(owner, views, keys, Readable.from([data]), Readable.from([keysFile])),
    (error) => error instanceof NotRestored && error.reason === reason,
    what,
  )
}

/** Whether anything of a house stands there; nothing where not even its tables do. */
const countiesIn = async (owner: pg.Client): Promise<unknown[]> =>
  (
    await owner
      .query(
        `select 1
         from pg_class c
         join pg_namespace n on n.oid = relnamespace
         where nspname = 'public' and relname = 'counties' and exists (select 1 from counties)`,
      )
      .catch(() => ({ rows: [] }))
  ).rows

test('what is damaged, cut, changed or under another key restores nothing', async () => {
  const inside = gunzipSync(backup)
  const changed = Buffer.from(inside)
  changed[inside.indexOf('person-enrolled')] = 'q'.charCodeAt(0)
  const flipped = Buffer.from(backup)
  flipped[backup.length >> 1] ^= 1
  const otherKeys = mkdtempSync(path.join(os.tmpdir(), 'muster-keys-'))
  const cases: [string, Buffer, NotRestored['reason'], typeof house.keys][] = [
    ['half of it', backup.subarray(0, backup.length >> 1), 'damaged', house.keys],
    ['a bit turned', flipped, 'damaged', house.keys],
    ['a letter changed and packed again', gzipSync(changed), 'damaged', house.keys],
    ['cut and packed again', gzipSync(inside.subarray(0, inside.lastIndexOf('{"rows"'))), 'damaged', house.keys],
    ['something else', gzipSync(Buffer.from('{"hello":1}\n')), 'no-backup', house.keys],
    ['not packed', Buffer.from('hello'), 'damaged', house.keys],
    ['the keys in its place', ring, 'no-backup', house.keys],
    ['another key', backup, 'other-key', makeKeys(otherKeys)],
    ['a later form', gzipSync(Buffer.from('{"muster":"backup","format":3}\n')), 'later-version', house.keys],
  ]
  spoilt = await createDatabase()
  dropped.push(spoilt)
  for (const [what, bytes, reason, keys] of cases) {
    await connected(spoilt, async (owner) => {
      await refused(owner, keys, bytes, ring, reason, what)
      assert.deepEqual(await countiesIn(owner), [], what)
    })
  }
  rmSync(otherKeys, { recursive: true })
})

test('nor do keys that are older, misplaced or cut; after all of them a good one goes in, none over it', async () => {
  await connected(spoilt, async (owner) => {
    const older = (await take('keys', 1_763_000_000_000)).bytes
    await refused(owner, house.keys, backup, older, 'older-keys')
    await refused(owner, house.keys, backup, backup, 'no-backup')
    await refused(owner, house.keys, backup, ring.subarray(0, ring.length >> 1), 'damaged')
  })
  await connected(spoilt, (owner) =>
    restoreBackup(owner, views, house.keys, Readable.from([backup]), Readable.from([ring])),
  )
  await connected(spoilt, (owner) => refused(owner, house.keys, backup, ring, 'not-empty'))
})

test('a disk that fills up ends the backup with its own error, and the database lets the copy go', async () => {
  const full = await openHouse({ timers: false })
  try {
    // Three megabytes that cannot be packed.
    await full.sql(
      `insert into log_tiles (tenant, level, tile, hashes, root)
       select '140729', 0, 1000 + n,
         (select decode(string_agg(md5(n || ' ' || m), ''), 'hex') from generate_series(1, 512) m),
         sha256(n::text::bytea)
       from generate_series(1, 400) n`,
    )
    for (const room of [0, 1_000_000, 2_000_000]) {
      let taken = 0
      const out = new Writable({
        write(chunk: Buffer, _, next) {
          taken += chunk.length
          next(taken > room ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) : null)
        },
      })
      await assert.rejects(
        connected(full.database, (owner) => writeBackup(owner, names, full.keys, 0, out)),
        { code: 'ENOSPC' },
      )
      await until(
        async () =>
          (
            await full.sql(
              `select 1
               from pg_stat_activity
               where datname = current_database() and (query like 'copy %' or state like 'idle in%')`,
            )
          ).length === 0,
        `${room}: no copy and no transaction is left`,
      )
    }
  } finally {
    await full.stop()
  }
})

test('copy lines are found whole however the bytes arrive', async () => {
  const rows = ['a\tb', '\\\\.', 'x\\.', '\\.x', '', 'end']
  const bytes = Buffer.from(
    `{"table":"t"}\n${rows.map((row) => `${row}\n`).join('')}\\.\n{"table":"u"}\n\\.\n{"rows":6}\n`,
  )
  for (let size = 1; size <= bytes.length; size += 1) {
    const reader = new BackupReader(
      (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      })(),
    )
    const read = async () => {
      let all = ''
      for await (const piece of reader.rows()) all += piece.toString()
      return all
    }
    assert.deepEqual((await reader.json()).line, { table: 't' })
    assert.equal(await read(), rows.map((row) => `${row}\n`).join(''), `pieces of ${size}`)
    assert.deepEqual((await reader.json()).line, { table: 'u' })
    assert.equal(await read(), '')
    assert.deepEqual((await reader.json()).line, { rows: 6 })
  }
})
