// Me: my service so far, how this phone reads to me, where I am logged in, signing out.
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask } from '#web/api/api.ts'
import { LanguageChooser, SizeChooser, ThemeChooser } from '#web/ui/choosers.tsx'
import { Note, Trouble } from '#web/ui/note.tsx'
import { prefer, preferences } from '#web/ui/preferences.ts'
import { to } from '#web/ui/router.ts'
import { me } from '#words/phone/me.ts'
import { t, when, learn } from '#web/ui/words.ts'
import { keptOf, refresh, self, signOut, waiting } from '#web/phone/client.ts'
import { endSession, readSessions, type SessionRow } from '../login/session.ts'
import { Calendar } from './calendar.tsx'
import { AccountNewsCard } from './news.tsx'
import { Reach } from './reach.tsx'

learn(me)

export function Me() {
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{self.value?.name || t('phone.me')}</h1>
      <Service />
      <div class="stack-tight">
        <a class="button button-wide" href={to('record')}>
          {t('phone.record')}
        </a>
        <a class="button button-wide" href={to('notices')}>
          {t('phone.notices')}
        </a>
        <a class="button button-wide" href={to('held')}>
          {t('phone.held')}
        </a>
      </div>
      <section class="card stack" aria-labelledby="reading">
        <h2 id="reading">{t('phone.reading')}</h2>
        <LanguageChooser />
        <SizeChooser />
        <ThemeChooser />
      </section>
      <section class="card stack-tight" aria-labelledby="telling">
        <h2 id="telling">{t('phone.telling')}</h2>
        <label class="choice">
          <input
            type="checkbox"
            checked={preferences.value.sound}
            onChange={(event) => prefer({ sound: event.currentTarget.checked })}
          />
          {t('phone.sound')}
        </label>
        <label class="choice">
          <input
            type="checkbox"
            checked={preferences.value.vibrate}
            onChange={(event) => prefer({ vibrate: event.currentTarget.checked })}
          />
          {t('phone.vibrate')}
        </label>
      </section>
      <Reach />
      <Calendar />
      <AccountNewsCard />
      <Sessions />
      <Leaving />
    </div>
  )
}

function Service() {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  useEffect(() => void refresh('my-entries', () => ask('my-entries')).then(setAnswer), [])
  const told = keptOf('my-entries')
  return (
    <section class="card stack-tight" aria-labelledby="service">
      <h2 id="service">{t('phone.service')}</h2>
      {!told && <Trouble answer={answer} />}
      {told && (
        <p>
          {told.totals.entries === 0
            ? t('phone.service-none')
            : t('phone.service-sum', {
                times: told.totals.entries,
                hours: Math.floor(told.totals.minutes / 60),
                minutes: told.totals.minutes % 60,
              })}
        </p>
      )}
    </section>
  )
}

function Sessions() {
  const [answer, setAnswer] = useState<Answer<{ rows: readonly SessionRow[] }>>()
  const look = () => void readSessions().then(setAnswer)
  const end = async (id: string) => {
    const ended = await endSession(id)
    if (ended.ok) look()
    else setAnswer(ended)
  }
  return (
    <details class="card" onToggle={(event) => event.currentTarget.open && look()}>
      <summary>{t('phone.sessions')}</summary>
      <div class="stack-tight">
        <p class="soft">{t('phone.sessions-what')}</p>
        <Trouble answer={answer} />
        {answer?.ok &&
          answer.body.rows.map((row) => (
            <div key={row.id} class="person">
              <span>
                {row.agent}
                <br />
                <span class="soft small number">
                  {row.here ? t('phone.session-here') : t('phone.session-seen', { time: when(row.lastSeen) })}
                </span>
              </span>
              {!row.here && (
                <button type="button" onClick={() => void end(row.id)}>
                  {t('phone.session-end')}
                </button>
              )}
            </div>
          ))}
      </div>
    </details>
  )
}

function Leaving() {
  const [sure, setSure] = useState<'no' | 'leaving' | 'discarding'>('no')
  const n = waiting.value.length
  if (sure === 'no')
    return (
      <button type="button" onClick={() => setSure('leaving')}>
        {t('phone.sign-out')}
      </button>
    )
  const cancel = (
    <button type="button" onClick={() => setSure('no')}>
      {t('kernel.cancel')}
    </button>
  )
  if (sure === 'discarding')
    return (
      <section class="card stack-tight">
        <Note tone="bad">{t('phone.sign-out-discard-sure', { n })}</Note>
        <button type="button" onClick={() => void signOut(false)}>
          {t('phone.sign-out-discard-yes')}
        </button>
        {cancel}
      </section>
    )
  return (
    <section class="card stack-tight">
      <p>{t('phone.sign-out-sure')}</p>
      {n > 0 && <Note tone="warn">{t('phone.sign-out-waiting', { n })}</Note>}
      <button type="button" class="button-primary" onClick={() => void signOut(true)}>
        {t(n > 0 ? 'phone.sign-out-keep' : 'phone.sign-out-yes')}
      </button>
      {n > 0 && (
        <button type="button" onClick={() => setSure('discarding')}>
          {t('phone.sign-out-discard')}
        </button>
      )}
      {cancel}
    </section>
  )
}
