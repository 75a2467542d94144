// People: the whole list in one long table, narrowed at each key press; one person's details beside it.
import type { AnswerOf } from '#web/api/contract.ts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { may as accessRules } from '#domain/access/may.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import type { RegistrationState } from '#domain/registry/terms.ts'
import { skills } from '#domain/registry/terms.ts'
import { areaName, areaOptions, areaPath, areas } from '#web/console/session/areas.ts'
import { mayAnywhere, self } from '#web/console/session/self.ts'
import { type Asked, useAsked } from '#web/console/parts/asked.ts'
import { Combo, type Option } from '#web/console/parts/combo.tsx'
import { ExportLink } from '#web/console/parts/export.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { StateBadge } from '#web/console/registry/badge.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { goInstead, to } from '#web/ui/router.ts'
import { people } from '#words/console/people.ts'
import { registrations } from '#words/console/registrations.ts'
import { log } from '#words/console/log.ts'
import { coded, learn, t } from '#web/ui/words.ts'
import { DoublesNote } from './doubles.tsx'
import { NewcomersDialog } from './invitation.tsx'
import { PersonPane } from './person.tsx'
import type { PersonRow } from './rows.ts'

learn(people, registrations, log)

type StateFilter = RegistrationState | 'none' | ''
const STATES: readonly StateFilter[] = ['', 'none', 'asked', 'accepted', 'declined', 'withdrawn']

export const skillNames = (list: readonly string[]) =>
  list.map((skill) => coded('registry.skill', skill)).join(t('kernel.and'))

