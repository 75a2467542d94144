// The clockwork: commands that fall due go through the one door like everybody's. They stand in the journal's database,
// so a restart loses none, and their ids make a second try harmless. One that could not be done stays: under another id
// where its own was taken, later where it was not understood.
import type { KeyObject } from 'node:crypto'
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { dropDue, findDue, moveDue, type Due } from '#journal/append.ts'
import { nextId } from '#journal/own-ids.ts'
import type { Tx } from '#journal/view.ts'
import type { Troubles } from './troubles.ts'

/** Commands taken in one round. */
const roundMax = 500
/** Looked at least so often: for what another process has written, and for a clock that was set. */
const lookMs = 1_000
/** What met a mistake of ours is tried again so much later: the next version may have mended it. */
const putOffMs = 3_600_000

export interface ClockworkParts {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  tenants(): Promise<readonly Tenant[]>
  now(): Instant
  /** True while the clock is not believed: then nothing falls due. */
  held(): boolean
  readonly ownKey: KeyObject
  readonly troubles: Pick<Troubles, 'raise'>
  log(message: string, error?: unknown): void
}

export class Clockwork {
  readonly #parts: ClockworkParts
  #timer: ReturnType<typeof setTimeout> | undefined
  #turning: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(parts: ClockworkParts) {
    this.#parts = parts
  }

  start(): void {
    this.#stopped = false
    this.poke()
  }

  /** Something may be due now. */
  poke(): void {
    if (this.#stopped) return
    this.#again = true
    this.#turning ??= this.#turn().finally(() => (this.#turning = undefined))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#turning
  }

  async #turn(): Promise<void> {
    clearTimeout(this.#timer)
    let wait = lookMs
    while (this.#again && !this.#stopped) {
      this.#again = false
      try {
        for (const tenant of await this.#parts.tenants()) wait = Math.min(wait, await this.#county(tenant))
      } catch (error) {
        this.#parts.log('due commands could not be looked at; trying again', error)
      }
    }
    if (!this.#stopped) this.#timer = setTimeout(() => this.poke(), Math.max(1, wait))
  }

  /** Sends what is due in one county. @returns milliseconds until the next */
  async #county(tenant: Tenant): Promise<number> {
    for (;;) {
      if (this.#parts.held()) return lookMs
      const now = this.#parts.now()
      const { due, next } = await this.#parts.asDoor(tenant, (tx) => findDue(tx, tenant, now, roundMax))
      if (due.length === 0) return next === undefined ? lookMs : Math.min(lookMs, next - now)
      const actor = systemActor(tenant)
      const receipts = await Promise.all(
        due.map(({ id, room, stream, command, at }) => this.#parts.receive({ id, room, stream, at, command }, actor)),
      )
      // The receipt stands first; if we die before this line the command is sent again and answered the same.
      await this.#parts.asDoor(tenant, (tx) => this.#tickOff(tx, tenant, due, receipts, now))
      if (receipts.some((receipt) => receipt.status === 'busy')) return lookMs
      if (this.#stopped) return lookMs
    }
  }

  async #tickOff(
    tx: Tx,
    tenant: Tenant,
    due: readonly Due[],
    receipts: readonly Receipt[],
    now: Instant,
  ): Promise<void> {
    const done: Id[] = []
    for (const [at, one] of due.entries()) {
      const receipt = receipts[at]
      const spoilt = spoiltBy(receipt)
      if (receipt.status === 'busy') continue
      if (!spoilt) {
        done.push(one.id)
        continue
      }
      this.#parts.troubles.raise(
        'own-command',
        `the due command ${one.room}/${one.command.type} on ${one.stream} was ${spoilt}; it is tried again`,
        putOffMs * 2,
      )
      await moveDue(tx, tenant, one, {
        // The answer that stands under an id is the answer for good.
        id: spoilt === 'malformed' ? one.id : nextId(this.#parts.ownKey, one.id),
        at: spoilt === 'conflict' ? one.at : now + putOffMs,
      })
    }
    await dropDue(tx, tenant, done)
  }
}

/** Why a due command has not been judged: its id was taken, its words were not understood, or we broke a promise. */
function spoiltBy(receipt: Receipt): 'conflict' | 'malformed' | 'fault' | undefined {
  if (receipt.status === 'conflict' || receipt.status === 'malformed') return receipt.status
  return receipt.status === 'refused' && receipt.reason === 'fault' ? 'fault' : undefined
}
