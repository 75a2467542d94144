// Before the console: logging in with a password and, for office roles, a second factor; or setting up by the one-time
// link.
import { useState } from 'preact/hooks'
import { logIn, readSelf } from '#web/console/session/session.ts'
import { LanguageChooser } from '#web/ui/choosers.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { place } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { SetUp } from './setup.tsx'

export function Gate() {
  const [first, token] = place.value.path
  return (
    <div class="gate">
      <main class="stack">
        <p class="brand">
          <img src="/icon.svg" alt="" />
          <span>{t('kernel.product')}</span>
          <small>{t('console.title')}</small>
        </p>
        {first === 'setup' && token ? <SetUp token={token} /> : <LogIn />}
        <LanguageChooser />
      </main>
    </div>
  )
}

/** Digits of a TOTP code (RFC 6238). */
const CODE = /^\d{6}$/

/** @param done what happens once logged in; without it the page shows who that is */
export function LogIn({ done }: { done?(): void }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const outcome = await logIn(login.trim(), password, asksCode ? code.replace(/\s/g, '') : undefined)
    setBusy(false)
    if (outcome.state === 'in') {
      await readSelf()
      return done?.()
    }
    if (outcome.state === 'code') {
      setAsksCode(true)
      setProblem(asksCode ? t('console.gate.code-wrong') : undefined)
      setCode('')
      return
    }
    setProblem(outcome.text)
  }
  return (
    <form class="card stack" onSubmit={submit}>
      <h1 tabIndex={-1}>{t('console.gate.log-in')}</h1>
      <Field name="login" label={t('console.gate.login')}>
        <input
          autoComplete="username"
          required
          autoFocus
          value={login}
          onInput={(event) => setLogin(event.currentTarget.value)}
        />
      </Field>
      <Field name="password" label={t('console.gate.password')}>
        <input
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      {asksCode && (
        <Field name="code" label={t('console.gate.code')} hint={t('console.gate.code-hint')}>
          <CodeInput value={code} change={setCode} />
        </Field>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
      <button class="button-primary button-tall button-wide" disabled={busy || (asksCode && !CODE.test(code))}>
        {t(busy ? 'console.gate.busy' : 'console.gate.log-in')}
      </button>
      <p class="soft small">{t('console.gate.forgotten')}</p>
    </form>
  )
}

export function CodeInput({ value, change, ...field }: { value: string; change(text: string): void }) {
  return (
    <input
      {...field}
      class="digits"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      maxLength={6}
      required
      autoFocus
      value={value}
      onInput={(event) => change(event.currentTarget.value.replace(/\D/g, ''))}
    />
  )
}
