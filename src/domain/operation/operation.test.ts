// The operation's rules as ledgers: one line a letter, what was ordered and what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, type Actor, type Role } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { apportionTeams, layPosts } from './lay.ts'
import { operation } from './operation.ts'
import { starters } from './starters.ts'
import { lastsMax, reasons, type Point, type Post, type Slot } from './terms.ts'
import { commands, template, type OperationCommand, type OperationEvent } from './commands.ts'
import type { OperationFacts, OperationState, Round } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const hour = 3_600_000
const day = 24 * hour
const dawn = 20 * day
const [grid, community, township, county] = ['140729100001-01', '140729100001', '140729100', '140729']
const actor = (role: Role, area: string): Actor => ({ tenant: county, account: id(200), grants: [{ role, area }] })
const sampling = [...starters][0][0]

const north: Point = { point: id(1), area: community, name: '北门', place: [111.77, 36.85], lanes: 2, open: true }
const order: Post = {
  post: id(2),
  point: id(1),
  area: community,
  duty: 'order',
  starts: dawn,
  ends: dawn + 6 * hour,
  number: 2,
}
const slot: Slot = { building: `${grid}-0001`, point: id(1), starts: dawn, ends: dawn + hour / 2, people: 60 }
const facts: OperationFacts = {
  operation: { operation: id(40), area: township, kind: 'sampling', open: true, lasts: 720, rounds: 2 },
}
const draft = { type: 'draft-round', operation: id(40), starts: dawn } as const

/** As it travels: the schema judges it first. */
interface Letter {
  now?: number
  facts?: OperationFacts
  say: { readonly type: OperationCommand['type'] } & Readonly<Record<string, unknown>>
}

