// What travels: a command in its envelope, and the receipt that answers it.
import type { Id } from './ids.ts'

/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number

/** An order in a room's own words; `type` is in the imperative. */
export interface Command {
  readonly type: string
}

/**
 * Something decided; `type` is in the past. Holds ids, times and choices: never a name, number, address or free text.
 */
export interface Event {
  readonly type: string
}

export interface Envelope<C extends Command = Command> {
  /**
   * Made by the sender: UUIDv7 on a device, UUIDv8 of file+sheet+row for an import, of event+reaction for a reaction.
   */
  readonly id: Id
  readonly room: string
  /**
   * What the command is about, `<kind>/<id>`: `muster/0192…`, `person/0192…`, `unit/…`, `area/140729100001`,
   * `account/…`.
   */
  readonly stream: string
  /**
   * The sender's clock when the order was given; shown, and judged by the room where it matters, never trusted blindly.
   */
  readonly at: Instant
  readonly command: C
}

/**
 * The lasting answer to an envelope: the same id always gets the same one.
 * `refused` carries a reason from the room's closed list. `unknown` is what both the forbidden and the non-existing
 * get.
 * `malformed`, `conflict` (same id, other body or sender) and `busy` are not kept: the first two change nothing, the
 * last asks to try again.
 */
export type Receipt =
  | {
      readonly id: Id
      readonly status: 'accepted'
      readonly sequence: number
      readonly version: number
      readonly answer?: unknown
    }
  | {
      readonly id: Id
      readonly status: 'refused'
      readonly reason: string
      readonly detail?: Readonly<Record<string, string | number>>
    }
  | { readonly id: Id; readonly status: 'unknown' }
  | {
      readonly id: Id
      readonly status: 'malformed'
      readonly problems: readonly { readonly path: string; readonly problem: string }[]
    }
  | { readonly id: Id; readonly status: 'conflict' }
  | { readonly id: Id; readonly status: 'busy'; readonly retryAfterSeconds: number }
