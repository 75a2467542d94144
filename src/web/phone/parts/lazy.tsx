// Screens that are not the first one are fetched when opened, or in a quiet moment before.
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { spoken, t } from '#web/ui/words.ts'

export interface Later<P> {
  load(): Promise<ComponentType<P>>
  loaded?: ComponentType<P>
}

export const later = <P,>(load: () => Promise<ComponentType<P>>): Later<P> => {
  const screen: Later<P> = {
    load: async () => {
      const component = await load()
      // It learned its words as it came.
      await spoken()
      return (screen.loaded = component)
    },
  }
  return screen
}

export function Lazy<P extends object>({ screen, with: props }: { screen: Later<P>; with: P }) {
  const [, drawAgain] = useState(0)
  const [failed, setFailed] = useState(false)
  const fetchIt = () => {
    setFailed(false)
    screen.load().then(
      () => drawAgain((n) => n + 1),
      () => setFailed(true),
    )
  }
  useEffect(() => void (screen.loaded ?? fetchIt()), [screen])
  const Screen = screen.loaded
  if (Screen) return <Screen {...props} />
  if (failed)
    return (
      <div class="stack">
        <Note tone="warn">{t('phone.screen-missing')}</Note>
        <button type="button" onClick={fetchIt}>
          {t('kernel.retry')}
        </button>
      </div>
    )
  return <p role="status">{t('kernel.loading')}</p>
}
