// A round from its operation to its report: laid out from a template, copied by one order, planned, declined, waited
// for, swapped, and its roster mended.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#domain/kernel/ids.ts'
import { layPosts } from '#domain/operation/lay.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import type { MyRoster, OpenPart, SwapChoice } from '#rooms/roster/views/assignments-mine.ts'
import type { RosterAnswer } from '#rooms/roster/views/assignments-board.ts'
import type { PlanAnswer, RepairAnswer } from '#server/planning/answers.ts'
import type { LoadAnswer } from '#rooms/dispatch/views/load.ts'
import type { RoundAnswer, RoundRow } from '#rooms/operation/views/rounds.ts'
import {
  community,
  county,
  openHouse,
  otherCommunity,
  populate,
  settle,
  type Client,
  type TestHouse,
} from '#test/house.ts'

let house: TestHouse
let dispatcher: Client
let officer: Client
let people: Id[]
let neighbours: Id[]
const hour = 3_600_000
const dawn = Date.UTC(2026, 9, 11, 22)
const [sampling, template] = [...starters][0]
const grid = `${community}-01`

before(async () => {
  // The evening before, eight o'clock in China.
  house = await openHouse({ start: dawn - 10 * hour })
  await settle(house)
  await house.given(['registry', `area/${grid}`, { type: 'name-area', name: '第一网格', place: [111.771, 36.851] }])
  people = await populate(house, 12)
  neighbours = await populate(house, 3, otherCommunity)
  dispatcher = await house.as({ role: 'dispatcher', area: county })
  officer = await house.as('officer')
})
after(() => house.stop())

const status = (receipt: { status: string; reason?: string }) => receipt.reason ?? receipt.status
const north = {
  point: '' as Id,
  area: community,
  name: '北门',
  place: [111.77, 36.85] as [number, number],
  lanes: 1,
  open: true,
}
let operation: Id
let round: Id
let posts: ReturnType<typeof layPosts>
const holds = async (id = round) => (await officer.ask<RosterAnswer>('roster', { round: id })).body
const at = (row: RosterAnswer, seat: string) => row.rows.find((one) => one.seat === seat)?.person

test('an operation is opened from a starter, a round laid out, published, and copied by one order', async () => {
  ;[operation, round] = [house.newId(), house.newId()]
  north.point = house.newId()
  const give = async (command: { type: string } & Record<string, unknown>, stream = `round/${round}`) =>
    status((await dispatcher.give(['operation', stream, command]))[0])
  assert.equal(
    await give(
      { type: 'open-operation', template: sampling, area: county, name: '十月采样' },
      `operation/${operation}`,
    ),
    'accepted',
  )
  assert.equal(await give({ type: 'draft-round', operation, area: county, starts: dawn }), 'accepted')
  posts = layPosts(template.posts, { area: county, starts: dawn, ends: dawn + 12 * hour }, [north], house.newId)
  assert.deepEqual(
    [
      await give({ type: 'put-points', points: [north] }),
      await give({ type: 'put-posts', posts }),
      await give({ type: 'set-teams', teams: { followers: 3, skills: [], grids: [{ grid, teams: 1 }] } }),
    ],
    ['accepted', 'accepted', 'accepted'],
  )
  assert.equal(
    await give({
      type: 'put-slots',
      slots: [{ building: `${grid}-0001`, point: north.point, starts: dawn, ends: dawn + hour / 2, people: 80 }],
    }),
    'accepted',
  )
  assert.equal(await give({ type: 'publish-round' }), 'accepted')
  assert.equal(
    status((await officer.give(['operation', `round/${round}`, { type: 'close-round' }]))[0]),
    'unknown',
    'a community does not close the county’s round',
  )
  const copy = house.newId()
  assert.equal(await give({ type: 'copy-round', from: round, starts: dawn + 72 * hour }, `round/${copy}`), 'accepted')
  const { body } = await dispatcher.ask<RoundAnswer>('round', { round: copy })
  assert.deepEqual(
    [
      body.round.number,
      body.round.points,
      body.round.posts,
      body.round.buildings,
      body.round.people,
      body.rule?.grids.length,
      body.posts[0].starts - dawn,
    ],
    [2, 1, posts.length, 1, 80, 1, 72 * hour],
  )
  assert.equal(await give({ type: 'drop-round' }, `round/${copy}`), 'accepted')
  assert.deepEqual(
    (await dispatcher.ask<{ rows: RoundRow[] }>('rounds', { operation })).body.rows.map((row) => [
      row.number,
      row.state,
      row.seats,
      row.seated,
    ]),
    [[1, 'published', 11 + 4, 0]],
  )
})

