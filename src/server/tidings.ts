// Tidings from other processes of the house: each listens to PostgreSQL, and reads from the journal what another has
// written.
import pg from 'pg'
import type { Event } from '#domain/kernel/envelope.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Entry } from '#journal/append.ts'
import type { Tx } from '#journal/view.ts'
import type { Committed } from './receive.ts'

/** After a gap of so many events their content is not read: everybody is told that anything may have changed. */
const readMax = 5_000
const retryMs = 1_000
/** Tries of the first listening: a connection may be cut at any moment, a wrong address fails each time. */
const firstTriesMax = 3

export interface TidingsParts {
  readonly config: pg.ClientConfig
  readonly process: string
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  heard(committed: Committed): void
  changed(tenant: Tenant, streams: readonly string[]): void
  /** The listening broke off and began anew: what happened meanwhile is unknown. */
  gap(): void
  log(message: string, error?: unknown): void
}

interface Tiding {
  readonly process: string
  readonly tenant: Tenant
  readonly from?: number
  readonly to?: number
  readonly streams?: readonly string[]
}

export class Tidings {
  readonly #parts: TidingsParts
  #client: pg.Client | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false
  #begun = false

  constructor(parts: TidingsParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#listen()
        return
      } catch (error) {
        if (tries >= firstTriesMax) throw error
      }
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#parts.config)
    this.#client = client
    // Before it listens, `connect` and `query` say themselves what is wrong.
    let listening = false
    client.on('error', () => listening && this.#later())
    client.on('end', () => listening && this.#later())
    client.on(
      'notification',
      ({ payload }) =>
        void this.#take(JSON.parse(payload ?? '{}') as Tiding).catch((error: unknown) =>
          this.#parts.log('tidings could not be read', error),
        ),
    )
    await client.connect()
    await client.query('listen muster')
    listening = true
    if (this.#begun) this.#parts.gap()
    this.#begun = true
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }

  #later(): void {
    if (this.#stopped || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (!this.#stopped) void this.#listen().catch(() => this.#later())
    }, retryMs)
  }

  async #take({ process, tenant, from, to, streams }: Tiding): Promise<void> {
    if (process === this.#parts.process) return
    if (streams) return this.#parts.changed(tenant, streams)
    if (from === undefined || to === undefined) return
    if (to - from > readMax) return this.#parts.gap()
    const entries = await this.#parts.asDoor(tenant, async (tx) => {
      const { rows } = await tx.query<
        Omit<Entry, 'sequence' | 'at' | 'event' | 'tenant'> & { sequence: string; at: string; event: Event }
      >(
        `select sequence, stream, version, event, at, by, command, area
         from journal
         where tenant = $1 and sequence > $2 and sequence <= $3
         order by sequence`,
        [tenant, from, to],
      )
      return rows.map((row): Entry => ({ ...row, tenant, sequence: Number(row.sequence), at: Number(row.at) }))
    })
    this.#parts.heard({ tenant, sequence: to, entries })
  }
}
