// Visits 上门, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type VisitEvent } from '#domain/visit/commands.ts'
import { visit } from '#domain/visit/visit.ts'
import { finder } from './facts.ts'
import * as questions from './questions.ts'
import * as doorVisits from './views/door-visits.ts'
import * as needs from './views/needs.ts'
import * as walk from './walk.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const visitRoom = serverRoom<VisitEvent>({
  name: 'visit',
  judge: judge(visit, commands, finder),
  views: [doorVisits.view, needs.view],
  questions: [...questions.questions, ...walk.questions],
  reads: ['areas', 'assignments', 'households', 'persons', 'round_visits', 'rounds', 'teams'],
  about: {
    'doors-claimed': nobody,
    'doors-released': nobody,
    'doors-reported': nobody,
    'doors-reopened': nobody,
    'need-noted': nobody,
    'need-prolonged': nobody,
    'need-ended': nobody,
  },
})
