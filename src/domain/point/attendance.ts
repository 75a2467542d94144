// One person's attendance at one round judged: signed in by the rotating code, by a leader or afterwards, and out
// again. Hours are counted here once, with how they are known.
import { decided, refused, type Circumstances, type Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { aheadMax, lateMax, typedBackMax, type Evidence } from './terms.ts'
import type { PointCommand, PointEvent, PointReason } from './commands.ts'
import type { Presence, AttendanceState, AttendanceFacts } from './state.ts'

type Answer = Decision<PointEvent, PointReason>
type Of<T extends PointCommand['type']> = Extract<PointCommand, { type: T }>

export function initialAttendance(stream: string): AttendanceState {
  const [round, person] = idOf(stream).split('.')
  return { kind: 'attendance', round: isId(round ?? '') ? round : '', person: isId(person ?? '') ? person : '' }
}

/** Not in the future, and not before they last left. */
const believed = (state: AttendanceState, at: Instant, now: Instant): Instant =>
  Math.max(Math.min(at, now), Math.min(state.leftAt ?? 0, now))

function out(state: AttendanceState, present: Presence, at: Instant, more: { forgotten?: true } = {}): PointEvent {
  const left = Math.max(at, present.at)
  return {
    type: 'signed-out',
    round: state.round,
    person: state.person,
    area: present.area,
    from: present.at,
    at: left,
    minutes: Math.round((left - present.at) / 60_000),
    evidence: present.evidence,
    ...(present.duty && { duty: present.duty }),
    ...(present.late && { late: true }),
    ...more,
  }
}

interface Known {
  readonly evidence: Evidence
  readonly step?: number
  readonly device?: Id
  readonly late?: true
}

/** Signed in; where they were before in this round they are signed out. */
function come(state: AttendanceState, placeId: Id, facts: AttendanceFacts, at: Instant, known: Known): Answer {
  const { place, seat } = facts
  if (!place) return refused('place-unknown')
  if (!place.open) return refused('round-not-open')
  if (state.present?.place === placeId) return refused('already-in')
  const until = Math.max(seat?.ends ?? place.ends, at)
  const came: PointEvent = {
    type: 'signed-in',
    round: state.round,
    person: state.person,
    place: placeId,
    kind: place.kind,
    area: place.area,
    at,
    until,
    ...(seat?.duty && { duty: seat.duty }),
    ...known,
  }
  return decided([...(state.present ? [out(state, state.present, at)] : []), came])
}

function signIn(
  state: AttendanceState,
  command: Of<'sign-in'>,
  facts: AttendanceFacts,
  { at, now }: Circumstances,
): Answer {
  const { code } = facts
  if (!facts.place) return refused('place-unknown')
  if (!code || code.found === 'wrong') return refused(at > now + aheadMax ? 'clock-ahead' : 'code-wrong')
  if (code.found === 'stale' || (code.found === 'then' && now - at > lateMax)) return refused('code-stale')
  if (code.found === 'then' && at > now + aheadMax) return refused('clock-ahead')
  if (state.present?.place === command.place) return refused('already-in')
  if (state.step !== undefined && code.step <= state.step) return refused('code-used')
  if (facts.deviceOf !== undefined && facts.deviceOf !== state.person) return refused('device-used')
  const live = code.found === 'now'
  return come(state, command.place, facts, live ? now : believed(state, at, now), {
    evidence: 'scanned',
    step: code.step,
    ...(command.device !== undefined && { device: command.device }),
    ...(!live && { late: true }),
  })
}

function typed(state: AttendanceState, command: Of<'type-attendance'>, facts: AttendanceFacts, now: Instant): Answer {
  const { place } = facts
  if (!place) return refused('place-unknown')
  const { from, until } = command
  if (!facts.active) return refused('person-unknown')
  if (
    until <= from ||
    until > now ||
    from < place.starts - 86_400_000 ||
    until > place.ends + 86_400_000 ||
    until - from > 86_400_000
  )
    return refused('bad-times')
  if (now - from > typedBackMax) return refused('too-late')
  if (state.present || (state.leftAt !== undefined && from < state.leftAt)) return refused('already-in')
  const duty = command.duty ?? facts.seat?.duty
  const present: Presence = {
    place: command.place,
    area: place.area,
    at: from,
    until,
    evidence: 'typed',
    ...(duty && { duty }),
  }
  const came: PointEvent = {
    type: 'signed-in',
    round: state.round,
    person: state.person,
    place: command.place,
    kind: place.kind,
    area: place.area,
    at: from,
    until,
    evidence: 'typed',
    ...(duty && { duty }),
  }
  return decided([came, out(state, present, until)])
}

export function decideAttendance(
  state: AttendanceState,
  command: PointCommand,
  facts: AttendanceFacts,
  around: Circumstances,
): Answer {
  const { at, now } = around
  switch (command.type) {
    case 'sign-in':
      return signIn(state, command, facts, around)
    case 'mark-signed-in':
      if (!facts.active) return refused('person-unknown')
      return now - at > lateMax
        ? refused('too-late')
        : come(state, command.place, facts, believed(state, at, now), {
            evidence: 'leader',
            ...(now - at > aheadMax && { late: true }),
          })
    case 'type-attendance':
      return typed(state, command, facts, now)
    case 'sign-out':
    case 'mark-signed-out':
      return state.present ? decided([out(state, state.present, believed(state, at, now))]) : refused('not-in')
    case 'sign-out-in-time':
      return state.present?.until === command.until
        ? decided([out(state, state.present, Math.min(command.until, now), { forgotten: true })])
        : refused('not-due')
    default:
      return refused('not-of-this-place')
  }
}

export function evolveAttendance(state: AttendanceState, event: PointEvent): AttendanceState {
  if (event.type === 'signed-in') {
    const { place, area, at, until, evidence, duty, late, step } = event
    return {
      ...state,
      area,
      present: { place, area, at, until, evidence, ...(duty && { duty }), ...(late && { late }) },
      ...(step !== undefined && { step }),
    }
  }
  if (event.type === 'signed-out') return { ...state, present: undefined, leftAt: event.at }
  return state
}
