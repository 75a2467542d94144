// Seats that people hold while a round changes, as a table: what is asked for, and what comes of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid8, type Id } from '../kernel/ids.ts'
import { operation } from './operation.ts'
import { commands, type OperationEvent } from './commands.ts'
import type { OperationFacts, Round } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const [hour, dawn] = [3_600_000, 20 * 86_400_000]
const [grid, community] = ['140729100001-01', '140729100001']
const [post, team, other] = [id(1), id(2), id(3)]
const [wang, li, chen] = [id(11), id(12), id(13)]
const hours = { starts: dawn, ends: dawn + 6 * hour }
const order = { post, area: community, duty: 'order', ...hours, number: 2 }
const facts: OperationFacts = {
  held: [
    {
      post,
      ...hours,
      people: 2,
      seats: [
        [`${post}.0`, wang],
        [`${post}.1`, li],
      ],
    },
    {
      post: null,
      ...hours,
      people: 2,
      seats: [
        [`${team}.0`, chen],
        [`${team}.2`, wang],
      ],
    },
    { post: other, ...hours, people: 1, seats: [[`${other}.0`, chen]] },
  ],
}
const published: Round = {
  kind: 'round',
  id: id(50),
  laid: {
    operation: id(40),
    area: community,
    kind: 'sampling',
    number: 1,
    starts: dawn,
    ends: dawn + 12 * hour,
  },
  state: 'published',
  teams: null,
  points: new Set(),
  posts: new Map([[post, undefined]]),
  slots: new Map(),
  visits: new Set(),
}
const rule = (followers: number) => ({ followers, skills: [], grids: [{ grid, teams: 1 }] })

function come(say: Readonly<Record<string, unknown>>, state: Round = published, known = facts): unknown {
  const answer = operation.decide(state, commands.parse(say), known, {
    actor: { tenant: '140729', account: id(9), grants: [] },
    now: dawn - hour,
    at: dawn - hour,
    id: id(60),
  })
  if ('refused' in answer) return [answer.refused, answer.detail]
  const [event] = answer.events as readonly Extract<OperationEvent, { type: 'posts-put' | 'teams-set' }>[]
  return [event.type, event.fit]
}
const put = (change: Partial<typeof order>, release?: readonly Id[]) =>
  come({ type: 'put-posts', posts: [{ ...order, ...change }], ...(release && { release }) })
const teams = (followers: number | null, release?: readonly Id[]) =>
  come({ type: 'set-teams', teams: followers === null ? null : rule(followers), ...(release && { release }) })

test('fewer seats than people are refused and say who, or release by name', () => {
  const people = { people: 2, who: `${wang} ${li}` }
  const table: readonly (readonly [seen: unknown, expected: unknown])[] = [
    [put({ number: 3 }), ['posts-put', []]],
    [put({ number: 2 }), ['posts-put', []]],
    [put({ number: 1 }), ['seats-held', { ...people, most: 1 }]],
    [put({ number: 1 }, [wang]), ['posts-put', [[`${post}.0`, wang]]]],
    [put({ number: 1 }, [li]), ['posts-put', [[`${post}.1`, li]]]],
    [put({ number: 1 }, [chen]), ['not-seated', { people: 1 }]],
    [put({ ends: dawn + hour }), ['seats-held', people]],
    [put({ ends: dawn + hour }, [wang]), ['seats-held', { people: 1, who: li }]],
    [
      put({ ends: dawn + hour }, [wang, li]),
      [
        'posts-put',
        [
          [`${post}.0`, wang],
          [`${post}.1`, li],
        ],
      ],
    ],
    [teams(3), ['teams-set', []]],
    [teams(1), ['teams-set', []]],
    [teams(0), ['seats-held', { people: 1, who: wang, most: 0 }]],
    [teams(0, [wang]), ['teams-set', [[`${team}.2`, wang]]]],
    [teams(null), ['seats-held', { people: 2, who: `${chen} ${wang}` }]],
    [
      teams(null, [wang, chen]),
      [
        'teams-set',
        [
          [`${team}.0`, chen],
          [`${team}.2`, wang],
        ],
      ],
    ],
  ]
  for (const [at, [seen, expected]] of table.entries()) assert.deepEqual(seen, expected, `line ${at}`)
})

test('a roster is fitted once people may read the round, or hold seats of a draft', () => {
  const draft: Round = { ...published, state: 'draft' }
  const say = { type: 'put-posts', posts: [order] }
  assert.deepEqual(come(say, draft, {}), ['posts-put', undefined])
  assert.deepEqual(come(say, draft), ['posts-put', []])
  const event = { type: 'posts-put' as const, posts: [order], fit: [[`${post}.1`, li]] as const }
  assert.deepEqual(
    operation.react!(event, `round/${id(50)}`, dawn).map((one) => [one.stream, one.at, one.command]),
    [[`roster/${id(50)}`, dawn, { type: 'fit-seats', release: [[`${post}.1`, li]] }]],
  )
  assert.deepEqual(operation.react!({ type: 'posts-put', posts: [order] }, `round/${id(50)}`, dawn), [])
})
