// Setting up an empty house by its one-time link: the first administrator's name, log-in and password.
import { useState } from 'preact/hooks'
import { readSelf, reasonOf } from '#web/console/door/session.ts'
import { call } from '#web/door/door.ts'
import { Field } from '#web/ui/field.tsx'
import { Note, problemText } from '#web/ui/note.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t } from '#web/words/words.ts'

/** Length is what makes a password strong (NIST SP 800-63B): no rules about signs. */
export const PASSWORD_MIN = 12

export function SetUp({ token }: { token: string }) {
  const [form, setForm] = useState({ name: '', login: '', password: '' })
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const answer = await call('POST', '/v1/setup', { token, ...form })
    setBusy(false)
    if (!answer.ok) return setProblem(reasonOf(answer) || answer.why === 'unknown' || answer.why === 'logged-out' ? t('console.gate.setup-gone') : problemText(answer))
    goInstead()
    await readSelf()
  }
  const input = (name: keyof typeof form) => ({ value: form[name], onInput: (event: { currentTarget: HTMLInputElement }) => setForm({ ...form, [name]: event.currentTarget.value }) })
  return (
    <form class="card stack" onSubmit={submit}>
      <h1 tabIndex={-1}>{t('console.gate.setup')}</h1>
      <p class="soft">{t('console.gate.setup-what')}</p>
      <Field name="name" label={t('console.gate.name')}><input required maxLength={40} autoComplete="name" {...input('name')} /></Field>
      <Field name="login" label={t('console.gate.login')}><input required maxLength={40} autoComplete="username" {...input('login')} /></Field>
      <Field name="password" label={t('console.gate.new-password')} hint={t('console.gate.new-password-hint', { n: PASSWORD_MIN })}><input type="password" required minLength={PASSWORD_MIN} autoComplete="new-password" {...input('password')} /></Field>
      {problem && <Note tone="bad">{problem}</Note>}
      <button class="button-primary button-tall button-wide" disabled={busy}>{t('console.gate.setup-do')}</button>
    </form>
  )
}
