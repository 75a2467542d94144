// Who may give which of the point's commands, and what each one touches.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import type { PointCommand } from './commands.ts'
import type { PointFacts, PointState } from './state.ts'

/** Those who run points and teams of an area. */
const runners: readonly Role[] = ['gridWorker', 'officer', 'dispatcher']

/** `self` at a desk: whoever works it, whatever role they have; target() says who that is. */
export const may: { readonly [T in PointCommand['type']]: Rule } = {
  'set-up-place': { roles: runners, self: true },
  'issue-numbers': { roles: runners, self: true },
  'join-desk': { roles: runners, self: true },
  register: { roles: runners, self: true },
  'count-queue': { roles: runners, self: true },
  'void-sample': { roles: runners, self: true },
  'settle-conflict': { roles: runners },
  'sign-in': { roles: [], self: true },
  'sign-out': { roles: [], self: true },
  'mark-signed-in': { roles: runners, self: true },
  'mark-signed-out': { roles: runners, self: true },
  'type-attendance': { roles: ['officer', 'dispatcher'] },
  'sign-out-in-time': { roles: ['system'] },
}

const atDesk: readonly PointCommand['type'][] = ['register', 'count-queue', 'void-sample', 'settle-conflict']
const ofAttendance: readonly PointCommand['type'][] = [
  'sign-in',
  'sign-out',
  'mark-signed-in',
  'mark-signed-out',
  'type-attendance',
  'sign-out-in-time',
]

export function target(state: PointState, command: PointCommand, facts: PointFacts): Target | undefined {
  const self = facts.self
  if (state.kind === 'site') {
    if (state.round === '' || state.place === '' || ofAttendance.includes(command.type)) return undefined
    if (atDesk.includes(command.type)) {
      if (!state.area) return undefined
      return { area: state.area, ...(self && state.staff.has(self) && { person: self }) }
    }
    const area = state.area ?? facts.place?.area
    return area === undefined ? undefined : { area, ...(self && facts.here && { person: self }) }
  }
  if (state.round === '' || state.person === '' || !ofAttendance.includes(command.type)) return undefined
  const area = state.present?.area ?? facts.place?.area ?? state.area
  if (command.type === 'sign-in' || command.type === 'sign-out') return { ...(area && { area }), person: state.person }
  if (area === undefined) return undefined
  // Marking others: the desk of the place, never oneself.
  return { area: facts.place?.area ?? area, ...(self && facts.desk && self !== state.person && { person: self }) }
}