test('a community accepts its part of a plan; what does not fit is left open and named', async () => {
  const team = house.newId()
  const order = posts.find((one) => one.duty === 'order')!
  const tests = posts.find((one) => one.duty === 'sampling')!
  const sits = (seat: string, person: Id) => ({ seat, person, reasons: [{ why: 'near', metres: 200 }] })
  const plan = {
    type: 'accept-plan',
    area: community,
    teams: [{ team, grid }],
    seats: [
      sits(seatOf(team, 0), people[0]),
      sits(seatOf(team, 1), people[1]),
      sits(seatOf(order.post, 0), people[2]),
      sits(seatOf(order.post, 1), people[3]),
      sits(seatOf(tests.post, 0), people[4]),
    ],
  }
  const [receipt] = await officer.give(['roster', `roster/${round}`, plan])
  assert.deepEqual(receipt.status === 'accepted' && receipt.answer, {
    seated: 4,
    kept: 0,
    released: 0,
    skipped: [[seatOf(tests.post, 0), people[4], 'no-skill']],
  })
  const roster = await holds()
  assert.deepEqual(
    [roster.rows.length, roster.teams, roster.rows.find((row) => row.person === people[2])?.point],
    [4, [{ team, grid, leader: people[0] }], '北门'],
  )
  const follower = await house.logIn(people[1])
  const { body } = await follower.ask<MyRoster>('my-roster')
  assert.deepEqual(
    body.seats.map((one) => [one.state, one.leads, one.leader !== null, one.operation]),
    [['proposed', false, true, '十月采样']],
  )
  assert.equal((await follower.ask('roster', { round })).status, 404, 'a volunteer does not read the roster')
  const { body: lacking } = await follower.ask<{ rows: OpenPart[] }>('open-seats')
  assert.deepEqual(
    [
      lacking.rows.some((row) => row.part === team && row.open === 2),
      lacking.rows.some((row) => row.part === order.post),
    ],
    [true, false],
  )
})

test('a round whose seats are held does not move under its people, nor do its posts', async () => {
  const order = posts.find((one) => one.duty === 'order')!
  const [moved, removed, free] = await dispatcher.give(
    ['operation', `round/${round}`, { type: 'change-round', starts: dawn + hour }],
    ['operation', `round/${round}`, { type: 'remove-posts', posts: [order.post] }],
    ['operation', `round/${round}`, { type: 'put-posts', posts: [order] }],
  )
  assert.deepEqual(
    [moved, removed, free].map((receipt) => [
      status(receipt),
      receipt.status === 'refused' ? { people: receipt.detail?.people } : undefined,
    ]),
    [
      ['seats-held', { people: 4 }],
      ['seats-held', { people: 2 }],
      ['accepted', undefined],
    ],
  )
})

