// What a button of a round opens: a form, or a question before a step that the round's people notice.
import type { OperationCommand } from '#domain/operation/commands.ts'
import type { RoundAnswer } from '#rooms/operation/views/rounds.ts'
import type { TemplateRow } from '#rooms/operation/views/templates.ts'
import { Confirm } from '#web/console/parts/dialog.tsx'
import { go } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { CopyRound, MoveRound } from './begin.tsx'
import { CallupForm } from './callup.tsx'
import { DoorsForm } from './doors.tsx'
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

interface RoundDoingProps {
  readonly doing: Doing
  readonly body: RoundAnswer
  readonly template?: TemplateRow['body']
  /** Closes without a change. */
  stop(): void
  /** Closes after one. */
  done(): void
  give(command: OperationCommand, said: string): Promise<void>
}

export function RoundDoing({ doing, body, template, stop, done, give }: RoundDoingProps) {
  const { round } = body
  const copied = (copy?: string) => {
    stop()
    if (copy) go('operations', copy)
  }
  return (
    <>
      {doing === 'point' && <PointForm round={round} close={stop} done={done} />}
      {doing === 'post' && <PostForm body={body} close={stop} done={done} />}
      {doing === 'lay' && template && <LayPosts body={body} template={template} close={stop} done={done} />}
      {doing === 'teams' && <TeamsForm body={body} usual={template?.teams} close={stop} done={done} />}
      {doing === 'callup' && <CallupForm body={body} slotMinutes={template?.slotMinutes} close={stop} done={done} />}
      {doing === 'doors' && <DoorsForm body={body} purposes={template?.purposes} close={stop} done={done} />}
      {doing === 'copy' && <CopyRound round={round} close={stop} done={copied} />}
      {doing === 'move' && <MoveRound round={round} close={stop} done={done} />}
      {doing === 'report' && <ReportForm round={round.round} close={stop} done={done} />}
      {doing === 'publish' && <Publish round={round} give={give} close={stop} />}
      {doing === 'close' && <Close give={give} close={stop} />}
    </>
  )
}

type StepProps = Pick<RoundDoingProps, 'give'> & { close(): void }

function Publish({ round, give, close }: StepProps & { round: RoundAnswer['round'] }) {
  return (
    <Confirm
      title={t('operation.publish')}
      doing={t('operation.publish')}
      close={close}
      act={() => void give({ type: 'publish-round' }, t('operation.published-done'))}
    >
      <p>{t('operation.publish-what', { seated: round.seated, seats: round.seats, time: when(round.starts) })}</p>
    </Confirm>
  )
}

function Close({ give, close }: StepProps) {
  return (
    <Confirm
      title={t('operation.close')}
      doing={t('operation.close')}
      danger
      close={close}
      act={() => void give({ type: 'close-round' }, t('operation.round-closed-done'))}
    >
      <p>{t('operation.close-what')}</p>
    </Confirm>
  )
}
