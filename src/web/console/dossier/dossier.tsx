// The dossier: who served when and how it is known; confirmed many at once, answered by the unit, with both sides'
// words. The liaison sees their members here.
import { useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/dossier/may.ts'
import { entryStates, evidences, type Evidence } from '#domain/dossier/terms.ts'
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { CommandOf } from '#web/api/contract.ts'
import { may, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { envelope, giveAll, receiptTrouble } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { problemText, Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { dossier } from '#words/dossier.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { EvidenceBadge, hours, StateBadges } from './badges.tsx'
import { EntryPanel } from './entry.tsx'
import { TypeIn } from './type-in.tsx'
import { witnessNow } from './witness.ts'

learn(dossier)

const keyOf = (row: EntryRow) => row.entry
const targetOf = (row: EntryRow) => ({ area: row.area, person: row.person, ...(row.unit && { unit: row.unit }) })

function columns(): readonly Column<EntryRow>[] {
  return [
    {
      id: 'name',
      label: t('dossier.row.name'),
      width: 'minmax(6rem, 1fr)',
      cell: (row) => row.name,
      sort: (row) => row.name,
    },
    {
      id: 'time',
      label: t('dossier.time'),
      width: 'minmax(12.5rem, 1.2fr)',
      cell: (row) => `${when(row.starts)}–${when(row.ends, 'time')}`,
      sort: (row) => row.starts,
    },
    {
      id: 'hours',
      label: t('dossier.hours-head'),
      width: '5rem',
      number: true,
      cell: (row) => hours(row.minutes),
      sort: (row) => row.minutes,
    },
    {
      id: 'evidence',
      label: t('dossier.row.evidence'),
      width: 'minmax(8.5rem, 1fr)',
      cell: (row) => <EvidenceBadge row={row} />,
      sort: (row) => row.evidence,
    },
    {
      id: 'state',
      label: t('dossier.state'),
      width: 'minmax(11rem, 1.6fr)',
      cell: (row) => <StateBadges row={row} />,
      sort: (row) => row.state,
    },
    {
      id: 'duty',
      label: t('dossier.row.duty'),
      width: 'minmax(7rem, 1.4fr)',
      cell: (row) => dutyText(row.duty ?? ''),
      sort: (row) => dutyText(row.duty ?? ''),
    },
    {
      id: 'unit',
      label: t('dossier.row.unitName'),
      width: 'minmax(7rem, 1.2fr)',
      cell: (row) => row.unitName ?? '',
      sort: (row) => row.unitName ?? '',
    },
    {
      id: 'area',
      label: t('dossier.row.areaName'),
      width: 'minmax(6rem, 1fr)',
      cell: (row) => row.areaName ?? row.area,
      sort: (row) => row.areaName ?? row.area,
    },
  ]
}

/** One order for each of them; what was refused is told with the first reason. */
async function orderAll(rows: readonly EntryRow[], command: (row: EntryRow) => CommandOf<'dossier'>): Promise<void> {
  const answer = await giveAll(rows.map((row) => envelope('dossier', `entry/${row.entry}`, command(row))))
  if (!answer.ok) return announce(problemText(answer), 'bad')
  const failed = answer.body.flatMap((receipt, at) => {
    const trouble = receiptTrouble('dossier', receipt)
    return trouble === undefined ? [] : [`${rows[at].name}：${trouble}`]
  })
  if (failed.length < rows.length) announce(t('dossier.n-done', { n: rows.length - failed.length }))
  if (failed.length > 0) announce(t('console.some-failed', { n: failed.length, first: failed[0] }), 'bad')
}

type Filter = (typeof entryStates)[number] | 'overlapping' | 'disputed' | ''
const FILTERS: readonly Filter[] = ['open', 'confirmed', 'overlapping', 'disputed', 'withdrawn', '']

function EvidenceFilter({ evidence, choose }: { evidence: Evidence | ''; choose(evidence: Evidence | ''): void }) {
  return (
    <div>
      <label for="dossier-evidence">{t('dossier.row.evidence')}</label>
      <select
        id="dossier-evidence"
        value={evidence}
        onChange={(event) => choose(event.currentTarget.value as Evidence | '')}
      >
        <option value="">{t('console.all')}</option>
        {evidences.map((one) => (
          <option key={one} value={one}>
            {t(`dossier.evidence.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

export function DossierScreen() {
  const [filter, setFilter] = useState<Filter>('open')
  const [evidence, setEvidence] = useState<Evidence | ''>('')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  const [typing, setTyping] = useState(false)
  const asked = useAsked(
    'entries',
    {
      ...(filter === 'overlapping' || filter === 'disputed' ? { only: filter } : filter ? { state: filter } : {}),
      ...(evidence && { evidence }),
    },
    ['entry'],
  )
  const all = asked.body?.rows ?? []
  const list = useMemo(
    () =>
      searchable(all, (row) => `${row.name} ${row.unitName ?? ''} ${row.areaName ?? ''} ${dutyText(row.duty ?? '')}`),
    [asked.body],
  )
  const rows = useMemo(() => narrowed(list, search, () => true), [list, search])
  const picked = all.filter((row) => chosen.has(row.entry))
  const confirmable = picked.filter(
    (row) => row.state === 'open' && !row.overlapping && may(rules['confirm-entry'], targetOf(row)),
  )
  const answerable = picked.filter(
    (row) => row.state !== 'withdrawn' && row.answer === null && may(rules['answer-entry'], targetOf(row)),
  )
  const act = async (some: readonly EntryRow[], command: CommandOf<'dossier'>) => {
    if (some.length === 0) return
    await orderAll(some, () => command)
    setChosen(new Set())
    asked.again()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.key !== 'a' || !confirmable.length) return false
    void act(confirmable, { type: 'confirm-entry' })
    return true
  }
  const totals = asked.body?.totals
  return (
    <ScreenFrame
      title={t('console.screen.dossier')}
      fill
      under={
        totals &&
        t('dossier.totals', {
          n: totals.entries,
          hours: hours(totals.minutes),
          scanned: totals.scanned,
          confirmed: totals.confirmed,
          typed: totals.typed,
        })
      }
      actions={
        <>
          {self.value!.grants.some((grant) => grant.role === 'officer' || grant.role === 'dispatcher') && (
            <button
              type="button"
              class="button-good"
              disabled={!confirmable.length}
              onClick={() => void act(confirmable, { type: 'confirm-entry' })}
            >
              {t('dossier.confirm-n', { n: confirmable.length })} <kbd>A</kbd>
            </button>
          )}
          {self.value!.grants.some((grant) => grant.role === 'liaison') && (
            <button
              type="button"
              class="button-good"
              disabled={!answerable.length}
              onClick={() => void act(answerable, { type: 'answer-entry', answer: 'agreed' })}
            >
              {t('dossier.agree-n', { n: answerable.length })}
            </button>
          )}
          <button type="button" onClick={() => setTyping(true)}>
            {t('dossier.type-in')}
          </button>
          <Papers />
          <WitnessButton />
        </>
      }
    >
      <Trouble answer={asked.trouble} />
      <div class="bar">
        <div class="grow">
          <label for="dossier-search">{t('kernel.search')}</label>
          <input
            id="dossier-search"
            type="search"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <EvidenceFilter evidence={evidence} choose={setEvidence} />
        <div role="group" aria-label={t('dossier.state')} class="row">
          {FILTERS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={filter === one}
              onClick={() => {
                setFilter(one)
                setChosen(new Set())
              }}
            >
              {one === '' ? t('console.all') : t(`dossier.filter.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <div class={open ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.dossier')}
          rows={rows}
          columns={columns()}
          keyOf={keyOf}
          key={filter}
          sorting={{ column: 'time', down: true }}
          open={open}
          chosen={chosen}
          choose={setChosen}
          onKey={onKey}
          onOpen={(row) => setOpen(open === row.entry ? undefined : row.entry)}
          empty={asked.asking && !asked.body ? t('kernel.loading') : <Empty icon="inbox" title={t('dossier.none')} />}
        />
        {open && <EntryPanel key={open} entry={open} changed={asked.again} close={() => setOpen(undefined)} />}
      </div>
      {typing && (
        <TypeIn
          close={() => setTyping(false)}
          done={() => {
            setTyping(false)
            asked.again()
          }}
        />
      )}
    </ScreenFrame>
  )
}

/** Forms of one's own unit or community, as Word. */
function Papers() {
  const grants = self.value!.grants
  const unit = grants.find((grant) => grant.role === 'liaison')?.unit
  const area = grants.find((grant) => grant.role === 'officer' || grant.role === 'dispatcher')?.area
  const { language } = preferences.value
  return (
    <>
      {unit && (
        <a class="button" href={`/v1/papers/unit-form.docx?unit=${unit}&language=${language}`} download>
          {t('dossier.unit-form')}
        </a>
      )}
      {area && (
        <a class="button" href={`/v1/papers/needs.docx?area=${area}&language=${language}`} download>
          {t('dossier.needs')}
        </a>
      )}
    </>
  )
}

/** Unit and community witness the log from here, each for itself. */
function WitnessButton() {
  const [busy, setBusy] = useState(false)
  const grant = self.value!.grants.find(
    (one) => (one.role === 'liaison' && one.unit !== undefined) || one.role === 'officer',
  )
  if (!grant) return null
  const act = async () => {
    setBusy(true)
    const { good, text } = await witnessNow(grant.unit ?? grant.area)
    setBusy(false)
    announce(text, good ? 'good' : 'bad')
  }
  return (
    <button
      type="button"
      class="button-quiet"
      disabled={busy}
      title={t('dossier.witness.what')}
      onClick={() => void act()}
    >
      {t('dossier.witness')}
    </button>
  )
}
