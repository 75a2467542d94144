// Templates, operations and their rounds judged: what is laid out, published, run, closed and reported. Folding stands
// in evolve.ts, a round's own rules in round.ts.
import { decided, refused, type Circumstances, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { evolve, initial } from './evolve.ts'
import { may, target } from './may.ts'
import { react } from './react.ts'
import { decideRound } from './round.ts'
import { reasons } from './terms.ts'
import type { OperationCommand, OperationEvent, OperationReason } from './commands.ts'
import type { OperationState, OperationFacts, Answer } from './state.ts'

function decideTemplate(
  state: Extract<OperationState, { kind: 'template' }>,
  command: OperationCommand,
  now: Instant,
): Answer {
  if (command.type === 'save-template') {
    if (state.area !== undefined && state.area !== command.area) return refused('outside-area')
    return decided([{ type: 'template-saved', area: command.area, template: command.template, at: now }])
  }
  return state.template ? decided([{ type: 'template-dropped', at: now }]) : refused('nothing-changed')
}

function decideOperation(
  state: Extract<OperationState, { kind: 'operation' }>,
  command: OperationCommand,
  facts: OperationFacts,
  now: Instant,
): Answer {
  if (command.type === 'open-operation') {
    if (state.area !== undefined) return refused('already-open')
    if (!facts.template) return refused('template-unknown')
    return decided([
      {
        type: 'operation-opened',
        area: command.area,
        template: command.template,
        kind: facts.template.kind,
        name: command.name,
        at: now,
      },
    ])
  }
  if (state.closed) return refused('already-closed')
  const open = facts.openRounds ?? 0
  return open > 0
    ? refused('rounds-open', { rounds: open })
    : decided([{ type: 'operation-closed', area: state.area!, at: now }])
}

function decide(
  state: OperationState,
  command: OperationCommand,
  facts: OperationFacts,
  around: Circumstances,
): Answer {
  switch (state.kind) {
    case 'template':
      return decideTemplate(state, command, around.now)
    case 'operation':
      return decideOperation(state, command, facts, around.now)
    case 'round':
      return decideRound(state, command, facts, around)
  }
}

export const operation: Room<OperationState, OperationCommand, OperationEvent, OperationFacts, OperationReason> = {
  name: 'operation',
  streams: ['template', 'operation', 'round'],
  initial,
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
