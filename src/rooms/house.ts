// What a room's routes may ask of the house they stand in.
import type { FastifyRequest } from 'fastify'
import type { Actor, Opened } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { HouseKeys } from '#journal/keys.ts'
import type { Shown } from '#journal/shown.ts'
import type { Vault } from '#journal/vault.ts'
import type { Tx } from '#journal/view.ts'
import type { RoomQuestions } from './questions.ts'

export interface RoomHouse {
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]>
  /** A transaction that sees what this actor may see. */
  asAsker<T>(actor: Opened, work: (tx: Tx) => Promise<T>): Promise<T>
  /** A transaction that sees the whole county: for the house's own work. */
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: Vault
  readonly keys: HouseKeys
  now(): Instant
  /** Whether this process does what falls due: a server does, a command does not. */
  readonly timers: boolean
  /** True while the clock is not believed: then nothing is destroyed. */
  held(): boolean
  newId(): Id
  tenants(): Promise<readonly Tenant[]>
  /** Who asks; undefined without a session (the route answers 401). */
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
  /** Writes down that whoever asks takes a list or a paper away, and whom it shows. */
  seen(request: FastifyRequest, what: string, area: string, shown: Shown): Promise<void>
  /** A question of any room, by its name: rooms meet as questions, never as code. */
  question<Name extends keyof RoomQuestions>(name: Name): RoomQuestions[Name]
  /** By which ways this house can reach people. */
  readonly ways: { readonly pushKey: string; readonly mail: boolean }
  log(message: string, error?: unknown): void
}
