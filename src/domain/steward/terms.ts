// The building steward's closed lists and bounds 楼栋管家: what is walked past, what can be wrong, how a household was
// found, reasons. Plain values, safe for the phone.
import type { Instant } from '../kernel/envelope.ts'
import { dayText } from '../kernel/zone.ts'

/** 每日巡 · 经常访 · 及时记 · 随手做 · 实时报. */
export const duties = ['patrol', 'visit', 'record', 'do', 'report'] as const
export type Duty = (typeof duties)[number]

/** What a daily walk looks at. */
export const spots = [
  'entrance',
  'stairs',
  'fire-exit',
  'lift',
  'lights',
  'waste',
  'wires',
  'drains',
  'notices',
] as const
export type Spot = (typeof spots)[number]

/** What is wrong, or was put right by the way. */
export const matters = [
  'blocked-exit',
  'fire',
  'wires',
  'lift',
  'lights',
  'waste',
  'drains',
  'structure',
  'noise',
  'person-in-need',
  'stranger',
  'other',
] as const
export type Matter = (typeof matters)[number]

/** How a household was found. */
export const howFound = ['well', 'needs-help', 'nobody'] as const
export type HowFound = (typeof howFound)[number]

/**
 * reported → ordered → done → confirmed; a whistle is asked for where hands are short. done by the steward at once:
 * 随手做.
 */
export const orderStates = ['reported', 'ordered', 'done', 'confirmed', 'whistle'] as const
export type OrderState = (typeof orderStates)[number]

/** A photo made small on the phone: bytes of the JPEG. Fifty of them fit into one upload. */
export const photoMax = 56_000
export const notesMax = 100
/** A round uploaded later than this is no longer of that day: three days without a network. */
export const lateMax: Instant = 72 * 3_600_000
/** A phone's clock may run ahead so far. */
export const aheadMax: Instant = 10 * 60_000
/** A report that nobody has answered is shown in red after so long; urgent ones sooner. */
export const answerWithin: Instant = 24 * 3_600_000
export const answerUrgentWithin: Instant = 30 * 60_000
export const dueMax: Instant = 60 * 86_400_000
/** The day in China, `20221012`. */
export function dayOf(at: Instant): string {
  return dayText(at).replace(/-/g, '')
}

export const reasons = [
  'not-today',
  'too-late',
  'round-ended',
  'nothing-done',
  'already-seen',
  'too-many',
  'other-building',
  'already-reported',
  'bad-times',
  'wrong-state',
  'own-work',
  'already-answered',
  'not-due',
] as const
