// What counts as a move under people who know of a point or post, as a table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8 } from '../kernel/ids.ts'
import { operation } from './operation.ts'
import { commands, type OperationEvent } from './commands.ts'
import type { OperationFacts, Round } from './state.ts'
import type { Point, Post } from './terms.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const [hour, dawn] = [3_600_000, 20 * 86_400_000]
const [grid, community] = ['140729100001-01', '140729100001']
const [at, elsewhere, post, loose] = [id(1), id(2), id(11), id(12)]
const north: Point = { point: at, area: community, name: '北门', place: [111.77, 36.85], lanes: 1, open: true }
const hours = { starts: dawn, ends: dawn + hour, number: 1 }
const order: Post = { post, point: at, area: community, duty: 'order', ...hours }
const free: Post = { post: loose, area: community, duty: 'reserve', ...hours }
const facts: OperationFacts = { before: { points: [north], posts: [order, free] } }
const round: Round = {
  kind: 'round',
  id: id(50),
  laid: { operation: id(40), area: community, kind: 'sampling', number: 1, starts: dawn, ends: dawn + 12 * hour },
  state: 'published',
  teams: null,
  points: new Set([at, elsewhere]),
  posts: new Map([
    [post, at],
    [loose, undefined],
  ]),
  slots: new Map(),
  visits: new Set(),
}

function moved(say: Readonly<Record<string, unknown>>, state: Round = round): unknown {
  const answer = operation.decide(state, commands.parse(say), facts, {
    actor: { tenant: '140729', account: id(9), grants: [] },
    now: dawn - hour,
    at: dawn - hour,
    id: id(60),
  })
  assert.ok('events' in answer)
  return (answer.events[0] as Extract<OperationEvent, { type: 'points-put' }>).moved
}
const point = (change: Partial<Point>, state?: Round) =>
  moved({ type: 'put-points', points: [{ ...north, ...change }] }, state)
const posts = (...changed: readonly Post[]) => moved({ type: 'put-posts', posts: changed })
const { point: _, ...nowhere } = order

test('a move is another place, name, area, point or duty; lanes, hours and numbers are none', () => {
  const table: readonly (readonly [seen: unknown, expected: unknown])[] = [
    [point({}), undefined],
    [point({ lanes: 4, open: false }), undefined],
    [point({ name: '西门' }), [post]],
    [point({ place: [111.78, 36.85] }), [post]],
    [point({ area: grid }), [post]],
    [point({ point: elsewhere, name: '新' }), undefined],
    [point({ name: '西门' }, { ...round, state: 'draft' }), undefined],
    [posts(order, free), undefined],
    [posts({ ...order, number: 5 }), undefined],
    [posts({ ...order, point: elsewhere }, free), [post]],
    [posts(nowhere, { ...free, point: at }), [post, loose]],
    [posts({ ...order, duty: 'guiding' }), [post]],
    [posts({ ...free, area: grid }), [loose]],
    [posts({ ...order, post: id(13) }), undefined],
  ]
  for (const [line, [seen, expected]] of table.entries()) assert.deepEqual(seen, expected, `line ${line}`)
})
