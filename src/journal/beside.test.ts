// Views made anew beside the live ones: what an administrator changed is found and mended, a new version of a view is
// filled with what stood, and nothing is left behind.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { views } from '#rooms/all.ts'
import { community, openHouse, populate, settle, type TestHouse } from '../../test/house.ts'
import { Beside, rebuild } from './beside.ts'
import { migrate } from './migrate.ts'

let house: TestHouse
let owner: pg.Client

before(async () => {
  house = await openHouse()
  await settle(house)
  const people = await populate(house, 30)
  const muster = house.newId()
  await house.given(
    [
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '搬',
        label: '东',
        area: community,
        place: [111.77, 36.85],
        needs: [{ people: 20 }],
        from: house.now(),
        until: house.now() + 3_600_000,
        drill: false,
        answerMinutes: 30,
        escalateMinutes: 60,
        waves: 'by-hand',
      },
    ],
    ['muster', `muster/${muster}`, { type: 'call-people', people }],
  )
  for (const person of people.slice(0, 10))
    await house.given(['muster', `muster/${muster}`, { type: 'note-answer', person, answer: 'coming', minutes: 10 }])
  owner = new pg.Client(house.database.owner)
  await owner.connect()
})
after(async () => {
  await owner.end()
  await house.stop()
})

/** Name, missing and surplus of the views that differ. */
const differing = (rebuilt: { views: readonly { view: string; missing: number; surplus: number }[] }) =>
  rebuilt.views
    .filter(({ missing, surplus }) => missing + surplus > 0)
    .map(({ view, missing, surplus }) => [view, missing, surplus])

test('on one connection or two, all views come out as they are, in their order, with every event read', async () => {
  const [{ n }] = await house.sql<{ n: number }>('select count(*)::int as n from journal')
  const one = await rebuild(owner, views)
  const two = await house.journal.rebuild()
  for (const rebuilt of [one, two]) {
    assert.deepEqual([rebuilt.events, differing(rebuilt)], [n, []])
    assert.deepEqual(
      rebuilt.views.map(({ view }) => view),
      views.map(({ name }) => name),
    )
  }
  assert.ok(one.views.find(({ view }) => view === 'calls')!.rows === 30)
})

test('rows changed, added and taken away are told apart and repaired, reckoned columns among them', async () => {
  await house.sql(
    `update hands
     set served_minutes = 7
     where person in (select person from hands order by person limit 2)`,
  )
  await house.sql(`delete from calls where person in (select person from calls order by person limit 3)`)
  await house.sql(`insert into staffing (tenant, area, role, account)
    values ('140729', '140729', 'officer', 'nobody')`)
  const expected = [
    ['calls', 3, 0],
    ['hands', 2, 2],
    ['staffing', 0, 1],
  ]
  const found = await rebuild(owner, views)
  assert.deepEqual(differing(found).sort(), expected)
  assert.deepEqual(
    found.views
      .filter(({ named }) => named.length > 0)
      .map(({ view, named }) => [view, named.length])
      .sort(),
    [
      ['calls', 3],
      ['hands', 2],
      ['staffing', 1],
    ],
  )
  assert.deepEqual(found.views.find(({ view }) => view === 'staffing')!.named, ['140729 140729 officer nobody'])
  assert.deepEqual(differing(await house.journal.rebuild({ repair: true })).sort(), expected)
  assert.deepEqual(differing(await rebuild(owner, views)), [])
})

test('a live table that has lost its key and holds a row twice is found', async () => {
  await house.sql('alter table calls drop constraint calls_pkey')
  // Where a row lies is PostgreSQL's affair: the doubled one is known by the place it was given.
  const [{ at }] = await house.sql<{ at: string }>(
    'insert into calls select * from calls limit 1 returning ctid::text as at',
  )
  assert.deepEqual(differing(await rebuild(owner, views)), [['calls', 0, 1]])
  await house.sql(
    `delete from calls where ctid = '${at}'::tid;
     alter table calls add primary key (tenant, muster, person)`,
  )
  assert.deepEqual(differing(await rebuild(owner, views)), [])
})

test('a view of another version is dropped, made and filled, its own rules of who sees it standing again', async () => {
  await house.sql(`update view_versions set version = 0 where name in ('hands', 'calls')`)
  await house.sql('update calls set wave = 99')
  const { views: renewed } = await migrate(owner, views)
  assert.deepEqual([...renewed].sort(), ['calls', 'hands'])
  assert.deepEqual(differing(await rebuild(owner, views)), [])
  const [{ closed, indexes }] = await house.sql<{ closed: boolean; indexes: number }>(
    `select relforcerowsecurity as closed,
       (select count(*)::int from pg_indexes where schemaname = 'public' and tablename = 'calls') as indexes
     from pg_class
     where oid = 'public.calls'::regclass`,
  )
  assert.deepEqual([closed, indexes], [true, 5])
})

test('a feed that fails says so, and nothing is left behind', async () => {
  const broken = views.map((view) =>
    view.name === 'calls' ? { ...view, feed: () => Promise.reject(new Error('this feed fails')) } : view,
  )
  await assert.rejects(rebuild(owner, broken), /this feed fails/)
  const {
    rows: [{ left }],
  } = await owner.query<{ left: number }>(
    `select count(*)::int as left from pg_class where relpersistence = 't' and relkind = 'r'`,
  )
  assert.equal(left, 0)
  assert.deepEqual(differing(await rebuild(owner, views)), [])
})

test('what is written while it is built is caught up with, and the two connections see one moment', async () => {
  const other = new pg.Client(house.database.owner)
  await other.connect()
  const beside = await Beside.make([owner, other], views)
  try {
    await beside.feed()
    const before = beside.events
    await populate(house, 5)
    await beside.begin()
    // Written after that moment: neither the tables beside nor the live ones show it.
    await populate(house, 5)
    await beside.feed()
    assert.ok(beside.events > before)
    assert.deepEqual(differing({ views: await beside.compare() }), [])
    await beside.end('commit')
  } finally {
    await beside.clear()
    await other.end()
  }
})
