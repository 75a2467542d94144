// The walls inside the database, what is due, and the migrations: whoever changes one behind the house's back is found
// at the next start and by verify. GOLDEN=write writes the lines of the walls and the digests anew.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { digestOf, migrate } from '#journal/migrate.ts'
import { fallenWalls, readWalls, wallsFile, wallsText } from '#journal/walls.ts'
import { views } from '#rooms/all.ts'
import { prove } from '#server/proof.ts'
import { haveOwnCluster } from '#test/cluster.ts'
import { community, openHouse, populate, settle, type TestHouse } from '#test/house.ts'

haveOwnCluster()

const migrations = path.join(import.meta.dirname, '../../src/journal/migrations')
const digestsFile = path.join(migrations, 'digests.json')
let house: TestHouse
let owner: pg.Client
before(async () => {
  house = await openHouse({ timers: false })
  await settle(house)
  const [person] = await populate(house, 1)
  await house.given([
    'muster',
    `muster/${house.newId()}`,
    {
      type: 'blow-whistle',
      what: '搬',
      label: '东',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 1 }],
      from: house.now(),
      until: house.now() + 3_600_000,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 20,
      waves: 'by-hand',
      people: [person],
    },
  ])
  owner = new pg.Client(house.database.owner)
  await owner.connect()
})
after(async () => {
  await owner.end()
  await house.stop()
})

test('the walls are those that migrations and views make', async () => {
  if (process.env.GOLDEN === 'write') writeFileSync(wallsFile, wallsText(await readWalls(owner)))
  assert.deepEqual(await fallenWalls(owner), [])
  const text = readFileSync(wallsFile, 'utf8')
  assert.deepEqual(wallsText(await readWalls(owner)).split('\n'), text.split('\n'))
  for (const line of ['role muster_app', 'role muster_asker', 'policy journal ', 'trigger journal journal_only_added'])
    assert.ok(text.includes(`${line}`), line)
})

/** Each of them, and how it is taken back. */
const changes: [what: string, change: string, back: string][] = [
  ['a role above row security', 'alter role muster_app bypassrls', 'alter role muster_app nobypassrls'],
  ['a role that makes roles', 'alter role muster_asker createrole', 'alter role muster_asker nocreaterole'],
  ['one role becomes the other', 'grant muster_app to muster_asker', 'revoke muster_app from muster_asker'],
  ['row security off', 'alter table vault disable row level security', 'alter table vault enable row level security'],
  ['not forced', 'alter table journal no force row level security', 'alter table journal force row level security'],
  [
    'a view’s row security off',
    'alter table persons disable row level security',
    'alter table persons enable row level security',
  ],
  [
    'one policy more',
    'create policy open on persons for select to muster_asker using (true)',
    'drop policy open on persons',
  ],
  [
    'a trigger disabled',
    'alter table journal disable trigger journal_only_added',
    'alter table journal enable trigger journal_only_added',
  ],
  [
    'a grant too many',
    'grant update, delete on journal to muster_app',
    'revoke update, delete on journal from muster_app',
  ],
  ['a grant to everybody', 'grant select on persons to public', 'revoke select on persons from public'],
  [
    'a function emptied',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$',
    `create or replace function refuse_change() returns trigger language plpgsql as $$ ` +
      `begin raise exception 'rows of % are only added', tg_table_name; end $$`,
  ],
]

test('each wall that is taken down is found by verify, and at the next start', { timeout: 300_000 }, async () => {
  for (const [what, change, back] of changes) {
    await owner.query(change)
    try {
      assert.notDeepEqual(await fallenWalls(owner), [], what)
      if (what === 'row security off') {
        const proven = await prove(owner, house.keys)
        assert.equal(proven.holds, false)
        const logged: string[] = []
        const other = await openHouse({
          database: house.database,
          dataDir: house.dataDir,
          timers: false,
          log: (message) => logged.push(message),
        })
        assert.ok(other.troubles.has('walls'))
        assert.ok(logged.some((line) => line.includes('table vault')))
        await other.stop()
      }
    } finally {
      await owner.query(back)
    }
    assert.deepEqual(await fallenWalls(owner), [], `${what}: taken back`)
  }
  // What is the operator's own is none of ours.
  await owner.query('create table reports (n integer); grant select on reports to public')
  assert.deepEqual(await fallenWalls(owner), [])
  assert.deepEqual((await prove(owner, house.keys, views)).faults, [])
})

test('a policy whose words were changed is found', async () => {
  const { rows } = await owner.query<{ tablename: string; policyname: string }>(
    `select tablename, policyname from pg_policies where schemaname = 'public' and cmd = 'SELECT' order by 1, 2`,
  )
  assert.ok(rows.length > 30)
  const missed: string[] = []
  await owner.query('begin')
  for (const { tablename, policyname } of rows) {
    await owner.query('savepoint one')
    await owner.query(`alter policy ${policyname} on ${tablename} using (true)`)
    if ((await fallenWalls(owner)).length === 0) missed.push(`${tablename} ${policyname}`)
    await owner.query('rollback to one')
  }
  await owner.query('rollback')
  assert.deepEqual(missed, [])
})

test('what is due follows from the journal: each timer taken away is named, and put back', async () => {
  const due = async () => (await house.sql<{ id: string }>('select id from due order by id')).map((row) => row.id)
  const before = await due()
  assert.ok(before.length >= 3)
  await house.sql('delete from due')
  const { faults } = await prove(owner, house.keys)
  assert.equal(faults.filter((fault) => fault.includes('does not wait')).length, before.length, faults.join('\n'))
  assert.equal((await house.journal.rebuild()).due, before.length)
  assert.deepEqual(await due(), [], 'nothing is repaired unasked')
  await house.journal.rebuild({ repair: true })
  assert.deepEqual(await due(), before)
  assert.deepEqual((await prove(owner, house.keys, views)).faults, [])
})

test('no migration is changed after it has landed: their digests are committed', () => {
  const files = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const now = Object.fromEntries(files.map((name) => [name, digestOf(name)]))
  if (process.env.GOLDEN === 'write') writeFileSync(digestsFile, `${JSON.stringify(now, null, 2)}\n`)
  assert.deepEqual(now, JSON.parse(readFileSync(digestsFile, 'utf8')))
})

test('a database made by another text of a migration is refused; one of before is taken at its name', async () => {
  await owner.query(`update migrations set digest = null where name like '0001%'`)
  await migrate(owner, views)
  assert.equal((await owner.query(`select 1 from migrations where digest is null`)).rows.length, 0)
  await owner.query(`update migrations set digest = repeat('0', 64) where name like '0001%'`)
  await assert.rejects(migrate(owner, views), /0001-journal\.sql.*Nothing was changed/s)
  await owner.query(`update migrations set digest = null where name like '0001%'`)
})
