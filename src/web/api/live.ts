// The live stream: the server says that something changed, the screen asks again. Reopens by itself, calmer each time.

export interface Told {
  readonly cursor: string
  readonly streams: readonly string[]
  readonly yours: readonly string[]
}

export interface Listener {
  /** The cursor to open after; asked anew at each opening. */
  after(): string | undefined
  told(news: Told): void
  /** The server does not know our cursor: it was restored. Drop what was copied from it. */
  reset(): void
  state(open: boolean): void
}

/** First wait; doubled up to the longest. Chance spreads 1,590 phones after a restart over the whole wait. */
const WAIT_FIRST_MS = 1_000
const WAIT_LONGEST_MS = 60_000

/** Opens the stream until the returned function is called. Never gives up: each try waits longer, to a minute. */
export function listen(listener: Listener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = WAIT_FIRST_MS
  let closed = false

  const later = () => {
    source?.close()
    source = undefined
    listener.state(false)
    if (closed) return
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2))
    wait = Math.min(wait * 2, WAIT_LONGEST_MS)
  }
  const open = () => {
    clearTimeout(timer)
    if (closed || source) return
    const after = listener.after()
    source = new EventSource(after ? `/v1/live?after=${encodeURIComponent(after)}` : '/v1/live')
    source.onopen = () => {
      wait = WAIT_FIRST_MS
      listener.state(true)
    }
    source.onmessage = (message) => {
      const news = JSON.parse(message.data) as Partial<Told> & { reset?: boolean }
      if (news.reset) listener.reset()
      else listener.told({ cursor: news.cursor ?? '', streams: news.streams ?? [], yours: news.yours ?? [] })
    }
    source.onerror = later
  }
  const sooner = () => {
    wait = WAIT_FIRST_MS
    if (!source) open()
  }
  addEventListener('online', sooner)
  open()
  return () => {
    closed = true
    clearTimeout(timer)
    removeEventListener('online', sooner)
    source?.close()
  }
}
