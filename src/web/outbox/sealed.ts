// A shelf for people who share a device: what one of them keeps is sealed under a key of their own (WebCrypto, AES-GCM)
// and shown to nobody else. The key comes from the house with the log-in, is kept where no script can read it out, and
// goes with the log-out: what still waits then is a sealed thing until the same account logs in again.
import type { Id } from '#domain/kernel/ids.ts'
import type { Change, Drawer, Shelf } from './shelf.ts'

interface Seal {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

/** What lies in a drawer: whose it is and its place, in clear; what it says, sealed. */
interface Packed {
  readonly account?: Id
  readonly order?: number
  readonly sealed: Seal
}

/** Who is logged in here. Without a key this browser seals nothing (WebCrypto is there by HTTPS alone). */
interface Owner {
  readonly account: Id
  readonly key?: CryptoKey
}

const OWNER = 'owner'
/** A thing that another tab changes again and again while this one seals: then somebody else has settled it. */
const TRIES_MAX = 8

/** Things kept open: all that a queue and a desk's two days hold. */
const OPENED_MAX = 12_000

const isSealed = (thing: unknown): thing is Packed =>
  typeof thing === 'object' && thing !== null && (thing as Packed).sealed?.data instanceof ArrayBuffer
/** Tells one version of a thing from the next: no two are sealed with the same nonce. */
const mark = (thing: unknown): string =>
  isSealed(thing) ? thing.sealed.iv.join() : thing === undefined ? '' : JSON.stringify(thing)
const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
const isPersonal = (drawer: Drawer): boolean => drawer !== 'meta'

/** A thing's clear place in its drawer is put back where its sealed body lay. */
const placed = <T>(body: unknown, { order }: Packed): T =>
  (order === undefined ? body : { ...(body as object), order }) as T

export class SealedShelf implements Shelf {
  readonly #shelf: Shelf
  #owner: Owner | undefined
  /** What was opened, by the mark of what lies there: a desk's day is not opened anew at each look. */
  #opened = new Map<string, unknown>()

  constructor(shelf: Shelf) {
    this.#shelf = shelf
  }

  get lasting(): boolean {
    return this.#shelf.lasting
  }

  close(): void {
    this.#shelf.close()
  }

  /** Whoever was logged in when the page was last open has what is theirs again. */
  async resume(): Promise<void> {
    this.#owner = await this.#shelf.get<Owner>('meta', OWNER)
  }

