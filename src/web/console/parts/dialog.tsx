// A modal dialog on the browser's own <dialog>: it keeps the focus, closes with Esc, and gives the focus back.
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { elementId } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'

interface DialogProps {
  readonly title: string
  readonly wide?: boolean
  readonly children: ComponentChildren
  close(): void
}

export function Dialog({ title, wide, children, close }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef(elementId('dialog'))
  // Before the next picture, so that what is typed at once is not lost.
  useLayoutEffect(() => {
    const element = dialog.current!
    const before = document.activeElement as HTMLElement | null
    element.showModal()
    // A dialog that asks for something begins where it is typed, not at the button that closes it.
    element.querySelector<HTMLElement>('input:not([type=checkbox]):not([type=radio])')?.focus()
    return () => {
      // Closed first: while it is open nothing outside takes the focus.
      element.close()
      before?.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={heading.current}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="dialog-body stack">
        <header class="dialog-head">
          <h2 id={heading.current}>{title}</h2>
          <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly doing: string
  readonly danger?: boolean
  readonly busy?: boolean
  readonly problem?: string
  readonly children: ComponentChildren
  act(): void
  close(): void
}

/** Asks before something that cannot be taken back; the button says what it does, never "OK". */
export function Confirm({ title, doing, danger, busy, problem, children, act, close }: ConfirmProps) {
  return (
    <Dialog title={title} close={close}>
      <div>{children}</div>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={close}>
          {t('kernel.cancel')}
        </button>
        <button type="button" class={danger ? 'button-primary' : 'button-good'} disabled={busy} onClick={act}>
          {doing}
        </button>
      </div>
    </Dialog>
  )
}
