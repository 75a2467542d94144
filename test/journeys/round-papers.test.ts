// A round on paper, in calendars and pushed to phones: sheets by another reader than their writer, the report with its
// denominator, one's own feed by a secret that the house does not keep; and the planner's call-up and list of doors.
import { systemActor } from '#domain/kernel/actor.ts'
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import type { Id } from '#domain/kernel/ids.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { fold } from '#rooms/roster/calendar/feed.ts'
import type { Message } from '#rooms/courier.ts'
import { lentBy } from '#server/channels/carrier.ts'
import type { PushAddress } from '#server/channels/senders.ts'
import { courierOf } from '#rooms/roster/courier.ts'
import type { CallupAnswer } from '#server/planning/callup.ts'
import type { DoorsAnswer } from '#server/planning/doors.ts'
import { readTables } from '#server/imports/reader.ts'
import type { RosterAnswer } from '#rooms/roster/views/assignments-board.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { community, county, openHouse, populate, settle, type Client, type TestHouse } from '#test/house.ts'

const hour = 3_600_000
const dawn = Date.UTC(2026, 9, 11, 22)
const grid = `${community}-01`
let house: TestHouse
let dispatcher: Client
let people: Id[]
let round: Id
let team: Id
let post: Id
let point: Id

before(async () => {
  house = await openHouse({ start: dawn - 10 * hour })
  await settle(house)
  await house.given(
    ['registry', `area/${grid}`, { type: 'name-area', name: '第一网格', place: [111.771, 36.851] }],
    ...[1, 2, 3].map(
      (n) =>
        [
          'registry',
          `area/${grid}-000${n}`,
          {
            type: 'list-building',
            name: `${n}号楼`,
            place: [111.77 + n / 1_000, 36.85],
            numbering: 'floors',
            doors: [
              ['0101', 3],
              ['0102', 2],
              ['0201', 4],
            ],
          },
        ] as const,
    ),
  )
  people = await populate(house, 8)
  dispatcher = await house.as({ role: 'dispatcher', area: county })
  ;[round, team, post, point] = [house.newId(), house.newId(), house.newId(), house.newId()]
  const operation = house.newId()
  const [template] = [...(await import('#domain/operation/starters.ts')).starters.keys()]
  await house.given(
    ['operation', `operation/${operation}`, { type: 'open-operation', template, area: county, name: '十月采样' }],
    ['operation', `round/${round}`, { type: 'draft-round', operation, area: county, starts: dawn }],
    [
      'operation',
      `round/${round}`,
      {
        type: 'put-points',
        points: [{ point, area: community, name: '北门', place: [111.77, 36.85], lanes: 1, open: true }],
      },
    ],
    [
      'operation',
      `round/${round}`,
      {
        type: 'put-posts',
        posts: [{ post, point, area: community, duty: 'order', starts: dawn, ends: dawn + 6 * hour, number: 2 }],
      },
    ],
    [
      'operation',
      `round/${round}`,
      { type: 'set-teams', teams: { followers: 2, skills: [], grids: [{ grid, teams: 1 }] } },
    ],
    ['operation', `round/${round}`, { type: 'publish-round' }],
  )
  const sits = (seat: string, person: Id) => ({ seat, person, reasons: [] })
  const [receipt] = await dispatcher.give([
    'roster',
    `roster/${round}`,
    {
      type: 'accept-plan',
      area: county,
      teams: [{ team, grid }],
      seats: [sits(seatOf(team, 0), people[0]), sits(seatOf(team, 1), people[1]), sits(seatOf(post, 0), people[2])],
    },
  ])
  assert.equal(receipt.status, 'accepted')
})
after(() => house.stop())

const fetched = async (path: string, client?: Client) => {
  const answer = await fetch(`${house.url}/v1/${path}`, { headers: client ? { cookie: client.cookie } : {} })
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}
const tableOf = (bytes: Buffer) => readTables(bytes)

test('a block a team, a line a seat on the sheets; strangers take neither, and takers are noted', async () => {
  const teams = await fetched(`rounds/${round}/team-sheet.xlsx`, dispatcher)
  assert.equal(teams.status, 200)
  const xml = strFromU8(unzipSync(teams.bytes)['xl/worksheets/sheet1.xml'])
  // Number, grid and shift of the team stand once beside its three people.
  assert.equal((xml.match(/<mergeCell ref="[ABC]3:[ABC]5"/g) ?? []).length, 3)
  const text = JSON.stringify(tableOf(teams.bytes))
  for (const said of ['网格员（带队）', '队员 2', '（空缺）', '第一网格', '待确认'])
    assert.ok(text.includes(said), said)
  const posts = JSON.stringify(
    tableOf((await fetched(`rounds/${round}/post-sheet.xlsx?language=en`, dispatcher)).bytes),
  )
  for (const said of ['北门', 'Keeping order', '(open)', 'Signed in']) assert.ok(posts.includes(said), said)
  const volunteer = await house.logIn(people[1])
  assert.deepEqual(
    [
      (await fetched(`rounds/${round}/team-sheet.xlsx`, volunteer)).status,
      (await fetched(`rounds/${round}/team-sheet.xlsx`)).status,
      (await fetched(`rounds/${house.newId()}/team-sheet.xlsx`, dispatcher)).status,
    ],
    [404, 401, 404],
  )
  const taken = await house.sql<{ persons: string[] }>(
    `select persons from access_log where what = 'export-team-sheet'`,
  )
  assert.deepEqual(
    taken.map((one) => [one.persons.includes(people[0]), one.persons.includes(people[1])]),
    [[true, true]],
    'whoever stands on the sheet finds that it was taken',
  )
  assert.ok(
    (await volunteer.ask<{ rows: { what: string }[] }>('looks')).body.rows.some(
      (one) => one.what === 'export-team-sheet',
    ),
  )
})

