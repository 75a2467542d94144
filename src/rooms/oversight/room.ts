// Oversight 督导, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type OversightEvent } from '#domain/oversight/commands.ts'
import { oversight } from '#domain/oversight/oversight.ts'
import { finder } from './facts.ts'
import * as findings from './findings.ts'
import * as lookBacks from './look-backs.ts'
import * as missing from './missing.ts'
import * as findingsView from './views/findings.ts'
import * as lookBacksView from './views/look-backs.ts'
import * as samplesDrawn from './views/samples-drawn.ts'
import * as urgings from './views/urgings.ts'
import { oversightRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const oversightRoom = serverRoom<OversightEvent>({
  name: 'oversight',
  judge: judge(oversight, commands, finder),
  views: [findingsView.view, lookBacksView.view, samplesDrawn.view, urgings.view],
  questions: [...findings.questions, ...lookBacks.questions, ...missing.questions],
  reads: ['areas', 'assignments', 'attendance', 'door_visits', 'hands', 'musters', 'round_visits', 'units'],
  about: {
    'look-back-opened': nobody,
    'sample-drawn': nobody,
    'sample-shared': nobody,
    'item-checked': nobody,
    'person-placed': (e) => [e.person],
    'look-back-closed': nobody,
    'finding-noted': nobody,
    'finding-put-right': nobody,
    'finding-confirmed': nobody,
    'finding-returned': nobody,
    'person-urged': (e) => [e.person],
  },
  routes: oversightRoutes,
})
