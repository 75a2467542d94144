// The phone's inside: what it knows and what it can do, as signals and plain functions. Screens read the first and call
// the second.
import { computed, signal } from '@preact/signals'
import type { Actor, Role } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { SyncAnswer } from '#server/sync-shape.ts'
import { type Answer, call, send } from '#web/api/api.ts'
import type { AnswerOf, CommandOf, QuestionName, RoomName } from '#web/api/contract.ts'
import { newId } from '#web/api/ids.ts'
import { listen } from '#web/api/live.ts'
import { foresee } from '#web/foresee/foresee.ts'
import { oneAtATime } from '#web/outbox/lock.ts'
import { type Entry, type Kept, leave, type Outbox, outboxOn, type Pass } from '#web/outbox/outbox.ts'
import { SealedShelf } from '#web/outbox/sealed.ts'
import { openShelf, passingShelf } from '#web/outbox/shelf.ts'
import { type Replica, replicaOn, type Told } from '#web/replica/replica.ts'
import { announce } from './announce.ts'
import { hearing } from './heard.ts'
import { type News, newsOn } from './news.ts'
import { sealBy } from './sealing.ts'

export interface Self extends Actor {
  readonly name: string
  /** Office roles that wait for the second factor. */
  readonly withheld?: readonly { readonly role: Role }[]
  /** Id of the log-in. */
  readonly session?: string
}

const DESK_ROLES: readonly Role[] = ['officer', 'dispatcher', 'liaison', 'administrator', 'security', 'auditor']

/** Undefined until known; null when nobody is logged in. */
export const self = signal<Self | null | undefined>(undefined)
/** Whether whoever is logged in holds one of these roles anywhere. */
export const holds = (...roles: readonly Role[]): boolean =>
  self.value?.grants.some((grant) => roles.includes(grant.role)) ?? false
/** Whether they have work at a desk, held or waiting for the second factor: the console is theirs too. */
export const hasDesk = (): boolean =>
  [...(self.value?.grants ?? []), ...(self.value?.withheld ?? [])].some((grant) => DESK_ROLES.includes(grant.role))
export const doc = signal<Told<SyncAnswer> | undefined>(undefined)
export const entries = signal<readonly Entry[]>([])
/** False where the browser keeps nothing past the page. */
export const lasting = signal(true)
/** Commands that waited, sealed, for whoever has just logged in. */
export const keptFor = signal(0)
/** Accepted commands that this device could not keep until a backup had them. */
export const givenUp = signal(0)
export const online = signal(navigator.onLine)
/** What the last try to reach the server ended with; undefined when it went well. */
export const trouble = signal<
  Exclude<Pass['end'], 'done' | 'later'> | 'offline' | 'slow' | 'busy' | 'failed' | undefined
>(undefined)
export const sending = signal(false)
/** The phone's clock less the server's, in milliseconds, as of the last sync. */
export const skew = signal(0)

export const waiting = computed(() => entries.value.filter((entry) => entry.state === 'waiting'))
export const refusedEntries = computed(() => entries.value.filter((entry) => entry.state === 'refused'))
export const calls = computed(() =>
  self.value && doc.value ? foresee(doc.value.body.calls, entries.value, doc.value.body.cursor, self.value) : [],
)

/** Tells other tabs that the outbox changed. Works where BroadcastChannel does not (Safari before 15.4). */
const BELL = 'muster-outbox-changed'
/** Tells other tabs that somebody logged in or out here. */
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('muster-who') : undefined
/** In `meta`: the log-in that ended here before the server could be told. */
const LEAVING = 'leaving'
/**
 * News about a muster of mine that are not about me are asked for within so long, spread by chance: one answer of 1,590
 * must not make 1,590 phones ask at once.
 */
const SPREAD_MS = 10_000
/** Without the live stream the phone asks this often while it is looked at. */
const ASK_MS = 60_000

const liveOpen = signal(false)

const heard = hearing({ call, calls: () => doc.peek()?.body.calls, steady: () => performance.now() })

let shelf: SealedShelf
let outbox: Outbox
let replica: Replica
let news: News
let closeLive: (() => void) | undefined
let retry: ReturnType<typeof setTimeout> | undefined
let soon: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined
let again = false

async function lookAgain(): Promise<void> {
  entries.value = (await outbox.entries()).filter((entry) => entry.account === self.peek()?.account)
}

function changed(): void {
  void lookAgain()
  bell()
}

function bell(): void {
  try {
    localStorage.setItem(BELL, String(Date.now()))
  } catch {
    // Other tabs look again when they are next shown.
  }
}

