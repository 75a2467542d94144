// The columns of the load: what is lacking in each area first, then whence hands may come.
import type { LoadRow } from '#rooms/dispatch/views/load.ts'
import { areaName } from '#web/console/session/areas.ts'
import type { Column } from '#web/console/parts/table.tsx'
import { t } from '#web/ui/words.ts'

/** The shift the load is counted for. */
export type When = 'now' | 'next'

const lacking = (row: LoadRow) => row.seats - row.filled

/** A column of plain numbers. */
const counted = (id: 'accepted' | 'absent' | 'waiting' | 'free' | 'present', label: string): Column<LoadRow> => ({
  id,
  label,
  width: '6rem',
  number: true,
  cell: (row) => row[id],
  sort: (row) => row[id],
})

const seatColumns = (): readonly Column<LoadRow>[] => [
  {
    id: 'area',
    label: t('console.area'),
    width: 'minmax(9rem, 2fr)',
    cell: (row) => <span class="strong">{areaName(row.area) || row.name}</span>,
    sort: (row) => row.area,
  },
  {
    id: 'lacking',
    label: t('dispatch.lacking'),
    width: '6rem',
    number: true,
    cell: (row) => <span class={lacking(row) > 0 ? 'strong' : 'soft'}>{Math.max(0, lacking(row))}</span>,
    sort: lacking,
  },
  {
    id: 'filled',
    label: t('dispatch.filled'),
    width: '8rem',
    number: true,
    cell: (row) => `${row.filled} / ${row.seats}`,
    sort: (row) => (row.seats === 0 ? 1 : row.filled / row.seats),
  },
]

const peopleColumns = (): readonly Column<LoadRow>[] => [
  counted('accepted', t('dispatch.accepted')),
  counted('absent', t('dispatch.absent')),
  counted('waiting', t('dispatch.waiting')),
  counted('free', t('dispatch.free')),
]

/** Who is there and who waits for work is known of now alone. */
const presentColumns = (): readonly Column<LoadRow>[] => [
  counted('present', t('dispatch.present')),
  {
    id: 'idle',
    label: t('dispatch.idle'),
    width: '10rem',
    number: true,
    cell: (row) =>
      row.idle === 0 ? (
        <span class="soft">0</span>
      ) : (
        <span title={t('dispatch.idle-what')}>{t('dispatch.idle-n', { n: row.idle, minutes: row.idleMinutes })}</span>
      ),
    sort: (row) => row.idleMinutes,
  },
]

export const columns = (shift: When): readonly Column<LoadRow>[] => [
  ...seatColumns(),
  ...peopleColumns(),
  ...(shift === 'now' ? presentColumns() : []),
]
