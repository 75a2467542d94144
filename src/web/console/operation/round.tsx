// One round: how far it is, its points and posts, teams, call-up and doors; each step of its life is one button, and
// what a step needs stands beside it.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { announce } from '#web/console/parts/toasts.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import { StateBadge } from './badge.tsx'
import { type Doing, RoundDoing } from './doing.tsx'
import { shiftText } from './names.ts'
import './operation.css'
import { order } from './orders.ts'
import { Callup, Doors, Points, Posts, Report, Teams } from './parts.tsx'

/** What can be done next, by state. */
const STEPS = {
  draft: ['publish'],
  published: ['close'],
  running: ['close'],
  closed: ['report'],
  reported: [],
} as const satisfies Record<RoundAnswer['round']['state'], readonly Doing[]>
const FIGURES = ['points', 'posts', 'teams', 'seats', 'seated', 'buildings', 'people', 'visits'] as const

export function RoundScreen({ round }: { round: string }) {
  const asked = useAsked('round', { round }, ['round', 'roster'])
  const templates = useAsked('templates', {})
  const [doing, setDoing] = useState<Doing>()
  const body = asked.body
  const { done, give, remove } = useRoundOrders(round, () => setDoing(undefined), asked.again)
  const mine = body !== undefined && may(rules['publish-round'], { area: body.round.area })
  const open = body !== undefined && mine && !['closed', 'reported'].includes(body.round.state)
  useShortcuts(
    mine
      ? [
          { keys: 'c', says: 'operation.copy' as const, act: () => setDoing('copy') },
          ...(open ? [{ keys: 'p', says: 'operation.add-point' as const, act: () => setDoing('point') }] : []),
        ]
      : [],
  )
  if (!body)
    return (
      <ScreenFrame title={t('operation.round')}>
        <Trouble answer={asked.trouble} />
        {asked.asking && <p role="status">{t('kernel.loading')}</p>}
      </ScreenFrame>
    )
  const { round: row } = body
  const template = templates.body?.rows.find((one) => one.template === body.template)?.body
  const begin = open ? setDoing : undefined
  return (
    <ScreenFrame
      title={t('operation.round-of', { name: row.operationName, n: row.number })}
      under={
        <>
          <StateBadge state={row.state} /> {areaPath(row.area)} · {shiftText(row.starts, row.ends)}
        </>
      }
      actions={<RoundActions row={row} mine={mine} begin={setDoing} give={give} />}
    >
      <div class="stack">
        <Trouble answer={asked.trouble} />
        <RoundFigures row={row} />
        {body.figures && <Report body={body} />}
        <Points body={body} begin={begin} remove={remove} />
        <Posts body={body} template={template} begin={begin} remove={remove} />
        <Teams body={body} begin={begin} />
        <Callup body={body} begin={begin} />
        <Doors body={body} begin={begin} />
      </div>
      {doing && (
        <RoundDoing
          doing={doing}
          body={body}
          template={template}
          stop={() => setDoing(undefined)}
          done={done}
          give={give}
        />
      )}
    </ScreenFrame>
  )
}

/** Orders for a round: whichever was given, the form is closed and the round asked for again. */
function useRoundOrders(round: string, stop: () => void, again: () => void) {
  const done = () => {
    stop()
    again()
  }
  const give = async (command: OperationCommand, said?: string) => {
    await order(`round/${round}`, command, said)
    done()
  }
  /** Takes something away, with the way back beside the news of it. */
  const remove = async (command: OperationCommand, back: OperationCommand, what: string) => {
    if (await order(`round/${round}`, command))
      announce(t('operation.removed-done', { what }), 'good', () => void give(back))
    again()
  }
  return { done, give, remove }
}

interface RoundActionsProps {
  readonly row: RoundAnswer['round']
  readonly mine: boolean
  begin(doing: Doing): void
  give(command: OperationCommand, said?: string): Promise<void>
}

function RoundActions({ row, mine, begin, give }: RoundActionsProps) {
  const drop = async () => {
    if (await order(`round/${row.round}`, { type: 'drop-round' }, t('operation.dropped-done'))) go('operations')
  }
  return (
    <>
      {mine &&
        STEPS[row.state].map((step) => (
          <button key={step} type="button" class="button-primary" onClick={() => begin(step)}>
            {t(`operation.${step}`)}
          </button>
        ))}
      {mine && row.state === 'published' && (
        <button type="button" onClick={() => void give({ type: 'start-round' }, t('operation.started-done'))}>
          {t('operation.start')}
        </button>
      )}
      {['running', 'closed'].includes(row.state) && row.points > 0 && (
        <a class="button" href={to('points')}>
          {t('console.screen.points')}
        </a>
      )}
      <a class="button" href={to('roster', row.round)}>
        {t('operation.to-roster')}
      </a>
      {mine && ['draft', 'published'].includes(row.state) && (
        <button type="button" onClick={() => begin('move')}>
          {t('operation.move')}
        </button>
      )}
      {mine && (
        <button type="button" onClick={() => begin('copy')}>
          {t('operation.copy')} <kbd>C</kbd>
        </button>
      )}
      <button type="button" onClick={() => print()}>
        {t('operation.print')}
      </button>
      {mine && row.state === 'draft' && (
        <button type="button" onClick={() => void drop()}>
          {t('operation.drop')}
        </button>
      )}
    </>
  )
}

function RoundFigures({ row }: { row: RoundAnswer['round'] }) {
  return (
    <div class="figures round-figures">
      {FIGURES.map((name) => (
        <div key={name} class="figure">
          <b>{row[name]}</b>
          <span>{t(`operation.${name}`)}</span>
        </div>
      ))}
    </div>
  )
}
