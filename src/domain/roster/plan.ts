// Plans, repairs and moves: what a person looked at and accepted. Each seat is judged again by what is true now; what
// no longer fits is left open and said so.
import { covers, type AreaId } from '../kernel/area.ts'
import { refused } from '../kernel/decider.ts'
import type { Instant } from '../kernel/envelope.ts'
import type { Id } from '../kernel/ids.ts'
import { done, fold, heldMeanwhile, sit, specOf, unfit, type Spec } from './seats.ts'
import {
  chunkMax,
  movesPerVacancy,
  ofSeat,
  teamsMax,
  type Cause,
  type Seat,
  type SeatId,
  type Skipped,
} from './terms.ts'
import type { Gone, Placed, RosterCommand, RosterEvent } from './commands.ts'
import type { Answer, Held, KnownFacts, RosterState } from './state.ts'

type Of<T extends RosterCommand['type']> = Extract<RosterCommand, { type: T }>

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / chunkMax) }, (_, at) => list.slice(at * chunkMax, (at + 1) * chunkMax))
const seatedBy = (seats: readonly Seat[], cause: Cause, at: Instant): RosterEvent[] =>
  chunks(seats).map((part) => ({ type: 'people-seated', seats: part, cause, at }))
const goneBy = (gone: readonly Gone[], cause: Cause, at: Instant): RosterEvent[] =>
  chunks(gone).map((part) => ({ type: 'people-gone', gone: part, cause, moves: true, at }))

export type SkippedSeat = readonly [seat: SeatId, person: Id, why: Skipped]

/** Which of these can be seated after `state`, one after the other. */
function place(
  state: RosterState,
  placed: readonly Placed[],
  facts: KnownFacts,
  specs: (seat: SeatId) => Spec | undefined,
): { seats: Seat[]; skipped: SkippedSeat[] } {
  const seats: Seat[] = []
  const skipped: SkippedSeat[] = []
  // Hours given away in this very plan, beside those that stand.
  const given = new Map<Id, Spec[]>()
  const taken = new Set<SeatId>()
  for (const { seat, person, reasons } of placed) {
    const spec = specs(seat)
    const own = given.get(person) ?? []
    const why: Skipped | undefined = !spec
      ? 'no-such-seat'
      : taken.has(seat) || state.seats.has(seat)
        ? 'taken'
        : state.declined.has(person)
          ? 'declined'
          : (unfit(person, spec, facts) ??
            (heldMeanwhile(state, person, spec) !== undefined ||
            own.some((other) => other.starts < spec.ends && spec.starts < other.ends)
              ? 'twice'
              : undefined))
    if (why !== undefined) {
      skipped.push([seat, person, why])
      continue
    }
    taken.add(seat)
    given.set(person, [...own, spec!])
    seats.push(sit(seat, person, spec!, 'proposed', reasons))
  }
  return { seats, skipped }
}

/** Teams of the plan that are new, and those of the area that it has no more. */
function formTeams(
  state: RosterState,
  command: Of<'accept-plan'>,
  kept: ReadonlySet<Id>,
): { teams: Map<Id, AreaId>; formed: { team: Id; grid: AreaId }[]; dissolved: Id[] } {
  const wanted = new Map(command.teams.map(({ team, grid }) => [team, grid]))
  const formed = command.teams.filter(({ team }) => !state.teams.has(team))
  const dissolved = [...state.teams]
    .filter(([team, grid]) => covers(command.area, grid) && !wanted.has(team) && !kept.has(team))
    .map(([team]) => team)
  const teams = new Map([...state.teams, ...wanted])
  for (const team of dissolved) teams.delete(team)
  return { teams, formed, dissolved }
}

