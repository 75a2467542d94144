// All musters of the person's areas, those that need help first; a dispatcher walks 200 of them by keys.
import { useMemo, useState } from 'preact/hooks'
import type { Phase } from '#domain/muster/terms.ts'
import { areaName, areaOptions, areaPath, areas } from '#web/console/session/areas.ts'
import { ago } from '#web/console/parts/ago.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { useNow } from '#web/console/parts/now.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'
import { BoardScreen } from './board.tsx'
import { Meter, PhaseBadge, wantingOf } from './figures.tsx'
import { urgency } from './urgency.ts'

learn(muster)

const TICK_MS = 10_000
/** As many as one answer holds. */
const MUSTERS_MAX = 500
const NONE: readonly MusterRow[] = []

function columns(now: number): readonly Column<MusterRow>[] {
  return [
    {
      id: 'urgency',
      label: t('console.musters.state'),
      width: '9rem',
      cell: (row) => (
        <>
          {row.unheard && row.phase !== 'over' ? (
            <span class="badge badge-bad">{t('console.musters.unheard')}</span>
          ) : row.wanting && row.phase === 'running' ? (
            <span class="badge badge-warn">{t('console.musters.wanting')}</span>
          ) : (
            <PhaseBadge row={{ ...row, drill: false }} />
          )}
        </>
      ),
      sort: (row) => -urgency(row, now),
    },
    {
      id: 'what',
      label: t('console.musters.what'),
      width: 'minmax(11rem, 2fr)',
      cell: (row) => (
        <>
          <span class="strong">{row.what}</span>{' '}
          {row.drill && <span class="badge badge-info">{t('console.board.drill')}</span>}
        </>
      ),
      sort: (row) => row.what,
    },
    {
      id: 'label',
      label: t('console.musters.where'),
      width: 'minmax(10rem, 1.5fr)',
      cell: (row) => row.label || areaPath(row.area),
      sort: (row) => row.area,
    },
    {
      id: 'wanting',
      label: t('console.board.wanting'),
      width: '5.5rem',
      number: true,
      cell: (row) => (
        <span class={wantingOf(row) && row.phase === 'running' ? 'strong' : 'soft'}>{wantingOf(row)}</span>
      ),
      sort: (row) => wantingOf(row),
    },
    {
      id: 'meter',
      label: t('console.musters.progress'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => <Meter row={row} />,
      sort: (row) => row.counts.arrived / row.needed,
    },
    {
      id: 'arrived',
      label: t('console.board.arrived'),
      width: '6rem',
      number: true,
      cell: (row) => `${row.counts.arrived}/${row.needed}`,
      sort: (row) => row.counts.arrived,
    },
    {
      id: 'coming',
      label: t('console.board.coming'),
      width: '5.5rem',
      number: true,
      cell: (row) => row.counts.coming,
      sort: (row) => row.counts.coming,
    },
    {
      id: 'reach',
      label: t('console.musters.reach'),
      width: '8rem',
      cell: (row) => areaName(row.reach),
      sort: (row) => -row.reach.length,
    },
    {
      id: 'blown',
      label: t('console.musters.blown'),
      width: '7rem',
      cell: (row) => ago(row.blownAt, now),
      sort: (row) => row.blownAt,
    },
  ]
}

type Shown = Phase | 'open' | 'wanting' | ''
const FILTERS = ['open', 'wanting', 'over', ''] as const satisfies readonly Shown[]
const fits = (shown: Shown, row: MusterRow) =>
  shown === ''
    ? true
    : shown === 'open'
      ? row.phase !== 'over'
      : shown === 'wanting'
        ? row.phase === 'running'
        : row.phase === shown

export function MustersScreen({ rest }: ScreenProps) {
  return rest[0] ? <BoardScreen key={rest[0]} muster={rest[0]} person={rest[1]} /> : <MusterList />
}

function MusterList() {
  const asked = useAsked('musters', { limit: MUSTERS_MAX }, ['muster'])
  const now = useNow(TICK_MS)
  const [shown, setShown] = useState<Shown>('open')
  const [area, setArea] = useState<string>()
  const [search, setSearch] = useState('')
  const all = asked.body?.rows ?? NONE
  const list = useMemo(
    () => searchable(all, (row) => `${row.what} ${row.label} ${areaPath(row.area)}`),
    [all, areas.value],
  )
  const rows = useMemo(
    () => narrowed(list, search, (row) => fits(shown, row) && (!area || row.area.startsWith(area))),
    [list, search, shown, area],
  )
  return (
    <ScreenFrame
      title={t('console.screen.musters')}
      fill
      actions={
        <a class="button button-primary" href={to('whistle')}>
          {t('console.screen.whistle')} <kbd>N</kbd>
        </a>
      }
    >
      <Trouble answer={asked.trouble} />
      <div class="bar" role="search">
        <div class="grow">
          <label for="musters-search">{t('kernel.search')}</label>
          <input
            id="musters-search"
            type="search"
            value={search}
            placeholder={t('console.musters.search')}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <div class="wide">
          <label for="musters-area">{t('console.area')}</label>
          <Combo
            id="musters-area"
            options={areaOptions(['township', 'community'])}
            chosen={area}
            placeholder={t('console.all')}
            choose={(option) => setArea(option?.id)}
          />
        </div>
        <div role="group" aria-label={t('console.musters.state')} class="row">
          {FILTERS.map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setShown(one)}>
              {t(`console.musters.show.${one || 'all'}`)} {all.filter((row) => fits(one, row)).length}
            </button>
          ))}
        </div>
      </div>
      <div class="split">
        <Table
          label={t('console.screen.musters')}
          rows={rows}
          columns={columns(now)}
          keyOf={(row) => row.muster}
          sorting={{ column: 'urgency', down: false }}
          onOpen={(row) => go('musters', row.muster)}
          empty={
            asked.asking && !asked.body ? (
              t('kernel.loading')
            ) : (
              <Empty
                icon="whistle"
                title={t(
                  !all.length
                    ? 'console.musters.none'
                    : search || area
                      ? 'console.found-none'
                      : 'console.musters.none-here',
                )}
              >
                {!all.length ? (
                  <p>{t('console.musters.none.do')}</p>
                ) : search || area ? (
                  <p>{t('console.found-none.do')}</p>
                ) : (
                  <button type="button" onClick={() => setShown('')}>
                    {t('console.musters.show.all')} {all.length}
                  </button>
                )}
                <a class="button button-primary" href={to('whistle')}>
                  {t('console.screen.whistle')}
                </a>
              </Empty>
            )
          }
        />
      </div>
    </ScreenFrame>
  )
}
