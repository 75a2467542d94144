// The wall's entry: learns its words, asks who is logged in at this screen, draws the board.
import { signal } from '@preact/signals'
import { render } from 'preact'
import '#web/ui/base.css'
import '#web/console/console.css'
import './wall.css'
import { self, widest } from '#web/console/session/self.ts'
import { readSelf } from '#web/console/session/session.ts'
import { parts } from '#words/console/parts.ts'
import { kernel } from '#words/kernel.ts'
import { wall } from '#words/wall.ts'
import { muster } from '#words/console/muster.ts'
import { skills } from '#words/registry/skills.ts'
import { learn, spoken, t } from '#web/ui/words.ts'
import { Wall } from './wall.tsx'

learn(kernel, parts, wall, muster, skills)

/** A screen on a wall has nobody to press "again": it asks by itself, whatever happened. */
const ASK_AGAIN_MS = 5_000
const asked = signal(false)

async function askWho(): Promise<void> {
  await readSelf()
  asked.value = true
  if (!self.value) setTimeout(askWho, ASK_AGAIN_MS)
}

function App() {
  if (self.value) return <Wall county={self.value.tenant} area={widest(self.value)} />
  return (
    <div class="gate">
      <main class="stack">
        <h1>{t(asked.value && self.value === null ? 'wall.log-in' : 'wall.connecting')}</h1>
        {asked.value && self.value === null && (
          <>
            <p>{t('wall.log-in.do')}</p>
            <p>
              <a class="button button-primary" href="/console/">
                {t('wall.to-console')}
              </a>
            </p>
          </>
        )}
      </main>
    </div>
  )
}

void askWho()
void spoken().then(() => render(<App />, document.getElementById('app')!))