test('who is not looking is told of a seat by their own way, once, after the night; and of its loss', async () => {
  // A house whose own courier stays at home: this one goes instead.
  const still = await openHouse({ start: dawn - 30 * hour, timers: false })
  try {
    await settle(still)
    const [wang, li] = await populate(still, 2)
    const planner = await still.as({ role: 'dispatcher', area: county })
    const phone = await still.logIn(wang)
    const [operation, own, order] = [still.newId(), still.newId(), still.newId()]
    const [template] = [...(await import('#domain/operation/starters.ts')).starters.keys()]
    const pushed: Message[] = []
    let now = dawn - 32 * hour
    const status = (receipts: readonly { status: string }[]) => receipts.map((receipt) => receipt.status)
    assert.deepEqual(
      status(
        await phone.give([
          'channels',
          `channels/${wang}`,
          {
            type: 'add-push',
            device: still.newId(),
            endpoint: 'https://fcm.googleapis.com/x',
            p256dh: 'AAAA',
            auth: 'AAAA',
          },
        ]),
      ),
      ['accepted'],
    )
    await still.given(
      ['operation', `operation/${operation}`, { type: 'open-operation', template, area: county, name: '十月采样' }],
      ['operation', `round/${own}`, { type: 'draft-round', operation, area: county, starts: dawn }],
      [
        'operation',
        `round/${own}`,
        {
          type: 'put-posts',
          posts: [{ post: order, area: community, duty: 'order', starts: dawn, ends: dawn + 6 * hour, number: 2 }],
        },
      ],
    )
    await still.given([
      'roster',
      `roster/${own}`,
      {
        type: 'accept-plan',
        area: county,
        teams: [],
        seats: [0, 1].map((n) => ({ seat: seatOf(order, n), person: [wang, li][n], reasons: [] })),
      },
    ])
    const courier = courierOf(
      lentBy({
        asDoor: still.asDoor,
        vault: still.vault,
        ownKey: still.keys.own,
        receive: still.receive,
        system: systemActor,
        now: () => now,
        push: async (_address: PushAddress, message: Message) => (pushed.push(message), 'sent' as const),
      }),
    )
    now = dawn - 21 * hour
    await courier.round(county)
    assert.equal(pushed.length, 0, 'a draft is nobody’s business yet')
    await still.given(['operation', `round/${own}`, { type: 'publish-round' }])
    now = dawn - 31 * hour
    await courier.round(county)
    assert.equal(pushed.length, 0, 'eleven at night is for sleeping')
    now = dawn - 21 * hour
    for (let round = 0; round < 2; round++) await courier.round(county)
    assert.deepEqual(pushed, [{ about: 'seat', muster: own, drill: false }], 'told once')
    const told = async () =>
      Object.fromEntries(
        (await planner.ask<RosterAnswer>('roster', { round: own })).body.rows.map((row) => [row.person, row.told]),
      )
    assert.deepEqual(await told(), { [wang]: 'sent', [li]: 'no-way' }, 'whom to call by telephone is seen')
    assert.deepEqual(
      status(
        await planner.give([
          'roster',
          `roster/${own}`,
          { type: 'release-seats', seats: [seatOf(order, 0), seatOf(order, 1)] },
        ]),
      ),
      ['accepted'],
    )
    for (let round = 0; round < 2; round++) await courier.round(county)
    assert.deepEqual(pushed.slice(1), [{ about: 'unseated', muster: own, drill: false }])
  } finally {
    await still.stop()
  }
})

test('the report says where its denominator comes from, as Word and Excel', async () => {
  const word = await fetched(`rounds/${round}/report.docx`, dispatcher)
  const text = strFromU8(unzipSync(word.bytes)['word/document.xml']).replace(/<[^>]+>/g, '')
  assert.match(text, /3 栋楼中 3 栋有名册，共 9 户、27 人/)
  assert.match(text, /分母从哪里来/)
  assert.match(text, /情况报告（未收尾）/)
  assert.match(text, /附表：各社区（村）/)
  const sheet = JSON.stringify(tableOf((await fetched(`rounds/${round}/report.xlsx?language=en`, dispatcher)).bytes))
  assert.match(sheet, /Where the denominator comes from/)
})

