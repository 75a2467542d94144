// The roster folded: what each event leaves of it.
import type { Id } from '../kernel/ids.ts'
import { idOf } from '../kernel/stream.ts'
import { ofSeat, type SeatId } from './terms.ts'
import type { RosterEvent } from './commands.ts'
import type { Held, RosterState } from './state.ts'

export function initial(stream: string): RosterState {
  return {
    id: idOf(stream),
    teams: new Map(),
    seats: new Map(),
    byPerson: new Map(),
    declined: new Set(),
    absent: new Map(),
    waiting: new Map(),
    swaps: new Map(),
  }
}

function without(known: ReadonlySet<Id>, one: Id): ReadonlySet<Id> {
  if (!known.has(one)) return known
  const left = new Set(known)
  left.delete(one)
  return left
}

/** Offers about a seat whose holder changed are void. */
function withoutSwaps(swaps: RosterState['swaps'], seats: ReadonlySet<SeatId>): RosterState['swaps'] {
  if (swaps.size === 0) return swaps
  const left = [...swaps].filter(([, swap]) => !seats.has(swap.seat) && !seats.has(swap.withSeat))
  return left.length === swaps.size ? swaps : new Map(left)
}

function seated(state: RosterState, event: Extract<RosterEvent, { type: 'people-seated' }>): RosterState {
  const seats = new Map(state.seats)
  const byPerson = new Map(state.byPerson)
  const declined = event.cause === 'self' ? new Set(state.declined) : state.declined
  const waiting = state.waiting.size > 0 ? new Map(state.waiting) : state.waiting
  for (const { seat, person, kind, area, state: how, starts, ends } of event.seats) {
    seats.set(seat, { person, kind, area, state: how, locked: false, starts, ends } satisfies Held)
    byPerson.set(person, [...(byPerson.get(person) ?? []), seat])
    if (event.cause === 'self') (declined as Set<Id>).delete(person)
    const line = waiting.get(ofSeat(seat))
    if (line?.includes(person))
      (waiting as Map<Id, readonly Id[]>).set(
        ofSeat(seat),
        line.filter((one) => one !== person),
      )
  }
  return {
    ...state,
    seats,
    byPerson,
    declined,
    waiting,
    swaps: withoutSwaps(state.swaps, new Set(event.seats.map((one) => one.seat))),
  }
}

function gone(state: RosterState, event: Extract<RosterEvent, { type: 'people-gone' }>): RosterState {
  const seats = new Map(state.seats)
  const byPerson = new Map(state.byPerson)
  const declined = event.gone.some(([, , how]) => how === 'declined') ? new Set(state.declined) : state.declined
  const absent = event.gone.some(([, , how]) => how === 'absent') ? new Map(state.absent) : state.absent
  for (const [seat, person, how] of event.gone) {
    const held = seats.get(seat)
    if (how === 'absent' && held) (absent as Map<string, unknown>).set(`${seat} ${person}`, { held, at: event.at })
    if (seats.get(seat)?.person === person) seats.delete(seat)
    const left = (byPerson.get(person) ?? []).filter((one) => one !== seat)
    if (left.length > 0) byPerson.set(person, left)
    else byPerson.delete(person)
    if (how === 'declined') (declined as Set<Id>).add(person)
  }
  return {
    ...state,
    seats,
    byPerson,
    declined,
    absent,
    swaps: withoutSwaps(state.swaps, new Set(event.gone.map(([seat]) => seat))),
  }
}

function back(state: RosterState, event: Extract<RosterEvent, { type: 'absences-undone' }>): RosterState {
  const [seats, byPerson, absent] = [new Map(state.seats), new Map(state.byPerson), new Map(state.absent)]
  for (const [seat, person, how] of event.back) {
    const known = absent.get(`${seat} ${person}`)
    absent.delete(`${seat} ${person}`)
    if (how !== 'seated' || !known) continue
    seats.set(seat, { ...known.held, state: 'accepted', locked: false })
    byPerson.set(person, [...(byPerson.get(person) ?? []), seat])
  }
  return { ...state, seats, byPerson, absent }
}

function changeSeats(state: RosterState, seats: readonly SeatId[], change: (held: Held) => Held): RosterState {
  const next = new Map(state.seats)
  for (const seat of seats) {
    const held = next.get(seat)
    if (held) next.set(seat, change(held))
  }
  return { ...state, seats: next }
}

export function evolve(state: RosterState, event: RosterEvent): RosterState {
  switch (event.type) {
    case 'teams-formed':
      return {
        ...state,
        teams: new Map([...state.teams, ...event.teams.map(({ team, grid }) => [team, grid] as const)]),
      }
    case 'teams-dissolved': {
      const teams = new Map(state.teams)
      for (const team of event.teams) teams.delete(team)
      return { ...state, teams }
    }
    case 'people-seated':
      return seated(state, event)
    case 'people-gone':
      return gone(state, event)
    case 'absences-undone':
      return back(state, event)
    case 'seats-locked':
      return changeSeats(state, event.seats, (held) => ({ ...held, locked: event.locked }))
    case 'seat-taken-up':
      return changeSeats(state, [event.seat], (held) => ({ ...held, state: 'accepted' }))
    case 'seats-told':
      return state
    case 'person-waits':
      return {
        ...state,
        // To sign up again takes back an earlier no, whether or not a seat is free.
        declined: without(state.declined, event.person),
        waiting: new Map(state.waiting).set(event.of, [...(state.waiting.get(event.of) ?? []), event.person]),
      }
    case 'person-stepped-back':
      return {
        ...state,
        waiting: new Map(state.waiting).set(
          event.of,
          (state.waiting.get(event.of) ?? []).filter((one) => one !== event.person),
        ),
      }
    case 'swap-offered': {
      const { seat, person, withSeat, withPerson, until } = event
      return { ...state, swaps: new Map(state.swaps).set(event.swap, { seat, person, withSeat, withPerson, until }) }
    }
    case 'swap-answered': {
      const swaps = new Map(state.swaps)
      swaps.delete(event.swap)
      return { ...state, swaps }
    }
    case 'plan-accepted':
    case 'repair-accepted':
    case 'move-carried-out':
      return state
  }
}
