// How much waits for an answer: the number beside "registrations" in the rail, kept while the console is open.
import { isStreamOf } from '#domain/kernel/stream.ts'
import { effect, signal } from '@preact/signals'
import { may as rules } from '#domain/registry/may.ts'
import { mayAnywhere, self } from '#web/console/session/self.ts'
import { hear } from '#web/console/parts/news.ts'
import { ask } from '#web/api/api.ts'

export const waiting = signal<{ readonly registrations?: number }>({})

/** During a storm of registrations the count is asked at most this often. */
const CALM_MS = 3_000

let timer: ReturnType<typeof setTimeout> | undefined

async function count(): Promise<void> {
  timer = undefined
  const answer = await ask('registrations', { state: 'asked' })
  if (answer.ok) waiting.value = { registrations: answer.body.rows.length }
}

const soon = () => {
  timer ??= setTimeout(count, CALM_MS)
}

effect(() => {
  if (!self.value || !mayAnywhere(rules['accept-registration'], self.value)) {
    waiting.value = {}
    return
  }
  void count()
  return hear((streams) => {
    if (
      streams === 'everything' ||
      streams.some((stream) => isStreamOf(stream, 'person') || isStreamOf(stream, 'unit'))
    )
      soon()
  })
})

export const waitingCount = () => waiting.value.registrations
