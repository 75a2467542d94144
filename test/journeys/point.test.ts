// A point and its visits over the real door: numbers issued, a day without a network, everything merged, conflicts
// listed; doors reported by many, needs seen by one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import { callOffMs } from '#domain/ending/terms.ts'
import { Destroyer } from '#rooms/ending/destroyer.ts'
import { addPerson, emptyDesk, foldDesk, nextCommand, openTube, type DeskState } from '#domain/point/desk.ts'
import { bytesOf, codeOf, stepAt, subjectOf } from '#domain/point/keys.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import type { AttendanceRow } from '#rooms/point/views/attendance.ts'
import type { PointBoard } from '#rooms/point/board.ts'
import type { ConflictRow } from '#rooms/point/conflicts.ts'
import type { MyPlace } from '#rooms/point/desks.ts'
import type { DoorRow, VisitBuilding } from '#rooms/visit/questions.ts'
import { rebuild } from '#journal/beside.ts'
import { views } from '#rooms/all.ts'
import type { HeldAnswer } from '#rooms/ending/questions.ts'
import pg from 'pg'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  until,
  type Client,
  type TestHouse,
} from '#test/house.ts'

let house: TestHouse
let officer: Client
let stranger: Client
let desk: Client
let helper: Client
let people: Id[]
const [round, operation, gate, team] = ['round', 'operation', 'gate', 'team'].map(
  (_, n) => `01999999-0000-7000-8000-00000000000${n}`,
)
const hour = 3_600_000
const minute = 60_000
const dawn = Date.UTC(2026, 9, 11, 22)
const grid = `${community}-01`
const building = `${grid}-0001`
const status = (receipt: Receipt) => ('reason' in receipt ? receipt.reason : receipt.status)
const answerOf = (receipt: Receipt) => (receipt.status === 'accepted' ? receipt.answer : receipt)

before(async () => {
  house = await openHouse({ start: dawn - hour })
  await settle(house)
  people = await populate(house, 4)
  const post = house.newId()
  const give = (command: { type: string } & Record<string, unknown>, stream = `round/${round}`) =>
    ['operation', stream, command] as const
  await house.given(
    ['registry', `area/${grid}`, { type: 'name-area', name: '第一网格', place: [111.771, 36.851] }],
    [
      'registry',
      `area/${building}`,
      {
        type: 'list-building',
        name: '1号楼',
        numbering: 'floors',
        doors: Array.from({ length: 12 }, (_, n) => [`0${1 + (n >> 1)}0${1 + (n & 1)}`, 3]),
      },
    ],
    give(
      { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
      `operation/${operation}`,
    ),
    give({ type: 'draft-round', operation, area: county, starts: dawn, ends: dawn + 12 * hour }),
    give({
      type: 'put-points',
      points: [{ point: gate, area: community, name: '北门', place: [111.77, 36.85], lanes: 2, open: true }],
    }),
    give({
      type: 'put-posts',
      posts: [
        { post, point: gate, area: community, duty: 'registering', starts: dawn, ends: dawn + 6 * hour, number: 2 },
      ],
    }),
    give({ type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } }),
    give({ type: 'put-slots', slots: [{ building, point: gate, starts: dawn, ends: dawn + hour, people: 36 }] }),
    give({
      type: 'put-visits',
      visits: ['0101', '0102', '0201'].map((door, n) => ({
        household: `${building}-${door}`,
        building,
        purpose: 'sampling',
        people: 1,
        priority: 1 + n,
      })),
    }),
    give({ type: 'publish-round' }),
  )
  officer = await house.as('officer')
  stranger = await house.as({ role: 'officer', area: otherCommunity })
  const sits = (seat: string, person: Id) => ({ seat, person, reasons: [{ why: 'by-hand' }] })
  await house.given([
    'roster',
    `roster/${round}`,
    {
      type: 'accept-plan',
      area: community,
      teams: [{ team, grid }],
      seats: [
        sits(seatOf(team, 0), people[2]),
        sits(seatOf(team, 1), people[3]),
        sits(seatOf(post, 0), people[0]),
        sits(seatOf(post, 1), people[1]),
      ],
    },
  ])
  desk = await house.logIn(people[0])
  helper = await house.logIn(people[1])
})
after(() => house.stop())