  /** Who is logged in on this device, whichever tab did it. */
  async owner(): Promise<Id | undefined> {
    return (await this.#shelf.get<Owner>('meta', OWNER))?.account
  }

  /** @param secret base64url, 32 bytes, always the same for one account; without one nothing is sealed */
  async unlock(account: Id, secret: string | undefined): Promise<void> {
    const before = this.#owner
    if (before?.account === account && before.key && (await this.owner()) === account) return
    this.#opened.clear()
    const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
    const uses: KeyUsage[] = ['encrypt', 'decrypt']
    const key = secret && subtle ? await subtle.importKey('raw', bytesOf(secret), 'AES-GCM', false, uses) : undefined
    this.#owner = { account, ...(key && { key }) }
    const keep = () => this.#shelf.change([{ in: 'meta', put: this.#owner, key: OWNER }])
    await keep().catch(async () => {
      // A browser that keeps no keys seals nothing: what it could not open after a reload would be lost.
      this.#owner = { account }
      await keep().catch(() => undefined)
    })
    await this.#sealOld(account).catch(() => undefined)
  }

  /** The key goes. What lies here stays, and nobody reads it. */
  async lock(): Promise<void> {
    this.forgetKey()
    await this.#shelf.change([{ in: 'meta', remove: OWNER }])
  }

  /** This page alone: another tab has taken the key away already, or put another's in its place. */
  forgetKey(): void {
    this.#owner = undefined
    this.#opened.clear()
  }

  async get<T>(drawer: Drawer, key: IDBValidKey): Promise<T | undefined> {
    const thing = await this.#shelf.get<T>(drawer, key)
    return isPersonal(drawer) ? this.open<T>(thing) : thing
  }

  async all<T>(drawer: Drawer): Promise<T[]> {
    const things = await this.#shelf.all<T>(drawer)
    if (!isPersonal(drawer)) return things
    const mine: T[] = []
    for (const thing of things) {
      const body = await this.open<T>(thing)
      if (body !== undefined) mine.push(body)
    }
    return mine
  }

  async change(changes: readonly Change[]): Promise<void> {
    const seal = async (change: Change): Promise<Change> =>
      'put' in change && isPersonal(change.in) ? { ...change, put: await this.seal(change.put) } : change
    await this.#shelf.change(await Promise.all(changes.map(seal)))
  }

  /** Sealing takes longer than one step of the database: what changed meanwhile is opened and decided anew. */
  async alter<T>(
    drawer: Drawer,
    key: IDBValidKey,
    step: (now: T | undefined) => T | undefined,
  ): Promise<T | undefined> {
    if (!isPersonal(drawer)) return this.#shelf.alter(drawer, key, step)
    for (let n = 0; n < TRIES_MAX; n += 1) {
      const before = await this.#shelf.get<unknown>(drawer, key)
      const now = await this.open<T>(before)
      const next = step(now)
      if (next === undefined) return now
      const sealed = await this.seal(next)
      if (await this.#swap(drawer, key, before, sealed)) return next
    }
    return this.get<T>(drawer, key)
  }

  async append<T extends object>(thing: T): Promise<T & { order: number }> {
    const { order } = await this.#shelf.append((await this.seal(thing)) as object)
    return { ...thing, order }
  }

  async seal(thing: unknown): Promise<unknown> {
    if (!this.#owner?.key) return thing
    const { key, account } = this.#owner
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const additionalData = new TextEncoder().encode(account)
    const body = new TextEncoder().encode(JSON.stringify(thing))
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, body)
    const { order } = thing as Partial<Packed>
    return { account, ...(order !== undefined && { order }), sealed: { iv, data } } satisfies Packed
  }

  /** @returns undefined for what is somebody else's, or was sealed under a key that is gone: it stays where it is */
  async open<T>(thing: unknown): Promise<T | undefined> {
    const owner = this.#owner
    const whose = (thing as Partial<Packed> | undefined)?.account
    if (thing === undefined || !owner || (whose !== undefined && whose !== owner.account)) return undefined
    if (!isSealed(thing)) return thing as T
    const known = this.#opened.get(mark(thing))
    if (known !== undefined) return placed<T>(known, thing)
    if (!owner.key) return undefined
    const { iv, data } = thing.sealed
    const additionalData = new TextEncoder().encode(owner.account)
    const plain = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv, additionalData }, owner.key, data)
      .catch(() => undefined)
    if (!plain || this.#owner !== owner) return undefined
    const body: unknown = JSON.parse(new TextDecoder().decode(plain))
    if (this.#opened.size >= OPENED_MAX) this.#opened.clear()
    this.#opened.set(mark(thing), body)
    return placed<T>(body, thing)
  }

  /** In one step, if nobody changed it meanwhile. */
  async #swap(drawer: Drawer, key: IDBValidKey, before: unknown, sealed: unknown): Promise<boolean> {
    const there = await this.#shelf.alter<unknown>(drawer, key, (now) =>
      mark(now) === mark(before) ? sealed : undefined,
    )
    return mark(there) === mark(sealed)
  }

  /** What this account left in clear, before this browser sealed anything. */
  async #sealOld(account: Id): Promise<void> {
    if (!this.#owner?.key) return
    for (const drawer of ['outbox', 'given'] as const)
      for (const thing of await this.#shelf.all<Partial<Packed>>(drawer))
        if (thing.account === account && !isSealed(thing) && thing.order !== undefined)
          await this.#swap(drawer, thing.order, thing, await this.seal(thing))
  }
}
