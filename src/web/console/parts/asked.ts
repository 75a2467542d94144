// A view's answer, kept current: asked when the screen opens, asked again when the live stream names its streams.
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import { noticed } from '#web/console/session/expired.ts'
import { connected, hear } from './news.ts'

export type Params = Readonly<Record<string, string | number | boolean | undefined>>

export interface Asked<T> {
  /** The last good answer; it stays on the screen while a newer one is asked for, or cannot be had. */
  readonly body?: T
  /** The last failure, gone when a later asking succeeds. */
  readonly trouble?: Answer<unknown>
  readonly asking: boolean
  /** When the last good answer came, by this device's clock. */
  readonly at?: number
  again(): void
}

/** During a storm of news a screen asks at most this often. */
const CALM_MS = 700
/** Without a live stream, screens that follow something ask this often. */
const POLL_MS = 10_000

/**
 * @param view name of the question; undefined asks nothing yet
 * @param follow kinds of stream (`muster`, `person`) whose change asks again; none for an answer that does not move
 */
export function useAsked<T>(view: string | undefined, params: Params = {}, follow: readonly string[] = []): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'> & { key?: string }>({ asking: view !== undefined })
  const key = view === undefined ? undefined : `${view}?${JSON.stringify(params)}`
  const again = useRef<() => void>(() => {})

  useEffect(() => {
    if (view === undefined) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let running = false
    let wanted = false

    const run = async () => {
      timer = undefined
      if (running) {
        wanted = true
        return
      }
      running = true
      const answer = noticed(await ask<T>(view, params))
      running = false
      if (gone) return
      setState((before) => {
        const kept = before.key === key ? before : {}
        return answer.ok
          ? { body: answer.body, at: Date.now(), asking: false, key }
          : { ...kept, trouble: answer, asking: false, key }
      })
      if (wanted) {
        wanted = false
        soon()
      }
    }
    const soon = () => {
      timer ??= setTimeout(run, CALM_MS)
    }
    again.current = () => {
      setState((before) => ({ ...before, asking: true }))
      void run()
    }
    setState((before) => (before.key === key ? { ...before, asking: true } : { asking: true, key }))
    void run()

    const unhear = follow.length
      ? hear((streams) => {
          if (
            streams === 'everything' ||
            streams.some((stream) => follow.some((kind) => stream.startsWith(`${kind}/`)))
          )
            soon()
        })
      : () => {}
    const poll = follow.length ? setInterval(() => connected.value === false && soon(), POLL_MS) : undefined
    return () => {
      gone = true
      unhear()
      clearTimeout(timer)
      clearInterval(poll)
    }
  }, [key])

  return { ...(state.key === undefined || state.key === key ? state : { asking: true }), again: () => again.current() }
}
