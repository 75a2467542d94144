// Houses that earlier versions began open with this one: what their databases held was kept, made by their own code,
// and stands in test/kept-houses by the day of the version. Whoever keeps another lays schema, rows and key there.
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { streamOf } from '#domain/kernel/stream.ts'
import { createDatabase, type TestDatabase } from '#test/cluster.ts'
import { community, county, openHouse, type TestHouse } from '#test/house.ts'

const folder = path.join(import.meta.dirname, '../kept-houses')

interface Kept {
  /** Migrations as they were run, then tables and policies of the views. */
  readonly schema: readonly string[]
  /** PostgreSQL's text form, by table. */
  readonly rows: Readonly<Record<string, string>>
  readonly sequences: readonly { readonly sequencename: string; readonly last_value: string | null }[]
  readonly heads: readonly { readonly tenant: string; readonly events: number }[]
  /** Rows of some views, by table. */
  readonly answers: Readonly<Record<string, number>>
}

async function lay(database: TestDatabase, kept: Kept): Promise<void> {
  const owner = new pg.Client(database.owner)
  await owner.connect()
  try {
    await owner.query(
      `do $$ begin create role muster_app login; exception when duplicate_object or unique_violation then null; end $$`,
    )
    for (const text of kept.schema) await owner.query(text)
    // A migration writes the house's own row.
    await owner.query('delete from house')
    for (const [table, rows] of Object.entries(kept.rows))
      await pipeline(Readable.from([rows]), owner.query(copyFrom(`copy "${table}" from stdin`)))
    for (const { sequencename, last_value } of kept.sequences)
      if (last_value !== null) await owner.query('select setval($1, $2)', [sequencename, last_value])
  } finally {
    await owner.end()
  }
}

async function holdsAsBefore(house: TestHouse, kept: Kept): Promise<void> {
  for (const { tenant, events } of kept.heads) assert.equal(await house.ended(tenant), events)
  assert.deepEqual((await house.journal.verify()).faults, [])
  for (const [table, rows] of Object.entries(kept.answers))
    assert.deepEqual(await house.sql(`select count(*)::int as rows from ${table}`), [{ rows }], table)
  const rebuilt = await house.journal.rebuild()
  assert.deepEqual([rebuilt.views.filter((one) => one.missing + one.surplus > 0), rebuilt.due], [[], 0])
}

async function livesOn(house: TestHouse): Promise<void> {
  const [{ person: appointed }] = await house.sql<{ person: string }>(
    'select person from persons where tenant = $1 and merged_into is null order by person limit 1',
    [county],
  )
  await house.given(['access', streamOf('account', appointed), { type: 'appoint', role: 'officer', area: county }])
  const officer = await house.logIn(appointed)
  const { status, body } = await officer.ask<{ rows: { person: string; name: string | null }[] }>('persons')
  assert.equal(status, 200)
  assert.ok(body.rows.length > 0 && body.rows.every((one) => one.name), 'names are readable')
  const person = house.newId()
  await house.given([
    'registry',
    streamOf('person', person),
    { type: 'enrol-person', name: '后来者', phone: '13899990001', home: community, skills: [], availability: [] },
  ])
  assert.equal((await officer.ask<{ rows: unknown[] }>('persons')).body.rows.length, body.rows.length + 1)
}

for (const name of readdirSync(folder))
  test(`a house begun by the version of ${name} opens, holds what it held, and lives on`, async () => {
    const kept = JSON.parse(gunzipSync(readFileSync(path.join(folder, name, 'house.json.gz'))).toString()) as Kept
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-kept-'))
    copyFileSync(path.join(folder, name, 'house.key'), path.join(dataDir, 'house.key'))
    const database = await createDatabase()
    try {
      await lay(database, kept)
      for (const again of [false, true]) {
        const logged: string[] = []
        const house = await openHouse({ database, dataDir, timers: false, log: (line) => logged.push(line) })
        try {
          if (!again) {
            await holdsAsBefore(house, kept)
            await livesOn(house)
          }
          assert.deepEqual((await house.journal.verify()).faults, [])
          assert.equal(house.troubles.has('walls'), false, logged.join('\n'))
        } finally {
          await house.stop()
        }
      }
    } finally {
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
