// The access log: who looked at what about whom. Read by the auditor; added to by everybody's looking, changed by
// nobody.
import { useEffect, useState } from 'preact/hooks'
import type { AccessLogRow } from '#rooms/access/views/access-log.ts'
import { type Answer, ask } from '#web/api/api.ts'
import type { AnswerOf } from '#web/api/contract.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { areaPath } from '#web/console/session/areas.ts'
import { noticed } from '#web/console/session/expired.ts'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Trouble } from '#web/ui/note.tsx'
import { place } from '#web/ui/router.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import { log } from '#words/console/log.ts'
import { Filters } from './filters.tsx'
import { RowPane, shownText } from './row.tsx'
import { asked, isFiltered, seek, sheetAddress, soughtOf, type Sought } from './sought.ts'
import { whatText } from './what.ts'

learn(log)

const whoText = (row: AccessLogRow) => (row.account === '' ? t('console.log.unknown-person') : row.name)
const officeText = (row: AccessLogRow) => row.roles.map((role) => coded('console.role', role)).join(t('kernel.and'))

/** Beside an open row there is room for some of them. */
const besideOpen = ['at', 'who', 'what', 'shown']

function columns(): readonly Column<AccessLogRow>[] {
  return [
    { id: 'at', label: t('console.log.at'), width: '11rem', cell: (row) => when(row.at), sort: (row) => row.at },
    {
      id: 'who',
      label: t('console.log.who'),
      width: 'minmax(6rem, .7fr)',
      cell: (row) => <span class="strong">{whoText(row)}</span>,
      sort: whoText,
    },
    {
      id: 'roles',
      label: t('console.account.role'),
      width: 'minmax(7rem, .8fr)',
      cell: officeText,
      sort: officeText,
    },
    {
      id: 'what',
      label: t('console.log.what'),
      width: 'minmax(12rem, 1.3fr)',
      cell: (row) => whatText(row.what),
      sort: (row) => whatText(row.what),
    },
    {
      id: 'area',
      label: t('console.area'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => areaPath(row.area),
      sort: (row) => row.area,
    },
    {
      id: 'shown',
      label: t('console.log.shown'),
      width: 'minmax(7rem, .8fr)',
      cell: shownText,
      sort: (row) => row.persons + row.households,
    },
  ]
}

/** The log as it is sought, read page by page, newest first. */
function useLog(sought: Sought) {
  const [rows, setRows] = useState<readonly AccessLogRow[]>([])
  const [answer, setAnswer] = useState<Answer<AnswerOf<'access-log'>>>()
  const { row: _open, ...filters } = sought
  const key = JSON.stringify(filters)
  const read = async (before?: number) => {
    const page = noticed(await ask('access-log', { ...asked(filters), before }))
    setAnswer(page)
    if (page.ok) setRows((known) => (before === undefined ? page.body.rows : [...known, ...page.body.rows]))
  }
  useEffect(() => void read(), [key])
  const before = answer?.ok ? answer.body.before : null
  return { rows, answer, more: before === null ? undefined : () => void read(before) }
}

export function LogScreen({ rest }: ScreenProps) {
  const sought = soughtOf(place.value.query, rest[0])
  const { rows, answer, more } = useLog(sought)
  const close = () => {
    seek({ row: undefined })
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  useShortcuts(sought.row ? [{ keys: 'Escape', says: 'console.keys.leave', act: close }] : [])
  return (
    <ScreenFrame
      title={t('console.screen.log')}
      under={`${t('console.log.under')} ${t('console.log.opened')}`}
      fill
      actions={
        <>
          <span class="count soft" role="status">
            {t('console.rows', { n: rows.length })}
          </span>
          {more && (
            <button type="button" onClick={more}>
              {t('console.log.more')}
            </button>
          )}
          <a class="button" href={sheetAddress(sought)} download>
            {t('console.export')}
          </a>
        </>
      }
    >
      <Trouble answer={answer} />
      <Filters sought={sought} names={answer?.ok ? answer.body.sought : undefined} />
      <div class={sought.row ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.log')}
          rows={rows}
          columns={columns().filter(({ id }) => !sought.row || besideOpen.includes(id))}
          keyOf={(row) => String(row.number)}
          open={sought.row}
          onOpen={(row) => seek({ row: String(row.number) })}
          empty={answer ? <Nothing filtered={isFiltered(sought)} /> : t('kernel.loading')}
        />
        {sought.row && <RowPane key={sought.row} number={Number(sought.row)} close={close} />}
      </div>
    </ScreenFrame>
  )
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return (
    <Empty icon="log" title={t(filtered ? 'console.log.none-found' : 'console.log.none')}>
      <p>{t(filtered ? 'console.log.none-found.do' : 'console.log.none.do')}</p>
    </Empty>
  )
}
