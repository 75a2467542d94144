// The steward's day judged and folded: one round a building and day with its five duties, and each finding on its way
// from reported to confirmed, or to a whistle.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { covers, isArea, levelOf, within, type AreaId } from '../kernel/area.ts'
import {
  decided,
  refused,
  type Circumstances,
  type Decision,
  type PrivateRecord,
  type Reaction,
  type Room,
} from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf, kindOf } from '../kernel/stream.ts'
import {
  aheadMax,
  answerUrgentWithin,
  answerWithin,
  dayOf,
  dueMax,
  lateMax,
  notesMax,
  reasons,
  type OrderState,
} from './terms.ts'
import type { Of, StewardCommand, StewardEvent, StewardReason } from './commands.ts'

export interface RoundState {
  readonly kind: 'patrol'
  readonly building: AreaId
  readonly day: string
  readonly walked: number
  readonly seen: ReadonlySet<AreaId>
  readonly notes: number
  readonly done: number
  readonly ended: boolean
}
export interface OrderStateOf {
  readonly kind: 'order'
  readonly area?: AreaId
  readonly urgent: boolean
  readonly stands?: OrderState
  /** Since when somebody should have answered. */
  readonly since?: Instant
  readonly doer?: Id
  /** Where it stood before a whistle was asked for. */
  readonly before?: OrderState
}
export type StewardState = RoundState | OrderStateOf

export interface StewardFacts {
  readonly self?: Id
}

type Answer = Decision<StewardEvent, StewardReason>
type Cmd<T extends StewardCommand['type']> = Extract<StewardCommand, { type: T }>

const sealed = (id: Id, body: Readonly<Record<string, unknown>>): { records: PrivateRecord[] } => ({
  records: [{ kind: 'text', id, subject: id, body }],
})

function onRound(state: RoundState, command: StewardCommand, { now, at, id }: Circumstances): Answer {
  // The day is the phone's when it was walked; uploaded three days later at most.
  const then = Math.min(at, now)
  if (at > now + aheadMax || dayOf(then) !== state.day) return refused('not-today')
  if (now - at > lateMax) return refused('too-late')
  const of: Of = { building: state.building, day: state.day }
  if (command.type === 'end-round') {
    if (state.ended) return refused('round-ended')
    return state.walked + state.seen.size + state.notes + state.done === 0
      ? refused('nothing-done')
      : decided([{ type: 'round-ended', ...of, at: then }])
  }
  // What is seen after the end still counts: the stairs do not close at five.
  if (command.type === 'walk')
    return decided([{ type: 'patrol-walked', ...of, bad: [...new Set(command.bad)], at: then }])
  if (command.type === 'see-household') {
    if (!covers(state.building, command.household)) return refused('other-building')
    if (state.seen.has(command.household)) return refused('already-seen')
    return decided(
      [
        {
          type: 'household-seen',
          ...of,
          household: command.household,
          how: command.how,
          ...(command.text && { words: id }),
          at: then,
        },
      ],
      command.text ? sealed(id, { text: command.text }) : undefined,
    )
  }
  if (state.notes + state.done >= notesMax) return refused('too-many', { most: notesMax })
  if (command.type === 'keep-note')
    return decided([{ type: 'note-kept', ...of, words: id, at: then }], sealed(id, { text: command.text }))
  return decided([{ type: 'done-at-hand', ...of, matter: (command as Cmd<'do-at-hand'>).matter, at: then }])
}

function report(
  state: OrderStateOf,
  command: Cmd<'report-finding'>,
  facts: StewardFacts,
  { now, at, id }: Circumstances,
): Answer {
  if (state.area) return refused('already-reported')
  if (at > now + aheadMax) return refused('not-today')
  if (now - at > lateMax) return refused('too-late')
  const then = Math.min(at, now)
  const { area, matter, urgent, text, photo } = command
  const event: StewardEvent = {
    type: 'finding-reported',
    building: within(area, 'building')!,
    day: dayOf(then),
    area,
    matter,
    urgent,
    photo: photo !== undefined,
    words: id,
    ...(facts.self && { by: facts.self }),
    at: then,
  }
  return decided([event], sealed(id, { text, ...(photo && { photo }) }))
}

const from = (state: OrderStateOf, ...states: OrderState[]) =>
  state.stands !== undefined && states.includes(state.stands)

function onOrder(state: OrderStateOf, command: StewardCommand, facts: StewardFacts, around: Circumstances): Answer {
  const { now, id, actor } = around
  switch (command.type) {
    case 'report-finding':
      return report(state, command, facts, around)
    case 'give-order':
      if (!from(state, 'reported', 'ordered', 'whistle')) return refused('wrong-state')
      return command.by <= now || command.by > now + dueMax
        ? refused('bad-times')
        : decided([{ type: 'order-given', ...(command.to && { to: command.to }), by: command.by, at: now }])
    case 'note-done': {
      if (!from(state, 'reported', 'ordered', 'whistle')) return refused('wrong-state')
      const { text, photo } = command
      const words = text !== undefined || photo !== undefined
      return decided(
        [{ type: 'order-done', photo: photo !== undefined, ...(words && { words: id }), doer: actor.account, at: now }],
        words ? sealed(id, { ...(text && { text }), ...(photo && { photo }) }) : undefined,
      )
    }
    // Four eyes: who did it does not confirm it.
    case 'confirm-done':
      return !from(state, 'done')
        ? refused('wrong-state')
        : state.doer === actor.account
          ? refused('own-work')
          : decided([{ type: 'order-confirmed', at: now }])
    case 'send-back':
      return from(state, 'done')
        ? decided([{ type: 'order-sent-back', words: id, at: now }], sealed(id, { text: command.text }))
        : refused('wrong-state')
    case 'ask-whistle':
      return from(state, 'reported', 'ordered')
        ? decided([{ type: 'whistle-asked', people: command.people, at: now }])
        : refused('wrong-state')
    case 'answer-whistle':
      return from(state, 'whistle')
        ? decided([{ type: 'whistle-answered', ...(command.muster && { muster: command.muster }), at: now }])
        : refused('already-answered')
    case 'note-unanswered':
      return from(state, 'reported', 'whistle') && state.since === command.since
        ? decided([{ type: 'order-unanswered', since: command.since, at: now }])
        : refused('not-due')
    default:
      return refused('wrong-state')
  }
}