function columns(): readonly Column<PersonRow>[] {
  return [
    {
      id: 'name',
      label: t('console.person.name'),
      width: 'minmax(6.5rem, .8fr)',
      cell: (row) => <span class={row.active ? 'strong' : 'soft'}>{row.name}</span>,
      sort: (row) => row.name,
    },
    {
      id: 'unit',
      label: t('console.unit'),
      width: 'minmax(10rem, 1.5fr)',
      cell: (row) => row.unitName ?? '',
      sort: (row) => row.unitName ?? '',
    },
    {
      id: 'home',
      label: t('console.person.home'),
      width: 'minmax(10rem, 1.4fr)',
      cell: (row) => areaPath(row.home),
      sort: (row) => row.home,
    },
    {
      id: 'registration',
      label: t('console.person.registration'),
      width: 'minmax(11rem, 1.2fr)',
      cell: (row) =>
        row.registration ? (
          <>
            <StateBadge state={row.registration} /> {areaName(row.community)}
          </>
        ) : (
          <span class="badge">{t('console.registration.not')}</span>
        ),
      sort: (row) => `${row.registration ?? 'z'} ${row.community ?? ''}`,
    },
    {
      id: 'skills',
      label: t('console.person.skills'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => skillNames(row.skills),
      sort: (row) => -row.skills.length,
    },
    {
      id: 'phone',
      label: t('console.person.phone'),
      width: '8.5rem',
      cell: (row) => row.phone ?? '',
      sort: (row) => row.phone ?? '',
    },
  ]
}

interface Filters {
  readonly area?: string
  readonly unit?: string
  readonly skill: string
  readonly state: StateFilter
  readonly away: boolean
}
const NO_FILTERS: Filters = { skill: '', state: '', away: false }

const passes = (filters: Filters) => (row: PersonRow) =>
  (filters.away || row.active) &&
  (!filters.area || row.home.startsWith(filters.area)) &&
  (!filters.unit || row.unit === filters.unit) &&
  (!filters.skill || row.skills.includes(filters.skill as never)) &&
  (!filters.state || (filters.state === 'none' ? !row.registration : row.registration === filters.state))

function unitOptions(rows: readonly PersonRow[]): readonly Option[] {
  const units = new Map<string, Option & { n: number }>()
  for (const row of rows) {
    if (!row.unit) continue
    const had = units.get(row.unit)
    if (had) had.n += 1
    else units.set(row.unit, { id: row.unit, text: row.unitName ?? '', n: 1 })
  }
  return [...units.values()]
    .map(({ n, ...option }) => ({ ...option, detail: t('console.people', { n }) }))
    .sort((a, b) => a.text.localeCompare(b.text, 'zh-CN'))
}

function FilterBar({
  filters,
  change,
  search,
  setSearch,
  rows,
}: {
  filters: Filters
  change(more: Partial<Filters>): void
  search: string
  setSearch(text: string): void
  rows: readonly PersonRow[]
}) {
  const units = useMemo(() => unitOptions(rows), [rows])
  const places = useMemo(() => areaOptions(['township', 'community', 'grid']), [areas.value])
  return (
    <div class="bar" role="search">
      <div class="grow">
        <label for="people-search">{t('kernel.search')}</label>
        <input
          id="people-search"
          type="search"
          value={search}
          placeholder={t('console.person.search')}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <div class="wide">
        <label for="people-area">{t('console.area')}</label>
        <Combo
          id="people-area"
          options={places}
          chosen={filters.area}
          placeholder={t('console.all')}
          choose={(option) => change({ area: option?.id })}
        />
      </div>
      <div class="wide">
        <label for="people-unit">{t('console.unit')}</label>
        <Combo
          id="people-unit"
          options={units}
          chosen={filters.unit}
          placeholder={t('console.all')}
          choose={(option) => change({ unit: option?.id })}
        />
      </div>
      <div>
        <label for="people-skill">{t('console.person.skills')}</label>
        <select
          id="people-skill"
          value={filters.skill}
          onChange={(event) => change({ skill: event.currentTarget.value })}
        >
          <option value="">{t('console.all')}</option>
          {skills.map((skill) => (
            <option key={skill} value={skill}>
              {t(`registry.skill.${skill}`)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="people-state">{t('console.person.registration')}</label>
        <select
          id="people-state"
          value={filters.state}
          onChange={(event) => change({ state: event.currentTarget.value as StateFilter })}
        >
          {STATES.map((state) => (
            <option key={state} value={state}>
              {state === ''
                ? t('console.all')
                : state === 'none'
                  ? t('console.registration.not')
                  : t(`console.registration.${state}`)}
            </option>
          ))}
        </select>
      </div>
      {(filters !== NO_FILTERS || search) && (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            change(NO_FILTERS)
            setSearch('')
          }}
        >
          {t('console.clear')}
        </button>
      )}
    </div>
  )
}

/** What is to be known before the list: trouble, more people than it holds, two records under one telephone. */
function Above({ asked }: { asked: Asked<AnswerOf<'persons'>> }) {
  const { trouble, body, again } = asked
  return (
    <>
      <Trouble answer={trouble} />
      {body?.after && <Note tone="warn">{t('console.person.many', { n: body.rows.length })}</Note>}
      <DoublesNote merged={again} />
    </>
  )
}

export function PeopleScreen({ rest }: ScreenProps) {
  const [search, setSearch] = useState('')
  const [inviting, setInviting] = useState(false)
  const [filters, setFilters] = useState<Filters>(NO_FILTERS)
  // Where one answer does not hold everybody, the chosen area is asked for instead of sieved out here.
  const [many, setMany] = useState(false)
  const asked = useAsked('persons', { within: many ? filters.area : undefined }, ['person', 'unit'])
  useEffect(() => {
    if (asked.body?.after) setMany(true)
  }, [asked.body])
  const all = asked.body?.rows ?? NOBODY
  const list = useMemo(
    () =>
      searchable(
        all,
        (row) => `${row.name} ${row.phone ?? ''} ${row.unitName ?? ''} ${areaPath(row.home)} ${skillNames(row.skills)}`,
      ),
    [all, areas.value],
  )
  const rows = useMemo(() => narrowed(list, phoneOf(search) ?? search, passes(filters)), [list, search, filters])
  const open = rest[0]
  const person = all.find((row) => row.person === open)
  const close = () => {
    goInstead('people')
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  useShortcuts(open ? [{ keys: 'Escape', says: 'console.keys.leave', act: close }] : [])
  return (
    <ScreenFrame
      title={t('console.screen.people')}
      fill
      actions={
        <>
          <span class="count soft" role="status">
            {t('console.rows-of', { n: rows.length, all: all.length })}
          </span>
          {mayAnywhere(accessRules['invite-person'], self.value!) && (
            <button type="button" onClick={() => setInviting(true)}>
              {t('console.invitation.newcomers')}
            </button>
          )}
          <a class="button" href={to('import')}>
            {t('console.screen.import')}
          </a>
          <ExportLink list="persons" within={filters.area} />
        </>
      }
    >
      <Above asked={asked} />
      <FilterBar
        filters={filters}
        change={(more) => setFilters(more === NO_FILTERS ? NO_FILTERS : { ...filters, ...more })}
        search={search}
        setSearch={setSearch}
        rows={all}
      />
      <div class={open ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.people')}
          rows={rows}
          columns={columns()}
          keyOf={(row) => row.person}
          open={open}
          onOpen={(row) => goInstead('people', row.person)}
          empty={
            asked.asking && !asked.body ? (
              t('kernel.loading')
            ) : all.length ? (
              <Empty icon="search" title={t('console.found-none')}>
                <p>{t('console.found-none.do')}</p>
              </Empty>
            ) : (
              <Empty icon="people" title={t('console.person.none')}>
                <p>{t('console.person.none.do')}</p>
                <a class="button button-primary" href={to('import')}>
                  {t('console.screen.import')}
                </a>
              </Empty>
            )
          }
        />
        {open && <PersonPane key={open} id={open} row={person} close={close} changed={asked.again} />}
      </div>
      {inviting && <NewcomersDialog close={() => setInviting(false)} />}
    </ScreenFrame>
  )
}

const NOBODY: readonly PersonRow[] = []
