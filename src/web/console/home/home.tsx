// The first screen: what runs now, what waits for this person, and where to begin in an empty house.
import { may as musterRules } from '#domain/muster/may.ts'
import { may as operationRules } from '#domain/operation/may.ts'
import { may as registryRules } from '#domain/registry/may.ts'
import { areaName, areas } from '#web/console/session/areas.ts'
import { mayAnywhere, self, widest } from '#web/console/session/self.ts'
import { Meter, PhaseBadge, wantingOf } from '#web/console/muster/figures.tsx'
import { urgency } from '#web/console/muster/urgency.ts'
import { ago } from '#web/console/parts/ago.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Icon, type IconName } from '#web/console/shell/icons.tsx'
import { visibleScreens } from '#web/console/shell/navigation.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { to } from '#web/ui/router.ts'
import { home } from '#words/console/home.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import type { Coverage } from '#web/wall/rows.ts'
import { RoundsCard } from './rounds.tsx'
import { HouseTroubles } from './troubles.tsx'
import { waiting } from './waiting.ts'

learn(home, muster)

const MUSTERS_SHOWN = 6
/**
 * Where supervisors, liaisons, auditors and administrators begin; who answers registrations has that and more in the
 * other tiles, but for accounts.
 */
const BEGINNINGS = [
  'look-backs',
  'missing',
  'notices',
  'dossier',
  'people',
  'units',
  'accounts',
  'log',
  'endings',
] as const

export function HomeScreen() {
  const me = self.value!
  const runs = mayAnywhere(musterRules['call-people'], me)
  const answers = mayAnywhere(registryRules['accept-registration'], me)
  const area = widest(me)
  const musters = useAsked('musters', runs ? { state: 'running' } : undefined, ['muster'])
  const coverage = useAsked('coverage', answers ? { area } : undefined, ['person', 'unit'])
  const now = Date.now()
  const running = (musters.body?.rows ?? [])
    .filter((row) => row.phase !== 'over')
    .sort((a, b) => urgency(b, now) - urgency(a, now))
  return (
    <ScreenFrame
      title={t('console.home.hello', { name: me.name })}
      under={areas.value.size > 0 ? areaName(area) : undefined}
    >
      <HouseTroubles answer={musters.trouble ?? coverage.trouble} />
      <div class="home">
        <section class="stack">
          <div class="tiles">
            {runs && (
              <Tile
                icon="whistle"
                to={to('whistle')}
                title={t('console.screen.whistle')}
                text={t('console.home.whistle')}
                main
              />
            )}
            {answers && (
              <Tile
                icon="inbox"
                to={to('registrations')}
                title={t('console.home.registrations', { n: waiting.value.registrations ?? 0 })}
                text={t('console.home.registrations-what')}
              />
            )}
            {mayAnywhere(registryRules['keep-mapping'], me) && (
              <Tile
                icon="import"
                to={to('import')}
                title={t('console.screen.import')}
                text={t('console.home.import')}
              />
            )}
            {visibleScreens(me)
              .filter(({ id }) => (answers ? id === 'accounts' : BEGINNINGS.some((begins) => begins === id)))
              .map((screen) => (
                <Tile
                  key={screen.id}
                  icon={screen.icon}
                  to={to(screen.id)}
                  title={t(`console.screen.${screen.id}`)}
                  text={t(`console.home.begin-at.${screen.id as (typeof BEGINNINGS)[number]}`)}
                />
              ))}
            {me.needs && (
              <Tile
                icon="accounts"
                to={to('me')}
                title={t('console.home.factor')}
                text={t('console.home.factor-what')}
                main
              />
            )}
          </div>
          {coverage.body && <CoverageCard coverage={coverage.body} />}
        </section>
        <div class="stack">
          {mayAnywhere(operationRules['copy-round'], me) && <RoundsCard />}
          {runs && (
            <section class="card stack-tight" aria-labelledby="running">
              <h2 id="running">
                {t('console.home.running')} <span class="number">{running.length || ''}</span>
              </h2>
              {musters.body && !running.length && <p class="soft">{t('console.home.none-running')}</p>}
              <ul class="running">
                {running.slice(0, MUSTERS_SHOWN).map((row) => (
                  <li key={row.muster}>
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
                          {wantingOf(row)
                            ? t('console.home.wanting', { n: wantingOf(row) })
                            : t('console.board.filled')}{' '}
                          · {ago(row.blownAt, now)}
                        </span>
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
              {running.length > MUSTERS_SHOWN && (
                <a class="more-link" href={to('musters')}>
                  {t('console.home.all', { n: running.length })}
                </a>
              )}
            </section>
          )}
        </div>
      </div>
    </ScreenFrame>
  )
}

function Tile({
  icon,
  to: address,
  title,
  text,
  main,
}: {
  icon: IconName
  to: string
  title: string
  text: string
  main?: boolean
}) {
  return (
    <a class={main ? 'tile tile-main' : 'tile'} href={address}>
      <Icon name={icon} />
      <b>{title}</b>
      <span>{text}</span>
    </a>
  )
}

function CoverageCard({ coverage }: { coverage: Coverage }) {
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
