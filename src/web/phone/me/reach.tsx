// How I am reached while the app is closed: push on this device, an e-mail address, which of them first, and the hours
// in which only a real whistle rings.
import { useEffect, useState } from 'preact/hooks'
import type { ChannelsAnswer } from '#rooms/channels/routes.ts'
import type { Way } from '#domain/channels/terms.ts'
import { type Answer, ask, call } from '#web/api/api.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { Field } from '#web/ui/field.tsx'
import { Note, Trouble } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { deviceId, give, keptOf, refresh, self } from '#web/phone/client.ts'

interface Mine {
  readonly devices: readonly string[]
  readonly email: boolean
  readonly order: readonly Way[]
  readonly quiet: { readonly from: number; readonly until: number } | null
}

const pushable = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
const tell = (command: CommandOf<'channels'>) => give('channels', `channels/${self.value!.person}`, command)

export function Reach() {
  const [answer, setAnswer] = useState<Answer<Mine>>()
  const [house, setHouse] = useState<ChannelsAnswer>()
  const look = () => void refresh('my-channels', () => ask('my-channels')).then(setAnswer)
  useEffect(() => {
    look()
    void call<ChannelsAnswer>('GET', '/v1/channels').then((told) => told.ok && setHouse(told.body))
  }, [])
  const mine = keptOf('my-channels')
  // The server has the order a moment after it was given.
  const changed = () => setTimeout(look, 600)
  return (
    <section class="card stack" aria-labelledby="reach">
      <h2 id="reach">{t('phone.reach')}</h2>
      <p class="soft">{t('phone.reach-what')}</p>
      {!mine && <Trouble answer={answer} />}
      {mine && <Push mine={mine} house={house} changed={changed} />}
      {mine && house?.mail && <Email mine={mine} changed={changed} />}
      {mine && <Quiet mine={mine} changed={changed} />}
      {mine && house?.mail && <Order mine={mine} changed={changed} />}
    </section>
  )
}

interface PartProps {
  readonly mine: Mine
  changed(): void
}

function Push({ mine, house, changed }: PartProps & { readonly house?: ChannelsAnswer }) {
  const [device, setDevice] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => void deviceId().then(setDevice), [])
  if (!pushable()) return <Note tone="warn">{t('phone.push-none')}</Note>
  const on = device !== undefined && mine.devices.includes(device)
  const flip = async () => {
    if (!device) return
    setBusy(true)
    setProblem(undefined)
    try {
      const worker = await navigator.serviceWorker.ready
      if (on) {
        await (await worker.pushManager.getSubscription())?.unsubscribe()
        await tell({ type: 'remove-push', device })
      } else if ((await Notification.requestPermission()) !== 'granted') {
        setProblem(t('phone.push-denied'))
      } else {
        const subscribed = await worker.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: house!.key,
        })
        const { p256dh, auth } = subscribed.toJSON().keys!
        await tell({ type: 'add-push', device, endpoint: subscribed.endpoint, p256dh, auth })
      }
      changed()
    } catch {
      // No push service behind this browser, or none within reach.
      setProblem(t('phone.push-failed'))
    }
    setBusy(false)
  }
  return (
    <div class="stack-tight">
      <p>{t(on ? 'phone.push-on' : 'phone.push-off')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <button
        type="button"
        class={on ? '' : 'button-primary'}
        disabled={busy || !device || (!on && !house)}
        onClick={() => void flip()}
      >
        {t(on ? 'phone.push-stop' : 'phone.push-start')}
      </button>
    </div>
  )
}

function Email({ mine, changed }: PartProps) {
  const [address, setAddress] = useState('')
  const save = async (event: Event) => {
    event.preventDefault()
    await tell({ type: 'set-email', address: address.trim() || null })
    setAddress('')
    changed()
  }
  return (
    <form class="stack-tight" onSubmit={save}>
      <Field name="email" label={t('phone.email')} hint={t(mine.email ? 'phone.email-on' : 'phone.email-off')}>
        <input
          type="email"
          autoComplete="email"
          maxLength={120}
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </Field>
      <button disabled={!address.trim() && !mine.email}>
        {t(address.trim() || !mine.email ? 'kernel.save' : 'phone.email-remove')}
      </button>
    </form>
  )
}

function Quiet({ mine, changed }: PartProps) {
  const choose = async (quiet: Mine['quiet']) => {
    await tell({ type: 'choose-channels', order: mine.order, quiet })
    changed()
  }
  const { quiet } = mine
  const time = (end: 'from' | 'until') => (
    <Field name={`quiet-${end}`} label={t(`phone.quiet.${end}`)}>
      <input
        type="time"
        value={clock(quiet![end])}
        onChange={(event) =>
          event.currentTarget.value && void choose({ ...quiet!, [end]: minutesOf(event.currentTarget.value) })
        }
      />
    </Field>
  )
  return (
    <div class="stack-tight">
      <label class="choice">
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={(event) => void choose(event.currentTarget.checked ? { from: 22 * 60, until: 7 * 60 } : null)}
        />
        {t('phone.quiet')}
      </label>
      {quiet && (
        <div class="halves">
          {time('from')}
          {time('until')}
        </div>
      )}
      <p class="soft small">{t('phone.quiet-what')}</p>
    </div>
  )
}

function Order({ mine, changed }: PartProps) {
  const choose = async (first: Way) => {
    await tell({
      type: 'choose-channels',
      order: [first, ...mine.order.filter((way) => way !== first)],
      quiet: mine.quiet,
    })
    changed()
  }
  return (
    <fieldset>
      <legend>{t('phone.reach-first')}</legend>
      {(['push', 'email'] as const).map((way) => (
        <label key={way} class="choice">
          <input type="radio" name="first" checked={mine.order[0] === way} onChange={() => void choose(way)} />
          {t(`phone.way.${way}`)}
        </label>
      ))}
    </fieldset>
  )
}
