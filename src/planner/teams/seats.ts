// From single seats to places and back: seats of one grid that the same people can fill at the same cost are one place
// with several seats.
// Fewer places make a smaller problem; which of the alike seats a person gets does not matter, except that whoever had
// one keeps it.
import type { TeamsAnswer, TeamsProblem } from './problem.ts'

/** Arcs by seat: seat s has arcs start[s] … start[s + 1] - 1, sorted by volunteer, none twice. */
export interface SeatArcs {
  readonly seats: number
  readonly volunteers: number
  /** Grid of each seat, as a number. */
  readonly grid: Int32Array
  readonly shortage: Int32Array
  readonly start: Int32Array
  readonly volunteer: Int32Array
  readonly cost: Int32Array
  readonly unit?: Int32Array
  readonly unitCap?: Int32Array
}

export interface Merged {
  readonly problem: TeamsProblem
  /** Place of each seat, and the seats of each place: seatOf[firstSeat[p]] … seatOf[firstSeat[p + 1] - 1]. */
  readonly placeOf: Int32Array
  readonly firstSeat: Int32Array
  readonly seatOf: Int32Array
}

/** Every seat its own place: for the verifier, which must not lean on the merging. */
export function seatProblem(arcs: SeatArcs): TeamsProblem {
  const { seats, volunteers, shortage, start, volunteer, cost, unit, unitCap } = arcs
  return {
    places: seats,
    volunteers,
    need: new Int32Array(seats).fill(1),
    shortage,
    start,
    volunteer,
    cost,
    unit,
    unitCap,
  }
}

export function mergeSeats(arcs: SeatArcs): Merged {
  const { seats, start, volunteer, cost } = arcs
  const placeOf = new Int32Array(seats)
  const sample: number[] = []
  const known = new Map<number, number[]>()
  for (let s = 0; s < seats; s++) {
    const key = rowHash(arcs, s)
    const alike = known.get(key) ?? []
    const place = alike.find((p) => sameRow(arcs, sample[p], s))
    if (place !== undefined) placeOf[s] = place
    else {
      placeOf[s] = sample.length
      known.set(key, [...alike, sample.length])
      sample.push(s)
    }
  }
  const places = sample.length
  const firstSeat = new Int32Array(places + 1)
  for (const p of placeOf) firstSeat[p + 1]++
  for (let p = 0; p < places; p++) firstSeat[p + 1] += firstSeat[p]
  const fill = firstSeat.slice()
  const seatOf = new Int32Array(seats)
  for (let s = 0; s < seats; s++) seatOf[fill[placeOf[s]]++] = s
  const placeStart = new Int32Array(places + 1)
  for (let p = 0; p < places; p++) placeStart[p + 1] = placeStart[p] + start[sample[p] + 1] - start[sample[p]]
  const placeVolunteer = new Int32Array(placeStart[places])
  const placeCost = new Int32Array(placeStart[places])
  for (let p = 0; p < places; p++) {
    placeVolunteer.set(volunteer.subarray(start[sample[p]], start[sample[p] + 1]), placeStart[p])
    placeCost.set(cost.subarray(start[sample[p]], start[sample[p] + 1]), placeStart[p])
  }
  const need = new Int32Array(places)
  for (const p of placeOf) need[p]++
  const problem = {
    places,
    volunteers: arcs.volunteers,
    need,
    shortage: Int32Array.from(sample, (s) => arcs.shortage[s]),
    start: placeStart,
    volunteer: placeVolunteer,
    cost: placeCost,
    unit: arcs.unit,
    unitCap: arcs.unitCap,
  }
  return { problem, placeOf, firstSeat, seatOf }
}

/** FNV-1a (Fowler, Noll & Vo, 1991) over what makes seats alike; a clash costs one comparison more. */
function rowHash({ grid, shortage, start, volunteer, cost }: SeatArcs, s: number): number {
  let hash = Math.imul(0x811c9dc5 ^ grid[s], 0x01000193)
  hash = Math.imul(hash ^ shortage[s], 0x01000193)
  for (let arc = start[s]; arc < start[s + 1]; arc++) {
    hash = Math.imul(hash ^ volunteer[arc], 0x01000193)
    hash = Math.imul(hash ^ cost[arc], 0x01000193)
  }
  return hash
}

function sameRow({ grid, shortage, start, volunteer, cost }: SeatArcs, a: number, b: number): boolean {
  const length = start[a + 1] - start[a]
  if (grid[a] !== grid[b] || shortage[a] !== shortage[b] || start[b + 1] - start[b] !== length) return false
  for (let k = 0; k < length; k++) {
    if (volunteer[start[a] + k] !== volunteer[start[b] + k] || cost[start[a] + k] !== cost[start[b] + k]) return false
  }
  return true
}

/**
 * Volunteer of each seat, -1 for open. Who had a seat of the same place before (`before`, by seat) keeps it; the others
 * take the rest in order.
 */
export function seatPeople(merged: Merged, answer: Pick<TeamsAnswer, 'place'>, before?: Int32Array): Int32Array {
  const { placeOf, firstSeat, seatOf } = merged
  const person = new Int32Array(placeOf.length).fill(-1)
  const sits = new Uint8Array(answer.place.length)
  before?.forEach((v, s) => {
    if (v < 0 || answer.place[v] !== placeOf[s] || sits[v]) return
    person[s] = v
    sits[v] = 1
  })
  const next = firstSeat.slice()
  for (let v = 0; v < answer.place.length; v++) {
    const p = answer.place[v]
    if (p < 0 || sits[v]) continue
    while (person[seatOf[next[p]]] >= 0) next[p]++
    person[seatOf[next[p]]] = v
  }
  return person
}
