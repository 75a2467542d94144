// Look-backs: the list with its progress, and the way to a new one.
import type { LookBackRow } from '#rooms/oversight/look-backs.ts'
import { may } from '#domain/oversight/may.ts'
import { areaPath } from '#web/console/session/areas.ts'

import { mayAnywhere, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import './oversight.css'
import { oversight } from '#words/oversight.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { NewLookBack } from './new.tsx'
import { LookBackScreen } from './look-back.tsx'

learn(oversight)

const NONE: readonly LookBackRow[] = []

const columns = (): readonly Column<LookBackRow>[] => [
  {
    id: 'state',
    label: t('oversight.state'),
    width: '7rem',
    cell: (row) => (
      <span class={`badge badge-${row.state === 'open' ? 'info' : 'good'}`}>{t(`oversight.state.${row.state}`)}</span>
    ),
    sort: (row) => row.state,
  },
  {
    id: 'title',
    label: t('oversight.title'),
    width: 'minmax(12rem, 2fr)',
    cell: (row) => <span class="strong">{row.title}</span>,
    sort: (row) => row.title,
  },
  {
    id: 'kind',
    label: t('oversight.kind'),
    width: '10rem',
    cell: (row) => t(`oversight.kind.${row.kind}`),
    sort: (row) => row.kind,
  },
  {
    id: 'area',
    label: t('oversight.area'),
    width: 'minmax(8rem, 1fr)',
    cell: (row) => areaPath(row.area),
    sort: (row) => row.area,
  },
  {
    id: 'progress',
    label: t('oversight.sample'),
    width: '9rem',
    number: true,
    cell: (row) => t('oversight.progress', { n: row.checked, of: row.drawn }),
    sort: (row) => row.checked / Math.max(1, row.drawn),
  },
  {
    id: 'findings',
    label: t('oversight.findings'),
    width: '7rem',
    number: true,
    cell: (row) => row.findings,
    sort: (row) => row.findings,
  },
  {
    id: 'until',
    label: t('oversight.until'),
    width: '11rem',
    cell: (row) => when(row.until),
    sort: (row) => row.until,
  },
]

export function LookBacksScreen({ rest }: ScreenProps) {
  if (rest[0] === 'new') return <NewLookBack />
  return rest[0] ? <LookBackScreen key={rest[0]} lookBack={rest[0]} /> : <List />
}

function List() {
  const asked = useAsked('look-backs', {}, ['look-back'])
  const begin = mayAnywhere(may['open-look-back'], self.value!) && (
    <a class="button button-primary" href={to('look-backs', 'new')}>
      {t('oversight.new')}
    </a>
  )
  return (
    <ScreenFrame title={t('oversight.title')} fill actions={begin}>
      <Trouble answer={asked.trouble} />
      <Table
        label={t('oversight.title')}
        rows={asked.body?.rows ?? NONE}
        columns={columns()}
        keyOf={(row) => row.lookBack}
        onOpen={(row) => go('look-backs', row.lookBack)}
        empty={
          asked.asking && !asked.body ? (
            t('kernel.loading')
          ) : (
            <Empty icon="search" title={t('oversight.nothing')}>
              {begin}
            </Empty>
          )
        }
      />
    </ScreenFrame>
  )
}
