// The board of points: pace, queue and forecast of each, live; what merging found; and the call-up planned again when a
// point falls behind.
import { useState } from 'preact/hooks'
import type { AnswerOf } from '#web/api/contract.ts'
import type { ConflictRow } from '#rooms/point/conflicts.ts'
import type { PointRow } from '#rooms/point/board.ts'
import { areaName } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { to } from '#web/ui/router.ts'
import { point } from '#words/point.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { Conflicts } from './conflicts.tsx'
import { PlacePanel } from './place.tsx'
import { Replan } from './replan.tsx'

learn(point)

/** A point that has uploaded nothing for so long is told as silent: its desks go on, and we do not hear them. */
const silentMs = 10 * 60_000

const waiting = (row: PointRow) => row.queue.reduce((sum, lane) => sum + lane.length, 0)

/** Which point, and when it will be done. */
const whichColumns = (now: number): readonly Column<PointRow>[] => [
  {
    id: 'name',
    label: t('point.kind.point'),
    width: 'minmax(9rem, 2fr)',
    cell: (row) => (
      <>
        <span class="strong">{row.name}</span> <span class="soft">{areaName(row.area)}</span>
      </>
    ),
    sort: (row) => row.name,
  },
  {
    id: 'state',
    label: t('point.done-at'),
    width: 'minmax(8rem, 1fr)',
    cell: (row) => <Ending row={row} now={now} />,
    sort: (row) => -(row.behindMinutes ?? (row.doneAt === null ? 0 : (row.doneAt - row.ends) / 60_000)),
  },
]

/** What was taken and how fast, and who waits. */
const paceColumns = (): readonly Column<PointRow>[] => [
  {
    id: 'taken',
    label: t('point.taken'),
    width: '8rem',
    number: true,
    cell: (row) => (row.called > 0 ? `${row.taken} / ${row.called}` : row.taken),
    sort: (row) => row.taken,
  },
  {
    id: 'pace',
    label: t('point.per-hour'),
    width: '6rem',
    number: true,
    cell: (row) => row.perHour ?? '–',
    sort: (row) => row.perHour ?? -1,
  },
  { id: 'bars', label: t('point.pace-label'), width: '8rem', cell: (row) => <Bars pace={row.pace} /> },
  {
    id: 'queue',
    label: t('point.waiting'),
    width: '8rem',
    number: true,
    cell: (row) => (
      <>
        {waiting(row)}{' '}
        {row.waitMinutes !== null && row.waitMinutes > 0 && (
          <span class="soft">{t('point.wait-minutes', { n: row.waitMinutes })}</span>
        )}
      </>
    ),
    sort: waiting,
  },
]

/** Who and what is there. */
const thereColumns = (): readonly Column<PointRow>[] => [
  {
    id: 'staff',
    label: t('point.staff'),
    width: '5rem',
    number: true,
    cell: (row) => row.staff,
    sort: (row) => row.staff,
  },
  {
    id: 'devices',
    label: t('point.devices'),
    width: '5rem',
    number: true,
    cell: (row) => row.devices,
    sort: (row) => row.devices,
  },
]

function Ending({ row, now }: { row: PointRow; now: number }) {
  if (row.devices > 0 && row.heardAt === null) return <span class="badge badge-info">{t('point.never')}</span>
  if (row.heardAt !== null && now - row.heardAt > silentMs && row.remaining > 0)
    return <span class="badge badge-warn">{t('point.silent', { time: when(row.heardAt, 'time') })}</span>
  if (row.behindMinutes !== null)
    return <span class="badge badge-bad">{t('point.behind', { n: row.behindMinutes })}</span>
  return <>{row.doneAt === null ? '–' : when(row.doneAt, 'time')}</>
}

/** The last hour in twelve bars; the numbers stand in its name. */
function Bars({ pace }: { pace: readonly number[] }) {
  const most = Math.max(1, ...pace)
  return (
    <svg
      viewBox="0 0 96 24"
      width="96"
      height="24"
      role="img"
      aria-label={`${t('point.pace-label')}: ${pace.join(' ')}`}
    >
      {pace.map((n, at) => (
        <rect key={at} x={at * 8} y={24 - (n / most) * 24} width="6" height={(n / most) * 24} fill="currentColor" />
      ))}
    </svg>
  )
}

type Showing = 'conflicts' | 'replan'

export function PointsScreen({ rest }: { rest: readonly string[] }) {
  const rounds = useAsked('rounds', {}, ['round'])
  const running = (rounds.body?.rows ?? []).filter(
    (row) => row.state === 'published' || row.state === 'running' || row.state === 'closed',
  )
  const [chosen, setChosen] = useState<string | undefined>(rest[0])
  const round =
    running.find((row) => row.round === chosen) ?? running.find((row) => row.state === 'running') ?? running[0]
  const board = useAsked('point-board', round ? { round: round?.round } : undefined, ['point', 'attendance', 'round'])
  const [open, setOpen] = useState<string>()
  const [showing, setShowing] = useState<Showing>()
  const row = board.body?.rows.find((one) => one.point === open)
  return (
    <ScreenFrame
      title={t('console.screen.points')}
      fill
      actions={round && <PointsActions conflicts={board.body?.conflicts} show={setShowing} />}
    >
      <Trouble answer={board.trouble ?? rounds.trouble} />
      {running.length > 1 && <RoundChoice rows={running} chosen={round?.round} choose={setChosen} />}
      <div class={row ? 'split split-open' : 'split'}>
        <Table
          label={t('point.board')}
          rows={board.body?.rows ?? []}
          columns={[...whichColumns(board.at ?? Date.now()), ...paceColumns(), ...thereColumns()]}
          keyOf={(one) => one.point}
          sorting={{ column: 'state', down: false }}
          open={open}
          onOpen={(one) => setOpen(open === one.point ? undefined : one.point)}
          empty={board.asking && !board.body ? t('kernel.loading') : <NoRound />}
        />
        {row && round && <PlacePanel key={row.point} round={round.round} row={row} close={() => setOpen(undefined)} />}
      </div>
      {showing === 'conflicts' && round && (
        <Conflicts round={round.round} changed={board.again} close={() => setShowing(undefined)} />
      )}
      {showing === 'replan' && round && (
        <Replan
          round={round.round}
          close={() => setShowing(undefined)}
          done={() => {
            setShowing(undefined)
            board.again()
          }}
        />
      )}
    </ScreenFrame>
  )
}

function PointsActions({ conflicts, show }: { conflicts?: number; show(what: Showing): void }) {
  return (
    <>
      <button type="button" class={conflicts ? 'button-primary' : ''} onClick={() => show('conflicts')}>
        {t('point.conflicts')} {conflicts ?? ''}
      </button>
      <button type="button" onClick={() => show('replan')}>
        {t('point.replan')}
      </button>
    </>
  )
}

interface RoundChoiceProps {
  readonly rows: AnswerOf<'rounds'>['rows']
  readonly chosen?: string
  choose(round: string): void
}

function RoundChoice({ rows, chosen, choose }: RoundChoiceProps) {
  return (
    <div class="bar">
      <div>
        <label for="points-round">{t('point.round')}</label>
        <select id="points-round" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          {rows.map((one) => (
            <option key={one.round} value={one.round}>
              {one.operationName} {one.number} · {when(one.starts)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

const NoRound = () => (
  <Empty icon="board" title={t('point.no-round')}>
    <p>
      {t('point.no-round-do')} <a href={to('operations')}>{t('console.screen.operations')}</a>
    </p>
  </Empty>
)

export type { ConflictRow }
