// The point's closed lists and bounds: tube sizes, evidence, reasons. Plain values, safe for the phone.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'

/** People whose samples share one tube: 1:1, 10:1, 20:1. */
export const tubeSizes = [1, 10, 20] as const
export type TubeSize = (typeof tubeSizes)[number]

/** A tube's code as printed under its bars, or read by a scanner. */
export const tubeCode = /^[A-Z0-9][A-Z0-9.-]{3,31}$/
/** Letters of what a desk may write down of a person whom no household list knows. */
export const sealedMax = { name: 40, number: 32, phone: 20 } as const

/**
 * How an attendance is known. scanned: the rotating code of the place · leader: a leader's or the desk's tap · typed:
 * put down afterwards.
 */
export const evidences = ['scanned', 'leader', 'typed'] as const
export type Evidence = (typeof evidences)[number]

/** What a round has that can be signed in to. */
export const placeKinds = ['point', 'team'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** Why a registration does not count. */
export const voids = ['mistyped', 'twice', 'spilled', 'withdrawn'] as const
export type VoidWhy = (typeof voids)[number]

/**
 * What can be in conflict: two registrations of one person, one tube at two places or beyond its size, one number told
 * in two ways.
 */
export const conflicts = ['person', 'tube', 'number'] as const
export type Conflict = (typeof conflicts)[number]
/**
 * same: one and the same, count it once · different: two people after all · mistyped: the first stands · again: take
 * the sample again.
 */
export const verdicts = ['same', 'different', 'mistyped', 'again'] as const
export type Verdict = (typeof verdicts)[number]

/** Registrations in one command and in one event: about 15 kB. */
export const registerMax = 200
/** Numbers handed to one device at once: three days of one lane. */
export const issueMax = 5_000
/** Numbers of one point in one round. */
export const numbersMax = 1_000_000
/** People who work one point's desk in one round. */
export const staffMax = 500
/**
 * Separate stretches of used numbers in a point's state: a device fills its numbers in order, so that there are a few
 * of each.
 */
export const stretchesMax = 20_000
export const lanesMax = 50
export const queueMax = 5_000
/** One code shows so long. */
export const codeStepSeconds = 30
export const codeStepsAround = 1
/** For uploads later, around the sender's clock, which drifts. */
export const codeStepsAroundLate = 2
/** What happened with no network is believed so long: a point runs for three days by itself. */
export const lateMax: Instant = 72 * 3_600_000
/** Clocks of phones drift; further ahead than this is set back. */
export const aheadMax: Instant = 2 * 60_000
/** Whoever forgets to sign out is signed out at the end of the shift, so long after it. */
export const forgetAfter: Instant = 2 * 3_600_000
/** Hours typed in afterwards lie no further back. */
export const typedBackMax: Instant = 31 * 86_400_000

/** A tube as one device filled it. */
export type TubeTold = readonly [code: string, size: TubeSize]
/**
 * One registration: its number, the tube's place in the command's list, the person's pseudonym in this round
 * (subject.ts), seconds after `from`,
 * and the household, or an empty text where nobody asked.
 */
export type PersonTold = readonly [number: number, tube: number, subject: Id, seconds: number, household: AreaId | '']

export const reasons = [
  'round-not-open',
  'too-many-numbers',
  'number-not-issued',
  'tube-unknown',
  'number-unknown',
  'already-voided',
  'already-staff',
  'too-many-staff',
  'lane-unknown',
  'too-scattered',
  'place-unknown',
  'person-unknown',
  'not-of-this-place',
  'already-in',
  'not-in',
  'code-wrong',
  'code-stale',
  'code-used',
  'clock-ahead',
  'device-used',
  'too-late',
  'bad-times',
  'not-due',
  'already-set-up',
  // The desk's own, while there is no server.
  'tube-misread',
  'tube-full',
  'tube-used',
  'no-tube',
  'numbers-used-up',
  'already-here',
] as const
