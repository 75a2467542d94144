// Endings judged and folded: closing an operation gives its personal data their end dates; what was destroyed is
// stated; a person may object, and a person answers.
import type { Rule, Target } from '../kernel/actor.ts'
import { isArea, levelOf, type AreaId } from '../kernel/area.ts'
import {
  decided,
  refused,
  type Circumstances,
  type Decision,
  type PrivateRecord,
  type Room,
} from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { base64 } from '../kernel/proof/bytes.ts'
import { commitment, openingOf } from '../kernel/proof/statement.ts'
import { idOf, isStreamOf } from '../kernel/stream.ts'
import {
  callOffMs,
  operationHoldings,
  purposeOf,
  reasons,
  type Holding,
  type Objectable,
  type Verdict,
} from './terms.ts'
import type { EndingCommand, EndingEvent, EndingReason } from './commands.ts'

const day = 86_400_000

/**
 * `ending/<operation>` for what ends with an operation, `ending/<county>` for what ends by its age, `objection/<id>`.
 */
export type EndingState =
  | {
      readonly kind: 'ending'
      readonly id: string
      readonly area?: AreaId
      readonly ends: Readonly<Partial<Record<Holding, Instant>>>
      /** The days of the table, of what a person has moved. */
      readonly before?: Readonly<Partial<Record<Holding, Instant>>>
      readonly destroyed: Readonly<Partial<Record<Holding | Objectable, Instant>>>
      readonly stated: number
    }
  | {
      readonly kind: 'objection'
      readonly id: string
      readonly raised?: { readonly person: Id; readonly area: AreaId; readonly about: Objectable }
      readonly verdict?: Verdict
      readonly answeredAt?: Instant
      readonly destroyed: boolean
      readonly stated: number
    }

export interface EndingFacts {
  readonly self?: Id
  /** Chance for the statement's key, base64 of 32 bytes. */
  readonly key?: string
  /** Where the person who objects lives; undefined when there is no such person. */
  readonly home?: AreaId
  /** An objection to the same that waits for its answer. */
  readonly waiting?: boolean
}

type Answer = Decision<EndingEvent, EndingReason>
type Ending = Extract<EndingState, { kind: 'ending' }>
type Objection = Extract<EndingState, { kind: 'objection' }>

function stated(
  state: EndingState,
  command: Extract<EndingCommand, { type: 'state-destruction' }>,
  facts: EndingFacts,
  { id, now }: Circumstances,
): Answer {
  const { what, records, digest, before } = command
  const opening = openingOf(facts.key ?? base64(new Uint8Array(32)), {
    form: 'muster-ending-1',
    of: `${state.kind}/${state.id}`,
    number: state.stated,
    said: 'destroyed',
    what,
    records,
    digest,
    before: before ?? null,
    at: now,
  })
  // About nobody: its opening may be read for ever.
  const record: PrivateRecord = { kind: 'text', id, subject: id, body: { ...opening } }
  return decided(
    [
      {
        type: 'destruction-stated',
        what,
        records,
        digest,
        ...(before !== undefined && { before }),
        opening: id,
        at: now,
        leaf: base64(commitment(opening)),
      },
    ],
    { records: [record] },
  )
}

function decideEnding(state: Ending, command: EndingCommand, facts: EndingFacts, around: Circumstances): Answer {
  const { now } = around
  switch (command.type) {
    case 'start-ending': {
      if (state.area !== undefined) return refused('already-started')
      return decided([
        {
          type: 'ending-started',
          area: command.area,
          ends: operationHoldings.map((what) => ({ what, at: now + purposeOf(what).days * day })),
          at: now,
        },
      ])
    }
    case 'end-now': {
      const end = state.ends[command.what]
      if (end === undefined) return refused('not-held')
      if (state.destroyed[command.what] !== undefined || end <= now) return refused('already-destroyed')
      if (state.before?.[command.what] !== undefined) return refused('already-destroyed')
      return decided([{ type: 'end-moved', what: command.what, end: Math.min(end, now + callOffMs), at: now }])
    }
    case 'call-off-end': {
      const end = state.before?.[command.what]
      if (end === undefined || state.destroyed[command.what] !== undefined || state.ends[command.what]! <= now)
        return refused('nothing-to-call-off')
      return decided([{ type: 'end-called-off', what: command.what, end, at: now }])
    }
    case 'state-destruction': {
      if (isArea(state.id)) return stated(state, command, facts, around)
      const end = state.ends[command.what as Holding]
      if (end === undefined) return refused('not-held')
      if (state.destroyed[command.what] !== undefined) return refused('already-destroyed')
      return end > now ? refused('not-due') : stated(state, command, facts, around)
    }
    default:
      return refused('not-held')
  }
}

