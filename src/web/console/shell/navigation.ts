// The console's screens in one table: where they stand, by which key they open, and which rule of the rooms lets a
// person see them.
import type { Actor, Rule } from '#domain/kernel/actor.ts'
import { may as access } from '#domain/access/may.ts'
import { may as dispatch } from '#domain/dispatch/dispatch.ts'
import { may as dossier } from '#domain/dossier/may.ts'
import { may as muster } from '#domain/muster/may.ts'
import { may as notice } from '#domain/notice/notice.ts'
import { may as operation } from '#domain/operation/may.ts'
import { may as oversight } from '#domain/oversight/may.ts'
import { may as point } from '#domain/point/may.ts'
import { may as registry } from '#domain/registry/may.ts'
import { may as roster } from '#domain/roster/may.ts'
import { may as steward } from '#domain/steward/steward.ts'
import { mayAnywhere } from '#web/console/session/self.ts'
import { waitingCount } from '#web/console/home/waiting.ts'
import type { After } from '#web/ui/words.ts'
import type { IconName } from './icons.tsx'
import type { Load } from './lazy.tsx'

export interface Screen {
  readonly id: After<'console.screen'>
  readonly group: 'now' | 'people' | 'system'
  readonly icon: IconName
  readonly keys?: string
  /** The screen is shown to whoever may do one of these; to everybody when there is none. */
  readonly rules: readonly Rule[]
  readonly load: Load
  count?(): number | undefined
}

const home: Load = () => import('#web/console/home/home.tsx').then((file) => file.HomeScreen)

export const screens: readonly Screen[] = [
  { id: 'home', group: 'now', icon: 'home', keys: 'g h', rules: [], load: home },
  {
    id: 'whistle',
    group: 'now',
    icon: 'whistle',
    keys: 'n',
    rules: [muster['blow-whistle']],
    load: () => import('#web/console/muster/whistle.tsx').then((file) => file.WhistleScreen),
  },
  {
    id: 'musters',
    group: 'now',
    icon: 'board',
    keys: 'g m',
    rules: [muster['call-people']],
    load: () => import('#web/console/muster/musters.tsx').then((file) => file.MustersScreen),
  },
  {
    id: 'operations',
    group: 'now',
    icon: 'log',
    keys: 'g t',
    rules: [operation['open-operation'], { roles: ['gridWorker', 'supervisor'] }],
    load: () => import('#web/console/operation/operations.tsx').then((file) => file.OperationsScreen),
  },
  {
    id: 'roster',
    group: 'now',
    icon: 'people',
    keys: 'g s',
    rules: [roster['accept-plan'], { roles: ['gridWorker', 'supervisor'] }],
    load: () => import('#web/console/roster/roster.tsx').then((file) => file.RosterScreen),
  },
  {
    id: 'dispatch',
    group: 'now',
    icon: 'wall',
    keys: 'g v',
    rules: [dispatch['order-move'], { roles: ['officer'] }],
    load: () => import('#web/console/dispatch/dispatch.tsx').then((file) => file.DispatchScreen),
  },
  {
    id: 'points',
    group: 'now',
    icon: 'keys',
    keys: 'g q',
    rules: [{ roles: [...point['settle-conflict'].roles, 'supervisor'] }],
    load: () => import('#web/console/point/points.tsx').then((file) => file.PointsScreen),
  },
  {
    id: 'notices',
    group: 'now',
    icon: 'inbox',
    keys: 'g n',
    rules: [notice['send-notice'], { roles: ['supervisor'], ownUnit: true }],
    load: () => import('#web/console/notice/notices.tsx').then((file) => file.NoticesScreen),
  },
  {
    id: 'buildings',
    group: 'now',
    icon: 'units',
    keys: 'g b',
    rules: [steward['give-order'], { roles: ['supervisor'] }],
    load: () => import('#web/console/oversight/buildings.tsx').then((file) => file.BuildingsScreen),
  },
  {
    id: 'look-backs',
    group: 'people',
    icon: 'search',
    keys: 'g k',
    rules: [oversight['open-look-back']],
    load: () => import('#web/console/oversight/look-backs.tsx').then((file) => file.LookBacksScreen),
  },
  {
    id: 'missing',
    group: 'people',
    icon: 'people',
    keys: 'g w',
    rules: [oversight.urge],
    load: () => import('#web/console/oversight/missing.tsx').then((file) => file.MissingScreen),
  },
  {
    id: 'dossier',
    group: 'people',
    icon: 'log',
    keys: 'g d',
    rules: [dossier['correct-entry'], { roles: ['supervisor'] }],
    load: () => import('#web/console/dossier/dossier.tsx').then((file) => file.DossierScreen),
  },
  {
    id: 'registrations',
    group: 'people',
    icon: 'inbox',
    keys: 'g r',
    rules: [registry['accept-registration']],
    load: () => import('#web/console/registry/registrations.tsx').then((file) => file.RegistrationsScreen),
    count: waitingCount,
  },
  {
    id: 'people',
    group: 'people',
    icon: 'people',
    keys: 'g p',
    rules: [registry['enrol-person']],
    load: () => import('#web/console/people/people.tsx').then((file) => file.PeopleScreen),
  },
  {
    id: 'units',
    group: 'people',
    icon: 'units',
    keys: 'g u',
    rules: [registry['change-unit']],
    load: () => import('#web/console/people/units.tsx').then((file) => file.UnitsScreen),
  },
  {
    id: 'import',
    group: 'people',
    icon: 'import',
    keys: 'g i',
    rules: [registry['keep-mapping'], { roles: [], ownUnit: true }],
    load: () => import('#web/console/import/import.tsx').then((file) => file.ImportScreen),
  },
  {
    id: 'accounts',
    group: 'system',
    icon: 'accounts',
    keys: 'g a',
    rules: [access['grant-role'], access['close-account']],
    load: () => import('#web/console/accounts/accounts.tsx').then((file) => file.AccountsScreen),
  },
  // Reading the log is a question, not a command: its rule is the auditor's alone.
  {
    id: 'log',
    group: 'system',
    icon: 'log',
    keys: 'g o',
    rules: [{ roles: ['auditor'] }],
    load: () => import('#web/console/log/log.tsx').then((file) => file.LogScreen),
  },
  {
    id: 'endings',
    group: 'system',
    icon: 'out',
    keys: 'g e',
    rules: [{ roles: ['officer', 'dispatcher', 'security', 'administrator', 'auditor'] }],
    load: () => import('#web/console/ending/endings.tsx').then((file) => file.EndingsScreen),
  },
  {
    id: 'me',
    group: 'system',
    icon: 'person',
    keys: 'g y',
    rules: [],
    load: () => import('#web/console/me/me.tsx').then((file) => file.MeScreen),
  },
]

export function visibleScreens(actor: Actor): readonly Screen[] {
  return screens.filter((screen) => !screen.rules.length || screen.rules.some((rule) => mayAnywhere(rule, actor)))
}
