// The doors of one building in one round judged: claimed for a while, reported many at once, visited again. A claim
// tells others; it never keeps anybody from reporting what was found.
import type { AreaId } from '../kernel/area.ts'
import { isArea, levelOf } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { lateMax, namedMax, revisitMax, stateAfter } from './terms.ts'
import type { VisitCommand, VisitEvent, VisitReason } from './commands.ts'
import type { DoorKnown, DoorsState, DoorsFacts } from './state.ts'

type Answer = Decision<VisitEvent, VisitReason>
type Of<T extends VisitCommand['type']> = Extract<VisitCommand, { type: T }>

export function initialDoors(stream: string): DoorsState {
  const rest = idOf(stream)
  const at = rest.indexOf('.')
  const [round, building] = [rest.slice(0, Math.max(0, at)), rest.slice(at + 1)]
  return {
    kind: 'doors',
    round: isId(round) ? round : '',
    building: isArea(building) && levelOf(building) === 'building' ? building : '',
    doors: new Map(),
  }
}

const about = (state: DoorsState, doors: readonly string[], at: Instant) => ({
  round: state.round,
  building: state.building as AreaId,
  doors,
  at,
})
const once = (doors: readonly string[]) => [...new Set(doors)].sort()
export const isDone = (door: DoorKnown | undefined): boolean =>
  door?.outcome !== undefined && stateAfter(door.outcome) === 'done'
const heldBy = (door: DoorKnown | undefined, now: Instant): Id | undefined =>
  door?.claim && door.claim.until > now ? door.claim.by : undefined

/** Doors of the command that no list has and nobody has said to be there. */
const strangeIn = (state: DoorsState, doors: readonly string[], facts: DoorsFacts): string[] =>
  once(doors).filter((number) => facts.strange?.has(number) && !state.doors.get(number)?.unlisted)

/** A slip of the finger is asked about: the door is refused unless the command says that it is meant. */
function asked(state: DoorsState, command: Of<'claim-doors'> | Of<'report-doors'>, facts: DoorsFacts) {
  const strange = command.unlisted ? [] : strangeIn(state, command.doors, facts)
  return strange.length === 0
    ? undefined
    : refused('door-unlisted', { n: strange.length, doors: strange.slice(0, namedMax).join(' ') })
}

const apart = (doors: readonly string[], facts: DoorsFacts): { unlisted?: readonly string[] } => {
  const unlisted = doors.filter((number) => facts.strange?.has(number))
  return unlisted.length > 0 ? { unlisted } : {}
}

function claim(state: DoorsState, command: Of<'claim-doors'>, facts: DoorsFacts, { at, now }: Circumstances): Answer {
  if (!facts.open) return refused('round-not-open')
  const by = command.person ?? facts.self
  if (by === undefined || (command.person !== undefined && command.person !== facts.self && !facts.personActive))
    return refused('person-unknown')
  const slip = asked(state, command, facts)
  if (slip) return slip
  const since = Math.min(at, now)
  const until = since + command.minutes * 60_000
  if (until <= now) return refused('too-late')
  const [mine, elsewhere, done]: [string[], string[], string[]] = [[], [], []]
  for (const number of once(command.doors)) {
    const door = state.doors.get(number)
    const holder = heldBy(door, now)
    if (isDone(door)) done.push(number)
    else if (holder !== undefined && holder !== by) elsewhere.push(number)
    else mine.push(number)
  }
  if (mine.length === 0)
    return elsewhere.length > 0 ? refused('claimed-elsewhere', { doors: elsewhere.length }) : refused('nothing-changed')
  return decided([{ type: 'doors-claimed', ...about(state, mine, since), by, until, ...apart(mine, facts) }], {
    answer: { claimed: mine.length, elsewhere, done },
  })
}