const site = `point/${round}.${gate}`
const places = async (client: Client) => (await client.ask<{ rows: MyPlace[] }>('my-places')).body.rows
const doors = `doors/${round}.${building}`

test('a desk is started by who has a seat there; the code it shows signs others in, now and afterwards', async () => {
  const device = house.newId()
  assert.equal(
    status(
      (await (await house.logIn(people[2])).give(['point', site, { type: 'issue-numbers', device, count: 100 }]))[0],
    ),
    'unknown',
    'whoever has no seat there',
  )
  assert.deepEqual(answerOf((await desk.give(['point', site, { type: 'issue-numbers', device, count: 100 }]))[0]), {
    first: 1,
    last: 100,
  })
  assert.deepEqual(
    answerOf((await helper.give(['point', site, { type: 'issue-numbers', device: house.newId(), count: 100 }]))[0]),
    { first: 101, last: 200 },
  )
  const [place] = await places(desk)
  assert.deepEqual(
    [place.name, place.kind, place.desk?.numbers, place.desk?.device],
    ['北门', 'point', [[1, 100]], device],
  )
  assert.equal(
    place.desk?.subjectKey,
    (await places(helper))[0].desk?.subjectKey,
    'one pseudonym a person, whichever desk makes it',
  )
  const codeAt = (at: number) => codeOf(bytesOf(place.desk!.codeKey), stepAt(at))
  const sign = (client: Client, code: string, more = {}) =>
    client.give([
      'point',
      `attendance/${round}.${client.actor.person}`,
      { type: 'sign-in', place: gate, code, ...more },
    ])
  assert.equal(status((await sign(helper, '00000000'))[0]), 'code-wrong')
  assert.equal(status((await sign(helper, codeAt(house.now()), { device }))[0]), 'accepted')
  assert.equal(status((await sign(desk, codeAt(house.now()), { device }))[0]), 'device-used')
  const at = house.now() - 50 * minute
  const late = {
    ...house.envelope('point', `attendance/${round}.${people[0]}`, { type: 'sign-in', place: gate, code: codeAt(at) }),
    at,
  }
  assert.equal(status((await desk.send([late])).receipts[0]), 'accepted')
  const { body } = await officer.ask<{ rows: AttendanceRow[] }>('attendance', { round, place: gate })
  assert.deepEqual(
    body.rows
      .map((row) => [row.person === people[0], row.evidence, row.late, row.expected, row.duty, row.name !== ''])
      .sort(),
    [
      [false, 'scanned', false, true, 'registering', true],
      [true, 'scanned', true, true, 'registering', true],
    ],
  )
  assert.deepEqual((await stranger.ask<{ rows: AttendanceRow[] }>('attendance', { round, place: gate })).body.rows, [])
})

