// Who may give which of the registry's commands, and what each one touches.
import { areaLevels, isArea, within, type AreaId } from '../kernel/area.ts'
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import type { RegistryCommand } from './commands.ts'
import type { RegistryFacts, RegistryState } from './state.ts'

/** Those who keep the lists of an area: its community officer, its dispatcher, its administrator. */
const keepers: readonly Role[] = ['officer', 'dispatcher', 'administrator']

export const may: { readonly [T in RegistryCommand['type']]: Rule } = {
  'name-area': { roles: keepers },
  'list-building': { roles: keepers },
  'keep-mapping': { roles: keepers },
  'enrol-unit': { roles: keepers },
  'change-unit': { roles: keepers, ownUnit: true },
  'appoint-liaison': { roles: keepers, ownUnit: true },
  'register-unit': { roles: keepers, ownUnit: true },
  'enrol-person': { roles: keepers, ownUnit: true },
  'change-person': { roles: keepers, ownUnit: true, self: true },
  'register-person': { roles: keepers, ownUnit: true, self: true },
  'accept-registration': { roles: keepers },
  'decline-registration': { roles: keepers },
  // By themselves alone: no office withdraws another's registration.
  'withdraw-registration': { roles: [], ownUnit: true, self: true },
  'merge-person': { roles: keepers },
}

/** The narrowest area around both: who moves something must hold where it was and where it goes. */
function aroundBoth(one: AreaId, other: AreaId | undefined): AreaId | undefined {
  if (other === undefined) return one
  for (const level of [...areaLevels].reverse()) {
    const found = within(one, level)
    if (found !== undefined && found === within(other, level)) return found
  }
  return undefined
}

/** Undefined where the stream is of another kind than the command speaks of, or nothing is there yet. */
export function target(state: RegistryState, command: RegistryCommand, facts: RegistryFacts): Target | undefined {
  switch (state.kind) {
    case 'area':
      return isArea(state.code) &&
        (command.type === 'name-area' || command.type === 'list-building' || command.type === 'keep-mapping')
        ? { area: state.code }
        : undefined
    case 'unit':
      if (!isId(state.id)) return undefined
      if (command.type === 'enrol-unit') return { area: command.area, unit: state.id }
      if (state.area === undefined) return undefined
      if (command.type === 'change-unit') return { area: aroundBoth(state.area, command.area), unit: state.id }
      if (command.type === 'appoint-liaison') return { area: state.area, unit: state.id }
      if (
        command.type === 'register-unit' ||
        command.type === 'accept-registration' ||
        command.type === 'decline-registration' ||
        command.type === 'withdraw-registration'
      )
        return { area: command.community, unit: state.id }
      return undefined
    case 'person': {
      if (!isId(state.id)) return undefined
      if (command.type === 'enrol-person') return { area: command.home, person: state.id, unit: command.unit }
      if (state.home === undefined) return undefined
      const self = { person: state.id, unit: state.unit }
      if (command.type === 'change-person') return { area: aroundBoth(state.home, command.home), ...self }
      // One of another area answers like none.
      if (command.type === 'merge-person' && command.into !== state.id && !facts.into) return undefined
      if (command.type === 'merge-person') return { area: aroundBoth(state.home, facts.into?.home), ...self }
      if (
        command.type === 'register-person' ||
        command.type === 'accept-registration' ||
        command.type === 'decline-registration' ||
        command.type === 'withdraw-registration'
      )
        return { area: command.community, ...self }
      return undefined
    }
  }
}