/** Unfolds and splits: an independent reading of RFC 5545. */
function readCalendar(bytes: Buffer): Record<string, string>[] {
  const text = bytes.toString('utf8')
  assert.ok(text.endsWith('END:VCALENDAR\r\n') && !/[^\r]\n/.test(text), 'lines end in CRLF')
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n')
  const events: Record<string, string>[] = []
  for (const line of lines) {
    const at = line.indexOf(':')
    if (line === 'BEGIN:VEVENT') events.push({})
    else if (events.length > 0 && !line.startsWith('END'))
      events[events.length - 1][line.slice(0, at).split(';')[0]] = line.slice(at + 1)
  }
  return events
}

test('a feed of one’s own shifts, by a secret the house does not keep; declined ones are cancelled', async () => {
  const volunteer = await house.logIn(people[2])
  const [secret, other] = [0, 1].map(() => randomBytes(32).toString('base64url'))
  const set = async (value: string | null) =>
    (
      await volunteer.give([
        'channels',
        `channels/${people[2]}`,
        { type: 'set-calendar', digest: value && createHash('sha256').update(value).digest('hex') },
      ])
    )[0].status
  assert.equal(await set(secret), 'accepted')
  const feed = await fetched(`calendar/${county}.${secret}.ics`)
  assert.deepEqual([feed.status, feed.type], [200, 'text/calendar; charset=utf-8'])
  const [event, ...more] = readCalendar(feed.bytes)
  assert.deepEqual(
    [more.length, event.DTSTART, event.DTEND, event.SUMMARY, event.STATUS, event.UID],
    [
      0,
      '20261011T220000Z',
      '20261012T040000Z',
      '维持秩序 · 北门',
      'TENTATIVE',
      `${round}.${seatOf(post, 0)}@${county}.muster`,
    ],
  )
  await house.pass(60_000)
  assert.equal(
    (
      await (
        await house.logIn(people[2])
      ).give(['roster', `roster/${round}`, { type: 'decline', seat: seatOf(post, 0) }])
    )[0].status,
    'accepted',
  )
  const [after] = readCalendar((await fetched(`calendar/${county}.${secret}.ics`)).bytes)
  assert.equal(after.STATUS, 'CANCELLED')
  assert.ok(Number(after.SEQUENCE) > Number(event.SEQUENCE))
  assert.equal(
    JSON.stringify(await house.sql('select * from journal where stream = $1', [`channels/${people[2]}`])).includes(
      secret,
    ),
    false,
  )
  assert.equal(await set(other), 'accepted')
  assert.deepEqual(
    [
      (await fetched(`rounds/${round}/team-sheet.xlsx?area=${community}`, dispatcher)).status,
      (await fetched(`rounds/${round}/report.docx?lang=en`, dispatcher)).status,
    ],
    [400, 400],
    'what is not understood is not passed over',
  )
  assert.deepEqual(
    [
      (await fetched(`calendar/${county}.${secret}.ics`)).status,
      (await fetched(`calendar/${county}.${other}.ics`)).status,
      (await fetched(`calendar/${county}.${randomBytes(32).toString('base64url')}.ics`)).status,
    ],
    [404, 200, 404],
  )
  await house.given(['access', `account/${people[2]}`, { type: 'close-account' }])
  assert.equal((await fetched(`calendar/${county}.${other}.ics`)).status, 404, 'whose account is closed has no feed')
})

test('lines fold between characters, never inside one', () => {
  const folded = fold(`SUMMARY:${'集结'.repeat(60)}`)
  assert.ok(folded.split('\r\n').every((line) => Buffer.byteLength(line) <= 75))
  assert.equal(folded.replace(/\r\n /g, ''), `SUMMARY:${'集结'.repeat(60)}`)
})

test('call-up and doors are proposals until somebody sends them; doors drawn by one seed are the same', async () => {
  const { body: callup } = await dispatcher.ask<CallupAnswer>('callup-plan', { round, within: county })
  assert.deepEqual(
    [callup.slots.length, callup.people, callup.left.length, new Set(callup.slots.map((slot) => slot.point)).size],
    [3, 27, 0, 1],
  )
  const counted = async () => (await dispatcher.ask<RoundAnswer>('round', { round })).body.round
  assert.equal((await counted()).buildings, 0)
  assert.equal(
    (await dispatcher.give(['operation', `round/${round}`, { type: 'put-slots', slots: callup.slots }]))[0].status,
    'accepted',
  )
  assert.equal((await counted()).people, 27)
  const draw = async (percent: number, seed = 1) =>
    (await dispatcher.ask<DoorsAnswer>('doors-draw', { round, within: county, percent, seed })).body.visits
  assert.deepEqual([(await draw(100)).length, await draw(40, 7)], [9, await draw(40, 7)])
  assert.equal(
    (
      await dispatcher.give([
        'operation',
        `round/${round}`,
        { type: 'put-visits', visits: (await draw(100)).map((one) => ({ ...one, purpose: 'sampling', priority: 2 })) },
      ])
    )[0].status,
    'accepted',
  )
  assert.equal((await counted()).visits, 9)
  const volunteer = await house.logIn(people[1])
  assert.equal((await volunteer.ask('callup-plan', { round })).status, 404)
})