test('a day without a network is merged in the evening: none lost, none doubled, conflicts listed', async () => {
  await house.pass(dawn + minute - house.now())
  desk = await house.logIn(people[0])
  helper = await house.logIn(people[1])
  officer = await house.logIn(officer.actor.person!)
  const [mine, theirs] = [(await places(desk))[0].desk!, (await places(helper))[0].desk!]
  const fill = (of: typeof mine, tube: string, who: readonly string[]): DeskState => {
    let state = foldDesk(foldDesk(emptyDesk(), { type: 'numbers', first: of.numbers[0][0], last: of.numbers[0][1] }), {
      type: 'tube',
      code: tube,
      size: 10,
      lane: 1,
    })
    assert.equal('refused' in openTube(state, 'TUBE-9', 10, 1), false)
    for (const [n, known] of who.entries()) {
      const household = known.startsWith('door ') ? known.slice(5, -2) : ''
      const judged = addPerson(state, {
        subject: subjectOf(of.subjectKey, known),
        household,
        at: dawn + n * 10_000,
        ...(household === '' && { sealed: { name: '张某', number: known.slice(7) } }),
      })
      assert.ok('entry' in judged)
      state = foldDesk(state, judged.entry)
    }
    return foldDesk(state, { type: 'closed' })
  }
  const door = (n: number) => `door ${building}-0${1 + (n >> 1)}0${1 + (n & 1)}#1`
  // Two desks use one tube, and meet one person each; the whole is told twice, once by the other phone.
  const one = nextCommand(
    fill(mine, 'TUBE-1', [...Array.from({ length: 8 }, (_, n) => door(n)), 'number 140729199001011234']),
    mine.device,
    true,
  )!
  const two = nextCommand(fill(theirs, 'TUBE-1', [door(8), door(9), 'number 140729199001011234']), theirs.device, true)!
  const register = async (client: Client, command: unknown) =>
    answerOf((await client.give(['point', site, command as { type: string }]))[0])
  assert.deepEqual(await register(desk, one.command), { taken: 9, again: 0 })
  assert.deepEqual(await register(helper, one.command), { taken: 0, again: 9 })
  assert.deepEqual(await register(helper, two.command), { taken: 3, again: 0 })
  // One number, other content: a book that was copied.
  const copied = { ...one.command, tubes: [['TUBE-7', 10]], people: [one.command.people[0]] }
  assert.deepEqual(await register(helper, copied), { taken: 0, again: 1 })
  assert.equal(
    status((await officer.give(['point', site, { type: 'count-queue', lane: 1, length: 12 }]))[0]),
    'accepted',
  )
  const { body: board } = await officer.ask<PointBoard>('point-board', { round })
  assert.deepEqual(
    board.rows.map((row) => [
      row.name,
      row.taken,
      row.tubes,
      row.called,
      row.queue.map((lane) => lane.length),
      row.staff,
      row.devices,
      row.remaining,
    ]),
    [['北门', 12, 1, 36, [12], 2, 2, 24]],
  )
  assert.ok(board.rows[0].perHour! > 0 && board.rows[0].doneAt! > house.now())
  assert.deepEqual((await stranger.ask<PointBoard>('point-board', { round })).body, { rows: [], conflicts: 0 })
  const {
    body: { rows },
  } = await officer.ask<{ rows: ConflictRow[] }>('point-conflicts', { round })
  assert.deepEqual(
    rows.map((row) => [row.about, row.samples.length, row.names]),
    [
      ['person', 2, ['张某']],
      ['tube', 12, ['张某']],
      ['number', 2, []],
    ],
  )
  assert.deepEqual(
    rows[0].samples.map((row) => `${row.tube} ${row.number}`).sort(),
    ['TUBE-1 103', 'TUBE-1 9'],
    'both tubes are listed',
  )
  assert.deepEqual((await stranger.ask<{ rows: ConflictRow[] }>('point-conflicts', { round })).body.rows, [])
  for (const row of rows)
    assert.equal(
      status(
        (
          await officer.give([
            'point',
            site,
            { type: 'settle-conflict', about: row.about, key: row.key, verdict: 'same' },
          ])
        )[0],
      ),
      'accepted',
    )
  assert.deepEqual((await officer.ask<{ rows: ConflictRow[] }>('point-conflicts', { round })).body.rows, [])
  assert.equal(
    (await officer.ask<{ rows: ConflictRow[] }>('point-conflicts', { round, all: true })).body.rows.length,
    3,
  )
  assert.doesNotMatch(JSON.stringify(await house.sql('select event from journal')), /张某|140729199001011234/)
})