/** Opens what the device keeps and shows it at once; the network comes after. */
export async function openHouse(): Promise<void> {
  shelf = new SealedShelf(await openShelf().catch(passingShelf))
  sealBy(shelf)
  await shelf.resume()
  lasting.value = shelf.lasting
  replica = replicaOn(shelf, Date.now)
  outbox = outboxOn({
    shelf,
    lock: oneAtATime(shelf, 'muster-outbox', newId()),
    send,
    account: () => self.peek()?.account,
    clock: Date.now,
    newId,
    chance: Math.random,
    changed,
  })
  news = newsOn({ shelf, outbox, call })
  const known = await replica.read<Self>('self')
  if (known) self.value = known.body
  doc.value = await replica.read<SyncAnswer>('sync')
  await lookAgain()
  followDevice()
  // Both at once: on a weak line each way there and back is half a second. The second is thrown away if somebody else
  // turns out to be logged in.
  early = self.peek() ? askNews() : undefined
  await readSelf()
  void catchUp()
}

function followDevice(): void {
  addEventListener('online', () => {
    online.value = true
    void (self.peek() ? catchUp() : finishLeaving())
  })
  addEventListener('offline', () => (online.value = false))
  addEventListener('storage', (event) => event.key === BELL && void lookWho().then(lookAgain))
  tabs?.addEventListener('message', () => void lookWho())
  document.addEventListener('visibilitychange', () => {
    // A tab that was frozen heard nothing of what others did.
    if (document.visibilityState === 'visible') void lookWho().then(catchUp)
  })
  setInterval(() => document.visibilityState === 'visible' && !liveOpen.value && void catchUp(), ASK_MS)
}

/** Another tab may have logged somebody out, or somebody else in. */
async function lookWho(): Promise<void> {
  const owner = await shelf.owner()
  const mine = self.peek()?.account
  if (owner === mine) return
  if (mine !== undefined) {
    shelf.forgetKey()
    await shutUp()
  }
  if (owner !== undefined) await readSelf().then(catchUp)
}

/**
 * Ends at the server what ended here while there was no network: by its own name, so that it can never be the log-in of
 * whoever came after. @returns false while the server has not heard of it
 */
export async function finishLeaving(): Promise<boolean> {
  const session = await shelf.get<string>('meta', LEAVING)
  if (session === undefined) return true
  const answer = await call('DELETE', `/v1/sessions/${encodeURIComponent(session)}`)
  if (!answer.ok && answer.why !== 'logged-out' && answer.why !== 'unknown') return false
  await shelf.change([{ in: 'meta', remove: LEAVING }])
  return true
}

/** Asks who is logged in. Without a network whoever was last stays. */
export async function readSelf(): Promise<void> {
  if (!(await finishLeaving())) {
    self.value = null
    return
  }
  const answer = await call<Self & { readonly shelf?: string }>('GET', '/v1/session')
  if (answer.ok) await become(answer.body)
  else if (answer.why === 'logged-out') await loseSession()
  else if (self.value === undefined) self.value = null
}

async function become({ shelf: secret, ...next }: Self & { readonly shelf?: string }): Promise<void> {
  const before = await shelf.owner()
  // Another person on this device: what was told to the first is none of theirs.
  if (before !== undefined && before !== next.account) {
    await forget()
    await hush()
  }
  await shelf.unlock(next.account, secret)
  const comes = self.peek()?.account !== next.account
  self.value = next
  await replica.keep('self', next)
  await lookAgain()
  if (before === undefined) keptFor.value = waiting.peek().length
  if (comes) tabs?.postMessage('')
}

/** This device rings for nobody any more: whoever takes it next is told nothing of what concerns the last. */
async function hush(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  await (await worker?.pushManager?.getSubscription().catch(() => undefined))?.unsubscribe().catch(() => false)
  for (const shown of (await worker?.getNotifications().catch(() => [])) ?? []) shown.close()
}

async function forget(): Promise<void> {
  early = undefined
  doc.value = undefined
  kept.value = new Map()
  await replica.drop()
}

/**
 * The server does not know us any more: personal data goes, what waits to be uploaded stays for the next log-in of the
 * same account.
 */
async function loseSession(): Promise<void> {
  await shutUp()
  await shelf.lock()
  tabs?.postMessage('')
}

/** This page shows and knows nothing any more. */
async function shutUp(): Promise<void> {
  closeLive?.()
  closeLive = undefined
  liveOpen.value = false
  clearTimeout(retry)
  self.value = null
  entries.value = []
  keptFor.value = 0
  await forget()
}

export async function loggedIn(): Promise<void> {
  // The cookie is somebody's who has just come: what ended here before is not asked for by it.
  await shelf.change([{ in: 'meta', remove: LEAVING }])
  await readSelf()
  await catchUp()
}

/**
 * Signs out, with a network or without: what is one's own goes at once, and nobody else's is touched. What waits to be
 * uploaded is kept sealed for the next log-in of the same account, or thrown away; the caller has asked which.
 */
export async function signOut(keepWaiting: boolean): Promise<void> {
  const leaving = self.peek()
  if (!leaving) return
  if (leaving.session) await shelf.change([{ in: 'meta', put: leaving.session, key: LEAVING }])
  await leave(shelf, leaving.account, keepWaiting)
  // A browser without a worker may not have the desk's script at hand; its lines are sealed all the same.
  await import('./point/book.ts').then((books) => books.forgetBooks(leaving.account)).catch(() => undefined)
  await loseSession()
  bell()
  await hush()
  await finishLeaving()
}

