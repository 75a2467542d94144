// The room of visits 上门: doors knocked on in a round, and the needs behind them.
import type { Reaction, Room } from '../kernel/decider.ts'
import { isStreamOf } from '../kernel/stream.ts'
import { decideDoors, evolveDoors, initialDoors } from './doors.ts'
import { leads, may, target } from './may.ts'
import { decideNeed, evolveNeed, initialNeed } from './need.ts'
import { reasons } from './terms.ts'
import type { VisitCommand, VisitEvent, VisitReason } from './commands.ts'
import type { VisitState, VisitFacts } from './state.ts'

/** A need ends by itself on its day. */
function react(event: VisitEvent, stream: string): readonly Reaction[] {
  if (event.type !== 'need-noted' && event.type !== 'need-prolonged') return []
  const command: VisitCommand = { type: 'expire-need', until: event.until }
  return [{ name: 'expire', at: event.until, room: 'visit', stream, command }]
}

export const visit: Room<VisitState, VisitCommand, VisitEvent, VisitFacts, VisitReason> = {
  name: 'visit',
  streams: ['doors', 'need'],
  initial: (stream) => (isStreamOf(stream, 'need') ? initialNeed(stream) : initialDoors(stream)),
  decide: (state, command, facts, around) =>
    state.kind === 'doors'
      ? decideDoors(state, command, facts, around, !leads(around.actor, state.building))
      : decideNeed(state, command, facts, around),
  evolve: (state, event) => (state.kind === 'doors' ? evolveDoors(state, event) : evolveNeed(state, event)),
  may,
  target,
  react,
  reasons,
}
