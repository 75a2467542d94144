// Row-level security tried from inside: connected as the server's own role, past every check of the door.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import type { Actor, Grant } from '#domain/kernel/actor.ts'
import { views } from '#rooms/all.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

const county = '140729'
const other = '140730'
const here = '140729100001'
const there = '140729200001'
let cluster: Cluster
let house: SmallHouse
const ids: Record<string, string> = {}

/** A unit and two people of one community: one in the unit, with an account; one alone, with a link. */
async function settle(tenant: string, area: string): Promise<void> {
  const [unit, inUnit, alone] = [house.newId(), house.newId(), house.newId()]
  Object.assign(ids, { [`unit ${area}`]: unit, [`in unit ${area}`]: inUnit, [`alone ${area}`]: alone })
  const person = { type: 'enrol-person', skills: [], availability: [], home: area }
  await house.given(
    tenant,
    ['registry', `area/${area}`, { type: 'name-area', name: `社区${area}` }],
    [
      'registry',
      `area/${area}-01-0001`,
      { type: 'list-building', name: '一号楼', numbering: 'floors', doors: [['0101', 3]] },
    ],
    ['registry', `area/${area}`, { type: 'keep-mapping', kind: 'persons', heads: 'x', columns: { name: 1 } }],
    ['registry', `unit/${unit}`, { type: 'enrol-unit', name: `单位${area}`, area }],
  )
  await house.given(
    tenant,
    ['registry', `person/${inUnit}`, { ...person, name: '甲', unit }],
    ['registry', `person/${alone}`, { ...person, name: '乙' }],
  )
  await house.given(
    tenant,
    ['access', `account/${inUnit}`, { type: 'open-account' }],
    ['access', `account/${alone}`, { type: 'offer-link', digest: 'a'.repeat(64), until: house.now() + 1000 }],
  )
  await house.given(tenant, ['access', `account/${inUnit}`, { type: 'grant-role', role: 'volunteer', area }])
  // Registering is the person's own, so the system speaks for them as the registry's keeper.
  await house.given(
    tenant,
    ['registry', `person/${inUnit}`, { type: 'register-person', community: area }],
    ['registry', `unit/${unit}`, { type: 'register-unit', community: area }],
  )
}

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'rows')
  for (const [tenant, area] of [
    [county, here],
    [county, there],
    [other, '140730100001'],
  ])
    await settle(tenant, area)
  const looked = { tenant: county, account: '', roles: [], session: '', what: 'persons' }
  await house.gate.log.note({ ...looked, at: 1, area: here, persons: [ids[`alone ${here}`]] })
  await house.gate.log.note({ ...looked, at: 2, area: there, persons: [ids[`alone ${there}`]] })
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

const tables = async (): Promise<string[]> =>
  (
    await house.owner.query(
      `select relname
       from pg_class
       join pg_namespace n on n.oid = relnamespace
       where nspname = 'public' and relkind in ('r', 'p')
       order by 1`,
    )
  ).rows.map((row) => row.relname)
/** Known before anybody is: no county's and nobody's. */
const open = ['clock_looks', 'counties', 'house', 'migrations', 'setup_links', 'view_versions']

test("every table is closed by a policy that holds for its owner too, but for those that are nobody's", async () => {
  const { rows } = await house.owner.query(`select relname, relrowsecurity and relforcerowsecurity as closed,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies
    from pg_class c
    join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p')`)
  assert.deepEqual(
    rows
      .filter((row) => !row.closed || row.policies === 0)
      .map((row) => row.relname)
      .sort(),
    open,
  )
  for (const view of views)
    assert.ok(
      rows.some((row) => row.relname === view.name),
      view.name,
    )
})

