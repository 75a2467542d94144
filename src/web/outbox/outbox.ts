// Commands given on this device, kept until the server has answered each one. Plain data, made once, sent in order,
// never lost, never twice in effect.
import type { Command, Envelope, Receipt } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { Answer } from '#web/api/api.ts'
import { GIVEN_MAX, givenOn } from './given.ts'
import type { OneAtATime } from './lock.ts'
import { type Change, type Shelf, ShelfFull } from './shelf.ts'

export interface Entry {
  /** Place in the queue, given by the shelf. */
  readonly order: number
  /** Who gave it; never sent under another log-in. */
  readonly account: Id
  readonly envelope: Envelope
  readonly state: 'waiting' | 'accepted' | 'refused'
  readonly tries: number
  /** The server's answer, once there is one. */
  readonly receipt?: Receipt
  /** Offered again after a restore: it had been accepted once. */
  readonly again?: true
}

/** How a pass over the queue ended. */
export type Pass =
  | { readonly end: 'done' | 'other-tab' | 'logged-out' }
  | { readonly end: 'later'; readonly why: 'offline' | 'slow' | 'busy' | 'failed'; readonly inMs: number }

export interface OutboxParts {
  readonly shelf: Shelf
  readonly lock: OneAtATime
  send(envelopes: readonly Envelope[]): Promise<Answer<readonly Receipt[]>>
  /** The account logged in now. */
  account(): Id | undefined
  clock(): number
  newId(): Id
  /** 0 ≤ chance < 1, for spreading retries. */
  chance(): number
  /** Called after every change, so that screens and other tabs look again. */
  changed(): void
}

/** One call carries so many commands at most: about 20 kB, a second on a weak line. */
const BATCH_MAX = 50
/** A queue longer than this is a fault; the person is told rather than the phone filled. */
const WAITING_MAX = 2_000
/** Accepted commands stay visible as "uploaded" until so many newer ones are. */
const ACCEPTED_KEPT = 30
/** Refused ones wait for the person to read them, but not without end. */
const REFUSED_KEPT = 200
/** Waits after failures: doubled from the first to the longest, then spread by chance over their second half. */
const WAIT_FIRST_MS = 1_000
const WAIT_LONGEST_MS = 60_000

export type Kept =
  | { readonly kept: true; readonly id: Id }
  | { readonly kept: false; readonly why: 'full' | 'queue-too-long' | 'logged-out' | 'broken' }

export interface Outbox {
  /** Keeps a command. When it says kept, a dead battery cannot lose it. */
  add(room: string, stream: string, command: Command): Promise<Kept>
  entries(): Promise<Entry[]>
  /** Sends what waits, until nothing does or something stops it. */
  pass(): Promise<Pass>
  /** The person has read it: a settled entry goes. A waiting one stays. */
  dismiss(order: number): Promise<void>
  /** Settles what the server says it has answered, learnt on another way than by sending. */
  learn(receipts: readonly Receipt[]): Promise<void>
  /**
   * The server was restored from a copy: what it had accepted of this account waits again, in its old order. It answers
   * what it still knows as before and decides the rest anew.
   */
  offerAgain(account: Id): Promise<void>
  /** A backup holds everything up to this sequence: this account's commands up to there need not be kept any longer. */
  backedUp(account: Id, sequence: number): Promise<void>
  /** How many accepted ones were given up for want of room, never to be offered again. */
  givenUp(): Promise<number>
}

/**
 * The next ones to send: in order, and never two of one stream at once, so that a "busy" for the first cannot let the
 * second overtake it.
 */
export function nextBatch(entries: readonly Entry[], account: Id): Entry[] {
  const streams = new Set<string>()
  const batch: Entry[] = []
  for (const entry of entries) {
    if (entry.state !== 'waiting' || entry.account !== account || streams.has(entry.envelope.stream)) continue
    streams.add(entry.envelope.stream)
    batch.push(entry)
    if (batch.length === BATCH_MAX) break
  }
  return batch
}

/** Settled entries that have been kept long enough, oldest first. */
export function spent(entries: readonly Entry[]): Entry[] {
  const accepted = entries.filter((entry) => entry.state === 'accepted')
  // What a restored server refused waits for its owner, however many they are.
  const refused = entries.filter((entry) => entry.state === 'refused' && !entry.again)
  return [
    ...accepted.slice(0, Math.max(0, accepted.length - ACCEPTED_KEPT)),
    ...refused.slice(0, Math.max(0, refused.length - REFUSED_KEPT)),
  ]
}

/** Wait before try number `failures + 1`. */
export function waitAfter(failures: number, chance: number): number {
  const longest = Math.min(WAIT_FIRST_MS * 2 ** Math.min(failures, 16), WAIT_LONGEST_MS)
  return Math.round(longest * (0.5 + chance / 2))
}

/**
 * Whoever is logged in leaves this device: what is settled of theirs goes, and what waits too unless it is to be kept
 * for their next log-in here. Nobody else's is touched.
 */
export async function leave(shelf: Shelf, account: Id, keepWaiting: boolean): Promise<void> {
  const own = (await shelf.all<Entry>('outbox')).filter((entry) => entry.account === account)
  const gone = own.filter((entry) => !keepWaiting || entry.state !== 'waiting')
  await shelf.change([
    ...gone.map((entry): Change => ({ in: 'outbox', remove: entry.order })),
    ...(await givenOn(shelf).forget(account)),
  ])
}

