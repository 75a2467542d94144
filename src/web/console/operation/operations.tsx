// Operations and their rounds: what is drafted, published, running; a new operation from a template, a new round,
// yesterday's round again.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import type { OperationRow } from '#rooms/operation/views/operations.ts'
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may, mayAnywhere, self } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { operation } from '#words/operation.ts'
import { learn, t, when } from '#web/ui/words.ts'
import { StateBadge } from './badge.tsx'
import { CopyRound, DraftRound, OpenOperation } from './begin.tsx'
import { order } from './orders.ts'
import { RoundScreen } from './round.tsx'
import { TemplatesScreen } from './templates.tsx'

learn(operation)

const ORDER = ['running', 'published', 'draft', 'closed', 'reported']

/** Which round it is, and where and when. */
const whichColumns = (): readonly Column<RoundRow>[] => [
  {
    id: 'state',
    label: t('operation.state'),
    width: '6rem',
    cell: (row) => <StateBadge state={row.state} />,
    sort: (row) => ORDER.indexOf(row.state),
  },
  {
    id: 'name',
    label: t('operation.operation'),
    width: 'minmax(11rem, 3fr)',
    cell: (row) => (
      <span class="strong" title={row.operationName}>
        {row.operationName}
      </span>
    ),
    sort: (row) => `${row.operationName} ${row.number}`,
  },
  {
    id: 'number',
    label: t('operation.round'),
    width: '5rem',
    cell: (row) => t('operation.round-n', { n: row.number }),
    sort: (row) => row.number,
  },
  {
    id: 'area',
    label: t('operation.area'),
    width: 'minmax(5rem, 1fr)',
    cell: (row) => areaPath(row.area),
    sort: (row) => row.area,
  },
  {
    id: 'starts',
    label: t('operation.starts'),
    width: '10rem',
    cell: (row) => when(row.starts),
    sort: (row) => row.starts,
  },
]

/** How much was laid out and how much of it is filled. */
const countColumns = (): readonly Column<RoundRow>[] => [
  {
    id: 'points',
    label: t('operation.points'),
    width: '4rem',
    number: true,
    cell: (row) => row.points,
    sort: (row) => row.points,
  },
  {
    id: 'teams',
    label: t('operation.teams'),
    width: '4rem',
    number: true,
    cell: (row) => row.teams,
    sort: (row) => row.teams,
  },
  {
    id: 'seated',
    label: t('operation.seated'),
    width: '8rem',
    number: true,
    cell: (row) => (
      <span class={row.seated < row.seats && row.state !== 'draft' ? 'strong' : ''}>
        {row.seated} / {row.seats}
      </span>
    ),
    sort: (row) => (row.seats === 0 ? 1 : row.seated / row.seats),
  },
  {
    id: 'people',
    label: t('operation.called-up'),
    width: '6rem',
    number: true,
    cell: (row) => row.people,
    sort: (row) => row.people,
  },
  {
    id: 'visits',
    label: t('operation.visits'),
    width: '6rem',
    number: true,
    cell: (row) => row.visits,
    sort: (row) => row.visits,
  },
]

export function OperationsScreen({ rest }: ScreenProps) {
  if (rest[0] === 'templates') return <TemplatesScreen />
  return rest[0] ? <RoundScreen key={rest[0]} round={rest[0]} /> : <Overview />
}

type Doing =
  | { readonly what: 'open' }
  | { readonly what: 'draft'; readonly operation: OperationRow }
  | { readonly what: 'copy'; readonly round: RoundRow }

type Begin = (doing: Doing) => void