test('a decline moves the line up; a swap needs two; nobody is promised to two rounds at once', async () => {
  const order = posts.find((one) => one.duty === 'order')!
  const [declines, waits] = [await house.logIn(people[2]), await house.logIn(people[5])]
  const tell = async (client: Client, command: { type: string } & Record<string, unknown>, id = round) =>
    status((await client.give(['roster', `roster/${id}`, command]))[0])
  assert.deepEqual(
    [await tell(waits, { type: 'sign-up', of: order.post }), await tell(waits, { type: 'sign-up', of: order.post })],
    ['accepted', 'already-waiting'],
  )
  assert.equal((await waits.ask<MyRoster>('my-roster')).body.waiting.length, 1)
  assert.equal(await tell(declines, { type: 'decline', seat: seatOf(order.post, 0) }), 'accepted')
  const { body: mine } = await waits.ask<MyRoster>('my-roster')
  assert.deepEqual(
    [mine.waiting.length, mine.seats.map((one) => [one.seat, one.state, one.reasons])],
    [0, [[seatOf(order.post, 0), 'proposed', [{ why: 'waited' }]]]],
  )
  assert.equal(await tell(waits, { type: 'take-up', seat: seatOf(order.post, 0) }), 'accepted')
  const { body: choices } = await waits.ask<{ rows: SwapChoice[] }>('swap-choices', {
    round,
    seat: seatOf(order.post, 0),
  })
  const other = choices.rows.find((one) => one.kind === 'team')!
  assert.doesNotMatch(JSON.stringify(choices), new RegExp(people[1]))
  assert.equal(await tell(waits, { type: 'offer-swap', seat: seatOf(order.post, 0), with: other.seat }), 'accepted')
  const partner = await house.logIn(people[1])
  const {
    body: { swaps },
  } = await partner.ask<MyRoster>('my-roster')
  assert.deepEqual(
    swaps.map((one) => [one.offered, one.other.duty, one.other.point]),
    [[false, 'order', '北门']],
  )
  assert.equal(await tell(partner, { type: 'answer-swap', swap: swaps[0].swap, agree: true }), 'accepted')
  assert.deepEqual([at(await holds(), seatOf(order.post, 0)), at(await holds(), other.seat)], [people[1], people[5]])
  // The same hours in another round.
  const second = house.newId()
  await house.given(
    ['operation', `round/${second}`, { type: 'draft-round', operation, area: community, starts: dawn }],
    [
      'operation',
      `round/${second}`,
      {
        type: 'put-posts',
        posts: [{ post: house.newId(), area: community, duty: 'reserve', starts: dawn, ends: dawn + hour, number: 3 }],
      },
    ],
    ['operation', `round/${second}`, { type: 'publish-round' }],
  )
  const {
    body: {
      posts: [reserve],
    },
  } = await dispatcher.ask<RoundAnswer>('round', { round: second })
  assert.deepEqual(
    [
      await tell(partner, { type: 'sign-up', of: reserve.post }, second),
      await tell(await house.logIn(people[6]), { type: 'sign-up', of: reserve.post }, second),
    ],
    ['engaged-elsewhere', 'accepted'],
  )
})

test('the round starts by its timer; no-shows are marked, load says where hands lack, a move is made', async () => {
  await house.pass(dawn - house.now())
  // A night has passed: sessions have ended.
  ;[dispatcher, officer] = [await house.logIn(dispatcher.actor.person!), await house.logIn(officer.actor.person!)]
  assert.equal((await dispatcher.ask<RoundAnswer>('round', { round })).body.round.state, 'running')
  const roster = await holds()
  const team = roster.teams[0].team
  const follower = roster.rows.find((row) => row.part === team && row.seat !== seatOf(team, 0))!
  const leader = await house.logIn(people[0])
  const [marked] = await leader.give(['roster', `roster/${round}`, { type: 'mark-absent', seats: [follower.seat] }])
  assert.deepEqual(marked.status === 'accepted' && marked.answer, { vacancies: 1 })
  const { body: load } = await dispatcher.ask<LoadAnswer>('load', { round })
  const here = load.now!.rows.find((row) => row.area === community)!
  assert.deepEqual(
    [here.absent, here.seats > here.filled, load.now!.rows.find((row) => row.area === otherCommunity)!.free],
    [1, true, 3],
  )
  const move = house.newId()
  const order = {
    type: 'order-move',
    round,
    from: otherCommunity,
    to: community,
    seats: [
      { seat: seatOf(team, 2), person: neighbours[0] },
      { seat: seatOf(team, 0), person: neighbours[1] },
    ],
    reasons: [{ why: 'short-there', open: 2, seats: 4 }],
  }
  assert.equal(
    status((await officer.give(['dispatch', `move/${move}`, order]))[0]),
    'unknown',
    'a community does not take people from another',
  )
  assert.equal(status((await dispatcher.give(['dispatch', `move/${move}`, order]))[0]), 'accepted')
  await house.pass(0)
  const { body } = await dispatcher.ask<{ rows: { move: Id; state: string; seated: number; skipped: number }[] }>(
    'moves',
    { round },
  )
  assert.deepEqual(
    body.rows.map((row) => [row.state, row.seated, row.skipped]),
    [['carried-out', 1, 1]],
  )
  assert.equal(at(await holds(), seatOf(team, 2)), neighbours[0])
})

