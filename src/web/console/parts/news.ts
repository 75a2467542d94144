// One live stream for the whole page: screens subscribe to what they show, and ask again when it changed.
import { signal } from '@preact/signals'
import { listen } from '#web/api/live.ts'

export type Heard = (streams: readonly string[] | 'everything') => void

/** Whether the stream is open; undefined before the first try. */
export const connected = signal<boolean | undefined>(undefined)
/**
 * A break worth telling: the server closes a stream when somebody's roles change, and it is open again a second later.
 */
const TELL_AFTER_MS = 4_000
export const cut = signal(false)
let telling: ReturnType<typeof setTimeout> | undefined
/** When the server last said something or the stream last opened, by this device's clock. */
export const heardAt = signal(Date.now())

const hearers = new Set<Heard>()
let close: (() => void) | undefined
let cursor: string | undefined

function tellAll(streams: readonly string[] | 'everything'): void {
  heardAt.value = Date.now()
  for (const hear of hearers) hear(streams)
}

/** Opens the stream once; calling it again while open changes nothing. */
export function followNews(): void {
  close ??= listen({
    after: () => cursor,
    told(news) {
      if (news.cursor) cursor = news.cursor
      tellAll(news.streams)
    },
    reset() {
      cursor = undefined
      tellAll('everything')
    },
    state(open) {
      // After a gap anything may have changed, and only the journal's cursor knows what; asking again is cheap.
      if (open && connected.value === false) tellAll('everything')
      if (open) heardAt.value = Date.now()
      connected.value = open
      clearTimeout(telling)
      if (open) cut.value = false
      else
        telling = setTimeout(() => {
          cut.value = true
        }, TELL_AFTER_MS)
    },
  })
}

export function stopNews(): void {
  close?.()
  close = undefined
  cursor = undefined
  connected.value = undefined
  clearTimeout(telling)
  cut.value = false
}

/** Hears news until the returned function is called. */
export function hear(heard: Heard): () => void {
  hearers.add(heard)
  return () => hearers.delete(heard)
}
