// One round: how far it is, its points and posts, teams, call-up and doors; each step of its life is one button, and
// what a step needs stands beside it.
import { useState } from 'preact/hooks'
import { may as rules } from '#domain/operation/may.ts'
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import { areaPath } from '#web/console/session/areas.ts'
import { may } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Confirm } from '#web/console/parts/dialog.tsx'
import { announce } from '#web/console/parts/toasts.tsx'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { useShortcuts } from '#web/console/shell/shortcuts.ts'
import { Trouble } from '#web/ui/note.tsx'
import { go, to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { StateBadge } from './badge.tsx'
import { CopyRound, MoveRound } from './begin.tsx'
import { CallupForm } from './callup.tsx'
import { DoorsForm } from './doors.tsx'
import { shiftText } from './names.ts'
import './operation.css'
import { order } from './orders.ts'
import { Callup, Doors, Points, Posts, Report, Teams } from './parts.tsx'
import { PointForm } from './point.tsx'
import { LayPosts, PostForm } from './posts.tsx'
import { ReportForm } from './report.tsx'
import { TeamsForm } from './teams.tsx'

export type Doing =
  | 'point'
  | 'post'
  | 'lay'
  | 'teams'
  | 'callup'
  | 'doors'
  | 'copy'
  | 'report'
  | 'close'
  | 'publish'
  | 'move'

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
  const mine = body !== undefined && may(rules['publish-round'], { area: body.round.area })
  const open = body !== undefined && mine && !['closed', 'reported'].includes(body.round.state)
  const stop = () => setDoing(undefined)
  const done = () => {
    stop()
    asked.again()
  }
  const give = async (command: OperationCommand, said?: string) => {
    await order(`round/${round}`, command, said)
    done()
  }
  /** Takes something away, with the way back beside the news of it. */
  const remove = async (command: OperationCommand, back: OperationCommand, what: string) => {
    if (await order(`round/${round}`, command))
      announce(t('operation.removed-done', { what }), 'good', () => void give(back))
    asked.again()
  }
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
      actions={
        <>
          {mine &&
            STEPS[row.state].map((step) => (
              <button key={step} type="button" class="button-primary" onClick={() => setDoing(step)}>
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
          <a class="button" href={to('roster', round)}>
            {t('operation.to-roster')}
          </a>
          {mine && ['draft', 'published'].includes(row.state) && (
            <button type="button" onClick={() => setDoing('move')}>
              {t('operation.move')}
            </button>
          )}
          {mine && (
            <button type="button" onClick={() => setDoing('copy')}>
              {t('operation.copy')} <kbd>C</kbd>
            </button>
          )}
          <button type="button" onClick={() => print()}>
            {t('operation.print')}
          </button>
          {mine && row.state === 'draft' && (
            <button
              type="button"
              onClick={() =>
                void order(`round/${round}`, { type: 'drop-round' }, t('operation.dropped-done')).then((ok) => {
                  if (ok) go('operations')
                })
              }
            >
              {t('operation.drop')}
            </button>
          )}
        </>
      }
    >
      <div class="stack">
        <Trouble answer={asked.trouble} />
        <div class="figures round-figures">
          {FIGURES.map((name) => (
            <div key={name} class="figure">
              <b>{row[name]}</b>
              <span>{t(`operation.${name}`)}</span>
            </div>
          ))}
        </div>
        {body.figures && <Report body={body} />}
        <Points body={body} begin={begin} remove={remove} />
        <Posts body={body} template={template} begin={begin} remove={remove} />
        <Teams body={body} begin={begin} />
        <Callup body={body} begin={begin} />
        <Doors body={body} begin={begin} />
      </div>
      {doing === 'point' && <PointForm round={row} close={stop} done={done} />}
      {doing === 'post' && <PostForm body={body} close={stop} done={done} />}
      {doing === 'lay' && template && <LayPosts body={body} template={template} close={stop} done={done} />}
      {doing === 'teams' && <TeamsForm body={body} usual={template?.teams} close={stop} done={done} />}
      {doing === 'callup' && <CallupForm body={body} slotMinutes={template?.slotMinutes} close={stop} done={done} />}
      {doing === 'doors' && <DoorsForm body={body} purposes={template?.purposes} close={stop} done={done} />}
      {doing === 'copy' && (
        <CopyRound
          round={row}
          close={stop}
          done={(copy) => {
            stop()
            if (copy) go('operations', copy)
          }}
        />
      )}
      {doing === 'move' && <MoveRound round={row} close={stop} done={done} />}
      {doing === 'report' && <ReportForm round={round} close={stop} done={done} />}
      {doing === 'publish' && (
        <Confirm
          title={t('operation.publish')}
          doing={t('operation.publish')}
          close={stop}
          act={() => void give({ type: 'publish-round' }, t('operation.published-done'))}
        >
          <p>{t('operation.publish-what', { seated: row.seated, seats: row.seats, time: when(row.starts) })}</p>
        </Confirm>
      )}
      {doing === 'close' && (
        <Confirm
          title={t('operation.close')}
          doing={t('operation.close')}
          danger
          close={stop}
          act={() => void give({ type: 'close-round' }, t('operation.round-closed-done'))}
        >
          <p>{t('operation.close-what')}</p>
        </Confirm>
      )}
    </ScreenFrame>
  )
}
