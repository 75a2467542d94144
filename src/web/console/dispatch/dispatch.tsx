// Dispatch 统筹: where hands lack now and in the next shift, moves that the planner proposes with reasons, and what
// became of those a person ordered.
import { isNarrower } from '#domain/kernel/area.ts'
import { useState } from 'preact/hooks'
import { around, may as rules } from '#domain/dispatch/dispatch.ts'
import type { DispatchCommand } from '#domain/dispatch/commands.ts'
import type { MovesAnswer } from '#server/planning/answers.ts'
import type { LoadRow } from '#rooms/dispatch/views/load.ts'
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may, mayAnywhere, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { type Column, Table } from '#web/console/parts/table.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import type { ScreenProps } from '#web/console/shell/lazy.tsx'
import { Empty, ScreenFrame } from '#web/console/shell/screen.tsx'
import { newId } from '#web/api/ids.ts'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { dispatch } from '#words/dispatch.ts'
import { operation } from '#words/operation.ts'
import { coded, learn, t, when } from '#web/ui/words.ts'
import './dispatch.css'

learn(dispatch, operation)

const NONE: readonly LoadRow[] = []
const OPEN = ['running', 'published', 'draft']
const lacking = (row: LoadRow) => row.seats - row.filled

/** Who is there and who waits for work is known of now alone. */
const columns = (shift: 'now' | 'next'): readonly Column<LoadRow>[] => [
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
  {
    id: 'accepted',
    label: t('dispatch.accepted'),
    width: '6rem',
    number: true,
    cell: (row) => row.accepted,
    sort: (row) => row.accepted,
  },
  {
    id: 'absent',
    label: t('dispatch.absent'),
    width: '6rem',
    number: true,
    cell: (row) => row.absent,
    sort: (row) => row.absent,
  },
  {
    id: 'waiting',
    label: t('dispatch.waiting'),
    width: '6rem',
    number: true,
    cell: (row) => row.waiting,
    sort: (row) => row.waiting,
  },
  {
    id: 'free',
    label: t('dispatch.free'),
    width: '6rem',
    number: true,
    cell: (row) => row.free,
    sort: (row) => row.free,
  },
  ...(shift === 'now'
    ? [
        {
          id: 'present',
          label: t('dispatch.present'),
          width: '6rem',
          number: true,
          cell: (row: LoadRow) => row.present,
          sort: (row: LoadRow) => row.present,
        },
        {
          id: 'idle',
          label: t('dispatch.idle'),
          width: '10rem',
          number: true,
          cell: (row: LoadRow) =>
            row.idle === 0 ? (
              <span class="soft">0</span>
            ) : (
              <span title={t('dispatch.idle-what')}>
                {t('dispatch.idle-n', { n: row.idle, minutes: row.idleMinutes })}
              </span>
            ),
          sort: (row: LoadRow) => row.idleMinutes,
        },
      ]
    : []),
]

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

