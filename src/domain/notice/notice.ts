// The notice judged and folded: sent once, signed for by each, and only those are reminded who have not signed.
import type { Rule, Target } from '../kernel/actor.ts'
import type { AreaId } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision, type Reaction, type Room } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { findReceipt, noReceipts, unsigned, withReceipts, type Receipts } from './receipts.ts'
import { chunkMax, reasons, recipientsMax, remindersMax, remindGap, signByMax, type RecipientKind } from './terms.ts'
import type { About, NoticeCommand, NoticeEvent, NoticeReason, Recipient } from './commands.ts'

export interface NoticeState {
  readonly id: Id
  readonly sent?: { readonly area: AreaId; readonly to: RecipientKind; readonly signBy: Instant; readonly at: Instant }
  readonly receipts: Receipts
  readonly addressed: number
  readonly signed: number
  readonly reminders: number
  readonly remindedAt?: Instant
  readonly withdrawn: boolean
}

export interface NoticeFacts {
  readonly self?: Id
  /** For sending: the area's units or persons, or those of them that were named. */
  readonly recipients?: readonly Recipient[]
}

type Answer = Decision<NoticeEvent, NoticeReason>
type Of<T extends NoticeCommand['type']> = Extract<NoticeCommand, { type: T }>

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / chunkMax) }, (_, i) => list.slice(i * chunkMax, (i + 1) * chunkMax))

function send(state: NoticeState, command: Of<'send-notice'>, facts: NoticeFacts, { now, id }: Circumstances): Answer {
  if (state.sent) return refused('already-sent')
  const { title, text, area, to, signBy, remindAt } = command
  if (signBy <= now || signBy > now + signByMax || (remindAt !== undefined && (remindAt <= now || remindAt > signBy)))
    return refused('bad-times')
  const recipients = facts.recipients ?? []
  if (recipients.length === 0) return refused('nobody-to-tell')
  if (recipients.length > recipientsMax) return refused('too-many-recipients', { most: recipientsMax })
  const about: About = { words: id, area, to, signBy }
  const sent: NoticeEvent = {
    type: 'notice-sent',
    ...about,
    ...(remindAt !== undefined && { remindAt }),
    recipients: recipients.length,
    at: now,
  }
  return decided(
    [
      sent,
      ...chunks(recipients).map((part): NoticeEvent => ({
        type: 'recipients-addressed',
        about,
        recipients: part,
        at: now,
      })),
    ],
    {
      records: [{ kind: 'text', id, subject: id, body: { title, text } }],
      answer: {
        recipients: recipients.length,
        skipped: (command.recipients?.length ?? recipients.length) - recipients.length,
      },
    },
  )
}

function sign(
  state: NoticeState,
  recipient: Id,
  way: 'self' | 'phone' | 'paper',
  facts: NoticeFacts,
  now: Instant,
): Answer {
  const receipt = findReceipt(state.receipts, recipient)
  if (receipt === undefined) return refused('not-addressed')
  if (receipt !== null) return refused('already-signed')
  return decided([{ type: 'notice-signed', recipient, way, ...(facts.self && { by: facts.self }), at: now }])
}

function remind(state: NoticeState, now: Instant, byItself: boolean): Answer {
  const left = unsigned(state.receipts)
  if (left.length === 0) return refused('all-signed')
  if (state.reminders >= remindersMax) return refused('too-many-reminders', { most: remindersMax })
  const last = state.remindedAt ?? state.sent!.at
  if (!byItself && now - last < remindGap)
    return refused('too-soon', { minutes: Math.ceil((remindGap - (now - last)) / 60_000) })
  return decided(
    chunks(left).map((part): NoticeEvent => ({
      type: 'notice-reminded',
      number: state.reminders + 1,
      recipients: part,
      at: now,
    })),
    { answer: { reminded: left.length } },
  )
}

function decide(state: NoticeState, command: NoticeCommand, facts: NoticeFacts, around: Circumstances): Answer {
  const { now } = around
  if (command.type === 'send-notice') return send(state, command, facts, around)
  if (command.type === 'note-reach')
    return decided([{ type: 'notice-reached', about: command.about, reached: command.reached, at: now }])
  if (state.withdrawn) return refused('withdrawn')
  switch (command.type) {
    case 'sign-for':
      return sign(state, command.recipient, 'self', facts, now)
    case 'note-signed':
      return sign(state, command.recipient, command.way, facts, now)
    case 'remind':
      return remind(state, now, false)
    // Somebody has reminded them in the meantime: not again so soon.
    case 'remind-in-time':
      return state.remindedAt !== undefined && now - state.remindedAt < remindGap
        ? refused('not-due')
        : remind(state, now, true)
    case 'withdraw-notice':
      return decided([{ type: 'notice-withdrawn', at: now }])
  }
}

function evolve(state: NoticeState, event: NoticeEvent): NoticeState {
  switch (event.type) {
    case 'notice-sent':
      return { ...state, sent: { area: event.area, to: event.to, signBy: event.signBy, at: event.at } }
    case 'recipients-addressed':
      return {
        ...state,
        addressed: state.addressed + event.recipients.length,
        receipts: withReceipts(
          state.receipts,
          event.recipients.map(({ id }) => [id, null]),
        ),
      }
    case 'notice-signed':
      return {
        ...state,
        signed: state.signed + 1,
        receipts: withReceipts(state.receipts, [[event.recipient, event.at]]),
      }
    case 'notice-reminded':
      return { ...state, reminders: event.number, remindedAt: event.at }
    case 'notice-withdrawn':
      return { ...state, withdrawn: true }
    case 'notice-reached':
      return state
  }
}

export const may: { readonly [T in NoticeCommand['type']]: Rule } = {
  'send-notice': { roles: ['officer', 'dispatcher'] },
  'sign-for': { roles: [], self: true, ownUnit: true },
  'note-signed': { roles: ['officer', 'dispatcher'] },
  remind: { roles: ['officer', 'dispatcher'] },
  'withdraw-notice': { roles: ['officer', 'dispatcher'] },
  'remind-in-time': { roles: ['system'] },
  'note-reach': { roles: ['system'] },
}

function target(state: NoticeState, command: NoticeCommand): Target | undefined {
  if (!isId(state.id)) return undefined
  if (command.type === 'send-notice') return { area: command.area }
  if (!state.sent) return undefined
  // Signing touches the recipient alone: whoever was not told is refused by the room, and learns nothing of the others.
  if (command.type === 'sign-for')
    return state.sent.to === 'persons' ? { person: command.recipient } : { unit: command.recipient }
  return { area: state.sent.area }
}

function react(event: NoticeEvent, stream: string): readonly Reaction[] {
  return event.type === 'notice-sent' && event.remindAt !== undefined
    ? [
        {
          name: 'remind',
          at: event.remindAt,
          room: 'notice',
          stream,
          command: { type: 'remind-in-time' } satisfies NoticeCommand as NoticeCommand,
        },
      ]
    : []
}

export const notice: Room<NoticeState, NoticeCommand, NoticeEvent, NoticeFacts, NoticeReason> = {
  name: 'notice',
  streams: ['notice'],
  initial: (stream) => ({
    id: idOf(stream),
    receipts: noReceipts,
    addressed: 0,
    signed: 0,
    reminders: 0,
    withdrawn: false,
  }),
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