function decideObjection(state: Objection, command: EndingCommand, facts: EndingFacts, around: Circumstances): Answer {
  const { now, id } = around
  switch (command.type) {
    case 'object': {
      if (state.raised || facts.waiting) return refused('already-objected')
      const { person, about, text } = command
      return decided([{ type: 'objection-raised', person, area: facts.home!, about, words: id, at: now }], {
        records: [{ kind: 'text', id, subject: person, body: { text } }],
      })
    }
    case 'answer-objection': {
      if (state.verdict !== undefined) return refused('already-decided')
      const record: PrivateRecord = { kind: 'text', id, subject: state.raised!.person, body: { text: command.text } }
      return decided(
        [
          {
            type: 'objection-answered',
            verdict: command.verdict,
            words: id,
            ...(facts.self && { by: facts.self }),
            at: now,
          },
        ],
        { records: [record] },
      )
    }
    case 'state-destruction': {
      if (state.verdict !== 'granted' || state.raised?.about !== command.what) return refused('not-held')
      if (state.destroyed) return refused('already-destroyed')
      return now < state.answeredAt! + callOffMs ? refused('not-due') : stated(state, command, facts, around)
    }
    case 'call-off-answer':
      return state.verdict === 'granted' && !state.destroyed && now < state.answeredAt! + callOffMs
        ? decided([{ type: 'answer-called-off', at: now }])
        : refused('nothing-to-call-off')
    default:
      return refused('not-held')
  }
}

function evolve(state: EndingState, event: EndingEvent): EndingState {
  switch (event.type) {
    case 'ending-started':
      return state.kind === 'ending'
        ? { ...state, area: event.area, ends: Object.fromEntries(event.ends.map(({ what, at }) => [what, at])) }
        : state
    case 'end-moved':
      return state.kind === 'ending'
        ? {
            ...state,
            ends: { ...state.ends, [event.what]: event.end },
            before: { ...state.before, [event.what]: state.ends[event.what] },
          }
        : state
    case 'end-called-off':
      return state.kind === 'ending'
        ? {
            ...state,
            ends: { ...state.ends, [event.what]: event.end },
            before: { ...state.before, [event.what]: undefined },
          }
        : state
    case 'destruction-stated':
      return state.kind === 'ending'
        ? { ...state, stated: state.stated + 1, destroyed: { ...state.destroyed, [event.what]: event.at } }
        : { ...state, stated: state.stated + 1, destroyed: true }
    case 'objection-raised':
      return state.kind === 'objection'
        ? { ...state, raised: { person: event.person, area: event.area, about: event.about } }
        : state
    case 'objection-answered':
      return state.kind === 'objection' ? { ...state, verdict: event.verdict, answeredAt: event.at } : state
    case 'answer-called-off':
      return state.kind === 'objection' ? { ...state, verdict: undefined, answeredAt: undefined } : state
  }
}

export const may: { readonly [T in EndingCommand['type']]: Rule } = {
  'start-ending': { roles: ['system'] },
  'end-now': { roles: ['dispatcher', 'security'] },
  'call-off-end': { roles: ['dispatcher', 'security'] },
  'state-destruction': { roles: ['system'] },
  object: { roles: [], self: true },
  'answer-objection': { roles: ['officer', 'security'] },
  'call-off-answer': { roles: ['officer', 'security'] },
}

function target(state: EndingState, command: EndingCommand, facts: EndingFacts): Target | undefined {
  if (state.kind === 'objection') {
    if (!isId(state.id)) return undefined
    if (command.type === 'object')
      return facts.home === undefined ? undefined : { person: command.person, area: facts.home }
    return state.raised &&
      command.type !== 'start-ending' &&
      command.type !== 'end-now' &&
      command.type !== 'call-off-end'
      ? { area: state.raised.area }
      : undefined
  }
  if (isArea(state.id))
    return command.type === 'state-destruction' && levelOf(state.id) === 'county' ? { area: state.id } : undefined
  if (!isId(state.id)) return undefined
  if (command.type === 'start-ending') return { area: command.area }
  const known = command.type === 'end-now' || command.type === 'call-off-end' || command.type === 'state-destruction'
  return state.area !== undefined && known ? { area: state.area } : undefined
}

export const ending: Room<EndingState, EndingCommand, EndingEvent, EndingFacts, EndingReason> = {
  name: 'ending',
  streams: ['ending', 'objection'],
  initial(stream) {
    const id = idOf(stream)
    return isStreamOf(stream, 'objection')
      ? { kind: 'objection', id, destroyed: false, stated: 0 }
      : { kind: 'ending', id, ends: {}, destroyed: {}, stated: 0 }
  },
  decide: (state, command, facts, around) =>
    state.kind === 'ending'
      ? decideEnding(state, command, facts, around)
      : decideObjection(state, command, facts, around),
  evolve,
  may,
  target,
  reasons,
}
