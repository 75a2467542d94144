// Dispatch 统筹, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type DispatchEvent } from '#domain/dispatch/commands.ts'
import { dispatch } from '#domain/dispatch/dispatch.ts'
import { finder } from './facts.ts'
import * as load from './views/load.ts'
import * as moves from './views/moves.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const dispatchRoom = serverRoom<DispatchEvent>({
  name: 'dispatch',
  judge: judge(dispatch, commands, finder),
  views: [moves.view],
  questions: [...load.questions, ...moves.questions],
  reads: [
    'areas',
    'assignments',
    'attendance',
    'door_visits',
    'hands',
    'round_posts',
    'rounds',
    'samples_pace',
    'teams',
    'waiting',
  ],
  about: {
    'move-ordered': (e) => e.seats.map((seat) => seat.person),
    'move-noted': nobody,
  },
})
