// One example of every command of a round's rooms, about what is laid out in its world.
import type { Command } from '#domain/kernel/envelope.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { community } from '#test/house.ts'
import type { Example } from './examples/example.ts'
import { building, opening, planOf, pointAt, postsOf, sits, template, visits, type RoundWorld } from './round-world.ts'

const hour = 3_600_000
const day = '20261012'

const of =
  (room: string, stream: string) =>
  (...commands: readonly (Command & Record<string, unknown>)[]): Example[] =>
    commands.map((command) => ({ room, stream, command }))

function operationExamples(world: RoundWorld): Example[] {
  const { dawn, newId, ids } = world
  const { operation, draft, round, point, spare, post } = ids
  return [
    ...of('operation', `template/${ids.template}`)(
      { type: 'save-template', area: community, template },
      { type: 'drop-template' },
    ),
    ...of('operation', `operation/${newId()}`)(opening('另一次')),
    ...of('operation', `operation/${operation}`)({ type: 'close-operation' }),
    ...of('operation', `round/${newId()}`)(
      { type: 'draft-round', operation, area: community, starts: dawn },
      { type: 'copy-round', from: round, starts: dawn },
    ),
    ...of('operation', `round/${draft}`)(
      { type: 'change-round', starts: dawn },
      { type: 'set-teams', teams: null },
      { type: 'put-points', points: [pointAt(spare)] },
      { type: 'remove-points', points: [spare] },
      { type: 'put-posts', posts: [{ ...postsOf(world)[0], point: undefined }] },
      { type: 'remove-posts', posts: [post] },
      { type: 'put-slots', slots: [{ building, point, starts: dawn, ends: dawn + hour, people: 9 }] },
      { type: 'remove-slots', buildings: [building] },
      { type: 'put-visits', visits },
      { type: 'remove-visits', households: [visits[0].household] },
      { type: 'drop-round' },
      { type: 'publish-round' },
    ),
    ...of('operation', `round/${round}`)({ type: 'start-round' }, { type: 'close-round' }, { type: 'report-round' }),
  ]
}

function rosterExamples(world: RoundWorld): Example[] {
  const { person, other, ids } = world
  const { round, post, team, move } = ids
  return [
    ...of('roster', `roster/${round}`)(
      planOf(world),
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
      { type: 'undo-absent', seats: [{ seat: seatOf(team, 1), person }] },
      { type: 'fit-seats', release: [[seatOf(post, 0), person]] },
      { type: 'note-reach', about: 'seat', reached: [[person, 'none', 'no-way']] },
    ),
  ]
}

function pointExamples(world: RoundWorld): Example[] {
  const { now, dawn, person, newId, ids } = world
  const { round, point, team, device } = ids
  return [
    ...of('point', `point/${round}.${point}`)(
      { type: 'set-up-place' },
      { type: 'issue-numbers', device, count: 20 },
      { type: 'join-desk', device },
      {
        type: 'register',
        device,
        lane: 1,
        from: now,
        tubes: [['TUBE-1', 10]],
        people: [[1, 0, newId(), 0, `${building}-0101`]],
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
  ]
}

function visitExamples(world: RoundWorld): Example[] {
  const { now, newId, ids } = world
  const { round, need } = ids
  return [
    ...of('visit', `doors/${round}.${building}`)(
      { type: 'claim-doors', doors: ['0101'], minutes: 60 },
      { type: 'release-doors', doors: ['0102'] },
      { type: 'report-doors', doors: ['0102'], outcome: 'sampled' },
      { type: 'reopen-doors', doors: ['0102'] },
    ),
    ...of(
      'visit',
      `need/${newId()}`,
    )({
      type: 'note-need',
      household: `${building}-0102`,
      need: 'alone',
      purpose: 'sampling',
      until: now + 48 * hour,
    }),
    ...of('visit', `need/${need}`)(
      { type: 'prolong-need', until: now + 60 * hour },
      { type: 'end-need' },
      { type: 'expire-need', until: now },
    ),
  ]
}

function oversightExamples(world: RoundWorld): Example[] {
  const { now, other, newId, ids } = world
  const { lookBack, finding, muster } = ids
  return [
    ...of(
      'oversight',
      `look-back/${newId()}`,
    )({
      type: 'open-look-back',
      area: community,
      kind: 'registered',
      title: '再看',
      sample: 3,
      teams: 1,
      from: now,
      until: now + hour,
    }),
    ...of('oversight', `look-back/${lookBack}`)(
      { type: 'share-out', routes: [{ team: 1, items: [other] }] },
      { type: 'check-item', item: other, found: 'yes' },
      { type: 'place-person', person: other, muster },
      { type: 'close-look-back' },
    ),
    ...of(
      'oversight',
      `finding/${newId()}`,
    )({ type: 'note-finding', area: building, grade: 'serious', text: '灯不亮', by: now + hour }),
    ...of('oversight', `finding/${finding}`)(
      { type: 'put-right' },
      { type: 'confirm-finding' },
      { type: 'return-finding', text: '还在' },
    ),
    ...of('oversight', `urging/${other}`)({ type: 'urge', about: 'register' }),
  ]
}

function stewardExamples(world: RoundWorld): Example[] {
  const { now, newId, ids } = world
  const { order } = ids
  return [
    ...of('steward', `patrol/${building}.${day}`)(
      { type: 'walk', bad: [] },
      { type: 'see-household', household: `${building}-0101`, how: 'well' },
      { type: 'keep-note', text: '都好' },
      { type: 'do-at-hand', matter: 'blocked-exit' },
      { type: 'end-round' },
    ),
    ...of(
      'steward',
      `order/${newId()}`,
    )({ type: 'report-finding', area: building, matter: 'blocked-exit', urgent: false, text: '纸箱' }),
    ...of('steward', `order/${order}`)(
      { type: 'give-order', by: now + hour },
      { type: 'note-done' },
      { type: 'confirm-done' },
      { type: 'send-back', text: '还在' },
      { type: 'ask-whistle', people: 5 },
      { type: 'answer-whistle' },
      { type: 'note-unanswered', since: now },
    ),
  ]
}

function dispatchExamples(world: RoundWorld): Example[] {
  const { other, newId, ids } = world
  const { round, post } = ids
  return [
    ...of('dispatch', `move/${newId()}`)(
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
  ]
}

export const roundExamples: Readonly<Record<string, (world: RoundWorld) => Example[]>> = {
  operation: operationExamples,
  roster: rosterExamples,
  point: pointExamples,
  visit: visitExamples,
  oversight: oversightExamples,
  steward: stewardExamples,
  dispatch: dispatchExamples,
}
