// One call: what, where, when, why me; and what can be done now. Answering takes two taps: coming and in how many
// minutes, or cannot, or a word first.
import { useState } from 'preact/hooks'
import type { MusterCommand } from '#domain/muster/commands.ts'
import { afterCommand, engagedIn, type Foreseen } from '#web/foresee/foresee.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { coded, t, when, whyRefused } from '#web/ui/words.ts'
import { calls, give, self } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'

/** Choices of "I am there in … minutes": the nearest round ones, each one tap. */
const MINUTES = [5, 10, 20, 30, 45, 60]
/** Refusals that are certain on this device too: nothing is queued for them. */
const CERTAIN = ['already-answered', 'already-arrived', 'engaged-elsewhere', 'over']

export function CallCard({ call, now }: { call: Foreseen; now: number }) {
  const [changing, setChanging] = useState(false)
  const [problem, setProblem] = useState('')
  const running = call.phase !== 'over'
  const asks = running && (call.state === 'called' || call.state === 'talk' || changing)

  const order = async (command: MusterCommand) => {
    const me = self.value
    if (!me?.person) return
    const foreseen = afterCommand(call, command, {
      me: me.person,
      actor: me,
      at: Date.now(),
      elsewhere: engagedIn(calls.value, call.muster),
    })
    if ('refused' in foreseen && CERTAIN.includes(foreseen.refused))
      return setProblem(whyRefused('muster', foreseen.refused))
    const kept = await give('muster', `muster/${call.muster}`, command)
    setProblem(whyNotKept(kept))
    if (kept.kept) setChanging(false)
  }

  return (
    <article class={`card stack call call-${call.state}`} aria-labelledby={`what-${call.muster}`}>
      <div class="stack-tight">
        {call.drill && (
          <p>
            <span class="badge badge-warn">{t('phone.drill')}</span>
          </p>
        )}
        <h2 id={`what-${call.muster}`} class="what">
          {call.what || t('phone.erased')}
        </h2>
        <p class="where">
          <span class="sr-only">{t('phone.where')}</span>
          {call.label}
        </p>
        <p class="number">
          {when(call.from)} – {when(call.until, 'time')}
        </p>
      </div>
      <Standing call={call} now={now} />
      {problem && <Note tone="bad">{problem}</Note>}
      {asks ? (
        <Answers call={call} order={order} changing={changing} stop={() => setChanging(false)} />
      ) : (
        running && <Further call={call} order={order} change={() => setChanging(true)} />
      )}
      {asks && call.reasons.length > 0 && <Why call={call} />}
    </article>
  )
}

/** Where I stand, in one sentence, and whether the server knows it yet. */
function Standing({ call, now }: { call: Foreseen; now: number }) {
  const late = call.state === 'called' && now > call.answerBy
  const text =
    call.state === 'coming' && call.minutes !== undefined
      ? t('phone.state.coming-in', { minutes: call.minutes })
      : call.state === 'arrived' && call.arrivedAt !== undefined
        ? t('phone.state.arrived-at', { time: when(call.arrivedAt, 'time') })
        : call.state === 'called'
          ? t(late ? 'phone.state.called-late' : 'phone.state.called-by', { time: when(call.answerBy, 'time') })
          : call.state === 'thanked' && call.willing
            ? t('phone.state.thanked-willing')
            : t(`phone.state.${call.state}`)
  return (
    <div class={`standing standing-${call.state}`} role="status">
      <p class="strong">{text}</p>
      {call.unconfirmed && <p class="small">{t('phone.unconfirmed')}</p>}
    </div>
  )
}

function Why({ call }: { call: Foreseen }) {
  return (
    <details>
      <summary>{t('phone.why-me')}</summary>
      <ul class="dots">
        {call.reasons.map((reason) => (
          <li key={reason.why}>{reasonText(reason)}</li>
        ))}
      </ul>
    </details>
  )
}

/** A reason of the call in words; a skill is named in words too. */
function reasonText(reason: { readonly why: string } & Record<string, unknown>): string {
  const skill = typeof reason.skill === 'string' ? coded('registry.skill', reason.skill) : ''
  return coded('muster.why', reason.why, { ...(reason as Record<string, string | number>), skill })
}

interface Acting {
  readonly call: Foreseen
  order(command: MusterCommand): Promise<void>
}

function Answers({ call, order, changing, stop }: Acting & { changing: boolean; stop(): void }) {
  const [minutes, setMinutes] = useState(false)
  if (minutes) {
    return (
      <fieldset class="stack-tight">
        <legend>{t('phone.minutes-ask')}</legend>
        <div class="thirds">
          {MINUTES.map((n) => (
            <button
              key={n}
              type="button"
              class="button-good number"
              onClick={() => order({ type: 'answer-call', answer: 'coming', minutes: n })}
            >
              {t('phone.minutes', { n })}
            </button>
          ))}
        </div>
        <button type="button" class="button-quiet" onClick={() => setMinutes(false)}>
          {t('kernel.back')}
        </button>
      </fieldset>
    )
  }
  return (
    <div class="stack-tight">
      <button type="button" class="button-good button-tall button-wide" onClick={() => setMinutes(true)}>
        {t('phone.coming')}
      </button>
      <div class="halves">
        <button
          type="button"
          aria-pressed={call.state === 'cannot'}
          onClick={() => order({ type: 'answer-call', answer: 'cannot' })}
        >
          {t('phone.cannot')}
        </button>
        <button
          type="button"
          aria-pressed={call.state === 'talk'}
          onClick={() => order({ type: 'answer-call', answer: 'talk' })}
        >
          {t('phone.talk')}
        </button>
      </div>
      {changing && (
        <button type="button" class="button-quiet" onClick={stop}>
          {t('kernel.cancel')}
        </button>
      )}
    </div>
  )
}

function Further({ call, order, change }: Acting & { change(): void }) {
  const [leaving, setLeaving] = useState(false)
  if (call.state === 'coming') {
    return (
      <div class="stack-tight">
        <a class="button button-primary button-tall button-wide" href={to('arrive', call.muster)}>
          {t('phone.arrive')}
        </a>
        <button type="button" class="button-quiet" onClick={change}>
          {t('phone.change-answer')}
        </button>
      </div>
    )
  }
  if (call.state === 'arrived') {
    if (!leaving)
      return (
        <button type="button" onClick={() => setLeaving(true)}>
          {t('phone.leave')}
        </button>
      )
    return (
      <div class="stack-tight">
        <p>{t('phone.leave-sure')}</p>
        <div class="halves">
          <button type="button" class="button-primary" onClick={() => order({ type: 'leave' })}>
            {t('phone.leave-yes')}
          </button>
          <button type="button" onClick={() => setLeaving(false)}>
            {t('phone.stay')}
          </button>
        </div>
      </div>
    )
  }
  if (call.state === 'cannot' && call.phase === 'running')
    return (
      <button type="button" class="button-quiet" onClick={change}>
        {t('phone.change-answer')}
      </button>
    )
  if (call.state === 'absent')
    return (
      <a class="button button-primary button-wide" href={to('arrive', call.muster)}>
        {t('phone.arrive')}
      </a>
    )
  if (call.state === 'thanked' || call.state === 'cannot')
    return (
      <a class="button button-quiet" href={to('arrive', call.muster)}>
        {t('phone.arrive-anyway')}
      </a>
    )
  return null
}