export function outboxOn(parts: OutboxParts): Outbox {
  let failures = 0
  const kept = givenOn(parts.shelf)

  const entries = () => parts.shelf.all<Entry>('outbox')

  async function add(room: string, stream: string, command: Command): Promise<Kept> {
    const account = parts.account()
    if (!account) return { kept: false, why: 'logged-out' }
    const envelope: Envelope = { id: parts.newId(), room, stream, at: parts.clock(), command }
    try {
      if ((await entries()).filter((entry) => entry.state === 'waiting' && !entry.again).length >= WAITING_MAX)
        return { kept: false, why: 'queue-too-long' }
      await parts.shelf.append<Omit<Entry, 'order'>>({ account, envelope, state: 'waiting', tries: 0 })
    } catch (error) {
      return { kept: false, why: error instanceof ShelfFull ? 'full' : 'broken' }
    }
    parts.changed()
    return { kept: true, id: envelope.id }
  }

  /**
   * Writes an answer to the entry it is about, if the entry still waits (a sign-out may have emptied the shelf
   * meanwhile).
   */
  const settle = (entry: Entry, receipt: Receipt) =>
    parts.shelf.alter<Entry>('outbox', entry.order, (now) => {
      if (!now || now.state !== 'waiting' || now.envelope.id !== receipt.id) return undefined
      return { ...now, tries: now.tries + 1, state: receipt.status === 'accepted' ? 'accepted' : 'refused', receipt }
    })

  async function prune(): Promise<void> {
    const gone = spent(await entries())
    await parts.shelf.change(gone.map((entry): Change => ({ in: 'outbox', remove: entry.order })).concat(kept.of(gone)))
    await kept.bound()
  }

  /** Sends one batch and writes down its receipts. Undefined when all went well. */
  async function sendBatch(batch: readonly Entry[]): Promise<Pass | undefined> {
    const answer = await parts.send(batch.map((entry) => entry.envelope))
    if (!answer.ok) {
      if (answer.why === 'logged-out') return { end: 'logged-out' }
      if (answer.why === 'unknown') return later('failed', 0)
      if (answer.why === 'malformed') {
        // Only the server itself answers in JSON; a captive portal's or proxy's refusal says nothing about the command.
        if (answer.body === undefined) return later('failed', 0)
        // The body as a whole was not understood. One by one finds the one at fault; alone, it is settled so that it
        // blocks nothing.
        if (batch.length === 1) {
          await settle(batch[0], { id: batch[0].envelope.id, status: 'malformed', problems: [] })
          return undefined
        }
        for (const entry of batch) {
          const end = await sendBatch([entry])
          if (end) return end
        }
        return undefined
      }
      return later(answer.why, answer.why === 'busy' ? answer.seconds : 0)
    }
    const byId = new Map(answer.body.map((receipt) => [receipt.id, receipt]))
    let busySeconds = 0
    let settled = 0
    for (const entry of batch) {
      const receipt = byId.get(entry.envelope.id)
      if (!receipt || receipt.status === 'busy') {
        busySeconds = Math.max(busySeconds, receipt?.status === 'busy' ? receipt.retryAfterSeconds : 0)
        continue
      }
      await settle(entry, receipt)
      settled += 1
    }
    if (settled > 0) failures = 0
    return settled < batch.length ? later('busy', busySeconds) : undefined
  }

  function later(why: 'offline' | 'slow' | 'busy' | 'failed', seconds: number): Pass {
    const inMs = Math.min(Math.max(waitAfter(failures, parts.chance()), seconds * 1000), WAIT_LONGEST_MS)
    failures += 1
    return { end: 'later', why, inMs }
  }

  async function pass(): Promise<Pass> {
    const result = await parts.lock(async (keep): Promise<Pass> => {
      // Each turn settles at least one entry or ends, so the queue's bound bounds the turns.
      for (let turn = 0; turn <= WAITING_MAX + GIVEN_MAX; turn++) {
        const account = parts.account()
        if (!account) return { end: 'logged-out' }
        const batch = nextBatch(await entries(), account)
        if (batch.length === 0) return { end: 'done' }
        await keep()
        const end = await sendBatch(batch)
        await prune()
        parts.changed()
        if (end) return end
      }
      return { end: 'done' }
    })
    return result ?? { end: 'other-tab' }
  }

  async function dismiss(order: number): Promise<void> {
    const entry = await parts.shelf.get<Entry>('outbox', order)
    if (!entry || entry.state === 'waiting') return
    await parts.shelf.change([{ in: 'outbox', remove: order }])
    parts.changed()
  }

  async function learn(receipts: readonly Receipt[]): Promise<void> {
    const byId = new Map(
      receipts.filter((receipt) => receipt.status !== 'busy').map((receipt) => [receipt.id, receipt]),
    )
    for (const entry of await entries()) {
      const receipt = entry.state === 'waiting' ? byId.get(entry.envelope.id) : undefined
      if (receipt) await settle(entry, receipt)
    }
  }

  async function offerAgain(account: Id): Promise<void> {
    await kept.offerAgain(account, await entries())
    parts.changed()
  }

  return { add, entries, pass, dismiss, learn, offerAgain, backedUp: kept.backedUp, givenUp: kept.givenUp }
}
