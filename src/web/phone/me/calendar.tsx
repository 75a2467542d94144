// My shifts in the calendar I use anyway: a secret address is made on this phone; the house keeps a digest of it, and
// forgets it when I take it back.
import { useEffect, useState } from 'preact/hooks'
import { sha256 } from '#domain/kernel/sha256.ts'
import { ask } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { t } from '#web/ui/words.ts'
import { give, keptOf, refresh, self } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

const secretBytes = 32
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export function Calendar() {
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState('')
  const look = () => void refresh('my-channels', () => ask('my-channels'))
  useEffect(look, [])
  const on = keptOf('my-channels')?.calendar ?? false
  const set = async (digest: string | null) => {
    const why = whyNotKept(await give('channels', `channels/${self.value!.person}`, { type: 'set-calendar', digest }))
    setProblem(why)
    setTimeout(look, 600)
    return why === ''
  }
  const make = async () => {
    const secret = base64url(crypto.getRandomValues(new Uint8Array(secretBytes)))
    if (await set(hex(sha256(new TextEncoder().encode(secret)))))
      setAddress(`${location.origin}/v1/calendar/${self.value!.tenant}.${secret}.ics`)
  }
  return (
    <section class="card stack-tight" aria-labelledby="calendar">
      <h2 id="calendar">{t('phone.calendar')}</h2>
      <p class="soft">{t('phone.calendar-what')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {address && (
        <>
          <Note tone="good">{t('phone.calendar-once')}</Note>
          <p class="small ">
            <a href={address.replace(/^https?:/, 'webcal:')}>{address}</a>
          </p>
        </>
      )}
      <button type="button" class={on ? '' : 'button-primary'} onClick={() => void make()}>
        {t(on ? 'phone.calendar-new' : 'phone.calendar-make')}
      </button>
      {on && (
        <button
          type="button"
          onClick={() => {
            setAddress('')
            void set(null)
          }}
        >
          {t('phone.calendar-stop')}
        </button>
      )}
    </section>
  )
}
