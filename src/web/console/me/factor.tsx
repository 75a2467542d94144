// The second factor of one's own account: begun or changed by a QR to scan, and in force once its first code is shown.
import { useState } from 'preact/hooks'
import { addFactor, confirmFactor, deskText, readSelf } from '#web/console/session/session.ts'
import { self } from '#web/console/session/self.ts'
import { CodeInput } from '#web/console/gate/gate.tsx'
import { Qr } from '#web/console/parts/qr.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'

/** What the server offers to be scanned. */
interface Offer {
  readonly secret: string
  readonly address: string
}

/** A new factor on its way: asked for, perhaps with the password once more, then offered, then confirmed by a code. */
function useNewFactor() {
  const [offer, setOffer] = useState<Offer>()
  const [password, setPassword] = useState('')
  const [asksPassword, setAsksPassword] = useState(false)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const begin = async (event: Event) => {
    event.preventDefault()
    const answer = await addFactor(password || undefined)
    if (answer.ok) {
      setProblem(undefined)
      return setOffer(answer.body)
    }
    // Long after the log-in the server wants to see the password once more.
    setAsksPassword(true)
    setProblem(asksPassword ? deskText(answer) : undefined)
  }
  const confirm = async (event: Event) => {
    event.preventDefault()
    const answer = await confirmFactor(code)
    setProblem(answer.ok ? undefined : deskText(answer))
    setCode('')
    if (!answer.ok) return
    setOffer(undefined)
    announce(t('console.me.factor-done'))
    await readSelf()
  }
  return { offer, password, setPassword, asksPassword, code, setCode, problem, begin, confirm }
}

type NewFactor = ReturnType<typeof useNewFactor>

export function Factor() {
  const me = self.value!
  const factor = useNewFactor()
  return (
    <section class="card stack" aria-labelledby="me-factor">
      <h2 id="me-factor">{t('console.me.factor')}</h2>
      {!factor.offer && <p>{t(me.secondFactor ? 'console.me.factor-on' : 'console.me.factor-off')}</p>}
      {!factor.offer && <BeginForm factor={factor} change={me.secondFactor} />}
      {factor.offer && <ConfirmForm factor={factor} offer={factor.offer} />}
    </section>
  )
}

/** @param change there is a factor already */
function BeginForm({ factor, change }: { factor: NewFactor; change: boolean }) {
  return (
    <form class="stack" onSubmit={factor.begin}>
      {factor.asksPassword && (
        <Field name="factor-present" label={t('console.me.password-old')}>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={factor.password}
            onInput={(event) => factor.setPassword(event.currentTarget.value)}
          />
        </Field>
      )}
      {factor.problem && <Note tone="bad">{factor.problem}</Note>}
      <div class="actions actions-start">
        <button class={change ? '' : 'button-primary'}>
          {t(change ? 'console.me.factor-change' : 'console.me.factor-begin')}
        </button>
      </div>
    </form>
  )
}

function ConfirmForm({ factor, offer }: { factor: NewFactor; offer: Offer }) {
  return (
    <form class="stack" onSubmit={factor.confirm}>
      <p>{t('console.me.factor-scan')}</p>
      <Qr text={offer.address} label={t('console.me.factor')} />
      <details>
        <summary>{t('console.me.factor-secret')}</summary>
        <code class="secret">{offer.secret.replace(/(.{4})/g, '$1 ')}</code>
      </details>
      <Field name="factor-code" label={t('console.gate.code')}>
        <CodeInput value={factor.code} change={factor.setCode} />
      </Field>
      {factor.problem && <Note tone="bad">{factor.problem}</Note>}
      <div class="actions actions-start">
        <button class="button-primary" disabled={factor.code.length !== 6}>
          {t('console.me.factor-do')}
        </button>
      </div>
    </form>
  )
}
