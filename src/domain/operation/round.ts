// One round's rules: it is laid out as a draft, read by people once published, changed while it runs, and frozen when
// it closes.
import { covers, type AreaId } from '../kernel/area.ts'
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { fitting, heldAll, heldInPosts, heldInTeams, leavingOf } from './held.ts'
import { movedByPoints, movedPosts } from './moved.ts'
import {
  aheadMax,
  chunkMax,
  lastsMax,
  pointsMax,
  postsMax,
  slotsMax,
  teamsMax,
  visitsMax,
  type Post,
  type Slot,
} from './terms.ts'
import type { OperationCommand, OperationEvent } from './commands.ts'
import type { Answer, RoundLayout, OperationFacts, Round } from './state.ts'

type Of<T extends OperationCommand['type']> = Extract<OperationCommand, { type: T }>
type Laid = Round & { readonly laid: NonNullable<Round['laid']> }

const minute = 60_000
const allWithin = (area: AreaId, inner: readonly AreaId[]): boolean => inner.every((one) => covers(area, one))

function badTimes(starts: Instant, ends: Instant, now: Instant): boolean {
  return ends <= starts || ends - starts > lastsMax || ends <= now || starts > now + aheadMax
}

/** A shift lies within its round, an hour before and after for setting up and clearing away. */
const slack = 60 * minute
const badShift = ({ starts, ends }: { starts: Instant; ends: Instant }, round: { starts: Instant; ends: Instant }) =>
  ends <= starts || starts < round.starts - slack || ends > round.ends + slack

function draft(state: Round, command: Of<'draft-round'>, facts: OperationFacts, now: Instant): Answer {
  if (state.laid) return refused('already-drafted')
  const { operation } = facts
  if (!operation) return refused('operation-unknown')
  if (!operation.open) return refused('operation-closed')
  const area = command.area ?? operation.area
  if (!covers(operation.area, area)) return refused('outside-area')
  const ends = command.ends ?? command.starts + operation.lasts * minute
  if (badTimes(command.starts, ends, now)) return refused('bad-times')
  return decided([
    {
      type: 'round-drafted',
      operation: operation.operation,
      area,
      kind: operation.kind,
      number: operation.rounds + 1,
      starts: command.starts,
      ends,
      at: now,
    },
  ])
}

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / chunkMax) }, (_, at) => list.slice(at * chunkMax, (at + 1) * chunkMax))
const moved = <T extends { readonly starts: Instant; readonly ends: Instant }>(list: readonly T[], by: number): T[] =>
  list.map((one) => ({ ...one, starts: one.starts + by, ends: one.ends + by }))

/** Everything that a layout holds, as events. */
function layout(
  { points, posts, slots, visits, teams }: RoundLayout,
  area: AreaId,
  by: number,
  now: Instant,
): OperationEvent[] {
  return [
    ...(teams ? [{ type: 'teams-set' as const, teams, at: now }] : []),
    ...chunks(points).map((part) => ({ type: 'points-put' as const, points: part })),
    ...chunks(moved<Post>(posts, by)).map((part) => ({ type: 'posts-put' as const, posts: part })),
    ...chunks(moved<Slot>(slots, by)).map((part) => ({ type: 'slots-put' as const, slots: part })),
    ...chunks(visits).map((part) => ({ type: 'visits-put' as const, area, visits: part })),
  ]
}

/**
 * Points and posts keep their ids from round to round: the same point is the same place, and whoever stood there knows
 * it.
 */
function copy(state: Round, command: Of<'copy-round'>, facts: OperationFacts, now: Instant): Answer {
  if (state.laid) return refused('already-drafted')
  const { operation, source } = facts
  if (!operation || !source) return refused('round-unknown')
  if (!operation.open) return refused('operation-closed')
  const ends = command.starts + source.ends - source.starts
  if (badTimes(command.starts, ends, now)) return refused('bad-times')
  const { points, posts, slots, visits } = source
  return decided(
    [
      {
        type: 'round-drafted',
        operation: operation.operation,
        area: source.area,
        kind: operation.kind,
        number: operation.rounds + 1,
        starts: command.starts,
        ends,
        copyOf: command.from,
        at: now,
      },
      ...layout(source, source.area, command.starts - source.starts, now),
    ],
    { answer: { points: points.length, posts: posts.length, slots: slots.length, visits: visits.length } },
  )
}

