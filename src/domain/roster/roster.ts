// One round's roster judged: a plan that somebody accepts, seats kept locked, declined, swapped, waited for and mended.
// Nobody is seated by the planner alone.
import type { AreaId } from '../kernel/area.ts'
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances, type Decision, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { release, lock, markAbsent, noteAnswer, seatByHand } from './desk.ts'
import { evolve, initial } from './evolve.ts'
import { may, target } from './may.ts'
import { acceptPlan, acceptRepair, movePeople } from './plan.ts'
import { react } from './react.ts'
import { decline, signUp, stepBack, takeUp } from './selves.ts'
import { answerSwap, offerSwap } from './swaps.ts'
import { reasons, type SeatId, type SeatKind } from './terms.ts'
import type { RosterCommand, RosterEvent, RosterReason } from './commands.ts'

/** Somebody on a seat. */
export interface Held {
  readonly person: Id
  readonly kind: SeatKind
  readonly area: AreaId
  readonly state: 'proposed' | 'accepted'
  readonly locked: boolean
  readonly starts: Instant
  readonly ends: Instant
}

export interface Swap {
  readonly seat: SeatId
  readonly person: Id
  readonly withSeat: SeatId
  readonly withPerson: Id
  readonly until: Instant
}

export interface RosterState {
  /** Of the round. */
  readonly id: Id
  /** Grid of each team. */
  readonly teams: ReadonlyMap<Id, AreaId>
  readonly seats: ReadonlyMap<SeatId, Held>
  readonly byPerson: ReadonlyMap<Id, readonly SeatId[]>
  /** Said no to a seat of this round, and have not signed up since: nobody puts them on a seat again. */
  readonly declined: ReadonlySet<Id>
  /** In line for a team or post, first come first. */
  readonly waiting: ReadonlyMap<Id, readonly Id[]>
  /** Open offers. */
  readonly swaps: ReadonlyMap<Id, Swap>
}

/** What is asked of a post or of a team's seats. */
export interface PostAsked {
  readonly area: AreaId
  readonly skill?: string
  readonly starts: Instant
  readonly ends: Instant
  readonly number: number
}

export interface PersonKnown {
  readonly active: boolean
  readonly skills: readonly string[]
  /** Hours promised in other rounds or to a muster. */
  readonly busy: readonly (readonly [starts: Instant, ends: Instant])[]
}

export interface RosterFacts {
  readonly self?: Id
  /** Undefined where there is no such round. */
  readonly round?: {
    readonly area: AreaId
    readonly state: 'draft' | 'published' | 'running' | 'closed' | 'reported'
    readonly starts: Instant
    readonly ends: Instant
    readonly teams: { readonly followers: number; readonly skills: readonly string[] } | null
  }
  /** Posts that the command speaks of. */
  readonly posts?: ReadonlyMap<Id, PostAsked>
  /** People whom the command may seat, those in line for the seats it frees among them. */
  readonly persons?: ReadonlyMap<Id, PersonKnown>
}

export type Answer = Decision<RosterEvent, RosterReason>
export type KnownFacts = RosterFacts & { readonly round: NonNullable<RosterFacts['round']> }

function decide(state: RosterState, command: RosterCommand, facts: RosterFacts, around: Circumstances): Answer {
  // target() answers commands about a round that is not there as unknown, so that they do not come here.
  assert(facts.round, 'a roster that takes commands has its round')
  const known = facts as KnownFacts
  const { now } = around
  if (known.round.state === 'closed' || known.round.state === 'reported' || known.round.ends <= now)
    return refused('round-over')
  switch (command.type) {
    case 'accept-plan':
      return acceptPlan(state, command, known, now)
    case 'accept-repair':
      return acceptRepair(state, command, known, now)
    case 'move-people':
      return movePeople(state, command, known, now)
    case 'lock-seats':
      return lock(state, command)
    case 'seat-person':
      return seatByHand(state, command, known, now)
    case 'release-seats':
      return release(state, command, known, now)
    case 'mark-absent':
      return markAbsent(state, command, known, now)
    case 'note-answer':
      return noteAnswer(state, command, known, now)
    case 'note-reach':
      return decided([{ type: 'seats-told', about: command.about, reached: command.reached, at: now }])
    default:
      break
  }
  // What volunteers do themselves: a draft is not shown to them yet.
  if (known.round.state === 'draft') return refused('not-open')
  const self = known.self
  if (!self) return refused('person-unknown')
  switch (command.type) {
    case 'take-up':
      return takeUp(state, command.seat, self, now)
    case 'decline':
      return decline(state, command.seat, self, known, now)
    case 'sign-up':
      return signUp(state, command.of, self, known, now)
    case 'step-back':
      return stepBack(state, command.of, self, now)
    case 'offer-swap':
      return offerSwap(state, command, self, known, around)
    case 'answer-swap':
      return answerSwap(state, command, self, known, now)
  }
}

export const roster: Room<RosterState, RosterCommand, RosterEvent, RosterFacts, RosterReason> = {
  name: 'roster',
  streams: ['roster'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
