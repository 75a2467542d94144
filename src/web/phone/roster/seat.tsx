// One seat of mine as a card: where, when, doing what, with whom to report to; yes or no in one tap, no reason asked.
import { useState } from 'preact/hooks'
import type { MySeat } from '#rooms/roster/views/assignments-mine.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { dutyText } from '#web/ui/duty.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { roster } from '#words/roster.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { doc, entries, give } from '#web/phone/client.ts'
import { whyNotKept } from '../parts/kept.ts'
import { foreseen, saidAbout } from './given.ts'

learn(roster)

const TONES = { proposed: 'warn', accepted: 'good', declined: 'info', absent: 'bad', released: 'info' } as const

/** From this long before a shift its sign-in stands on the card. */
const SIGN_IN_EARLY_MS = 2 * 3_600_000

export const placeOf = (where: {
  readonly point: string | null
  readonly areaName: string | null
  readonly area: string
}) => where.point ?? where.areaName ?? where.area
export const tell = (round: string, command: CommandOf<'roster'>) =>
  give('roster', `roster/${round}`, command).then(whyNotKept)

export function SeatCard({ seat }: { seat: MySeat }) {
  const [problem, setProblem] = useState('')
  const said = saidAbout(entries.value, seat.round, (command) => command.seat === seat.seat)
  const state = foreseen(seat, said)
  const say = async (type: 'take-up' | 'decline') => setProblem(await tell(seat.round, { type, seat: seat.seat }))
  const [lng, lat] = seat.place ?? []
  return (
    <article class={`card stack-tight call ${state === 'accepted' ? 'call-coming' : ''}`}>
      <p>
        <span class={`badge badge-${TONES[state]}`}>{t(`roster.state.${state}`)}</span>{' '}
        {said?.waits && <span class="soft small">{t('phone.unconfirmed')}</span>}
      </p>
      <h2>
        {seat.leads ? t('roster.leader') : dutyText(seat.duty ?? 'team')} · {placeOf(seat)}
      </h2>
      <p class="number">
        {when(seat.starts)}–{when(seat.ends, 'time')}
        <br />
        <span class="soft">{seat.operation}</span>
      </p>
      {seat.leader && (
        <p>
          {t('roster.report-to', { name: seat.leader.name })}{' '}
          {seat.leader.phone && <a href={`tel:${seat.leader.phone}`}>{seat.leader.phone}</a>}
        </p>
      )}
      {lng !== undefined && (
        <p>
          <a href={`geo:${lat},${lng}`}>{t('roster.way')}</a>
        </p>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
      {said?.refused && <Note tone="bad">{said.refused}</Note>}
      <SeatAnswers seat={seat} state={state} say={say} />
    </article>
  )
}

interface SeatAnswersProps {
  readonly seat: MySeat
  readonly state: keyof typeof TONES
  say(type: 'take-up' | 'decline'): Promise<void>
}

/** What can be done about a seat: taken up, signed in to, declined, swapped. */
function SeatAnswers({ seat, state, say }: SeatAnswersProps) {
  const now = Date.now()
  const due =
    state === 'accepted' &&
    now > seat.starts - SIGN_IN_EARLY_MS &&
    now < seat.ends &&
    doc.value?.body.places?.some((one) => one.round === seat.round)
  return (
    <>
      {state === 'proposed' && (
        <button type="button" class="button-primary button-wide button-tall" onClick={() => void say('take-up')}>
          {t('roster.take-up')}
        </button>
      )}
      {due && (
        <a class="button button-primary button-wide button-tall" href={to('point')}>
          {t('roster.to-place')}
        </a>
      )}
      {(state === 'proposed' || state === 'accepted') && (
        <button type="button" class="button-wide" onClick={() => void say('decline')}>
          {t('roster.decline')}
        </button>
      )}
      {state === 'accepted' && !seat.locked && !seat.leads && (
        <a class="button button-wide button-quiet" href={to('roster', seat.round, seat.seat)}>
          {t('roster.swap')}
        </a>
      )}
    </>
  )
}
