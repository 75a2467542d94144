// People: the whole list in one long table, narrowed at each key press; one person's details beside it.
import type { AnswerOf } from '#web/api/contract.ts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { may as accessRules } from '#domain/access/may.ts'
import { phoneOf } from '#domain/kernel/phone.ts'
import { areaName, areaPath, areas } from '#web/console/session/areas.ts'
import { mayAnywhere, self } from '#web/console/session/self.ts'
import { type Asked, useAsked } from '#web/console/parts/asked.ts'
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
import { FilterBar, type Filters, NO_FILTERS, passes } from './filter-bar.tsx'
import { NewcomersDialog } from './invitation.tsx'
import { PersonPane } from './person.tsx'
import type { PersonRow } from './rows.ts'

learn(people, registrations, log)

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

/** Everybody that this person may see; where one answer does not hold them all, those of the chosen area. */
function useEverybody(area: string | undefined) {
  const [many, setMany] = useState(false)
  const asked = useAsked('persons', { within: many ? area : undefined }, ['person', 'unit'])
  useEffect(() => {
    if (asked.body?.after) setMany(true)
  }, [asked.body])
  return asked
}

function useFound(all: readonly PersonRow[], search: string, filters: Filters): readonly PersonRow[] {
  const list = useMemo(
    () =>
      searchable(
        all,
        (row) => `${row.name} ${row.phone ?? ''} ${row.unitName ?? ''} ${areaPath(row.home)} ${skillNames(row.skills)}`,
      ),
    [all, areas.value],
  )
  return useMemo(() => narrowed(list, phoneOf(search) ?? search, passes(filters)), [list, search, filters])
}

export function PeopleScreen({ rest }: ScreenProps) {
  const [search, setSearch] = useState('')
  const [inviting, setInviting] = useState(false)
  const [filters, setFilters] = useState<Filters>(NO_FILTERS)
  const asked = useEverybody(filters.area)
  const all = asked.body?.rows ?? NOBODY
  const rows = useFound(all, search, filters)
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
        <PeopleActions shown={rows.length} all={all.length} within={filters.area} invite={() => setInviting(true)} />
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
          empty={asked.asking && !asked.body ? t('kernel.loading') : <NobodyShown any={all.length > 0} />}
        />
        {open && <PersonPane key={open} id={open} row={person} close={close} changed={asked.again} />}
      </div>
      {inviting && <NewcomersDialog close={() => setInviting(false)} />}
    </ScreenFrame>
  )
}

interface PeopleActionsProps {
  readonly shown: number
  readonly all: number
  readonly within?: string
  invite(): void
}

function PeopleActions({ shown, all, within, invite }: PeopleActionsProps) {
  return (
    <>
      <span class="count soft" role="status">
        {t('console.rows-of', { n: shown, all })}
      </span>
      {mayAnywhere(accessRules['invite-person'], self.value!) && (
        <button type="button" onClick={invite}>
          {t('console.invitation.newcomers')}
        </button>
      )}
      <a class="button" href={to('import')}>
        {t('console.screen.import')}
      </a>
      <ExportLink list="persons" within={within} />
    </>
  )
}

/** What stands in place of rows: none fits the filters, or there are none yet. */
function NobodyShown({ any }: { any: boolean }) {
  if (any)
    return (
      <Empty icon="search" title={t('console.found-none')}>
        <p>{t('console.found-none.do')}</p>
      </Empty>
    )
  return (
    <Empty icon="people" title={t('console.person.none')}>
      <p>{t('console.person.none.do')}</p>
      <a class="button button-primary" href={to('import')}>
        {t('console.screen.import')}
      </a>
    </Empty>
  )
}

const NOBODY: readonly PersonRow[] = []
