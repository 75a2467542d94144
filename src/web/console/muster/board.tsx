// The live board of one muster: what is needed, who was called, who comes, who is there; the ladder, the code, the
// orders.
import { useEffect, useState } from 'preact/hooks'
import { may as rules } from '#domain/muster/may.ts'
import { may } from '#web/console/session/self.ts'
import { type Asked, useAsked } from '#web/console/parts/asked.ts'
import { useNow } from '#web/console/parts/now.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { type Shortcut, useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Note, Trouble } from '#web/ui/note.tsx'
import { go, goInstead } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import type { BoardAnswer, MusterRow } from '#rooms/muster/shapes.ts'
import { AfterAction } from './after.tsx'
import { CallTable, PrintedCalls } from './calls.tsx'
import { CodeScreen } from './code.tsx'
import { Figures, PhaseBadge } from './figures.tsx'
import { Overview } from './overview.tsx'
import { PersonCard } from './person.tsx'
import { ReachLine } from './reached.tsx'
import { NextWave, StandDown } from './steps.tsx'

const TICK_MS = 1_000

/** What lies over the board. */
type Over = 'code' | 'wave' | 'down'

const KEYS = [
  { keys: 'c', says: 'console.board.code', opens: 'code' },
  { keys: 'w', says: 'console.board.wave', opens: 'wave' },
  { keys: 'x', says: 'console.board.stand-down', opens: 'down' },
] as const

interface BoardProps {
  readonly muster: string
  /** The person whose card is open. */
  readonly person?: string
}

export function BoardScreen({ muster, person }: BoardProps) {
  const asked = useAsked('muster-board', { muster }, ['muster'])
  const [over, setOver] = useState<Over>()
  const board = asked.body
  const running = board !== undefined && board.muster.phase !== 'over'
  const close = () => {
    goInstead('musters', muster)
    document.querySelector<HTMLElement>('.table')?.focus()
  }
  const keys: readonly Shortcut[] = KEYS.map(({ opens, ...key }) => ({ ...key, act: () => setOver(opens) }))
  const leave: Shortcut = { keys: 'Escape', says: 'console.keys.leave', act: close }
  useShortcuts([...(running ? keys : []), ...(person ? [leave] : [])])
  useEffect(() => {
    if (!running) setOver(undefined)
  }, [running])
  if (!board) return <NoBoard asked={asked} />
  const { muster: head } = board
  return (
    <ScreenFrame
      title={head.what}
      fill
      under={<Under board={board} />}
      actions={<Actions head={head} running={running} open={setOver} />}
    >
      <Trouble answer={asked.trouble} />
      {running && <Warnings head={head} callMore={() => setOver('wave')} />}
      {head.phase === 'over' ? <AfterAction muster={muster} /> : <Figures row={head} />}
      <ReachLine board={board} />
      <Body board={board} person={person} running={running} close={close} />
      <PrintedCalls board={board} />
      {over === 'code' && <CodeScreen board={board} close={() => setOver(undefined)} />}
      {over === 'wave' && <NextWave board={board} close={() => setOver(undefined)} done={asked.again} />}
      {over === 'down' && <StandDown board={board} close={() => setOver(undefined)} done={asked.again} />}
    </ScreenFrame>
  )
}

/** Not there yet, or not to be had. */
function NoBoard({ asked }: { asked: Asked<BoardAnswer> }) {
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
}

function Under({ board: { muster: head, leader } }: { board: BoardAnswer }) {
  return (
    <>
      <PhaseBadge row={head} /> {head.label} · {when(head.from)} – {when(head.until, 'time')}
      {leader && ` · ${t('console.board.leader', { name: leader.name })}`}
    </>
  )
}

function Actions({ head, running, open }: { head: MusterRow; running: boolean; open(over: Over): void }) {
  const target = { area: head.area }
  return (
    <>
      {running && (
        <>
          <button type="button" class="button-primary" onClick={() => open('code')}>
            {t('console.board.code')} <kbd>C</kbd>
          </button>
          <button type="button" disabled={!may(rules['call-people'], target)} onClick={() => open('wave')}>
            {t('console.board.wave')} <kbd>W</kbd>
          </button>
          <button type="button" disabled={!may(rules['stand-down'], target)} onClick={() => open('down')}>
            {t('console.board.stand-down')} <kbd>X</kbd>
          </button>
        </>
      )}
      <button type="button" onClick={() => print()}>
        {t('console.print')}
      </button>
    </>
  )
}

/** What a running muster wants from the officer. */
function Warnings({ head, callMore }: { head: MusterRow; callMore(): void }) {
  return (
    <>
      {head.unheard && <Note tone="bad">{t('console.board.unheard')}</Note>}
      {head.wanting && (
        <Note tone="warn">
          {t('console.board.wanting-wave')}{' '}
          <button type="button" onClick={callMore}>
            {t('console.board.wave')}
          </button>
        </Note>
      )}
    </>
  )
}

interface BodyProps {
  readonly board: BoardAnswer
  readonly person?: string
  readonly running: boolean
  /** Closes the person's card. */
  close(): void
}

function Body({ board, person, running, close }: BodyProps) {
  const now = useNow(TICK_MS)
  const mayMark = running && may(rules['mark-arrived'], { area: board.muster.area })
  const row = board.people.find((one) => one.person === person)
  return (
    <div class="board">
      <CallTable board={board} person={person} now={now} mayMark={mayMark} />
      <div class="board-side">
        {row ? (
          <PersonCard board={board} row={row} mayMark={mayMark} close={close} />
        ) : (
          <Overview board={board} now={now} running={running} mayMark={mayMark} />
        )}
      </div>
    </div>
  )
}
