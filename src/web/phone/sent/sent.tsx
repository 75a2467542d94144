// What was given on this phone: not yet uploaded, uploaded, refused (why, what was kept, what to do).
import type { Command } from '#domain/kernel/envelope.ts'
import type { Entry } from '#web/outbox/outbox.ts'
import { Note } from '#web/ui/note.tsx'
import { coded, has, t, when, whyRefusedBy } from '#web/ui/words.ts'
import {
  calls,
  catchUp,
  dismiss,
  entries,
  givenUp,
  lasting,
  online,
  sending,
  skew,
  trouble,
  waiting,
} from '#web/phone/client.ts'

/** A clock wrong by more than this makes sign-ins by code fail; the person is told. */
const SKEW_TOLD_MS = 60_000

export function Sent() {
  const newestFirst = [...entries.value].reverse()
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('phone.sent')}</h1>
      {!lasting.value && <Note tone="warn">{t('phone.not-lasting')}</Note>}
      {Math.abs(skew.value) > SKEW_TOLD_MS && (
        <Note tone="warn">
          {t(skew.value > 0 ? 'phone.clock-ahead' : 'phone.clock-behind', {
            minutes: Math.round(Math.abs(skew.value) / 60_000),
          })}
        </Note>
      )}
      {waiting.value.length > 0 && (
        <Note tone={trouble.value || !online.value ? 'warn' : 'info'}>
          <p>{t('phone.waiting-note', { n: waiting.value.length })}</p>
          <p>{t(`phone.trouble.${!online.value ? 'offline' : (trouble.value ?? 'none')}`)}</p>
        </Note>
      )}
      {givenUp.value > 0 && <Note tone="warn">{t('phone.given-up', { n: givenUp.value })}</Note>}
      <button type="button" disabled={sending.value} onClick={() => void catchUp()}>
        {t(sending.value ? 'phone.sending' : 'phone.send-now')}
      </button>
      {newestFirst.length === 0 && <p class="card centre soft">{t('phone.sent-nothing')}</p>}
      <ul class="stack-tight">
        {newestFirst.map((entry) => (
          <li key={entry.order}>
            <Line entry={entry} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What was ordered, as a person would say it. */
export function orderText(entry: Entry): string {
  const command = entry.envelope.command as Command & { answer?: string; minutes?: number }
  const key = command.type === 'answer-call' ? `answer-call.${command.answer}` : command.type
  // Rooms with screens of their own are named by the room alone: their words are not on the first screen.
  const known = has(`phone.order.${key}`)
  return coded('phone.order', known ? key : entry.envelope.room, { minutes: command.minutes ?? 0 })
}

function refusalText(entry: Entry): string {
  const receipt = entry.receipt
  if (receipt?.status === 'refused') return whyRefusedBy(entry.envelope.room, receipt.reason, receipt.detail)
  return t(`kernel.status.${receipt?.status ?? 'unknown'}`)
}

/** What can be done about it; some refusals have advice of their own. */
function adviceText(entry: Entry): string {
  const reason = entry.receipt?.status === 'refused' ? entry.receipt.reason : 'other'
  const key = `phone.advice.${reason}`
  return t(has(key) ? key : 'phone.advice.other')
}

function Line({ entry }: { entry: Entry }) {
  const about = calls.value.find((call) => entry.envelope.stream === `muster/${call.muster}`)?.what
  const tone = entry.state === 'waiting' ? 'warn' : entry.state === 'accepted' ? 'good' : 'bad'
  return (
    <article class="card stack-tight">
      <p>
        <span class={`badge badge-${tone}`}>{t(`phone.entry.${entry.state}`)}</span>{' '}
        <span class="soft small number">{when(entry.envelope.at)}</span>
      </p>
      <p>
        <span class="strong">{orderText(entry)}</span>
        {about && <span class="soft"> · {about}</span>}
      </p>
      {entry.state === 'refused' && (
        <>
          <p>
            {t('phone.refused-why')} {refusalText(entry)}
          </p>
          {entry.again && <p class="strong">{t('phone.refused-again')}</p>}
          <p class="soft">{t('phone.refused-kept')}</p>
          <p>{adviceText(entry)}</p>
          <button type="button" onClick={() => void dismiss(entry.order)}>
            {t('phone.dismiss')}
          </button>
        </>
      )}
    </article>
  )
}
