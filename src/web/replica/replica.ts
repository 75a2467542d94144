// What the server last told this device, kept for reading without a network. It can always be dropped: the server tells
// it again.
import type { Shelf } from '#web/outbox/shelf.ts'

export interface Told<T> {
  /** This device's clock when it was told. */
  readonly at: number
  readonly body: T
}

export interface Replica {
  read<T>(name: string): Promise<Told<T> | undefined>
  /** Not kept when the device is out of room: reading then needs a network, nothing is lost. */
  keep<T>(name: string, body: T): Promise<Told<T>>
  /** On sign-out, on a lost session and when the server was restored. The outbox is another drawer and stays. */
  drop(): Promise<void>
}

export function replicaOn(shelf: Shelf, clock: () => number): Replica {
  return {
    read: (name) => shelf.get('replica', name),
    async keep(name, body) {
      const told = { at: clock(), body }
      await shelf.change([{ in: 'replica', put: told, key: name }]).catch(() => undefined)
      return told
    },
    drop: () => shelf.change([{ in: 'replica', clear: true }]),
  }
}

/** The sequence in a cursor `<epoch>:<sequence>`; -1 where there is none. */
export function sequenceOf(cursor: string | undefined): number {
  const at = cursor?.lastIndexOf(':') ?? -1
  return at < 0 ? -1 : Number(cursor!.slice(at + 1))
}
