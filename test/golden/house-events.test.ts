// Every event that any room declares is known by a sample and folded for ever. What no journey happens to make is made
// here, on a whole house.
// New types: GOLDEN=write npm test -- test/golden test/journeys
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { judges } from '#rooms/all.ts'
import { community, county, openHouse, populate, settle, type Client, type TestHouse } from '#test/house.ts'
import { allSamples, declaredTypes } from './samples.ts'

const [minute, hour] = [60_000, 3_600_000]
const dawn = Date.UTC(2026, 9, 11, 22)
const grid = `${community}-01`
const building = `${grid}-0001`
/** Fields that an event may have and its first sample has not. */
const optional = new Set([
  'area-named.place',
  'call-answered.told',
  'entry-opened.of',
  'people-gone.moves',
  'whistle-blown.leader',
])
let house: TestHouse
let people: Id[]
let round: Id
let point: Id
let post: Id
let team: Id

before(async () => {
  house = await openHouse({ start: dawn - 2 * hour })
  await settle(house)
  people = await populate(house, 6)
  ;[round, point, post, team] = [house.newId(), house.newId(), house.newId(), house.newId()]
  await house.given(
    ['registry', `area/${grid}`, { type: 'name-area', name: '第一网格', place: [111.771, 36.851] }],
    [
      'registry',
      `area/${building}`,
      {
        type: 'list-building',
        name: '1号楼',
        numbering: 'floors',
        doors: [
          ['0101', 3],
          ['0102', 2],
          ['0201', 4],
        ],
      },
    ],
  )
})
after(() => house.stop())

async function accepted(
  client: Client,
  room: string,
  stream: string,
  ...commands: readonly ({ type: string } & Record<string, unknown>)[]
): Promise<void> {
  for (const command of commands) {
    const [receipt] = await client.give([room, stream, command])
    assert.equal(receipt.status, 'accepted', `${JSON.stringify(command)} ${JSON.stringify(receipt)}`)
  }
}

test('operation: templates, and what is laid out and taken away again', async () => {
  const [template, operation, spare] = [house.newId(), house.newId(), house.newId()]
  const body = { name: '试用', kind: 'clean-up', lasts: 240, slotMinutes: 0, posts: [], purposes: [] }
  await house.given(
    ['operation', `template/${template}`, { type: 'save-template', area: county, template: body }],
    ['operation', `template/${template}`, { type: 'drop-template' }],
  )
  const give = (command: { type: string } & Record<string, unknown>) =>
    ['operation', `round/${round}`, command] as const
  const at = (id: Id) => ({ point: id, area: community, name: '北门', place: [111.77, 36.85], lanes: 2, open: true })
  await house.given(
    [
      'operation',
      `operation/${operation}`,
      { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
    ],
    give({ type: 'draft-round', operation, area: county, starts: dawn - hour }),
    give({ type: 'change-round', starts: dawn, ends: dawn + 12 * hour }),
    give({ type: 'put-points', points: [at(point), at(spare)] }),
    give({ type: 'remove-points', points: [spare] }),
    give({
      type: 'put-posts',
      posts: [
        { post, point, area: community, duty: 'registering', starts: dawn, ends: dawn + 6 * hour, number: 2 },
        { post: spare, area: community, duty: 'order', starts: dawn, ends: dawn + hour, number: 1 },
      ],
    }),
    give({ type: 'remove-posts', posts: [spare] }),
    give({ type: 'put-slots', slots: [{ building, point, starts: dawn, ends: dawn + hour, people: 9 }] }),
    give({ type: 'remove-slots', buildings: [building] }),
    give({
      type: 'put-visits',
      visits: ['0101', '0102', '0201'].map((door) => ({
        household: `${building}-${door}`,
        building,
        purpose: 'sampling',
        people: 1,
        priority: 1,
      })),
    }),
    give({ type: 'remove-visits', households: [`${building}-0201`] }),
    give({ type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } }),
    give({ type: 'publish-round' }),
  )
})

test('roster: a team dissolved, seats locked, a place in line given up', async () => {
  const sits = (seat: string, person: Id) => ({ seat, person, reasons: [{ why: 'by-hand' }] })
  const plan = (teams: { team: Id; grid: string }[], ...seats: ReturnType<typeof sits>[]) =>
    ['roster', `roster/${round}`, { type: 'accept-plan', area: community, teams, seats }] as const
  await house.given(plan([{ team, grid }], sits(seatOf(team, 0), people[2])), plan([]))
  await house.given(
    plan(
      [{ team, grid }],
      sits(seatOf(team, 0), people[2]),
      sits(seatOf(team, 1), people[3]),
      sits(seatOf(post, 0), people[0]),
      sits(seatOf(post, 1), people[1]),
    ),
  )
  await house.given(
    ['roster', `roster/${round}`, { type: 'lock-seats', seats: [seatOf(post, 0)], locked: true }],
    ['roster', `roster/${round}`, { type: 'note-reach', about: 'seat', reached: [[people[0], 'none', 'no-way']] }],
  )
  await accepted(
    await house.logIn(people[4]),
    'roster',
    `roster/${round}`,
    { type: 'sign-up', of: post },
    { type: 'step-back', of: post },
  )
})

