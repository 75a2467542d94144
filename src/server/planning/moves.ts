// Moves between areas: open seats of the coming hours filled from where people are free, or from posts that can spare
// one; grouped by where from and where to, a reason each.
import { communityOf, type AreaId } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import type { MoveReason } from '#domain/dispatch/terms.ts'
import { moveMax } from '#domain/dispatch/terms.ts'
import { ofSeat, type SeatId } from '#domain/roster/terms.ts'
import { mergeSeats, seatPeople } from '#planner/teams/seats.ts'
import { solveTeams } from '#planner/teams/teams.ts'
import { numbersOf, usualChoice } from './arcs.ts'
import type { Ground, Hand, SeatAsked, HeldSeat } from './inputs.ts'
import { metresTo } from './why.ts'

export interface ProposedMove {
  readonly from: AreaId
  readonly to: AreaId
  readonly seats: readonly { readonly seat: SeatId; readonly person: Id; readonly leaves: SeatId | null }[]
  readonly reasons: readonly MoveReason[]
}

/** A post lends one of every four of its people, and only when all its seats are filled. */
const lentOf = 4
/** Taking somebody from their post counts as so much way more. */
const lentMetres = 3_000

const overlaps = (a: { starts: number; ends: number }, b: { starts: number; ends: number }) =>
  a.starts < b.ends && b.starts < a.ends

/** Holders whose posts can spare some, with how many each post lends. */
function lenders(
  ground: Ground,
  hours: { starts: Instant; ends: Instant },
): { lent: Map<Id, HeldSeat>; spare: Map<Id, number>; sizes: Map<Id, number> } {
  const asked = Map.groupBy(
    ground.seats.filter((one) => one.kind === 'post' && overlaps(one, hours)),
    (one) => one.part,
  )
  const held = Map.groupBy(
    ground.standing.filter((one) => !one.locked && overlaps(one, hours)),
    (one) => ofSeat(one.seat),
  )
  const lent = new Map<Id, HeldSeat>()
  const spare = new Map<Id, number>()
  for (const [post, seats] of asked) {
    const own = held.get(post) ?? []
    // Skilled seats are where the skill is needed; they lend nobody.
    if (seats.length < lentOf || own.length < seats.length || seats[0].skill !== undefined) continue
    spare.set(post, Math.floor(seats.length / lentOf))
    for (const one of own) lent.set(one.person, one)
  }
  return { lent, spare, sizes: new Map([...asked].map(([post, seats]) => [post, seats.length])) }
}

/** @param hours of the shift that is balanced */
export function proposeMoves(ground: Ground, hours: { starts: Instant; ends: Instant }): ProposedMove[] {
  const filled = new Set(ground.standing.map((one) => one.seat))
  const open = ground.seats.filter((one) => overlaps(one, hours) && !filled.has(one.seat))
  // Who has a seat in another shift of the round has given enough.
  const busy = new Set(ground.standing.map((one) => one.person))
  const { lent, spare, sizes } = lenders(ground, hours)
  const hands = ground.hands.filter((one) => !one.out && (!busy.has(one.person) || lent.has(one.person)))
  if (open.length === 0 || hands.length === 0) return []
  const belongs = (hand: Hand) => communityOf(lent.get(hand.person)?.area ?? hand.community ?? hand.home)
  const { arcs } = numbersOf(ground, open, hands, [], { ...usualChoice, unitShare: 100 })
  // Within one community the roster itself mends; a move is between two.
  const start = new Int32Array(arcs.start.length)
  const volunteer: number[] = []
  const cost: number[] = []
  open.forEach((seat, s) => {
    for (let arc = arcs.start[s]; arc < arcs.start[s + 1]; arc++) {
      const hand = hands[arcs.volunteer[arc]]
      if (belongs(hand) === communityOf(seat.area)) continue
      volunteer.push(arcs.volunteer[arc])
      cost.push(arcs.cost[arc] + (lent.has(hand.person) ? lentMetres : 0))
    }
    start[s + 1] = volunteer.length
  })
  // What a post lends is bounded as a unit's people are.
  const posts = [...spare.keys()].sort()
  const unit = Int32Array.from(hands, (one) => {
    const seat = lent.get(one.person)?.seat
    return seat === undefined ? -1 : posts.indexOf(ofSeat(seat))
  })
  const merged = mergeSeats({
    ...arcs,
    start,
    volunteer: Int32Array.from(volunteer),
    cost: Int32Array.from(cost),
    unit,
    unitCap: Int32Array.from(posts, (post) => spare.get(post)!),
  })
  const people = seatPeople(merged, solveTeams(merged.problem))
  const pairs = open.flatMap((seat, s): { seat: SeatAsked; hand: Hand }[] =>
    people[s] < 0 ? [] : [{ seat, hand: hands[people[s]] }],
  )
  const groups = Map.groupBy(pairs, ({ seat, hand }) => `${belongs(hand)} ${communityOf(seat.area)}`)
  return [...groups]
    .map(([way, own]): ProposedMove => {
      const [from, to] = way.split(' ')
      const shown = own.slice(0, moveMax)
      return {
        from,
        to,
        seats: shown.map(({ seat, hand }) => ({
          seat: seat.seat,
          person: hand.person,
          leaves: lent.get(hand.person)?.seat ?? null,
        })),
        reasons: reasonsOf(ground, hours, from, to, shown, lent, sizes, hands, belongs),
      }
    })
    .sort((a, b) => b.seats.length - a.seats.length || (a.from < b.from ? -1 : 1))
}

function reasonsOf(
  ground: Ground,
  hours: { starts: Instant; ends: Instant },
  from: AreaId,
  to: AreaId,
  pairs: readonly { seat: SeatAsked; hand: Hand }[],
  lent: ReadonlyMap<Id, HeldSeat>,
  sizes: ReadonlyMap<Id, number>,
  hands: readonly Hand[],
  belongs: (hand: Hand) => AreaId,
): MoveReason[] {
  const there = ground.seats.filter((one) => one.area.startsWith(to) && overlaps(one, hours))
  const filled = new Set(ground.standing.map((one) => one.seat))
  const reasons: MoveReason[] = [
    { why: 'short-there', open: there.filter((one) => !filled.has(one.seat)).length, seats: there.length },
  ]
  const free = hands.filter((one) => !lent.has(one.person) && belongs(one) === from).length
  if (free > 0) reasons.push({ why: 'free-here', people: free })
  const leaving = pairs.flatMap(({ hand }) => lent.get(hand.person) ?? [])
  if (leaving.length > 0) {
    const seats = [...new Set(leaving.map((one) => ofSeat(one.seat)))].reduce((sum, post) => sum + sizes.get(post)!, 0)
    reasons.push({ why: 'enough-here', left: seats - leaving.length, seats })
  }
  reasons.push({
    why: 'near',
    metres: Math.round(pairs.reduce((sum, { seat, hand }) => sum + metresTo(seat, hand), 0) / pairs.length / 100) * 100,
  })
  for (const skill of new Set(pairs.flatMap(({ seat }) => seat.skill ?? []))) reasons.push({ why: 'skill', skill })
  return reasons.slice(0, 6)
}