export function acceptPlan(state: RosterState, command: Of<'accept-plan'>, facts: KnownFacts, now: Instant): Answer {
  const { area } = command
  if (command.teams.some(({ grid }) => !covers(area, grid))) return refused('outside-area')
  if (command.teams.some(({ team, grid }) => (state.teams.get(team) ?? grid) !== grid)) return refused('team-elsewhere')
  const wanted = new Map(command.seats.map((one) => [one.seat, one]))
  if (wanted.size < command.seats.length) return refused('seat-taken')
  const here = [...state.seats].filter(([, held]) => covers(area, held.area))
  const broken = here.filter(
    ([seat, held]) => held.locked && wanted.has(seat) && wanted.get(seat)!.person !== held.person,
  )
  if (broken.length > 0) return refused('locked-moved', { seats: broken.length })
  const stays = (seat: SeatId, held: Held) => held.locked || wanted.get(seat)?.person === held.person
  const kept = here.filter(([seat, held]) => stays(seat, held))
  const gone = here
    .filter(([seat, held]) => !stays(seat, held))
    .map(([seat, held]): Gone => [seat, held.person, 'released'])
  const { teams, formed, dissolved } = formTeams(
    state,
    command,
    new Set(kept.filter(([, held]) => held.kind === 'team').map(([seat]) => ofSeat(seat))),
  )
  if (teams.size > teamsMax) return refused('too-many', { most: teamsMax })
  const released = goneBy(gone, 'plan', now)
  const after = fold(state, released)
  const specs = (seat: SeatId) => {
    const spec = specOf(seat, after, facts, teams)
    return spec && covers(area, spec.area) ? spec : undefined
  }
  const { seats, skipped } = place(
    after,
    command.seats.filter(({ seat }) => !after.seats.has(seat)),
    facts,
    specs,
  )
  if (formed.length + dissolved.length + gone.length + seats.length === 0) return refused('nothing-changed')
  return done(
    [
      {
        type: 'plan-accepted',
        area,
        ...(command.proof && { proof: command.proof }),
        seated: seats.length,
        kept: kept.length,
        released: gone.length,
        at: now,
      },
      ...released,
      ...(dissolved.length > 0 ? [{ type: 'teams-dissolved' as const, teams: dissolved, at: now }] : []),
      ...chunks(formed).map((part) => ({ type: 'teams-formed' as const, teams: part, at: now })),
      ...seatedBy(seats, 'plan', now),
    ],
    { seated: seats.length, kept: kept.length, released: gone.length, skipped },
  )
}

interface Reseated {
  readonly events: RosterEvent[]
  readonly seats: Seat[]
  readonly skipped: SkippedSeat[]
  readonly moved: Gone[]
}

/**
 * People who sit elsewhere at these hours leave that seat: they are moved. Locked seats are not left, and nobody leaves
 * a seat for one that they cannot take:
 * who is hindered stays, and so does whoever was to follow them; each round of the loop drops one at least.
 */
function reseat(
  state: RosterState,
  wanted: readonly Placed[],
  facts: KnownFacts,
  cause: Cause,
  now: Instant,
): Reseated | 'locked-moved' {
  const dropped: SkippedSeat[] = []
  for (let placed = wanted; ;) {
    const moved: Gone[] = []
    for (const { seat, person } of placed) {
      const spec = specOf(seat, state, facts)
      const from = spec && heldMeanwhile(state, person, spec)
      if (from === undefined || from === seat) continue
      if (state.seats.get(from)!.locked) return 'locked-moved'
      moved.push([from, person, 'released'])
    }
    const left = goneBy(moved, cause, now)
    const after = fold(state, left)
    const { seats, skipped } = place(after, placed, facts, (seat) => specOf(seat, after, facts))
    if (skipped.length === 0)
      return { events: [...left, ...seatedBy(seats, cause, now)], seats, skipped: dropped, moved }
    dropped.push(...skipped)
    const hindered = new Set(skipped.map(([seat]) => seat))
    placed = placed.filter(({ seat }) => !hindered.has(seat))
  }
}

/** A repair fills what is open; others move up behind, no more than it said. */
export function acceptRepair(
  state: RosterState,
  command: Of<'accept-repair'>,
  facts: KnownFacts,
  now: Instant,
): Answer {
  const vacancies = command.seats.filter(({ seat }) => !state.seats.has(seat)).length
  if (vacancies === 0) return refused('nothing-changed')
  const result = reseat(state, command.seats, facts, 'repair', now)
  if (result === 'locked-moved') return refused('locked-moved')
  const { events, seats, skipped, moved } = result
  const most = Math.min(command.bound, Math.floor(vacancies * movesPerVacancy))
  if (moved.length > most) return refused('too-many-moved', { moved: moved.length, most })
  if (seats.length === 0) return refused('nothing-changed')
  return done(
    [
      ...events,
      { type: 'repair-accepted', vacancies, filled: seats.length, moved: moved.length, bound: command.bound, at: now },
    ],
    { filled: seats.length, moved: moved.length, skipped },
  )
}

export function movePeople(state: RosterState, command: Of<'move-people'>, facts: KnownFacts, now: Instant): Answer {
  // A seat filled meanwhile stays as it is: the move is only carried out as far as it still helps.
  const open = command.seats.filter(({ seat }) => !state.seats.has(seat))
  const result = reseat(state, open, facts, 'move', now)
  const { events, seats } = result === 'locked-moved' ? { events: [], seats: [] } : result
  return done([
    ...events,
    {
      type: 'move-carried-out',
      move: command.move,
      seated: seats.length,
      skipped: command.seats.length - seats.length,
      at: now,
    },
  ])
}
