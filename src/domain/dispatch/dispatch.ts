// A move judged and folded: people of one area go to open seats of another. The roster seats them, by the reaction; the
// people may still decline there.
import type { Role, Rule, Target } from '../kernel/actor.ts'
import { covers, within, countyOf, type AreaId } from '../kernel/area.ts'
import { decided, refused, type Circumstances, type Decision, type Reaction, type Room } from '../kernel/decider.ts'
import type { Command, Instant } from '../kernel/envelope.ts'
import { isId, type Id } from '../kernel/ids.ts'
import { idOf, streamOf } from '../kernel/stream.ts'
import { reasons, type MoveState } from './terms.ts'
import type { DispatchCommand, DispatchEvent, DispatchReason } from './commands.ts'

export interface DispatchState {
  readonly id: Id
  readonly ordered?: { readonly from: AreaId; readonly to: AreaId; readonly round: Id }
  readonly state: MoveState
}

export interface DispatchFacts {
  readonly round?: { readonly area: AreaId; readonly over: boolean }
  /** Area of each post or team that the move speaks of. */
  readonly areas?: ReadonlyMap<Id, AreaId>
  /** Where each person belongs: home, the communities they registered with, the seats they hold in this round. */
  readonly belongs?: ReadonlyMap<Id, readonly AreaId[]>
}

function order(
  state: DispatchState,
  command: Extract<DispatchCommand, { type: 'order-move' }>,
  facts: DispatchFacts,
  now: Instant,
): Decision<DispatchEvent, DispatchReason> {
  if (state.ordered) return refused('already-ordered')
  if (facts.round!.over) return refused('round-over')
  const { round, from, to, seats } = command
  if (covers(from, to) || covers(to, from)) return refused('same-area')
  if (
    new Set(seats.map((one) => one.seat)).size < seats.length ||
    new Set(seats.map((one) => one.person)).size < seats.length
  )
    return refused('seat-twice')
  // Rights were judged by from and to, so that what is moved must lie there.
  if (
    seats.some(({ seat }) => {
      const area = facts.areas?.get(seat.slice(0, 36))
      return area === undefined || !covers(to, area)
    })
  )
    return refused('seat-elsewhere')
  if (seats.some(({ person }) => !(facts.belongs?.get(person) ?? []).some((area) => covers(from, area))))
    return refused('person-elsewhere')
  return decided([{ type: 'move-ordered', round, from, to, seats, reasons: command.reasons, at: now }])
}

function decide(
  state: DispatchState,
  command: DispatchCommand,
  facts: DispatchFacts,
  { now }: Circumstances,
): Decision<DispatchEvent, DispatchReason> {
  if (command.type === 'order-move') return order(state, command, facts, now)
  return state.state === 'ordered'
    ? decided([{ type: 'move-noted', seated: command.seated, skipped: command.skipped, at: now }])
    : refused('not-due')
}

function evolve(state: DispatchState, event: DispatchEvent): DispatchState {
  switch (event.type) {
    case 'move-ordered':
      return { ...state, ordered: { from: event.from, to: event.to, round: event.round } }
    case 'move-noted':
      return { ...state, state: 'carried-out' }
  }
}

const movers: readonly Role[] = ['officer', 'dispatcher']
export const may: { readonly [T in DispatchCommand['type']]: Rule } = {
  'order-move': { roles: movers },
  'note-move': { roles: ['system'] },
}

/** The narrowest area around both: whoever moves people answers for both ends. */
export function around(from: AreaId, to: AreaId): AreaId {
  for (const level of ['community', 'township'] as const) {
    const one = within(from, level)
    if (one !== undefined && covers(one, to)) return one
  }
  return countyOf(from)
}

function target(state: DispatchState, command: DispatchCommand, facts: DispatchFacts): Target | undefined {
  if (!isId(state.id)) return undefined
  if (state.ordered) return { area: around(state.ordered.from, state.ordered.to) }
  return command.type === 'order-move' && facts.round && countyOf(command.from) === countyOf(command.to)
    ? { area: around(command.from, command.to) }
    : undefined
}

function react(event: DispatchEvent, stream: string, at: Instant): readonly Reaction[] {
  if (event.type !== 'move-ordered') return []
  const seats = event.seats.map(({ seat, person }) => ({ seat, person, reasons: [{ why: 'moved', from: event.from }] }))
  const command: Command & Record<string, unknown> = { type: 'move-people', move: idOf(stream), seats }
  return [{ name: 'move', at, room: 'roster', stream: streamOf('roster', event.round), command }]
}

export const dispatch: Room<DispatchState, DispatchCommand, DispatchEvent, DispatchFacts, DispatchReason> = {
  name: 'dispatch',
  streams: ['move'],
  initial: (stream) => ({ id: idOf(stream), state: 'ordered' }),
  decide,
  evolve,
  may,
  target,
  react,
  reasons,
}
