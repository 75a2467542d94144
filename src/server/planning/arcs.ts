// From the ground to the planner's numbers: who could sit where and what it costs, in metres. Seats that ask a skill
// look only among those who have it.
import { covers, communityOf } from '#domain/kernel/area.ts'
import { flat } from '#planner/kernel/ground.ts'
import { findCandidates, usualWeights, type CandidateWeights } from '#planner/teams/candidates.ts'
import type { SeatArcs } from '#planner/teams/seats.ts'
import { partOfWeek } from '#domain/registry/week.ts'
import type { Favour } from './answers.ts'
import type { Ground, Hand, HeldSeat, SeatAsked } from './inputs.ts'

interface Prices extends CandidateWeights {
  /** Metres taken off for the seat somebody holds now: an accepted one is worth more. */
  readonly proposedMetres: number
  readonly acceptedMetres: number
}
const prices: Readonly<Record<Favour, Prices>> = {
  balanced: { ...usualWeights, proposedMetres: 300, acceptedMetres: 2_000 },
  near: {
    ...usualWeights,
    strangerMetres: 500,
    roundMetres: 100,
    lastGridMetres: 0,
    proposedMetres: 100,
    acceptedMetres: 1_000,
  },
  fair: { ...usualWeights, roundMetres: 2_500, lastGridMetres: 0, proposedMetres: 100, acceptedMetres: 1_000 },
  steady: { ...usualWeights, lastGridMetres: 3_000, proposedMetres: 3_000, acceptedMetres: 6_000 },
}

/**
 * Leaving a seat open costs more than anybody's way across a county: filled seats come first, leaders and skilled ones
 * before the others.
 */
const shortageMetres = { plain: 200_000, skilled: 260_000, leads: 300_000 }
/** Somebody else than the grid's own worker leads only where the worker cannot. */
const noWorkerMetres = 5_000
/** A grid worker is kept free to lead. */
const workerFollowsMetres = 4_000
/** Hours that do not suit count as so much way. */
const unsuitedMetres = 3_000
/** Each place meets three times as many people as it has seats, and each person so many places. */
const peoplePerSeat = 3

export interface Numbers {
  readonly arcs: SeatArcs
  readonly seats: readonly SeatAsked[]
  readonly hands: readonly Hand[]
  /** Person of each seat now, as a number, -1 for open. */
  readonly before: Int32Array
  readonly units: readonly string[]
}

export interface Choice {
  readonly favour: Favour
  /** Of a unit's people, how many of a hundred may serve at once. */
  readonly unitShare: number
}
export const usualChoice: Choice = { favour: 'balanced', unitShare: 60 }

const indexed = (values: readonly string[]): Map<string, number> =>
  new Map([...new Set(values)].sort().map((value, at) => [value, at]))

/**
 * Who could sit at each place with one skill asked, and the way's cost: seats of a place share it. By skill and site.
 */
function findWays(
  seats: readonly SeatAsked[],
  hands: readonly Hand[],
  price: Prices,
): Map<string, { volunteer: Int32Array; cost: Int32Array }> {
  const middle = seats[0]?.lat ?? hands[0]?.lat ?? 0
  const sites = indexed([...seats.map((one) => one.site), ...hands.flatMap((one) => one.lastSite ?? [])])
  const communities = indexed([
    ...seats.map((one) => communityOf(one.area)),
    ...hands.flatMap((one) => (one.community ? communityOf(one.community) : [])),
  ])
  const ways = new Map<string, { volunteer: Int32Array; cost: Int32Array }>()
  for (const [skill, own] of Map.groupBy(seats, (one) => one.skill)) {
    const bySite = [...Map.groupBy(own, (one) => one.site).values()]
    const places = bySite.map((all) => all[0])
    const most = bySite.reduce((top, all) => Math.max(top, all.length), 0)
    const able = hands.flatMap((one, at) => (skill === undefined || one.skills.includes(skill) ? [at] : []))
    const found = findCandidates(
      {
        ...flat(
          places.map((one) => one.lng),
          places.map((one) => one.lat),
          middle,
        ),
        skills: new Int32Array(places.length),
        community: Int32Array.from(places, (one) => communities.get(communityOf(one.area))!),
        grid: Int32Array.from(places, (one) => sites.get(one.site)!),
      },
      {
        ...flat(
          able.map((v) => hands[v].lng),
          able.map((v) => hands[v].lat),
          middle,
        ),
        skills: new Int32Array(able.length),
        community: Int32Array.from(able, (v) => communities.get(communityOf(hands[v].community ?? '')) ?? -1),
        rounds: Int32Array.from(able, (v) => hands[v].rounds),
        lastGrid: Int32Array.from(able, (v) => (hands[v].lastSite === undefined ? -1 : sites.get(hands[v].lastSite!)!)),
      },
      { ...price, peopleEach: Math.max(price.peopleEach, most * peoplePerSeat) },
    )
    places.forEach(({ site }, k) =>
      ways.set(`${skill} ${site}`, {
        volunteer: found.volunteer.subarray(found.start[k], found.start[k + 1]).map((v) => able[v]),
        cost: found.cost.subarray(found.start[k], found.start[k + 1]),
      }),
    )
  }
  return ways
}

