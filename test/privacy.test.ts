// The privacy register is whole: every column of every table stands in docs/privacy.md, once, in a class, with its
// purpose and its end; and nothing stands there that is not.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { TestDatabase } from './cluster.ts'
import { newDatabase } from './house.ts'

const classes = ['-', 'p', 'w', 's', 'c']
interface Line {
  readonly table: string
  readonly columns: readonly string[]
  readonly kind: string
  readonly purpose: string
  readonly ends: string
}

const lines: Line[] = readFileSync(path.join(import.meta.dirname, '../docs/privacy.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 7 && /^[a-z_]+$/.test(cells[1]))
  .map(([, table, columns, kind, purpose, ends]) => ({ table, columns: columns.split(' '), kind, purpose, ends }))
let database: TestDatabase
let owner: pg.Client

before(async () => {
  database = await newDatabase()
  owner = new pg.Client(database.owner)
  await owner.connect()
})
after(async () => {
  await owner?.end()
  await database?.drop()
})

test('every column is in the register, and the register holds no other', async () => {
  const { rows } = await owner.query<{ at: string }>(
    `select table_name || '.' || column_name as at
     from information_schema.columns
     where table_schema = 'public'
     order by 1`,
  )
  const there = rows.map((row) => row.at)
  const written = lines.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`))
  assert.ok(there.length > 200)
  assert.deepEqual(
    there.filter((at) => !written.includes(at)),
    [],
    'not in docs/privacy.md',
  )
  assert.deepEqual(
    written.filter((at) => !there.includes(at)),
    [],
    'no longer there',
  )
  assert.deepEqual(
    written.filter((at, n) => written.indexOf(at) !== n),
    [],
    'twice',
  )
})

test('every entry has a class, a purpose in both languages and an end', () => {
  for (const { table, kind, purpose, ends } of lines) {
    assert.ok(classes.includes(kind), `${table}: class ${kind}`)
    assert.match(purpose, /\p{Script=Han}.* · .*[a-z]/u, table)
    assert.ok(ends.length > 0, table)
  }
})

test('no column bears a name, a phone or an address in clear: what is sealed is sealed', async () => {
  const { rows } = await owner.query<{ at: string }>(
    `select table_name || '.' || column_name as at
     from information_schema.columns
     where table_schema = 'public' and column_name ~ '(phone|mobile|e?mail|address|full_?name|id_?card|birth)'
     order by 1`,
  )
  // The id of a sealed address.
  assert.deepEqual(
    rows.map((row) => row.at),
    ['channels.email'],
  )
})