function Overview() {
  const operations = useAsked('operations', {}, ['operation', 'round'])
  const rounds = useAsked('rounds', { limit: 200 }, ['operation', 'round', 'roster'])
  const [doing, setDoing] = useState<Doing>()
  const [chosen, setChosen] = useState<string>()
  const plans = mayAnywhere(rules['open-operation'], self.value!)
  useShortcuts(plans ? [{ keys: 'o', says: 'operation.open', act: () => setDoing({ what: 'open' }) }] : [])
  const open = operations.body?.rows.filter((row) => row.state === 'open') ?? []
  const rows = rounds.body?.rows.filter((row) => !chosen || row.operation === chosen) ?? []
  const done = (round?: string) => {
    setDoing(undefined)
    operations.again()
    rounds.again()
    if (round) go('operations', round)
  }
  const onKey = (event: KeyboardEvent, row: RoundRow | undefined) => {
    if (event.key !== 'c' || event.ctrlKey || event.metaKey || !row || !may(rules['copy-round'], { area: row.area }))
      return false
    setDoing({ what: 'copy', round: row })
    return true
  }
  return (
    <ScreenFrame
      title={t('console.screen.operations')}
      fill
      under={t('operation.under')}
      actions={<OverviewActions plans={plans} begin={setDoing} />}
    >
      <Trouble answer={operations.trouble ?? rounds.trouble} />
      <OperationBar rows={open} chosen={chosen} choose={setChosen} begin={setDoing} closed={() => done()} />
      <div class="split">
        <Table
          label={t('console.screen.operations')}
          rows={rows}
          columns={[...whichColumns(), ...countColumns()]}
          keyOf={(row) => row.round}
          sorting={{ column: 'starts', down: true }}
          onOpen={(row) => go('operations', row.round)}
          onKey={onKey}
          empty={
            rounds.asking && !rounds.body ? (
              t('kernel.loading')
            ) : (
              <Empty icon="board" title={t('operation.none')}>
                <p>{t(open.length > 0 ? 'operation.none.draft' : 'operation.none.do')}</p>
              </Empty>
            )
          }
        />
      </div>
      {doing && <Begun doing={doing} stop={() => setDoing(undefined)} done={done} />}
    </ScreenFrame>
  )
}

function OverviewActions({ plans, begin }: { plans: boolean; begin: Begin }) {
  return (
    <>
      {plans && (
        <button type="button" class="button-primary" onClick={() => begin({ what: 'open' })}>
          {t('operation.open')} <kbd>O</kbd>
        </button>
      )}
      <a class="button" href={to('operations', 'templates')}>
        {t('operation.templates')}
      </a>
    </>
  )
}

function Begun({ doing, stop, done }: { doing: Doing; stop(): void; done(round?: string): void }) {
  if (doing.what === 'open') return <OpenOperation close={stop} done={done} />
  if (doing.what === 'draft') return <DraftRound operation={doing.operation} close={stop} done={done} />
  return <CopyRound round={doing.round} close={stop} done={done} />
}

interface OperationBarProps {
  readonly rows: readonly OperationRow[]
  readonly chosen?: string
  choose(operation?: string): void
  begin: Begin
  closed(): void
}

/** Operations that are open, to narrow the rounds by; the chosen one has its own buttons. */
function OperationBar({ rows, chosen, choose, begin, closed }: OperationBarProps) {
  return (
    <div class="bar" role="group" aria-label={t('operation.operation')}>
      <button type="button" aria-pressed={!chosen} onClick={() => choose(undefined)}>
        {t('console.all')}
      </button>
      {rows.map((row) => (
        <span key={row.operation} class="row">
          <button type="button" aria-pressed={chosen === row.operation} onClick={() => choose(row.operation)}>
            {row.name} {row.openRounds > 0 && <b class="count">{row.openRounds}</b>}
          </button>
          {chosen === row.operation && <ChosenActions row={row} begin={begin} closed={closed} />}
        </span>
      ))}
    </div>
  )
}

/** A further round, or the end of the operation once all its rounds have ended. */
function ChosenActions({ row, begin, closed }: { row: OperationRow; begin: Begin; closed(): void }) {
  const close = () =>
    order(`operation/${row.operation}`, { type: 'close-operation' }, t('operation.closed-done')).then(closed)
  const ended = row.openRounds === 0 && row.rounds > 0
  return (
    <>
      {may(rules['draft-round'], { area: row.area }) && (
        <button type="button" onClick={() => begin({ what: 'draft', operation: row })}>
          {t('operation.draft')}
        </button>
      )}
      {may(rules['close-operation'], { area: row.area }) && ended && (
        <button type="button" onClick={() => void close()}>
          {t('operation.close-operation')}
        </button>
      )}
    </>
  )
}
