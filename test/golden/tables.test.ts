// Who sees a row of which table, past every check of the door: connected as the role that asks, for every table
// there is. One row about one person, of one unit, in one community stands in each, and the same in another county.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { Actor, Grant, Opened, Role } from '#domain/kernel/actor.ts'
import { uuid8 } from '#domain/kernel/ids.ts'
import { asAsker } from '#journal/scope.ts'
import { views } from '#rooms/all.ts'
import type { TestDatabase } from '../cluster.ts'
import { newDatabase } from '../house.ts'
import { insertOf, plainOf, tablesOf, type Column, type Table } from '../rows/plain.ts'

const golden = 'test/golden/tables.txt'
const [county, here, there, otherCounty] = ['140729', '140729100001', '140729200001', '140730']
const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const [subject, unit, stranger] = [id(1), id(2), id(3)]
const every: readonly Role[] = [
  'gridWorker',
  'steward',
  'officer',
  'dispatcher',
  'supervisor',
  'administrator',
  'security',
  'auditor',
]

const actor = (grants: readonly Grant[], person?: string, tenant = county): Actor => ({
  tenant,
  account: person ?? id(9),
  ...(person && { person }),
  grants,
})
const actors: readonly (readonly [name: string, actor: Actor])[] = [
  ['nobody', actor([])],
  ['themselves', actor([], subject)],
  ['a volunteer', actor([{ role: 'volunteer', area: county }], stranger)],
  ['their liaison', actor([{ role: 'liaison', area: county, unit }], stranger)],
  ['officer here', actor([{ role: 'officer', area: here }], stranger)],
  ['officer there', actor([{ role: 'officer', area: there }], stranger)],
  ['auditor of the county', actor([{ role: 'auditor', area: county }], stranger)],
  [
    'all offices',
    actor(
      every.map((role) => ({ role, area: county })),
      stranger,
    ),
  ],
  ['Muster asking', actor([{ role: 'system', area: county }], stranger)],
  [
    'all of another county',
    actor(
      every.map((role) => ({ role, area: otherCounty })),
      stranger,
      otherCounty,
    ),
  ],
]

let database: TestDatabase
let owner: pg.Client
let pool: pg.Pool
before(async () => {
  database = await newDatabase()
  owner = new pg.Client(database.owner)
  owner.on('error', () => {})
  await owner.connect()
  pool = new pg.Pool({ ...database.asker, max: 2 }).on('error', () => {})
})
after(async () => {
  await pool?.end()
  await owner?.end()
  await database?.drop()
})

/** What a column says of the one row: whose it is, where, and otherwise anything. */
function valueOf(table: string, { name, type }: Column, tenant: string, kind: string): unknown {
  const visible = views.find((view) => view.name === table)?.visible
  const ways = typeof visible === 'object' ? visible : {}
  if (name === 'tenant') return tenant
  if (name === 'kind') return kind
  if (type === 'ARRAY' && name === 'persons') return [subject]
  if (type === 'text' && (name === ways.person || /^(person|account|sender)$/.test(name))) return subject
  if (type === 'text' && (name === ways.unit || name === 'unit')) return unit
  if (type === 'text' && (name === ways.area || name === 'area')) return here
  return plainOf({ name, type })
}

const insert = (table: Table, tenant: string, kind: string) =>
  insertOf(table, (column) => valueOf(table.name, column, tenant, kind))

/** Known before anybody is: their rows are of no county. */
const open = ['clock_looks', 'counties', 'house', 'migrations', 'setup_links', 'view_versions']
/** Beside what may be opened stands what only the gate may: log-ins. */
const sealed = ['vault', 'keyring', 'lookups']

/** Rows of it; `-` where reading is not granted at all, `open` where rows are nobody's. */
async function visible(name: string, as: Actor): Promise<number | string> {
  try {
    const rows = await asAsker(
      pool,
      as as Opened,
      async (tx) => (await tx.query(`select 1 from "${name}"`)).rowCount ?? 0,
    )
    return open.includes(name) ? 'open' : rows
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return '-'
    throw error
  }
}

test('every table: whose rows an asker sees is as the golden table says', async () => {
  const tables = await tablesOf(owner)
  await owner.query('set session_replication_role = replica')
  // What a row says is nothing here, only whose it is.
  const { rows: checks } = await owner.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
     from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace`,
  )
  for (const { drop } of checks) await owner.query(drop)
  for (const table of tables.filter(({ name }) => !open.includes(name)))
    for (const [tenant, kind] of [
      [county, 'person'],
      [otherCounty, 'person'],
      ...(sealed.includes(table.name) ? [[county, 'credential'] as const] : []),
    ] as const)
      await owner.query(...insert(table, tenant, kind))
  const lines = ['# table: rows seen by', `# ${actors.map(([name]) => name).join(' · ')}`]
  for (const { name } of tables) {
    const seen: (number | string)[] = []
    for (const [, as] of actors) seen.push(await visible(name, as))
    lines.push(`${name}: ${seen.join(' ')}`)
  }
  const text = `${lines.join('\n')}\n`
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})

test('an asker writes into no table, in whatever transaction', async () => {
  const widest = actors.find(([name]) => name === 'all offices')![1]
  const attempt = async (text: string, values: readonly unknown[] = []): Promise<string> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (const [name, value] of [
        ['tenant', county],
        ['scope', 'asker'],
        ['grants', widest.grants.map((grant) => grant.area).join(',')],
        ['audits', county],
        ['person', subject],
        ['units', unit],
      ])
        await client.query('select set_config($1, $2, true)', [`muster.${name}`, value])
      return `${(await client.query(text, [...values])).rowCount} rows`
    } catch (error) {
      const { code } = error as { code?: string }
      // 42501: permission denied, or against a policy.
      return code === '42501' ? 'refused' : String(error)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const wrong: string[] = []
  for (const table of (await tablesOf(owner)).filter(({ name }) => !open.includes(name))) {
    const tried = [
      ['insert', ...insert(table, county, 'other')],
      ['update', `update "${table.name}" set tenant = tenant`],
      ['delete', `delete from "${table.name}"`],
      ['truncate', `truncate "${table.name}"`],
    ] as const
    for (const [what, text, values] of tried) {
      const came = await attempt(text, values)
      if (came !== 'refused' && !(came === '0 rows' && what !== 'insert')) wrong.push(`${what} ${table.name}: ${came}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('what was decided is only added to: the journal and the access log refuse the owner too', async () => {
  await owner.query('set session_replication_role = default')
  for (const table of ['journal', 'access_log'])
    for (const attack of [`update ${table} set tenant = tenant`, `delete from ${table}`, `truncate ${table}`])
      await assert.rejects(owner.query(attack), /only added/, attack)
})
