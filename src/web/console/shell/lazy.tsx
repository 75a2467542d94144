// Screens are fetched when first opened, so that the first one is soon there.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { spoken, t } from '#web/ui/words.ts'

export type ScreenProps = { readonly rest: readonly string[] }
export type Load = () => Promise<FunctionComponent<ScreenProps>>

const loaded = new Map<Load, FunctionComponent<ScreenProps>>()

export function Lazy({ load, rest }: { load: Load; rest: readonly string[] }) {
  const [, redraw] = useState(0)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (loaded.has(load)) return
    let gone = false
    load().then(
      async (screen) => {
        // It learned its words as it came.
        await spoken()
        loaded.set(load, screen)
        if (!gone) redraw((n) => n + 1)
      },
      () => !gone && setFailed(true),
    )
    return () => {
      gone = true
    }
  }, [load])
  const Screen = loaded.get(load)
  if (Screen) return <Screen rest={rest} />
  if (!failed)
    return (
      <p class="screen-body soft" role="status">
        {t('kernel.loading')}
      </p>
    )
  return (
    <div class="screen-body">
      <Note tone="bad">
        {t('console.screen-failed')}{' '}
        <button type="button" onClick={() => location.reload()}>
          {t('kernel.retry')}
        </button>
      </Note>
    </div>
  )
}
