// What volunteers do for themselves: say yes or no to a seat, sign up for one, wait in line, step back.
import { refused } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { refusedBy } from './office.ts'
import { done, heldMeanwhile, leave, seatsOf, sit, specOf, unfit, type Spec } from './seats.ts'
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
  const open = fitting.find(([seat]) => !state.seats.has(seat))
  if (open)
    return done(
      [
        {
          type: 'people-seated',
          seats: [sit(open[0], self, open[1], 'accepted', [{ why: 'signed-up' }])],
          cause: 'self',
          at: now,
        },
      ],
      { seat: open[0] },
    )
  const line = state.waiting.get(of) ?? []
  if (line.includes(self)) return refused('already-waiting')
  if (line.length >= waitingMax) return refused('too-many', { most: waitingMax })
  const { kind, area } = fitting[0][1]
  return done([{ type: 'person-waits', of, kind, area, person: self, at: now }], { waiting: line.length + 1 })
}

export function stepBack(state: RosterState, of: Id, self: Id, now: Instant): Answer {
  return state.waiting.get(of)?.includes(self)
    ? done([{ type: 'person-stepped-back', of, person: self, at: now }])
    : refused('not-waiting')
}
