// A view's answer, kept current: asked when the screen opens, asked again when the live stream names its streams.
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import type { AnswerOf, Given, ParamsOf, QuestionName } from '#web/api/contract.ts'
import { noticed } from '#web/console/session/expired.ts'
import { connected, hear } from './news.ts'

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

/** Tells of changes in streams of these kinds; without a live stream, that there may have been some. */
function hearOf(kinds: readonly string[], changed: () => void): () => void {
  const unhear = hear((streams) => {
    if (streams === 'everything' || streams.some((stream) => kinds.some((kind) => stream.startsWith(`${kind}/`))))
      changed()
  })
  const poll = setInterval(() => connected.value === false && changed(), POLL_MS)
  return () => {
    unhear()
    clearInterval(poll)
  }
}

type Standing<T> = Omit<Asked<T>, 'again'> & { readonly key?: string }

/**
 * @param params what the question takes; undefined asks nothing yet
 * @param follow kinds of stream (`muster`, `person`) whose change asks again; none for an answer that does not move
 */
export function useAsked<Name extends QuestionName>(
  question: Name,
  params: ParamsOf<Name> | undefined,
  follow: readonly string[] = [],
): Asked<AnswerOf<Name>> {
  const [state, setState] = useState<Standing<AnswerOf<Name>>>({ asking: params !== undefined })
  const key = params === undefined ? undefined : `${question}?${JSON.stringify(params)}`
  const again = useRef<() => void>(() => {})

  useEffect(() => {
    if (params === undefined) return
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
      const answer = noticed(await ask(question, ...([params] as Given<Name>)))
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

    const leave = follow.length ? hearOf(follow, soon) : undefined
    return () => {
      gone = true
      leave?.()
      clearTimeout(timer)
    }
  }, [key])

  return { ...(state.key === undefined || state.key === key ? state : { asking: true }), again: () => again.current() }
}
