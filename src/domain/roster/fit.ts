// Seats after a change of how many there are: nobody stays on a seat that is no more, and who waits is offered what was
// added.
import { refused } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { done, fold, moveUp, seatsOf, sit, specOf } from './seats.ts'
import { numberOf, ofSeat, type Seat, type SeatId } from './terms.ts'
import type { Gone, RosterCommand, RosterEvent } from './commands.ts'
import type { Answer, KnownFacts, RosterState } from './state.ts'

/** People on seats that the round has no more, and the open seats of the same post or team that take them in. */
function stranded(state: RosterState, facts: KnownFacts): { gone: Gone[]; seated: Seat[]; without: Gone[] } {
  const lost = [...state.seats].filter(([seat]) => specOf(seat, state, facts) === undefined)
  const free = new Map<Id, SeatId[]>()
  const [gone, seated, without]: [Gone[], Seat[], Gone[]] = [[], [], []]
  for (const [seat, held] of lost.sort(([a], [b]) => numberOf(a) - numberOf(b))) {
    const of = ofSeat(seat)
    const open = free.get(of) ?? seatsOf(of, state, facts).filter((one) => !state.seats.has(one))
    const to = open[0]
    const spec = to === undefined ? undefined : specOf(to, state, facts)
    free.set(of, open.slice(1))
    if (!spec) without.push([seat, held.person, 'released'])
    else {
      gone.push([seat, held.person, 'released'])
      seated.push(sit(to, held.person, spec, held.state, [{ why: 'by-hand' }]))
    }
  }
  return { gone, seated, without }
}

export function fitSeats(
  state: RosterState,
  command: Extract<RosterCommand, { type: 'fit-seats' }>,
  facts: KnownFacts,
  now: Instant,
): Answer {
  const events: RosterEvent[] = []
  let after = state
  const add = (...more: readonly RosterEvent[]) => {
    events.push(...more)
    after = fold(after, more)
  }
  const released = (command.release ?? []).flatMap(([seat, person]): Gone[] =>
    state.seats.get(seat)?.person === person ? [[seat, person, 'released']] : [],
  )
  if (released.length > 0) add({ type: 'people-gone', gone: released, cause: 'by-hand', at: now })
  const { gone, seated, without } = stranded(after, facts)
  const left = [...gone, ...without]
  if (left.length > 0) add({ type: 'people-gone', gone: left, cause: 'by-hand', at: now })
  if (seated.length > 0) add({ type: 'people-seated', seats: seated, cause: 'by-hand', at: now })
  const waited = [...after.waiting].flatMap(([of, line]) => (line.length > 0 ? seatsOf(of, after, facts) : []))
  add(...moveUp(after, waited, facts, now))
  return events.length > 0 ? done(events) : refused('nothing-changed')
}
