// One round's roster judged: a plan that somebody accepts, seats kept locked, declined, swapped, waited for and mended.
// Nobody is seated by the planner alone.
import { assert } from '../kernel/assert.ts'
import { decided, refused, type Circumstances, type Room } from '../kernel/decider.ts'
import { release, lock, markAbsent, noteAnswer, seatByHand, undoAbsent } from './office.ts'
import { evolve, initial } from './evolve.ts'
import { fitSeats } from './fit.ts'
import { may, target } from './may.ts'
import { acceptPlan, acceptRepair, movePeople } from './plan.ts'
import { react } from './react.ts'
import { decline, signUp, stepBack, takeUp } from './selves.ts'
import { answerSwap, offerSwap } from './swaps.ts'
import { reasons } from './terms.ts'
import type { RosterCommand, RosterEvent, RosterReason } from './commands.ts'
import type { RosterState, RosterFacts, Answer, KnownFacts } from './state.ts'

function decide(state: RosterState, command: RosterCommand, facts: RosterFacts, around: Circumstances): Answer {
  // target() answers commands about a round that is not there as unknown, so that they do not come here.
  assert(facts.round, 'a roster that takes commands has its round')
  const known = facts as KnownFacts
  const { now } = around
  // A mark is put right after the shift too, until the figures are reported.
  if (command.type === 'undo-absent' && known.round.state !== 'reported') return undoAbsent(state, command, known, now)
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
    case 'undo-absent':
      return undoAbsent(state, command, known, now)
    case 'note-answer':
      return noteAnswer(state, command, known, now)
    case 'fit-seats':
      return fitSeats(state, command, known, now)
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
