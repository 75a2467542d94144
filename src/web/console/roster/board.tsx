// The roster of one round: every seat with its person, state and reason; what is open; chosen seats are locked, freed
// or marked absent together.
import { useMemo, useState } from 'preact/hooks'
import { may as rules } from '#domain/roster/may.ts'
import type { RosterCommand } from '#domain/roster/commands.ts'
import { areaOptions, areaPath, areas } from '#web/console/session/areas.ts'
import { may, self, widest } from '#web/console/session/self.ts'
import { StateBadge } from '#web/console/operation/badge.tsx'
import { useAsked } from '#web/console/parts/asked.ts'
import { Combo } from '#web/console/parts/combo.tsx'
import { narrowed, searchable } from '#web/console/parts/filters.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { to } from '#web/ui/router.ts'
import { coded, t } from '#web/ui/words.ts'
import { order } from './orders.ts'
import './roster.css'
import type { OpenWhys } from './open-why.tsx'
import { PlanDialog } from './plan.tsx'
import { dutyOf, reasonsText, shiftText, whereText } from './reasons.ts'
import { RepairDialog } from './repair.tsx'
import { SeatPanel } from './seat.tsx'
import { filters, fitsFilter, seatsOf, stateOf, TONES, type SeatFilter, type SeatRow } from './seats.ts'

const NONE: readonly SeatRow[] = []
const UNASKED: OpenWhys = new Map()

function columns(whys: OpenWhys): readonly Column<SeatRow>[] {
  return [
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
    {
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
    },
  ]
}

/** Where the person who sits here may plan: the round's area, or the part of it that is theirs. */
const partOf = (area: string) => {
  const own = widest(self.value!)
  return own.startsWith(area) ? own : area
}

