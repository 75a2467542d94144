// The muster judged: who is called, answers, arrives and leaves; seats are never promised twice, and silence climbs.
// Asking stands in calling.ts, coming and going in presence.ts, folding in evolve.ts.
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { blow, callNext, closeWave, escalate, wave } from './calling.ts'
import { everyCall, findCall } from './calls.ts'
import { evolve, initial } from './evolve.ts'
import { may, target } from './may.ts'
import { answerCall, arrive, leave, markAbsent, markArrived } from './presence.ts'
import { react } from './react.ts'
import { drillOf, lastsMax, type Answer, type Of, type Running } from './running.ts'
import { reasons } from './terms.ts'
import type { MusterCommand, MusterEvent, MusterReason, Reached } from './commands.ts'
import type { MusterState, MusterFacts } from './state.ts'

function standDown(state: Running, why: 'ordered' | 'time', now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  const left: [Id, number][] = []
  for (const [person, call] of everyCall(state.calls))
    if (call.state === 'arrived') left.push([person, Math.max(0, Math.round((now - call.arrivedAt!) / 60_000))])
  return decided([{ type: 'stood-down', why, at: now, left, ...drillOf(state) }])
}

function extend(state: Running, command: Of<'extend'>, now: Instant): Answer {
  if (state.phase === 'over') return refused('over')
  if (command.until === state.until) return refused('nothing-changed')
  if (
    command.until <= now ||
    command.until <= state.whistle.from ||
    command.until - Math.max(state.whistle.from, now) > lastsMax
  )
    return refused('bad-times')
  return decided([{ type: 'muster-extended', until: command.until }])
}

/** What the courier did, or what a device said: that is believed of those who were called, and of the call it names. */
function noteReach(state: Running, { about, reached, since }: Of<'note-reach'>, now: Instant): Answer {
  const unknown = ([person]: Reached) => {
    const call = findCall(state.calls, person)
    return !call || (about === 'called' && call.calledAt !== since)
  }
  if (since !== undefined && reached.some(unknown)) return refused('not-called')
  return decided([{ type: 'people-reached', about, reached, at: now }])
}

function decide(state: MusterState, command: MusterCommand, facts: MusterFacts, around: Circumstances): Answer {
  if (command.type === 'blow-whistle') return blow(state, command, facts, around)
  // target() answers every other command before the whistle as unknown, so that it does not come here.
  assert(state.whistle, 'a muster that takes commands was blown')
  const running = state as Running
  const { now } = around
  switch (command.type) {
    case 'call-people':
      return running.phase === 'over' ? refused('over') : wave(running, facts, now)
    case 'answer-call':
      return facts.self ? answerCall(running, facts.self, command, facts, now) : refused('not-called')
    case 'note-answer':
      return answerCall(running, command.person, command, facts, now)
    case 'arrive':
      return facts.self ? arrive(running, facts.self, command, facts, around) : refused('not-called')
    case 'mark-arrived':
      return markArrived(running, command.person, facts, around)
    case 'mark-absent':
      return markAbsent(running, command.person, now)
    case 'leave':
      return facts.self ? leave(running, facts.self, around) : refused('not-called')
    case 'mark-left':
      return leave(running, command.person, around)
    case 'escalate':
      return escalate(running, command, facts, now)
    case 'extend':
      return extend(running, command, now)
    case 'stand-down':
      return standDown(running, 'ordered', now)
    case 'close-wave':
      return closeWave(running, command, now)
    case 'call-next':
      return callNext(running, facts, now)
    case 'end-in-time':
      return command.until === running.until ? standDown(running, 'time', now) : refused('not-due')
    case 'note-reach':
      return noteReach(running, command, now)
  }
}

export const muster: Room<MusterState, MusterCommand, MusterEvent, MusterFacts, MusterReason> = {
  name: 'muster',
  streams: ['muster'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