function release(
  state: DoorsState,
  command: Of<'release-doors'>,
  facts: DoorsFacts,
  own: boolean,
  now: Instant,
): Answer {
  const free = once(command.doors).filter((number) => {
    const holder = heldBy(state.doors.get(number), now)
    return holder !== undefined && (!own || holder === facts.self)
  })
  return free.length === 0
    ? refused('nothing-to-release')
    : decided([{ type: 'doors-released', ...about(state, free, now) }])
}

/**
 * What is newer stands, and what is done stays done: a report that comes late, or twice, from two phones changes
 * nothing that is better known.
 */
function report(
  state: DoorsState,
  command: Of<'report-doors'>,
  facts: DoorsFacts,
  { at, now, id }: Circumstances,
): Answer {
  if (now - at > lateMax) return refused('too-late')
  const slip = asked(state, command, facts)
  if (slip) return slip
  const { outcome, revisitAt, note } = command
  const came = Math.min(at, now)
  if (revisitAt !== undefined && (outcome === 'moved' || revisitAt <= came || revisitAt > came + revisitMax))
    return refused('bad-times')
  const [doors, stale]: [string[], string[]] = [[], []]
  for (const number of once(command.doors)) {
    const door = state.doors.get(number)
    const better =
      door?.outcome !== undefined &&
      (isDone(door)
        ? stateAfter(outcome) !== 'done' || door.at >= came
        : stateAfter(outcome) !== 'done' && door.at >= came)
    ;(better ? stale : doors).push(number)
  }
  const event: VisitEvent = {
    type: 'doors-reported',
    ...about(state, doors, came),
    outcome,
    ...(facts.self && { by: facts.self }),
    ...(revisitAt !== undefined && { revisitAt }),
    ...(note !== undefined && { note: id }),
    ...(stale.length > 0 && { stale }),
    ...apart(doors, facts),
  }
  return decided([event], {
    ...(note !== undefined && { records: [{ kind: 'text', id, subject: id, body: { text: note } }] }),
    answer: { changed: doors.length, stale },
  })
}

/** @param own only what the actor claimed is theirs to let go */
export function decideDoors(
  state: DoorsState,
  command: VisitCommand,
  facts: DoorsFacts,
  around: Circumstances,
  own: boolean,
): Answer {
  switch (command.type) {
    case 'claim-doors':
      return claim(state, command, facts, around)
    case 'release-doors':
      return release(state, command, facts, own, around.now)
    case 'report-doors':
      return report(state, command, facts, around)
    case 'reopen-doors': {
      const doors = once(command.doors).filter((number) => {
        const door = state.doors.get(number)
        return door?.outcome !== undefined || door?.unlisted
      })
      return doors.length === 0
        ? refused('nothing-to-reopen')
        : decided([{ type: 'doors-reopened', ...about(state, doors, around.now) }])
    }
    default:
      return refused('nothing-changed')
  }
}

export function evolveDoors(state: DoorsState, event: VisitEvent): DoorsState {
  if (
    event.type !== 'doors-claimed' &&
    event.type !== 'doors-released' &&
    event.type !== 'doors-reported' &&
    event.type !== 'doors-reopened'
  )
    return state
  const doors = new Map(state.doors)
  const strange = new Set('unlisted' in event ? event.unlisted : [])
  for (const number of event.doors) {
    const door = doors.get(number)
    const unlisted = door?.unlisted || strange.has(number) ? { unlisted: true as const } : {}
    const { claim: _, ...bare } = door ?? { at: 0 }
    if (event.type === 'doors-claimed')
      doors.set(number, { ...(door ?? { at: 0 }), ...unlisted, claim: { by: event.by, until: event.until } })
    else if (event.type === 'doors-released') doors.set(number, bare)
    else if (event.type === 'doors-reported')
      doors.set(number, {
        outcome: event.outcome,
        at: event.at,
        ...(event.revisitAt !== undefined && { revisitAt: event.revisitAt }),
        ...unlisted,
      })
    else doors.delete(number)
  }
  return { ...state, doors }
}
