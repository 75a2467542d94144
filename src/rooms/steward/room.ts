// Stewards 楼栋管家, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type StewardEvent } from '#domain/steward/commands.ts'
import { steward } from '#domain/steward/steward.ts'
import { finder } from './facts.ts'
import * as questions from './questions.ts'
import * as orders from './views/orders.ts'
import * as patrolsNotes from './views/patrols-notes.ts'
import * as patrolsSeen from './views/patrols-seen.ts'
import * as patrols from './views/patrols.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const stewardRoom = serverRoom<StewardEvent>({
  name: 'steward',
  judge: judge(steward, commands, finder),
  views: [orders.view, patrolsNotes.view, patrolsSeen.view, patrols.view],
  questions: [...questions.questions],
  reads: ['areas', 'grants', 'households'],
  about: {
    'patrol-walked': nobody,
    'household-seen': nobody,
    'note-kept': nobody,
    'done-at-hand': nobody,
    'round-ended': nobody,
    'finding-reported': nobody,
    'order-given': nobody,
    'order-done': nobody,
    'order-confirmed': nobody,
    'order-sent-back': nobody,
    'whistle-asked': nobody,
    'whistle-answered': nobody,
    'order-unanswered': nobody,
  },
})
