// Endings 信息期限, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type EndingEvent } from '#domain/ending/commands.ts'
import { ending } from '#domain/ending/ending.ts'
import { finder } from './facts.ts'
import * as questions from './questions.ts'
import * as erasuresObjections from './views/erasures-objections.ts'
import * as erasuresStatements from './views/erasures-statements.ts'
import * as erasures from './views/erasures.ts'
import { endingRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const endingRoom = serverRoom<EndingEvent>({
  name: 'ending',
  judge: judge(ending, commands, finder),
  views: [erasuresObjections.view, erasuresStatements.view, erasures.view],
  questions: [...questions.questions],
  reads: [
    'assignments',
    'attendance',
    'calls',
    'channels',
    'door_visits',
    'entries',
    'findings',
    'grants',
    'musters',
    'needs',
    'notice_receipts',
    'notices',
    'operations',
    'orders',
    'patrols_notes',
    'persons',
    'places',
    'ranges',
    'registrations',
    'round_visits',
    'rounds',
    'samples',
    'samples_drawn',
    'sayings',
    'urgings',
    'waiting',
  ],
  about: {
    'ending-started': nobody,
    'end-moved': nobody,
    'end-called-off': nobody,
    'destruction-stated': nobody,
    'objection-raised': (e) => [e.person],
    'objection-answered': nobody,
    'answer-called-off': nobody,
  },
  routes: endingRoutes,
})
