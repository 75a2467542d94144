// Registrations with our communities: those that wait for an answer, accepted or declined one by one or many, by mouse
// or keys.
import { useMemo, useState } from 'preact/hooks'
import type { AreaId } from '#domain/kernel/area.ts'
import { may as rules } from '#domain/registry/may.ts'
import type { RegistrationState } from '#domain/registry/terms.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { ago } from '#web/console/parts/ago.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { ExportLink } from '#web/console/parts/export.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { envelope, giveAll, receiptTrouble } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { problemText, Trouble } from '#web/ui/note.tsx'
import { registrations } from '#words/console/registrations.ts'
import { t, when, learn } from '#web/ui/words.ts'
import { StateBadge } from './badge.tsx'
import type { RegistrationRow } from './rows.ts'

learn(registrations)

const REASONS = ['not-ours', 'elsewhere', 'enough', 'mistake'] as const
type Why = (typeof REASONS)[number]
const STATES: readonly RegistrationState[] = ['asked', 'accepted', 'declined', 'withdrawn']
const keyOf = (row: RegistrationRow) => `${row.stream} ${row.community}`

function columns(): readonly Column<RegistrationRow>[] {
  return [
    {
      id: 'name',
      label: t('console.registration.who'),
      width: 'minmax(9rem, 1.6fr)',
      cell: (row) => row.name,
      sort: (row) => row.name,
    },
    {
      id: 'kind',
      label: t('console.registration.kind'),
      width: '7rem',
      cell: (row) => t(`console.registration.kind.${row.kind}`),
      sort: (row) => row.kind,
    },
    {
      id: 'unit',
      label: t('console.unit'),
      width: 'minmax(9rem, 1.4fr)',
      cell: (row) => row.unitName ?? '',
      sort: (row) => row.unitName ?? '',
    },
    {
      id: 'community',
      label: t('console.registration.community'),
      width: 'minmax(10rem, 1.4fr)',
      cell: (row) => areaPath(row.community),
      sort: (row) => row.community,
    },
    {
      id: 'state',
      label: t('console.registration.state'),
      width: '7rem',
      cell: (row) => <StateBadge state={row.state} />,
      sort: (row) => STATES.indexOf(row.state),
    },
    {
      id: 'asked',
      label: t('console.registration.asked-at'),
      width: '9rem',
      cell: (row) => <span title={when(row.askedAt)}>{ago(row.askedAt)}</span>,
      sort: (row) => row.askedAt,
    },
    {
      id: 'answered',
      label: t('console.registration.answered-at'),
      width: '9rem',
      cell: (row) => (row.answeredAt ? <span title={when(row.answeredAt)}>{ago(row.answeredAt)}</span> : ''),
      sort: (row) => row.answeredAt ?? 0,
    },
  ]
}

/** Answers many registrations and says how it went, the failing ones by name. */
async function answerAll(rows: readonly RegistrationRow[], answer: 'accept' | 'decline', why?: Why): Promise<void> {
  const commandFor = (community: AreaId) =>
    answer === 'accept'
      ? { type: 'accept-registration' as const, community }
      : { type: 'decline-registration' as const, community, why: why! }
  const result = await giveAll(rows.map((row) => envelope('registry', row.stream, commandFor(row.community))))
  if (!result.ok) return announce(problemText(result), 'bad')
  const failed = result.body.flatMap((receipt, index) => {
    const trouble = receiptTrouble('registry', receipt)
    return trouble === undefined ? [] : [`${rows[index].name}:${trouble}`]
  })
  const done = rows.length - failed.length
  if (done)
    announce(
      t(answer === 'accept' ? 'console.registration.accepted-done' : 'console.registration.declined-done', { n: done }),
    )
  if (failed.length) announce(t('console.some-failed', { n: failed.length, first: failed[0] }), 'bad')
}

function DeclineDialog({
  rows,
  decline,
  close,
}: {
  rows: readonly RegistrationRow[]
  decline(why: Why): void
  close(): void
}) {
  const [why, setWhy] = useState<Why>('not-ours')
  return (
    <Dialog title={t('console.registration.decline-title', { n: rows.length, name: rows[0].name })} close={close}>
      <fieldset>
        <legend>{t('console.registration.why')}</legend>
        {REASONS.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="why" checked={why === one} onChange={() => setWhy(one)} />
            {t(`console.registration.why.${one}`)}
          </label>
        ))}
      </fieldset>
      <p class="soft">{t('console.registration.decline-kept')}</p>
      <div class="actions">
        <button type="button" onClick={close}>
          {t('kernel.cancel')}
        </button>
        <button type="button" class="button-primary" onClick={() => decline(why)}>
          {t('console.registration.decline')}
        </button>
      </div>
    </Dialog>
  )
}

type StateFilter = RegistrationState | ''

/** All registrations, those that fit, and how many there are in each state. */
function useRegistrations(state: StateFilter, search: string) {
  const asked = useAsked('registrations', {}, ['person', 'unit'])
  const all = asked.body?.rows ?? []
  const list = useMemo(
    () => searchable(all, (row) => `${row.name} ${row.unitName ?? ''} ${areaPath(row.community)}`),
    [asked.body],
  )
  const rows = useMemo(() => narrowed(list, search, (row) => !state || row.state === state), [list, search, state])
  const counts = useMemo(
    () => Object.fromEntries(STATES.map((one) => [one, all.filter((row) => row.state === one).length])),
    [asked.body],
  )
  return { asked, all, rows, counts }
}

