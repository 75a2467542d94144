// The columns of the dossier: who served when, how it is known, what was said to it; what they did, for whom and where.
import type { EntryRow } from '#rooms/dossier/questions.ts'
import type { Column } from '#web/console/parts/table.tsx'
import { dutyText } from '#web/ui/duty.ts'
import { t, when } from '#web/ui/words.ts'
import { EvidenceBadge, hours, StateBadges } from './badges.tsx'

const serviceColumns = (): readonly Column<EntryRow>[] => [
  {
    id: 'name',
    label: t('dossier.row.name'),
    width: 'minmax(6rem, 1fr)',
    cell: (row) => row.name,
    sort: (row) => row.name,
  },
  {
    id: 'time',
    label: t('dossier.time'),
    width: 'minmax(12.5rem, 1.2fr)',
    cell: (row) => `${when(row.starts)}–${when(row.ends, 'time')}`,
    sort: (row) => row.starts,
  },
  {
    id: 'hours',
    label: t('dossier.hours-head'),
    width: '5rem',
    number: true,
    cell: (row) => hours(row.minutes),
    sort: (row) => row.minutes,
  },
]

const standingColumns = (): readonly Column<EntryRow>[] => [
  {
    id: 'evidence',
    label: t('dossier.row.evidence'),
    width: 'minmax(8.5rem, 1fr)',
    cell: (row) => <EvidenceBadge row={row} />,
    sort: (row) => row.evidence,
  },
  {
    id: 'state',
    label: t('dossier.state'),
    width: 'minmax(11rem, 1.6fr)',
    cell: (row) => <StateBadges row={row} />,
    sort: (row) => row.state,
  },
]

const placeColumns = (): readonly Column<EntryRow>[] => [
  {
    id: 'duty',
    label: t('dossier.row.duty'),
    width: 'minmax(7rem, 1.4fr)',
    cell: (row) => dutyText(row.duty ?? ''),
    sort: (row) => dutyText(row.duty ?? ''),
  },
  {
    id: 'unit',
    label: t('dossier.row.unitName'),
    width: 'minmax(7rem, 1.2fr)',
    cell: (row) => row.unitName ?? '',
    sort: (row) => row.unitName ?? '',
  },
  {
    id: 'area',
    label: t('dossier.row.areaName'),
    width: 'minmax(6rem, 1fr)',
    cell: (row) => row.areaName ?? row.area,
    sort: (row) => row.areaName ?? row.area,
  },
]

export const columns = (): readonly Column<EntryRow>[] => [...serviceColumns(), ...standingColumns(), ...placeColumns()]
