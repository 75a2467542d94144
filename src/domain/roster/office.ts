// What the office does seat by seat: lock, seat, release, mark absent, note an answer taken by telephone.
import { refused } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { evolve } from './evolve.ts'
import { done, heldMeanwhile, holders, leave, sit, specOf, unfit } from './seats.ts'
import type { Back, Gone, RosterCommand, RosterReason } from './commands.ts'
import { absentMendMax, type Skipped } from './terms.ts'
import type { Answer, KnownFacts, RosterState } from './state.ts'

type Of<T extends RosterCommand['type']> = Extract<RosterCommand, { type: T }>

export function lock(state: RosterState, { seats, locked }: Of<'lock-seats'>): Answer {
  const found = holders(state, seats)
  if (!found) return refused('not-seated')
  const changed = found.filter(([, held]) => held.locked !== locked).map(([seat]) => seat)
  return changed.length > 0 ? done([{ type: 'seats-locked', seats: changed, locked }]) : refused('nothing-changed')
}

const reasonOf: Readonly<Record<Skipped, RosterReason>> = {
  unknown: 'person-unknown',
  inactive: 'person-inactive',
  engaged: 'engaged-elsewhere',
  'no-skill': 'no-skill',
  twice: 'seated-already',
  declined: 'declined-before',
  'no-such-seat': 'seat-unknown',
  taken: 'seat-taken',
}
export const refusedBy = (why: Skipped): Answer => refused(reasonOf[why])

export function seatByHand(
  state: RosterState,
  { seat, person }: Of<'seat-person'>,
  facts: KnownFacts,
  now: Instant,
): Answer {
  const spec = specOf(seat, state, facts)
  if (!spec) return refused('seat-unknown')
  if (spec.ends <= now) return refused('shift-over')
  if (state.seats.has(seat)) return refused('seat-taken')
  const why = unfit(person, spec, facts)
  if (why !== undefined) return refusedBy(why)
  if (state.declined.has(person)) return refused('declined-before')
  if (heldMeanwhile(state, person, spec) !== undefined) return refused('seated-already')
  return done([
    {
      type: 'people-seated',
      seats: [sit(seat, person, spec, 'proposed', [{ why: 'by-hand' }])],
      cause: 'by-hand',
      at: now,
    },
  ])
}

export function release(state: RosterState, { seats }: Of<'release-seats'>, facts: KnownFacts, now: Instant): Answer {
  const found = holders(state, seats)
  if (!found) return refused('not-seated')
  return done(
    leave(
      state,
      found.map(([seat, held]): Gone => [seat, held.person, 'released']),
      'by-hand',
      facts,
      now,
    ),
  )
}

/** Who does not come is not blamed: the seat is free for somebody else, and the person may be seated again. */
export function markAbsent(state: RosterState, { seats }: Of<'mark-absent'>, facts: KnownFacts, now: Instant): Answer {
  const found = holders(state, seats)
  if (!found) return refused('not-seated')
  if (found.some(([, held]) => held.starts > now)) return refused('shift-not-begun')
  return done(
    leave(
      state,
      found.map(([seat, held]): Gone => [seat, held.person, 'absent']),
      'by-hand',
      facts,
      now,
    ),
    { vacancies: found.length },
  )
}

/** A mark made by mistake goes; the seat comes back with it where nobody has it and they have no other. */
export function undoAbsent(state: RosterState, { seats }: Of<'undo-absent'>, facts: KnownFacts, now: Instant): Answer {
  const back: Back[] = []
  let after = state
  for (const { seat, person } of seats) {
    const known = after.absent.get(`${seat} ${person}`)
    if (!known) return refused('not-absent')
    if (now - known.at > absentMendMax) return refused('absent-too-long', { hours: absentMendMax / 3_600_000 })
    const free = !after.seats.has(seat) && heldMeanwhile(after, person, known.held) === undefined
    const one: Back = [seat, person, free && specOf(seat, after, facts) ? 'seated' : 'replaced']
    back.push(one)
    after = evolve(after, { type: 'absences-undone', back: [one], at: now })
  }
  const replaced = back.filter(([, , how]) => how === 'replaced').map(([seat, person]) => [seat, person])
  return done([{ type: 'absences-undone', back, at: now }], { seated: back.length - replaced.length, replaced })
}

export function noteAnswer(
  state: RosterState,
  { seat, answer }: Of<'note-answer'>,
  facts: KnownFacts,
  now: Instant,
): Answer {
  const held = state.seats.get(seat)
  if (!held) return refused('not-seated')
  if (answer === 'declined') return done(leave(state, [[seat, held.person, 'declined']], 'told', facts, now))
  return held.state === 'accepted'
    ? refused('already-answered')
    : done([{ type: 'seat-taken-up', seat, person: held.person, told: true, at: now }])
}
