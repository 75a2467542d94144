// The live board of one muster: what is needed, who was called, who comes, who is there; the ladder, the code, the
// orders.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/muster/may.ts'
import type { CallState } from '#domain/muster/terms.ts'
import { may, self } from '#web/console/session/self.ts'
import { type Dot, type DotTone, MapView } from '#web/console/map/map.tsx'
import { ago, clock } from '#web/console/parts/ago.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { useNow } from '#web/console/parts/now.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { go, goInstead } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import type { BoardAnswer, BoardPerson } from '#rooms/muster/shapes.ts'
import { AfterAction } from './after.tsx'
import { CallBadge, stateText } from './badge.tsx'
import { CodeScreen } from './code.tsx'
import { Figures, Ladder, PhaseBadge, SeatTable } from './figures.tsx'
import { markArrived } from './orders.ts'
import { PersonCard } from './person.tsx'
import { reasonsText } from './proposal.tsx'
import { LadderOrders, NextWave, StandDown } from './steps.tsx'

const TONE: Readonly<Record<CallState, DotTone>> = {
  called: 'soft',
  coming: 'info',
  talk: 'warn',
  cannot: 'bad',
  arrived: 'good',
  left: 'good',
  thanked: 'soft',
  absent: 'bad',
  released: 'soft',
}
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
const TICK_MS = 1_000

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

const dotsOf = (board: BoardAnswer): readonly Dot[] =>
  board.people.flatMap((row) =>
    row.home === null
      ? []
      : [
          {
            id: row.person,
            lng: row.home[0],
            lat: row.home[1],
            tone: TONE[row.state],
            radius: row.state === 'arrived' || row.state === 'coming' ? 6 : 4,
            rank: row.state === 'arrived' || row.state === 'coming' ? 3 : 1,
          },
        ],
  )

type Open = 'code' | 'wave' | 'down' | undefined

export function BoardScreen({ muster, person }: { muster: string; person?: string }) {
  const asked = useAsked('muster-board', { muster }, ['muster'])
  const [open, setOpen] = useState<Open>()
  const board = asked.body
  const running = board !== undefined && board.muster.phase !== 'over'
  const close = () => {
    goInstead('musters', muster)
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  useShortcuts([
    ...(running
      ? [
          { keys: 'c', says: 'console.board.code' as const, act: () => setOpen('code') },
          { keys: 'w', says: 'console.board.wave' as const, act: () => setOpen('wave') },
          { keys: 'x', says: 'console.board.stand-down' as const, act: () => setOpen('down') },
        ]
      : []),
    ...(person ? [{ keys: 'Escape', says: 'console.keys.leave' as const, act: close }] : []),
  ])
  useEffect(() => {
    if (!running) setOpen(undefined)
  }, [running])
  if (!board)
    return (
      <ScreenFrame title={t('console.screen.musters')}>
        <Trouble answer={asked.trouble} />
        {asked.asking && <p role="status">{t('kernel.loading')}</p>}
        <p>
          <button type="button" onClick={() => go('musters')}>
            {t('kernel.back')}
          </button>
        </p>
      </ScreenFrame>
    )
  const { muster: head } = board
  const target = { area: head.area }
  return (
    <ScreenFrame
      title={head.what}
      fill
      under={
        <>
          <PhaseBadge row={head} /> {head.label} · {when(head.from)} – {when(head.until, 'time')}
          {board.leader && ` · ${t('console.board.leader', { name: board.leader.name })}`}
        </>
      }
      actions={
        <>
          {running && (
            <button type="button" class="button-primary" onClick={() => setOpen('code')}>
              {t('console.board.code')} <kbd>C</kbd>
            </button>
          )}
          {running && (
            <button type="button" disabled={!may(rules['call-people'], target)} onClick={() => setOpen('wave')}>
              {t('console.board.wave')} <kbd>W</kbd>
            </button>
          )}
          {running && (
            <button type="button" disabled={!may(rules['stand-down'], target)} onClick={() => setOpen('down')}>
              {t('console.board.stand-down')} <kbd>X</kbd>
            </button>
          )}
          <button type="button" onClick={() => print()}>
            {t('console.print')}
          </button>
        </>
      }
    >
      <Trouble answer={asked.trouble} />
      {head.unheard && running && <Note tone="bad">{t('console.board.unheard')}</Note>}
      {head.wanting && running && (
        <Note tone="warn">
          {t('console.board.wanting-wave')}{' '}
          <button type="button" onClick={() => setOpen('wave')}>
            {t('console.board.wave')}
          </button>
        </Note>
      )}
      {head.phase === 'over' ? <AfterAction muster={muster} /> : <Figures row={head} />}
      <Body board={board} person={person} running={running} close={close} />
      <PrintedCalls board={board} />
      {open === 'code' && <CodeScreen board={board} close={() => setOpen(undefined)} />}
      {open === 'wave' && <NextWave board={board} close={() => setOpen(undefined)} done={asked.again} />}
      {open === 'down' && <StandDown board={board} close={() => setOpen(undefined)} done={asked.again} />}
    </ScreenFrame>
  )
}

function Body({
  board,
  person,
  running,
  close,
}: {
  board: BoardAnswer
  person?: string
  running: boolean
  close(): void
}) {
  const now = useNow(TICK_MS)
  const head = board.muster
  const dots = useMemo(() => dotsOf(board), [board])
  const mayMark = running && may(rules['mark-arrived'], { area: head.area })
  const row = board.people.find((one) => one.person === person)
  const onKey = (event: KeyboardEvent, at: BoardPerson | undefined) => {
    if (event.key !== 'm' || !at || !mayMark || event.ctrlKey || event.metaKey) return false
    void markArrived(head.muster, at)
    return true
  }
  return (
    <div class="board">
      <Table
        label={t('console.board.calls')}
        rows={board.people}
        columns={columns(now)}
        keyOf={(one) => one.person}
        sorting={{ column: 'state', down: false }}
        onKey={onKey}
        open={person}
        onOpen={(one) => goInstead('musters', head.muster, one.person)}
        empty={
          <Empty icon="people" title={t('console.board.nobody-called')}>
            <p>{t('console.board.nobody-called.do')}</p>
          </Empty>
        }
      />
      <div class="board-side">
        {row ? (
          <PersonCard board={board} row={row} mayMark={mayMark} close={close} />
        ) : (
          <>
            <MapView
              label={t('console.board.map')}
              county={self.value!.tenant}
              dots={dots}
              pin={{ lng: head.place[0], lat: head.place[1] }}
              look={{ lng: head.place[0], lat: head.place[1] }}
              zoom={12}
              tapped={(id) => goInstead('musters', head.muster, id)}
            />
            <ul class="legend no-print">
              {(['called', 'coming', 'talk', 'cannot', 'arrived'] as const).map((state) => (
                <li key={state}>
                  <i class={`tone-${TONE[state]}`} />
                  {stateText(state)}
                </li>
              ))}
            </ul>
            <Ladder board={board} now={now} />
            {running && <LadderOrders board={board} />}
            <SeatTable board={board} />
            {mayMark && <p class="soft small no-print">{t('console.board.mark-hint')}</p>}
          </>
        )}
      </div>
    </div>
  )
}

/** The long table draws only what is in sight; paper gets a plain one, whole. */
function PrintedCalls({ board }: { board: BoardAnswer }) {
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
