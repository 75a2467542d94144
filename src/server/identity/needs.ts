// What the gate needs of the house around it: the one door, transactions in the door's scope, the vault, a
// clock.
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope, Instant, Receipt } from '#domain/kernel/envelope.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import type { Tx, VaultReader } from '#journal/view.ts'

/** The vault as the desk reads it: credentials too, which no question ever can. */
export interface DeskVault extends Omit<VaultReader, 'open' | 'find'> {
  open<Body = Record<string, unknown>>(
    tx: Tx,
    kind: 'person' | 'text' | 'credential',
    ids: readonly Id[],
  ): Promise<Map<Id, Body>>
  find(tx: Tx, kind: 'person' | 'text' | 'credential', lookups: readonly string[]): Promise<Map<string, readonly Id[]>>
}

export interface IdentityHouse {
  asDoor<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Without any county: for what is known before one is (counties, set-up links). */
  bare<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  receiveAll(envelopes: readonly Envelope[], actor: Actor): Promise<readonly Receipt[]>
  /** Tells every process of the house that these streams changed beside the journal (a session ended). */
  tell(tenant: Tenant, streams: readonly string[]): Promise<void>
  readonly vault: DeskVault
  clock(): Instant
  /** A new UUIDv7. */
  newId(): Id
  /** Signs session cookies; at least 32 bytes, the same in every process and over restarts. */
  readonly key: Buffer
}

/**
 * Muster itself, acting for one account after the desk has checked who is there; as keeper of the registry it enrols
 * whoever was invited.
 */
export const deskFor = (tenant: Tenant, account: Id): Actor => ({
  tenant,
  account,
  person: account,
  grants: [
    { role: 'system', area: tenant },
    { role: 'administrator', area: tenant },
  ],
})
