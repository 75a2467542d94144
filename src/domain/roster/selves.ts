// What volunteers do for themselves: say yes or no to a seat, sign up for one, wait in line, step back.
import { refused } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { refusedBy } from './office.ts'
import { done, heldMeanwhile, leave, openBeyondLine, seatsOf, sit, specOf, unfit, type Spec } from './seats.ts'
import { waitingMax, type SeatId, type Skipped } from './terms.ts'
import type { Answer, KnownFacts, RosterState } from './state.ts'

export function takeUp(state: RosterState, seat: SeatId, self: Id, now: Instant): Answer {
  const held = state.seats.get(seat)
  if (held?.person !== self) return refused('not-seated')
  return held.state === 'accepted'
    ? refused('already-answered')
    : done([{ type: 'seat-taken-up', seat, person: self, at: now }])
}

/** Until the shift is over, also after a yes, also when the seat is locked: nobody serves by force. */
export function decline(state: RosterState, seat: SeatId, self: Id, facts: KnownFacts, now: Instant): Answer {
  const held = state.seats.get(seat)
  if (held?.person !== self) return refused('not-seated')
  if (held.ends <= now) return refused('shift-over')
  return done(leave(state, [[seat, self, 'declined']], 'self', facts, now))
}

/** The roster as it is for everybody else in line. */
const others = (state: RosterState, of: Id, self: Id): RosterState => ({
  ...state,
  waiting: new Map(state.waiting).set(
    of,
    (state.waiting.get(of) ?? []).filter((one) => one !== self),
  ),
})

/** An open seat is first of those who wait for it; who signs up beside them waits behind. */
export function signUp(state: RosterState, of: Id, self: Id, facts: KnownFacts, now: Instant): Answer {
  const seats = seatsOf(of, state, facts)
  const specs = seats.flatMap((seat): [SeatId, Spec][] => {
    const spec = specOf(seat, state, facts)
    return spec ? [[seat, spec]] : []
  })
  if (specs.length === 0) return refused('seat-unknown')
  if (specs[0][1].ends <= now) return refused('shift-over')
  if (heldMeanwhile(state, self, specs[0][1]) !== undefined) return refused('seated-already')
  let why: Skipped | undefined
  const fitting = specs.filter(([, spec]) => {
    const no = unfit(self, spec, facts)
    why ??= no
    return no === undefined
  })
  if (fitting.length === 0) return refusedBy(why!)
  const line = state.waiting.get(of) ?? []
  const open = fitting.filter(([seat]) => !state.seats.has(seat))
  const free = line.length > 0 ? openBeyondLine(open, others(state, of, self), facts, now) : open
  if (free.length > 0) {
    const [seat, spec] = free[0]
    const seats = [sit(seat, self, spec, 'accepted', [{ why: 'signed-up' }])]
    return done([{ type: 'people-seated', seats, cause: 'self', at: now }], { seat })
  }
  if (line.includes(self)) return refused('already-waiting')
  if (line.length >= waitingMax) return refused('too-many', { most: waitingMax })
  const { kind, area } = fitting[0][1]
  // Open, and somebody before them: the line moves, and they in it.
  const moves = open.length > 0 ? { moves: true as const } : {}
  return done([{ type: 'person-waits', of, kind, area, person: self, at: now, ...moves }], { waiting: line.length + 1 })
}

export function stepBack(state: RosterState, of: Id, self: Id, now: Instant): Answer {
  return state.waiting.get(of)?.includes(self)
    ? done([{ type: 'person-stepped-back', of, person: self, at: now }])
    : refused('not-waiting')
}
