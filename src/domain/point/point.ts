// The room of points 采样点: places of a round with their desks, and the attendance of those who serve there.
import type { Room } from '../kernel/decider.ts'
import { isStreamOf } from '../kernel/stream.ts'
import { decideAttendance, evolveAttendance, initialAttendance } from './attendance.ts'
import { may, target } from './may.ts'
import { react } from './react.ts'
import { decideSite, evolveSite, initialSite } from './site.ts'
import { reasons } from './terms.ts'
import type { PointCommand, PointEvent, PointReason } from './commands.ts'
import type { PointState, PointFacts } from './state.ts'

export const point: Room<PointState, PointCommand, PointEvent, PointFacts, PointReason> = {
  name: 'point',
  streams: ['point', 'attendance'],
  initial: (stream) => (isStreamOf(stream, 'attendance') ? initialAttendance(stream) : initialSite(stream)),
  decide: (state, command, facts, around) =>
    state.kind === 'site' ? decideSite(state, command, facts, around) : decideAttendance(state, command, facts, around),
  evolve: (state, event) => (state.kind === 'site' ? evolveSite(state, event) : evolveAttendance(state, event)),
  may,
  target,
  react,
  reasons,
}
