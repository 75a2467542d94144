// What a decision needs to know beyond its own stream, fetched for a whole group of commands at once.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command, Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Tx, VaultReader } from './view.ts'

/** One command waiting in a group. */
export interface Asked<C extends Command = Command> {
  readonly id: Id
  readonly stream: string
  readonly command: C
  readonly actor: Actor
  readonly at: Instant
  readonly now: Instant
}

export interface FactFinder<C extends Command, Facts> {
  /**
   * Names of what these facts depend on beyond the stream (`person/<id>`). Two commands that share one never share a
   * group, so that facts are never stale within a group.
   */
  keys(asked: Asked<C>): readonly string[]
  /** Facts for each command, in order; a few set-based queries for the whole group, never one query a command. */
  find(tx: Tx, asked: readonly Asked<C>[], vault: VaultReader): Promise<readonly Facts[]>
}
