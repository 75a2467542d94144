// The log on a real PostgreSQL: leaves come with the journal, tiles and checkpoints after; a client that knows only the
// published layout checks everything from outside.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { fromBase64 } from '#domain/kernel/proof/bytes.ts'
import { readCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { readNote, verdictOf } from '#domain/kernel/proof/note.ts'
import { isConsistent, isIncluded, leafHash } from '#domain/kernel/proof/tree.ts'
import { createDatabase, type TestDatabase } from '#test/cluster.ts'
import { view as leaves } from '#rooms/dossier/views/entries-leaves.ts'
import { append, lockHead, moveHead } from '../append.ts'
import { makeKeys, type HouseKeys } from '../keys.ts'
import { migrate } from '../migrate.ts'
import { rebuild } from '../beside.ts'
import { asDoor } from '../scope.ts'
import { checkpoint, findCheckpoint, findCovering, LogBroken, logKeyOf } from './checkpoints.ts'
import { LogReader, leavesOf, sealTiles } from './log.ts'
import { bundle, readPath, writePath } from './tiles.ts'
import { verifyLog } from './verify.ts'

const tenant = '140729'
const now = 1_764_000_000_000
let database: TestDatabase
let owner: pg.Client
let pool: pg.Pool
let folder: string
let keys: HouseKeys

before(async () => {
  database = await createDatabase()
  owner = new pg.Client(database.owner)
  await owner.connect()
  pool = new pg.Pool({ ...database.app, max: 2 })
  await migrate(owner, [leaves])
  folder = mkdtempSync(path.join(tmpdir(), 'muster-log-'))
  keys = makeKeys(folder)
})
after(async () => {
  await pool?.end()
  await owner?.end()
  await database?.drop()
  if (folder) rmSync(folder, { recursive: true })
})

const leafOf = (n: number) => createHash('sha256').update(`leaf ${n}`).digest()
const id = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`
let grown = 0

/** Appends statements to the journal as the door does, other events among them. */
async function grow(by: number, county = tenant): Promise<void> {
  await asDoor(pool, county, async (tx) => {
    const head = await lockHead(tx, county)
    const drafted = Array.from({ length: by }, (_, i) => ({
      stream: `entry/${id(grown + i)}`,
      version: 1,
      event: { type: 'entry-opened', leaf: leafOf(grown + i).toString('base64') },
      at: now,
      by: id(1),
      command: id(grown + i),
      area: null,
    }))
    const other = {
      stream: `area/${county}-${grown}`,
      version: 1,
      event: { type: 'area-named' },
      at: now,
      by: id(1),
      command: id(9_000_000 + grown),
      area: null,
    }
    const { recorded, written } = append(tx, county, head, [other, ...drafted])
    await written
    await leaves.feed(
      tx,
      recorded.filter(({ event }) => leaves.on.includes(event.type)),
    )
    await moveHead(tx, county, head)
  })
  grown += by
}

const sign = () => asDoor(pool, tenant, (tx) => checkpoint(tx, tenant, logKeyOf(keys, tenant), now))
const H = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
/** RFC 6962 section 2.1 as it is written there. */
function MTH(D: readonly Buffer[]): Buffer {
  if (D.length === 0) return H()
  if (D.length === 1) return H(Buffer.of(0), D[0])
  const k = 2 ** Math.floor(Math.log2(D.length - 1))
  return H(Buffer.of(1), MTH(D.slice(0, k)), MTH(D.slice(k)))
}
const all = (size: number) => Array.from({ length: size }, (_, n) => leafOf(n))

test('addresses of tiles are those of the layout, and each tile has one', () => {
  assert.equal(writePath(1_234_067, 256), 'x001/x234/067')
  assert.equal(writePath(0, 256), '000')
  assert.equal(writePath(273, 112), '273.p/112')
  assert.equal(writePath(1000, 1), 'x001/000.p/1')
  for (const tile of [0, 1, 999, 1000, 1_234_067, 123_456_789])
    for (const width of [1, 255, 256]) assert.deepEqual(readPath(writePath(tile, width)), { tile, width })
  for (const bad of [
    '',
    '0',
    '0000',
    'x000/001',
    '001.p/0',
    '001.p/256',
    '001.p/01',
    'x1/000',
    '../x',
    '001/',
    '/001',
    'x001/x002',
    '001.p/',
  ])
    assert.equal(readPath(bad), undefined, bad)
})

test('an empty log is signed, and each checkpoint after is the RFC’s root and continues the one before', async () => {
  assert.equal((await sign())!.size, 0)
  let last = (await sign())!
  assert.deepEqual(last.root, H())
  for (const by of [1, 1, 3, 250, 1, 1, 255, 300]) {
    await grow(by)
    const next = (await sign())!
    assert.equal(next.size, grown)
    assert.deepEqual(next.root, MTH(all(grown)))
    const note = readNote(next.note)!
    assert.ok(verdictOf(note, logKeyOf(keys, tenant).public).signed)
    assert.deepEqual(readCheckpoint(note.text), {
      origin: logKeyOf(keys, tenant).public.name,
      size: grown,
      root: Uint8Array.from(next.root),
    })
    if (last.size > 0) {
      const proof = await asDoor(pool, tenant, (tx) => new LogReader().consistency(tx, tenant, last.size, next.size))
      assert.ok(isConsistent(last.size, last.root, next.size, next.root, proof))
    }
    last = next
  }
  assert.equal((await sign())!.note, last.note, 'nothing new is nothing to sign')
})

test('every leaf proves its place at every later size, with kept tiles and without', async () => {
  const reader = new LogReader()
  for (const size of [1, 2, 5, 255, 256, 257, 512, grown]) {
    const root = MTH(all(size))
    assert.deepEqual(await asDoor(pool, tenant, (tx) => reader.root(tx, tenant, size)), root)
    for (let index = 0; index < size; index += size > 300 ? 37 : 19) {
      const path = await asDoor(pool, tenant, (tx) =>
        (index % 2 ? reader : new LogReader()).inclusion(tx, tenant, index, size),
      )
      assert.ok(isIncluded(leafHash(leafOf(index)), index, size, path, root), `${index} in ${size}`)
    }
  }
  await assert.rejects(
    asDoor(pool, tenant, (tx) => reader.consistency(tx, tenant, 0, 5)),
    /broken promise/,
  )
})

test('a client that knows only tiles and bundles reckons the same root', async () => {
  await asDoor(pool, tenant, async (tx) => {
    const reader = new LogReader()
    const size = grown
    const hashes: Buffer[] = []
    for (let tile = 0; tile * 256 < size; tile++) {
      const width = Math.min(256, size - tile * 256)
      const bytes = (await reader.tile(tx, tenant, 0, tile, width, size))!
      for (let i = 0; i < width; i++) hashes.push(bytes.subarray(i * 32, i * 32 + 32))
      const entries = bundle(await leavesOf(tx, tenant, tile * 256, tile * 256 + width))
      assert.equal(entries.length, width * 34)
      for (let i = 0; i < width; i++) {
        assert.equal(entries.readUInt16BE(i * 34), 32)
        assert.deepEqual(H(Buffer.of(0), entries.subarray(i * 34 + 2, i * 34 + 34)), hashes[tile * 256 + i])
      }
    }
    const fold = (list: readonly Buffer[]): Buffer =>
      list.length === 1
        ? list[0]
        : ((k) => H(Buffer.of(1), fold(list.slice(0, k)), fold(list.slice(k))))(
            2 ** Math.floor(Math.log2(list.length - 1)),
          )
    assert.deepEqual(fold(hashes), MTH(all(size)))
    // Level 1 holds the roots of full tiles below.
    const upper = (await reader.tile(tx, tenant, 1, 0, Math.floor(size / 256), size))!
    for (let i = 0; i < Math.floor(size / 256); i++)
      assert.deepEqual(upper.subarray(i * 32, i * 32 + 32), fold(hashes.slice(i * 256, i * 256 + 256)))
    assert.equal(await reader.tile(tx, tenant, 1, 0, 200, size), undefined)
    assert.equal(await reader.tile(tx, tenant, 2, 0, 1, size), undefined)
  })
})

test('a checkpoint of its own moment is found again for each leaf, and counties do not mix', async () => {
  const covering = await asDoor(pool, tenant, (tx) => findCovering(tx, tenant, 3))
  assert.equal(covering?.size, 5)
  assert.equal(await asDoor(pool, tenant, (tx) => findCovering(tx, tenant, grown)), undefined)
  assert.equal(
    await asDoor(pool, '140730', (tx) => findCheckpoint(tx, tenant)),
    undefined,
    'another county sees nothing',
  )
  assert.notEqual(logKeyOf(keys, tenant).public.name.slice(11), logKeyOf(keys, '140730').public.name.slice(11))
})

test('rebuilt from the journal the leaves are the same, and everything verifies', async () => {
  const { views } = await rebuild(owner, [leaves])
  assert.deepEqual(views, [{ view: 'log_leaves', rows: grown, missing: 0, surplus: 0, named: [] }])
  const verified = await verifyLog(owner, keys)
  assert.deepEqual([verified.faults, verified.leaves], [[], grown])
  assert.equal(verified.roots[0].size, grown)
  assert.deepEqual(fromBase64(verified.roots[0].root), Uint8Array.from(MTH(all(grown))))
})

test('who changes a leaf, a tile or a checkpoint past the door is found', async () => {
  // Its owner can take the triggers away; the proof is what holds.
  await owner.query('alter table log_tiles disable trigger user; alter table log_checkpoints disable trigger user')
  const edits: readonly (readonly [string, string, RegExp])[] = [
    [
      `update log_leaves set leaf = decode('${'11'.repeat(32)}', 'hex') where number = 700`,
      `update log_leaves set leaf = decode('${leafOf(700).toString('hex')}', 'hex') where number = 700`,
      /leaf 700/,
    ],
    [
      `update log_leaves set statement = '${id(8)}' where number = 4`,
      `update log_leaves set statement = '${id(4)}' where number = 4`,
      /leaf 4/,
    ],
    [
      `update log_tiles set root = decode('${'22'.repeat(32)}', 'hex') where level = 0 and tile = 1`,
      `update log_tiles
       set root = decode('${MTH(all(512).slice(256)).toString('hex')}', 'hex')
       where level = 0 and tile = 1`,
      /tile 0\/1/,
    ],
    [
      `create table away as select * from log_tiles where level = 0 order by tile desc limit 1;
       delete from log_tiles l using away a where l.level = a.level and l.tile = a.tile`,
      `insert into log_tiles select * from away; drop table away`,
      /tile 0\/\d+ is missing/,
    ],
    [
      `insert into log_tiles
       select tenant, level, -1, hashes, root
       from log_tiles
       where level = 0 and tile = 1`,
      `delete from log_tiles where tile = -1`,
      /tile 0\/-1/,
    ],
    [
      `update log_checkpoints set root = decode('${'33'.repeat(32)}', 'hex') where size = 5`,
      `update log_checkpoints set root = decode('${MTH(all(5)).toString('hex')}', 'hex') where size = 5`,
      /checkpoint of 5/,
    ],
    [
      `insert into log_checkpoints values ('${tenant}', 9999, decode('${'44'.repeat(32)}', 'hex'), 'x', 'x', 0)`,
      `delete from log_checkpoints where size = 9999`,
      /9999/,
    ],
  ]
  for (const [edit, back, found] of edits) {
    await owner.query(edit)
    assert.match((await verifyLog(owner, keys)).faults.join('\n'), found)
    await owner.query(back)
  }
  assert.deepEqual((await verifyLog(owner, keys)).faults, [])
})

test('nothing is signed over a changed leaf, and the door cannot change a checkpoint', async () => {
  await owner.query(`update log_leaves set leaf = decode('${'11'.repeat(32)}', 'hex') where number = ${grown - 1}`)
  await grow(1)
  await assert.rejects(sign(), LogBroken)
  await owner.query(
    `update log_leaves set leaf = decode('${leafOf(grown - 2).toString('hex')}', 'hex') where number = ${grown - 2}`,
  )
  assert.equal((await sign())!.size, grown)
  await assert.rejects(
    asDoor(pool, tenant, (tx) => tx.query('update log_checkpoints set at = 0')),
    /permission denied/,
  )
})

test('a log that grew for long without being signed is sealed in bounded steps', async () => {
  const county = '140731'
  await owner.query(
    `insert into log_leaves (tenant, number, sequence, statement, leaf)
     select '${county}', n, n, 'x', decode(repeat('0a', 32), 'hex')
     from generate_series(0, 66999) n`,
  )
  const steps: number[] = []
  for (let sealed = -1; sealed !== 0;) {
    sealed = await asDoor(pool, county, (tx) => sealTiles(tx, county, 67_000))
    steps.push(sealed)
  }
  assert.deepEqual(steps, [256, 6, 0])
  const root = await asDoor(pool, county, (tx) => new LogReader().root(tx, county, 67_000))
  const index = Number(randomBytes(2).readUInt16BE()) % 67_000
  const proof = await asDoor(pool, county, (tx) => new LogReader().inclusion(tx, county, index, 67_000))
  assert.ok(isIncluded(leafHash(Buffer.alloc(32, 10)), index, 67_000, proof, root))
})
