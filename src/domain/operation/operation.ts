// Templates, operations and their rounds judged: what is laid out, published, run, closed and reported. Folding stands
// in evolve.ts, a round's own rules in round.ts.
import type { AreaId } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { evolve, initial } from './evolve.ts'
import { may, target } from './may.ts'
import { react } from './react.ts'
import { decideRound } from './round.ts'
import {
  reasons,
  type Kind,
  type Point,
  type Post,
  type RoundState,
  type Slot,
  type TeamRule,
  type Template,
  type Visit,
} from './terms.ts'
import type { Figures, OperationCommand, OperationEvent, OperationReason } from './commands.ts'

export interface Round {
  readonly kind: 'round'
  readonly id: Id
  readonly laid?: {
    readonly operation: Id
    readonly area: AreaId
    readonly kind: Kind
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
export interface Layout {
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
    readonly kind: Kind
    readonly open: boolean
    readonly lasts: number
    readonly rounds: number
  }
  /** For copying. */
  readonly source?: Layout & { readonly area: AreaId; readonly starts: Instant; readonly ends: Instant }
  /** For closing an operation: its rounds that are not yet closed. */
  readonly openRounds?: number
  readonly figures?: Figures
  /** For changing times and for posts: who holds seats, and from when until when; `post` is null for seats of teams. */
  readonly held?: readonly {
    readonly post: Id | null
    readonly starts: Instant
    readonly ends: Instant
    readonly people: number
  }[]
}

export type Answer = Decision<OperationEvent, OperationReason>

function decideTemplate(
  state: Extract<OperationState, { kind: 'template' }>,
  command: OperationCommand,
  now: Instant,
): Answer {
  if (command.type === 'save-template') {
    if (state.area !== undefined && state.area !== command.area) return refused('outside-area')
    return decided([{ type: 'template-saved', area: command.area, template: command.template, at: now }])
  }
  return state.template ? decided([{ type: 'template-dropped', at: now }]) : refused('nothing-changed')
}

function decideOperation(
  state: Extract<OperationState, { kind: 'operation' }>,
  command: OperationCommand,
  facts: OperationFacts,
  now: Instant,
): Answer {
  if (command.type === 'open-operation') {
    if (state.area !== undefined) return refused('already-open')
    if (!facts.template) return refused('template-unknown')
    return decided([
      {
        type: 'operation-opened',
        area: command.area,
        template: command.template,
        kind: facts.template.kind,
        name: command.name,
        at: now,
      },
    ])
  }
  if (state.closed) return refused('already-closed')
  const open = facts.openRounds ?? 0
  return open > 0
    ? refused('rounds-open', { rounds: open })
    : decided([{ type: 'operation-closed', area: state.area!, at: now }])
}

function decide(
  state: OperationState,
  command: OperationCommand,
  facts: OperationFacts,
  around: Circumstances,
): Answer {
  switch (state.kind) {
    case 'template':
      return decideTemplate(state, command, around.now)
    case 'operation':
      return decideOperation(state, command, facts, around.now)
    case 'round':
      return decideRound(state, command, facts, around)
  }
}

export const operation: Room<OperationState, OperationCommand, OperationEvent, OperationFacts, OperationReason> = {
  name: 'operation',
  streams: ['template', 'operation', 'round'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
