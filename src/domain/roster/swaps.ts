// Two volunteers change seats: one offers, the other agrees or not. Both must fit where they go, and nothing locked
// moves.
import { refused, type Circumstances } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { refusedBy } from './office.ts'
import { done, heldMeanwhile, sit, specOf, unfit } from './seats.ts'
import { swapLasts, swapsMax, type SeatId, type Skipped } from './terms.ts'
import type { RosterCommand } from './commands.ts'
import type { Answer, KnownFacts, RosterState } from './state.ts'

type Of<T extends RosterCommand['type']> = Extract<RosterCommand, { type: T }>

/** Why this person cannot sit there instead of where they sit. */
function hinders(state: RosterState, person: Id, from: SeatId, to: SeatId, facts: KnownFacts): Skipped | undefined {
  const spec = specOf(to, state, facts)
  if (!spec) return 'no-such-seat'
  return unfit(person, spec, facts) ?? (heldMeanwhile(state, person, spec, from) === undefined ? undefined : 'twice')
}

export function offerSwap(
  state: RosterState,
  command: Of<'offer-swap'>,
  self: Id,
  facts: KnownFacts,
  { now, id }: Circumstances,
): Answer {
  const [own, other] = [state.seats.get(command.seat), state.seats.get(command.with)]
  if (own?.person !== self) return refused('not-seated')
  if (!other || other.person === self) return refused('seat-unknown')
  if (own.locked || other.locked) return refused('swap-locked')
  if (own.starts <= now || other.starts <= now) return refused('shift-over')
  if (state.swaps.size >= swapsMax) return refused('too-many', { most: swapsMax })
  if (
    [...state.swaps.values()].some(
      (swap) => swap.seat === command.seat && swap.withSeat === command.with && swap.until > now,
    )
  )
    return refused('nothing-changed')
  const why =
    hinders(state, self, command.seat, command.with, facts) ??
    hinders(state, other.person, command.with, command.seat, facts)
  if (why !== undefined) return refusedBy(why)
  return done([
    {
      type: 'swap-offered',
      swap: id,
      seat: command.seat,
      person: self,
      withSeat: command.with,
      withPerson: other.person,
      until: Math.min(now + swapLasts, own.starts, other.starts),
      at: now,
    },
  ])
}

export function answerSwap(
  state: RosterState,
  command: Of<'answer-swap'>,
  self: Id,
  facts: KnownFacts,
  now: Instant,
): Answer {
  const swap = state.swaps.get(command.swap)
  // Whoever offered may take it back.
  if (!swap || (swap.withPerson !== self && (command.agree || swap.person !== self))) return refused('swap-unknown')
  if (!command.agree) return done([{ type: 'swap-answered', swap: command.swap, agreed: false, at: now }])
  if (swap.until <= now) return refused('swap-over')
  const why =
    hinders(state, swap.person, swap.seat, swap.withSeat, facts) ??
    hinders(state, swap.withPerson, swap.withSeat, swap.seat, facts)
  if (why !== undefined) return refusedBy(why)
  const [first, second] = [specOf(swap.withSeat, state, facts)!, specOf(swap.seat, state, facts)!]
  return done([
    { type: 'swap-answered', swap: command.swap, agreed: true, at: now },
    {
      type: 'people-gone',
      gone: [
        [swap.seat, swap.person, 'released'],
        [swap.withSeat, swap.withPerson, 'released'],
      ],
      cause: 'swap',
      at: now,
    },
    {
      type: 'people-seated',
      seats: [
        sit(swap.withSeat, swap.person, first, 'accepted', [{ why: 'swapped' }]),
        sit(swap.seat, swap.withPerson, second, 'accepted', [{ why: 'swapped' }]),
      ],
      cause: 'swap',
      at: now,
    },
  ])
}