test('who has a seat in a running round is not called away by a whistle, and promises themselves once', async () => {
  const muster = house.newId()
  const standing = at(await holds(), seatOf(posts.find((one) => one.duty === 'order')!.post, 0))!
  const free = people[8]
  const { body: proposal } = await officer.ask<{ candidates: { person: Id }[] }>('whistle-proposal', {
    area: community,
    lng: 111.77,
    lat: 36.85,
    needs: 'any:9',
  })
  const proposed = proposal.candidates.map((one) => one.person)
  assert.deepEqual([proposed.includes(standing), proposed.includes(free)], [false, true])
  const whistle = {
    type: 'blow-whistle',
    what: '搬物资',
    label: '东门',
    area: community,
    place: [111.77, 36.85],
    needs: [{ people: 3 }],
    from: house.now(),
    until: house.now() + 2 * hour,
    drill: false,
    answerMinutes: 10,
    escalateMinutes: 20,
    waves: 'by-hand',
  }
  assert.equal(status((await officer.give(['muster', `muster/${muster}`, whistle]))[0]), 'accepted')
  const [called] = await officer.give(['muster', `muster/${muster}`, { type: 'call-people', people: [standing, free] }])
  assert.deepEqual(called.status === 'accepted' && (called.answer as { skipped: unknown }).skipped, [
    [standing, 'engaged'],
  ])
  const [team] = (await holds()).teams
  assert.equal(
    status(
      (
        await officer.give([
          'roster',
          `roster/${round}`,
          { type: 'seat-person', seat: seatOf(team.team, 3), person: free },
        ])
      )[0],
    ),
    'accepted',
  )
  const phone = await house.logIn(free)
  const coming = async () =>
    status(
      (await phone.give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 10 }]))[0],
    )
  assert.equal(await coming(), 'engaged-elsewhere')
  assert.equal(
    status((await phone.give(['roster', `roster/${round}`, { type: 'decline', seat: seatOf(team.team, 3) }]))[0]),
    'accepted',
  )
  assert.equal(await coming(), 'accepted', 'free of the one, they may come to the other')
})

