// The first screen: what is asked of me now, one card a call, newest first, and my seats; then where I work; what is
// over stands below, folded.
import { useEffect, useState } from 'preact/hooks'
import { ask } from '#web/api/api.ts'
import { Note } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { Foreseen } from '#web/foresee/foresee.ts'
import { calls, doc, hasDesk, holds, keptOf, online, refresh, trouble } from '#web/phone/client.ts'
import { NoticesWaiting } from '../notice/waiting.tsx'
import { later, type Later } from '../parts/lazy.tsx'
import { CallCard } from './call-card.tsx'

/** Still asks something of me, or I am in it, or I must see that I need not come. */
const OPEN: readonly Foreseen['state'][] = ['called', 'talk', 'coming', 'arrived', 'thanked', 'absent']
export function isOpen(call: Foreseen, now = Date.now()): boolean {
  // Who was on the way when it was stood down sees so until it would have ended.
  if (call.phase === 'over') return call.state === 'released' && now < call.until
  return OPEN.includes(call.state) || (call.state === 'cannot' && call.phase === 'running')
}

/** What asks for something stands first; what only tells stands last. */
const RANKS: Partial<Record<Foreseen['state'], number>> = { arrived: 0, called: 1, absent: 1, coming: 2, talk: 2 }
const rank = (call: Foreseen) => RANKS[call.state] ?? 3

/** The clock for "answer within": a minute's grain is enough. */
const TICK_MS = 30_000

function useMinute(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/**
 * My shifts and reminders. Asked again with each sync: a push or the live stream wakes that. What shows them is fetched
 * where there is something to show.
 */
function useMine(now: number) {
  const cursor = doc.value?.body.cursor
  useEffect(() => {
    void refresh('my-roster', () => ask('my-roster'))
    void refresh('my-urgings', () => ask('my-urgings'))
  }, [cursor])
  const roster = keptOf('my-roster')
  const reminded = keptOf('my-urgings')?.rows.length
  const shifts =
    roster?.seats.filter((seat) => seat.ends > now && (seat.state === 'proposed' || seat.state === 'accepted'))
      .length ?? 0
  const seated = shifts > 0 || roster?.swaps.some((swap) => !swap.offered && swap.until > now)
  return { roster, reminded, shifts, seated }
}

export function Today() {
  const now = useMinute()
  const open = calls.value
    .filter((call) => isOpen(call, now))
    .sort((a, b) => rank(a) - rank(b) || b.calledAt - a.calledAt)
  const past = calls.value.filter((call) => !isOpen(call, now))
  const { roster, reminded, shifts, seated } = useMine(now)
  const leading = doc.value?.body.leading ?? []
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('phone.today')}</h1>
      {reminded ? <Soon screen={urged} /> : null}
      {leading.map((muster) => (
        <a key={muster.muster} class="button button-wide button-tall" href={to('lead', muster.muster)}>
          {t('phone.lead.open', { what: muster.what })}
        </a>
      ))}
      {open.length > 0 && (
        <ul class="stack">
          {open.map((call) => (
            <li key={call.muster}>
              <CallCard call={call} now={now} />
            </li>
          ))}
        </ul>
      )}
      {open.length === 0 && !seated && <Nothing />}
      {seated && <Soon screen={seats} />}
      {roster && (
        <a class="button button-wide" href={to('roster')}>
          {t('phone.shifts')} {shifts || ''}
        </a>
      )}
      <NoticesWaiting />
      <Work />
      {hasDesk() && (
        <p class="card centre">
          <a href="/console/">{t('phone.desk')}</a>
        </p>
      )}
      {past.length > 0 && <Past rows={past} now={now} />}
    </div>
  )
}

/** Where I work, by what I hold. */
function Work() {
  return (
    <>
      {holds('steward', 'gridWorker') && (
        <a class="button button-wide button-tall" href={to('steward')}>
          {t('phone.steward')}
        </a>
      )}
      {holds('supervisor') && (
        <a class="button button-wide button-tall" href={to('checks')}>
          {t('phone.checks')}
        </a>
      )}
      {doc.value?.body.places && (
        <a class="button button-wide button-tall" href={to('point')}>
          {t('phone.places')}
        </a>
      )}
      {(doc.value?.body.doors || holds('gridWorker', 'officer', 'dispatcher')) && (
        <a class="button button-wide button-tall" href={to('visit')}>
          {t('phone.visits')}
        </a>
      )}
    </>
  )
}

function Past({ rows, now }: { rows: readonly Foreseen[]; now: number }) {
  return (
    <details class="past">
      <summary>{t('phone.earlier', { n: rows.length })}</summary>
      <ul class="stack-tight">
        {rows.map((call) => (
          <li key={call.muster}>
            <CallCard call={call} now={now} />
          </li>
        ))}
      </ul>
    </details>
  )
}

const urged = later<object>(async () => (await import('../oversight/urged.tsx')).Urged)
const seats = later<object>(async () => (await import('../roster/seats-now.tsx')).SeatsNow)

/** Comes when it comes: nothing stands in its place meanwhile. */
function Soon({ screen }: { screen: Later<object> }) {
  const [Screen, show] = useState(() => screen.loaded)
  useEffect(
    () =>
      void screen.load().then(
        (loaded) => show(() => loaded),
        () => undefined,
      ),
    [],
  )
  return Screen ? <Screen /> : null
}

function Nothing() {
  if (!doc.value)
    return (
      <Note tone={online.value && !trouble.value ? 'info' : 'warn'}>
        {online.value && !trouble.value ? t('kernel.loading') : t('phone.never-synced')}
      </Note>
    )
  return (
    <div class="card centre stack-tight">
      <p class="strong">{t('phone.nothing')}</p>
      <p class="soft">{t('phone.nothing-more')}</p>
    </div>
  )
}
