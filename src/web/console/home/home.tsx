// The first screen: what runs now, what waits for this person, and where to begin in an empty house.
import { may as musterRules } from '#domain/muster/may.ts'
import { may as operationRules } from '#domain/operation/may.ts'
import { may as registryRules } from '#domain/registry/may.ts'
import { areaName, areas } from '#web/console/session/areas.ts'
import { mayAnywhere, self, widest } from '#web/console/session/self.ts'
import { useAsked } from '#web/console/parts/asked.ts'
import { Icon, type IconName } from '#web/console/shell/icons.tsx'
import { visibleScreens } from '#web/console/shell/navigation.ts'
import { ScreenFrame } from '#web/console/shell/screen.tsx'
import { to } from '#web/ui/router.ts'
import { home } from '#words/console/home.ts'
import { muster } from '#words/console/muster.ts'
import { t, learn } from '#web/ui/words.ts'
import { CoverageCard } from './coverage.tsx'
import { RoundsCard } from './rounds.tsx'
import { RunningCard } from './running.tsx'
import { HouseTroubles } from './troubles.tsx'
import { waiting } from './waiting.ts'

learn(home, muster)

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
  return (
    <ScreenFrame
      title={t('console.home.hello', { name: me.name })}
      under={areas.value.size > 0 ? areaName(area) : undefined}
    >
      <HouseTroubles answer={musters.trouble ?? coverage.trouble} />
      <div class="home">
        <section class="stack">
          <Tiles />
          {coverage.body && <CoverageCard coverage={coverage.body} />}
        </section>
        <div class="stack">
          {mayAnywhere(operationRules['copy-round'], me) && <RoundsCard />}
          {runs && <RunningCard rows={musters.body?.rows} />}
        </div>
      </div>
    </ScreenFrame>
  )
}

/** The screens this person opens most, with what waits there. */
function Tiles() {
  const me = self.value!
  return (
    <div class="tiles">
      {mayAnywhere(musterRules['call-people'], me) && (
        <Tile
          icon="whistle"
          to={to('whistle')}
          title={t('console.screen.whistle')}
          text={t('console.home.whistle')}
          main
        />
      )}
      {mayAnywhere(registryRules['accept-registration'], me) && (
        <Tile
          icon="inbox"
          to={to('registrations')}
          title={t('console.home.registrations', { n: waiting.value.registrations ?? 0 })}
          text={t('console.home.registrations-what')}
        />
      )}
      {mayAnywhere(registryRules['keep-mapping'], me) && (
        <Tile icon="import" to={to('import')} title={t('console.screen.import')} text={t('console.home.import')} />
      )}
      <Beginnings />
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
  )
}

function Beginnings() {
  const me = self.value!
  const answers = mayAnywhere(registryRules['accept-registration'], me)
  const shown = visibleScreens(me).filter(({ id }) =>
    answers ? id === 'accounts' : BEGINNINGS.some((begins) => begins === id),
  )
  return (
    <>
      {shown.map((screen) => (
        <Tile
          key={screen.id}
          icon={screen.icon}
          to={to(screen.id)}
          title={t(`console.screen.${screen.id}`)}
          text={t(`console.home.begin-at.${screen.id as (typeof BEGINNINGS)[number]}`)}
        />
      ))}
    </>
  )
}

interface TileProps {
  readonly icon: IconName
  readonly to: string
  readonly title: string
  readonly text: string
  readonly main?: boolean
}

function Tile({ icon, to: address, title, text, main }: TileProps) {
  return (
    <a class={main ? 'tile tile-main' : 'tile'} href={address}>
      <Icon name={icon} />
      <b>{title}</b>
      <span>{text}</span>
    </a>
  )
}
