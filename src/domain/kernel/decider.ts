// The shape of a room: decide judges a command, evolve folds an event, both pure. (Decider pattern: Chassaing,
// "Functional Event Sourcing Decider", 2021.)
import type { Actor, Rule, Target } from './actor.ts'
import type { Command, Event, Instant } from './envelope.ts'
import type { Id } from './ids.ts'

/** Personal or free text that a decision stores outside the journal, sealed under its own erasable key. */
export interface PrivateRecord {
  readonly kind: 'person' | 'text' | 'credential'
  /** The id under which events and views refer to it; for kind `person` the person's id. */
  readonly id: Id
  /** The person whose erasure erases this too; the record's own id where it is about nobody. */
  readonly subject: Id
  /** Shape by kind. person: { name, phone?, … }. text: { text }. Replaces what stood there before. */
  readonly body: Readonly<Record<string, unknown>>
  /** Exact-match keys to find it again (a phone number): stored as keyed hashes only. */
  readonly lookups?: readonly string[]
}

export type Decision<E extends Event, Reason extends string = string> =
  | { readonly events: readonly E[]; readonly records?: readonly PrivateRecord[]; readonly answer?: unknown }
  | { readonly refused: Reason; readonly detail?: Readonly<Record<string, string | number>> }

/** What surrounds a command when it is judged. `now` is the server's clock (the phone's, when it foresees). */
export interface Circumstances {
  readonly actor: Actor
  readonly now: Instant
  /** The envelope's id, for ids derived from it, and the sender's clock. */
  readonly id: Id
  readonly at: Instant
}

export interface Room<State, C extends Command, E extends Event, Facts, Reason extends string = string> {
  readonly name: string
  /** Kinds of stream this room owns: `muster/…`. */
  readonly streams: readonly string[]
  /** The state before anything happened. */
  initial(stream: string): State
  decide(state: State, command: C, facts: Facts, around: Circumstances): Decision<E, Reason>
  evolve(state: State, event: E): State
  /** One line a command: who may give it. */
  readonly may: { readonly [T in C['type']]: Rule }
  /** What the command touches, for the rule; undefined when it touches nothing that exists (answered as unknown). */
  target(state: State, command: C, facts: Facts, stream: string): Target | undefined
  /** Commands that follow from an event, at once or later; kept in the journal's transaction, so that none is lost. */
  react?(event: E, stream: string, at: Instant): readonly Reaction[]
  readonly reasons: readonly Reason[]
}

export interface Reaction {
  /** Distinguishes several reactions to one event; part of the command's derived id. */
  readonly name: string
  /** When it falls due; at once when not later than now. */
  readonly at: Instant
  readonly room: string
  readonly stream: string
  readonly command: Command
}

export const refused = <R extends string>(reason: R, detail?: Readonly<Record<string, string | number>>) => ({
  refused: reason,
  detail,
})
export const decided = <E extends Event>(
  events: readonly E[],
  more?: { records?: readonly PrivateRecord[]; answer?: unknown },
) => ({ events, ...more })
