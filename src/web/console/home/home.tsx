// The first screen: what runs now, what waits for this person, and where to go next.
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { t } from '#web/words/words.ts'

export function HomeScreen() {
  return <ScreenFrame title={t('console.screen.home')}><p>…</p></ScreenFrame>
}
