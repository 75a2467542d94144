// Plans every SQL statement that the code can send, in every form it can have, against a migrated database: a renamed
// column or a wrong type is found here within seconds and not in use. Nothing is run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { TestDatabase } from '../cluster.ts'
import { newDatabase } from '../house.ts'
import { statementsOf, unread } from '../statements/statements.ts'
import { filesOf } from '../tidy/source.ts'

/** Where no SQL is sent. */
const without = /^src\/(web|domain|planner|words)\/|\.(test|proof)\.ts$/
const files = filesOf('src', /\.ts$/).filter((file) => !without.test(file))

/** What cannot be planned from the source alone, by what it begins with. The list may only shrink. */
const unplanned: Readonly<Record<string, string>> = {
  'src/journal/backup/read.ts: delete from "': 'any table that a backup holds',
  'src/journal/beside.ts: delete from public."': 'a view’s table, by its name',
  'src/journal/beside.ts: insert into public."': 'a view’s table with its columns, as the catalogue tells them',
  'src/journal/beside.ts: select (select count(*) from pg_temp."': 'a view’s table and the one fed beside it',
  "src/journal/beside.ts: select distinct concat_ws( ' ',": 'a view’s key, as the catalogue tells it',
}

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

test('every statement can be planned', async () => {
  const wrong: string[] = []
  const known = new Set<string>()
  let planned = 0
  for (const file of files)
    for (const { as, forms, unknown } of await statementsOf(file)) {
      const name = `${file}: ${as}`
      if (unknown !== undefined) {
        if (name in unplanned) known.add(name)
        else wrong.push(`${name} … cannot be worked out: ${unknown}`)
        continue
      }
      for (const form of forms) {
        try {
          await owner.query(`prepare planned as ${form}`)
          await owner.query('deallocate planned')
          planned += 1
        } catch (error) {
          wrong.push(`${name} … ${(error as Error).message}\n${form}`)
        }
      }
    }
  assert.deepEqual(wrong, [])
  assert.deepEqual(
    Object.keys(unplanned).filter((name) => !known.has(name)),
    [],
    'these can be planned by now',
  )
  assert.ok(planned > 500, `only ${planned} were found`)
})

test('what is asked and not planned orders the database about, and names no column', () => {
  assert.deepEqual(files.flatMap(unread), [])
})
