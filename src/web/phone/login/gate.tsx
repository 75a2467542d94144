// Before the phone's screens: logging in by phone number and password, or by a link or code from the community.
import { useState } from 'preact/hooks'
import { LanguageChooser, SizeChooser } from '#web/ui/choosers.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { gate } from '#words/phone/gate.ts'
import { learn, t } from '#web/ui/words.ts'
import { loggedIn } from '#web/phone/client.ts'
import { Linked } from './linked.tsx'
import { deskText, logIn, wantsCode } from './session.ts'

learn(gate)

export function Gate({ token }: { token?: string }) {
  return (
    <div class="stack">
      <p class="brand">
        <img src="/icon.svg" alt="" width="48" height="48" />
        <span>{t('kernel.product')}</span>
      </p>
      {token ? <Linked key={token} token={token} /> : <LogIn />}
      <details>
        <summary>{t('phone.reading')}</summary>
        <div class="stack">
          <LanguageChooser />
          <SizeChooser />
        </div>
      </details>
    </div>
  )
}

function LogIn() {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    if (!login.trim() || !password) return setProblem(t('phone.gate.fill-in'))
    setBusy(true)
    const answer = await logIn(login.trim(), password, asksCode ? code : '')
    setBusy(false)
    if (answer.ok) return loggedIn()
    // The first asking for a code is no fault of the person's.
    setProblem(wantsCode(answer) && !asksCode ? '' : deskText(answer))
    setAsksCode(asksCode || wantsCode(answer))
  }
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t('phone.gate.log-in')}</h1>
      <Field name="login" label={t('phone.gate.login')}>
        <input
          autoComplete="username"
          inputMode="tel"
          value={login}
          onInput={(event) => setLogin(event.currentTarget.value)}
        />
      </Field>
      <Field name="password" label={t('phone.gate.password')}>
        <input
          type="password"
          autoComplete="current-password"
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      {asksCode && (
        <Field name="code" label={t('phone.gate.code')} hint={t('phone.gate.code-hint')}>
          <input
            class="number"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
          />
        </Field>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
      <button type="submit" class="button-primary button-tall button-wide" disabled={busy}>
        {t(busy ? 'kernel.loading' : 'phone.gate.log-in')}
      </button>
      <p class="soft">{t('phone.gate.no-account')}</p>
    </form>
  )
}
