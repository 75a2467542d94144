// Operations and rounds 行动, its server side in one place: how it judges, finds facts, shows itself, and whom its
// events concern.
import { commands, type OperationEvent } from '#domain/operation/commands.ts'
import { operation } from '#domain/operation/operation.ts'
import { finder } from './facts.ts'
import * as operations from './views/operations.ts'
import * as roundPoints from './views/round-points.ts'
import * as roundPosts from './views/round-posts.ts'
import * as roundSlots from './views/round-slots.ts'
import * as roundVisits from './views/round-visits.ts'
import * as rounds from './views/rounds.ts'
import * as templates from './views/templates.ts'
import { operationRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const operationRoom = serverRoom<OperationEvent>({
  name: 'operation',
  judge: judge(operation, commands, finder),
  views: [
    operations.view,
    roundPoints.view,
    roundPosts.view,
    roundSlots.view,
    roundVisits.view,
    rounds.view,
    templates.view,
  ],
  questions: [...operations.questions, ...roundSlots.questions, ...rounds.questions, ...templates.questions],
  reads: ['areas', 'assignments', 'door_visits', 'musters', 'seats', 'teams'],
  about: {
    'template-saved': nobody,
    'template-dropped': nobody,
    'operation-opened': nobody,
    'operation-closed': nobody,
    'round-drafted': nobody,
    'round-moved': nobody,
    'teams-set': nobody,
    'points-put': nobody,
    'points-removed': nobody,
    'posts-put': nobody,
    'posts-removed': nobody,
    'slots-put': nobody,
    'slots-removed': nobody,
    'visits-put': nobody,
    'visits-removed': nobody,
    'round-dropped': nobody,
    'round-published': nobody,
    'round-started': nobody,
    'round-closed': nobody,
    'round-reported': nobody,
  },
  routes: operationRoutes,
})