/** Sends what waits, then asks what is new. Several calls at once become one more turn. */
export function catchUp(): Promise<void> {
  again = true
  running ??= (async () => {
    clearTimeout(retry)
    sending.value = true
    try {
      // Ends when nobody asked again meanwhile; each turn is a whole pass, and those end.
      while (again) {
        again = false
        await turn()
      }
    } finally {
      running = undefined
      sending.value = false
    }
  })()
  return running
}

async function turn(): Promise<void> {
  if (!self.peek()) return
  // What is sent now is not in an answer asked for before.
  if (waiting.peek().length > 0) early = undefined
  const pass = await outbox.pass()
  if (pass.end === 'logged-out') return loseSession()
  trouble.value = pass.end === 'later' ? pass.why : undefined
  if (pass.end === 'later') retry = setTimeout(() => void catchUp(), pass.inMs)
  await sync()
  if (!closeLive && self.peek()) openLive()
}

const askNews = () => news.ask(self.peek()?.account)
/** The first asking, begun before it was known who is logged in. */
let early: ReturnType<typeof askNews> | undefined

async function sync(): Promise<void> {
  const asked = await (early ?? askNews())
  early = undefined
  const { answer } = asked
  const account = self.peek()?.account
  if (account === undefined) return
  if (!answer.ok) {
    if (answer.why === 'logged-out') return loseSession()
    trouble.value ??= answer.why === 'malformed' || answer.why === 'unknown' ? 'failed' : answer.why
    // The outbox sets its own alarm; with nothing waiting this one asks again.
    if (waiting.peek().length === 0) retry = setTimeout(() => void catchUp(), ASK_MS / 2)
    return
  }
  online.value = true
  skew.value = Date.now() - answer.body.now
  if (await news.take(account, { ...asked, answer })) {
    // Restored from a copy: what it told before may never have been.
    await forget()
    await replica.keep('self', self.peek())
    again = true
  }
  givenUp.value = await outbox.givenUp()
  const before = doc.peek()?.body.calls
  doc.value = await replica.keep('sync', { ...answer.body, reset: false })
  await lookAgain()
  announce(before, answer.body.calls)
  heard()
}

const isMine = (stream: string): boolean => {
  const body = doc.peek()?.body
  return (
    body !== undefined &&
    [...body.calls, ...body.leading].some((one) => one.phase !== 'over' && stream === `muster/${one.muster}`)
  )
}

function catchUpSoon(): void {
  soon ??= setTimeout(() => {
    soon = undefined
    void catchUp()
  }, Math.random() * SPREAD_MS)
}

function openLive(): void {
  closeLive = listen({
    after: () => doc.peek()?.body.cursor,
    told: (news) => {
      // The stream's first word names nothing but where the journal is: what came before it opened was told to nobody.
      const opens = news.yours.length === 0 && news.streams.length === 0
      if (news.yours.length > 0 || (opens && news.cursor !== doc.peek()?.body.cursor)) void catchUp()
      else if (news.streams.some(isMine)) catchUpSoon()
    },
    reset: () => void catchUp(),
    state: (open) => (liveOpen.value = open),
  })
}

/** Gives a command: kept first, then sent. The answer says whether it was kept. */
export async function give<Room extends RoomName>(room: Room, stream: string, command: CommandOf<Room>): Promise<Kept> {
  const result = await outbox.add(room, stream, command)
  if (result.kept) {
    await lookAgain()
    // Ask the browser to spare our data when it cleans up; it may decline.
    void navigator.storage?.persist?.()
    void catchUp()
  }
  return result
}

export const dismiss = (order: number): Promise<void> => outbox.dismiss(order)

/** Answers of views kept for reading without a network, by name. */
export const kept = signal<ReadonlyMap<string, Told<unknown>>>(new Map())

/**
 * What is kept of a question's answer; undefined until it was told once.
 * @param name under which it is kept where it is not the question's own
 */
export const keptOf = <Name extends QuestionName>(question: Name, name: string = question) =>
  kept.value.get(name)?.body as AnswerOf<Name> | undefined

/** Shows what is kept of a view, then asks it anew. @returns the answer, for telling what went wrong */
export async function refresh<T>(name: string, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const old = kept.peek().get(name) ?? (await replica.read<T>(name))
  if (old) kept.value = new Map(kept.peek()).set(name, old)
  const answer = await ask()
  if (answer.ok) {
    const told = await replica.keep(name, answer.body)
    kept.value = new Map(kept.peek()).set(name, told)
  }
  return answer
}

/** This installation's own random id: one phone cannot sign in two people. Not personal; it outlives a sign-out. */
export async function deviceId(): Promise<Id> {
  return (await shelf.alter<Id>('meta', 'device', (now) => (now ? undefined : newId())))!
}
