// Dispatch 统筹: where hands lack now and in the next shift, moves that the planner proposes with reasons, and what
// became of those a person ordered.
import { isNarrower } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/dispatch/dispatch.ts'
import type { LoadRow } from '#rooms/dispatch/views/load.ts'
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { mayAnywhere, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { dispatch } from '#words/dispatch.ts'
import { operation } from '#words/operation.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { columns, type When } from './columns.tsx'
import { OrderedMoves } from './moves.tsx'
import { Proposals } from './proposals.tsx'
import './dispatch.css'

learn(dispatch, operation)

const NONE: readonly LoadRow[] = []
const OPEN = ['running', 'published', 'draft']

export function DispatchScreen({ rest }: ScreenProps) {
  const asked = useAsked('rounds', { limit: 50 }, ['round'])
  const rounds = (asked.body?.rows ?? [])
    .filter((row) => OPEN.includes(row.state))
    .sort((a, b) => OPEN.indexOf(a.state) - OPEN.indexOf(b.state) || a.starts - b.starts)
  const round = rounds.find((row) => row.round === rest[0]) ?? rounds[0]
  if (!round)
    return (
      <ScreenFrame title={t('console.screen.dispatch')}>
        <Trouble answer={asked.trouble} />
        {asked.body && (
          <Empty icon="board" title={t('dispatch.no-rounds')}>
            <p>{t('dispatch.no-rounds-do')}</p>
            <a class="button" href={to('operations')}>
              {t('console.screen.operations')}
            </a>
          </Empty>
        )}
      </ScreenFrame>
    )
  return <Round key={round.round} round={round} rounds={rounds} />
}

/** Areas the load is counted by. */
type Part = 'township' | 'community'

/** What moves the load of a round. */
const LOAD_FOLLOWS = ['roster', 'round', 'attendance', 'point', 'doors']

function Round({ round, rounds }: { round: RoundRow; rounds: readonly RoundRow[] }) {
  const [shift, setShift] = useState<When>(round.state === 'running' ? 'now' : 'next')
  const [by, setBy] = useState<Part>(isNarrower(widest(self.value!), 'county') ? 'community' : 'township')
  const load = useAsked('load', { round: round.round, within: widest(self.value!), by }, LOAD_FOLLOWS)
  const moves = useAsked('moves', { round: round.round }, ['move'])
  const part = load.body?.[shift]
  const askBoth = () => {
    load.again()
    moves.again()
  }
  return (
    <ScreenFrame
      title={t('console.screen.dispatch')}
      under={
        part ? t('dispatch.hours', { from: when(part.from), until: when(part.until, 'time') }) : t('dispatch.no-shift')
      }
      actions={
        <a class="button" href={to('roster', round.round)}>
          {t('operation.to-roster')}
        </a>
      }
    >
      <div class="stack">
        <Trouble answer={load.trouble ?? moves.trouble} />
        <div class="bar">
          <RoundChooser round={round} rounds={rounds} />
          <ShiftChooser shift={shift} choose={setShift} />
          <PartChooser by={by} choose={setBy} />
        </div>
        <div class="dispatch-table">
          <Table
            label={t('dispatch.load')}
            rows={part?.rows ?? NONE}
            columns={columns(shift)}
            keyOf={(row) => row.area}
            sorting={{ column: 'lacking', down: true }}
            empty={load.asking && !load.body ? t('kernel.loading') : <Empty icon="board" title={t('dispatch.none')} />}
          />
        </div>
        {shift === 'now' && <p class="soft small">{t('dispatch.idle-what')}</p>}
        {mayAnywhere(rules['order-move'], self.value!) && (
          <Proposals round={round.round} shift={shift} done={askBoth} />
        )}
        <OrderedMoves rows={moves.body?.rows} />
      </div>
    </ScreenFrame>
  )
}

function RoundChooser({ round, rounds }: { round: RoundRow; rounds: readonly RoundRow[] }) {
  return (
    <select
      aria-label={t('operation.round')}
      value={round.round}
      onChange={(event) => go('dispatch', event.currentTarget.value)}
    >
      {rounds.map((row) => (
        <option key={row.round} value={row.round}>
          {t('operation.round-of', { name: row.operationName, n: row.number })} · {when(row.starts)}
        </option>
      ))}
    </select>
  )
}

function ShiftChooser({ shift, choose }: { shift: When; choose(shift: When): void }) {
  return (
    <span role="group" aria-label={t('operation.shift')} class="row">
      {(['now', 'next'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={shift === one} onClick={() => choose(one)}>
          {t(`dispatch.${one}`)}
        </button>
      ))}
    </span>
  )
}

function PartChooser({ by, choose }: { by: Part; choose(by: Part): void }) {
  return (
    <span role="group" aria-label={t('console.area')} class="row">
      {(['township', 'community'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={by === one} onClick={() => choose(one)}>
          {t(`dispatch.by.${one}`)}
        </button>
      ))}
    </span>
  )
}
