// Before the phone's screens: logging in by phone number and password, or taking an invitation by its link or code.
import { useState } from 'preact/hooks'
import { LanguageChooser, SizeChooser } from '#web/ui/choosers.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note, problemText } from '#web/ui/note.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t } from '#web/words/words.ts'
import { loggedIn } from '../house.ts'
import { acceptInvitation, logIn } from './session.ts'

/** Long enough that guessing is hopeless at the server's rate, short enough to remember: three words do. */
const PASSWORD_MIN = 10

export function Gate({ token }: { token?: string }) {
  return (
    <div class="stack">
      <p class="brand"><img src="/icon.svg" alt="" width="48" height="48" /><span>{t('kernel.product')}</span></p>
      {token ? <Invited token={token} /> : <LogIn />}
      <details>
        <summary>{t('phone.reading')}</summary>
        <div class="stack"><LanguageChooser /><SizeChooser /></div>
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
    const result = await logIn(login.trim(), password, asksCode ? code : undefined)
    setBusy(false)
    setProblem(result.state === 'wrong' ? t('phone.gate.wrong') : result.state === 'trouble' && !result.answer.ok ? problemText(result.answer) : '')
    if (result.state === 'code-wanted') setAsksCode(true)
    if (result.state === 'in') await loggedIn()
  }
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t('phone.gate.log-in')}</h1>
      <Field name="login" label={t('phone.gate.login')}><input autoComplete="username" inputMode="tel" value={login} onInput={(event) => setLogin(event.currentTarget.value)} /></Field>
      <Field name="password" label={t('phone.gate.password')}><input type="password" autoComplete="current-password" value={password} onInput={(event) => setPassword(event.currentTarget.value)} /></Field>
      {asksCode && <Field name="code" label={t('phone.gate.code')} hint={t('phone.gate.code-hint')}><input class="number" inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onInput={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))} /></Field>}
      {problem && <Note tone="bad">{problem}</Note>}
      <button type="submit" class="button-primary button-tall button-wide" disabled={busy}>{t(busy ? 'kernel.loading' : 'phone.gate.log-in')}</button>
      <p class="soft">{t('phone.gate.no-account')}</p>
    </form>
  )
}

function Invited({ token }: { token: string }) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    if (password.length < PASSWORD_MIN) return setProblem(t('phone.gate.too-short', { n: PASSWORD_MIN }))
    setBusy(true)
    const answer = await acceptInvitation(token, password)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.why === 'unknown' || answer.why === 'logged-out' ? t('phone.gate.invitation-spent') : problemText(answer))
    goInstead()
    await loggedIn()
  }
  const typing = { autoComplete: 'new-password', value: password, onInput: (event: { currentTarget: HTMLInputElement }) => setPassword(event.currentTarget.value) } as const
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t('phone.gate.invited')}</h1>
      <p>{t('phone.gate.invited-what')}</p>
      <Field name="new-password" label={t('phone.gate.new-password')} hint={t('phone.gate.too-short', { n: PASSWORD_MIN })}>
        {shown ? <input type="text" {...typing} /> : <input type="password" {...typing} />}
      </Field>
      <label class="choice"><input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />{t('phone.gate.show-password')}</label>
      {problem && <Note tone="bad">{problem}</Note>}
      <button type="submit" class="button-primary button-tall button-wide" disabled={busy}>{t(busy ? 'kernel.loading' : 'phone.gate.begin')}</button>
    </form>
  )
}
