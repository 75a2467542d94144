// All musters of the person's areas, those that need help first; a dispatcher walks 200 of them by keys.
import { useMemo, useState } from 'preact/hooks'
import { areaPath, areas } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { useNow } from '#web/console/parts/now.ts'
import { Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'
import { BoardScreen } from './board.tsx'
import { columns } from './columns.tsx'
import { fits, type Narrowing, NarrowingBar } from './narrowing.tsx'

learn(muster)

const TICK_MS = 10_000
/** As many as one answer holds. */
const MUSTERS_MAX = 500
const NONE: readonly MusterRow[] = []

export function MustersScreen({ rest }: ScreenProps) {
  return rest[0] ? <BoardScreen key={rest[0]} muster={rest[0]} person={rest[1]} /> : <MusterList />
}

/** Musters that pass the narrowing. */
function useNarrowed(all: readonly MusterRow[], { shown, area, search }: Narrowing): readonly MusterRow[] {
  const list = useMemo(
    () => searchable(all, (row) => `${row.what} ${row.label} ${areaPath(row.area)}`),
    [all, areas.value],
  )
  return useMemo(
    () => narrowed(list, search, (row) => fits(shown, row) && (!area || row.area.startsWith(area))),
    [list, search, shown, area],
  )
}

function MusterList() {
  const asked = useAsked('musters', { limit: MUSTERS_MAX }, ['muster'])
  const now = useNow(TICK_MS)
  const [by, setBy] = useState<Narrowing>({ shown: 'open', search: '' })
  const narrow = (more: Partial<Narrowing>) => setBy((before) => ({ ...before, ...more }))
  const all = asked.body?.rows ?? NONE
  const rows = useNarrowed(all, by)
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
      <NarrowingBar all={all} by={by} change={narrow} />
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
              <NoMusters all={all.length} sought={!!(by.search || by.area)} showAll={() => narrow({ shown: '' })} />
            )
          }
        />
      </div>
    </ScreenFrame>
  )
}

interface NoMustersProps {
  /** How many there are, shown or not. */
  readonly all: number
  /** Words or an area were asked for. */
  readonly sought: boolean
  showAll(): void
}

function NoMusters(props: NoMustersProps) {
  const { all, sought } = props
  const title = !all ? 'console.musters.none' : sought ? 'console.found-none' : 'console.musters.none-here'
  return (
    <Empty icon="whistle" title={t(title)}>
      <WhatToDo {...props} />
      <a class="button button-primary" href={to('whistle')}>
        {t('console.screen.whistle')}
      </a>
    </Empty>
  )
}

function WhatToDo({ all, sought, showAll }: NoMustersProps) {
  if (!all) return <p>{t('console.musters.none.do')}</p>
  if (sought) return <p>{t('console.found-none.do')}</p>
  return (
    <button type="button" onClick={showAll}>
      {t('console.musters.show.all')} {all}
    </button>
  )
}
