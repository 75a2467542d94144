// The channels judged and folded: each person's own ways to be reached, in their own order, with their own quiet hours.
import type { Rule, Target } from '../kernel/actor.ts'
import {
  decided,
  refused,
  type Circumstances,
  type Decision,
  type PrivateRecord,
  type Room,
} from '../kernel/decider.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { devicesMax, orderUsual, quietUsual, reasons, type Quiet, type Way } from './terms.ts'
import type { ChannelsCommand, ChannelsEvent, ChannelsReason } from './commands.ts'

export interface ChannelsState {
  readonly person: Id
  readonly pushes: readonly { readonly device: Id; readonly way: Id }[]
  readonly email?: Id
  /** Digest of the calendar feed's secret. */
  readonly calendar?: string
  readonly order: readonly Way[]
  readonly quiet: Quiet | null
}

type Answer = Decision<ChannelsEvent, ChannelsReason>

const sealed = (person: Id, id: Id, body: Record<string, unknown>): PrivateRecord => ({
  kind: 'text',
  id,
  subject: person,
  body,
})

/** What is no longer used is emptied at once, and not only forgotten. */
const emptied = (person: Id, ways: readonly Id[]): PrivateRecord[] => ways.map((way) => sealed(person, way, {}))

function addPush(state: ChannelsState, command: Extract<ChannelsCommand, { type: 'add-push' }>, id: Id): Answer {
  const old = state.pushes.filter((push) => push.device === command.device).map((push) => push.way)
  if (old.length === 0 && state.pushes.length >= devicesMax) return refused('too-many-devices', { most: devicesMax })
  const { endpoint, p256dh, auth, device } = command
  return decided(
    [...old.map((way) => ({ type: 'push-removed' as const, way })), { type: 'push-added', device, way: id }],
    { records: [...emptied(state.person, old), sealed(state.person, id, { endpoint, p256dh, auth })] },
  )
}

function removePush(state: ChannelsState, gone: (push: { device: Id; way: Id }) => boolean): Answer {
  const old = state.pushes.filter(gone).map((push) => push.way)
  if (old.length === 0) return refused('not-there')
  return decided(
    old.map((way) => ({ type: 'push-removed', way })),
    { records: emptied(state.person, old) },
  )
}

function decide(state: ChannelsState, command: ChannelsCommand, _facts: unknown, { id }: Circumstances): Answer {
  const old = state.email === undefined ? [] : [state.email]
  switch (command.type) {
    case 'add-push':
      return addPush(state, command, id)
    case 'remove-push':
      return removePush(state, (push) => push.device === command.device)
    case 'drop-push':
      return removePush(state, (push) => push.way === command.way)
    case 'set-email':
      if (command.address === null)
        return old.length === 0
          ? refused('nothing-changed')
          : decided([{ type: 'email-removed' }], { records: emptied(state.person, old) })
      return decided([{ type: 'email-set', way: id }], {
        records: [...emptied(state.person, old), sealed(state.person, id, { address: command.address })],
      })
    case 'set-calendar':
      return command.digest === (state.calendar ?? null)
        ? refused('nothing-changed')
        : decided([{ type: 'calendar-set', digest: command.digest }])
    case 'choose-channels': {
      const order = [...new Set(command.order)]
      if (JSON.stringify([order, command.quiet]) === JSON.stringify([state.order, state.quiet]))
        return refused('nothing-changed')
      return decided([{ type: 'channels-chosen', order, quiet: command.quiet }])
    }
  }
}

export function evolve(state: ChannelsState, event: ChannelsEvent): ChannelsState {
  switch (event.type) {
    case 'push-added':
      return { ...state, pushes: [...state.pushes, { device: event.device, way: event.way }] }
    case 'push-removed':
      return { ...state, pushes: state.pushes.filter((push) => push.way !== event.way) }
    case 'email-set':
      return { ...state, email: event.way }
    case 'email-removed':
      return { ...state, email: undefined }
    case 'calendar-set':
      return { ...state, calendar: event.digest ?? undefined }
    case 'channels-chosen':
      return { ...state, order: event.order, quiet: event.quiet }
  }
}

/** Everybody about themselves; nobody about others, for an address is not an office's business. */
export const may: { readonly [T in ChannelsCommand['type']]: Rule } = {
  'add-push': { roles: [], self: true },
  'remove-push': { roles: [], self: true },
  'set-email': { roles: [], self: true },
  'set-calendar': { roles: [], self: true },
  'choose-channels': { roles: [], self: true },
  'drop-push': { roles: ['system'] },
}

export const channels: Room<
  ChannelsState,
  ChannelsCommand,
  ChannelsEvent,
  { readonly county?: string },
  ChannelsReason
> = {
  name: 'channels',
  streams: ['channels'],
  initial: (stream) => ({ person: idOf(stream), pushes: [], order: orderUsual, quiet: quietUsual }),
  decide,
  evolve,
  may,
  reasons,
  target: (state, _command, facts): Target | undefined =>
    isId(state.person) ? { person: state.person, ...(facts.county && { area: facts.county }) } : undefined,
}
