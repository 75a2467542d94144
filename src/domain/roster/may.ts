// Who may give which of the roster's commands, and what each one touches.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { covers, type AreaId } from '../kernel/area.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { spanOf } from './seats.ts'
import { ofSeat, seatOf, type SeatId } from './terms.ts'
import type { RosterCommand } from './commands.ts'
import type { RosterFacts, RosterState } from './state.ts'

const planners: readonly Role[] = ['officer', 'dispatcher']
const onTheSpot: readonly Role[] = ['gridWorker', ...planners]

export const may: { readonly [T in RosterCommand['type']]: Rule } = {
  'accept-plan': { roles: planners },
  'accept-repair': { roles: planners },
  'move-people': { roles: ['system'] },
  'lock-seats': { roles: planners },
  'seat-person': { roles: onTheSpot },
  'release-seats': { roles: planners },
  /** Who leads the team sees best who is not there. */
  'mark-absent': { roles: onTheSpot, self: true },
  'undo-absent': { roles: onTheSpot, self: true },
  'note-answer': { roles: onTheSpot },
  'take-up': { roles: [], self: true },
  decline: { roles: [], self: true },
  'sign-up': { roles: [], self: true },
  'step-back': { roles: [], self: true },
  'offer-swap': { roles: [], self: true },
  'answer-swap': { roles: [], self: true },
  'fit-seats': { roles: ['system'] },
  'note-reach': { roles: ['system'] },
}

const selves: readonly RosterCommand['type'][] = [
  'take-up',
  'decline',
  'sign-up',
  'step-back',
  'offer-swap',
  'answer-swap',
]

function seatsIn(command: RosterCommand): readonly SeatId[] {
  switch (command.type) {
    case 'accept-repair':
    case 'undo-absent':
      return command.seats.map((one) => one.seat)
    case 'lock-seats':
    case 'release-seats':
    case 'mark-absent':
      return command.seats
    case 'seat-person':
    case 'note-answer':
      return [command.seat]
    default:
      return []
  }
}

/** The person who leads the one team of all these seats. */
function leaderOf(state: RosterState, seats: readonly SeatId[]): Id | undefined {
  const teams = new Set(seats.map(ofSeat))
  const [team] = teams
  return teams.size === 1 && state.teams.has(team) ? state.seats.get(seatOf(team, 0))?.person : undefined
}

/**
 * Seats touch the narrowest area around them, so that each community mends its own; a plan touches the area it is for.
 */
export function target(state: RosterState, command: RosterCommand, facts: RosterFacts): Target | undefined {
  if (!isId(state.id) || !facts.round) return undefined
  const { area } = facts.round
  // What is given for oneself touches oneself: who is not seated is answered as one who is.
  if (selves.includes(command.type)) return facts.self ? { area, person: facts.self } : undefined
  if (command.type === 'accept-plan') return covers(area, command.area) ? { area: command.area } : undefined
  const seats = seatsIn(command)
  const areas: AreaId[] = seats.map(
    (seat) =>
      state.seats.get(seat)?.area ?? state.teams.get(ofSeat(seat)) ?? facts.posts?.get(ofSeat(seat))?.area ?? area,
  )
  const person = command.type === 'mark-absent' || command.type === 'undo-absent' ? leaderOf(state, seats) : undefined
  return { area: spanOf(areas) ?? area, ...(person !== undefined && { person }) }
}
