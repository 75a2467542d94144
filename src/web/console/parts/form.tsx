// What the console's forms share: what is filled in, kept as one; the problem that a try ended with; the two buttons at
// the end.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '#web/ui/words.ts'

/** What has been filled in so far, and a function that changes some of it. */
export function useFilled<Fields extends object>(
  first: Fields | (() => Fields),
): readonly [filled: Fields, change: (more: Partial<Fields>) => void] {
  const [filled, setFilled] = useState(first)
  return [filled, (more) => setFilled((before) => ({ ...before, ...more }))]
}

/** What the fields of a form take: all that is filled in, and the way to change it. */
export interface FilledProps<Fields> {
  readonly filled: Fields
  change(more: Partial<Fields>): void
}

export function Problem({ text }: { text?: string }) {
  if (!text) return null
  return (
    <p class="field-problem" role="alert">
      {text}
    </p>
  )
}

/** Cancel, and the button that submits the form and says what it does. */
export function FormEnd({ doing, busy, close }: { doing: ComponentChildren; busy?: boolean; close(): void }) {
  return (
    <div class="actions">
      <button type="button" onClick={close}>
        {t('kernel.cancel')}
      </button>
      <button class="button-primary" disabled={busy}>
        {doing}
      </button>
    </div>
  )
}
