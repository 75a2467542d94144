// Each holding in every column that leads to something sealed: all of it opens to the last millisecond, and nothing of
// it a millisecond later; what does not end stays.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { purposes, type Holding } from '#domain/ending/terms.ts'
import { systemActor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { Destroyer } from '#rooms/ending/destroyer.ts'
import { holdings } from '#rooms/ending/holdings.ts'
import { community, county, openHouse, type TestHouse } from '#test/house.ts'
import { insertOf, plainOf, tablesOf, type Table } from '#test/rows/plain.ts'

const day = 86_400_000
let house: TestHouse
let owner: pg.Client
let tables: Table[]
/** Midnight by the county's whole days; what is written then ends so many days later. */
let written: number
let clock: number
let destroyer: Destroyer
const [round, operation] = ['round', 'operation']

before(async () => {
  house = await openHouse({ timers: false })
  owner = new pg.Client(house.database.owner)
  await owner.connect()
  tables = await tablesOf(owner)
  written = Math.floor(house.now() / day) * day
  clock = written
  destroyer = new Destroyer(
    {
      asDoor: house.asDoor,
      vault: house.vault,
      receive: house.receive,
      keys: house.keys,
      held: house.held,
      now: () => clock,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
  await row('rounds', { round, operation })
})
after(async () => {
  await owner.end()
  await house.stop()
})

let rows = 0
/** @param given columns by name; a text of the rest is a new one in each row */
async function row(table: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  rows += 1
  const own = { tenant: county, area: community, ...given }
  const [text, values] = insertOf(
    tables.find(({ name }) => name === table)!,
    (column) => {
      if (column.name in own) return own[column.name as keyof typeof own]
      return column.type === 'text' ? `x${rows}` : plainOf(column)
    },
  )
  assert.equal((await owner.query(text, values)).rowCount, 1, `${table} ${JSON.stringify(given)}`)
}

/** Something sealed. @returns its id */
async function sealed(what: Holding): Promise<Id> {
  const id = house.newId()
  const { kind } = holdings[what]
  await house.asDoor(county, (tx) => house.vault.put(tx, county, [{ kind, id, subject: id, body: { text: '密' } }]))
  return id
}
const opens = async (what: Holding, ids: readonly Id[]): Promise<number> =>
  (await house.asDoor(county, (tx) => house.vault.open(tx, holdings[what].kind, ids))).size

/** A row a column, or with several: what ends, and what of the same table does not. */
const filled: { readonly [H in Holding]: (seal: () => Promise<Id>, kept: () => Promise<Id>) => Promise<void> } = {
  async sampled(seal, kept) {
    await row('samples', { round, record: await seal(), number: 1 })
    await row('places', { round, key: await seal() })
    await row('samples', { round: 'another', record: await kept(), number: 1 })
    await row('places', { round: 'another', key: await kept() })
  },
  async needs(seal, kept) {
    const ends = written + 7 * day
    await row('needs', { need: await seal(), household: 'a', until: ends })
    await row('needs', { need: await seal(), household: 'visited', until: ends + day })
    await row('round_visits', { round, household: 'visited' })
    await row('door_visits', { round, note: await seal() })
    await row('needs', { need: await kept(), household: 'b', until: ends + 1 })
    await row('door_visits', { round: 'another', note: await kept() })
  },
  async whistles(seal, kept) {
    await row('musters', { what: await seal(), phase: 'over', ends: written })
    await row('musters', { what: await kept(), phase: 'over', ends: written + day })
    await row('musters', { what: await kept(), phase: 'running', ends: written })
  },
  async notices(seal, kept) {
    await row('notices', { words: await seal(), sent_at: written })
    await row('notices', { words: await kept(), sent_at: written + day })
  },
  async openings(seal, kept) {
    await row('sayings', { statement: await seal(), at: written })
    await row('sayings', { statement: await kept(), at: written + day })
  },
  async rounds(seal, kept) {
    const words = async (make: () => Promise<Id>) => ({
      words: await make(),
      done_words: await make(),
      back_words: await make(),
    })
    await row('patrols_notes', { note: await seal(), at: written })
    await row('orders', { ...(await words(seal)), changed_at: written })
    await row('patrols_notes', { note: await kept(), at: written + day })
    await row('orders', { ...(await words(kept)), changed_at: written + day })
  },
  async 'look-backs'(seal, kept) {
    const words = async (make: () => Promise<Id>) => ({
      words: await make(),
      put_right_words: await make(),
      returned_words: await make(),
    })
    await row('findings', { ...(await words(seal)), noted_at: written })
    await row('samples_drawn', { words: await seal(), checked_at: written })
    await row('findings', { ...(await words(kept)), noted_at: written + day })
    await row('samples_drawn', { words: await kept(), checked_at: written + day })
  },
}

for (const { what, days, from } of [...purposes].sort((a, b) => a.days - b.days))
  test(`${what}: all of it opens until ${days} days have passed, and nothing of it a day after`, async () => {
    const [ends, stays]: [Id[], Id[]] = [[], []]
    const into = (list: Id[]) => async () => {
      list.push(await sealed(what))
      return list.at(-1)!
    }
    await filled[what](into(ends), into(stays))
    // By its closing to the millisecond; by its age on the first whole day that all of its day has passed.
    const last = written + (from === 'closing' ? days : days + 1) * day
    if (from === 'closing')
      await row('erasures', {
        operation,
        what,
        ends_at: last,
        destroyed_at: null,
        ordered_at: null,
        started_at: written,
      })
    clock = last - 1
    await destroyer.county(county)
    assert.deepEqual([await opens(what, ends), await opens(what, stays)], [ends.length, stays.length], 'before')
    for (const at of [last, last + day - 1]) {
      clock = at
      await destroyer.county(county)
      assert.deepEqual(
        [await opens(what, ends), await opens(what, stays)],
        [ends.length, stays.length],
        'seen to have ended, but not a day ago',
      )
    }
    clock = last + day
    await destroyer.county(county)
    assert.deepEqual([await opens(what, ends), await opens(what, stays)], [0, stays.length], 'after')
    const keys = await house.sql('select 1 from keyring where id = any($1)', [ends])
    const bodies = await house.sql('select 1 from vault where id = any($1)', [ends])
    assert.deepEqual([keys.length, bodies.length], [0, 0], 'neither key nor body stands')
  })

test('there is a row for every table and column that a holding is read from', () => {
  for (const { what } of purposes) {
    const columns = [
      ...holdings[what].ids.matchAll(/\b\w+_words\b|\bwords\b|\bnote\b|\bstatement\b|\bkey\b|\brecord\b/g),
    ]
    const said = filled[what].toString()
    for (const [column] of columns) assert.ok(said.includes(column), `${what}: ${column}`)
  }
})