test("the server's role owns nothing, bypasses nothing, and cannot make itself more", async () => {
  const { rows } = await house.owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
     from pg_roles
     where rolname = 'muster_app'`,
  )
  assert.deepEqual(rows[0], {
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    owned: 0,
  })
  for (const attack of [
    'set role muster',
    'alter role muster_app superuser',
    'set row_security = off; select * from persons',
    'alter table persons disable row level security',
    'drop policy persons_seen on persons',
    'create table public.mine (x int)',
    'truncate persons',
    "copy persons to program 'id'",
    "select pg_read_file('/etc/passwd')",
  ]) {
    await assert.rejects(house.pool.query(attack), attack)
  }
})

test('without a context nothing is visible and nothing can be written', async () => {
  for (const table of (await tables()).filter((name) => !open.includes(name))) {
    assert.equal((await house.pool.query(`select * from ${table}`)).rowCount, 0, table)
    assert.ok(Number((await house.owner.query(`select count(*) from ${table}`)).rows[0].count) >= 0)
  }
  await assert.rejects(
    house.pool.query(
      `insert into persons (tenant, person, home, skills, availability, active)
       values ('${county}', 'x', '${here}', '{}', '[]', true)`,
    ),
    /row-level security/,
  )
  assert.equal((await house.pool.query(`update persons set active = false`)).rowCount, 0)
  assert.equal((await house.pool.query(`delete from persons`)).rowCount, 0)
})

const actor = (grants: readonly Grant[], person?: string, tenant = county): Actor => ({
  tenant,
  account: person ?? house.newId(),
  ...(person && { person }),
  grants,
})
const count = async (who: Actor, table: string): Promise<number> =>
  house.asAsker(who, async (tx) => (await tx.query(`select 1 from ${table}`)).rowCount ?? 0)

test('an asker sees their area, their unit and themselves, and nothing of another county', async () => {
  const me = ids[`alone ${here}`]
  // persons accounts grants links registrations households log
  const lines: readonly [string, Actor, readonly number[]][] = [
    ['nobody', actor([]), [0, 0, 0, 0, 0, 0, 0]],
    ['volunteer of the county', actor([{ role: 'volunteer', area: county }], me), [1, 1, 0, 1, 0, 0, 1]],
    ['officer here', actor([{ role: 'officer', area: here }]), [2, 2, 1, 0, 2, 1, 0]],
    ['officer there', actor([{ role: 'officer', area: there }]), [2, 2, 1, 0, 2, 1, 0]],
    ['dispatcher of the township', actor([{ role: 'dispatcher', area: '140729100' }]), [2, 2, 1, 0, 2, 1, 0]],
    ['dispatcher of the county', actor([{ role: 'dispatcher', area: county }]), [4, 4, 2, 0, 4, 2, 0]],
    ['steward of another building', actor([{ role: 'steward', area: `${here}-01-0002` }]), [0, 0, 0, 0, 0, 0, 0]],
    ['steward of the building', actor([{ role: 'steward', area: `${here}-01-0001` }]), [0, 0, 0, 0, 0, 1, 0]],
    ['liaison', actor([{ role: 'liaison', area: county, unit: ids[`unit ${here}`] }]), [1, 1, 0, 0, 2, 0, 0]],
    ['auditor of the county', actor([{ role: 'auditor', area: county }]), [4, 4, 2, 0, 4, 2, 2]],
    ['auditor of the township', actor([{ role: 'auditor', area: '140729200' }]), [2, 2, 1, 0, 2, 1, 1]],
    [
      'dispatcher of the other county',
      actor([{ role: 'dispatcher', area: other }], undefined, other),
      [2, 2, 1, 0, 2, 1, 0],
    ],
    ['a grant of another county', actor([{ role: 'dispatcher', area: other }]), [0, 0, 0, 0, 0, 0, 0]],
    ['system as asker', actor([{ role: 'system', area: county }]), [0, 0, 0, 0, 0, 0, 0]],
  ]
  for (const [who, as, expected] of lines) {
    const seen = []
    for (const table of ['persons', 'accounts', 'grants', 'links', 'registrations', 'households', 'access_log'])
      seen.push(await count(as, table))
    assert.deepEqual(seen, expected, who)
  }
})

test("an asker writes nothing, and what is the door's alone stays closed to every role", async () => {
  const widest = actor(
    (['officer', 'dispatcher', 'supervisor', 'administrator', 'security', 'auditor'] as const).map((role) => ({
      role,
      area: county,
    })),
    ids[`alone ${here}`],
  )
  for (const table of ['journal', 'due', 'sessions', 'factor_steps', 'setup_links'])
    await assert.rejects(count(widest, table), /permission denied/, table)
  await assert.rejects(
    house.asAsker(widest, (tx) => tx.query('update persons set active = false')),
    /read-only transaction/,
  )
  // Even out of the read-only transaction, and whatever it says of itself, the asking role stays who it is.
  const client: pg.PoolClient = await house.askers.connect()
  const refused = async (statement: string, why: RegExp) => {
    await client.query('savepoint tried')
    await assert.rejects(client.query(statement), why, statement)
    await client.query('rollback to savepoint tried')
  }
  try {
    await client.query('begin')
    await client.query(
      `select set_config('muster.tenant', '${county}', true), set_config('muster.scope', 'door', true),
         set_config('muster.grants', '${county}', true)`,
    )
    for (const table of ['persons', 'grants', 'vault', 'keyring', 'receipts', 'access_log', 'heads'])
      assert.equal((await client.query(`select 1 from ${table}`)).rowCount, 0, `${table} by the door's scope`)
    await client.query(`select set_config('muster.scope', 'asker', true)`)
    assert.ok((await client.query('select 1 from persons')).rowCount! > 0)
    await refused('update persons set active = false', /permission denied/)
    await refused('delete from grants', /permission denied/)
    await refused(
      `insert into grants (tenant, account, role, area, unit)
       values ('${county}', '${ids[`alone ${here}`]}', 'security', '${county}', '')`,
      /permission denied/,
    )
    await refused('delete from keyring', /permission denied/)
    await refused('set role muster_app', /permission denied/)
    await refused('set session authorization muster_app', /permission denied/)
    await refused('select 1 from journal', /permission denied/)
    await refused('create table mine (n int)', /permission denied/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('a context ends with its transaction: the next one on the same connection begins with none', async () => {
  for (let n = 0; n < 20; n++) {
    await count(actor([{ role: 'dispatcher', area: county }]), 'persons')
    assert.equal((await house.pool.query('select 1 from persons')).rowCount, 0)
  }
  await assert.rejects(
    house.asAsker(actor([{ role: 'dispatcher', area: county }]), (tx) =>
      tx.query('select no_such_column from persons'),
    ),
  )
  assert.equal((await house.pool.query('select 1 from persons')).rowCount, 0)
})

test('odd grants open nothing: commas, patterns, empties', async () => {
  for (const area of ['', ',', '%', `,${county}`, '_', '1', '{', `x,${county},`]) {
    const seen = await count({ tenant: county, account: 'x', grants: [{ role: 'officer', area }] }, 'persons')
    // A grant's area is an area code when it is made; should another ever come here, it must not widen.
    assert.equal(seen, 0, JSON.stringify(area))
  }
})

test('the access log is only added to', async () => {
  const door = (text: string) => house.gate.house.asDoor(county, (tx) => tx.query(text))
  for (const attack of ["update access_log set what = 'x'", 'delete from access_log', 'truncate access_log'])
    await assert.rejects(door(attack), /permission denied|only added/, attack)
  await assert.rejects(house.owner.query('truncate access_log'), /only added/)
})
