// The visit's closed lists and bounds: outcomes, states of a door, kinds of needs, reasons. Plain values, safe for the
// phone.
import type { Instant } from '../kernel/envelope.ts'

/** What came of a knock. The first four need no second one. */
export const outcomes = ['sampled', 'checked', 'helped', 'moved', 'nobody', 'refused', 'revisit'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * todo: nobody was there yet · claimed: somebody is on the way · done · nobody: nobody opened · refused · revisit:
 * asked to come again.
 */
export const doorStates = ['todo', 'claimed', 'done', 'nobody', 'refused', 'revisit'] as const
export type DoorState = (typeof doorStates)[number]
export const stateAfter = (outcome: Outcome): DoorState =>
  outcome === 'nobody' || outcome === 'refused' || outcome === 'revisit' ? outcome : 'done'

/** Why somebody cannot come down or needs a hand. Health data: it lies in the vault and in no event. */
export const needKinds = [
  'bed-ridden',
  'limited-mobility',
  'pregnant',
  'infant',
  'alone',
  'hardship',
  'medicine',
  'other',
] as const
export type NeedKind = (typeof needKinds)[number]
/** What it is kept for, which says nothing of a person. */
export const needPurposes = ['sampling', 'vaccination', 'check', 'care', 'delivery'] as const
export type NeedPurpose = (typeof needPurposes)[number]

/** Doors in one command: a large block of flats. */
export const doorsMax = 500
/** Doors named in a refusal. */
export const namedMax = 20
/** A claim lasts so many minutes; it is let go sooner by a report, and never locks anybody out. */
export const claimMinutesMax = 720
/** A need is looked at anew after half a year at the latest. */
export const needLastsMax: Instant = 183 * 86_400_000
/** A door is asked to be visited again within so long. */
export const revisitMax: Instant = 14 * 86_400_000
/** What happened with no network is believed so long. */
export const lateMax: Instant = 72 * 3_600_000

export const reasons = [
  'claimed-elsewhere',
  'not-claimed',
  'nothing-to-release',
  'nothing-changed',
  'bad-times',
  'too-late',
  'round-not-open',
  'person-unknown',
  'already-noted',
  'already-ended',
  'not-due',
  'nothing-to-reopen',
  'door-unlisted',
] as const
