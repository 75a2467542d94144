// What every judgement about a running muster goes by: its open seats, what a change of seats brings with it, and how
// far a phone's clock is believed.
import type { Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Call } from './calls.ts'
import { evolve } from './evolve.ts'
import { seatsFilledInAll, seatsOf } from './seats.ts'
import type { MusterCommand, MusterEvent, MusterReason, Then } from './commands.ts'
import type { Whistle, MusterState, MusterFacts } from './state.ts'

export type Answer = Decision<MusterEvent, MusterReason>
export type Of<T extends MusterCommand['type']> = Extract<MusterCommand, { type: T }>
export type Running = MusterState & { readonly whistle: Whistle }

/** Clocks of phones drift; further ahead than this is wrong. */
export const aheadMax: Instant = 2 * 60_000

/** Longer than three days is an operation to be planned. */
export const lastsMax: Instant = 3 * 86_400_000

/** On every event of a drill that would otherwise engage or count. */
export const drillOf = (state: Running): { drill?: true } => (state.whistle.drill ? { drill: true } : {})

const seats = (state: Running) => seatsOf(state.whistle.needs)

export const openSeats = (state: Running): number => seats(state) - seatsFilledInAll(state.whistle.needs, state.seated)

export function follow(state: Running, now: Instant): Then {
  return {
    escalateAt: now + state.whistle.escalateMinutes * 60_000,
    reach: state.reach,
    next: state.whistle.waves === 'by-themselves',
  }
}

/**
 * Events after a change of seats: filled when the last open seat went, reopened when one of a filled muster came free.
 */
export function afterwards(state: Running, events: readonly MusterEvent[], now: Instant): MusterEvent[] {
  const after = events.reduce(evolve, state as MusterState) as Running
  const open = openSeats(after)
  if (after.phase === 'running' && open === 0) return [...events, { type: 'muster-filled', at: now }]
  if (after.phase === 'filled' && open > 0)
    return [...events, { type: 'seat-reopened', at: now, then: follow(state, now) }]
  return [...events]
}

export const isElsewhere = (state: MusterState, facts: MusterFacts) =>
  facts.engagedIn !== undefined && facts.engagedIn !== state.id

/** The sender's clock within what can be true: not in the future, not before the call. */
export const believed = (at: Instant, call: Call, now: Instant): Instant =>
  Math.max(Math.min(at, now), Math.min(call.calledAt, now))
