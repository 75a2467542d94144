// A proposal for a round: every seat with its person and reasons, or with why it stays open; proven best for its
// prices, and set beside the plan that stands.
import { communityOf, type AreaId } from '#domain/kernel/area.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { SeatId, SeatReason } from '#domain/roster/terms.ts'
import { reasonsOf } from '#planner/teams/reasons.ts'
import { mergeSeats, seatPeople } from '#planner/teams/seats.ts'
import { solveTeams } from '#planner/teams/teams.ts'
import { verifyTeams } from '#planner/teams/verify.ts'
import { numbersOf, type Choice } from './arcs.ts'
import type { Ground, Hand, SeatAsked, HeldSeat } from './inputs.ts'
import { metresTo, whySeated, type WhyOpen } from './why.ts'

export interface SeatPlan {
  readonly seat: SeatId
  readonly person: Id
  readonly reasons: readonly SeatReason[]
  readonly locked: boolean
}
export interface OpenSeat {
  readonly seat: SeatId
  readonly area: AreaId
  readonly why: WhyOpen
}

/** What one may compare of two plans. */
export interface PlanFigures {
  readonly seats: number
  readonly filled: number
  readonly open: number
  readonly meanMetres: number
  /** Ninety of a hundred have no longer way. */
  readonly ninetyMetres: number
  /** Of the people seated, how many serve where they registered. */
  readonly atHome: number
  /** Rounds served before, on average: smaller is fairer. */
  readonly meanRounds: number
}

export interface PlanDiff {
  readonly kept: number
  readonly added: readonly { readonly seat: SeatId; readonly person: Id }[]
  readonly moved: readonly { readonly person: Id; readonly from: SeatId; readonly to: SeatId }[]
  readonly released: readonly { readonly seat: SeatId; readonly person: Id }[]
}

export interface Proposal {
  readonly area: AreaId
  readonly teams: Ground['teams']
  readonly seats: readonly SeatPlan[]
  readonly open: readonly OpenSeat[]
  readonly proof: {
    readonly objective: number
    readonly bound: number
    readonly open: number
    readonly seed: number
    readonly verified: boolean
  }
  readonly figures: { readonly standing: PlanFigures; readonly proposed: PlanFigures }
  readonly diff: PlanDiff
}

/**
 * Seats in the area that may be filled anew, and people who may sit there: what is locked stays, who serves outside the
 * area stays there.
 */
export function freeOf(ground: Ground): { seats: SeatAsked[]; hands: Hand[]; locked: HeldSeat[]; here: HeldSeat[] } {
  const asked = new Set(ground.seats.map((one) => one.seat))
  const here = ground.standing.filter((one) => asked.has(one.seat))
  const locked = here.filter((one) => one.locked)
  const bound = new Set(
    [...locked, ...ground.standing.filter((one) => !asked.has(one.seat) && !one.area.startsWith(ground.within))].map(
      (one) => one.person,
    ),
  )
  const taken = new Set(locked.map((one) => one.seat))
  return {
    seats: ground.seats.filter((one) => !taken.has(one.seat)),
    hands: ground.hands.filter((one) => !bound.has(one.person)),
    locked,
    here,
  }
}

export function figuresOf(
  ground: Ground,
  seated: readonly { readonly seat: SeatId; readonly person: Id }[],
): PlanFigures {
  const hands = new Map(ground.hands.map((one) => [one.person, one]))
  const seats = new Map(ground.seats.map((one) => [one.seat, one]))
  const pairs = seated.flatMap(({ seat, person }): [SeatAsked, Hand][] => {
    const [s, h] = [seats.get(seat), hands.get(person)]
    return s && h ? [[s, h]] : []
  })
  const ways = pairs.map(([seat, hand]) => metresTo(seat, hand)).sort((a, b) => a - b)
  const mean = (values: readonly number[]) =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    seats: ground.seats.length,
    filled: pairs.length,
    open: ground.seats.length - pairs.length,
    meanMetres: Math.round(mean(ways)),
    ninetyMetres: Math.round(ways[Math.ceil(ways.length * 0.9) - 1] ?? 0),
    atHome: pairs.filter(([seat, hand]) => hand.community?.startsWith(communityOf(seat.area))).length,
    meanRounds: Math.round(mean(pairs.map(([, hand]) => hand.rounds)) * 100) / 100,
  }
}

export function diffOf(
  standing: readonly { readonly seat: SeatId; readonly person: Id }[],
  proposed: readonly { readonly seat: SeatId; readonly person: Id }[],
): PlanDiff {
  const before = new Map(standing.map((one) => [one.person, one.seat]))
  const after = new Map(proposed.map((one) => [one.person, one.seat]))
  return {
    kept: proposed.filter((one) => before.get(one.person) === one.seat).length,
    added: proposed.filter((one) => !before.has(one.person)).map(({ seat, person }) => ({ seat, person })),
    moved: proposed.flatMap(({ seat, person }) => {
      const from = before.get(person)
      return from !== undefined && from !== seat ? [{ person, from, to: seat }] : []
    }),
    released: standing.filter((one) => !after.has(one.person)).map(({ seat, person }) => ({ seat, person })),
  }
}

/** The same ground and choice give the same proposal: nothing is drawn by chance. */
export function propose(ground: Ground, choice: Choice): Proposal {
  const { seats, hands, locked, here } = freeOf(ground)
  const numbers = numbersOf(ground, seats, hands, here, choice)
  const merged = mergeSeats(numbers.arcs)
  const answer = solveTeams(merged.problem)
  const reasons = reasonsOf(merged.problem, answer)
  const people = seatPeople(merged, answer, numbers.before)
  const planned: SeatPlan[] = []
  const open: OpenSeat[] = []
  seats.forEach((seat, s) => {
    const hand = people[s] < 0 ? undefined : hands[people[s]]
    if (hand) planned.push({ seat: seat.seat, person: hand.person, reasons: whySeated(seat, hand), locked: false })
    else open.push({ seat: seat.seat, area: seat.area, why: reasons[merged.placeOf[s]].open ?? 'nobody-can' })
  })
  const all = [...planned, ...locked.map(({ seat, person }): SeatPlan => ({ seat, person, reasons: [], locked: true }))]
  return {
    area: ground.within,
    teams: ground.teams,
    seats: all,
    open,
    proof: {
      objective: answer.objective,
      bound: answer.bound,
      open: open.length,
      seed: 0,
      verified: answer.proven && verifyTeams(merged.problem, answer) === undefined,
    },
    figures: { standing: figuresOf(ground, here), proposed: figuresOf(ground, all) },
    diff: diffOf(here, all),
  }
}