function change(state: Laid, command: Of<'change-round'>, facts: OperationFacts, now: Instant): Answer {
  const { laid } = state
  const starts = command.starts ?? laid.starts
  const by = starts - laid.starts
  const ends = command.ends ?? laid.ends + by
  if (starts === laid.starts && ends === laid.ends) return refused('nothing-changed')
  // What runs has begun; only its end can still move.
  if (by !== 0 && state.state === 'running') return refused('wrong-state', { state: state.state })
  if (badTimes(starts, ends, now)) return refused('bad-times')
  const held = by !== 0 ? heldAll(facts.held ?? []) : undefined
  if (held) return held
  return decided([{ type: 'round-moved', starts, ends, by, at: now }])
}

function setTeams(state: Laid, { teams, release }: Of<'set-teams'>, facts: OperationFacts, now: Instant): Answer {
  if (teams) {
    if (
      !allWithin(
        state.laid.area,
        teams.grids.map((one) => one.grid),
      )
    )
      return refused('outside-area')
    if (teams.grids.reduce((sum, one) => sum + one.teams, 0) > teamsMax || teams.skills.length > teams.followers)
      return refused('too-many', { most: teams.skills.length > teams.followers ? teams.followers : teamsMax })
  }
  const leaving = leavingOf(facts, release, ({ post }) => post === null)
  if ('refused' in leaving) return leaving
  const held = heldInTeams(facts, teams, leaving)
  if (held) return held
  return decided([{ type: 'teams-set', teams, ...fitting(state, facts, leaving), at: now }])
}

/** How many there are once these have joined. */
const grown = (known: { has(key: string): boolean; readonly size: number }, keys: readonly string[]): number =>
  known.size + new Set(keys.filter((key) => !known.has(key))).size

function putPoints(state: Laid, command: Of<'put-points'>, facts: OperationFacts): Answer {
  const { laid, points } = state
  const areas = command.points.map((one) => one.area)
  if (!allWithin(laid.area, areas)) return refused('outside-area')
  const keys = command.points.map((one) => one.point)
  if (grown(points, keys) > pointsMax) return refused('too-many', { most: pointsMax })
  return decided([{ type: 'points-put', points: command.points, ...movedByPoints(state, command.points, facts) }])
}

function putPosts(state: Laid, command: Of<'put-posts'>, facts: OperationFacts): Answer {
  const { laid, points, posts } = state
  const areas = command.posts.map((one) => one.area)
  if (!allWithin(laid.area, areas)) return refused('outside-area')
  if (command.posts.some((one) => one.point !== undefined && !points.has(one.point))) return refused('point-unknown')
  if (command.posts.some((one) => badShift(one, laid))) return refused('bad-times')
  const leaving = leavingOf(facts, command.release, ({ post }) => command.posts.some((one) => one.post === post))
  if ('refused' in leaving) return leaving
  const held = heldInPosts(facts, command.posts, leaving)
  if (held) return held
  const keys = command.posts.map((one) => one.post)
  if (grown(posts, keys) > postsMax) return refused('too-many', { most: postsMax })
  const moved = movedPosts(state, command.posts, facts)
  return decided([{ type: 'posts-put', posts: command.posts, ...fitting(state, facts, leaving), ...moved }])
}

function putSlots({ laid, points, slots }: Laid, command: Of<'put-slots'>): Answer {
  const buildings = command.slots.map((one) => one.building)
  if (!allWithin(laid.area, buildings)) return refused('outside-area')
  if (command.slots.some((one) => !points.has(one.point))) return refused('point-unknown')
  if (command.slots.some((one) => badShift(one, laid))) return refused('bad-times')
  if (grown(slots, buildings) > slotsMax) return refused('too-many', { most: slotsMax })
  return decided([{ type: 'slots-put', slots: command.slots }])
}

function putVisits({ laid, visits }: Laid, command: Of<'put-visits'>): Answer {
  const households = command.visits.map((one) => one.household)
  if (!allWithin(laid.area, households)) return refused('outside-area')
  if (grown(visits, households) > visitsMax) return refused('too-many', { most: visitsMax })
  return decided([{ type: 'visits-put', area: laid.area, visits: command.visits }])
}

