// One tab at a time: Web Locks where the browser has them (Safari 15.4 on), else a lease kept on the shelf.
// The door's receipts make a double sending harmless; this only spares the network and keeps the order plain.
import type { Shelf } from './shelf.ts'

/** Longer than the patience for one call (src/web/api/api.ts), so that a lease never ends under a call under way. */
const LEASE_MS = 45_000

interface Lease {
  readonly holder: string
  readonly until: number
}

/**
 * Runs the work if no other tab is at it; resolves to undefined when one is. `keep` is to be called before each call.
 */
export type OneAtATime = <T>(work: (keep: () => Promise<void>) => Promise<T>) => Promise<T | undefined>

export function webLock(name: string): OneAtATime {
  return (work) =>
    navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work(async () => {}) : undefined))
}

/** @param holder unlike any other tab's */
export function leaseOn(shelf: Shelf, name: string, holder: string, clock: () => number): OneAtATime {
  const take = () =>
    shelf.alter<Lease>('meta', name, (now) =>
      now && now.holder !== holder && now.until > clock() ? undefined : { holder, until: clock() + LEASE_MS },
    )
  return async (work) => {
    const lease = await take()
    if (lease?.holder !== holder) return undefined
    try {
      return await work(async () => void (await take()))
    } finally {
      await shelf.alter<Lease>('meta', name, (now) => (now?.holder === holder ? { holder, until: 0 } : undefined))
    }
  }
}

export function oneAtATime(shelf: Shelf, name: string, holder: string): OneAtATime {
  return typeof navigator !== 'undefined' && 'locks' in navigator
    ? webLock(name)
    : leaseOn(shelf, name, holder, Date.now)
}
