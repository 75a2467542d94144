// The dossier's closed lists and bounds: evidence, states, sides, reasons. Plain values, safe for the phone.
import type { Instant } from '../kernel/envelope.ts'

/**
 * How hours are known. scanned: a code on the spot · confirmed: a leader's word on the spot · typed: put down
 * afterwards. Strongest first; shown wherever hours are.
 */
export const evidences = ['scanned', 'confirmed', 'typed'] as const
export type Evidence = (typeof evidences)[number]

/**
 * open: the community has not looked yet, or something was corrected since · confirmed · withdrawn: it was not so; it
 * stays to be read, and counts no more.
 */
export const entryStates = ['open', 'confirmed', 'withdrawn'] as const
export type EntryState = (typeof entryStates)[number]

/** What the unit says to its member's entry. */
export const unitAnswers = ['agreed', 'disputed'] as const
export type UnitAnswer = (typeof unitAnswers)[number]

/** Where hours come from: a muster, a round, or nothing but somebody's word. */
export const sources = ['muster', 'round', 'typed'] as const
export type Source = (typeof sources)[number]

/** Who speaks in a feedback: the community served, the unit that sent, the person who served. */
export const sides = ['community', 'unit', 'person'] as const
export type Side = (typeof sides)[number]

/** What a leaf of the log says happened. */
export const sayings = ['opened', 'stretched', 'confirmed', 'answered', 'corrected', 'withdrawn', 'feedback'] as const
export type Saying = (typeof sayings)[number]

/** Events that state something: each carries its leaf, in the journal's order. */
export const leafEvents = [
  'entry-opened',
  'entry-stretched',
  'entry-confirmed',
  'entry-answered',
  'entry-corrected',
  'entry-withdrawn',
  'feedback-given',
  'destruction-stated',
] as const

/** One stretch of service lasts no longer: whoever forgets to sign out does not serve for a week. */
export const stretchMax: Instant = 24 * 3_600_000
/** What is typed in afterwards lies no further back: nobody remembers hours longer. */
export const typedBackMax: Instant = 92 * 86_400_000
/** Feedbacks and corrections on one entry. */
export const sayingsMax = 200
/** A witness's clock may differ so much from ours, seconds. */
export const witnessDriftSeconds = 600

export const reasons = [
  'already-open',
  'bad-times',
  'too-long',
  'too-old',
  'in-the-future',
  'nothing-served',
  'nothing-changed',
  'withdrawn',
  'already-confirmed',
  'own-typing',
  'overlapping',
  'already-answered',
  'not-your-side',
  'too-many-sayings',
  'already-witness',
  'not-a-witness',
  'key-wrong',
  'signature-wrong',
  'checkpoint-unknown',
  'already-cosigned',
  'clock-wrong',
] as const
