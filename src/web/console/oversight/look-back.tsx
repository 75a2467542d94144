// One look-back: what its checks say about the whole and how surely, by layer; routes to accept; the papers to take
// away.
import { useState } from 'preact/hooks'
import { may } from '#domain/oversight/may.ts'
import type { LookBackAnswer, RoutesAnswer } from '#rooms/oversight/look-backs.ts'
import { areaName } from '#web/console/session/areas.ts'
import { may as mayNow } from '#web/console/session/self.ts'
import { type Asked, useAsked } from '#web/console/parts/asked.ts'
import { give } from '#web/console/parts/give.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { ask } from '#web/api/api.ts'
import { Note, problemText, Trouble } from '#web/ui/note.tsx'
import { preferences } from '#web/ui/preferences.ts'
import { to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { Findings } from './findings.tsx'

const percent = (share: number) => (Math.round(share * 1000) / 10).toFixed(1)
const paper = (name: string, lookBack: string) =>
  `/v1/papers/${name}?${new URLSearchParams({ lookBack, language: preferences.value.language })}`

export function LookBackScreen({ lookBack }: { lookBack: string }) {
  const asked = useAsked('look-back', { lookBack }, ['look-back', 'finding'])
  const [problem, setProblem] = useState('')
  const body = asked.body
  const lead = body !== undefined && mayNow(may['close-look-back'], { area: body.area })
  const close = async () => {
    if (!confirm(t('oversight.close-sure'))) return
    const outcome = await give('oversight', `look-back/${lookBack}`, { type: 'close-look-back' })
    setProblem(outcome.ok ? '' : outcome.text)
  }
  const actions = body && (
    <>
      <a class="button" href={paper('look-back.docx', lookBack)} download>
        {t('oversight.report')}
      </a>
      <a class="button" href={paper('look-back-items.xlsx', lookBack)} download>
        {t('oversight.export')}
      </a>
      {lead && body.state === 'open' && (
        <button type="button" onClick={close}>
          {t('oversight.close')}
        </button>
      )}
    </>
  )
  return (
    <ScreenFrame
      title={body?.title ?? t('oversight.title')}
      under={
        body && (
          <>
            {t(`oversight.kind.${body.kind}`)} · {areaName(body.area)} · {t(`oversight.state.${body.state}`)} ·{' '}
            {t('oversight.until')} {when(body.until)}
          </>
        )
      }
      actions={actions}
    >
      <Trouble answer={asked.trouble} />
      {problem && <Note tone="bad">{problem}</Note>}
      {body && <Figures body={body} />}
      {body && lead && body.state === 'open' && <Routes lookBack={lookBack} teams={body.teams} done={asked.again} />}
      {body && <Layers body={body} />}
      {body && <Findings lookBack={lookBack} />}
      <a class="button button-quiet" href={to('look-backs')}>
        {t('kernel.back')}
      </a>
    </ScreenFrame>
  )
}

function Figures({ body }: { body: LookBackAnswer }) {
  return (
    <section class="card stack-tight">
      <p>
        {t('oversight.drawn', { n: body.drawn, of: body.of })} ·{' '}
        {t('oversight.progress', { n: body.checked, of: body.drawn })}
      </p>
      {body.coverage === null && <p class="soft">{t('oversight.nothing-checked')}</p>}
      {(
        [
          ['coverage', body.coverage],
          ['agreement', body.agreement],
        ] as const
      ).map(
        ([name, one]) =>
          one && (
            <p key={name}>
              <span class="strong">
                {t(`oversight.${name}`)} {percent(one.share)} %
              </span>{' '}
              <span class="soft">{t('oversight.interval', { low: percent(one.low), high: percent(one.high) })}</span>
            </p>
          ),
      )}
      {body.coverage !== null && body.unreached > 0 && (
        <p class="soft">
          {t('oversight.not-reached', {
            n: body.unreached,
            worst: percent(body.coverage.worst),
            best: percent(body.coverage.best),
          })}
        </p>
      )}
      <p class="small soft">
        {t('oversight.seed')} <code>{body.seed}</code>
      </p>
    </section>
  )
}

function Layers({ body }: { body: LookBackAnswer }) {
  return (
    <section class="card">
      <table class="plain">
        <caption class="sr-only">{t('oversight.coverage')}</caption>
        <thead>
          <tr>
            {(['area', 'size', 'drawn', 'yes', 'no', 'unreached'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`oversight.doc.h.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.strata.map((one) => (
            <tr key={one.area}>
              <th scope="row">{one.name ?? areaName(one.area)}</th>
              <td class="number">{one.size}</td>
              <td class="number">{one.drawn}</td>
              <td class="number">{one.yes}</td>
              <td class="number">{one.no}</td>
              <td class="number">{one.unreached}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Routes({ lookBack, teams, done }: { lookBack: string; teams: number; done: Asked<unknown>['again'] }) {
  const [plan, setPlan] = useState<RoutesAnswer>()
  const [problem, setProblem] = useState('')
  const propose = async () => {
    const answer = await ask('look-back-routes', { lookBack, teams })
    if (answer.ok) setPlan(answer.body)
    setProblem(answer.ok ? '' : problemText(answer))
  }
  const accept = async () => {
    const outcome = await give('oversight', `look-back/${lookBack}`, {
      type: 'share-out',
      routes: plan!.routes.map(({ team, items }) => ({ team, items })),
    })
    setProblem(outcome.ok ? '' : outcome.text)
    if (!outcome.ok) return
    setPlan(undefined)
    done()
  }
  const longest = Math.max(0, ...(plan?.routes ?? []).map((route) => route.minutes))
  return (
    <section class="card stack-tight">
      <h2>{t('oversight.routes')}</h2>
      {problem && <Note tone="bad">{problem}</Note>}
      {plan && (
        <p>
          {t('oversight.routes-note', {
            teams: plan.routes.length,
            items: plan.routes.reduce((sum, route) => sum + route.items.length, 0),
            minutes: longest,
          })}
          {plan.left.length + plan.unplaced.length > 0 &&
            ` · ${t('oversight.routes-left', { n: plan.left.length + plan.unplaced.length })}`}
        </p>
      )}
      <div class="row">
        <button type="button" onClick={propose}>
          {t('oversight.propose-routes')}
        </button>
        {plan && plan.routes.length > 0 && (
          <button type="button" class="button-primary" onClick={accept}>
            {t('oversight.accept-routes')}
          </button>
        )}
      </div>
    </section>
  )
}
