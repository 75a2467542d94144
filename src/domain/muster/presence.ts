// One person called: their answer, their arrival by the code or the leader's word, their leaving, and that they did not
// come.
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { findCall, type Call } from './calls.ts'
import { hasSeatFor } from './seats.ts'
import { lateMax, reopenMin } from './terms.ts'
import type { MusterEvent } from './commands.ts'
import type { MusterFacts } from './state.ts'
import { afterwards, aheadMax, believed, drillOf, isElsewhere, type Answer, type Of, type Running } from './running.ts'

export function answerCall(
  state: Running,
  person: Id,
  command: Of<'answer-call'> | Of<'note-answer'>,
  facts: MusterFacts,
  now: Instant,
): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state === 'arrived' || call.state === 'left') return refused('already-arrived')
  const { answer } = command
  const minutes = answer === 'coming' ? command.minutes : undefined
  if (call.state === answer && call.minutes === minutes) return refused('already-answered')
  const told = command.type === 'note-answer' ? ({ told: true } as const) : undefined
  let seated = false
  if (answer === 'coming') {
    if (isElsewhere(state, facts)) return refused('engaged-elsewhere')
    seated = call.seated || hasSeatFor(state.whistle.needs, state.seated, call.fits)
    if (!seated && call.willing) return refused('already-answered')
  }
  const answered: MusterEvent = {
    type: 'call-answered',
    person,
    answer,
    ...(minutes !== undefined && { minutes }),
    seated,
    ...told,
    at: now,
    ...drillOf(state),
  }
  return decided(afterwards(state, [answered], now), {
    answer: { state: answer === 'coming' && !seated ? 'thanked' : answer },
  })
}

export function arrive(
  state: Running,
  person: Id,
  command: Of<'arrive'>,
  facts: MusterFacts,
  { at, now }: Circumstances,
): Answer {
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state === 'arrived') return refused('already-arrived')
  const code = facts.code
  if (!code || code.found === 'wrong') return refused(at > now + aheadMax ? 'clock-ahead' : 'code-wrong')
  if (code.found === 'stale' || (code.found === 'then' && (now - at > lateMax || at < call.calledAt)))
    return refused('code-stale')
  if (code.found === 'then' && at > now + aheadMax) return refused('clock-ahead')
  if (call.step !== undefined && code.step <= call.step) return refused('code-used')
  const holder = command.device === undefined ? undefined : state.devices.get(command.device)
  if (holder !== undefined && holder !== person) return refused('device-used')
  const live = code.found === 'now'
  const came = live ? now : believed(at, call, now)
  return come(state, person, call, facts, came, now, {
    evidence: live ? 'scanned' : 'scanned-late',
    step: code.step,
    ...(command.device !== undefined && { device: command.device }),
    ...(!live && { lateSeconds: Math.round((now - came) / 1000) }),
  })
}

export function markArrived(state: Running, person: Id, facts: MusterFacts, { at, now }: Circumstances): Answer {
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (now - at > lateMax) return refused('over')
  if (call.state === 'arrived') {
    // The leader's word lifts a late upload to what was seen on the spot.
    if (call.evidence !== 'scanned-late') return refused('already-arrived')
    return decided([
      {
        type: 'person-arrived',
        person,
        at: call.arrivedAt!,
        evidence: 'leader',
        seated: call.seated,
        ...drillOf(state),
      },
    ])
  }
  const came = believed(at, call, now)
  return come(state, person, call, facts, came, now, {
    evidence: 'leader',
    ...(now - came > aheadMax && { lateSeconds: Math.round((now - came) / 1000) }),
  })
}

type Known = Pick<Extract<MusterEvent, { type: 'person-arrived' }>, 'evidence' | 'step' | 'device' | 'lateSeconds'>

/** An arrival is a fact, not a promise: it counts with or without a seat, and after the end if it was before it. */
function come(
  state: Running,
  person: Id,
  call: Call,
  facts: MusterFacts,
  came: Instant,
  now: Instant,
  known: Known,
): Answer {
  if (state.phase === 'over') {
    assert(state.overAt !== undefined, 'a muster that is over ended at some time')
    if (came > state.overAt || call.state === 'left') return refused('over')
    const minutes = Math.round((state.overAt - came) / 60_000)
    return decided([
      { type: 'person-arrived', person, at: came, seated: call.seated, ...known, after: true, ...drillOf(state) },
      { type: 'person-left', person, at: state.overAt, minutes, seated: call.seated, ...drillOf(state) },
    ])
  }
  if (isElsewhere(state, facts)) return refused('engaged-elsewhere')
  const seated = call.seated || hasSeatFor(state.whistle.needs, state.seated, call.fits)
  return decided(
    afterwards(state, [{ type: 'person-arrived', person, at: came, seated, ...known, ...drillOf(state) }], now),
  )
}

export function leave(state: Running, person: Id, { at, now }: Circumstances): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state !== 'arrived') return refused('not-arrived')
  const left = Math.max(believed(at, call, now), call.arrivedAt!)
  const minutes = Math.round((left - call.arrivedAt!) / 60_000)
  const seated = call.seated && state.until - left < reopenMin
  return decided(
    afterwards(state, [{ type: 'person-left', person, at: left, minutes, seated, ...drillOf(state) }], now),
  )
}

export function markAbsent(state: Running, person: Id, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  const call = findCall(state.calls, person)
  if (!call) return refused('not-called')
  if (call.state !== 'coming' && call.state !== 'arrived') return refused('nothing-changed')
  return decided(afterwards(state, [{ type: 'person-absent', person, at: now }], now))
}
