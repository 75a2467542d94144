// Access 账户与授权, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type AccessEvent } from '#domain/access/commands.ts'
import { access } from '#domain/access/access.ts'
import { courierOf } from './courier.ts'
import { finder } from './facts.ts'
import * as logRows from './log-rows.ts'
import { accessRoutes } from './routes.ts'
import * as accessLog from './views/access-log.ts'
import * as accountNews from './views/account-news.ts'
import * as accounts from './views/accounts.ts'
import * as grants from './views/grants.ts'
import * as links from './views/links.ts'
import * as staffing from './views/staffing.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const accessRoom = serverRoom<AccessEvent>({
  name: 'access',
  judge: judge(access, commands, finder),
  views: [accountNews.view, accounts.view, grants.view, links.view, staffing.view],
  questions: [...accessLog.questions, ...logRows.questions, ...accountNews.questions, ...accounts.questions],
  reads: ['areas', 'channels', 'persons', 'units'],
  about: {
    'account-opened': nobody,
    'account-closed': nobody,
    'role-granted': nobody,
    'role-revoked': nobody,
    'sessions-revoked': nobody,
    'password-set': nobody,
    'second-factor-offered': nobody,
    'second-factor-confirmed': nobody,
    'second-factor-dropped': nobody,
    'link-offered': nobody,
    'link-used': nobody,
    'person-invited': nobody,
    'invitation-accepted': nobody,
    'account-told': nobody,
  },
  routes: accessRoutes,
  courier: {
    after: ['link-offered', 'password-set', 'second-factor-confirmed', 'second-factor-dropped', 'person-changed'],
    of: courierOf,
  },
})
