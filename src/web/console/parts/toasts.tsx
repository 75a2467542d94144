// Short news at the foot of the page: what was done, and a way back where there is one.
import { signal } from '@preact/signals'
import type { Tone } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: Tone
  readonly undo?: () => void
}

/** Long enough to read and reach the button (WCAG 2.2.1: the same way back stays on the screen itself). */
const SHOWN_MS = 10_000
const TOASTS_MAX = 4

const toasts = signal<readonly Toast[]>([])
let counter = 0

function drop(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

export function announce(text: string, tone: Tone = 'good', undo?: () => void): void {
  counter += 1
  const id = counter
  toasts.value = [...toasts.value, { id, text, tone, undo }].slice(-TOASTS_MAX)
  // Bad news stays until it is put away.
  if (tone !== 'bad') setTimeout(() => drop(id), SHOWN_MS)
}

/** Takes the newest way back, if there is one (the key z). */
export function undoLast(): boolean {
  const toast = [...toasts.value].reverse().find((one) => one.undo)
  if (!toast) return false
  drop(toast.id)
  toast.undo!()
  return true
}

export function Toasts() {
  return (
    <div class="toasts" role="region" aria-label={t('console.news')}>
      <div aria-live="polite" class="stack-tight">
        {toasts.value.map((toast) => (
          <div key={toast.id} class={`toast note note-${toast.tone}`}>
            <span class="grow">{toast.text}</span>
            {toast.undo && (
              <button
                type="button"
                onClick={() => {
                  drop(toast.id)
                  toast.undo!()
                }}
              >
                {t('console.undo')} <kbd>z</kbd>
              </button>
            )}
            <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={() => drop(toast.id)}>
              ✕
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}
