// The phone's frame: state on top, the screen, three tabs below. Who is not logged in sees the gate.
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Note } from '#web/ui/note.tsx'
import { place, to } from '#web/ui/router.ts'
import { learnEveryLanguage, t } from '#web/ui/words.ts'
import type { Key } from '#words/all.ts'
import { spoken } from './announce.ts'
import { holds, lasting, self } from './client.ts'
import { Arrive } from './muster/arrive.tsx'
import { Today } from './muster/today.tsx'
import { Lazy, later } from './parts/lazy.tsx'
import { SyncState } from './parts/sync-state.tsx'
import { Sent } from './sent/sent.tsx'

const gate = later<{ token?: string }>(async () => (await import('./login/gate.tsx')).Gate)
const registration = later<object>(async () => (await import('./registry/registration.tsx')).Registration)
const me = later<object>(async () => (await import('./me/me.tsx')).Me)
const notices = later<{ notice?: string }>(async () => (await import('./notice/notices.tsx')).Notices)
const record = later<{ entry?: string }>(async () => (await import('./dossier/record.tsx')).Record)
const held = later<object>(async () => (await import('./ending/held.tsx')).Held)
const steward = later<{ building?: string }>(async () => (await import('./steward/steward.tsx')).StewardScreen)
const checks = later<{ lookBack?: string }>(async () => (await import('./oversight/checks.tsx')).ChecksScreen)
const points = later<{ at?: string; code?: string }>(async () => (await import('./point/places.tsx')).PointScreen)
const visits = later<{ round?: string; building?: string }>(
  async () => (await import('./visit/visits.tsx')).VisitScreen,
)
const roster = later<{ round?: string; seat?: string }>(async () => (await import('./roster/roster.tsx')).RosterScreen)
const badge = later<{ of?: string }>(async () => (await import('./point/badge.tsx')).BadgeScreen)
const slot = later<{ building?: string }>(async () => (await import('./point/slot.tsx')).SlotScreen)
const lead = later<{ muster: string }>(async () => (await import('./muster/lead.tsx')).Lead)

/** After the first list is there, the rest is fetched, so that every screen opens without a network. */
const QUIET_MS = 4_000

export function App() {
  useEffect(() => {
    const timer = setTimeout(() => {
      const later = [
        ...(holds('steward', 'gridWorker') ? [steward] : []),
        ...(holds('supervisor') ? [checks] : []),
        roster,
        points,
        visits,
        registration,
        me,
        lead,
        notices,
        record,
        held,
        gate,
      ]
      void Promise.all(later.map((screen) => screen.load().catch(() => undefined))).then(learnEveryLanguage)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  const [first, second, third] = place.value.path
  // A resident reads the slot of their building without an account, whoever is logged in or not.
  if (first === 'slot')
    return (
      <main class="screen" id="main">
        <Lazy key={second} screen={slot} with={{ building: second }} />
      </main>
    )
  if (first === 'badge')
    return (
      <main class="screen" id="main">
        <Lazy key={second} screen={badge} with={{ of: second }} />
      </main>
    )
  if (self.value === undefined)
    return (
      <main class="screen">
        <p role="status">{t('kernel.loading')}</p>
      </main>
    )
  if (self.value === null || first === 'invite')
    return (
      <main class="screen" id="main">
        <Lazy screen={gate} with={{ token: first === 'invite' ? second : undefined }} />
      </main>
    )
  return (
    <Frame tabs={first !== 'arrive'}>
      {!lasting.value && <Note tone="warn">{t('phone.not-lasting')}</Note>}
      {first === 'arrive' ? (
        <Arrive key={place.value.path.join()} muster={second} code={third} />
      ) : first === 'sent' ? (
        <Sent />
      ) : first === 'registration' ? (
        <Lazy screen={registration} with={{}} />
      ) : first === 'me' ? (
        <Lazy screen={me} with={{}} />
      ) : first === 'notices' ? (
        <Lazy key={second} screen={notices} with={{ notice: second }} />
      ) : first === 'record' ? (
        <Lazy key={second} screen={record} with={{ entry: second }} />
      ) : first === 'held' ? (
        <Lazy screen={held} with={{}} />
      ) : first === 'steward' ? (
        <Lazy key={second} screen={steward} with={{ building: second }} />
      ) : first === 'checks' ? (
        <Lazy key={second} screen={checks} with={{ lookBack: second }} />
      ) : first === 'point' ? (
        <Lazy key={place.value.path.join()} screen={points} with={{ at: second, code: third }} />
      ) : first === 'roster' ? (
        <Lazy key={place.value.path.join()} screen={roster} with={{ round: second, seat: third }} />
      ) : first === 'visit' ? (
        <Lazy key={place.value.path.join()} screen={visits} with={{ round: second, building: third }} />
      ) : first === 'lead' && second ? (
        <Lazy screen={lead} with={{ muster: second }} />
      ) : (
        <Today />
      )}
    </Frame>
  )
}

/** The skip link moves the focus itself: the address after # names the screen. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

/** @param tabs left out where a screen needs the room for large keys and has its own way back */
function Frame({ tabs, children }: { tabs: boolean; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {t('kernel.skip-to-content')}
      </a>
      <header class="top">
        <SyncState />
      </header>
      <main class="screen" id="main" tabIndex={-1}>
        {children}
      </main>
      {tabs && <Tabs />}
      <p class="sr-only" role="alert">
        {spoken.value}
      </p>
    </>
  )
}

function Tabs() {
  return (
    <nav class="tabs" aria-label={t('phone.tabs')}>
      <Tab
        at=""
        words="phone.tab.today"
        icon="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100M12 9.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5"
      />
      <Tab at="registration" words="phone.tab.registration" icon="M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6" />
      <Tab at="me" words="phone.tab.me" icon="M12 12a4 4 0 100-8 4 4 0 000 8M4 21c0-4 3.600-6 8-6s8 2 8 6" />
    </nav>
  )
}

function Tab({ at, words, icon }: { at: string; words: Key; icon: string }) {
  const here = (place.value.path[0] ?? '') === at
  return (
    <a class="tab" href={at ? to(at) : to()} aria-current={here ? 'page' : undefined}>
      <svg
        viewBox="0 0 24 24"
        width="24"
        height="24"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d={icon} />
      </svg>
      <span>{t(words)}</span>
    </a>
  )
}
