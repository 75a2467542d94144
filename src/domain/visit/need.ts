// One need of one household judged: noted with what it is kept for and until when, prolonged, ended. What it is lies in
// the vault.
import { decided, refused, type Circumstances, type Decision } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { needLastsMax } from './terms.ts'
import type { VisitCommand, VisitEvent, VisitReason } from './commands.ts'
import type { NeedState, NeedFacts } from './state.ts'

export function initialNeed(stream: string): NeedState {
  const id = idOf(stream)
  return { kind: 'need', id: isId(id) ? id : '' }
}

const badEnd = (until: Instant, now: Instant) => until <= now || until > now + needLastsMax

export function decideNeed(
  state: NeedState,
  command: VisitCommand,
  facts: NeedFacts,
  { now }: Circumstances,
): Decision<VisitEvent, VisitReason> {
  if (command.type === 'note-need') {
    if (state.household) return refused('already-noted')
    if (badEnd(command.until, now)) return refused('bad-times')
    const { household, purpose, until, need, text } = command
    return decided(
      [{ type: 'need-noted', household, purpose, until, ...(facts.held && { held: facts.held }), at: now }],
      {
        records: [
          { kind: 'text', id: state.id, subject: state.id, body: { need, ...(text !== undefined && { text }) } },
        ],
      },
    )
  }
  if (state.ended) return refused('already-ended')
  switch (command.type) {
    case 'prolong-need':
      if (command.until === state.until) return refused('nothing-changed')
      return badEnd(command.until, now)
        ? refused('bad-times')
        : decided([{ type: 'need-prolonged', until: command.until, at: now }])
    case 'end-need':
      return decided([{ type: 'need-ended', household: state.household!, at: now }])
    case 'expire-need':
      return command.until === state.until
        ? decided([{ type: 'need-ended', household: state.household!, expired: true, at: now }])
        : refused('not-due')
    default:
      return refused('nothing-changed')
  }
}

export function evolveNeed(state: NeedState, event: VisitEvent): NeedState {
  switch (event.type) {
    case 'need-noted':
      return { ...state, household: event.household, until: event.until }
    case 'need-prolonged':
      return { ...state, until: event.until }
    case 'need-ended':
      return { ...state, ended: true }
    default:
      return state
  }
}
