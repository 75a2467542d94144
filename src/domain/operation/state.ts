// What a template, an operation and a round are, folded from their events, and what surrounds a command about them.
import type { AreaId } from '../kernel/area.ts'
import type { Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import type { OperationKind, Point, Post, RoundState, Slot, TeamRule, Template, Visit } from './terms.ts'
import type { Figures, Leaving, OperationEvent, OperationReason } from './commands.ts'

export interface Round {
  readonly kind: 'round'
  readonly id: Id
  readonly laid?: {
    readonly operation: Id
    readonly area: AreaId
    readonly kind: OperationKind
    readonly number: number
    readonly starts: Instant
    readonly ends: Instant
  }
  readonly state: RoundState | 'dropped'
  readonly teams: TeamRule | null
  readonly points: ReadonlySet<Id>
  /** Point of each post, none where it belongs to the area. */
  readonly posts: ReadonlyMap<Id, Id | undefined>
  /** Point of each building called up. */
  readonly slots: ReadonlyMap<AreaId, Id>
  readonly visits: ReadonlySet<AreaId>
}

export type OperationState =
  | { readonly kind: 'template'; readonly id: Id; readonly area?: AreaId; readonly template?: Template }
  | { readonly kind: 'operation'; readonly id: Id; readonly area?: AreaId; readonly closed: boolean }
  | Round

/** All that a round holds, for its copy. */
export interface RoundLayout {
  readonly points: readonly Point[]
  readonly posts: readonly Post[]
  readonly slots: readonly Slot[]
  readonly visits: readonly Visit[]
  readonly teams: TeamRule | null
}

export interface OperationFacts {
  /** For opening an operation: the template named, saved here or one of the starters. */
  readonly template?: Template
  /** For drafting: the operation. For copying: the operation of the copied round. */
  readonly operation?: {
    readonly operation: Id
    readonly area: AreaId
    readonly kind: OperationKind
    readonly open: boolean
    readonly lasts: number
    readonly rounds: number
  }
  /** For copying. */
  readonly source?: RoundLayout & { readonly area: AreaId; readonly starts: Instant; readonly ends: Instant }
  /** For closing an operation: its rounds that are not yet closed. */
  readonly openRounds?: number
  readonly figures?: Figures
  /** For points and posts: those of the command as they stand. */
  readonly before?: {
    readonly points: readonly Pick<Point, 'point' | 'area' | 'name' | 'place'>[]
    readonly posts: readonly Pick<Post, 'post' | 'point' | 'area' | 'duty'>[]
  }
  /** For removing visits: households of the command that are not on the round's list, and were claimed or reported. */
  readonly apart?: readonly AreaId[]
  /**
   * For changing times, posts and teams: who holds seats, and from when until when; `post` is null for seats of teams.
   */
  readonly held?: readonly {
    readonly post: Id | null
    readonly starts: Instant
    readonly ends: Instant
    readonly people: number
    readonly seats?: readonly Leaving[]
  }[]
}

export type Answer = Decision<OperationEvent, OperationReason>
