// Something told to the person: what happened, what was kept, what to do.
import type { ComponentChildren } from 'preact'
import type { Answer, Problem } from '#web/api/api.ts'
import { t } from './words.ts'

export type Tone = 'info' | 'good' | 'warn' | 'bad'

/** Good news and plain news wait their turn in a screen reader; a problem speaks at once. */
export function Note({ tone = 'info', children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class={`note note-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}

/** What went wrong on the way to the server, as a sentence. */
export function problemText(problem: Problem): string {
  return t(`kernel.problem.${problem.why}`, problem.why === 'busy' ? { seconds: problem.seconds } : undefined)
}

/** Shows a failed answer; nothing for none or a good one. */
export function Trouble({ answer }: { answer?: Answer<unknown> }) {
  if (!answer || answer.ok) return null
  return <Note tone="bad">{problemText(answer)}</Note>
}
