// Setting up an empty house by its one-time link: the county, and the first administrator's name, phone and password.
import { useEffect, useState } from 'preact/hooks'
import { deskText, readSelf } from '#web/console/session/session.ts'
import { call } from '#web/api/api.ts'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'

/** Length is what makes a password strong (NIST SP 800-63B): no rules about signs. */
export const PASSWORD_MIN = 10

const EMPTY = { code: '', county: '', name: '', phone: '', password: '' }

export function SetUp({ token }: { token: string }) {
  const [form, setForm] = useState(EMPTY)
  const [knownCounty, setKnownCounty] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(
    () =>
      void call<{ counties: readonly { code: string; name: string }[] }>('GET', '/v1/setup').then(
        (answer) => answer.ok && setKnownCounty(answer.body.counties[0]?.name),
      ),
    [],
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const { code, county, name, phone, password } = form
    const answer = await call('POST', '/v1/setup', {
      token,
      name,
      phone,
      password,
      ...(!knownCounty && { county: { code, name: county } }),
    })
    setBusy(false)
    if (!answer.ok) return setProblem(deskText(answer))
    // The first thing an administrator needs is the second factor: until then the office does not count.
    goInstead('me')
    await readSelf()
  }
  const input = (name: keyof typeof form) => ({
    value: form[name],
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      setForm({ ...form, [name]: event.currentTarget.value.trimStart() }),
  })
  return (
    <form class="card stack" onSubmit={submit}>
      <h1 tabIndex={-1}>{t('console.gate.setup')}</h1>
      <p class="soft">{t('console.gate.setup-what')}</p>
      {knownCounty ? (
        <p class="strong">{knownCounty}</p>
      ) : (
        <div class="halves">
          <Field name="county-code" label={t('console.gate.county-code')} hint={t('console.gate.county-code-hint')}>
            <input required pattern="[0-9]{6}" inputMode="numeric" maxLength={6} {...input('code')} />
          </Field>
          <Field name="county-name" label={t('console.gate.county-name')}>
            <input required maxLength={40} {...input('county')} />
          </Field>
        </div>
      )}
      <Field name="name" label={t('console.gate.name')}>
        <input required maxLength={40} autoComplete="name" {...input('name')} />
      </Field>
      <Field name="phone" label={t('console.gate.phone')}>
        <input type="tel" required pattern="[-+0-9 \(\)]{7,40}" autoComplete="username" {...input('phone')} />
      </Field>
      <Field
        name="password"
        label={t('console.gate.new-password')}
        hint={t('console.gate.new-password-hint', { n: PASSWORD_MIN })}
      >
        <input type="password" required minLength={PASSWORD_MIN} autoComplete="new-password" {...input('password')} />
      </Field>
      {problem && <Note tone="bad">{problem}</Note>}
      <button class="button-primary button-tall button-wide" disabled={busy}>
        {t('console.gate.setup-do')}
      </button>
    </form>
  )
}
