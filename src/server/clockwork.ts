// The clockwork: commands that fall due go through the one door like everybody's. They stand in the journal's database,
// so a restart loses none, and their ids make a second try harmless.
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import { dropDue, findDue } from '#journal/append.ts'
import type { Tx } from '#journal/view.ts'

/** Commands taken in one round. */
const roundMax = 500
/** Looked at least so often: for what another process has written, and for a clock that was set. */
const lookMs = 1_000

export interface ClockworkParts {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  tenants(): Promise<readonly Tenant[]>
  now(): Instant
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
      const now = this.#parts.now()
      const { due, next } = await this.#parts.asDoor(tenant, (tx) => findDue(tx, tenant, now, roundMax))
      if (due.length === 0) return next === undefined ? lookMs : Math.min(lookMs, next - now)
      const actor = systemActor(tenant)
      const receipts = await Promise.all(
        due.map(({ id, room, stream, command, at }) => this.#parts.receive({ id, room, stream, at, command }, actor)),
      )
      const done = due.filter((_, at) => receipts[at].status !== 'busy')
      // The receipt stands first; if we die before this line the command is sent again and answered the same.
      await this.#parts.asDoor(tenant, (tx) =>
        dropDue(
          tx,
          tenant,
          done.map((one) => one.id),
        ),
      )
      for (const [at, receipt] of receipts.entries())
        if (receipt.status === 'malformed' || receipt.status === 'conflict')
          this.#parts.log(`a due command ${due[at].room}/${due[at].command.type} was ${receipt.status}`, receipt)
      if (done.length < due.length) return lookMs
      if (this.#stopped) return lookMs
    }
  }
}
