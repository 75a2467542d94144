// Who may give which of oversight's commands, and what each one touches. Who is checked does not check: supervisors
// look, the community puts right.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import { idOf, kindOf } from '../kernel/stream.ts'
import type { OversightCommand } from './commands.ts'
import type { OversightFacts, OversightState } from './state.ts'

/** Those who draw and share out. */
const leading: readonly Role[] = ['supervisor', 'dispatcher']
/** Those who answer for the people of an area, and those who look back at it. */
const urging: readonly Role[] = ['supervisor', 'dispatcher', 'officer']

export const may: { readonly [T in OversightCommand['type']]: Rule } = {
  'open-look-back': { roles: leading },
  'share-out': { roles: leading },
  'check-item': { roles: ['supervisor'] },
  'place-person': { roles: urging },
  'close-look-back': { roles: leading },
  'note-finding': { roles: ['supervisor'] },
  'put-right': { roles: ['officer', 'gridWorker'] },
  'confirm-finding': { roles: ['supervisor'] },
  'return-finding': { roles: ['supervisor'] },
  urge: { roles: urging },
}

export function target(
  state: OversightState,
  command: OversightCommand,
  facts: OversightFacts,
  stream: string,
): Target | undefined {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  if (!isId(id)) return undefined
  switch (command.type) {
    case 'open-look-back':
      return kind === 'look-back' ? { area: command.area } : undefined
    case 'note-finding':
      return kind === 'finding' ? { area: command.area } : undefined
    // About a person nobody here knows: answered as one of elsewhere.
    case 'urge':
      return kind === 'urging' && facts.home !== undefined ? { area: facts.home } : undefined
    case 'share-out':
    case 'close-look-back':
      return state.kind === 'look-back' && state.opened ? { area: state.opened.area } : undefined
    // What is checked lies in its own stratum: a supervisor of that part alone is enough.
    case 'check-item':
      return state.kind === 'look-back' && state.opened
        ? { area: state.items.get(command.item)?.stratum ?? state.opened.area }
        : undefined
    case 'place-person':
      return state.kind === 'look-back' && state.opened && facts.home !== undefined ? { area: facts.home } : undefined
    case 'put-right':
    case 'confirm-finding':
    case 'return-finding':
      return state.kind === 'finding' && state.noted ? { area: state.noted.area } : undefined
  }
}