/** Those of some that wait for this person's answer. */
const answerable = (some: readonly RegistrationRow[]) =>
  some.filter((row) => row.state === 'asked' && may(rules['accept-registration'], { area: row.community }))

/** Those chosen, those about to be declined, and the ways to answer them: by buttons or by keys. */
function useAnswering(all: readonly RegistrationRow[], again: () => void) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [declining, setDeclining] = useState<readonly RegistrationRow[]>()
  const [busy, setBusy] = useState(false)
  const targets = (row?: RegistrationRow) =>
    answerable(chosen.size ? all.filter((one) => chosen.has(keyOf(one))) : row ? [row] : [])
  const act = async (some: readonly RegistrationRow[], answer: 'accept' | 'decline', why?: Why) => {
    if (!some.length) return
    setBusy(true)
    setDeclining(undefined)
    await answerAll(some, answer, why)
    setBusy(false)
    setChosen(new Set())
    again()
  }
  const onKey = (event: KeyboardEvent, row: RegistrationRow | undefined) => {
    if (event.ctrlKey || event.metaKey || busy) return false
    if (event.key === 'a') void act(targets(row), 'accept')
    else if (event.key === 'd' && targets(row).length) setDeclining(targets(row))
    else return false
    return true
  }
  return { chosen, setChosen, declining, setDeclining, busy, targets, act, onKey }
}

export function RegistrationsScreen() {
  const [state, setState] = useState<StateFilter>('asked')
  const [search, setSearch] = useState('')
  const { asked, all, rows, counts } = useRegistrations(state, search)
  const { chosen, setChosen, declining, setDeclining, busy, targets, act, onKey } = useAnswering(all, asked.again)
  const waiting = targets()
  return (
    <ScreenFrame
      title={t('console.screen.registrations')}
      fill
      actions={
        <RegistrationActions
          waiting={waiting.length}
          busy={busy}
          accept={() => void act(waiting, 'accept')}
          decline={() => setDeclining(waiting)}
        />
      }
      under={t('console.registration.under')}
    >
      <Trouble answer={asked.trouble} />
      <RegistrationBar
        state={state}
        counts={counts}
        search={search}
        setSearch={setSearch}
        choose={(one) => {
          setState(one)
          setChosen(new Set())
        }}
      />
      <div class="split">
        <Table
          label={t('console.screen.registrations')}
          rows={rows}
          columns={columns()}
          keyOf={keyOf}
          key={state}
          sorting={{ column: 'asked', down: state !== 'asked' }}
          chosen={chosen}
          choose={setChosen}
          onKey={onKey}
          onOpen={(row) => setChosen(new Set(chosen.has(keyOf(row)) ? [] : [keyOf(row)]))}
          empty={asked.asking && !asked.body ? t('kernel.loading') : <NoneShown state={state} />}
        />
      </div>
      {declining && (
        <DeclineDialog
          rows={declining}
          close={() => setDeclining(undefined)}
          decline={(why) => void act(declining, 'decline', why)}
        />
      )}
    </ScreenFrame>
  )
}

interface RegistrationActionsProps {
  readonly waiting: number
  readonly busy: boolean
  accept(): void
  decline(): void
}

function RegistrationActions({ waiting, busy, accept, decline }: RegistrationActionsProps) {
  return (
    <>
      <button type="button" class="button-good" disabled={busy || !waiting} onClick={accept}>
        {t('console.registration.accept-n', { n: waiting })} <kbd>A</kbd>
      </button>
      <button type="button" disabled={busy || !waiting} onClick={decline}>
        {t('console.registration.decline')} <kbd>D</kbd>
      </button>
      <ExportLink list="registrations" />
    </>
  )
}

interface RegistrationBarProps {
  readonly state: StateFilter
  readonly counts: Readonly<Record<string, number>>
  readonly search: string
  setSearch(text: string): void
  choose(state: StateFilter): void
}

function RegistrationBar({ state, counts, search, setSearch, choose }: RegistrationBarProps) {
  return (
    <div class="bar">
      <div class="grow">
        <label for="registration-search">{t('kernel.search')}</label>
        <input
          id="registration-search"
          type="search"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('console.registration.search')}
        />
      </div>
      <div role="group" aria-label={t('console.registration.state')} class="row">
        {(['asked', 'accepted', 'declined', 'withdrawn', ''] as const).map((one) => (
          <button key={one} type="button" aria-pressed={state === one} onClick={() => choose(one)}>
            {one ? `${t(`console.registration.${one}`)} ${counts[one] ?? 0}` : t('console.all')}
          </button>
        ))}
      </div>
    </div>
  )
}

function NoneShown({ state }: { state: StateFilter }) {
  return (
    <Empty icon="inbox" title={t(state === 'asked' ? 'console.registration.none-waiting' : 'console.found-none')}>
      <p>{t('console.registration.none-waiting.do')}</p>
    </Empty>
  )
}
