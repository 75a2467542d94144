// The access log: who looked at what about whom. Read by the auditor; added to by everybody's looking, changed by nobody.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { type Answer, ask } from '#web/door/door.ts'
import { Trouble } from '#web/ui/note.tsx'
import { has, t, when } from '#web/words/words.ts'
import type { LogPage, LogRow } from './rows.ts'

/** Names shown in a cell; the number says how many more there are. */
const NAMES_SHOWN = 3

/** What was looked at, in words; the question's own name where it has none. */
export const whatText = (what: string) => (has(`access.what.${what}`) ? t(`access.what.${what}`) : has(`console.log.what.${what}`) ? t(`console.log.what.${what}`) : what)

export function whomText(row: LogRow): string {
  const names = row.shown.slice(0, NAMES_SHOWN).map((one) => one.name).filter(Boolean)
  return row.persons > names.length && names.length ? t('console.log.and-more', { names: names.join('、'), n: row.persons - names.length }) : names.join('、') || (row.persons ? t('console.people', { n: row.persons }) : '')
}

function columns(): readonly Column<LogRow>[] {
  return [
    { id: 'at', label: t('console.log.at'), width: '12rem', cell: (row) => when(row.at), sort: (row) => row.at },
    { id: 'who', label: t('console.log.who'), width: 'minmax(7rem, .8fr)', cell: (row) => <span class="strong">{row.name}</span>, sort: (row) => row.name },
    { id: 'what', label: t('console.log.what'), width: 'minmax(10rem, 1.2fr)', cell: (row) => whatText(row.what), sort: (row) => whatText(row.what) },
    { id: 'about', label: t('console.log.about'), width: 'minmax(12rem, 2fr)', cell: whomText },
    { id: 'area', label: t('console.area'), width: 'minmax(8rem, 1fr)', cell: (row) => row.areaName ?? '', sort: (row) => row.areaName ?? '' },
    { id: 'rows', label: t('console.log.rows'), width: '6rem', number: true, cell: (row) => row.persons, sort: (row) => row.persons },
  ]
}

export function LogScreen() {
  const [rows, setRows] = useState<readonly LogRow[]>([])
  const [before, setBefore] = useState<number | null>()
  const [answer, setAnswer] = useState<Answer<LogPage>>()
  const [search, setSearch] = useState('')
  const read = async (from?: number) => {
    const page = await ask<LogPage>('access-log', { before: from })
    setAnswer(page)
    if (!page.ok) return
    setRows((known) => (from === undefined ? page.body.rows : [...known, ...page.body.rows]))
    setBefore(page.body.before)
  }
  useEffect(() => void read(), [])
  const list = useMemo(() => searchable(rows, (row) => `${row.name} ${whatText(row.what)} ${row.shown.map((one) => one.name).join(' ')} ${row.areaName ?? ''}`), [rows])
  const shown = useMemo(() => narrowed(list, search, () => true), [list, search])
  return (
    <ScreenFrame title={t('console.screen.log')} under={t('console.log.under')} fill>
      <Trouble answer={answer} />
      <div class="bar" role="search">
        <div class="grow"><label for="log-search">{t('kernel.search')}</label><input id="log-search" type="search" value={search} placeholder={t('console.log.search')} onInput={(event) => setSearch(event.currentTarget.value)} /></div>
        {typeof before === 'number' && <button type="button" onClick={() => void read(before)}>{t('console.log.more')}</button>}
        <span class="count" role="status">{t('console.rows', { n: shown.length })}</span>
      </div>
      <div class="split">
        <Table label={t('console.screen.log')} rows={shown} columns={columns()} keyOf={(row) => String(row.number)} empty={answer ? <Empty icon="log" title={t('console.log.none')}><p>{t('console.log.none.do')}</p></Empty> : t('kernel.loading')} />
      </div>
    </ScreenFrame>
  )
}
