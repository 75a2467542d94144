// My registration 报到: with which community, how it stands; registering with one, and withdrawing.
import { townshipOf, levelOf } from '#domain/kernel/area.ts'
import { useEffect, useState } from 'preact/hooks'
import type { Command } from '#domain/kernel/envelope.ts'
import type { RegistrationState } from '#domain/registry/terms.ts'
import { registry } from '#words/registry.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { registration } from '#words/phone/registration.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import { entries, give, keptOf, refresh, self } from '#web/phone/client.ts'
import { whyNotKept } from '#web/phone/parts/kept.ts'

learn(registry, registration)

interface Row {
  readonly stream: string
  readonly community: string
  readonly state: RegistrationState
  readonly why: string | null
  readonly askedAt: number
  readonly answeredAt: number | null
}
interface Area {
  readonly area: string
  readonly name: string
}

/** As many hits as fit a phone's screen; more letters narrow them. */
const HITS_MAX = 8
const LIVE: readonly RegistrationState[] = ['asked', 'accepted']
const TONES = { asked: 'warn', accepted: 'good', declined: 'bad', withdrawn: 'info' } as const

export function Registration() {
  const person = self.value?.person
  const stream = `person/${person}`
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const [problem, setProblem] = useState('')
  const settled = entries.value.filter((entry) => entry.envelope.stream === stream && entry.state !== 'waiting').length
  useEffect(() => {
    if (!person) return
    void refresh('registrations', () => ask('registrations', { subject: person })).then(setAnswer)
    void refresh('areas', () => ask('areas', {}))
  }, [person, settled])

  if (!person)
    return (
      <div class="stack">
        <h1 tabIndex={-1}>{t('phone.registration')}</h1>
        <Note>{t('phone.no-person')}</Note>
      </div>
    )
  const told = keptOf('registrations')
  const rows = (told?.rows ?? []).filter((row) => row.stream === stream)
  const waiting = entries.value.filter((entry) => entry.state === 'waiting' && entry.envelope.stream === stream)
  const current = rows.filter((row) => LIVE.includes(row.state))
  const order = async (type: 'register-person' | 'withdraw-registration', community: string) =>
    setProblem(whyNotKept(await give('registry', stream, { type, community })))

  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('phone.registration')}</h1>
      <p class="soft">{t('phone.registration-what')}</p>
      {!told && <Trouble answer={answer} />}
      {problem && <Note tone="bad">{problem}</Note>}
      {waiting.map((entry) => {
        const command = entry.envelope.command as Command & { community?: string }
        return (
          <Note key={entry.order} tone="warn">
            {coded('phone.order', command.type)}
            {command.community && ` · ${nameOf(command.community)}`} · {t('phone.entry.waiting')}
          </Note>
        )
      })}
      {rows.map((row) => (
        <Standing key={row.community} row={row} withdraw={() => order('withdraw-registration', row.community)} />
      ))}
      {told && current.length === 0 && waiting.length === 0 && (
        <Register register={(community) => order('register-person', community)} />
      )}
      {current.length > 0 && <p class="soft small">{t('phone.registration-one')}</p>}
    </div>
  )
}

function areas(): readonly Area[] {
  return keptOf('areas')?.rows ?? []
}

/** "翠峰镇 城关社区"; the code where the name is not known yet. */
function nameOf(code: string): string {
  const names = [townshipOf(code), code].map((area) => areas().find((one) => one.area === area)?.name).filter(Boolean)
  return names.join(' ') || code
}

function Standing({ row, withdraw }: { row: Row; withdraw(): void }) {
  const [sure, setSure] = useState(false)
  return (
    <article class="card stack-tight">
      <h2>{nameOf(row.community)}</h2>
      <p>
        <span class={`badge badge-${TONES[row.state]}`}>{t(`registry.state.${row.state}`)}</span>{' '}
        <span class="soft small number">{when(row.answeredAt ?? row.askedAt)}</span>
      </p>
      {row.state === 'asked' && <p class="soft">{t('phone.registration-asked')}</p>}
      {row.why && (
        <p>
          {t('phone.registration-why')} {coded('registry.why', row.why)}
        </p>
      )}
      {LIVE.includes(row.state) && !sure && (
        <button type="button" onClick={() => setSure(true)}>
          {t('phone.withdraw')}
        </button>
      )}
      {LIVE.includes(row.state) && sure && (
        <div class="stack-tight">
          <p>{t('phone.withdraw-sure')}</p>
          <div class="halves">
            <button
              type="button"
              class="button-primary"
              onClick={() => {
                setSure(false)
                withdraw()
              }}
            >
              {t('phone.withdraw-yes')}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {t('kernel.cancel')}
            </button>
          </div>
        </div>
      )}
    </article>
  )
}

function Register({ register }: { register(community: string): void }) {
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<Area>()
  const text = query.trim()
  const hits = text ? areas().filter((one) => levelOf(one.area) === 'community' && nameOf(one.area).includes(text)) : []
  if (chosen) {
    return (
      <div class="card stack">
        <p>{t('phone.register-sure')}</p>
        <p class="strong">{nameOf(chosen.area)}</p>
        <button type="button" class="button-primary button-tall button-wide" onClick={() => register(chosen.area)}>
          {t('phone.register-yes')}
        </button>
        <button type="button" class="button-quiet" onClick={() => setChosen(undefined)}>
          {t('phone.register-other')}
        </button>
      </div>
    )
  }
  return (
    <div class="card stack">
      <div>
        <label for="community">{t('phone.register-search')}</label>
        <input
          id="community"
          type="search"
          autoComplete="off"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          aria-describedby="community-hint"
        />
        <p class="hint" id="community-hint">
          {t('phone.register-hint')}
        </p>
      </div>
      <p class="sr-only" role="status">
        {text && t('phone.register-hits', { n: hits.length })}
      </p>
      {text && hits.length === 0 && <p>{t('phone.register-none')}</p>}
      <ul class="stack-tight">
        {hits.slice(0, HITS_MAX).map((one) => (
          <li key={one.area}>
            <button type="button" class="button-wide" onClick={() => setChosen(one)}>
              {nameOf(one.area)}
            </button>
          </li>
        ))}
      </ul>
      {hits.length > HITS_MAX && <p class="soft small">{t('phone.register-more', { n: hits.length - HITS_MAX })}</p>}
    </div>
  )
}
