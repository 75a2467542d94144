// Who could sit where, and what it costs: arcs from places, skills, registered community, rounds already served and the
// last team.
// Every volunteer meets the nearest places, every place the nearest volunteers, so that no place is left without
// candidates by the cut.
import { Nearest, type Points } from '#planner/kernel/ground.ts'

export interface SeatGround extends Points {
  /** Skills that a seat needs, as bits. */
  readonly skills: Int32Array
  /** Community of each seat, -1 for none. */
  readonly community: Int32Array
  readonly grid: Int32Array
}

export interface PeopleGround extends Points {
  readonly skills: Int32Array
  /** Community with which each has registered, -1 for none. */
  readonly community: Int32Array
  /** Rounds already served. */
  readonly rounds: Int32Array
  /** Grid served last, -1 for none. */
  readonly lastGrid: Int32Array
}

export interface CandidateWeights {
  /**
   * A way on foot is longer than the straight line: 1.3 in towns (Newell, "Traffic Flow on Transportation Networks",
   * 1980).
   */
  readonly detour: number
  /** Metres that serving outside the registered community counts as. */
  readonly strangerMetres: number
  /** Metres for each round already served: the rested go first. */
  readonly roundMetres: number
  /** Metres taken off for the grid served last: teams that know each other. */
  readonly lastGridMetres: number
  /** Places that each volunteer meets, and volunteers that each place meets. */
  readonly placesEach: number
  readonly peopleEach: number
}

export const usualWeights: CandidateWeights = {
  detour: 1.3,
  strangerMetres: 1_500,
  roundMetres: 400,
  lastGridMetres: 300,
  placesEach: 17,
  peopleEach: 40,
}

export interface CandidateArcs {
  /** Arcs by seat, sorted by volunteer. */
  readonly start: Int32Array
  readonly volunteer: Int32Array
  readonly cost: Int32Array
}

/** Costs are whole metres, never negative. */
export function findCandidates(
  seats: SeatGround,
  people: PeopleGround,
  weights: CandidateWeights = usualWeights,
): CandidateArcs {
  const count = seats.x.length
  const reached: Set<number>[] = Array.from({ length: count }, () => new Set())
  // Seats of one grid stand at one point: each grid is met once.
  const grids = firstOfEach(seats.grid)
  const gridPoints = { x: Float64Array.from(grids, (s) => seats.x[s]), y: Float64Array.from(grids, (s) => seats.y[s]) }
  const members: number[][] = grids.map(() => [])
  const ofGrid = new Map(grids.map((s, k) => [seats.grid[s], k]))
  seats.grid.forEach((grid, s) => members[ofGrid.get(grid)!].push(s))
  const meet = (k: number, v: number) => {
    for (const s of members[k]) if ((seats.skills[s] & ~people.skills[v]) === 0) reached[s].add(v)
  }
  const nearGrids = new Nearest(gridPoints)
  const nearPeople = new Nearest(people)
  for (let v = 0; v < people.x.length; v++) {
    for (const k of nearGrids.find(people.x[v], people.y[v], weights.placesEach)) meet(k, v)
    const last = ofGrid.get(people.lastGrid[v])
    if (last !== undefined) meet(last, v)
  }
  grids.forEach((s, k) => {
    for (const v of nearPeople.find(seats.x[s], seats.y[s], weights.peopleEach)) meet(k, v)
  })
  const start = new Int32Array(count + 1)
  reached.forEach((found, s) => {
    start[s + 1] = start[s] + found.size
  })
  const volunteer = new Int32Array(start[count])
  const cost = new Int32Array(start[count])
  reached.forEach((found, s) => {
    volunteer.set(Int32Array.from(found).sort(), start[s])
    for (let arc = start[s]; arc < start[s + 1]; arc++) cost[arc] = costOf(seats, s, people, volunteer[arc], weights)
  })
  return { start, volunteer, cost }
}

/** Metres of one person for one seat, fairness and continuity included. */
export function costOf(
  seats: SeatGround,
  s: number,
  people: PeopleGround,
  v: number,
  weights: CandidateWeights,
): number {
  const way = Math.hypot(seats.x[s] - people.x[v], seats.y[s] - people.y[v]) * weights.detour
  const stranger = seats.community[s] >= 0 && people.community[v] === seats.community[s] ? 0 : weights.strangerMetres
  const known = people.lastGrid[v] >= 0 && people.lastGrid[v] === seats.grid[s] ? weights.lastGridMetres : 0
  return Math.max(0, Math.round(way + stranger + weights.roundMetres * people.rounds[v] - known))
}

function firstOfEach(grid: Int32Array): number[] {
  const seen = new Set<number>()
  const first: number[] = []
  grid.forEach((g, s) => {
    if (seen.has(g)) return
    seen.add(g)
    first.push(s)
  })
  return first
}