/** @param free seats to fill; people who may sit there. What is locked or out of question has been taken out before. */
export function numbersOf(
  ground: Ground,
  seats: readonly SeatAsked[],
  hands: readonly Hand[],
  standing: readonly HeldSeat[],
  choice: Choice,
): Numbers {
  const price = prices[choice.favour]
  const ways = findWays(seats, hands, price)
  const sites = indexed(seats.map((one) => one.site))
  const personOf = new Map(hands.map((one, at) => [one.person, at]))
  const workers = hands.flatMap((one, at) => (one.works.length > 0 ? [at] : []))
  const holders = new Map(standing.map((one) => [one.seat, one]))
  const start = new Int32Array(seats.length + 1)
  const volunteer: number[] = []
  const cost: number[] = []
  const before = new Int32Array(seats.length).fill(-1)
  seats.forEach((seat, s) => {
    const held = holders.get(seat.seat)
    before[s] = (held && personOf.get(held.person)) ?? -1
    const shape = shaping(seat, hands, held, before[s], price)
    const add = (v: number, way: number) => {
      const sum = shape(v, way)
      if (sum === undefined) return
      volunteer.push(v)
      cost.push(sum)
    }
    const way = ways.get(`${seat.skill} ${seat.site}`)!
    // Whoever sits there can stay, however far; a grid's own workers are met even where many live nearer.
    const more = [
      ...new Set([
        ...(before[s] >= 0 ? [before[s]] : []),
        ...(seat.leads ? workers.filter((v) => hands[v].works.some((area) => covers(area, seat.area))) : []),
      ]),
    ]
      .filter((v) => !has(way.volunteer, v))
      .sort((a, b) => a - b)
    let next = 0
    way.volunteer.forEach((v, k) => {
      while (next < more.length && more[next] < v) add(more[next++], price.strangerMetres)
      add(v, way.cost[k])
    })
    while (next < more.length) add(more[next++], price.strangerMetres)
    start[s + 1] = volunteer.length
  })
  const arcs = { start, volunteer: Int32Array.from(volunteer), cost: Int32Array.from(cost) }
  return {
    arcs: {
      ...arcs,
      ...limits(ground, seats, hands, choice),
      seats: seats.length,
      volunteers: hands.length,
      grid: Int32Array.from(seats, (one) => sites.get(one.site)!),
    },
    seats,
    hands,
    before,
    units: unitsOf(hands),
  }
}

/** Halving in a sorted list. */
function has(sorted: Int32Array, value: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value
}

/**
 * What the ground says beyond way, skill and turns: who leads a grid, who is busy, which hours suit, who sits there
 * already. Undefined where somebody cannot.
 */
function shaping(
  seat: SeatAsked,
  hands: readonly Hand[],
  held: HeldSeat | undefined,
  holder: number,
  price: Prices,
): (v: number, way: number) => number | undefined {
  const part = partOfWeek(seat.starts)
  return (v, way) => {
    const one = hands[v]
    if (one.out || one.busy.some(([starts, ends]) => starts < seat.ends && seat.starts < ends)) return undefined
    let sum = way
    if (seat.leads)
      sum += one.works.some((area) => covers(area, seat.area)) ? -Math.min(way, noWorkerMetres) : noWorkerMetres
    else if (one.works.length > 0) sum += workerFollowsMetres
    if (one.availability.length > 0 && !one.availability.includes(part)) sum += unsuitedMetres
    return v === holder ? sum - (held!.state === 'accepted' ? price.acceptedMetres : price.proposedMetres) : sum
  }
}

const unitsOf = (hands: readonly Hand[]) => [...new Set(hands.flatMap((one) => one.unit ?? []))].sort()

/** Prices of open seats, and how many of each unit may serve: those outside this plan who serve already count. */
function limits(
  ground: Ground,
  seats: readonly SeatAsked[],
  hands: readonly Hand[],
  { unitShare }: Choice,
): Pick<SeatArcs, 'shortage' | 'unit' | 'unitCap'> {
  const shortage = Int32Array.from(seats, (one) =>
    one.leads ? shortageMetres.leads : one.skill !== undefined ? shortageMetres.skilled : shortageMetres.plain,
  )
  if (unitShare >= 100) return { shortage }
  const units = unitsOf(hands)
  const number = new Map(units.map((unit, at) => [unit, at]))
  const unitCap = new Int32Array(units.length)
  const here = new Set(hands.map((one) => one.person))
  for (const one of ground.hands) if (one.unit !== null && number.has(one.unit)) unitCap[number.get(one.unit)!]++
  for (let u = 0; u < units.length; u++) unitCap[u] = Math.ceil((unitCap[u] * unitShare) / 100)
  const unitOf = new Map(ground.hands.map((one) => [one.person, one.unit]))
  for (const { person } of ground.standing) {
    const u = here.has(person) ? undefined : number.get(unitOf.get(person) ?? '')
    if (u !== undefined) unitCap[u] = Math.max(0, unitCap[u] - 1)
  }
  return { shortage, unit: Int32Array.from(hands, (one) => (one.unit === null ? -1 : number.get(one.unit)!)), unitCap }
}
