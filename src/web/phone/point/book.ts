// The desk's book on this device: every line on disk before it is shown, in a database of its own, so that neither a
// dead battery nor a dropped replica loses a registration.
import { signal, type Signal } from '@preact/signals'
import type { Id } from '#domain/kernel/ids.ts'
import { emptyDesk, foldDesk, nextCommand, type DeskEntry, type DeskState } from '#domain/point/desk.ts'
import type { CommandOf } from '#web/api/contract.ts'
import type { Kept } from '#web/outbox/outbox.ts'
import { sealed, unsealed } from '#web/phone/sealing.ts'

const NAME = 'muster-desk'
const VERSION = 1
/** Commands made in one go: all that a day of one desk closes. */
const commandsMax = 500

interface Line {
  readonly desk: string
  /** A desk's entry, sealed where this browser seals. */
  readonly entry: unknown
}

/** @throws for what was sealed under a key that is gone: a book with holes would give numbers out twice */
async function readEntry(line: Line): Promise<DeskEntry> {
  const entry = await unsealed<DeskEntry>(line.entry)
  if (!entry) throw new Error('a line of this desk cannot be opened')
  return entry
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () =>
      request.result.createObjectStore('lines', { autoIncrement: true }).createIndex('desk', 'desk')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export interface Book {
  readonly state: Signal<DeskState>
  /** False when everything is gone with the page. */
  readonly lasting: boolean
  /** Kept when it resolves. @throws when the device is out of room: nothing of it was kept, nothing is shown */
  write(...entries: readonly DeskEntry[]): Promise<void>
  /** First numbers of every stretch that the book was ever given. */
  issued(): ReadonlySet<number>
  /** Puts closed tubes into the outbox. @param all also those that are few */
  queue(device: Id, all: boolean, give: (command: CommandOf<'point'>) => Promise<Kept>): Promise<Kept | undefined>
}

async function readLines(database: IDBDatabase, desk: string): Promise<DeskEntry[]> {
  const lines = await new Promise<Line[]>((resolve, reject) => {
    const request = database.transaction('lines').objectStore('lines').index('desk').getAll(desk) as IDBRequest<Line[]>
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return Promise.all(lines.map(readEntry))
}

async function append(database: IDBDatabase, desk: string, entries: readonly DeskEntry[]): Promise<void> {
  const lines = await Promise.all(entries.map(async (entry): Promise<Line> => ({ desk, entry: await sealed(entry) })))
  return new Promise((resolve, reject) => {
    const tx = database.transaction('lines', 'readwrite', { durability: 'strict' })
    for (const line of lines) tx.objectStore('lines').add(line)
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })
}

const books = new Map<string, Promise<Book>>()

/** One book for one account and place; opened once a page, so that two screens write into the same. */
export function bookOf(account: Id, round: Id, place: Id): Promise<Book> {
  const desk = `${account} ${round}.${place}`
  const known = books.get(desk)
  if (known) return known
  const made = openBook(desk)
  books.set(desk, made)
  return made
}

/**
 * On sign-out: no registration of this account stays on this device but those that nobody else has yet; they wait for
 * the next log-in of the same account. Other people's books are theirs.
 */
export async function forgetBooks(account: Id): Promise<void> {
  const database = await open().catch(() => undefined)
  books.clear()
  if (!database) return
  const all = await new Promise<Line[]>((resolve, reject) => {
    const request = database.transaction('lines').objectStore('lines').getAll() as IDBRequest<Line[]>
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const states = new Map<string, DeskState>()
  for (const line of all.filter(({ desk }) => desk.startsWith(`${account} `)))
    states.set(line.desk, foldDesk(states.get(line.desk) ?? emptyDesk(), await readEntry(line)))
  const spent = new Set(
    [...states].filter(([, state]) => state.closed.length === 0 && !state.open?.people.length).map(([desk]) => desk),
  )
  await new Promise<void>((resolve, reject) => {
    const tx = database.transaction('lines', 'readwrite', { durability: 'strict' })
    const request = tx.objectStore('lines').openCursor()
    request.onsuccess = () => {
      const cursor = request.result
      if (!cursor) return
      if (spent.has((cursor.value as Line).desk)) cursor.delete()
      cursor.continue()
    }
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })
  database.close()
}

async function openBook(desk: string): Promise<Book> {
  const database = await open().catch(() => undefined)
  const lines = database ? await readLines(database, desk) : []
  const state = signal(lines.reduce(foldDesk, emptyDesk()))
  const stretches = new Set(lines.flatMap((line) => (line.type === 'numbers' ? [line.first] : [])))
  let queueing: Promise<Kept | undefined> | undefined
  const write: Book['write'] = async (...entries) => {
    if (database) await append(database, desk, entries)
    for (const entry of entries) if (entry.type === 'numbers') stretches.add(entry.first)
    state.value = entries.reduce(foldDesk, state.peek())
  }
  async function queueAll(
    device: Id,
    all: boolean,
    give: (command: CommandOf<'point'>) => Promise<Kept>,
  ): Promise<Kept | undefined> {
    let last: Kept | undefined
    for (let n = 0; n < commandsMax; n++) {
      const ready = nextCommand(state.peek(), device, all)
      if (!ready) return last
      last = await give(ready.command)
      if (!last.kept) return last
      // Should the page end between these two, the same people are given twice: their numbers make that harmless.
      await write({ type: 'queued', tubes: ready.tubes })
    }
    return last
  }
  return {
    state,
    issued: () => stretches,
    lasting: database !== undefined,
    write,
    queue: (device, all, give) =>
      (queueing ??= queueAll(device, all, give).finally(() => {
        queueing = undefined
      })),
  }
}
