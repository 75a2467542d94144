// What is held about me, why and until when; who looked; and objecting to it, which a person answers.
import { useEffect, useState } from 'preact/hooks'
import { objectables, type Objectable } from '#domain/ending/terms.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { newId } from '#web/api/ids.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { ending } from '#words/ending.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import { entries, give, keptOf, refresh, self } from '#web/phone/client.ts'
import { whyNotKept } from '#web/phone/parts/kept.ts'

learn(ending)

interface Looks {
  readonly rows: readonly {
    readonly at: number
    readonly roles: readonly string[]
    readonly what: string
    readonly mine: boolean
  }[]
}
const LOOKS_SHOWN = 20
const TONES = { waiting: 'warn', granted: 'good', kept: 'info' } as const

export function Held() {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const settled = entries.value.filter((entry) => entry.envelope.room === 'ending' && entry.state !== 'waiting').length
  useEffect(() => void refresh('held-about-me', () => ask('held-about-me')).then(setAnswer), [settled])
  const told = keptOf('held-about-me')
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('ending.mine')}</h1>
      {!told && <Trouble answer={answer} />}
      {told && (
        <ul class="stack-tight">
          {told.rows
            .filter((row) => row.records > 0)
            .map((row) => (
              <li key={row.what} class="card">
                <span class="strong">{t(`ending.held.${row.what}`)}</span> <span class="number">{row.records}</span>
                <br />
                <span class="soft small">
                  {t('ending.why')} {coded('ending.purpose', row.purpose)} ·{' '}
                  {row.days === null || row.from === null
                    ? t('ending.until.leaving')
                    : t(`ending.until.${row.from}`, { days: row.days })}
                </span>
              </li>
            ))}
        </ul>
      )}
      <WhoLooked />
      {told?.objections.map((one) => (
        <article key={one.objection} class="card stack-tight">
          <p>
            <span class={`badge badge-${TONES[one.state === 'waiting' ? 'waiting' : one.state]}`}>
              {t(`ending.verdict.${one.state}`)}
            </span>{' '}
            {t(`ending.what.${one.about}`)} <span class="soft small number">{when(one.raisedAt)}</span>
          </p>
          <p>{one.text}</p>
          {one.answer && <p class="soft">{one.answer}</p>}
        </article>
      ))}
      <Objecting />
      <a class="button button-wide" href={to('me')}>
        {t('ending.back')}
      </a>
    </div>
  )
}

function WhoLooked() {
  const [answer, setAnswer] = useState<Answer<Looks>>()
  return (
    <details class="card" onToggle={(event) => event.currentTarget.open && void ask('looks').then(setAnswer)}>
      <summary>{t('ending.looks')}</summary>
      <Trouble answer={answer} />
      {answer?.ok &&
        (answer.body.rows.length === 0 ? (
          <p class="soft">{t('ending.looks-none')}</p>
        ) : (
          <ul>
            {answer.body.rows.slice(0, LOOKS_SHOWN).map((row, at) => (
              <li key={at}>
                <span class="number">{when(row.at)}</span>{' '}
                <span class="soft">
                  {row.mine
                    ? t('ending.by.self')
                    : row.roles.map((role) => coded('ending.by', role)).join(t('kernel.and'))}
                </span>
              </li>
            ))}
          </ul>
        ))}
    </details>
  )
}

function Objecting() {
  const [about, setAbout] = useState<Objectable>('openings')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const waits = entries.value.some((entry) => entry.envelope.room === 'ending' && entry.state === 'waiting')
  const send = async (event: Event) => {
    event.preventDefault()
    const person = self.value?.person
    if (!person) return
    const why = whyNotKept(
      await give('ending', `objection/${newId()}`, {
        type: 'object',
        person,
        about,
        text: text.trim(),
      }),
    )
    setProblem(why)
    if (!why) setText('')
  }
  return (
    <details class="card">
      <summary>{t('ending.object')}</summary>
      <form class="stack-tight" onSubmit={send}>
        <fieldset>
          <legend>{t('ending.object-about')}</legend>
          {objectables.map((one) => (
            <label key={one} class="choice">
              <input type="radio" name="about" checked={about === one} onChange={() => setAbout(one)} />
              {t(`ending.what.${one}`)}
            </label>
          ))}
        </fieldset>
        <label for="object-text">{t('ending.object-why')}</label>
        <textarea
          id="object-text"
          maxLength={600}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {problem && <Note tone="bad">{problem}</Note>}
        {waits && <Note tone="warn">{t('ending.waits')}</Note>}
        <button class="button-primary button-wide" disabled={!text.trim()}>
          {t('ending.object-send')}
        </button>
      </form>
    </details>
  )
}
