// How many live in each area and are registered; where nobody is enrolled yet, the steps to a working county.
import { areaName } from '#web/console/session/areas.ts'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { Coverage } from '#web/wall/rows.ts'

export function CoverageCard({ coverage }: { coverage: Coverage }) {
  const { persons, registered, units } = coverage.total
  if (persons === 0) return <EmptyHouse />
  // Lists often name a community and no grid: rows of nobody say nothing.
  const rows = coverage.rows.filter((row) => row.persons !== 0)
  const share = persons && registered !== null ? Math.floor((registered / persons) * 100) : undefined
  return (
    <section class="card stack-tight" aria-labelledby="coverage">
      <h2 id="coverage">{t('console.home.coverage')}</h2>
      <div class="figures">
        <div class="figure">
          <b>{share === undefined ? '–' : `${share}%`}</b>
          <span>
            {persons === null || registered === null
              ? t('console.home.hidden')
              : t('console.home.coverage-of', { n: registered, all: persons })}
          </span>
        </div>
        <div class="figure">
          <b>{units}</b>
          <span>{t('console.home.units')}</span>
        </div>
      </div>
      <ul class="coverage-rows">
        {rows.map((row) => (
          <li key={row.area}>
            <span>{areaName(row.area)}</span>
            <span class="meter">
              <i
                class="tone-good"
                style={{
                  width: row.persons && row.registered !== null ? `${(row.registered / row.persons) * 100}%` : '0',
                }}
              />
            </span>
            <span class="number">
              {row.persons === null || row.registered === null
                ? t('console.home.hidden')
                : `${row.registered} / ${row.persons}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Nobody is enrolled yet: the three steps to a working county. */
function EmptyHouse() {
  return (
    <section class="card stack-tight" aria-labelledby="begin">
      <h2 id="begin">{t('console.home.begin')}</h2>
      <ol class="begin">
        {(['areas', 'people', 'accounts'] as const).map((step) => (
          <li key={step}>{t(`console.home.begin.${step}`)}</li>
        ))}
      </ol>
      <p>
        <a class="button button-primary" href={to('import')}>
          {t('console.screen.import')}
        </a>
      </p>
    </section>
  )
}
