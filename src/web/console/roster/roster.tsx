// Rosters: the rounds that are staffed now; and the roster of one, seat by seat, with what waits to be mended.
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { StateBadge } from '#web/console/operation/badge.tsx'
import { useAsked } from '#web/console/parts/asked.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { operation } from '#words/operation.ts'
import { roster } from '#words/roster.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { Badges } from './badges.tsx'
import { Board } from './board.tsx'

learn(operation, roster)

const ORDER = ['running', 'published', 'draft']
const columns = (): readonly Column<RoundRow>[] => [
  {
    id: 'state',
    label: t('operation.state'),
    width: '7rem',
    cell: (row) => <StateBadge state={row.state} />,
    sort: (row) => ORDER.indexOf(row.state),
  },
  {
    id: 'name',
    label: t('operation.operation'),
    width: 'minmax(9rem, 2fr)',
    cell: (row) => <span class="strong">{t('operation.round-of', { name: row.operationName, n: row.number })}</span>,
    sort: (row) => `${row.operationName} ${row.number}`,
  },
  {
    id: 'area',
    label: t('operation.area'),
    width: 'minmax(6rem, 1fr)',
    cell: (row) => areaPath(row.area),
    sort: (row) => row.area,
  },
  {
    id: 'starts',
    label: t('operation.starts'),
    width: 'minmax(9rem, 1fr)',
    cell: (row) => when(row.starts),
    sort: (row) => row.starts,
  },
  {
    id: 'teams',
    label: t('operation.teams'),
    width: '6rem',
    number: true,
    cell: (row) => row.teams,
    sort: (row) => row.teams,
  },
  {
    id: 'seated',
    label: t('operation.seated'),
    width: '9rem',
    number: true,
    cell: (row) => `${row.seated} / ${row.seats}`,
    sort: (row) => row.seats - row.seated,
  },
]

export function RosterScreen({ rest }: ScreenProps) {
  if (rest[0] && rest[1] === 'badges') return <Badges round={rest[0]} />
  return rest[0] ? <Board key={rest[0]} round={rest[0]} /> : <List />
}

function List() {
  const asked = useAsked('rounds', { limit: 200 }, ['round', 'roster'])
  const rows = (asked.body?.rows ?? []).filter((row) => ORDER.includes(row.state))
  return (
    <ScreenFrame title={t('console.screen.roster')} under={t('roster.under')} fill>
      <Trouble answer={asked.trouble} />
      <div class="split">
        <Table
          label={t('console.screen.roster')}
          rows={rows}
          columns={columns()}
          keyOf={(row) => row.round}
          sorting={{ column: 'state', down: false }}
          onOpen={(row) => go('roster', row.round)}
          empty={
            asked.asking && !asked.body ? (
              t('kernel.loading')
            ) : (
              <Empty icon="people" title={t('roster.no-rounds')}>
                <p>{t('roster.no-rounds-do')}</p>
                <a class="button" href={to('operations')}>
                  {t('console.screen.operations')}
                </a>
              </Empty>
            )
          }
        />
      </div>
    </ScreenFrame>
  )
}
