// Who may give which of the operation's commands, and what each one touches.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import type { OperationCommand } from './commands.ts'
import type { OperationFacts, OperationState } from './state.ts'

/** Those who lay out and run rounds of an area. */
const planners: readonly Role[] = ['officer', 'dispatcher']

export const may: { readonly [T in OperationCommand['type']]: Rule } = {
  'save-template': { roles: [...planners, 'administrator'] },
  'drop-template': { roles: [...planners, 'administrator'] },
  'open-operation': { roles: planners },
  'close-operation': { roles: planners },
  'draft-round': { roles: planners },
  'copy-round': { roles: planners },
  'change-round': { roles: planners },
  'set-teams': { roles: planners },
  'put-points': { roles: planners },
  'remove-points': { roles: planners },
  'put-posts': { roles: planners },
  'remove-posts': { roles: planners },
  'put-slots': { roles: planners },
  'remove-slots': { roles: planners },
  'put-visits': { roles: planners },
  'remove-visits': { roles: planners },
  'drop-round': { roles: planners },
  'publish-round': { roles: planners },
  'start-round': { roles: [...planners, 'system'] },
  'close-round': { roles: planners },
  'report-round': { roles: planners },
}

const roundCommands: readonly OperationCommand['type'][] = [
  'draft-round',
  'copy-round',
  'change-round',
  'set-teams',
  'put-points',
  'remove-points',
  'put-posts',
  'remove-posts',
  'put-slots',
  'remove-slots',
  'put-visits',
  'remove-visits',
  'drop-round',
  'publish-round',
  'start-round',
  'close-round',
  'report-round',
]

/** What comes into being touches the area named; what stands touches its own. */
export function target(state: OperationState, command: OperationCommand, facts: OperationFacts): Target | undefined {
  if (!isId(state.id)) return undefined
  switch (state.kind) {
    case 'template': {
      if (command.type === 'save-template') return { area: state.area ?? command.area }
      return command.type === 'drop-template' && state.area !== undefined ? { area: state.area } : undefined
    }
    case 'operation': {
      if (command.type === 'open-operation') return { area: state.area ?? command.area }
      return command.type === 'close-operation' && state.area !== undefined ? { area: state.area } : undefined
    }
    case 'round': {
      if (!roundCommands.includes(command.type)) return undefined
      if (state.laid) return { area: state.laid.area }
      if (command.type === 'draft-round')
        return facts.operation ? { area: command.area ?? facts.operation.area } : undefined
      return command.type === 'copy-round' && facts.source ? { area: facts.source.area } : undefined
    }
  }
}
