// The phone's entry: learns its words, shows what the device keeps, then asks the server.
import { render } from 'preact'
import '#web/ui/base.css'
import './phone.css'
import { channels } from '#words/channels.ts'
import { kernel } from '#words/kernel.ts'
import { muster } from '#words/muster.ts'
import { frame } from '#words/phone/frame.ts'
import { sent } from '#words/phone/sent.ts'
import { today } from '#words/phone/today.ts'
import { skills } from '#words/registry/skills.ts'
import { learn, spoken } from '#web/ui/words.ts'
import { App } from './app.tsx'
import { openHouse } from './client.ts'
import { followWorker } from './worker/follow.ts'

learn(kernel, frame, today, sent, muster, channels, skills)
void spoken().then(() => render(<App />, document.getElementById('app')!))
void openHouse()
followWorker()
