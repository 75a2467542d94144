// The musters that run now on the first screen, those first that need help.
import { Meter, PhaseBadge, wantingOf } from '#web/console/muster/figures.tsx'
import { urgency } from '#web/console/muster/urgency.ts'
import { ago } from '#web/console/parts/ago.ts'
import { to } from '#web/ui/router.ts'
import { t } from '#web/ui/words.ts'
import type { MusterRow } from '#rooms/muster/shapes.ts'

const MUSTERS_SHOWN = 6

/** @param rows undefined while they are asked for */
export function RunningCard({ rows }: { rows?: readonly MusterRow[] }) {
  const now = Date.now()
  const running = (rows ?? []).filter((row) => row.phase !== 'over').sort((a, b) => urgency(b, now) - urgency(a, now))
  return (
    <section class="card stack-tight" aria-labelledby="running">
      <h2 id="running">
        {t('console.home.running')} <span class="number">{running.length || ''}</span>
      </h2>
      {rows && !running.length && <p class="soft">{t('console.home.none-running')}</p>}
      <ul class="running">
        {running.slice(0, MUSTERS_SHOWN).map((row) => (
          <li key={row.muster}>
            <RunningMuster row={row} now={now} />
          </li>
        ))}
      </ul>
      {running.length > MUSTERS_SHOWN && (
        <a class="more-link" href={to('musters')}>
          {t('console.home.all', { n: running.length })}
        </a>
      )}
    </section>
  )
}

function RunningMuster({ row, now }: { row: MusterRow; now: number }) {
  const wanting = wantingOf(row)
  return (
    <a href={to('musters', row.muster)}>
      <span class="row-between">
        <b>{row.what}</b>{' '}
        <span>
          <PhaseBadge row={row} />
        </span>
      </span>
      <Meter row={row} />
      <span class="row-between soft small">
        <span>{row.label}</span>
        <span>
          {wanting ? t('console.home.wanting', { n: wanting }) : t('console.board.filled')} · {ago(row.blownAt, now)}
        </span>
      </span>
    </a>
  )
}
