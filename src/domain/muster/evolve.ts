// The muster folded: what each event leaves of it.
import { idOf } from '../kernel/stream.ts'
import { findCall, moveAll, noCalls, withCalls, type Call } from './calls.ts'
import type { MusterEvent } from './commands.ts'
import type { MusterState } from './state.ts'

export function initial(stream: string): MusterState {
  return {
    id: idOf(stream),
    phase: 'running',
    reach: '',
    until: 0,
    wave: 0,
    calls: noCalls,
    called: 0,
    seated: {},
    devices: new Map(),
  }
}

/** One call changed; the seats counted by it. */
function change(state: MusterState, person: string, call: Call): MusterState {
  const before = findCall(state.calls, person)
  let { seated } = state
  if ((before?.seated ?? false) !== call.seated)
    seated = { ...seated, [call.fits]: (seated[call.fits] ?? 0) + (call.seated ? 1 : -1) }
  return { ...state, seated, calls: withCalls(state.calls, [[person, call]]) }
}

type Heard<T extends MusterEvent['type']> = Extract<MusterEvent, { type: T }>

function blown(state: MusterState, event: Heard<'whistle-blown'>): MusterState {
  const { what, leader, area, place, needs, from, until, drill, answerMinutes, escalateMinutes, waves, at } = event
  return {
    ...state,
    whistle: {
      what,
      ...(leader && { leader }),
      area,
      place,
      needs,
      from,
      drill,
      answerMinutes,
      escalateMinutes,
      waves,
      at,
    },
    reach: area,
    until,
  }
}

function called(state: MusterState, event: Heard<'people-called'>): MusterState {
  const calls = event.people.map(({ person, fits }): readonly [string, Call] => [
    person,
    {
      state: 'called',
      wave: event.wave,
      fits,
      calledAt: event.at,
      seated: false,
      willing: false,
      step: findCall(state.calls, person)?.step,
    },
  ])
  return { ...state, wave: event.wave, called: state.called + calls.length, calls: withCalls(state.calls, calls) }
}

function answered(state: MusterState, event: Heard<'call-answered'>): MusterState {
  const call = findCall(state.calls, event.person)
  if (!call) return state
  const spare = event.answer === 'coming' && !event.seated
  return change(state, event.person, {
    ...call,
    state: spare ? 'thanked' : event.answer,
    willing: spare,
    seated: event.seated,
    minutes: event.minutes,
  })
}

function arrived(state: MusterState, event: Heard<'person-arrived'>): MusterState {
  const call = findCall(state.calls, event.person)
  if (!call) return state
  const devices = event.device === undefined ? state.devices : new Map(state.devices).set(event.device, event.person)
  const next = {
    ...call,
    state: 'arrived' as const,
    willing: false,
    seated: event.seated,
    arrivedAt: event.at,
    evidence: event.evidence,
    step: event.step ?? call.step,
  }
  return { ...change(state, event.person, next), devices }
}

export function evolve(state: MusterState, event: MusterEvent): MusterState {
  switch (event.type) {
    case 'whistle-blown':
      return blown(state, event)
    case 'people-called':
      return called(state, event)
    case 'call-answered':
      return answered(state, event)
    case 'person-arrived':
      return arrived(state, event)
    case 'person-left': {
      const call = findCall(state.calls, event.person)
      return call ? change(state, event.person, { ...call, state: 'left', seated: event.seated }) : state
    }
    case 'person-absent': {
      const call = findCall(state.calls, event.person)
      return call ? change(state, event.person, { ...call, state: 'absent', seated: false }) : state
    }
    case 'muster-filled':
      return {
        ...state,
        phase: 'filled',
        calls: moveAll(state.calls, ['called', 'talk'], (call) => ({ ...call, state: 'thanked' })),
      }
    case 'seat-reopened':
      return { ...state, phase: 'running' }
    case 'muster-escalated':
      return { ...state, reach: event.reach }
    case 'muster-extended':
      return { ...state, until: event.until }
    case 'stood-down': {
      const calls = moveAll(
        moveAll(state.calls, ['called', 'talk', 'coming'], (call) => ({ ...call, state: 'released' })),
        ['arrived'],
        (call) => ({ ...call, state: 'left' }),
      )
      return { ...state, phase: 'over', overAt: event.at, calls }
    }
    case 'wave-closed':
    case 'escalation-unheard':
    case 'people-reached':
      return state
  }
}
