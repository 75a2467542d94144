// Which seats there are, who holds them, and who could sit down: the questions that every decision of the roster asks.
import { within, type AreaId } from '../kernel/area.ts'
import { decided } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { evolve } from './evolve.ts'
import {
  numberOf,
  ofSeat,
  seatOf,
  type Cause,
  type Seat,
  type SeatId,
  type SeatKind,
  type SeatReason,
  type Skipped,
} from './terms.ts'
import type { Gone, RosterEvent } from './commands.ts'
import type { Answer, Held, KnownFacts, RosterState } from './state.ts'

/** Done, with what the asker may want to know of it. */
export const done = (events: readonly RosterEvent[], answer?: unknown): Answer =>
  decided(events, answer === undefined ? {} : { answer })

/** What a seat asks. */
export interface Spec {
  readonly kind: SeatKind
  readonly area: AreaId
  readonly skill?: string
  readonly starts: Instant
  readonly ends: Instant
}

/** Undefined where the round has no such seat. @param teams the grids of teams, where they are not yet formed */
export function specOf(
  seat: SeatId,
  state: RosterState,
  facts: KnownFacts,
  teams: ReadonlyMap<Id, AreaId> = state.teams,
): Spec | undefined {
  const [of, number] = [ofSeat(seat), numberOf(seat)]
  const grid = teams.get(of)
  const rule = facts.round.teams
  if (grid !== undefined) {
    if (!rule || number > rule.followers) return undefined
    const skill = number === 0 ? undefined : rule.skills[number - 1]
    return {
      kind: 'team',
      area: grid,
      ...(skill !== undefined && { skill }),
      starts: facts.round.starts,
      ends: facts.round.ends,
    }
  }
  const post = facts.posts?.get(of)
  if (!post || number >= post.number) return undefined
  const { area, skill, starts, ends } = post
  return { kind: 'post', area, ...(skill !== undefined && { skill }), starts, ends }
}

/** Seats of a post or team that somebody may sign up for: leading a team is not among them. */
export function seatsOf(of: Id, state: RosterState, facts: KnownFacts): SeatId[] {
  const rule = facts.round.teams
  if (state.teams.has(of)) return Array.from({ length: rule?.followers ?? 0 }, (_, at) => seatOf(of, at + 1))
  return Array.from({ length: facts.posts?.get(of)?.number ?? 0 }, (_, at) => seatOf(of, at))
}

type Hours = { readonly starts: Instant; readonly ends: Instant }
export const overlap = (a: Hours, b: Hours): boolean => a.starts < b.ends && b.starts < a.ends

/** The seat of the same hours that the person holds in this round, leaving out `but`. */
export function heldMeanwhile(state: RosterState, person: Id, hours: Hours, but?: SeatId): SeatId | undefined {
  return state.byPerson.get(person)?.find((seat) => seat !== but && overlap(state.seats.get(seat)!, hours))
}

/** Why this person cannot take this seat, as far as they themselves are concerned. */
export function unfit(person: Id, spec: Spec, facts: KnownFacts): Skipped | undefined {
  const known = facts.persons?.get(person)
  if (!known) return 'unknown'
  if (!known.active) return 'inactive'
  if (spec.skill !== undefined && !known.skills.includes(spec.skill)) return 'no-skill'
  return known.busy.some(([starts, ends]) => overlap({ starts, ends }, spec)) ? 'engaged' : undefined
}

export const sit = (
  seat: SeatId,
  person: Id,
  spec: Spec,
  state: 'proposed' | 'accepted',
  reasons: readonly SeatReason[],
): Seat => ({ seat, kind: spec.kind, area: spec.area, person, state, starts: spec.starts, ends: spec.ends, reasons })

export const fold = (state: RosterState, events: readonly RosterEvent[]): RosterState => events.reduce(evolve, state)

/** Who of these could take the seat now; waiting in line is a yes of one's own, whatever else was declined. */
const couldSit = (state: RosterState, spec: Spec, facts: KnownFacts) => (person: Id) =>
  !unfit(person, spec, facts) && heldMeanwhile(state, person, spec) === undefined

/** Whoever waits in line for these seats is offered them, first come first. @param seats what is held stays so */
export function moveUp(
  state: RosterState,
  seats: Iterable<SeatId>,
  facts: KnownFacts,
  now: Instant,
): Extract<RosterEvent, { type: 'people-seated' }>[] {
  const seated: Seat[] = []
  let after = state
  for (const seat of seats) {
    if (after.seats.has(seat)) continue
    const line = after.waiting.get(ofSeat(seat)) ?? []
    const spec = line.length > 0 ? specOf(seat, after, facts) : undefined
    if (!spec || spec.ends <= now) continue
    const next = line.find(couldSit(after, spec, facts))
    if (next === undefined) continue
    const one = sit(seat, next, spec, 'proposed', [{ why: 'waited' }])
    seated.push(one)
    after = fold(after, [{ type: 'people-seated', seats: [one], cause: 'waiting', at: now }])
  }
  return seated.length > 0 ? [{ type: 'people-seated', seats: seated, cause: 'waiting', at: now }] : []
}

/** Holders leave their seats; who waits in line moves up, unless the shift is over. */
export function leave(
  state: RosterState,
  gone: readonly Gone[],
  cause: Cause,
  facts: KnownFacts,
  now: Instant,
): RosterEvent[] {
  const left: RosterEvent = { type: 'people-gone', gone, cause, at: now }
  const free = gone.map(([seat]) => seat)
  return [left, ...moveUp(fold(state, [left]), free, facts, now)]
}

/** Open seats that nobody in line could take: the others are theirs, first come first. */
export function openBeyondLine(
  open: readonly (readonly [SeatId, Spec])[],
  state: RosterState,
  facts: KnownFacts,
  now: Instant,
): (readonly [SeatId, Spec])[] {
  const seats = open.map(([seat]) => seat)
  const kept = new Set(moveUp(state, seats, facts, now).flatMap((event) => event.seats.map((one) => one.seat)))
  return open.filter(([seat]) => !kept.has(seat))
}

/** The narrowest area around all of these. */
export function spanOf(areas: readonly AreaId[]): AreaId | undefined {
  if (areas.length === 0) return undefined
  for (const level of ['grid', 'community', 'township', 'county'] as const) {
    const first = within(areas[0], level)
    if (first !== undefined && areas.every((area) => area.startsWith(first))) return first
  }
  return undefined
}

/** The holders of these seats; undefined where one of them is empty. */
export function holders(state: RosterState, seats: readonly SeatId[]): (readonly [SeatId, Held])[] | undefined {
  const found: (readonly [SeatId, Held])[] = []
  for (const seat of new Set(seats)) {
    const held = state.seats.get(seat)
    if (!held) return undefined
    found.push([seat, held])
  }
  return found
}