function remove(
  state: Laid,
  command: Of<'remove-points'> | Of<'remove-posts'> | Of<'remove-slots'> | Of<'remove-visits'>,
  facts: OperationFacts,
): Answer {
  if (command.type === 'remove-points') {
    const gone = new Set(command.points.filter((one) => state.points.has(one)))
    if (gone.size === 0) return refused('nothing-changed')
    const uses =
      [...state.posts.values()].filter((point) => point !== undefined && gone.has(point)).length +
      [...state.slots.values()].filter((point) => gone.has(point)).length
    return uses > 0 ? refused('point-in-use', { uses }) : decided([{ type: 'points-removed', points: [...gone] }])
  }
  if (command.type === 'remove-posts') {
    const posts = command.posts.filter((one) => state.posts.has(one))
    const held = heldAll((facts.held ?? []).filter(({ post }) => post !== null && posts.includes(post)))
    if (held) return held
    return posts.length > 0 ? decided([{ type: 'posts-removed', posts }]) : refused('nothing-changed')
  }
  if (command.type === 'remove-slots') {
    const buildings = command.buildings.filter((one) => state.slots.has(one))
    return buildings.length > 0 ? decided([{ type: 'slots-removed', buildings }]) : refused('nothing-changed')
  }
  const households = command.households.filter((one) => state.visits.has(one))
  const apart = (facts.apart ?? []).filter((one) => !state.visits.has(one))
  return households.length + apart.length > 0
    ? decided([{ type: 'visits-removed', households, ...(apart.length > 0 && { apart }) }])
    : refused('nothing-changed')
}

function publish(state: Laid, now: Instant): Answer {
  if (state.state !== 'draft') return refused('wrong-state', { state: state.state })
  if (state.laid.ends <= now) return refused('bad-times')
  if (state.posts.size === 0 && !state.teams && state.visits.size === 0) return refused('nothing-to-publish')
  return decided([{ type: 'round-published', starts: state.laid.starts, at: now }])
}

function start(state: Laid, command: Of<'start-round'>, now: Instant): Answer {
  // A timer set for a time that was moved since, or for a round that a person started already.
  if (command.starts !== undefined && (command.starts !== state.laid.starts || state.state !== 'published'))
    return refused('not-due')
  return state.state === 'published'
    ? decided([{ type: 'round-started', at: now }])
    : refused('wrong-state', { state: state.state })
}

function report(state: Laid, command: Of<'report-round'>, facts: OperationFacts, { now, id }: Circumstances): Answer {
  if (state.state !== 'closed') return refused('wrong-state', { state: state.state })
  assert(facts.figures, 'the figures of a closed round are found')
  return decided(
    [{ type: 'round-reported', figures: facts.figures, ...(command.remark !== undefined && { remark: id }), at: now }],
    command.remark === undefined
      ? {}
      : { records: [{ kind: 'text', id, subject: id, body: { text: command.remark } }] },
  )
}

export function decideRound(
  state: Round,
  command: OperationCommand,
  facts: OperationFacts,
  around: Circumstances,
): Answer {
  const { now } = around
  if (command.type === 'draft-round') return draft(state, command, facts, now)
  if (command.type === 'copy-round') return copy(state, command, facts, now)
  if (state.state === 'dropped') return refused('dropped')
  // target() answers every other command before the draft as unknown, so that it does not come here.
  assert(state.laid, 'a round that takes commands was drafted')
  const laid = state as Laid
  if (command.type === 'report-round') return report(laid, command, facts, around)
  if (state.state === 'closed' || state.state === 'reported') return refused('wrong-state', { state: state.state })
  switch (command.type) {
    case 'change-round':
      return change(laid, command, facts, now)
    case 'set-teams':
      return setTeams(laid, command, facts, now)
    case 'put-points':
      return putPoints(laid, command, facts)
    case 'put-posts':
      return putPosts(laid, command, facts)
    case 'put-slots':
      return putSlots(laid, command)
    case 'put-visits':
      return putVisits(laid, command)
    case 'remove-points':
    case 'remove-posts':
    case 'remove-slots':
    case 'remove-visits':
      return remove(laid, command, facts)
    case 'drop-round':
      return state.state === 'draft'
        ? decided([{ type: 'round-dropped', at: now }])
        : refused('wrong-state', { state: state.state })
    case 'publish-round':
      return publish(laid, now)
    case 'start-round':
      return start(laid, command, now)
    case 'close-round':
      return state.state === 'running' || state.state === 'published'
        ? decided([{ type: 'round-closed', at: now }])
        : refused('wrong-state', { state: state.state })
    default:
      throw new Error(`broken promise: ${command.type} is a round's command`)
  }
}
