// The muster's closed lists and bounds: states of a call, answers, evidence, reasons. Plain values, safe for the phone.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'

/**
 * Where one person stands in one muster.
 * called: asked, no answer yet · talk: wants a word first · cannot · coming: promised a seat · arrived · left ·
 * thanked: not needed after all and told so ("filled, thank you") · absent: the leader did not find them · released:
 * stood down before arriving.
 */
export const callStates = [
  'called',
  'talk',
  'cannot',
  'coming',
  'arrived',
  'left',
  'thanked',
  'absent',
  'released',
] as const
export type CallState = (typeof callStates)[number]

export const answers = ['coming', 'cannot', 'talk'] as const
export type CallAnswer = (typeof answers)[number]

/**
 * How an arrival is known. scanned: the code, while it showed · scanned-late: the code, uploaded afterwards, timed by
 * the sender's clock · leader: the leader's tap.
 */
export const evidences = ['scanned', 'scanned-late', 'leader'] as const
export type Evidence = (typeof evidences)[number]

/** running: seats open · filled: every seat promised · over: stood down. */
export const phases = ['running', 'filled', 'over'] as const
export type Phase = (typeof phases)[number]

/** Seats of one kind; without a skill anybody fits. "30 people of which 1 medic" is 1 with the skill and 29 without. */
export interface Need {
  readonly skill?: string
  readonly people: number
}

/** Why somebody is proposed or called, with its number; sentences stand in the words. */
export type CallReason =
  /** Registered with the community the muster is in. */
  | { readonly why: 'registered-here' }
  /** Lives within the muster's area. */
  | { readonly why: 'lives-here' }
  /** Metres from home to the place, rounded to 100. */
  | { readonly why: 'near'; readonly metres: number }
  | { readonly why: 'place-unknown' }
  | { readonly why: 'skill'; readonly skill: string }
  /** Hours served so far, whole ones. */
  | { readonly why: 'served'; readonly hours: number }
  /** Hours since the last service ended, whole ones. */
  | { readonly why: 'rested'; readonly hours: number }
  | { readonly why: 'tired'; readonly hours: number }
  | { readonly why: 'usual-hours' }
  | { readonly why: 'unusual-hours' }
  /** Offered to come when the muster was already filled. */
  | { readonly why: 'willing' }

/** One person of a wave. `fits`: bit i is set when they can take a seat of need i. */
export interface Called {
  readonly person: Id
  readonly fits: number
  /** Community (or wider, where no more is known) they live in: answer rates are learnt by it. */
  readonly home: AreaId
  readonly reasons: readonly CallReason[]
}

/** Why somebody named in a wave was not called. */
export type Skipped = 'unknown' | 'inactive' | 'engaged' | 'out-of-reach' | 'already-called' | 'no-seat-fits'

/** What somebody is told: that they are called, that they are not needed after all, that it is over. */
export const news = ['called', 'thanked', 'released'] as const
export type News = (typeof news)[number]

/** Kinds of seats in one muster: matching looks at 2^n classes of people. */
export const needsMax = 6
/** People in one wave, and in one event. */
export const waveMax = 2_000
/** People called in one muster over all waves: keeps its state under a few MB. */
export const calledMax = 10_000
export const wavesMax = 1_000
/** A seat left so long before the end is filled again; closer to the end it is not worth another's way. */
export const reopenMin: Instant = 60 * 60_000
/** One code shows so long. */
export const codeStepSeconds = 30
/** A code is good one step before and after the server's clock: reading, tapping and a slow line take some seconds. */
export const codeStepsAround = 1
/** For uploads later, two steps around the sender's clock, which drifts. */
export const codeStepsAroundLate = 2
/**
 * An arrival uploaded later than this is not judged by its code any more: the leader's tap remains. Three days without
 * a network.
 */
export const lateMax: Instant = 72 * 3_600_000

export const reasons = [
  'already-blown',
  'nothing-changed',
  'over',
  'not-due',
  'bad-times',
  'began-long-ago',
  'too-short',
  'needs-twice',
  'leader-without-role',
  'nobody-to-call',
  'too-many-called',
  'too-many-waves',
  'not-called',
  'already-answered',
  'already-arrived',
  'not-arrived',
  'engaged-elsewhere',
  'code-wrong',
  'code-stale',
  'code-used',
  'device-used',
  'clock-ahead',
  'already-widest',
] as const
