// The arrival code over the whole screen: a QR to scan, digits to type, a bar that shows when it changes.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useAsked } from '#web/console/parts/asked.ts'
import { useNow } from '#web/console/parts/now.ts'
import { Qr } from '#web/console/parts/qr.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { BoardAnswer } from '#rooms/muster/shapes.ts'

const TICK_MS = 500
/** When the codes run short the next ones are asked for this often. */
const ASK_AGAIN_MS = 5_000

/** Opens the dialog over the whole screen, and gives the focus back when it goes. */
function useFullScreen() {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current!
    const before = document.activeElement as HTMLElement | null
    element.showModal()
    // Full screen where the browser grants it; the dialog fills the window anyhow.
    void document.documentElement.requestFullscreen?.().catch(() => {})
    return () => {
      if (document.fullscreenElement) void document.exitFullscreen()
      element.close()
      before?.focus()
    }
  }, [])
  return dialog
}

/**
 * The code of this moment. Codes come some steps in advance, so that the screen goes on without a network; the next
 * ones are asked for in good time.
 */
function useCode(muster: string, now: number) {
  const asked = useAsked('muster-code', { muster })
  const codes = asked.body?.codes ?? []
  const last = codes.length ? codes[codes.length - 1].from : undefined
  const short = last !== undefined && now >= last
  useEffect(() => {
    if (short) asked.again()
  }, [short, Math.floor(now / ASK_AGAIN_MS)])
  return { code: codes.find((one) => one.from <= now && now < one.until), trouble: asked.trouble }
}

export function CodeScreen({ board, close }: { board: BoardAnswer; close(): void }) {
  const head = board.muster
  const now = useNow(TICK_MS)
  const { code, trouble } = useCode(head.muster, now)
  const dialog = useFullScreen()
  const digits = code?.digits
  return (
    <dialog
      ref={dialog}
      class="code-screen"
      aria-label={t('console.board.code')}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div class="code-body">
        {digits ? (
          <Qr text={`${location.origin}/${to('arrive', head.muster, digits)}`} label={t('console.code.qr')} />
        ) : (
          <p role="status">{t('kernel.loading')}</p>
        )}
        <div class="stack">
          <h2>{head.what}</h2>
          <p class="code-hint">{t('console.code.hint')}</p>
          <p class="code-digits">{digits ? digits.replace(/^(\d{4})(?=\d)/, '$1 ') : '···· ····'}</p>
          {code && (
            <progress
              max={code.until - code.from}
              value={Math.max(0, code.until - now)}
              aria-label={t('console.code.left')}
            />
          )}
          <p class="code-count">
            <b>{head.counts.arrived}</b> / {head.needed} {t('console.board.arrived')}
          </p>
          <Trouble answer={trouble} />
          <p>
            <button type="button" onClick={close}>
              {t('kernel.close')} <kbd>Esc</kbd>
            </button>
          </p>
        </div>
      </div>
    </dialog>
  )
}
