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
type Form = typeof EMPTY

/** The county's name where the house has one: a second administrator is set up in the same. */
function useKnownCounty(): string | undefined {
  const [name, setName] = useState<string>()
  useEffect(
    () =>
      void call<{ counties: readonly { code: string; name: string }[] }>('GET', '/v1/setup').then(
        (answer) => answer.ok && setName(answer.body.counties[0]?.name),
      ),
    [],
  )
  return name
}

/** Sets the house up; answers the sentence that says why it was not. */
async function setUp(token: string, form: Form, knownCounty: string | undefined): Promise<string | undefined> {
  const { code, county, name, phone, password } = form
  const answer = await call('POST', '/v1/setup', {
    token,
    name,
    phone,
    password,
    ...(!knownCounty && { county: { code, name: county } }),
  })
  return answer.ok ? undefined : deskText(answer)
}

export function SetUp({ token }: { token: string }) {
  const [form, setForm] = useState(EMPTY)
  const knownCounty = useKnownCounty()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const wrong = await setUp(token, form, knownCounty)
    setBusy(false)
    if (wrong !== undefined) return setProblem(wrong)
    // The first thing an administrator needs is the second factor: until then the office does not count.
    goInstead('me')
    await readSelf()
  }
  const input = (name: keyof Form) => ({
    value: form[name],
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      setForm({ ...form, [name]: event.currentTarget.value.trimStart() }),
  })
  return (
    <form class="card stack" onSubmit={submit}>
      <h1 tabIndex={-1}>{t('console.gate.setup')}</h1>
      <p class="soft">{t('console.gate.setup-what')}</p>
      {knownCounty ? <p class="strong">{knownCounty}</p> : <CountyFields input={input} />}
      <AdministratorFields input={input} />
      {problem && <Note tone="bad">{problem}</Note>}
      <button class="button-primary button-tall button-wide" disabled={busy}>
        {t('console.gate.setup-do')}
      </button>
    </form>
  )
}

interface FieldsProps {
  /** What ties an input to one value of the form. */
  input(name: keyof Form): {
    readonly value: string
    onInput(event: { currentTarget: HTMLInputElement }): void
  }
}

function CountyFields({ input }: FieldsProps) {
  return (
    <div class="halves">
      <Field name="county-code" label={t('console.gate.county-code')} hint={t('console.gate.county-code-hint')}>
        <input required pattern="[0-9]{6}" inputMode="numeric" maxLength={6} {...input('code')} />
      </Field>
      <Field name="county-name" label={t('console.gate.county-name')}>
        <input required maxLength={40} {...input('county')} />
      </Field>
    </div>
  )
}

function AdministratorFields({ input }: FieldsProps) {
  return (
    <>
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
    </>
  )
}
