// Who may give which of the muster's commands, and what each one touches.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { isId } from '../kernel/ids.ts'
import type { MusterCommand } from './commands.ts'
import type { MusterFacts, MusterState } from './state.ts'

/** Those who run musters of an area. */
const runners: readonly Role[] = ['gridWorker', 'officer', 'dispatcher']

export const may: { readonly [T in MusterCommand['type']]: Rule } = {
  'blow-whistle': { roles: runners },
  /** By Muster itself where a supervisor placed somebody on the spot. */
  'call-people': { roles: [...runners, 'system'] },
  'answer-call': { roles: [], self: true },
  'note-answer': { roles: runners },
  arrive: { roles: [], self: true },
  'mark-arrived': { roles: runners },
  'mark-absent': { roles: runners },
  leave: { roles: [], self: true },
  'mark-left': { roles: runners },
  escalate: { roles: [...runners, 'system'] },
  extend: { roles: runners },
  'stand-down': { roles: runners },
  'close-wave': { roles: ['system'] },
  'call-next': { roles: ['system'] },
  'end-in-time': { roles: ['system'] },
  'note-reach': { roles: ['system'] },
}

/**
 * What is given for oneself touches oneself: a person not called is answered as one who is, so that nobody learns who
 * was.
 */
export function target(state: MusterState, command: MusterCommand, facts: MusterFacts): Target | undefined {
  if (!isId(state.id)) return undefined
  if (command.type === 'blow-whistle') return { area: command.area }
  if (!state.whistle) return undefined
  if (command.type === 'answer-call' || command.type === 'arrive' || command.type === 'leave')
    return { area: state.whistle.area, person: facts.self }
  return { area: state.whistle.area }
}
