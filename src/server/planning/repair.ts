// A repair: vacancies filled at once, with as few others moved as it takes. Points of the front of moves against cost
// are shown; the bound is stated before anybody accepts.
import type { Id } from '#domain/kernel/ids.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import { movesPerVacancy, type SeatId, type SeatReason } from '#domain/roster/terms.ts'
import { repairCold } from '#planner/repair/repair.ts'
import { mergeSeats, seatPeople } from '#planner/teams/seats.ts'
import { numbersOf, type Choice } from './arcs.ts'
import type { Ground } from './inputs.ts'
import { freeOf } from './plan.ts'
import { whySeated } from './why.ts'

export interface RepairSeat {
  readonly seat: SeatId
  readonly person: Id
  readonly from: SeatId | null
  readonly reasons: readonly SeatReason[]
}

export interface RepairOption {
  /** People who sit elsewhere now and would move. */
  readonly moved: number
  /** People who serve nowhere yet and would come. */
  readonly called: number
  readonly filled: number
  readonly stillOpen: number
  /** Metres, prices of open seats left out: what the same seats cost with fewer or more moves. */
  readonly cost: number
  readonly seats: readonly RepairSeat[]
}

export interface RepairProposal {
  readonly vacancies: number
  /** No more than so many others move, whatever is accepted: 1.2 for each vacancy that is filled. */
  readonly bound: number
  /** From the fewest moves to the cheapest; the one recommended first. */
  readonly options: readonly RepairOption[]
}

/**
 * What moving somebody may cost, in metres of way saved: at first nobody moves but to fill a seat, then for two
 * kilometres, then for half a one. Each price gives a corner of the front of moves against cost; three are what a
 * dispatcher at six in the morning compares, and the whole front would take ten times as long.
 */
const moveMetres: readonly number[] = [190_000, 2_000, 500]

/** @param compare also repairs that move more people for shorter ways: three times the time */
export function proposeRepair(ground: Ground, now: Instant, choice: Choice, compare = false): RepairProposal {
  const free = freeOf(ground)
  // Shifts that are over are past mending.
  const seats = free.seats.filter((one) => one.ends > now)
  const held = new Set(free.here.map((one) => one.seat))
  const vacancies = seats.filter((one) => !held.has(one.seat)).length
  if (vacancies === 0) return { vacancies, bound: 0, options: [] }
  const numbers = numbersOf(ground, seats, free.hands, free.here, choice)
  const merged = mergeSeats(numbers.arcs)
  const before = new Int32Array(free.hands.length).fill(-1)
  numbers.before.forEach((v, s) => {
    if (v >= 0) before[v] = merged.placeOf[s]
  })
  const options = (compare ? moveMetres : moveMetres.slice(0, 1)).map((moveCost): RepairOption => {
    const repair = repairCold(merged.problem, { before, absent: [], moveCost })
    const people = seatPeople(merged, repair.answer, numbers.before)
    const changed: RepairSeat[] = []
    seats.forEach((seat, s) => {
      const v = people[s]
      if (v < 0 || v === numbers.before[s]) return
      const from = numbers.before.indexOf(v)
      const hand = free.hands[v]
      changed.push({
        seat: seat.seat,
        person: hand.person,
        from: from < 0 ? null : seats[from].seat,
        reasons: [from < 0 ? { why: 'steps-in' } : { why: 'moved', from: seats[from].area }, ...whySeated(seat, hand)],
      })
    })
    const stillOpen = people.reduce((sum, v) => sum + Number(v < 0), 0)
    const openCost = repair.answer.open.reduce((sum, open, p) => sum + open * merged.problem.shortage[p], 0)
    return {
      moved: repair.moved.length,
      called: repair.called.length,
      filled: vacancies - stillOpen,
      stillOpen,
      cost: repair.cost - openCost,
      seats: changed,
    }
  })
  // Never more than stated; of what remains the one that fills most, then moves least, then the cheaper ones beside it.
  // Nobody is sent home by a repair: who moves, moves to a seat.
  const lawful = options
    .filter(
      (one) =>
        one.moved <= Math.floor(one.filled * movesPerVacancy) &&
        one.moved === one.seats.filter((seat) => seat.from !== null).length,
    )
    .sort((a, b) => a.stillOpen - b.stillOpen || a.moved - b.moved || a.cost - b.cost)
  const bound = Math.floor((lawful[0]?.filled ?? 0) * movesPerVacancy)
  // Prices that lead to the same repair show it once.
  return {
    vacancies,
    bound,
    options: lawful.filter(
      (one, at) => at === 0 || one.moved !== lawful[at - 1].moved || one.cost !== lawful[at - 1].cost,
    ),
  }
}
