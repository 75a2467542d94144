// The operation's closed lists and bounds: kinds of rounds, states, purposes of visits, reasons. Plain values, safe for
// the phone.
import type { AreaId } from '../kernel/area.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { Position } from '../kernel/position.ts'

export const kinds = ['sampling', 'vaccination', 'flood-check', 'heat-visits', 'clean-up', 'other'] as const
export type OperationKind = (typeof kinds)[number]

/**
 * draft: being laid out · published: people and residents may read it · running · closed: nothing more happens there ·
 * reported: its figures are frozen.
 */
export const roundStates = ['draft', 'published', 'running', 'closed', 'reported'] as const
export type RoundState = (typeof roundStates)[number]

/**
 * Why a door is knocked on in this round. Why somebody cannot come down is a need, and stands sealed with the visits.
 */
export const purposes = ['sampling', 'vaccination', 'check', 'care', 'delivery'] as const
export type Purpose = (typeof purposes)[number]

export interface Point {
  readonly point: Id
  readonly area: AreaId
  readonly name: string
  readonly place: Position
  readonly lanes: number
  readonly open: boolean
}

/**
 * A duty in one shift: `number` people stand there from `starts` to `ends`. Without a point it belongs to the whole
 * area.
 */
export interface Post {
  readonly post: Id
  readonly point?: Id
  readonly area: AreaId
  /** A duty's short name: one of `duties`, or the office's own words. */
  readonly duty: string
  readonly skill?: string
  readonly starts: Instant
  readonly ends: Instant
  readonly number: number
}

/** A building's people are asked to a point from `starts` to `ends`. */
export interface Slot {
  readonly building: AreaId
  readonly point: Id
  readonly starts: Instant
  readonly ends: Instant
  readonly people: number
}

export interface Visit {
  readonly household: AreaId
  readonly building: AreaId
  readonly purpose: Purpose
  readonly people: number
  /** 1 first, 3 last. */
  readonly priority: number
}

/** 1+k: one leads, `followers` follow; `skills` are asked of the first followers, one each. */
export interface TeamRule {
  readonly followers: number
  readonly skills: readonly string[]
  readonly grids: readonly { readonly grid: AreaId; readonly teams: number }[]
}

/** A post as a template knows it: minutes after the round's start. */
export interface PostPattern {
  readonly duty: string
  readonly skill?: string
  readonly number: number
  readonly from: number
  readonly until: number
  readonly per: 'point' | 'round'
  /** The number is for each lane of the point. */
  readonly eachLane?: boolean
}

export interface Template {
  readonly name: string
  readonly kind: OperationKind
  /** Minutes that a round lasts. */
  readonly lasts: number
  /** Length of a call-up slot in minutes; 0 where nobody is called up. */
  readonly slotMinutes: number
  /** Teams of 1 + `followers`; absent where the kind has none. */
  readonly teams?: { readonly followers: number; readonly skills: readonly string[] }
  readonly posts: readonly PostPattern[]
  readonly purposes: readonly Purpose[]
}

/** Duties with words of ours in both languages. */
export const duties = [
  'order',
  'code-check',
  'registering',
  'sampling',
  'vaccinating',
  'observing',
  'disinfecting',
  'carrying',
  'guiding',
  'first-aid',
  'visiting',
  'checking',
  'clearing',
  'driving',
  'reserve',
] as const

export const pointsMax = 500
export const postsMax = 5_000
/** Buildings of a county that is larger than any. */
export const slotsMax = 30_000
export const visitsMax = 30_000
/** Rows in one command and in one event. */
export const chunkMax = 2_000
export const gridsMax = 2_000
export const teamsMax = 5_000
export const seatsPerPostMax = 500
/** People named where seats are held: more than anybody reads. */
export const namedMax = 50
/** A round is days, not weeks: longer ones are several rounds. */
export const lastsMax: Instant = 7 * 86_400_000
/** Planned at most so far ahead. */
export const aheadMax: Instant = 400 * 86_400_000

export const reasons = [
  'already-open',
  'already-closed',
  'already-drafted',
  'template-unknown',
  'operation-unknown',
  'operation-closed',
  'rounds-open',
  'round-unknown',
  'bad-times',
  'outside-area',
  'point-unknown',
  'point-in-use',
  'seats-held',
  'not-seated',
  'too-many',
  'wrong-state',
  'nothing-to-publish',
  'not-due',
  'nothing-changed',
  'dropped',
] as const
