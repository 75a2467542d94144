// The roster of one round: every seat with its person, state and reason; what is open; chosen seats are locked, freed
// or marked absent together.
import type { ComponentChild } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/roster/may.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may, self, widest } from '#web/console/session/self.ts'
import { StateBadge } from '#web/console/operation/badge.tsx'
import { useAsked } from '#web/console/parts/asked.ts'
import { useFilled } from '#web/console/parts/form.tsx'
import { Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { type Narrowing, SeatFilters, useNarrowed } from './narrow.tsx'
import './roster.css'
import type { OpenWhys } from './open-why.tsx'
import { PickedBar, usePicked } from './picked.tsx'
import { PlanDialog } from './plan.tsx'
import { shiftText } from './reasons.ts'
import { RepairDialog } from './repair.tsx'
import { columns } from './seat-columns.tsx'
import { SeatPanel } from './seat.tsx'
import { seatsOf, type SeatRow } from './seats.ts'

const NONE: readonly SeatRow[] = []
const UNASKED: OpenWhys = new Map()

type Doing = 'plan' | 'repair'

/** Where the person who sits here may plan: the round's area, or the part of it that is theirs. */
const partOf = (area: string) => {
  const own = widest(self.value!)
  return own.startsWith(area) ? own : area
}

/** Whether who looks may propose a plan now. */
const mayPlan = ({ area, state }: RoundAnswer['round']) =>
  may(rules['accept-plan'], { area: partOf(area) }) && ['draft', 'published', 'running'].includes(state)

/** The round, its roster, and the seats that follow from both. */
function useSeats(round: string) {
  const asked = useAsked('round', { round }, ['round'])
  const roster = useAsked('roster', { round }, ['roster', 'round'])
  const all = useMemo(
    () => (asked.body && roster.body ? seatsOf(asked.body, roster.body) : NONE),
    [asked.body, roster.body],
  )
  const loading = (asked.asking || roster.asking) && !(asked.body && roster.body)
  const body = asked.body
  const within = body && partOf(body.round.area)
  const plans = body !== undefined && mayPlan(body.round)
  return { asked, roster, all, loading, body, within, plans }
}

export function Board({ round }: { round: string }) {
  const { asked, roster, all, loading, body, within, plans } = useSeats(round)
  const [narrowing, narrow] = useFilled<Narrowing>({ filter: 'all', search: '' })
  const { chosen, choose, n, onKey, orders } = usePicked(round, all, roster.again)
  const [open, setOpen] = useState<string>()
  const [doing, setDoing] = useState<Doing>()
  const [whys, setWhys] = useState(UNASKED)
  const rows = useNarrowed(all, narrowing)
  const one = all.find((row) => row.seat === open)
  return (
    <ScreenFrame
      title={body ? titleOf(body.round) : t('console.screen.roster')}
      fill
      under={body && <Under round={body.round} />}
      actions={<BoardActions round={round} plans={plans} begin={setDoing} />}
    >
      <Trouble answer={asked.trouble ?? roster.trouble} />
      <SeatFilters all={all} filled={narrowing} change={narrow} />
      {n > 0 && <PickedBar n={n} {...orders} />}
      <div class={one ? 'split split-open' : 'split'}>
        <SeatTable
          key={narrowing.filter}
          rows={rows}
          whys={whys}
          chosen={chosen}
          choose={choose}
          onKey={onKey}
          open={open}
          show={setOpen}
          empty={loading ? t('kernel.loading') : <NoSeatShown any={all.length > 0} />}
        />
        {one && (
          <SeatPanel
            key={one.seat}
            round={round}
            row={one}
            within={plans ? within : undefined}
            why={whys.get(one.seat)}
            told={setWhys}
            changed={roster.again}
            close={() => setOpen(undefined)}
          />
        )}
      </div>
      {doing && (
        <Proposal
          doing={doing}
          round={round}
          within={within!}
          told={setWhys}
          close={() => setDoing(undefined)}
          again={() => {
            roster.again()
            if (doing === 'plan') asked.again()
          }}
        />
      )}
    </ScreenFrame>
  )
}

interface SeatTableProps {
  readonly rows: readonly SeatRow[]
  readonly whys: OpenWhys
  readonly chosen: ReadonlySet<string>
  readonly open?: string
  readonly empty: ComponentChild
  choose(chosen: ReadonlySet<string>): void
  onKey(event: KeyboardEvent): boolean
  show(seat: string | undefined): void
}

function SeatTable({ whys, open, show, ...props }: SeatTableProps) {
  return (
    <Table
      {...props}
      label={t('console.screen.roster')}
      columns={columns(whys)}
      keyOf={(row) => row.seat}
      sorting={{ column: 'where', down: false }}
      open={open}
      onOpen={(row) => show(open === row.seat ? undefined : row.seat)}
    />
  )
}

const titleOf = (round: RoundAnswer['round']) => t('operation.round-of', { name: round.operationName, n: round.number })

function Under({ round }: { round: RoundAnswer['round'] }) {
  return (
    <>
      <StateBadge state={round.state} /> {areaPath(round.area)} · {shiftText(round.starts, round.ends)} ·{' '}
      <a href={to('operations', round.round)}>{t('roster.to-round')}</a>
    </>
  )
}

function BoardActions({ round, plans, begin }: { round: string; plans: boolean; begin(doing: Doing): void }) {
  return (
    <>
      {plans && (
        <button type="button" class="button-primary" onClick={() => begin('plan')}>
          {t('roster.propose')}
        </button>
      )}
      {plans && (
        <button type="button" onClick={() => begin('repair')}>
          {t('roster.repair')}
        </button>
      )}
      <a class="button" href={to('dispatch', round)}>
        {t('console.screen.dispatch')}
      </a>
      <Papers round={round} />
    </>
  )
}

/** What stands in place of rows: no seat fits the filters, or there are none yet. */
const NoSeatShown = ({ any }: { any: boolean }) => (
  <Empty icon="people" title={t(any ? 'console.found-none' : 'roster.none')}>
    <p>{t(any ? 'console.found-none.do' : 'roster.none-do')}</p>
  </Empty>
)

interface ProposalProps {
  readonly doing: Doing
  readonly round: string
  readonly within: string
  told(whys: OpenWhys): void
  again(): void
  close(): void
}

function Proposal({ doing, told, again, close, ...at }: ProposalProps) {
  const done = () => {
    close()
    again()
  }
  if (doing === 'plan') return <PlanDialog {...at} told={told} close={close} done={done} />
  return <RepairDialog {...at} close={close} done={done} />
}

/** What an office takes away: Excel of teams and posts, badges. */
function Papers({ round }: { round: string }) {
  const { language } = preferences.value
  return (
    <details class="menu">
      <summary class="button">{t('roster.papers')}</summary>
      <div class="card stack-tight">
        <a href={`/v1/rounds/${round}/team-sheet.xlsx?language=${language}`} download>
          {t('roster.team-sheet')}
        </a>
        <a href={`/v1/rounds/${round}/post-sheet.xlsx?language=${language}`} download>
          {t('roster.post-sheet')}
        </a>
        <a href={to('roster', round, 'badges')}>{t('roster.badges')}</a>
      </div>
    </details>
  )
}
