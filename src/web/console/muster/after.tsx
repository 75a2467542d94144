// After the muster: what was asked, who came how fast, which waves it took, what was waited in vain.
import { areaName } from '#web/console/session/areas.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Trouble } from '#web/ui/note.tsx'
import { type After, t, when } from '#web/ui/words.ts'
import type { SummaryAnswer } from '#rooms/muster/shapes.ts'

const HOUR_MINUTES = 60

type Times = SummaryAnswer['answerMinutes']

function Pair({ times }: { times: Times }) {
  if (!times) return <>{t('console.none')}</>
  return (
    <>
      {t('console.after.times', { median: Math.round(times.median * 10) / 10, p90: Math.round(times.p90 * 10) / 10 })}{' '}
      <span class="soft small">{t('console.after.of', { n: times.of })}</span>
    </>
  )
}

export function AfterAction({ muster }: { muster: string }) {
  const asked = useAsked('muster-summary', { muster }, ['muster'])
  const body = asked.body
  if (!body)
    return (
      <>
        <Trouble answer={asked.trouble} />
        {asked.asking && <p role="status">{t('kernel.loading')}</p>}
      </>
    )
  const { counts, byEvidence } = body
  const figures: readonly (readonly [After<'console.board'>, number])[] = [
    ['needed', body.muster.needed],
    ['called', counts.called],
    ['answered', counts.answered],
    ['came', counts.arrived + counts.left],
    ['silent', counts.silent],
  ]
  return (
    <section class="after stack" aria-label={t('console.after.title')}>
      <div class="figures">
        {figures.map(([name, n]) => (
          <div class="figure" key={name}>
            <b>{n}</b>
            <span>{t(`console.board.${name}`)}</span>
          </div>
        ))}
      </div>
      <div class="halves">
        <dl class="facts card">
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
          <dd>{t('console.hours', { n: Math.round((body.servedMinutes / HOUR_MINUTES) * 10) / 10 })}</dd>
          <dt>{t('console.after.idle')}</dt>
          <dd>{t('console.minutes', { n: Math.round(body.idleMinutes) })}</dd>
          <dt>{t('console.call.evidence')}</dt>
          <dd>
            {(Object.entries(byEvidence) as [keyof typeof byEvidence, number][])
              .filter(([, n]) => n)
              .map(([kind, n]) => `${t(`console.call.evidence.${kind}`)} ${n}`)
              .join(t('kernel.and')) || t('console.none')}
          </dd>
          {body.escalations.length > 0 && (
            <>
              <dt>{t('console.board.ladder')}</dt>
              <dd>
                {body.escalations.map((one) => (
                  <div key={one.at}>
                    {when(one.at, 'time')} {areaName(one.reach)}
                  </div>
                ))}
              </dd>
            </>
          )}
        </dl>
        <div class="card">
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
              {body.waves.map((wave) => (
                <tr key={wave.wave}>
                  <th scope="row">{wave.wave}</th>
                  <td>{when(wave.at, 'time')}</td>
                  <td>{wave.called}</td>
                  <td>{wave.came}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  )
}
