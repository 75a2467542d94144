// The service worker: keeps the phone's own files so that the page opens without a network. It never touches /v1: data
// is the replica's matter.
// No imports: old Safari runs only classic workers. __PHONE_FILES__ and __PHONE_HASH__ are filled in by the build
// (vite.config.ts).

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface PushEvent extends ExtendableEvent {
  readonly data: { json(): unknown } | null
}
interface NotificationEvent extends ExtendableEvent {
  readonly notification: Notification
}
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: NotificationEvent) => void): void
  skipWaiting(): Promise<void>
  readonly clients: {
    claim(): Promise<void>
    matchAll(query: { type: 'window' }): Promise<readonly { focus(): Promise<unknown> }[]>
    openWindow(url: string): Promise<unknown>
  }
  readonly registration: ServiceWorkerRegistration
  readonly location: Location
}
declare const __PHONE_FILES__: readonly string[]
declare const __PHONE_HASH__: string

const scope = globalThis as unknown as Scope
const FILES = __PHONE_FILES__
const SHELF = `muster-phone-${__PHONE_HASH__}`

scope.addEventListener('install', (event) => {
  // All or nothing: a half-kept version never comes into use. Files named by their content are taken from the browser's
  // cache if they are there.
  event.waitUntil(
    caches
      .open(SHELF)
      .then((shelf) => shelf.addAll(FILES as string[]))
      .then(() => scope.skipWaiting()),
  )
})

scope.addEventListener('activate', (event) => {
  const drop = async () => {
    for (const name of await caches.keys())
      if (name.startsWith('muster-phone-') && name !== SHELF) await caches.delete(name)
    await scope.clients.claim()
  }
  event.waitUntil(drop())
})

/**
 * The kept page first: it opens at once and belongs to the kept scripts. A newer version is fetched whole beside it and
 * comes into use at the next opening.
 */
async function page(request: Request): Promise<Response> {
  return (await (await caches.open(SHELF)).match('/')) ?? fetch(request)
}

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin) return
  if (url.pathname === '/') event.respondWith(page(event.request))
  else if (FILES.includes(url.pathname))
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)))
})

/**
 * A push says only that something waits, in both languages, for the worker knows neither words nor preferences; what it
 * is, the phone asks for itself.
 */
scope.addEventListener('push', (event) => {
  const told = (event.data?.json() ?? {}) as {
    muster?: string
    about?: string
    zh?: string
    en?: string
    slip?: string
  }
  const body = [told.zh, told.en].filter(Boolean).join('\n')
  event.waitUntil(
    scope.registration
      .showNotification('集结 Muster', {
        body,
        tag: told.muster ?? 'muster',
        icon: '/icon-192.png',
        requireInteraction: told.about === 'called',
        data: told.slip,
      })
      .then(() => say(told.slip, 'delivered')),
  )
})

/**
 * The device's own word, by the slip that came with the push: good without a session. What cannot be said is not known
 * to the house, and it goes on to the next way.
 */
async function say(slip: unknown, word: 'delivered' | 'seen'): Promise<void> {
  if (typeof slip !== 'string') return
  await fetch('/v1/slips', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ slip, word }),
  }).catch(() => undefined)
}

scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const show = async () => {
    const [open] = await scope.clients.matchAll({ type: 'window' })
    await (open ? open.focus() : scope.clients.openWindow('/'))
  }
  event.waitUntil(Promise.all([show(), say(event.notification.data, 'seen')]))
})
