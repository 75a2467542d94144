// Who may give which of the dossier's commands, and what each one touches.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { isArea } from '../kernel/area.ts'
import { isId } from '../kernel/ids.ts'
import type { DossierCommand } from './commands.ts'
import type { DossierFacts, DossierState } from './state.ts'

/** Those who speak for the community served. */
const hosts: readonly Role[] = ['officer', 'dispatcher']

export const may: { readonly [T in DossierCommand['type']]: Rule } = {
  'open-entry': { roles: ['system'] },
  'type-entry': { roles: hosts, ownUnit: true },
  'confirm-entry': { roles: hosts },
  'answer-entry': { roles: [], ownUnit: true },
  'correct-entry': { roles: hosts, ownUnit: true },
  'withdraw-entry': { roles: hosts },
  'give-feedback': { roles: hosts, ownUnit: true, self: true },
  'enrol-witness': { roles: ['officer'], ownUnit: true },
  'retire-witness': { roles: ['officer'], ownUnit: true },
  cosign: { roles: ['officer'], ownUnit: true },
}

/**
 * An entry is a UUID's, or `<muster or round>.<person>` where Muster opened it: one a person and occasion, whoever asks
 * twice.
 */
export const isEntryId = (id: string): boolean => id.split('.').every(isId) && id.split('.').length <= 2
const ofWitness: readonly DossierCommand['type'][] = ['enrol-witness', 'retire-witness', 'cosign']

export function target(state: DossierState, command: DossierCommand, facts: DossierFacts): Target | undefined {
  if (state.kind === 'witness') {
    if (!ofWitness.includes(command.type)) return undefined
    if (isArea(state.id)) return { area: state.id }
    return isId(state.id) && facts.unitArea !== undefined ? { unit: state.id } : undefined
  }
  if (!isEntryId(state.id) || ofWitness.includes(command.type)) return undefined
  if (command.type === 'open-entry') {
    const area = command.area ?? facts.served?.area
    return facts.person && area !== undefined && state.id === `${command.of}.${command.person}` ? { area } : undefined
  }
  if (command.type === 'type-entry')
    return facts.person && isId(state.id)
      ? { area: command.area, ...(facts.person.unit && { unit: facts.person.unit }) }
      : undefined
  if (!state.told) return undefined
  return { area: state.told.area, person: state.told.person, ...(state.told.unit && { unit: state.told.unit }) }
}
