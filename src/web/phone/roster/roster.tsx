// My shifts: all of them, swaps, the lines I wait in; and where hands are lacking, to sign up for oneself.
import { useEffect, useState } from 'preact/hooks'
import type { MyRoster, OpenPart } from '#rooms/roster/views/assignments-mine.ts'
import { type Answer, ask } from '#web/api/api.ts'
import { dutyText } from '#web/ui/duty.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { doc, entries, keptOf, refresh } from '#web/phone/client.ts'
import { saidAbout } from './given.ts'
import { placeOf, SeatCard, tell } from './seat.tsx'
import { SwapCard, SwapChoices } from './swap.tsx'

/** `#/roster`, and `#/roster/<round>/<seat>` to swap. */
export function RosterScreen({ round, seat }: { round?: string; seat?: string }) {
  return round && seat ? <SwapChoices round={round} seat={seat} /> : <Mine />
}

function Mine() {
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const settled = entries.value.filter((entry) => entry.envelope.room === 'roster' && entry.state !== 'waiting').length
  useEffect(() => {
    void refresh('my-roster', () => ask('my-roster')).then(setAnswer)
    void refresh('open-seats', () => ask('open-seats'))
  }, [settled, doc.value?.body.cursor])
  const mine = keptOf('my-roster')
  const open = keptOf('open-seats')?.rows
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('roster.mine')}</h1>
      {!mine && <Trouble answer={answer} />}
      {mine?.seats.length === 0 && <Note>{t('roster.mine-none')}</Note>}
      {mine?.seats.map((one) => (
        <SeatCard key={one.seat} seat={one} />
      ))}
      {mine?.swaps.map((swap) => (
        <SwapCard key={swap.swap} swap={swap} />
      ))}
      {mine && mine.waiting.length > 0 && (
        <section class="stack-tight">
          <h2>{t('roster.waiting')}</h2>
          {mine.waiting.map((line) => (
            <Line key={`${line.round}${line.part}`} line={line} />
          ))}
        </section>
      )}
      <section class="stack-tight">
        <h2>{t('roster.lacking')}</h2>
        {open?.length === 0 && <p class="soft">{t('roster.lacking-none')}</p>}
        {open?.map((part) => (
          <Open key={`${part.round}${part.part}`} part={part} />
        ))}
      </section>
      <a class="button button-quiet" href={to()}>
        {t('kernel.back')}
      </a>
    </div>
  )
}

function Line({ line }: { line: MyRoster['waiting'][number] }) {
  const [problem, setProblem] = useState('')
  const said = saidAbout(
    entries.value,
    line.round,
    (command) => command.of === line.part && command.type === 'step-back',
  )
  return (
    <div class="card stack-tight">
      <p>
        {dutyText(line.duty ?? 'team')} · {placeOf(line)}
        <br />
        <span class="number">
          {when(line.starts)}–{when(line.ends, 'time')}
        </span>
      </p>
      {(problem || said?.refused) && <Note tone="bad">{problem || said?.refused}</Note>}
      {said?.waits ? (
        <Note tone="warn">{t('phone.unconfirmed')}</Note>
      ) : (
        <button
          type="button"
          onClick={async () => setProblem(await tell(line.round, { type: 'step-back', of: line.part }))}
        >
          {t('roster.step-back')}
        </button>
      )}
    </div>
  )
}

function Open({ part }: { part: OpenPart }) {
  const [problem, setProblem] = useState('')
  const said = saidAbout(entries.value, part.round, (command) => command.of === part.part && command.type === 'sign-up')
  return (
    <div class="card stack-tight">
      <p>
        <span class="strong">
          {dutyText(part.duty ?? 'team')} · {placeOf(part)}
        </span>{' '}
        <span class="badge badge-warn">{t('roster.lacks', { n: part.open })}</span>
        <br />
        <span class="number">
          {when(part.starts)}–{when(part.ends, 'time')}
        </span>
      </p>
      {(problem || said?.refused) && <Note tone="bad">{problem || said?.refused}</Note>}
      {said?.waits ? (
        <Note tone="warn">{t('phone.unconfirmed')}</Note>
      ) : (
        <button
          type="button"
          class="button-wide"
          onClick={async () => setProblem(await tell(part.round, { type: 'sign-up', of: part.part }))}
        >
          {t('roster.sign-up')}
        </button>
      )}
    </div>
  )
}
