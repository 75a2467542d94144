// The rounds at hand on the first screen: what runs, what is published or still drafted, and how far their seats are
// filled.
import type { RoundRow } from '#rooms/operation/views/rounds.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { StateBadge } from '#web/console/operation/badge.tsx'
import { to } from '#web/ui/router.ts'
import { operation } from '#words/operation.ts'
import { learn, t, when } from '#web/ui/words.ts'

learn(operation)

const ROUNDS_SHOWN = 4
/** Nearest to the dispatcher's hands first. */
const ORDER: readonly RoundRow['state'][] = ['running', 'published', 'draft']

export function RoundsCard() {
  const { body } = useAsked('rounds', { limit: 200 }, ['operation', 'round', 'roster'])
  const rows = (body?.rows ?? [])
    .filter((row) => ORDER.includes(row.state))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.starts - b.starts)
  return (
    <section class="card stack-tight" aria-labelledby="rounds">
      <h2 id="rounds">
        {t('console.home.rounds')} <span class="number">{rows.length || ''}</span>
      </h2>
      {body && rows.length === 0 && <p class="soft">{t('console.home.no-rounds')}</p>}
      <ul class="running">
        {rows.slice(0, ROUNDS_SHOWN).map((row) => (
          <li key={row.round}>
            <a href={to('operations', row.round)}>
              <span class="row-between">
                <b>
                  {row.operationName} · {t('operation.round-n', { n: row.number })}
                </b>{' '}
                <span>
                  <StateBadge state={row.state} />
                </span>
              </span>
              {row.seats > 0 && (
                <span class="meter">
                  <i class="tone-good" style={{ width: `${Math.min(100, (row.seated / row.seats) * 100)}%` }} />
                </span>
              )}
              <span class="row-between soft small">
                <span>{when(row.starts)}</span>
                {row.seats > 0 && <span>{t('console.home.seated', { n: row.seated, all: row.seats })}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <a class="more-link" href={to('operations')}>
        {t('console.home.all-rounds')}
      </a>
    </section>
  )
}