export function Board({ round }: { round: string }) {
  const asked = useAsked('round', { round }, ['round'])
  const roster = useAsked('roster', { round }, ['roster', 'round'])
  const [filter, setFilter] = useState<SeatFilter>('all')
  const [area, setArea] = useState<string>()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  const [doing, setDoing] = useState<'plan' | 'repair'>()
  const [whys, setWhys] = useState(UNASKED)
  const all = useMemo(
    () => (asked.body && roster.body ? seatsOf(asked.body, roster.body) : NONE),
    [asked.body, roster.body],
  )
  const list = useMemo(
    () =>
      searchable(
        all,
        (row) =>
          `${row.held?.name ?? ''} ${row.held?.phone ?? ''} ${row.held?.unit ?? ''} ${whereText(row)} ` +
          `${dutyOf(row)} ${areaPath(row.area)}`,
      ),
    [all, areas.value, preferences.value.language],
  )
  const rows = useMemo(
    () => narrowed(list, search, (row) => fitsFilter(filter, row) && (!area || row.area.startsWith(area))),
    [list, search, filter, area],
  )
  const body = asked.body
  const within = body && partOf(body.round.area)
  const plans =
    within !== undefined &&
    may(rules['accept-plan'], { area: within }) &&
    ['draft', 'published', 'running'].includes(body!.round.state)
  const picked = all.filter((row) => chosen.has(row.seat) && row.held)
  const act = async (command: RosterCommand, said: string, back?: RosterCommand) => {
    if (picked.length === 0) return
    await order(round, command, said, back && (() => void order(round, back).then(roster.again)))
    setChosen(new Set())
    roster.again()
  }
  const seats = picked.map((row) => row.seat)
  const locked = picked.length > 0 && picked.every((row) => row.held!.locked)
  const lock = () =>
    act(
      { type: 'lock-seats', seats, locked: !locked },
      t(locked ? 'roster.unlocked-done' : 'roster.locked-done', { n: seats.length }),
      { type: 'lock-seats', seats, locked },
    )
  const absent = () => act({ type: 'mark-absent', seats }, t('roster.absent-done', { n: seats.length }))
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || picked.length === 0 || (event.key !== 'l' && event.key !== 'a')) return false
    void (event.key === 'l' ? lock() : absent())
    return true
  }
  const one = all.find((row) => row.seat === open)
  return (
    <ScreenFrame
      title={
        body
          ? t('operation.round-of', { name: body.round.operationName, n: body.round.number })
          : t('console.screen.roster')
      }
      fill
      under={
        body && (
          <>
            <StateBadge state={body.round.state} /> {areaPath(body.round.area)} ·{' '}
            {shiftText(body.round.starts, body.round.ends)} ·{' '}
            <a href={to('operations', round)}>{t('roster.to-round')}</a>
          </>
        )
      }
      actions={
        <>
          {plans && (
            <button type="button" class="button-primary" onClick={() => setDoing('plan')}>
              {t('roster.propose')}
            </button>
          )}
          {plans && (
            <button type="button" onClick={() => setDoing('repair')}>
              {t('roster.repair')}
            </button>
          )}
          <a class="button" href={to('dispatch', round)}>
            {t('console.screen.dispatch')}
          </a>
          <Papers round={round} />
        </>
      }
    >
      <Trouble answer={asked.trouble ?? roster.trouble} />
      <div class="bar" role="search">
        <div class="grow">
          <label for="roster-search">{t('kernel.search')}</label>
          <input
            id="roster-search"
            type="search"
            value={search}
            placeholder={t('roster.search')}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <div class="wide">
          <label for="roster-area">{t('console.area')}</label>
          <Combo
            id="roster-area"
            options={areaOptions(['township', 'community', 'grid'])}
            chosen={area}
            placeholder={t('console.all')}
            choose={(option) => setArea(option?.id)}
          />
        </div>
        <div role="group" aria-label={t('operation.state')} class="row">
          {filters.map((each) => (
            <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
              {t(`roster.show.${each}`)} {all.filter((row) => fitsFilter(each, row)).length}
            </button>
          ))}
        </div>
      </div>
      {picked.length > 0 && (
        <div class="bar" role="group" aria-label={t('roster.chosen', { n: picked.length })}>
          <span class="strong">{t('roster.chosen', { n: picked.length })}</span>
          <button type="button" onClick={() => void lock()}>
            {t(locked ? 'roster.unlock' : 'roster.lock')} <kbd>L</kbd>
          </button>
          <button type="button" onClick={() => void absent()}>
            {t('roster.absent')} <kbd>A</kbd>
          </button>
          <button
            type="button"
            onClick={() => void act({ type: 'release-seats', seats }, t('roster.released-done', { n: seats.length }))}
          >
            {t('roster.release')}
          </button>
        </div>
      )}
      <div class={one ? 'split split-open' : 'split'}>
        <Table
          label={t('console.screen.roster')}
          rows={rows}
          columns={columns(whys)}
          keyOf={(row) => row.seat}
          key={filter}
          sorting={{ column: 'where', down: false }}
          open={open}
          chosen={chosen}
          choose={setChosen}
          onKey={onKey}
          onOpen={(row) => setOpen(open === row.seat ? undefined : row.seat)}
          empty={
            (asked.asking || roster.asking) && !(asked.body && roster.body) ? (
              t('kernel.loading')
            ) : (
              <Empty icon="people" title={t(all.length > 0 ? 'console.found-none' : 'roster.none')}>
                <p>{t(all.length > 0 ? 'console.found-none.do' : 'roster.none-do')}</p>
              </Empty>
            )
          }
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
      {doing === 'plan' && (
        <PlanDialog
          round={round}
          within={within!}
          told={setWhys}
          close={() => setDoing(undefined)}
          done={() => {
            setDoing(undefined)
            roster.again()
            asked.again()
          }}
        />
      )}
      {doing === 'repair' && (
        <RepairDialog
          round={round}
          within={within!}
          close={() => setDoing(undefined)}
          done={() => {
            setDoing(undefined)
            roster.again()
          }}
        />
      )}
    </ScreenFrame>
  )
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
