// Coming in by a one-time link: someone known logs in with one tap; someone new says name and phone. A password may be
// set at once, or never.
import { useEffect, useState } from 'preact/hooks'
import { phoneOf } from '#domain/kernel/phone.ts'
import type { Answer } from '#web/api/api.ts'
import { Field } from '#web/ui/field.tsx'
import { Note } from '#web/ui/note.tsx'
import { goInstead, to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { loggedIn } from '#web/phone/client.ts'
import { deskText, type Link, lookAtLink, useLink } from './session.ts'

export function Linked({ token }: { token: string }) {
  const [link, setLink] = useState<Answer<Link>>()
  const look = () => void lookAtLink(token).then(setLink)
  useEffect(look, [token])
  if (!link) return <p role="status">{t('kernel.loading')}</p>
  if (link.ok) return <Come token={token} link={link.body} />
  return (
    <div class="card stack">
      <h1 tabIndex={-1}>{t('phone.gate.invited')}</h1>
      <Note tone="bad">{deskText(link)}</Note>
      <button type="button" onClick={look}>
        {t('kernel.retry')}
      </button>
      <a class="button" href={to()}>
        {t('phone.gate.log-in')}
      </a>
    </div>
  )
}

function Come({ token, link }: { token: string; link: Link }) {
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const isNew = link.kind === 'invitation'
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    const digits = phoneOf(phone)
    if (isNew && !name.trim()) return setProblem(t('phone.gate.name-missing'))
    if (isNew && digits === undefined) return setProblem(t('phone.gate.phone-shape'))
    setBusy(true)
    const answer = await useLink(token, {
      ...(isNew && { name: name.trim(), phone: digits }),
      ...(password && { password }),
    })
    setBusy(false)
    if (!answer.ok) return setProblem(deskText(answer))
    goInstead()
    await loggedIn()
  }
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t('phone.gate.invited')}</h1>
      <p>
        {t(isNew ? 'phone.gate.invited-what' : 'phone.gate.link-what', {
          area: link.areaName ?? t('phone.gate.community'),
        })}
      </p>
      {isNew && <Who name={name} phone={phone} setName={setName} setPhone={setPhone} />}
      <NewPassword password={password} set={setPassword} />
      {problem && <Note tone="bad">{problem}</Note>}
      <button type="submit" class="button-primary button-tall button-wide" disabled={busy}>
        {t(busy ? 'kernel.loading' : 'phone.gate.begin')}
      </button>
    </form>
  )
}

interface WhoProps {
  readonly name: string
  readonly phone: string
  setName(name: string): void
  setPhone(phone: string): void
}

function Who({ name, phone, setName, setPhone }: WhoProps) {
  return (
    <>
      <Field name="name" label={t('phone.gate.name')}>
        <input autoComplete="name" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field name="phone" label={t('phone.gate.login')}>
        <input
          autoComplete="tel"
          inputMode="tel"
          value={phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
      </Field>
    </>
  )
}

function NewPassword({ password, set }: { password: string; set(password: string): void }) {
  const [shown, setShown] = useState(false)
  const typing = {
    autoComplete: 'new-password',
    value: password,
    onInput: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
  } as const
  return (
    <>
      <Field name="new-password" label={t('phone.gate.new-password')} hint={t('phone.gate.password-hint')} optional>
        {shown ? <input type="text" {...typing} /> : <input type="password" {...typing} />}
      </Field>
      <label class="choice">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
        {t('phone.gate.show-password')}
      </label>
    </>
  )
}
