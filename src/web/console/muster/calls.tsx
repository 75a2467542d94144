// The called people as a table, who needs the officer's eye first; and whole, for paper.
import type { CallState } from '#domain/muster/terms.ts'
import { ago, clock } from '#web/console/parts/ago.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Empty } from '#web/console/shell/screen.tsx'
import { goInstead } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import type { BoardAnswer, BoardPerson } from '#rooms/muster/shapes.ts'
import { CallBadge, stateText } from './badge.tsx'
import { markArrived } from './orders.ts'
import { reasonsText } from './proposal.tsx'
import { standingRank, standingText } from './reached.tsx'

/** Who needs the officer's eye first. */
const ORDER: readonly CallState[] = [
  'talk',
  'arrived',
  'coming',
  'called',
  'cannot',
  'absent',
  'thanked',
  'released',
  'left',
]

function columns(now: number): readonly Column<BoardPerson>[] {
  return [
    {
      id: 'state',
      label: t('console.call.state'),
      width: '8.25rem',
      cell: (row) => <CallBadge row={row} />,
      sort: (row) => ORDER.indexOf(row.state) + (row.silent ? 0.5 : 0),
    },
    {
      id: 'name',
      label: t('console.person.name'),
      width: 'minmax(5.5rem, .7fr)',
      cell: (row) => <span class="strong">{row.name}</span>,
      sort: (row) => row.name,
    },
    {
      id: 'when',
      label: t('console.call.when'),
      width: '8.5rem',
      cell: (row) => whenText(row, now),
      sort: (row) => row.dueAt ?? row.arrivedAt ?? row.answeredAt ?? row.calledAt,
    },
    {
      id: 'reach',
      label: t('console.call.reached'),
      width: '5.5rem',
      cell: standingText,
      sort: standingRank,
    },
    {
      id: 'reasons',
      label: t('console.call.why'),
      width: 'minmax(9rem, 1.6fr)',
      cell: (row) => <span title={reasonsText(row)}>{reasonsText(row)}</span>,
    },
    {
      id: 'unit',
      label: t('console.unit'),
      width: 'minmax(7rem, 1fr)',
      cell: (row) => row.unitName ?? '',
      sort: (row) => row.unitName ?? '',
    },
    {
      id: 'wave',
      label: t('console.call.wave'),
      width: '4.5rem',
      number: true,
      cell: (row) => row.wave,
      sort: (row) => row.wave,
    },
  ]
}

function whenText(row: BoardPerson, now: number): string {
  if (row.state === 'coming' && row.dueAt !== null)
    return row.dueAt > now
      ? t('console.call.in', { time: clock(row.dueAt - now) })
      : t('console.call.late', { time: clock(now - row.dueAt) })
  if (row.state === 'called')
    return row.answerBy > now
      ? t('console.call.answer-in', { time: clock(row.answerBy - now) })
      : ago(row.calledAt, now)
  if (row.state === 'arrived') return when(row.arrivedAt ?? row.calledAt, 'time')
  return ago(row.answeredAt ?? row.calledAt, now)
}

interface CallTableProps {
  readonly board: BoardAnswer
  readonly person?: string
  /** By the clock that counts down. */
  readonly now: number
  readonly mayMark: boolean
}

export function CallTable({ board, person, now, mayMark }: CallTableProps) {
  const { muster } = board.muster
  const onKey = (event: KeyboardEvent, at: BoardPerson | undefined) => {
    if (event.key !== 'm' || !at || !mayMark || event.ctrlKey || event.metaKey) return false
    void markArrived(muster, at)
    return true
  }
  return (
    <Table
      label={t('console.board.calls')}
      rows={board.people}
      columns={columns(now)}
      keyOf={(one) => one.person}
      sorting={{ column: 'state', down: false }}
      onKey={onKey}
      open={person}
      onOpen={(one) => goInstead('musters', muster, one.person)}
      empty={
        <Empty icon="people" title={t('console.board.nobody-called')}>
          <p>{t('console.board.nobody-called.do')}</p>
        </Empty>
      }
    />
  )
}

/** The long table draws only what is in sight; paper gets a plain one, whole. */
export function PrintedCalls({ board }: { board: BoardAnswer }) {
  return (
    <table class="only-print">
      <thead>
        <tr>
          <th>{t('console.person.name')}</th>
          <th>{t('console.unit')}</th>
          <th>{t('console.call.state')}</th>
          <th>{t('console.call.arrived')}</th>
          <th>{t('console.call.signature')}</th>
        </tr>
      </thead>
      <tbody>
        {board.people.map((row) => (
          <tr key={row.person}>
            <td>{row.name}</td>
            <td>{row.unitName}</td>
            <td>{stateText(row.state)}</td>
            <td>{row.arrivedAt ? when(row.arrivedAt, 'time') : ''}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  )
}