function evolveRound(state: RoundState, event: StewardEvent): RoundState {
  switch (event.type) {
    case 'patrol-walked':
      return { ...state, walked: state.walked + 1 }
    case 'household-seen':
      return { ...state, seen: new Set(state.seen).add(event.household) }
    case 'note-kept':
      return { ...state, notes: state.notes + 1 }
    case 'done-at-hand':
      return { ...state, done: state.done + 1 }
    case 'round-ended':
      return { ...state, ended: true }
    default:
      return state
  }
}

function evolve(state: StewardState, event: StewardEvent): StewardState {
  if (state.kind === 'patrol') return evolveRound(state, event)
  switch (event.type) {
    case 'finding-reported':
      return { ...state, area: event.area, urgent: event.urgent, stands: 'reported', since: event.at }
    case 'order-given':
      return { ...state, stands: 'ordered', since: undefined, doer: undefined }
    case 'order-done':
      return { ...state, stands: 'done', doer: event.doer, since: undefined }
    case 'order-confirmed':
      return { ...state, stands: 'confirmed' }
    case 'order-sent-back':
      return { ...state, stands: 'ordered', doer: undefined }
    case 'whistle-asked':
      return { ...state, stands: 'whistle', before: state.stands, since: event.at }
    // Blown or not, the finding is still there: it goes on from where it stood.
    case 'whistle-answered':
      return {
        ...state,
        stands: event.muster ? 'ordered' : (state.before ?? 'reported'),
        before: undefined,
        since: undefined,
      }
    default:
      return state
  }
}

/** Those who walk a building, or may stand in for its steward. */
const walkers: readonly Role[] = ['steward', 'gridWorker', 'officer']
const ordering: readonly Role[] = ['gridWorker', 'officer', 'dispatcher']

export const may: { readonly [T in StewardCommand['type']]: Rule } = {
  walk: { roles: walkers },
  'see-household': { roles: walkers },
  'keep-note': { roles: walkers },
  'do-at-hand': { roles: walkers },
  'end-round': { roles: walkers },
  'report-finding': { roles: walkers },
  'give-order': { roles: ordering },
  'note-done': { roles: [...walkers, 'dispatcher'] },
  'confirm-done': { roles: [...walkers, 'dispatcher'] },
  'send-back': { roles: [...walkers, 'dispatcher'] },
  'ask-whistle': { roles: ['steward', 'gridWorker'] },
  'answer-whistle': { roles: ordering },
  'note-unanswered': { roles: ['system'] },
}

function target(
  state: StewardState,
  command: StewardCommand,
  _facts: StewardFacts,
  stream: string,
): Target | undefined {
  if (state.kind === 'patrol')
    return isArea(state.building) && levelOf(state.building) === 'building' && /^\d{8}$/.test(state.day)
      ? { area: state.building }
      : undefined
  if (!isId(idOf(stream))) return undefined
  if (command.type === 'report-finding') return { area: command.area }
  return state.area ? { area: state.area } : undefined
}

function react(event: StewardEvent, stream: string): readonly Reaction[] {
  const unanswered = (since: Instant, wait: Instant): Reaction[] => [
    {
      name: `unanswered ${since}`,
      at: since + wait,
      room: 'steward',
      stream,
      command: { type: 'note-unanswered', since } satisfies StewardCommand as StewardCommand,
    },
  ]
  if (event.type === 'finding-reported') return unanswered(event.at, event.urgent ? answerUrgentWithin : answerWithin)
  return event.type === 'whistle-asked' ? unanswered(event.at, answerUrgentWithin) : []
}

/**
 * Rounds take orders of rounds, orders those of orders: what is sent to the wrong kind of stream finds nothing there.
 */
const roundCommands: readonly StewardCommand['type'][] = [
  'walk',
  'see-household',
  'keep-note',
  'do-at-hand',
  'end-round',
]

function initial(stream: string): StewardState {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  if (kind === 'order') return { kind, urgent: false }
  const [building, day] = id.split('.')
  return { kind: 'patrol', building, day: day ?? '', walked: 0, seen: new Set(), notes: 0, done: 0, ended: false }
}

export const steward: Room<StewardState, StewardCommand, StewardEvent, StewardFacts, StewardReason> = {
  name: 'steward',
  streams: ['patrol', 'order'],
  initial,
  evolve,
  may,
  react,
  reasons,
  target: (state, command, facts, stream) =>
    roundCommands.includes(command.type) === (state.kind === 'patrol')
      ? target(state, command, facts, stream)
      : undefined,
  decide: (state, command, facts, around) =>
    state.kind === 'patrol' ? onRound(state, command, around) : onOrder(state, command, facts, around),
}
