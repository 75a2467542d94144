// Points 采样点, its server side in one place: how it judges, finds facts, shows itself, and whom its events concern.
import { commands, type PointEvent } from '#domain/point/commands.ts'
import { point } from '#domain/point/point.ts'
import { finder } from './facts.ts'
import * as board from './board.ts'
import * as conflicts from './conflicts.ts'
import * as desks from './desks.ts'
import * as replan from './replan.ts'
import * as attendance from './views/attendance.ts'
import * as devicesPlaces from './views/devices-places.ts'
import * as devices from './views/devices.ts'
import * as queues from './views/queues.ts'
import * as ranges from './views/ranges.ts'
import * as samplesAgain from './views/samples-again.ts'
import * as samplesPace from './views/samples-pace.ts'
import * as samplesSettled from './views/samples-settled.ts'
import * as samples from './views/samples.ts'
import * as tubes from './views/tubes.ts'
import { publicRoutes } from './routes.ts'
import { judge, nobody, serverRoom } from '../room.ts'

export const pointRoom = serverRoom<PointEvent>({
  name: 'point',
  judge: judge(point, commands, finder),
  views: [
    attendance.view,
    devicesPlaces.view,
    devices.view,
    queues.view,
    ranges.view,
    samplesAgain.view,
    samplesPace.view,
    samplesSettled.view,
    samples.view,
    tubes.view,
  ],
  questions: [
    ...board.questions,
    ...conflicts.questions,
    ...desks.questions,
    ...replan.questions,
    ...attendance.questions,
  ],
  reads: [
    'areas',
    'assignments',
    'hands',
    'operations',
    'persons',
    'round_points',
    'round_posts',
    'round_slots',
    'rounds',
    'teams',
    'units',
  ],
  about: {
    'place-set-up': nobody,
    'numbers-issued': (e) => (e.person === undefined ? [] : [e.person]),
    'desk-joined': (e) => [e.person],
    'samples-taken': nobody,
    'queue-counted': nobody,
    'sample-voided': nobody,
    'conflict-settled': nobody,
    'signed-in': (e) => [e.person],
    'signed-out': (e) => [e.person],
  },
  routes: publicRoutes,
})
