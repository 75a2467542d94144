// The access log: who looked at what about whom. Read by the auditor; added to by everybody's looking, changed by
// nobody.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { areaPath } from '#web/console/session/areas.ts'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { type Answer, ask } from '#web/api/api.ts'
import { Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { log } from '#words/console/log.ts'
import { coded, has, learn, t, when } from '#web/ui/words.ts'
import type { AccessLogRow } from '#rooms/access/views/access-log.ts'

learn(log)

interface LogPage {
  readonly rows: readonly AccessLogRow[]
  /** Hand it back for the page before this one. */
  readonly before: number | null
}

/** What was looked at, in words; the question's own name where it has none. */
export const whatText = (what: string) =>
  has(`access.what.${what}`) ? coded('access.what', what) : coded('console.log.what', what)

/** How many people the answer showed. */
const shownCount = (row: AccessLogRow) => row.persons.length + row.more

function columns(): readonly Column<AccessLogRow>[] {
  return [
    { id: 'at', label: t('console.log.at'), width: '12rem', cell: (row) => when(row.at), sort: (row) => row.at },
    {
      id: 'who',
      label: t('console.log.who'),
      width: 'minmax(7rem, .8fr)',
      cell: (row) => <span class="strong">{row.name}</span>,
      sort: (row) => row.name,
    },
    {
      id: 'what',
      label: t('console.log.what'),
      width: 'minmax(10rem, 1.2fr)',
      cell: (row) => whatText(row.what),
      sort: (row) => whatText(row.what),
    },
    {
      id: 'roles',
      label: t('console.account.role'),
      width: 'minmax(9rem, 1fr)',
      cell: (row) => row.roles.map((role) => coded('console.role', role)).join(t('kernel.and')),
      sort: (row) => row.roles.join(),
    },
    {
      id: 'area',
      label: t('console.area'),
      width: 'minmax(9rem, 1.2fr)',
      cell: (row) => areaPath(row.area),
      sort: (row) => row.area,
    },
    { id: 'rows', label: t('console.log.people'), width: '7rem', number: true, cell: shownCount, sort: shownCount },
  ]
}

/** The log read page by page, newest first; of one person alone where one is named. */
function useLog(person: string | undefined) {
  const [rows, setRows] = useState<readonly AccessLogRow[]>([])
  const [before, setBefore] = useState<number | null>()
  const [answer, setAnswer] = useState<Answer<LogPage>>()
  const read = async (from?: number) => {
    const page = await ask('access-log', { before: from, person })
    setAnswer(page)
    if (!page.ok) return
    setRows((known) => (from === undefined ? page.body.rows : [...known, ...page.body.rows]))
    setBefore(page.body.before)
  }
  useEffect(() => void read(), [person])
  return { rows, answer, more: typeof before === 'number' ? () => void read(before) : undefined }
}

export function LogScreen({ rest }: ScreenProps) {
  const person = rest[0]
  const { rows, answer, more } = useLog(person)
  const [search, setSearch] = useState('')
  const list = useMemo(
    () => searchable(rows, (row) => `${row.name} ${whatText(row.what)} ${areaPath(row.area)}`),
    [rows],
  )
  const shown = useMemo(() => narrowed(list, search, () => true), [list, search])
  return (
    <ScreenFrame title={t('console.screen.log')} under={person ? <OfOne /> : t('console.log.under')} fill>
      <Trouble answer={answer} />
      <div class="bar" role="search">
        <div class="grow">
          <label for="log-search">{t('kernel.search')}</label>
          <input
            id="log-search"
            type="search"
            value={search}
            placeholder={t('console.log.search')}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        {more && (
          <button type="button" onClick={more}>
            {t('console.log.more')}
          </button>
        )}
        <span class="count" role="status">
          {t('console.rows', { n: shown.length })}
        </span>
      </div>
      <div class="split">
        <Table
          label={t('console.screen.log')}
          rows={shown}
          columns={columns()}
          keyOf={(row) => String(row.number)}
          empty={answer ? <NothingLogged /> : t('kernel.loading')}
        />
      </div>
    </ScreenFrame>
  )
}

/** The log of one person, with the way back to everybody's. */
function OfOne() {
  return (
    <>
      {t('console.log.of-one')} <a href={to('log')}>{t('console.all')}</a>
    </>
  )
}

function NothingLogged() {
  return (
    <Empty icon="log" title={t('console.log.none')}>
      <p>{t('console.log.none.do')}</p>
    </Empty>
  )
}
