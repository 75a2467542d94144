// The post: keeps the couriers walking, each by itself, so that a notice to thousands holds up no whistle. One goes out
// when something was written that people must hear of, when somebody's next way is due, and now and then besides.
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
import { slipsOf } from './channels/slips.ts'
import { vapidOf } from './channels/vapid.ts'

/** Without news: for what a crash left untold. */
const lookMs = 30_000
/** Rounds in a row for one county before others have their turn. */
const roundsMax = 50

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

/** One courier on its way: round after round while there is more, again when it is poked or when its time has come. */
class Walker {
  readonly #parts: Pick<PostParts, 'tenants' | 'log'>
  readonly #courier: Courier
  #timer: ReturnType<typeof setTimeout> | undefined
  #at = Number.POSITIVE_INFINITY
  #walking: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(parts: Pick<PostParts, 'tenants' | 'log'>, of: (lookAgain: (ms: number) => void) => Courier) {
    this.#parts = parts
    this.#courier = of((ms) => this.#setOut(ms))
  }

  start(): void {
    this.#stopped = false
    this.walk()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#walking
  }

  walk(): void {
    if (this.#stopped) return
    this.#again = true
    this.#walking ??= this.#rounds().finally(() => (this.#walking = undefined))
  }

  /** Sets out again in so many milliseconds, unless something sends it out sooner. */
  #setOut(ms: number): void {
    const at = performance.now() + ms
    if (this.#stopped || at >= this.#at) return
    clearTimeout(this.#timer)
    this.#at = at
    this.#timer = setTimeout(() => {
      this.#at = Number.POSITIVE_INFINITY
      this.walk()
    }, ms)
  }

  async #rounds(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false
      try {
        for (const tenant of await this.#parts.tenants())
          for (let n = 0; n < roundsMax && !this.#stopped && (await this.#courier.round(tenant)); n += 1);
      } catch (error) {
        this.#parts.log('the courier was stopped; going again', error)
      }
    }
    this.#setOut(lookMs)
  }
}

export class Post {
  readonly #walkers: readonly { readonly after: ReadonlySet<string>; readonly walker: Walker }[]
  readonly #mail: MailDoor | undefined

  /**
   * Push goes by keys of the house's own, and to services of one's own that PUSH_HOSTS names; e-mail where the
   * environment names a server: SMTP_URL, MAIL_FROM, ORIGIN.
   */
  constructor(parts: PostParts, env: Readonly<Record<string, string | undefined>> = process.env) {
    this.#mail = env.SMTP_URL
      ? mailSender(env.SMTP_URL, env.MAIL_FROM ?? 'muster@localhost', env.ORIGIN ?? '')
      : undefined
    const push = pushSender(vapidOf(parts.keys, env), env.PUSH_HOSTS?.split(',').filter(Boolean))
    const carrying = {
      ...parts,
      ownKey: parts.keys.own,
      slips: slipsOf(parts.keys),
      push,
      ...(this.#mail && { mail: this.#mail.send }),
    }
    this.#walkers = rooms.flatMap(({ courier }) => {
      if (!courier) return []
      const walker = new Walker(parts, (lookAgain) => courier.of(lentBy({ ...carrying, lookAgain })))
      return [{ after: new Set(courier.after), walker }]
    })
  }

  start(): void {
    for (const { walker } of this.#walkers) walker.start()
  }

  touched(_tenant: Tenant, entries: readonly Entry[]): void {
    for (const { after, walker } of this.#walkers)
      if (entries.some((entry) => after.has(entry.event.type))) walker.walk()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#walkers.map(({ walker }) => walker.stop()))
    this.#mail?.close()
  }
}
