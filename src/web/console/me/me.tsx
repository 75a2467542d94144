// One's own account: the second factor, the password, the places where one is logged in.
import { useEffect, useState } from 'preact/hooks'
import {
  changePassword,
  deskText,
  endOthers,
  endSession,
  readSelf,
  readSessions,
  type SessionRow,
  showCode,
} from '#web/console/session/session.ts'
import { self } from '#web/console/session/self.ts'
import { CodeInput } from '#web/console/gate/gate.tsx'
import { PASSWORD_MIN } from '#web/console/gate/setup.tsx'
import { whatText } from '#web/console/log/what.ts'
import { ago } from '#web/console/parts/ago.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { Field } from '#web/ui/field.tsx'
import { Note, Trouble } from '#web/ui/note.tsx'
import { access } from '#words/access.ts'
import { log } from '#words/console/log.ts'
import { me as words } from '#words/console/me.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import { Factor } from './factor.tsx'

learn(access, log, words)

/** The newest; the whole list is the person's to ask for. */
const LOOKS_SHOWN = 20

export function MeScreen() {
  const me = self.value!
  return (
    <ScreenFrame title={t('console.screen.me')} under={me.name}>
      {me.needs && (
        <Note tone="warn">
          {t(`console.me.needs.${me.needs}`, {
            roles: me.withheld.map((grant) => t(`console.role.${grant.role}`)).join(t('kernel.and')),
          })}
        </Note>
      )}
      {me.needs === 'code' && <ShowCode />}
      <div class="halves reading">
        <Factor />
        <Password />
        <Places />
        <News />
        <Looks />
      </div>
    </ScreenFrame>
  )
}

/** A session that began without the second factor is raised by its code. */
function ShowCode() {
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = async (event: Event) => {
    event.preventDefault()
    const answer = await showCode(code)
    setProblem(answer.ok ? undefined : deskText(answer))
    setCode('')
    if (answer.ok) await readSelf()
  }
  return (
    <form class="card stack narrow" onSubmit={submit}>
      <Field name="show-code" label={t('console.gate.code')} hint={t('console.gate.code-hint')} problem={problem}>
        <CodeInput value={code} change={setCode} />
      </Field>
      <div class="actions actions-start">
        <button class="button-primary" disabled={code.length !== 6}>
          {t('console.me.show-code')}
        </button>
      </div>
    </form>
  )
}

function Password() {
  const [present, setPresent] = useState('')
  const [fresh, setFresh] = useState('')
  const [problem, setProblem] = useState<string>()
  const me = self.value!
  const submit = async (event: Event) => {
    event.preventDefault()
    const answer = await changePassword(present || undefined, fresh)
    setProblem(answer.ok ? undefined : deskText(answer))
    if (!answer.ok) return
    setPresent('')
    setFresh('')
    announce(t('console.me.password-done'))
    await readSelf()
  }
  return (
    <form class="card stack" onSubmit={submit} aria-labelledby="me-password">
      <h2 id="me-password">{t('console.me.password')}</h2>
      {me.password && (
        <Field name="password-present" label={t('console.me.password-old')}>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={present}
            onInput={(event) => setPresent(event.currentTarget.value)}
          />
        </Field>
      )}
      <Field
        name="password-new"
        label={t('console.me.password-new')}
        hint={t('console.gate.new-password-hint', { n: PASSWORD_MIN })}
      >
        <input
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_MIN}
          required
          value={fresh}
          onInput={(event) => setFresh(event.currentTarget.value)}
        />
      </Field>
      {problem && <Note tone="bad">{problem}</Note>}
      <div class="actions actions-start">
        <button>{t('console.me.password-do')}</button>
      </div>
    </form>
  )
}

/** What happened to the account, by whomever: so that a stranger's hand is seen. */
function News() {
  const asked = useAsked('account-news', {}, ['account', 'person'])
  return (
    <section class="card stack" aria-labelledby="me-news">
      <h2 id="me-news">{t('access.news')}</h2>
      <Trouble answer={asked.trouble} />
      <p class="soft">{t(asked.body?.rows.length === 0 ? 'access.news.none' : 'access.news.what')}</p>
      <ul class="stack-tight">
        {asked.body?.rows.map((row) => (
          <li key={`${row.at} ${row.about}`}>
            {when(row.at)} · {t(`access.news.${row.about}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who looked at what is held about oneself: by office, not by name. */
function Looks() {
  const asked = useAsked('looks', {})
  const others = (asked.body?.rows ?? []).filter((row) => !row.mine).slice(0, LOOKS_SHOWN)
  return (
    <section class="card stack" aria-labelledby="me-looks">
      <h2 id="me-looks">{t('console.me.looks')}</h2>
      <Trouble answer={asked.trouble} />
      {asked.body && !others.length && <p class="soft">{t('console.me.no-looks')}</p>}
      <ul class="stack-tight">
        {others.map((row) => (
          <li key={row.at}>
            {when(row.at)} · {row.roles.map((role) => coded('console.role', role)).join(t('kernel.and'))} ·{' '}
            {whatText(row.what)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Places() {
  const [rows, setRows] = useState<readonly SessionRow[]>()
  const [problem, setProblem] = useState<string>()
  const read = async () => {
    const answer = await readSessions()
    if (answer.ok) setRows(answer.body.rows)
    else setProblem(deskText(answer))
  }
  useEffect(() => void read(), [])
  const end = async (answering: ReturnType<typeof endSession>) => {
    const answer = await answering
    setProblem(answer.ok ? undefined : deskText(answer))
    if (answer.ok) announce(t('console.me.revoked'))
    await read()
  }
  return (
    <section class="card stack" aria-labelledby="me-sessions">
      <h2 id="me-sessions">{t('console.me.sessions')}</h2>
      {problem && <Note tone="bad">{problem}</Note>}
      <ul class="grants">
        {rows?.map((row) => (
          <li key={row.id}>
            <span>
              <b>{row.agent}</b> {row.here && <span class="badge badge-good">{t('console.me.this-one')}</span>}
              <br />
              <span class="soft small">
                {t('console.me.since', { time: when(row.since) })} · {ago(row.lastSeen)}
              </span>
            </span>
            {!row.here && (
              <button type="button" onClick={() => void end(endSession(row.id))}>
                {t('console.me.revoke')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {(rows?.length ?? 0) > 1 && (
        <div class="actions actions-start">
          <button type="button" onClick={() => void end(endOthers())}>
            {t('console.me.revoke-all')}
          </button>
        </div>
      )}
    </section>
  )
}