test('doors are claimed and reported many at once; a need is seen by whoever holds that door, meanwhile', async () => {
  const [leader, follower, other] = [
    await house.logIn(people[2]),
    await house.logIn(people[3]),
    await house.logIn(people[0]),
  ]
  const need = house.newId()
  const noting = {
    type: 'note-need',
    household: `${building}-0101`,
    need: 'bed-ridden',
    purpose: 'sampling',
    until: house.now() + 10 * 24 * hour,
    text: '请轻敲门',
  }
  assert.equal(status((await other.give(['visit', `need/${need}`, noting]))[0]), 'unknown')
  assert.equal(status((await officer.give(['visit', `need/${need}`, noting]))[0]), 'accepted')
  assert.equal(
    status((await other.give(['visit', doors, { type: 'claim-doors', doors: ['0101'], minutes: 60 }]))[0]),
    'unknown',
    'not of the team of that grid',
  )
  assert.deepEqual(
    answerOf((await follower.give(['visit', doors, { type: 'claim-doors', doors: ['0101', '0102'], minutes: 60 }]))[0]),
    { claimed: 2, elsewhere: [], done: [] },
  )
  const mine = async (client: Client) => (await client.ask<{ rows: DoorRow[] }>('my-doors')).body.rows
  assert.deepEqual(
    (await mine(follower)).map((row) => [
      row.household.slice(-4),
      row.state,
      row.needs.map((one) => `${one.need} ${one.text}`),
    ]),
    [
      ['0101', 'claimed', ['bed-ridden 请轻敲门']],
      ['0102', 'claimed', []],
    ],
  )
  assert.deepEqual(await mine(leader), [])
  const {
    body: { rows: seen },
  } = await officer.ask<{ rows: DoorRow[] }>('doors', { round, building })
  assert.deepEqual(
    seen.map((row) => [row.household.slice(-4), row.state, row.needs.length]),
    [
      ['0101', 'claimed', 0],
      ['0102', 'claimed', 0],
      ['0201', 'todo', 0],
    ],
    'an officer sees the door, not what lies behind it',
  )
  assert.equal((await stranger.ask('doors', { round, building })).status, 404)
  const at = house.now()
  assert.deepEqual(
    answerOf(
      (
        await follower.give([
          'visit',
          doors,
          { type: 'report-doors', doors: ['0101', '0102', '0201', '0301'], outcome: 'nobody', note: '灯亮着' },
        ])
      )[0],
    ),
    { changed: 4, stale: [] },
  )
  assert.deepEqual(await mine(follower), [])
  const early = {
    ...house.envelope('visit', doors, { type: 'report-doors', doors: ['0101', '0401'], outcome: 'sampled' }),
    at: at - minute,
  }
  assert.deepEqual(
    answerOf((await leader.send([early])).receipts[0]),
    { changed: 2, stale: [] },
    'done is done, whoever heard of it later',
  )
  const {
    body: { rows },
  } = await officer.ask<{ rows: VisitBuilding[] }>('visit-buildings', { round })
  assert.deepEqual(
    rows.map((row) => [row.name, row.doors, row.done, row.nobody, row.claimed, row.todo]),
    [['1号楼', 5, 2, 3, 0, 0]],
  )
  assert.doesNotMatch(JSON.stringify(await house.sql('select event from journal')), /bed-ridden|轻敲门|灯亮着/)
})

test('who forgets to sign out is signed out after the shift; hours are in the dossier with evidence', async () => {
  await house.pass(9 * hour)
  const rows = await house.sql<{ person: Id; evidence: string; minutes: number; forgotten: boolean }>(
    `select person, evidence, minutes, forgotten
     from attendance
     where round = $1
     order by person`,
    [round],
  )
  assert.deepEqual(
    rows.map((row) => [row.evidence, row.forgotten, row.minutes >= 360]),
    [
      ['scanned', true, true],
      ['scanned', true, true],
    ],
  )
  const entries = await house.sql<{ person: Id; evidence: string; source: string }>(
    'select person, evidence, source from entries order by person',
  )
  assert.deepEqual(
    entries.map((row) => [row.source, row.evidence]),
    [
      ['round', 'scanned'],
      ['round', 'scanned'],
    ],
  )
})

test('a resident sees their building’s slot without an account, and no more; who asks without end waits', async () => {
  const open = async (to: string) => {
    const answer = await fetch(`${house.url}${to}`)
    return {
      status: answer.status,
      body: (await answer.json()) as Record<string, unknown>,
      wait: answer.headers.get('retry-after'),
    }
  }
  const { status: found, body } = await open(`/v1/public/slots?building=${building}`)
  assert.deepEqual(
    [found, body.name, (body.slots as { point: string; starts: number }[]).map((slot) => [slot.point, slot.starts])],
    [200, '1号楼', [['北门', dawn]]],
  )
  assert.doesNotMatch(JSON.stringify(body), /person|household|people|residents/)
  assert.deepEqual(
    [
      (await open(`/v1/public/slots?building=${grid}-0999`)).status,
      (await open('/v1/public/slots?building=999999100001-01-0001')).status,
      (await open('/v1/public/slots?building=x')).status,
    ],
    [404, 404, 400],
  )
  assert.deepEqual((await open(`/v1/public/places?community=${community}`)).body.rows, [
    { area: building, name: '1号楼' },
  ])
  assert.ok(((await open('/v1/public/places')).body.rows as unknown[]).length >= 2)
  const many = await Promise.all(Array.from({ length: 300 }, () => open('/v1/public/places')))
  assert.ok(many.some((one) => one.status === 429 && Number(one.wait) > 0))
})

