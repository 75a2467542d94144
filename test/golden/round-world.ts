// The world of a round in which rights are tried on a whole house: points, posts, a team, doors, a look-back, a patrol,
// a move; one example of every command of its rooms; and a probe that judges and writes nothing.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { States } from '#journal/states.ts'
import { findFacts, judge, type Parsed } from '#server/judge.ts'
import { judges } from '#rooms/all.ts'
import { community, county, populate, settle, type TestHouse } from '#test/house.ts'

export interface Example {
  readonly room: string
  readonly stream: string
  readonly command: Command & Record<string, unknown>
}
export const roundRooms = [
  'operation',
  'roster',
  'point',
  'visit',
  'oversight',
  'steward',
  'dispatch',
  'channels',
] as const

const hour = 3_600_000
export const grid = `${community}-01`
export const building = `${grid}-0001`
const day = '20261012'

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

/** @returns the examples, and the person whom they are about: seated at the point and in the team, drawn in nothing */
export async function layOut(house: TestHouse): Promise<{ examples: Example[]; person: Id; unit: Id }> {
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
  const [
    operation,
    draft,
    round,
    point,
    spare,
    post,
    team,
    template,
    lookBack,
    finding,
    order,
    need,
    move,
    muster,
    device,
  ] = Array.from({ length: 15 }, () => house.newId())
  const dawn = house.now() - hour
  const at = (id: Id) => ({ point: id, area: community, name: '北门', place: [111.77, 36.85], lanes: 2, open: true })
  const give = (id: Id, command: Command & Record<string, unknown>) => ['operation', `round/${id}`, command] as const
  const sits = (seat: string, who: Id) => ({ seat, person: who, reasons: [{ why: 'by-hand' }] })
  const visits = ['0101', '0102'].map((door) => ({
    household: `${building}-${door}`,
    building,
    purpose: 'sampling',
    people: 1,
    priority: 1,
  }))
  const posts = [{ post, point, area: community, duty: 'registering', starts: dawn, ends: dawn + 6 * hour, number: 2 }]
  const body = { name: '试用', kind: 'clean-up', lasts: 240, slotMinutes: 0, posts: [], purposes: [] }
  const plan = {
    type: 'accept-plan',
    area: community,
    teams: [{ team, grid }],
    seats: [sits(seatOf(team, 0), other), sits(seatOf(team, 1), person), sits(seatOf(post, 0), third)],
  }
  await house.given(
    ['operation', `template/${template}`, { type: 'save-template', area: community, template: body }],
    [
      'operation',
      `operation/${operation}`,
      { type: 'open-operation', template: [...starters][0][0], area: community, name: '社区采样' },
    ],
    give(draft, { type: 'draft-round', operation, area: community, starts: dawn + 24 * hour }),
    give(round, { type: 'draft-round', operation, area: community, starts: dawn, ends: dawn + 12 * hour }),
    give(round, { type: 'put-points', points: [at(point)] }),
    give(round, { type: 'put-posts', posts }),
    give(round, { type: 'set-teams', teams: { followers: 1, skills: [], grids: [{ grid, teams: 1 }] } }),
    give(round, { type: 'put-visits', visits }),
    give(round, { type: 'publish-round' }),
    give(round, { type: 'start-round' }),
  )
  await house.given(
    ['roster', `roster/${round}`, plan],
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
        until: house.now() + 48 * hour,
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
        from: house.now(),
        until: house.now() + 9 * hour,
      },
    ],
    [
      'oversight',
      `finding/${finding}`,
      { type: 'note-finding', area: building, grade: 'serious', text: '楼道堵了', by: house.now() + hour },
    ],
    [
      'steward',
      `order/${order}`,
      { type: 'report-finding', area: building, matter: 'blocked-exit', urgent: true, text: '楼道有杂物' },
    ],
  )
  await house.given(['point', `attendance/${round}.${person}`, { type: 'mark-signed-in', place: team }])
  const of =
    (room: string, stream: string) =>
    (...commands: readonly (Command & Record<string, unknown>)[]): Example[] =>
      commands.map((command) => ({ room, stream, command }))
  const examples = [
    ...of('operation', `template/${template}`)(
      { type: 'save-template', area: community, template: body },
      { type: 'drop-template' },
    ),
    ...of(
      'operation',
      `operation/${house.newId()}`,
    )({ type: 'open-operation', template: [...starters][0][0], area: community, name: '另一次' }),
    ...of('operation', `operation/${operation}`)({ type: 'close-operation' }),
    ...of('operation', `round/${house.newId()}`)(
      { type: 'draft-round', operation, area: community, starts: dawn },
      { type: 'copy-round', from: round, starts: dawn },
    ),
    ...of('operation', `round/${draft}`)(
      { type: 'change-round', starts: dawn },
      { type: 'set-teams', teams: null },
      { type: 'put-points', points: [at(spare)] },
      { type: 'remove-points', points: [spare] },
      { type: 'put-posts', posts: [{ ...posts[0], point: undefined }] },
      { type: 'remove-posts', posts: [post] },
      { type: 'put-slots', slots: [{ building, point, starts: dawn, ends: dawn + hour, people: 9 }] },
      { type: 'remove-slots', buildings: [building] },
      { type: 'put-visits', visits },
      { type: 'remove-visits', households: [visits[0].household] },
      { type: 'drop-round' },
      { type: 'publish-round' },
    ),
    ...of('operation', `round/${round}`)({ type: 'start-round' }, { type: 'close-round' }, { type: 'report-round' }),
    ...of('roster', `roster/${round}`)(
      plan,
      { type: 'accept-repair', seats: [sits(seatOf(post, 1), other)], bound: 1 },
      { type: 'move-people', move, seats: [sits(seatOf(post, 1), other)] },
      { type: 'lock-seats', seats: [seatOf(team, 1)], locked: true },
      { type: 'seat-person', seat: seatOf(post, 1), person: other },
      { type: 'release-seats', seats: [seatOf(team, 1)] },
      { type: 'mark-absent', seats: [seatOf(team, 1)] },
      { type: 'note-answer', seat: seatOf(team, 1), answer: 'accepted' },
      { type: 'take-up', seat: seatOf(team, 1) },
      { type: 'decline', seat: seatOf(team, 1) },
      { type: 'sign-up', of: post },
      { type: 'step-back', of: post },
      { type: 'offer-swap', seat: seatOf(team, 1), with: seatOf(post, 0) },
      { type: 'answer-swap', swap: move, agree: true },
      { type: 'note-reach', about: 'seat', reached: [[person, 'none', 'no-way']] },
    ),
    ...of('point', `point/${round}.${point}`)(
      { type: 'set-up-place' },
      { type: 'issue-numbers', device, count: 20 },
      { type: 'join-desk', device },
      {
        type: 'register',
        device,
        lane: 1,
        from: house.now(),
        tubes: [['TUBE-1', 10]],
        people: [[1, 0, house.newId(), 0, `${building}-0101`]],
      },
      { type: 'count-queue', lane: 1, length: 3 },
      { type: 'void-sample', number: 1, why: 'spilled' },
      { type: 'settle-conflict', about: 'person', key: 'x', verdict: 'same' },
    ),
    ...of('point', `attendance/${round}.${person}`)(
      { type: 'sign-in', place: team, code: '12345678' },
      { type: 'sign-out' },
      { type: 'mark-signed-in', place: team },
      { type: 'mark-signed-out' },
      { type: 'type-attendance', place: team, from: dawn, until: dawn + hour / 2 },
      { type: 'sign-out-in-time', until: dawn + hour },
    ),
    ...of('visit', `doors/${round}.${building}`)(
      { type: 'claim-doors', doors: ['0101'], minutes: 60 },
      { type: 'release-doors', doors: ['0102'] },
      { type: 'report-doors', doors: ['0102'], outcome: 'sampled' },
      { type: 'reopen-doors', doors: ['0102'] },
    ),
    ...of(
      'visit',
      `need/${house.newId()}`,
    )({
      type: 'note-need',
      household: `${building}-0102`,
      need: 'alone',
      purpose: 'sampling',
      until: house.now() + 48 * hour,
    }),
    ...of('visit', `need/${need}`)(
      { type: 'prolong-need', until: house.now() + 60 * hour },
      { type: 'end-need' },
      { type: 'expire-need', until: house.now() },
    ),
    ...of(
      'oversight',
      `look-back/${house.newId()}`,
    )({
      type: 'open-look-back',
      area: community,
      kind: 'registered',
      title: '再看',
      sample: 3,
      teams: 1,
      from: house.now(),
      until: house.now() + hour,
    }),
    ...of('oversight', `look-back/${lookBack}`)(
      { type: 'share-out', routes: [{ team: 1, items: [other] }] },
      { type: 'check-item', item: other, found: 'yes' },
      { type: 'place-person', person: other, muster },
      { type: 'close-look-back' },
    ),
    ...of(
      'oversight',
      `finding/${house.newId()}`,
    )({ type: 'note-finding', area: building, grade: 'serious', text: '灯不亮', by: house.now() + hour }),
    ...of('oversight', `finding/${finding}`)(
      { type: 'put-right' },
      { type: 'confirm-finding' },
      { type: 'return-finding', text: '还在' },
    ),
    ...of('oversight', `urging/${other}`)({ type: 'urge', about: 'register' }),
    ...of('steward', `patrol/${building}.${day}`)(
      { type: 'walk', bad: [] },
      { type: 'see-household', household: `${building}-0101`, how: 'well' },
      { type: 'keep-note', text: '都好' },
      { type: 'do-at-hand', matter: 'blocked-exit' },
      { type: 'end-round' },
    ),
    ...of(
      'steward',
      `order/${house.newId()}`,
    )({ type: 'report-finding', area: building, matter: 'blocked-exit', urgent: false, text: '纸箱' }),
    ...of('steward', `order/${order}`)(
      { type: 'give-order', by: house.now() + hour },
      { type: 'note-done' },
      { type: 'confirm-done' },
      { type: 'send-back', text: '还在' },
      { type: 'ask-whistle', people: 5 },
      { type: 'answer-whistle' },
      { type: 'note-unanswered', since: house.now() },
    ),
    ...of('dispatch', `move/${house.newId()}`)(
      {
        type: 'order-move',
        round,
        from: community,
        to: community,
        seats: [{ seat: seatOf(post, 1), person: other }],
        reasons: [],
      },
      { type: 'note-move', seated: 1, skipped: 0 },
    ),
    ...of('channels', `channels/${person}`)(
      { type: 'add-push', device, endpoint: 'https://push.example/x', p256dh: 'AAAA', auth: 'AAAA' },
      { type: 'remove-push', device },
      { type: 'set-email', address: null },
      { type: 'choose-channels', order: ['email'], quiet: null },
      { type: 'set-calendar', digest: null },
      { type: 'drop-push', way: device },
    ),
  ]
  return { examples, person, unit }
}
