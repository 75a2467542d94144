// What this device keeps: a few drawers of plain data in IndexedDB, written durably. Where the browser keeps nothing,
// memory stands in and says so.

export const drawers = ['outbox', 'replica', 'meta', 'given'] as const
export type Drawer = (typeof drawers)[number]

export type Change =
  | { readonly in: Drawer; readonly put: unknown; readonly key?: IDBValidKey }
  | { readonly in: Drawer; readonly remove: IDBValidKey }
  | { readonly in: Drawer; readonly clear: true }

/** The device is out of room. Nothing of the change was kept. */
export class ShelfFull extends Error {}

export interface Shelf {
  /** False when everything is gone with the page. */
  readonly lasting: boolean
  get<T>(drawer: Drawer, key: IDBValidKey): Promise<T | undefined>
  /** In order of keys. */
  all<T>(drawer: Drawer): Promise<T[]>
  /** All or nothing, on disk when it resolves. @throws ShelfFull */
  change(changes: readonly Change[]): Promise<void>
  /**
   * Reads one thing and replaces it in one step; undefined leaves it. Resolves to what lies there afterwards. @throws
   * ShelfFull
   */
  alter<T>(drawer: Drawer, key: IDBValidKey, step: (now: T | undefined) => T | undefined): Promise<T | undefined>
  /** Puts a thing at the end of the outbox and gives it the next number as `order`. @throws ShelfFull */
  append<T extends object>(thing: T): Promise<T & { order: number }>
  close(): void
}

const NAME = 'muster'
/** 2: the drawer `given`. */
const VERSION = 2

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION)
    request.onupgradeneeded = () => {
      const standing = request.result.objectStoreNames
      for (const drawer of drawers)
        if (!standing.contains(drawer))
          request.result.createObjectStore(
            drawer,
            drawer === 'outbox' ? { keyPath: 'order', autoIncrement: true } : undefined,
          )
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked by another tab with an older version'))
  })
}

function asShelfError(error: unknown): unknown {
  return (error as DOMException | null)?.name === 'QuotaExceededError' ? new ShelfFull('no room left') : error
}

/** Opens the shelf. @throws when the browser gives no IndexedDB (some private windows). */
export async function openShelf(name = NAME): Promise<Shelf> {
  let database = await openDatabase(name)
  database.onversionchange = () => database.close()

  /** Phones drop the connection when the app sleeps: one reopening, then the error is real. */
  const begin = async (drawer: Drawer | Drawer[], mode: IDBTransactionMode): Promise<IDBTransaction> => {
    // Strict: the write is on the disk, not only in the system's memory, before the person is told "kept".
    const options = { durability: mode === 'readwrite' ? 'strict' : 'default' } as const
    try {
      return database.transaction(drawer, mode, options)
    } catch {
      database = await openDatabase(name)
      database.onversionchange = () => database.close()
      return database.transaction(drawer, mode, options)
    }
  }
  const done = (tx: IDBTransaction) =>
    new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(asShelfError(tx.error))
    })
  const resultOf = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(asShelfError(request.error))
    })

  return {
    lasting: true,
    async get(drawer, key) {
      return resultOf((await begin(drawer, 'readonly')).objectStore(drawer).get(key))
    },
    async all(drawer) {
      return resultOf((await begin(drawer, 'readonly')).objectStore(drawer).getAll())
    },
    async change(changes) {
      if (changes.length === 0) return
      const tx = await begin([...new Set(changes.map((change) => change.in))], 'readwrite')
      const finished = done(tx)
      for (const change of changes) {
        const store = tx.objectStore(change.in)
        if ('put' in change) change.key === undefined ? store.put(change.put) : store.put(change.put, change.key)
        else if ('remove' in change) store.delete(change.remove)
        else store.clear()
      }
      await finished
    },
    async alter<T>(drawer: Drawer, key: IDBValidKey, step: (now: T | undefined) => T | undefined) {
      const tx = await begin(drawer, 'readwrite')
      const finished = done(tx)
      const store = tx.objectStore(drawer)
      let after: T | undefined
      const request = store.get(key) as IDBRequest<T | undefined>
      request.onsuccess = () => {
        const next = step(request.result)
        after = next ?? request.result
        if (next !== undefined) store.keyPath === null ? store.put(next, key) : store.put(next)
      }
      await finished
      return after
    },
    async append(thing) {
      const tx = await begin('outbox', 'readwrite')
      const finished = done(tx)
      const request = tx.objectStore('outbox').add(thing)
      await finished
      return { ...thing, order: request.result as number }
    },
    close: () => database.close(),
  }
}

/** Keeps nothing past the page: for browsers that refuse to store. The person is told (`lasting` is false). */
export function passingShelf(): Shelf {
  const held: Record<Drawer, Map<IDBValidKey, unknown>> = {
    outbox: new Map(),
    replica: new Map(),
    meta: new Map(),
    given: new Map(),
  }
  let last = 0
  return {
    lasting: false,
    get: async <T>(drawer: Drawer, key: IDBValidKey) => held[drawer].get(key) as T | undefined,
    all: async <T>(drawer: Drawer) => [...held[drawer].values()] as T[],
    async change(changes) {
      for (const change of changes) {
        if ('put' in change) held[change.in].set(change.key ?? (change.put as { order: number }).order, change.put)
        else if ('remove' in change) held[change.in].delete(change.remove)
        else held[change.in].clear()
      }
    },
    async alter<T>(drawer: Drawer, key: IDBValidKey, step: (now: T | undefined) => T | undefined) {
      const next = step(held[drawer].get(key) as T | undefined)
      if (next !== undefined) held[drawer].set(key, next)
      return held[drawer].get(key) as T | undefined
    },
    async append(thing) {
      last += 1
      const kept = { ...thing, order: last }
      held.outbox.set(last, kept)
      return kept
    },
    close() {},
  }
}
