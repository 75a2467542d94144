// The console's entry: learns its words, asks who is there, shows the gate or the shell.
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import '#web/ui/base.css'
import './console.css'
import { gate } from '#words/console/gate.ts'
import { parts } from '#words/console/parts.ts'
import { shell } from '#words/console/shell.ts'
import { kernel } from '#words/kernel.ts'
import { muster } from '#words/muster.ts'
import { registry } from '#words/registry.ts'
import { skills } from '#words/registry/skills.ts'
import { learn, spoken, t } from '#web/ui/words.ts'
import { self } from './session/self.ts'
import { readSelf } from './session/session.ts'
import { Gate } from './gate/gate.tsx'
import { Shell } from './shell/shell.tsx'

learn(kernel, shell, parts, gate, muster, registry, skills)

/** Without a server the page asks again this often. */
const ASK_AGAIN_MS = 3_000

function App() {
  const [cut, setCut] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      const known = await readSelf()
      setCut(!known)
      if (!known) timer = setTimeout(ask, ASK_AGAIN_MS)
    }
    void ask()
    return () => clearTimeout(timer)
  }, [])
  if (self.value === undefined)
    return (
      <div class="gate">
        <main>
          <p role="status">{t(cut ? 'console.no-server' : 'kernel.loading')}</p>
        </main>
      </div>
    )
  return self.value === null ? <Gate /> : <Shell />
}

void spoken().then(() => render(<App />, document.getElementById('app')!))
