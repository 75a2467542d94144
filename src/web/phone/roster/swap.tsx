// Swaps: one offered to me, answered in one tap; and choosing with which post or team to swap, without seeing with
// whom.
import { useEffect, useState } from 'preact/hooks'
import type { MyRoster, SwapChoice } from '#rooms/roster/views/assignments-mine.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { entries } from '#web/phone/client.ts'
import { saidAbout } from './given.ts'
import { placeOf, tell } from './seat.tsx'

export function SwapCard({ swap }: { swap: MyRoster['swaps'][number] }) {
  const [problem, setProblem] = useState('')
  const said = saidAbout(entries.value, swap.round, (command) => command.swap === swap.swap)
  const { other } = swap
  const answer = async (agree: boolean) =>
    setProblem(await tell(swap.round, { type: 'answer-swap', swap: swap.swap, agree }))
  return (
    <article class="card stack-tight">
      <h2>{t(swap.offered ? 'roster.swap-mine' : 'roster.swap-asked')}</h2>
      <p>
        {dutyText(other.duty ?? 'team')} · {placeOf(other)}
        <br />
        <span class="number">
          {when(other.starts)}–{when(other.ends, 'time')}
        </span>{' '}
        <span class="soft small">{t('roster.swap-until', { time: when(swap.until) })}</span>
      </p>
      {problem && <Note tone="bad">{problem}</Note>}
      {said?.refused && <Note tone="bad">{said.refused}</Note>}
      {said?.waits && <Note tone="warn">{t('phone.unconfirmed')}</Note>}
      {!swap.offered && !said?.waits && (
        <>
          <button type="button" class="button-primary button-wide button-tall" onClick={() => void answer(true)}>
            {t('roster.swap-yes')}
          </button>
          <button type="button" class="button-wide" onClick={() => void answer(false)}>
            {t('roster.swap-no')}
          </button>
        </>
      )}
    </article>
  )
}

/** `#/roster/<round>/<seat>`: what this seat could be swapped with. */
export function SwapChoices({ round, seat }: { round: string; seat: string }) {
  const [answer, setAnswer] = useState<Answer<{ rows: readonly SwapChoice[] }>>()
  const [problem, setProblem] = useState('')
  useEffect(() => void ask('swap-choices', { round, seat }).then(setAnswer), [round, seat])
  const offer = async (other: string) => {
    const why = await tell(round, { type: 'offer-swap', seat, with: other })
    if (why) setProblem(why)
    else go('roster')
  }
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('roster.swap')}</h1>
      <p class="soft">{t('roster.swap-what')}</p>
      <Trouble answer={answer} />
      {problem && <Note tone="bad">{problem}</Note>}
      {answer?.ok && answer.body.rows.length === 0 && <Note>{t('roster.swap-none')}</Note>}
      <ul class="stack-tight">
        {answer?.ok &&
          answer.body.rows.map((row) => (
            <li key={row.seat}>
              <button type="button" class="button-wide button-tall" onClick={() => void offer(row.seat)}>
                {dutyText(row.duty ?? 'team')} · {placeOf(row)}
                <br />
                <span class="small number">
                  {when(row.starts)}–{when(row.ends, 'time')}
                </span>
              </button>
            </li>
          ))}
      </ul>
      <a class="button button-quiet" href={to('roster')}>
        {t('kernel.back')}
      </a>
    </div>
  )
}
