// Units: how many people each has, how many are registered, with which communities; its liaison, its registration, its
// printed invitations.
import { useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/registry/may.ts'
import { areaName, areaOptions, areaPath, areas } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { ExportLink } from '#web/console/parts/export.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { give } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { StateBadge } from '#web/console/registry/badge.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Field } from '#web/ui/field.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { goInstead, to } from '#web/ui/router.ts'
import { people } from '#words/console/people.ts'
import { registrations } from '#words/console/registrations.ts'
import { t, learn } from '#web/ui/words.ts'
import { InvitationDialog } from './invitation.tsx'
import { RegistrationPast } from './past.tsx'
import type { PersonRow, UnitRow } from './rows.ts'

learn(people, registrations)

const accepted = (row: UnitRow) => row.registrations.filter((one) => one.state === 'accepted')

function columns(): readonly Column<UnitRow>[] {
  return [
    {
      id: 'name',
      label: t('console.unit'),
      width: 'minmax(12rem, 2fr)',
      cell: (row) => <span class="strong">{row.name}</span>,
      sort: (row) => row.name,
    },
    {
      id: 'area',
      label: t('console.area'),
      width: 'minmax(9rem, 1.2fr)',
      cell: (row) => areaPath(row.area),
      sort: (row) => row.area,
    },
    {
      id: 'people',
      label: t('console.unit.people'),
      width: '6rem',
      number: true,
      cell: (row) => row.persons,
      sort: (row) => row.persons,
    },
    {
      id: 'registered',
      label: t('console.unit.registered'),
      width: '8rem',
      number: true,
      cell: (row) => row.registered,
      sort: (row) => row.registered,
    },
    {
      id: 'communities',
      label: t('console.unit.communities'),
      width: 'minmax(10rem, 1.5fr)',
      cell: (row) =>
        row.registrations.map((one) => (
          <>
            <StateBadge state={one.state} /> {areaName(one.community)}{' '}
          </>
        )),
      sort: (row) => -accepted(row).length,
    },
    {
      id: 'liaison',
      label: t('console.unit.liaison'),
      width: '8rem',
      cell: (row) => row.liaisonName ?? '',
      sort: (row) => row.liaisonName ?? '',
    },
  ]
}

export function UnitsScreen({ rest }: ScreenProps) {
  const asked = useAsked('units', {}, ['unit'])
  const [search, setSearch] = useState('')
  const all = asked.body?.rows ?? NONE
  const list = useMemo(
    () => searchable(all, (row) => `${row.name} ${areaPath(row.area)} ${row.liaisonName ?? ''}`),
    [all, areas.value],
  )
  const rows = useMemo(() => narrowed(list, search, () => true), [list, search])
  const open = rest[0]
  const unit = all.find((row) => row.unit === open)
  const close = () => {
    goInstead('units')
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  useShortcuts(open ? [{ keys: 'Escape', says: 'console.keys.leave', act: close }] : [])
  return (
    <ScreenFrame title={t('console.screen.units')} fill actions={<ExportLink list="units" />}>
      <Trouble answer={asked.trouble} />
      <div class="bar" role="search">
        <div class="grow">
          <label for="units-search">{t('kernel.search')}</label>
          <input
            id="units-search"
            type="search"
            value={search}
            placeholder={t('console.unit.search')}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <span class="count" role="status">
          {t('console.rows-of', { n: rows.length, all: all.length })}
        </span>
      </div>
      <div class={open ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.units')}
          rows={rows}
          columns={columns()}
          keyOf={(row) => row.unit}
          open={open}
          onOpen={(row) => goInstead('units', row.unit)}
          empty={asked.asking && !asked.body ? t('kernel.loading') : <NoUnitShown any={all.length > 0} />}
        />
        {unit && <UnitPane key={unit.unit} row={unit} close={close} changed={asked.again} />}
      </div>
    </ScreenFrame>
  )
}

/** What stands in place of rows: none fits the search, or there are none yet. */
function NoUnitShown({ any }: { any: boolean }) {
  if (any)
    return (
      <Empty icon="search" title={t('console.found-none')}>
        <p>{t('console.found-none.do')}</p>
      </Empty>
    )
  return (
    <Empty icon="units" title={t('console.unit.none')}>
      <p>{t('console.unit.none.do')}</p>
      <a class="button button-primary" href={to('import')}>
        {t('console.screen.import')}
      </a>
    </Empty>
  )
}

const NONE: readonly UnitRow[] = []

function UnitPane({ row, close, changed }: { row: UnitRow; close(): void; changed(): void }) {
  const people = useAsked('persons', { unit: row.unit }, ['person'])
  const [inviting, setInviting] = useState(false)
  const members = people.body?.rows ?? []
  const target = { area: row.area, unit: row.unit }
  return (
    <aside class="pane" aria-label={t('console.details-of', { name: row.name })}>
      <div class="pane-head">
        <h2>{row.name}</h2>
        <button type="button" class="button-quiet" aria-label={t('kernel.close')} onClick={close}>
          ✕
        </button>
      </div>
      <div class="stack">
        <UnitFacts row={row} />
        {may(rules['register-unit'], target) && <RegisterUnit row={row} done={changed} />}
        {may(rules['appoint-liaison'], target) && <AppointLiaison row={row} members={members} done={changed} />}
        <div class="pane-head">
          <h3 class="grow">
            {t('console.unit.members')} {members.length}
          </h3>
          {members.length > 0 && (
            <button type="button" onClick={() => setInviting(true)}>
              {t('console.unit.print')}
            </button>
          )}
        </div>
        <RegistrationPast stream={`unit/${row.unit}`} />
        <Trouble answer={people.trouble} />
        <Members rows={members} />
      </div>
      {inviting && <InvitationDialog rows={members} close={() => setInviting(false)} />}
    </aside>
  )
}

function UnitFacts({ row }: { row: UnitRow }) {
  return (
    <dl class="facts">
      <dt>{t('console.area')}</dt>
      <dd>{areaPath(row.area)}</dd>
      <dt>{t('console.unit.registered')}</dt>
      <dd class="number">
        {row.registered} / {row.persons}
      </dd>
      <dt>{t('console.unit.communities')}</dt>
      <dd>
        {row.registrations.length
          ? row.registrations.map((one) => (
              <div key={one.community}>
                <StateBadge state={one.state} /> {areaPath(one.community)}
              </div>
            ))
          : t('console.registration.not')}
      </dd>
      <dt>{t('console.unit.liaison')}</dt>
      <dd>{row.liaisonName ?? t('console.none')}</dd>
    </dl>
  )
}

function Members({ rows }: { rows: readonly PersonRow[] }) {
  return (
    <ul class="lines">
      {rows.map((one) => (
        <li key={one.person}>
          <a href={to('people', one.person)}>
            <span>{one.name}</span>
            {one.registration ? (
              <StateBadge state={one.registration} />
            ) : (
              <span class="badge">{t('console.registration.not')}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

function RegisterUnit({ row, done }: { row: UnitRow; done(): void }) {
  const [community, setCommunity] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const act = async (event: Event) => {
    event.preventDefault()
    if (!community) return setProblem(t('console.choose-first'))
    const outcome = await give('registry', `unit/${row.unit}`, { type: 'register-unit', community })
    setProblem(outcome.ok ? undefined : outcome.text)
    if (!outcome.ok) return
    announce(t('console.unit.registered-done', { name: row.name }))
    setCommunity(undefined)
    done()
  }
  return (
    <form class="stack-tight" onSubmit={act}>
      <Field name="unit-community" label={t('console.unit.register')} problem={problem}>
        <Combo
          options={areaOptions(['community'])}
          chosen={community}
          placeholder={t('console.registration.community')}
          choose={(option) => setCommunity(option?.id)}
        />
      </Field>
      <div class="actions">
        <button disabled={!community}>{t('console.unit.register')}</button>
      </div>
    </form>
  )
}

function AppointLiaison({ row, members, done }: { row: UnitRow; members: readonly PersonRow[]; done(): void }) {
  const [person, setPerson] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const act = async (event: Event) => {
    event.preventDefault()
    if (!person) return setProblem(t('console.choose-first'))
    const before = row.liaison
    const appoint = (who: string) => give('registry', `unit/${row.unit}`, { type: 'appoint-liaison', person: who })
    const outcome = await appoint(person)
    setProblem(outcome.ok ? undefined : outcome.text)
    if (!outcome.ok) return
    announce(
      t('console.unit.appointed', { name: members.find((one) => one.person === person)?.name ?? '' }),
      'good',
      before ? () => void appoint(before).then(done) : undefined,
    )
    setPerson(undefined)
    done()
  }
  return (
    <form class="stack-tight" onSubmit={act}>
      <Field name="unit-liaison" label={t('console.unit.appoint')} problem={problem}>
        <Combo
          options={members.map((one) => ({ id: one.person, text: one.name, detail: one.phone ?? '' }))}
          chosen={person}
          placeholder={t('console.person.name')}
          choose={(option) => setPerson(option?.id)}
        />
      </Field>
      <div class="actions">
        <button disabled={!person}>{t('console.unit.appoint')}</button>
      </div>
    </form>
  )
}
