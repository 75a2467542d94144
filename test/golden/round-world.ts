// The world of a round in which rights are tried on a whole house: points, posts, a team, doors, a look-back, a patrol,
// a move; and a probe that judges and writes nothing.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { States } from '#journal/states.ts'
import { findFacts, judge, type Parsed } from '#server/judge.ts'
import { judges } from '#rooms/all.ts'
import { community, county, populate, settle, type TestHouse } from '#test/house.ts'
import type { Example } from './examples/example.ts'

const hour = 3_600_000
export const grid = `${community}-01`
export const building = `${grid}-0001`
const [starter] = [...starters.keys()]

/** What each actor would be answered, judged one by one from the state that stands. */
export async function probe(
  house: TestHouse,
  examples: readonly Example[],
  actor: Actor,
): Promise<Receipt['status'][]> {
  const now = house.now()
  const parsed = examples.map(({ room, stream, command }): Parsed => {
    const own = judges.get(room)!
    const envelope = { id: house.newId(), room, stream, at: now, command }
    return {
      envelope,
      actor,
      judge: own,
      command: own.schema.parse(command) as Command,
      digest: '',
      keys: own.finder.keys({ id: envelope.id, stream, command, actor, at: now, now }),
    }
  })
  return house.asDoor(county, async (tx) => {
    const states = await new States().load(
      tx,
      county,
      new Map(parsed.map((one) => [one.envelope.stream, one.judge.room])),
    )
    const statuses: Receipt['status'][] = []
    for (const one of parsed)
      statuses.push(judge([one], new Map(states), await findFacts(tx, [one], now, house.vault), now)[0].receipt.status)
    return statuses
  })
}

/** What the examples speak of: laid out before they are tried, but for ids of what there is not yet. */
export interface RoundWorld {
  readonly now: number
  readonly dawn: number
  readonly unit: Id
  /** Seated in the team, and at the point; each is another person. */
  readonly person: Id
  readonly other: Id
  readonly third: Id
  readonly ids: Readonly<Record<(typeof named)[number], Id>>
  newId(): Id
}
const named = [
  'operation',
  'draft',
  'round',
  'point',
  'spare',
  'post',
  'team',
  'template',
  'lookBack',
  'finding',
  'order',
  'need',
  'move',
  'muster',
  'device',
] as const

export const pointAt = (point: Id) => ({
  point,
  area: community,
  name: '北门',
  place: [111.77, 36.85],
  lanes: 2,
  open: true,
})
export const sits = (seat: string, person: Id) => ({ seat, person, reasons: [{ why: 'by-hand' }] })
export const template = { name: '试用', kind: 'clean-up', lasts: 240, slotMinutes: 0, posts: [], purposes: [] }
export const visits = ['0101', '0102'].map((door) => ({
  household: `${building}-${door}`,
  building,
  purpose: 'sampling',
  people: 1,
  priority: 1,
}))
export const postsOf = ({ ids: { post, point }, dawn }: RoundWorld) => [
  { post, point, area: community, duty: 'registering', starts: dawn, ends: dawn + 6 * hour, number: 2 },
]
export const planOf = ({ ids: { team, post }, person, other, third }: RoundWorld) => ({
  type: 'accept-plan',
  area: community,
  teams: [{ team, grid }],
  seats: [sits(seatOf(team, 0), other), sits(seatOf(team, 1), person), sits(seatOf(post, 0), third)],
})
/** A new operation of the community, from the first starter. */
export const opening = (name: string) => ({ type: 'open-operation', template: starter, area: community, name })

/** A grid with a building, a unit, three people. */
async function settleGrid(house: TestHouse): Promise<RoundWorld> {
  await settle(house)
  const unit = house.newId()
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
    ['registry', `unit/${unit}`, { type: 'enrol-unit', name: '演示单位', area: community }],
  )
  const [person, other, third] = await populate(house, 3)
  const ids = Object.fromEntries(named.map((name) => [name, house.newId()])) as RoundWorld['ids']
  return { now: house.now(), dawn: house.now() - hour, unit, person, other, third, ids, newId: house.newId }
}

/** A round that runs, and one that is drafted. */
async function layRound(house: TestHouse, world: RoundWorld): Promise<void> {
  const { dawn, ids } = world
  const { template: kept, operation, draft, round, point } = ids
  const give = (id: Id, command: Command & Record<string, unknown>) => ['operation', `round/${id}`, command] as const
  await house.given(
    ['operation', `template/${kept}`, { type: 'save-template', area: community, template }],
    ['operation', `operation/${operation}`, opening('社区采样')],
    give(draft, { type: 'draft-round', operation, area: community, starts: dawn + 24 * hour }),
    give(round, { type: 'draft-round', operation, area: community, starts: dawn, ends: dawn + 12 * hour }),
    give(round, { type: 'put-points', points: [pointAt(point)] }),
    give(round, { type: 'put-posts', posts: postsOf(world) }),
    give(round, { type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } }),
    give(round, { type: 'put-visits', visits }),
    give(round, { type: 'publish-round' }),
    give(round, { type: 'start-round' }),
  )
}

/** What goes on in it: seats, doors, a need, a look-back, a finding, an order; the person is signed in. */
async function layWork(house: TestHouse, world: RoundWorld): Promise<void> {
  const { now, person, ids } = world
  const { round, point, team, device, need, lookBack, finding, order } = ids
  await house.given(
    ['roster', `roster/${round}`, planOf(world)],
    ['point', `point/${round}.${point}`, { type: 'issue-numbers', device, count: 20 }],
    ['visit', `doors/${round}.${building}`, { type: 'claim-doors', doors: ['0102'], minutes: 60, person }],
    [
      'visit',
      `need/${need}`,
      {
        type: 'note-need',
        household: `${building}-0102`,
        need: 'medicine',
        purpose: 'sampling',
        until: now + 48 * hour,
      },
    ],
    [
      'oversight',
      `look-back/${lookBack}`,
      {
        type: 'open-look-back',
        area: community,
        kind: 'registered',
        title: '回头看',
        sample: 3,
        teams: 1,
        from: now,
        until: now + 9 * hour,
      },
    ],
    [
      'oversight',
      `finding/${finding}`,
      { type: 'note-finding', area: building, grade: 'serious', text: '楼道堵了', by: now + hour },
    ],
    [
      'steward',
      `order/${order}`,
      { type: 'report-finding', area: building, matter: 'blocked-exit', urgent: true, text: '楼道有杂物' },
    ],
  )
  await house.given(['point', `attendance/${round}.${person}`, { type: 'mark-signed-in', place: team }])
}

export async function layOut(house: TestHouse): Promise<RoundWorld> {
  const world = await settleGrid(house)
  await layRound(house, world)
  await layWork(house, world)
  return world
}
