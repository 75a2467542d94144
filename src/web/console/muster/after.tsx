// After the muster: what was asked, who came how fast, which waves it took, what was waited in vain.
import { areaName } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Trouble } from '#web/ui/note.tsx'
import { type After, t, when } from '#web/ui/words.ts'
import type { SummaryAnswer } from '#rooms/muster/shapes.ts'

const HOUR_MINUTES = 60

/** To one place behind the point. */
const tenths = (n: number) => Math.round(n * 10) / 10

export function AfterAction({ muster }: { muster: string }) {
  const { body, trouble, asking } = useAsked('muster-summary', { muster }, ['muster'])
  if (!body)
    return (
      <>
        <Trouble answer={trouble} />
        {asking && <p role="status">{t('kernel.loading')}</p>}
      </>
    )
  return (
    <section class="after stack" aria-label={t('console.after.title')}>
      <Totals body={body} />
      <div class="halves">
        <dl class="facts card">
          <TimeFacts body={body} />
          <EvidenceFact body={body} />
          <EscalationsFact body={body} />
        </dl>
        <div class="card">
          <Waves body={body} />
        </div>
      </div>
    </section>
  )
}

interface PartProps {
  readonly body: SummaryAnswer
}

function Totals({ body: { muster, counts } }: PartProps) {
  const figures: readonly (readonly [After<'console.board'>, number])[] = [
    ['needed', muster.needed],
    ['called', counts.called],
    ['answered', counts.answered],
    ['came', counts.arrived + counts.left],
    ['silent', counts.silent],
  ]
  return (
    <div class="figures">
      {figures.map(([name, n]) => (
        <div class="figure" key={name}>
          <b>{n}</b>
          <span>{t(`console.board.${name}`)}</span>
        </div>
      ))}
    </div>
  )
}

/** Minutes that half of the people took, and nine of ten. */
function Pair({ times }: { times: SummaryAnswer['answerMinutes'] }) {
  if (!times) return <>{t('console.none')}</>
  return (
    <>
      {t('console.after.times', { median: tenths(times.median), p90: tenths(times.p90) })}{' '}
      <span class="soft small">{t('console.after.of', { n: times.of })}</span>
    </>
  )
}

function TimeFacts({ body }: PartProps) {
  return (
    <>
      <dt>{t('console.after.answer')}</dt>
      <dd>
        <Pair times={body.answerMinutes} />
      </dd>
      <dt>{t('console.after.arrival')}</dt>
      <dd>
        <Pair times={body.arrivalMinutes} />
      </dd>
      <dt>{t('console.after.filled')}</dt>
      <dd>
        {body.minutesToFilled === null
          ? t('console.after.never-filled')
          : t('console.minutes', { n: Math.round(body.minutesToFilled) })}
      </dd>
      <dt>{t('console.after.served')}</dt>
      <dd>{t('console.hours', { n: tenths(body.servedMinutes / HOUR_MINUTES) })}</dd>
      <dt>{t('console.after.idle')}</dt>
      <dd>{t('console.minutes', { n: Math.round(body.idleMinutes) })}</dd>
    </>
  )
}

function EvidenceFact({ body: { byEvidence } }: PartProps) {
  const counts = Object.entries(byEvidence) as [keyof typeof byEvidence, number][]
  return (
    <>
      <dt>{t('console.call.evidence')}</dt>
      <dd>
        {counts
          .filter(([, n]) => n)
          .map(([kind, n]) => `${t(`console.call.evidence.${kind}`)} ${n}`)
          .join(t('kernel.and')) || t('console.none')}
      </dd>
    </>
  )
}

function EscalationsFact({ body: { escalations } }: PartProps) {
  if (escalations.length === 0) return null
  return (
    <>
      <dt>{t('console.board.ladder')}</dt>
      <dd>
        {escalations.map((one) => (
          <div key={one.at}>
            {when(one.at, 'time')} {areaName(one.reach)}
          </div>
        ))}
      </dd>
    </>
  )
}

function Waves({ body: { waves } }: PartProps) {
  return (
    <table class="small">
      <thead>
        <tr>
          <th scope="col">{t('console.call.wave')}</th>
          <th scope="col">{t('console.after.at')}</th>
          <th scope="col">{t('console.board.called')}</th>
          <th scope="col">{t('console.board.came')}</th>
        </tr>
      </thead>
      <tbody>
        {waves.map((wave) => (
          <tr key={wave.wave}>
            <th scope="row">{wave.wave}</th>
            <td>{when(wave.at, 'time')}</td>
            <td>{wave.called}</td>
            <td>{wave.came}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
