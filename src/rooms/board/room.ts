// The board 大屏, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import * as questions from './questions.ts'
import * as boardHours from './views/board-hours.ts'
import * as boardResponses from './views/board-responses.ts'
import { serverRoom } from '../room.ts'

export const boardRoom = serverRoom({
  name: 'board',
  views: [boardHours.view, boardResponses.view],
  questions: [...questions.questions],
  about: {},
  reads: ['areas', 'door_visits', 'hands', 'round_slots', 'rounds', 'samples'],
})