/** Gives letters to one stream, one after another; answers a line for each. `now` in hours before dawn. */
function ledger(
  stream: string,
  letters: readonly Letter[],
): { lines: string[]; state: OperationState; events: OperationEvent[] } {
  let state = operation.initial(stream)
  const events: OperationEvent[] = []
  const lines = letters.map(({ now = -12, facts: known = facts, say }) => {
    const command = commands.parse(say)
    const answer = operation.decide(state, command, known, {
      actor: actor('dispatcher', county),
      now: dawn + now * hour,
      at: dawn + now * hour,
      id: id(60),
    })
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = operation.evolve(state, event)
    events.push(...answer.events)
    return `${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, events }
}
const round = (letters: readonly Letter[]) => ledger(`round/${id(50)}`, letters)
const laid: readonly Letter[] = [
  { say: draft },
  { say: { type: 'put-points', points: [north] } },
  { say: { type: 'put-posts', posts: [order] } },
  { say: { type: 'put-slots', slots: [slot] } },
]

/** What a round comes to, counted when it is reported. */
const figures = {
  points: 1,
  posts: 1,
  teams: 0,
  seats: 2,
  seated: 2,
  declined: 0,
  absent: 0,
  buildings: 1,
  people: 60,
  visits: 1,
}

test('a round is drafted, laid out, published, run, closed and reported, each once', () => {
  const { lines, state, events } = round([
    { say: draft },
    { say: draft },
    { say: { type: 'publish-round' } },
    { say: { type: 'put-posts', posts: [order] } },
    ...laid.slice(1),
    {
      say: {
        type: 'put-visits',
        visits: [
          { household: `${grid}-0001-0101`, building: `${grid}-0001`, purpose: 'sampling', people: 1, priority: 1 },
        ],
      },
    },
    { say: { type: 'set-teams', teams: { followers: 3, skills: [], grids: [{ grid, teams: 1 }] } } },
    { say: { type: 'start-round' } },
    { say: { type: 'close-round' } },
    { say: { type: 'publish-round' } },
    { say: { type: 'publish-round' } },
    { say: { type: 'drop-round' } },
    { say: { type: 'start-round', starts: dawn - hour } },
    { now: 0, say: { type: 'start-round', starts: dawn } },
    { now: 0, say: { type: 'start-round', starts: dawn } },
    { now: 1, say: { type: 'report-round' } },
    { now: 12, say: { type: 'close-round' } },
    { now: 12, say: { type: 'put-points', points: [north] } },
    { now: 13, facts: { figures }, say: { type: 'report-round', remark: '雨，下午提前收尾' } },
    { now: 13, facts: { figures }, say: { type: 'report-round' } },
  ])
  assert.deepEqual(lines, [
    'draft-round: round-drafted',
    'draft-round: no, already-drafted',
    'publish-round: no, nothing-to-publish',
    'put-posts: no, point-unknown',
    'put-points: points-put',
    'put-posts: posts-put',
    'put-slots: slots-put',
    'put-visits: visits-put',
    'set-teams: teams-set',
    'start-round: no, wrong-state',
    'close-round: no, wrong-state',
    'publish-round: round-published',
    'publish-round: no, wrong-state',
    'drop-round: no, wrong-state',
    'start-round: no, not-due',
    'start-round: round-started',
    'start-round: no, not-due',
    'report-round: no, wrong-state',
    'close-round: round-closed',
    'put-points: no, wrong-state',
    'report-round: round-reported',
    'report-round: no, wrong-state',
  ])
  assert.equal((state as Round).state, 'reported')
  assert.doesNotMatch(JSON.stringify(events), /雨/, 'a remark is sealed')
})

test('yesterday is copied whole by one order, moved to its new day, with the same points and posts', () => {
  const source = {
    area: community,
    starts: dawn,
    ends: dawn + 12 * hour,
    points: [north],
    posts: [order],
    slots: [slot],
    visits: [],
    teams: { followers: 3, skills: [], grids: [{ grid, teams: 2 }] },
  }
  const { lines, state, events } = round([
    { facts: { ...facts, source }, say: { type: 'copy-round', from: id(51), starts: dawn + 3 * day } },
    { say: { type: 'publish-round' } },
  ])
  assert.deepEqual(lines, [
    'copy-round: round-drafted, teams-set, points-put, posts-put, slots-put',
    'publish-round: round-published',
  ])
  const posts = events.find((event) => event.type === 'posts-put')!
  assert.deepEqual(posts.posts, [{ ...order, starts: order.starts + 3 * day, ends: order.ends + 3 * day }])
  assert.equal((state as Round).laid!.number, 3)
  assert.deepEqual(round([{ facts: {}, say: { type: 'copy-round', from: id(51), starts: dawn } }]).lines, [
    'copy-round: no, round-unknown',
  ])
})

test('what lies outside the round, in place or time, is refused', () => {
  const elsewhere = '140730100001'
  assert.deepEqual(
    round([
      ...laid,
      { say: { type: 'put-points', points: [{ ...north, area: elsewhere }] } },
      { say: { type: 'put-posts', posts: [{ ...order, ends: dawn + 2 * day }] } },
      { say: { type: 'put-posts', posts: [{ ...order, ends: order.starts }] } },
      { say: { type: 'put-slots', slots: [{ ...slot, point: id(9) }] } },
      {
        say: { type: 'set-teams', teams: { followers: 3, skills: [], grids: [{ grid: `${elsewhere}-01`, teams: 1 }] } },
      },
      { say: { type: 'set-teams', teams: { followers: 1, skills: ['medic', 'driver'], grids: [{ grid, teams: 1 }] } } },
      { say: { type: 'remove-points', points: [id(1)] } },
      { say: { type: 'remove-posts', posts: [id(2)] } },
      { say: { type: 'remove-slots', buildings: [slot.building] } },
      { say: { type: 'remove-points', points: [id(1)] } },
      { say: { type: 'remove-points', points: [id(1)] } },
    ]).lines.slice(4),
    [
      'put-points: no, outside-area',
      'put-posts: no, bad-times',
      'put-posts: no, bad-times',
      'put-slots: no, point-unknown',
      'set-teams: no, outside-area',
      'set-teams: no, too-many',
      'remove-points: no, point-in-use',
      'remove-posts: posts-removed',
      'remove-slots: slots-removed',
      'remove-points: points-removed',
      'remove-points: no, nothing-changed',
    ],
  )
  assert.deepEqual(
    round([
      { say: { ...draft, area: county } },
      { say: { ...draft, ends: dawn + lastsMax + 1 } },
      { now: 24, say: draft },
      { facts: {}, say: draft },
      { facts: { operation: { ...facts.operation!, open: false } }, say: draft },
    ]).lines,
    [
      'draft-round: no, outside-area',
      'draft-round: no, bad-times',
      'draft-round: no, bad-times',
      'draft-round: no, operation-unknown',
      'draft-round: no, operation-closed',
    ],
  )
})

test('a round that moves takes its posts along and sets its timer anew; a running one can only end otherwise', () => {
  const { lines, events } = round([
    ...laid,
    { say: { type: 'change-round' } },
    { say: { type: 'change-round', starts: dawn + hour } },
    { say: { type: 'publish-round' } },
    { now: 1, say: { type: 'start-round' } },
    { now: 2, say: { type: 'change-round', starts: dawn } },
    { now: 2, say: { type: 'change-round', ends: dawn + 15 * hour } },
  ])
  assert.deepEqual(lines.slice(4), [
    'change-round: no, nothing-changed',
    'change-round: round-moved',
    'publish-round: round-published',
    'start-round: round-started',
    'change-round: no, wrong-state',
    'change-round: round-moved',
  ])
  const moved = events.find((event) => event.type === 'round-moved')!
  assert.equal(moved.by, hour)
  assert.deepEqual(operation.react!(moved, `round/${id(50)}`, dawn), [
    {
      name: 'start',
      at: dawn + hour,
      room: 'operation',
      stream: `round/${id(50)}`,
      command: { type: 'start-round', starts: dawn + hour },
    },
  ])
})

test('hours that people were promised do not change under them', () => {
  const held: OperationFacts = {
    ...facts,
    held: [
      { post: order.post, starts: order.starts, ends: order.ends, people: 2 },
      { post: null, starts: dawn, ends: dawn + 12 * hour, people: 4 },
    ],
  }
  assert.deepEqual(
    round([
      ...laid,
      { facts: held, say: { type: 'change-round', starts: dawn + hour } },
      { facts: held, say: { type: 'change-round', ends: dawn + 15 * hour } },
      { facts: held, say: { type: 'put-posts', posts: [{ ...order, ends: order.ends - hour }] } },
      { facts: held, say: { type: 'put-posts', posts: [{ ...order, number: 5 }] } },
      { facts: held, say: { type: 'remove-posts', posts: [order.post] } },
      { facts: { ...facts, held: [] }, say: { type: 'change-round', starts: dawn + hour } },
    ]).lines.slice(4),
    [
      'change-round: no, seats-held',
      'change-round: round-moved',
      'put-posts: no, seats-held',
      'put-posts: posts-put',
      'remove-posts: no, seats-held',
      'change-round: round-moved',
    ],
  )
})

test('an operation closes when its rounds have, and then its personal data get their end dates', () => {
  const stream = `operation/${id(40)}`
  const { lines, events } = ledger(stream, [
    { facts: {}, say: { type: 'open-operation', template: sampling, area: county, name: '十月采样' } },
    {
      facts: { template: starters.get(sampling)! },
      say: { type: 'open-operation', template: sampling, area: county, name: '十月采样' },
    },
    {
      facts: { template: starters.get(sampling)! },
      say: { type: 'open-operation', template: sampling, area: county, name: '又一次' },
    },
    { facts: { openRounds: 1 }, say: { type: 'close-operation' } },
    { facts: { openRounds: 0 }, say: { type: 'close-operation' } },
    { facts: { openRounds: 0 }, say: { type: 'close-operation' } },
  ])
  assert.deepEqual(lines, [
    'open-operation: no, template-unknown',
    'open-operation: operation-opened',
    'open-operation: no, already-open',
    'close-operation: no, rounds-open',
    'close-operation: operation-closed',
    'close-operation: no, already-closed',
  ])
  assert.deepEqual(
    operation.react!(events.at(-1)!, stream, dawn).map(({ room, stream: to, command }) => [room, to, command]),
    [['ending', `ending/${id(40)}`, { type: 'start-ending', area: county }]],
  )
})

test('templates are data: each starter passes the schema, is saved, replaced in its area and dropped', () => {
  for (const one of starters.values()) assert.deepEqual(template.parse(one), one)
  const one = starters.get(sampling)!
  const stream = `template/${sampling}`
  assert.deepEqual(
    ledger(stream, [
      { say: { type: 'drop-template' } },
      { say: { type: 'save-template', area: county, template: { ...one, lasts: 600 } } },
      { say: { type: 'save-template', area: township, template: one } },
      { say: { type: 'drop-template' } },
    ]).lines,
    [
      'drop-template: no, nothing-changed',
      'save-template: template-saved',
      'save-template: no, outside-area',
      'drop-template: template-dropped',
    ],
  )
  assert.equal(
    commands.safeParse({
      type: 'save-template',
      area: county,
      template: { ...one, posts: [{ ...one.posts[0], until: one.posts[0].from }] },
    }).success,
    false,
  )
})

test('posts are laid for every open point, by lanes where the pattern says so, and cut at the end of the round', () => {
  let n = 100
  const points = [north, { ...north, point: id(3), lanes: 4 }, { ...north, point: id(4), open: false }]
  const posts = layPosts(
    starters.get(sampling)!.posts,
    { area: county, starts: dawn, ends: dawn + 10 * hour },
    points,
    () => id(n++),
  )
  assert.equal(posts.length, 9 * 2)
  assert.deepEqual(
    posts.filter((one) => one.duty === 'sampling').map((one) => one.number),
    [2, 4, 2, 4],
  )
  assert.ok(posts.every((one) => one.ends <= dawn + 10 * hour && one.ends > one.starts))
})

test('115 teams fall to grids by residents, none without one while they last', () => {
  const grids = Array.from({ length: 40 }, (_, at) => ({
    grid: `${community}-${String(at + 1).padStart(2, '0')}`,
    residents: 100 * (at + 1),
  }))
  const teams = apportionTeams(grids, 115)
  assert.equal(
    teams.reduce((sum, one) => sum + one.teams, 0),
    115,
  )
  assert.ok(teams.every((one, at) => one.teams >= 1 && (at === 0 || one.teams <= teams[at - 1].teams)))
  assert.equal(apportionTeams(grids, 7).length, 7)
})

test('who plans here lays out here; a volunteer, a grid worker or a neighbour does not', () => {
  const { state } = round(laid)
  const target = operation.target(state, { type: 'publish-round' }, {}, `round/${id(50)}`)!
  const tried = (role: Role, area: string) => allowed(operation.may['publish-round'], actor(role, area), target)
  assert.deepEqual(
    [
      tried('dispatcher', county),
      tried('officer', township),
      tried('officer', community),
      tried('dispatcher', '140730'),
      tried('gridWorker', county),
      tried('volunteer', county),
    ],
    [true, true, false, false, false, false],
  )
  assert.equal(operation.target(operation.initial(`round/${id(50)}`), { type: 'publish-round' }, {}, ''), undefined)
  assert.equal(operation.target(state, { type: 'close-operation' }, {}, ''), undefined)
})
