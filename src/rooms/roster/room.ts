// The roster 编组排班, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type RosterEvent } from '#domain/roster/commands.ts'
import { roster } from '#domain/roster/roster.ts'
import { finder } from './facts.ts'
import * as assignmentsBoard from './views/assignments-board.ts'
import * as assignmentsMine from './views/assignments-mine.ts'
import * as assignmentsSeats from './views/assignments-seats.ts'
import * as assignmentsSwaps from './views/assignments-swaps.ts'
import * as assignments from './views/assignments.ts'
import * as teams from './views/teams.ts'
import * as lines from './views/waiting-lines.ts'
import * as waiting from './views/waiting.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { courierOf } from './courier.ts'
import { roundPaperRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const rosterRoom = serverRoom<RosterEvent>({
  name: 'roster',
  judge: judge(roster, commands, finder),
  views: [assignmentsSeats.view, assignmentsSwaps.view, assignments.view, teams.view, waiting.view, lines.view],
  questions: [...assignmentsBoard.questions, ...assignmentsMine.questions],
  reads: [
    'accounts',
    'areas',
    'channels',
    'engagements',
    'hands',
    'musters',
    'operations',
    'persons',
    'round_points',
    'round_posts',
    'rounds',
    'units',
  ],
  about: {
    'plan-accepted': nobody,
    'teams-formed': nobody,
    'teams-dissolved': nobody,
    'people-seated': (e) => e.seats.map((seat) => seat.person),
    'people-gone': (e) => e.gone.map(([, person]) => person),
    'absences-undone': (e) => e.back.map(([, person]) => person),
    'seats-locked': nobody,
    'seat-taken-up': (e) => [e.person],
    'person-waits': (e) => [e.person],
    'person-stepped-back': (e) => [e.person],
    'repair-accepted': nobody,
    'move-carried-out': nobody,
    'swap-offered': (e) => [e.person],
    'seats-told': nobody,
    'swap-answered': nobody,
  },
  routes: (house) => async (app) => {
    await app.register(calendarRoutes(house))
    await app.register(roundPaperRoutes(house))
  },
  // A round that is published tells of seats given before.
  courier: { after: ['people-seated', 'people-gone', 'round-published', 'points-put', 'posts-put'], of: courierOf },
})