test('what the planner proposes is a question until somebody accepts; no-shows are mended in the bound', async () => {
  const third = house.newId()
  const point = { ...north, point: house.newId() }
  const afternoon = house.now() + 6 * hour
  const laid = layPosts(
    template.posts.filter((one) => one.skill === undefined),
    { area: community, starts: afternoon, ends: afternoon + 12 * hour },
    [point],
    house.newId,
  )
  await house.given(
    ['operation', `round/${third}`, { type: 'draft-round', operation, area: community, starts: afternoon }],
    ['operation', `round/${third}`, { type: 'put-points', points: [point] }],
    ['operation', `round/${third}`, { type: 'put-posts', posts: laid }],
    [
      'operation',
      `round/${third}`,
      { type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } },
    ],
    ['operation', `round/${third}`, { type: 'publish-round' }],
  )
  const { body: plan } = await officer.ask<PlanAnswer>('roster-plan', { round: third, within: community, share: 100 })
  assert.equal((await holds(third)).rows.length, 0, 'asking seats nobody')
  assert.deepEqual(
    [plan.proof.verified, plan.seats.length + plan.open.length, plan.diff.added.length],
    [true, laid.reduce((sum, one) => sum + one.number, 0) + 2, plan.seats.length],
  )
  assert.ok(plan.seats.every((one) => one.reasons.length > 0 && plan.names[one.person].length > 0))
  const begins = new Map(plan.asked.map((one) => [one.seat, one.starts]))
  assert.ok(
    !plan.seats.some((one) => one.person === people[0] && begins.get(one.seat)! < dawn + 12 * hour),
    'who leads a team until the evening is promised there',
  )
  const {
    area,
    teams,
    seats,
    proof: { verified, ...proof },
  } = plan
  const [accepted] = await officer.give([
    'roster',
    `roster/${third}`,
    {
      type: 'accept-plan',
      area,
      teams,
      seats: seats.map(({ seat, person, reasons }) => ({ seat, person, reasons })),
      proof,
    },
  ])
  assert.deepEqual(accepted.status === 'accepted' && accepted.answer, {
    seated: seats.length,
    kept: 0,
    released: 0,
    skipped: [],
  })
  assert.ok(verified)
  const absent = seats.slice(0, 2)
  const rungUp = absent.map(({ seat }) => ({ type: 'note-answer', seat, answer: 'declined' }))
  assert.deepEqual(
    (await officer.give(...rungUp.map((one) => ['roster', `roster/${third}`, one] as const))).map(status),
    ['accepted', 'accepted'],
  )
  const { body: repair } = await officer.ask<RepairAnswer>('roster-repair', {
    round: third,
    within: community,
    share: 100,
  })
  const [option] = repair.options
  assert.deepEqual([repair.vacancies, repair.bound], [2 + plan.open.length, Math.floor(option.filled * 1.2)])
  assert.ok(
    option.moved <= repair.bound && !option.seats.some((one) => absent.some((gone) => gone.person === one.person)),
  )
  const [mended] = await officer.give([
    'roster',
    `roster/${third}`,
    {
      type: 'accept-repair',
      bound: repair.bound,
      seats: option.seats.map(({ seat, person, reasons }) => ({ seat, person, reasons: reasons.slice(0, 8) })),
    },
  ])
  assert.deepEqual(mended.status === 'accepted' && mended.answer, {
    filled: option.seats.length,
    moved: option.moved,
    skipped: [],
  })
  const volunteer = await house.logIn(people[7])
  assert.equal((await volunteer.ask('roster-plan', { round: third })).status, 404)
})

test('a closed round is reported with its figures, its operation closes, and its data get end dates', async () => {
  const give = async (stream: string, command: { type: string } & Record<string, unknown>) =>
    status((await dispatcher.give(['operation', stream, command]))[0])
  assert.equal(await give(`operation/${operation}`, { type: 'close-operation' }), 'rounds-open')
  const {
    body: { rows },
  } = await dispatcher.ask<{ rows: RoundRow[] }>('rounds', { operation })
  for (const row of rows) assert.equal(await give(`round/${row.round}`, { type: 'close-round' }), 'accepted')
  assert.equal(await give(`round/${round}`, { type: 'report-round', remark: '下午有雨' }), 'accepted')
  const { body } = await dispatcher.ask<RoundAnswer>('round', { round })
  assert.deepEqual(
    [
      body.remark,
      body.figures?.points,
      body.figures?.teams,
      body.figures?.declined,
      body.figures?.absent,
      body.figures?.people,
    ],
    ['下午有雨', 1, 1, 2, 1, 80],
  )
  assert.equal(await give(`operation/${operation}`, { type: 'close-operation' }), 'accepted')
  await house.pass(0)
  const ends = await house.sql<{ n: number }>(`select count(*)::int as n from journal where stream = $1`, [
    `ending/${operation}`,
  ])
  assert.equal(ends[0].n, 1)
})
