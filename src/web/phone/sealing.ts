// For what the phone keeps beside its shelf: sealed under the same key, for the same eyes.
import type { SealedShelf } from '#web/outbox/sealed.ts'

let shelf: SealedShelf | undefined

/** The page's own shelf, once it is open. */
export const sealBy = (opened: SealedShelf): void => void (shelf = opened)
export const sealed = async (thing: unknown): Promise<unknown> => (shelf ? shelf.seal(thing) : thing)
export const unsealed = async <T>(thing: unknown): Promise<T | undefined> => shelf?.open<T>(thing)
