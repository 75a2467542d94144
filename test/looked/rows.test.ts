// The rows of the access log: those of before still verify, a long answer is named whole in as many rows as it takes,
// and nothing of a row can be changed unseen.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Tx } from '#journal/view.ts'
import { AccessLog } from '#server/identity/access-log.ts'
import { verifyAccessLog } from '#server/identity/access-proof.ts'
import { county, openHouse, type TestHouse } from '#test/house.ts'

let house: TestHouse
let log: AccessLog

before(async () => {
  house = await openHouse({ timers: false })
  log = new AccessLog(house.asDoor)
})
after(() => house?.stop())

const verified = () => house.asDoor(county, (tx) => verifyAccessLog(tx, county))
const ids = (count: number) => Array.from({ length: count }, () => house.newId())
const look = { tenant: county, at: 1, account: '' as const, roles: ['officer'], session: 's', what: 'x', area: county }

/** As rows were made before households were named: eleven columns, hashed in this order. */
async function asBefore(tx: Tx, number: number, previous: Buffer): Promise<Buffer> {
  const own = [county, number, 7, 'a', ['officer'], 's', 'persons', county, null, ['p1', 'p2'], 3] as const
  const hash = createHash('sha256').update(previous).update(JSON.stringify(own)).digest()
  await tx.query(
    `insert into access_log (
       tenant, number, at, account, roles, session, what, area, unit, persons, more, previous, hash
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [...own, previous, hash],
  )
  return hash
}

test('rows of before households were named verify, and go on into rows that name them', async () => {
  await house.asDoor(county, async (tx) => {
    const first = await asBefore(tx, 1, Buffer.alloc(32))
    const second = await asBefore(tx, 2, first)
    await tx.query('insert into access_log_ends (tenant, number, hash) values ($1, 2, $2)', [county, second])
  })
  assert.deepEqual(await verified().then(({ rows, brokenAt }) => [rows, brokenAt]), [2, null])
  await log.note({ ...look, households: [`${county}100001-01-0001-0101`], source: '10.0.0.9' })
  await log.note({ ...look, persons: ids(1) })
  assert.deepEqual(await verified().then(({ rows, brokenAt }) => [rows, brokenAt]), [4, null])
})

test('a long answer is named whole: rows of 5,000, the later ones led back to the first', async () => {
  const [persons, households] = [ids(7_000), Array.from({ length: 4_000 }, (_, at) => `${county}100001-01-${at}`)]
  await log.note({ ...look, what: 'long', persons: [...persons, persons[0]], households })
  const rows = await house.sql<{
    number: string
    continues: string | null
    more: number
    persons: string[]
    households: string[]
  }>(`select number, continues, more, persons, households from access_log where what = 'long' order by number`)
  assert.deepEqual(
    rows.map((row) => [row.persons.length, row.households.length, row.more, row.continues === null]),
    [
      [5_000, 0, 6_000, true],
      [2_000, 3_000, 0, false],
      [0, 1_000, 0, false],
    ],
  )
  assert.deepEqual([...new Set(rows.slice(1).map((row) => row.continues))], [rows[0].number])
  assert.deepEqual(
    rows.flatMap((row) => row.persons),
    persons,
  )
  assert.deepEqual(
    rows.flatMap((row) => row.households),
    households,
  )
  await assert.rejects(log.note({ ...look, persons: ids(400_001) }), /is not given/)
  assert.equal((await verified()).brokenAt, null)
})

test('a household, an address or a link between rows that is changed afterwards is found', async () => {
  await house.sql('alter table access_log disable trigger access_log_only_added')
  const [{ last }] = await house.sql<{ last: number }>('select max(number)::int as last from access_log')
  for (const [number, change, back] of [
    [3, `households = '{}'`, `households = '{${county}100001-01-0001-0101}'`],
    [3, `source = ''`, `source = '10.0.0.9'`],
    [4, `source = '10.0.0.1'`, `source = ''`],
    [1, `households = '{x}'`, `households = '{}'`],
    [last, 'continues = null', `continues = ${last - 2}`],
  ] as const) {
    await house.sql(`update access_log set ${change} where number = $1`, [number])
    assert.equal((await verified()).brokenAt, number, change)
    await house.sql(`update access_log set ${back} where number = $1`, [number])
    assert.equal((await verified()).brokenAt, null, back)
  }
})
