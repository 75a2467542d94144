// Who may give which of the visit's commands, and what each one touches. A need is for those who plan visits and for
// whoever holds that visit.
import { allowed, type Actor, type Role, type Rule, type Target } from '../kernel/actor.ts'
import type { VisitCommand } from './commands.ts'
import type { DoorsState, VisitFacts, VisitState } from './state.ts'

/** Those who lead visits in an area. */
const leaders: readonly Role[] = ['gridWorker', 'officer', 'dispatcher']

/** `self`: who holds the visit, or sits in the team of that grid; target() says who that is. */
export const may: { readonly [T in VisitCommand['type']]: Rule } = {
  'claim-doors': { roles: [...leaders, 'steward'], self: true },
  'release-doors': { roles: leaders, self: true },
  'report-doors': { roles: [...leaders, 'steward'], self: true },
  /** By Muster itself for a door that is taken from the round's list and was never on it. */
  'reopen-doors': { roles: [...leaders, 'system'] },
  'note-need': { roles: [...leaders, 'steward'], self: true },
  'prolong-need': { roles: leaders, self: true },
  'end-need': { roles: leaders, self: true },
  'expire-need': { roles: ['system'] },
}

const ofDoors: readonly VisitCommand['type'][] = ['claim-doors', 'release-doors', 'report-doors', 'reopen-doors']

/** Every door named is or was this person's to knock on. */
const heldAll = (state: DoorsState, doors: readonly string[], person: string) =>
  doors.every((number) => state.doors.get(number)?.claim?.by === person)

export function target(state: VisitState, command: VisitCommand, facts: VisitFacts): Target | undefined {
  const { self } = facts
  if (state.kind === 'doors') {
    if (state.round === '' || state.building === '' || !ofDoors.includes(command.type)) return undefined
    const area = state.building
    if (!self || !('doors' in command)) return { area }
    // Doors are handed to others by those who lead, and to themselves by those of the team.
    const theirs =
      command.type === 'claim-doors'
        ? facts.team && (command.person === undefined || command.person === self)
        : facts.team || heldAll(state, command.doors, self)
    return { area, ...(theirs && { person: self }) }
  }
  if (state.id === '' || ofDoors.includes(command.type)) return undefined
  const area = command.type === 'note-need' ? command.household : state.household
  return area === undefined ? undefined : { area, ...(self && facts.held?.by === self && { person: self }) }
}

/** Whether the actor lets go what others claimed too. */
export const leads = (actor: Actor, area: string): boolean => allowed({ roles: leaders }, actor, { area })
