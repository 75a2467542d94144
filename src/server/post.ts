// The post: keeps the courier walking. It goes out when something was written that people must hear of, and now and
// then besides.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Entry } from '#journal/append.ts'
import type { HouseKeys } from '#journal/keys.ts'
import type { Tx, VaultReader } from '#journal/view.ts'
import { rooms } from '#rooms/all.ts'
import type { Courier } from '#rooms/courier.ts'
import { lentBy } from './channels/carrier.ts'
import { mailSender, pushSender, type MailDoor } from './channels/senders.ts'
import { vapidOf } from './channels/vapid.ts'

/** Without news: for what a crash left untold. */
const lookMs = 30_000
/** Rounds in a row for one county before others have their turn. */
const roundsMax = 50
/** Events after which somebody is to be told. */
const telling = new Set(rooms.flatMap((room) => room.courier?.after ?? []))

export interface PostParts {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly vault: VaultReader
  receive(envelope: Envelope, actor: Actor): Promise<Receipt>
  system(tenant: Tenant): Actor
  tenants(): Promise<readonly Tenant[]>
  now(): Instant
  isListening(person: Id): boolean
  readonly keys: HouseKeys
  log(message: string, error?: unknown): void
}

export class Post {
  readonly #parts: PostParts
  readonly #couriers: readonly Courier[]
  readonly #mail: MailDoor | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #walking: Promise<void> | undefined
  #again = false
  #stopped = true

  /** Push goes by keys of the house's own; e-mail where the environment names a server: SMTP_URL, MAIL_FROM, ORIGIN. */
  constructor(parts: PostParts, env: Readonly<Record<string, string | undefined>> = process.env) {
    this.#parts = parts
    this.#mail = env.SMTP_URL
      ? mailSender(env.SMTP_URL, env.MAIL_FROM ?? 'muster@localhost', env.ORIGIN ?? '')
      : undefined
    const push = pushSender(vapidOf(parts.keys, env))
    const carrying = { ...parts, ownKey: parts.keys.own, push, ...(this.#mail && { mail: this.#mail.send }) }
    const lent = lentBy(carrying)
    this.#couriers = rooms.flatMap((room) => room.courier?.of(lent) ?? [])
  }

  start(): void {
    this.#stopped = false
    this.#walk()
  }

  touched(_tenant: Tenant, entries: readonly Entry[]): void {
    if (!this.#stopped && entries.some((entry) => telling.has(entry.event.type))) this.#walk()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#walking
    this.#mail?.close()
  }

  #walk(): void {
    this.#again = true
    this.#walking ??= this.#rounds().finally(() => (this.#walking = undefined))
  }

  async #rounds(): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#again && !this.#stopped) {
      this.#again = false
      try {
        for (const tenant of await this.#parts.tenants())
          for (const courier of this.#couriers)
            for (let n = 0; n < roundsMax && !this.#stopped && (await courier.round(tenant)); n += 1);
      } catch (error) {
        this.#parts.log('the courier was stopped; going again', error)
      }
    }
    if (!this.#stopped) this.#timer = setTimeout(() => this.#walk(), lookMs)
  }
}