function Round({ round, rounds }: { round: RoundRow; rounds: readonly RoundRow[] }) {
  const [shift, setShift] = useState<'now' | 'next'>(round.state === 'running' ? 'now' : 'next')
  const [by, setBy] = useState<Part>(isNarrower(widest(self.value!), 'county') ? 'community' : 'township')
  const load = useAsked('load', { round: round.round, within: widest(self.value!), by }, [
    'roster',
    'round',
    'attendance',
    'point',
    'doors',
  ])
  const moves = useAsked('moves', { round: round.round }, ['move'])
  const part = load.body?.[shift]
  const orders = mayAnywhere(rules['order-move'], self.value!)
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
          <span role="group" aria-label={t('operation.shift')} class="row">
            {(['now', 'next'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={shift === one} onClick={() => setShift(one)}>
                {t(`dispatch.${one}`)}
              </button>
            ))}
          </span>
          <span role="group" aria-label={t('console.area')} class="row">
            {(['township', 'community'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
                {t(`dispatch.by.${one}`)}
              </button>
            ))}
          </span>
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
        {orders && (
          <Proposals
            round={round.round}
            shift={shift}
            done={() => {
              load.again()
              moves.again()
            }}
          />
        )}
        <section class="card stack-tight" aria-labelledby="ordered">
          <h2 id="ordered">
            {t('dispatch.ordered')} {moves.body?.rows.length || ''}
          </h2>
          {moves.body?.rows.length === 0 && <p class="soft">{t('dispatch.ordered-none')}</p>}
          <ul class="stack-tight">
            {moves.body?.rows.map((row) => (
              <li key={row.move} class="row-between">
                <span>
                  <b>{t('dispatch.from-to', { from: areaName(row.from), to: areaName(row.to), n: row.people })}</b>{' '}
                  <span class="soft">{row.reasons.map((one) => whyText(one)).join(t('kernel.and'))}</span>
                </span>
                <span>
                  <span class={`badge ${row.state === 'carried-out' ? 'badge-good' : 'badge-info'}`}>
                    {t(`dispatch.state.${row.state}`)}
                  </span>{' '}
                  {row.seated !== null && t('dispatch.outcome', { seated: row.seated, skipped: row.skipped ?? 0 })}{' '}
                  <span class="soft small number">{when(row.at)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </ScreenFrame>
  )
}

function whyText({ why, ...detail }: { why: string }): string {
  const { skill, ...numbers } = detail as { skill?: string }
  return coded('dispatch.why', why, { ...numbers, ...(skill && { skill: coded('registry.skill', skill) }) })
}

/** What the planner would move; nobody is moved until a person orders it, and who is moved may say no. */
function Proposals({ round, shift, done }: { round: string; shift: 'now' | 'next'; done(): void }) {
  const [wanted, setWanted] = useState(false)
  const [ordered, setOrdered] = useState<ReadonlySet<string>>(new Set())
  const asked = useAsked('move-proposals', wanted ? { round, within: widest(self.value!), when: shift } : undefined)
  const act = async (move: MovesAnswer['moves'][number]) => {
    const command = {
      type: 'order-move',
      round,
      from: move.from,
      to: move.to,
      seats: move.seats.map(({ seat, person }) => ({ seat, person })),
      reasons: move.reasons,
    } satisfies DispatchCommand
    const outcome = await give('dispatch', `move/${newId()}`, command)
    announce(
      outcome.ok ? t('dispatch.ordered-done', { n: move.seats.length }) : outcome.text,
      outcome.ok ? 'good' : 'bad',
    )
    if (!outcome.ok) return
    setOrdered(new Set([...ordered, `${move.from} ${move.to}`]))
    done()
  }
  const names = asked.body?.names ?? {}
  return (
    <section class="card stack-tight" aria-labelledby="proposed">
      <header class="row-between">
        <h2 id="proposed">{t('dispatch.proposals')}</h2>
        <button
          type="button"
          class={wanted ? '' : 'button-primary'}
          disabled={asked.asking}
          onClick={() => {
            setOrdered(new Set())
            if (wanted) asked.again()
            else setWanted(true)
          }}
        >
          {t('dispatch.propose')}
        </button>
      </header>
      <p class="soft">{t('dispatch.proposals-hint')}</p>
      <Trouble answer={asked.trouble} />
      {wanted && asked.asking && <p role="status">{t('operation.planning')}</p>}
      {asked.body?.moves.length === 0 && !asked.asking && <p role="status">{t('dispatch.proposals-none')}</p>}
      <ul class="stack">
        {asked.body?.moves.map((move) => {
          const key = `${move.from} ${move.to}`
          return (
            <li key={key} class="row-between">
              <div>
                <b>
                  {t('dispatch.from-to', {
                    from: move.fromName ?? areaName(move.from),
                    to: move.toName ?? areaName(move.to),
                    n: move.seats.length,
                  })}
                </b>
                <br />
                {move.reasons.map((one) => whyText(one)).join(t('kernel.and'))}
                <br />
                <span class="soft small">
                  {move.seats
                    .map((one) => names[one.person] ?? '')
                    .filter(Boolean)
                    .join(t('kernel.and'))}
                </span>
              </div>
              {ordered.has(key) ? (
                <span class="badge badge-good">{t('dispatch.state.ordered')}</span>
              ) : (
                <button
                  type="button"
                  class="button-good"
                  disabled={!may(rules['order-move'], { area: around(move.from, move.to) })}
                  onClick={() => void act(move)}
                >
                  {t('dispatch.order', { n: move.seats.length })}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
