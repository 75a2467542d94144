// States of streams kept in memory, so that a hot stream is not folded anew for each command. Bounded; what is dropped
// is read again.
import type { Event } from '#domain/kernel/envelope.ts'
import type { Tenant } from '#domain/kernel/ids.ts'
import type { Tx } from './view.ts'

export interface Kept {
  readonly version: number
  readonly state: unknown
}

/** The part of a room that folding needs. */
export interface Folding {
  initial(stream: string): unknown
  evolve(state: unknown, event: Event): unknown
}

/** Streams kept: a person's state is some hundred bytes, a muster of 1,590 calls some hundred kB. */
const keptMax = 50_000
/** After so many events from elsewhere everything is dropped instead of looking which streams they touched. */
const missedMax = 10_000

export class States {
  readonly #kept = new Map<string, Kept>()
  /** The journal's end as this process last saw it, by county. */
  readonly #seen = new Map<Tenant, number>()

  get size(): number {
    return this.#kept.size
  }

  /** Forgets streams that another process has moved since; to be called with the head locked. */
  async catchUp(tx: Tx, tenant: Tenant, sequence: number): Promise<void> {
    const seen = this.#seen.get(tenant)
    if (seen === sequence) return
    this.#seen.set(tenant, sequence)
    if (seen === undefined && ![...this.#kept.keys()].some((key) => key.startsWith(`${tenant} `))) return
    if (seen === undefined || sequence < seen || sequence - seen > missedMax) return this.#dropAll(tenant)
    const { rows } = await tx.query<{ stream: string }>(
      'select distinct stream from journal where tenant = $1 and sequence > $2',
      [tenant, seen],
    )
    for (const { stream } of rows) this.#kept.delete(`${tenant} ${stream}`)
  }

  #dropAll(tenant: Tenant): void {
    for (const key of this.#kept.keys()) if (key.startsWith(`${tenant} `)) this.#kept.delete(key)
  }

  /**
   * States of these streams, read from the journal where they are not kept. Changes nothing: what is committed is told
   * by `keep`.
   */
  async load(tx: Tx, tenant: Tenant, streams: ReadonlyMap<string, Folding>): Promise<Map<string, Kept>> {
    const states = new Map<string, Kept>()
    const missing: string[] = []
    for (const stream of streams.keys()) {
      const kept = this.#kept.get(`${tenant} ${stream}`)
      if (kept) states.set(stream, kept)
      else missing.push(stream)
    }
    if (missing.length === 0) return states
    for (const stream of missing) states.set(stream, { version: 0, state: streams.get(stream)!.initial(stream) })
    const { rows } = await tx.query<{ stream: string; version: number; event: Event }>(
      `select stream, version, event
       from journal
       where tenant = $1 and stream = any($2)
       order by stream, version`,
      [tenant, missing],
    )
    for (const { stream, version, event } of rows)
      states.set(stream, { version, state: streams.get(stream)!.evolve(states.get(stream)!.state, event) })
    return states
  }

  /** After a commit: what these streams are now, and where the journal ends. */
  keep(tenant: Tenant, sequence: number, states: ReadonlyMap<string, Kept>): void {
    this.#seen.set(tenant, sequence)
    for (const [stream, kept] of states) {
      const key = `${tenant} ${stream}`
      // Last in the map is latest used; the longest unused goes first.
      this.#kept.delete(key)
      this.#kept.set(key, kept)
    }
    while (this.#kept.size > keptMax) this.#kept.delete(this.#kept.keys().next().value!)
  }
}
