// The log's keeper: looks every few seconds whether leaves came, seals what became full, and signs. Several processes
// may keep one log; the database lets one at a time.
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import { checkpoint, LogBroken, logKeyOf, type LogKey, type Signed } from './checkpoints.ts'
import type { HouseKeys } from '#journal/keys.ts'
import type { Tx } from '#journal/view.ts'

/**
 * A proof waits so long at most after its statement; also what a morning's thousands of statements share one signature
 * over.
 */
const lookMs = 2_000
/** Transactions for one county in a row: 65 million leaves. */
const stepsMax = 1_000

export interface KeeperHouse {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  readonly keys: HouseKeys
  now(): Instant
  log(message: string, error?: unknown): void
}

export class LogKeeper {
  readonly #house: KeeperHouse
  readonly #tenants: () => Promise<readonly Tenant[]>
  readonly #keys = new Map<Tenant, LogKey>()
  readonly #broken = new Set<Tenant>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #looking: Promise<void> | undefined
  #stopped = true

  constructor(house: KeeperHouse, tenants: () => Promise<readonly Tenant[]>) {
    this.#house = house
    this.#tenants = tenants
  }

  start(): void {
    this.#stopped = false
    this.#timer = setTimeout(() => this.#look(), lookMs)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  keyOf(tenant: Tenant): LogKey {
    let key = this.#keys.get(tenant)
    if (!key) this.#keys.set(tenant, (key = logKeyOf(this.#house.keys, tenant)))
    return key
  }

  /** The log of a county as it is now, signed. @throws LogBroken */
  async sign(tenant: Tenant): Promise<Signed> {
    for (let step = 0; step < stepsMax; step++) {
      const signed = await this.#house.asDoor(tenant, (tx) =>
        checkpoint(tx, tenant, this.keyOf(tenant), this.#house.now()),
      )
      if (signed) return signed
    }
    throw new Error(`broken promise: the log of county ${tenant} is sealed in ${stepsMax} steps`)
  }

  #look(): void {
    this.#looking = this.#all().finally(() => {
      this.#looking = undefined
      if (!this.#stopped) this.#timer = setTimeout(() => this.#look(), lookMs)
    })
  }

  async #all(): Promise<void> {
    const tenants = await this.#tenants().catch(() => [])
    for (const tenant of tenants) {
      if (this.#stopped) return
      try {
        await this.sign(tenant)
        this.#broken.delete(tenant)
      } catch (error) {
        // Said once, not every two seconds; everything else of the house goes on.
        if (!this.#broken.has(tenant))
          this.#house.log(
            error instanceof LogBroken ? error.message : 'the log could not be signed; trying again',
            error instanceof LogBroken ? undefined : error,
          )
        this.#broken.add(tenant)
      }
    }
  }
}
