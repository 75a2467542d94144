// The columns of a roster: which seat it is, who holds it, and why.
import type { Column } from '#web/console/parts/table.tsx'
import { coded, t } from '#web/ui/words.ts'
import type { OpenWhys } from './open-why.tsx'
import { dutyOf, reasonsText, shiftText, whereText } from './reasons.ts'
import { stateOf, TONES, type SeatRow } from './seats.ts'

const seatColumns = (): readonly Column<SeatRow>[] => [
  {
    id: 'state',
    label: t('operation.state'),
    width: '8.5rem',
    cell: (row) => (
      <span class={`badge ${TONES[stateOf(row)]}`}>
        {row.held ? t(`roster.state.${row.held.state}`) : t('roster.open')}
      </span>
    ),
    sort: (row) => (row.held ? row.held.state : ''),
  },
  {
    id: 'where',
    label: t('operation.where'),
    width: 'minmax(9rem, 1.6fr)',
    cell: (row) => whereText(row),
    sort: (row) => `${row.area} ${row.part} ${row.seat}`,
  },
  {
    id: 'duty',
    label: t('operation.duty'),
    width: 'minmax(6rem, 1fr)',
    cell: (row) => dutyOf(row),
    sort: (row) => dutyOf(row),
  },
  {
    id: 'shift',
    label: t('operation.shift'),
    width: 'minmax(11rem, 1.2fr)',
    cell: (row) => shiftText(row.starts, row.ends),
    sort: (row) => row.starts,
  },
]

const holderColumns = (): readonly Column<SeatRow>[] => [
  {
    id: 'name',
    label: t('roster.person'),
    width: 'minmax(6rem, 1fr)',
    cell: (row) => (
      <span class="strong">
        {row.held?.name ?? ''}
        {row.held?.locked && (
          <>
            {' '}
            <span class="badge" title={t('roster.locked')}>
              {t('roster.locked-short')}
            </span>
          </>
        )}
      </span>
    ),
    sort: (row) => row.held?.name ?? '',
  },
  { id: 'phone', label: t('roster.phone'), width: '8.5rem', cell: (row) => row.held?.phone ?? '' },
  {
    id: 'unit',
    label: t('console.unit'),
    width: 'minmax(7rem, 1.2fr)',
    cell: (row) => row.held?.unit ?? '',
    sort: (row) => row.held?.unit ?? '',
  },
]

const whyColumn = (whys: OpenWhys): Column<SeatRow> => ({
  id: 'why',
  label: t('roster.why'),
  width: 'minmax(9rem, 2fr)',
  cell: (row) =>
    row.held ? (
      reasonsText(row.held.reasons)
    ) : whys.has(row.seat) ? (
      <span class="soft">{coded('roster.open', whys.get(row.seat)!)}</span>
    ) : (
      ''
    ),
})

/** @param whys why seats stay open, as far as the planner was asked */
export const columns = (whys: OpenWhys): readonly Column<SeatRow>[] => [
  ...seatColumns(),
  ...holderColumns(),
  whyColumn(whys),
]