test('one phone is told its places and doors with the rest, and a stranger’s is not', async () => {
  const { body } = await (
    await house.logIn(people[0])
  ).call<{ places?: MyPlace[]; doors?: DoorRow[] }>('GET', '/v1/sync')
  assert.deepEqual(
    [body.places?.map((place) => place.name), body.places?.[0].desk?.codeKey.length, body.doors],
    [['北门'], 64, undefined],
  )
  const officerAgain = await house.logIn(officer.actor.person!)
  assert.equal((await officerAgain.call<{ places?: unknown }>('GET', '/v1/sync')).body.places, undefined)
})

test('when the operation ends, names and the round’s key go together', async () => {
  const records = (
    await house.sql<{ id: Id }>(
      `select distinct record as id
       from samples
       where record is not null
       union select key
       from places`,
    )
  ).map((row) => row.id)
  const keys = async () =>
    (await house.sql<{ n: number }>('select count(*)::int as n from keyring where id = any($1)', [records]))[0].n
  assert.deepEqual([records.length, await keys()], [2, 2])
  const every: Actor = {
    tenant: county,
    account: house.newId(),
    grants: [...systemActor(county).grants, { role: 'dispatcher', area: county }],
  }
  for (const [room, stream, command] of [
    ['operation', `round/${round}`, { type: 'start-round' }],
    ['operation', `round/${round}`, { type: 'close-round' }],
    ['operation', `operation/${operation}`, { type: 'close-operation' }],
  ] as const)
    await house.receive(house.envelope(room, stream, command), every)
  await until(async () => (await house.sql('select 1 from erasures')).length > 0, 'the end dates stand')
  await house.receive(house.envelope('ending', `ending/${operation}`, { type: 'end-now', what: 'sampled' }), every)
  // Until the hour is over it can be called off.
  await house.pass(callOffMs + 60_000)
  const destroyer = new Destroyer(
    {
      asDoor: house.asDoor,
      vault: house.vault,
      keys: house.keys,
      receive: house.receive,
      now: () => house.now(),
      held: house.held,
      log: () => {},
    },
    async () => [county],
    systemActor,
  )
  await destroyer.county(county)
  assert.equal(await keys(), 0)
  assert.equal((await places(await house.logIn(people[0])))[0].desk, null, 'no desk without the key')
})

test('whoever served finds on their own page what the rooms hold about them, and nobody else’s', async () => {
  const held = async (person: Id) =>
    Object.fromEntries(
      (await (await house.logIn(person)).ask<HeldAnswer>('held-about-me')).body.rows.map((row) => [
        row.what,
        row.records,
      ]),
    )
  const [deskHolder, follower, nobody] = [
    await held(people[0]),
    await held(people[3]),
    await held((await populate(house, 1))[0]),
  ]
  assert.ok(deskHolder.seats === 1 && deskHolder.attendance >= 2, JSON.stringify(deskHolder))
  assert.ok(follower.seats === 1 && follower.attendance === 0, JSON.stringify(follower))
  assert.deepEqual(
    [nobody.seats, nobody.attendance, nobody.visits, nobody.orders, nobody.urgings, nobody.roles],
    [0, 0, 0, 0, 0, 0],
  )
})

test('the views are what the journal says', async () => {
  const owner = new pg.Client(house.database.owner)
  await owner.connect()
  const own = [
    'attendance',
    'devices',
    'places',
    'ranges',
    'queues',
    'samples',
    'samples_pace',
    'samples_again',
    'samples_settled',
    'tubes',
    'door_visits',
    'needs',
  ]
  const { views: compared } = await rebuild(
    owner,
    views.filter((view) => own.includes(view.name)),
  )
  await owner.end()
  assert.deepEqual(
    compared.map(({ view, rows, missing, surplus }) => [view, rows > 0, missing, surplus]),
    compared.map(({ view }) => [view, true, 0, 0]),
  )
})
