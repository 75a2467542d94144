// Who may give which of access's commands, and what each one touches.
import { isId } from '../kernel/ids.ts'
import type { Rule, Target } from '../kernel/actor.ts'
import type { AccessCommand } from './commands.ts'
import type { AccessFacts, AccessState } from './state.ts'

/** The desk acts as Muster itself, for one account, after it has checked the person before it. */
const desk: Rule = { roles: ['system'] }

export const may: { readonly [T in AccessCommand['type']]: Rule } = {
  'open-account': { roles: ['officer', 'dispatcher', 'administrator'], ownUnit: true },
  // By Muster itself when the person was merged into another.
  'close-account': { roles: ['administrator', 'system'] },
  'grant-role': { roles: ['officer', 'dispatcher', 'administrator', 'security', 'system'] },
  'revoke-role': { roles: ['officer', 'dispatcher', 'security'] },
  'revoke-sessions': { roles: ['administrator', 'security', 'system'], self: true },
  // A second factor is the security officer's to drop and a link the administrator's to give: neither alone enters
  // another's office.
  'drop-second-factor': { roles: ['security'] },
  'offer-link': { roles: ['officer', 'dispatcher', 'administrator', 'system'], ownUnit: true },
  'invite-person': { roles: ['officer', 'dispatcher'] },
  appoint: desk,
  'set-password': desk,
  'enable-second-factor': desk,
  'confirm-second-factor': desk,
  'use-link': desk,
  'accept-invitation': desk,
  'note-told': desk,
}

export function target(state: AccessState, command: AccessCommand, facts: AccessFacts): Target | undefined {
  if (!isId(state.id)) return undefined
  const known = state.state !== 'none'
  // Where the person lives now, as the registry says; for someone invited, where they were invited.
  const home = facts.person?.home ?? state.area
  const about: Target = { area: home, person: state.id, ...(facts.person?.unit && { unit: facts.person.unit }) }
  switch (command.type) {
    case 'appoint':
      return { area: command.area, person: state.id }
    case 'invite-person':
      // For a person nobody knows: an id that is taken answers as nothing.
      return known || facts.person ? undefined : { area: command.area }
    case 'open-account':
    case 'offer-link':
      return facts.person || known ? about : undefined
    case 'grant-role':
    case 'revoke-role':
      return known && state.state !== 'invited' ? { area: command.area, person: state.id } : undefined
    default:
      return known ? about : undefined
  }
}