test('point and dossier: a second person at a desk, a sample declared void, a day served in two parts', async () => {
  await house.pass(dawn + 5 * minute - house.now())
  const [desk, helper] = [await house.logIn(people[0]), await house.logIn(people[1])]
  const [site, device] = [`point/${round}.${point}`, house.newId()]
  await accepted(
    desk,
    'point',
    site,
    { type: 'issue-numbers', device, count: 20 },
    {
      type: 'register',
      device,
      lane: 1,
      from: house.now(),
      tubes: [['TUBE-1', 10]],
      people: [[1, 0, house.newId(), 0, `${building}-0101`]],
    },
    { type: 'void-sample', number: 1, why: 'spilled' },
  )
  await accepted(helper, 'point', site, { type: 'join-desk', device: house.newId() })
  const attendance = `attendance/${round}.${people[1]}`
  for (let part = 0; part < 2; part += 1) {
    await accepted(desk, 'point', attendance, { type: 'mark-signed-in', place: point })
    await house.pass(20 * minute)
    await accepted(desk, 'point', attendance, { type: 'mark-signed-out' })
    await house.pass(minute)
  }
})

test('visit: doors let go and opened again, a need prolonged and ended', async () => {
  const [follower, officer] = [await house.logIn(people[3]), await house.as('officer')]
  const doors = `doors/${round}.${building}`
  await accepted(
    follower,
    'visit',
    doors,
    { type: 'claim-doors', doors: ['0101', '0102'], minutes: 60 },
    { type: 'release-doors', doors: ['0102'] },
    { type: 'report-doors', doors: ['0101'], outcome: 'sampled' },
  )
  await accepted(officer, 'visit', doors, { type: 'reopen-doors', doors: ['0101'] })
  const until = house.now() + 48 * hour
  await accepted(
    officer,
    'visit',
    `need/${house.newId()}`,
    { type: 'note-need', household: `${building}-0101`, need: 'medicine', purpose: 'sampling', until },
    { type: 'prolong-need', until: until + hour },
    { type: 'end-need' },
  )
})

test('muster: filled and open again, left, not come', async () => {
  const officer = await house.as('officer')
  const muster = `muster/${house.newId()}`
  const [first, second] = [people[4], people[5]]
  await accepted(
    officer,
    'muster',
    muster,
    {
      type: 'blow-whistle',
      what: '搬运沙袋',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 2 }],
      from: house.now(),
      until: house.now() + 4 * hour,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 60,
      waves: 'by-hand',
      people: [first, second],
    },
    { type: 'note-answer', person: first, answer: 'coming' },
    { type: 'mark-arrived', person: second },
    { type: 'mark-absent', person: first },
  )
  await house.pass(15 * minute)
  await accepted(officer, 'muster', muster, { type: 'mark-left', person: second })
})

test('channels: addresses set, chosen among and taken away', async () => {
  const guo = await house.logIn(people[0])
  const device = house.newId()
  await accepted(
    guo,
    'channels',
    `channels/${people[0]}`,
    { type: 'add-push', device, endpoint: 'https://push.example/x', p256dh: 'AAAA', auth: 'AAAA' },
    { type: 'remove-push', device },
    { type: 'set-email', address: 'guo@example.org' },
    { type: 'choose-channels', order: ['email', 'push'], quiet: null },
    { type: 'set-email', address: null },
  )
})

test('every event that a room declares has a sample', () => {
  if (process.env.GOLDEN === 'write') return
  const samples = allSamples()
  assert.ok(declaredTypes().size > 140)
  assert.deepEqual(
    [...declaredTypes()].filter(([type]) => !(type in samples)).map(([type, where]) => `${type} (${where})`),
    [],
  )
})

test('what was made here has the fields of its sample, and every sample ever kept is still folded', async () => {
  const samples = allSamples()
  for (const [type, { stream, event }] of Object.entries(samples)) {
    const room = [...judges.values()].map((part) => part.room).find((one) => one.streams.includes(stream.slice(0, -1)))
    assert.ok(room, type)
    const id =
      { 'doors/': `${house.newId()}.${building}`, 'patrol/': `${building}.20261012` }[stream] ??
      (['point/', 'attendance/'].includes(stream) ? `${house.newId()}.${house.newId()}` : house.newId())
    assert.doesNotThrow(() => room.evolve(room.initial(`${stream}${id}`), event), type)
  }
  if (process.env.GOLDEN === 'write') return
  // A field that no sample shows is a new shape: keep a sample of it before it is released.
  const rows = await house.sql<{ type: string; fields: string[] }>(
    `select event->>'type' as type, array_agg(distinct field) as fields
     from journal, json_object_keys(event) as field
     group by 1`,
  )
  const fresh = rows.flatMap(({ type, fields }) =>
    fields
      .filter((field) => samples[type] && !(field in samples[type].event) && !optional.has(`${type}.${field}`))
      .map((field) => `${type}.${field}`),
  )
  assert.deepEqual(fresh, [])
})
