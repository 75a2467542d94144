// The columns of the list of musters: how each stands, what and where it is, how far it is filled, how far it reached.
import { areaName, areaPath } from '#web/console/session/areas.ts'
import { ago } from '#web/console/parts/ago.ts'
import type { Column } from '#web/console/parts/table.tsx'
import { t } from '#web/ui/words.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'
import { Meter, PhaseBadge, wantingOf } from './figures.tsx'
import { urgency } from './urgency.ts'

/** What it wants from an officer, else its phase. */
function StandingBadge({ row }: { row: MusterRow }) {
  if (row.unheard && row.phase !== 'over') return <span class="badge badge-bad">{t('console.musters.unheard')}</span>
  if (row.wanting && row.phase === 'running')
    return <span class="badge badge-warn">{t('console.musters.wanting')}</span>
  return <PhaseBadge row={{ ...row, drill: false }} />
}

const subjectColumns = (now: number): readonly Column<MusterRow>[] => [
  {
    id: 'urgency',
    label: t('console.musters.state'),
    width: '9rem',
    cell: (row) => <StandingBadge row={row} />,
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
]

const progressColumns = (): readonly Column<MusterRow>[] => [
  {
    id: 'wanting',
    label: t('console.board.wanting'),
    width: '5.5rem',
    number: true,
    cell: (row) => <span class={wantingOf(row) && row.phase === 'running' ? 'strong' : 'soft'}>{wantingOf(row)}</span>,
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
]

const reachColumns = (now: number): readonly Column<MusterRow>[] => [
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

export const columns = (now: number): readonly Column<MusterRow>[] => [
  ...subjectColumns(now),
  ...progressColumns(),
  ...reachColumns(now),
]
