// Seeded random team problems of every kind that has ever broken a matching: loose, tight, clustered, even, infeasible,
// degenerate, capped, doubled arcs.
// For tests and the bench.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import type { TeamsProblem } from './problem.ts'

export const kinds = [
  'loose',
  'tight',
  'clustered',
  'even',
  'infeasible',
  'degenerate',
  'caps',
  'doubled',
  'negative',
  'lone',
] as const
export type CaseKind = (typeof kinds)[number]

export interface Arc {
  readonly place: number
  readonly volunteer: number
  readonly cost: number
}

/** Groups arcs by place, keeping their order. */
export function problemOf(
  need: readonly number[],
  shortage: readonly number[],
  volunteers: number,
  arcs: readonly Arc[],
  unit?: readonly number[],
  unitCap?: readonly number[],
): TeamsProblem {
  const start = new Int32Array(need.length + 1)
  for (const { place } of arcs) start[place + 1]++
  for (let p = 0; p < need.length; p++) start[p + 1] += start[p]
  const fill = start.slice()
  const volunteer = new Int32Array(arcs.length)
  const cost = new Int32Array(arcs.length)
  for (const arc of arcs) {
    volunteer[fill[arc.place]] = arc.volunteer
    cost[fill[arc.place]++] = arc.cost
  }
  const units = unit && unitCap ? { unit: Int32Array.from(unit), unitCap: Int32Array.from(unitCap) } : {}
  return {
    places: need.length,
    volunteers,
    need: Int32Array.from(need),
    shortage: Int32Array.from(shortage),
    start,
    volunteer,
    cost,
    ...units,
  }
}

/** A small problem: at most 8 places and 24 volunteers. */
export function smallCase(kind: CaseKind, seed: number): TeamsProblem {
  const random = createRandom(seed)
  const places = kind === 'lone' ? 1 : 1 + random.int(8)
  const volunteers = random.int(kind === 'tight' ? 16 : 24)
  const seats = Math.max(
    1,
    Math.floor((volunteers * { loose: 0.3, infeasible: 1.8 }[kind as string]! || volunteers * 0.95) / places),
  )
  const need = Array.from({ length: places }, () => random.int(2 * seats + 1))
  const top = kind === 'degenerate' ? 3 : 100
  const density = kind === 'even' ? 1 : 0.2 + 0.7 * random.next()
  const arcs: Arc[] = []
  for (let place = 0; place < places; place++) {
    for (let volunteer = 0; volunteer < volunteers; volunteer++) {
      if (kind === 'clustered' ? (place + volunteer) % 3 === 0 && random.next() < 0.9 : random.next() > density)
        continue
      const cost = random.int(top) - (kind === 'negative' ? 60 : 0)
      arcs.push({ place, volunteer, cost })
      if (kind === 'doubled' && random.next() < 0.5) arcs.push({ place, volunteer, cost: random.int(top) })
    }
  }
  const shortage = need.map(() =>
    kind === 'infeasible' ? 60 + random.int(400) : 20 + random.int(kind === 'loose' ? 500 : 150),
  )
  if (kind !== 'caps') return problemOf(need, shortage, volunteers, arcs)
  const units = 1 + random.int(5)
  const unit = Array.from({ length: volunteers }, () => random.int(units + 1) - 1)
  return problemOf(
    need,
    shortage,
    volunteers,
    arcs,
    unit,
    Array.from({ length: units }, () => random.int(5)),
  )
}

/** Where places and homes lie. */
export interface Country {
  readonly places: number
  readonly volunteers: number
  /** Seats of every place. */
  readonly seats: number
  /** Nearest places that each volunteer could serve. */
  readonly degree: number
  readonly clustered: boolean
  readonly seed: number
}

/** Metres between neighbouring places on average. */
const SPACING = 400
/** Cells around a home that are searched for places. */
const REACH = 3

/** A country of places and homes; arcs cost the metres plus a lot of up to 300 for rounds already served. */
export function countryCase({ places, volunteers, seats, degree, clustered, seed }: Country): TeamsProblem {
  const random = createRandom(seed)
  const side = Math.ceil(Math.sqrt(places))
  const width = side * SPACING
  const cells: number[][] = Array.from({ length: side * side }, () => [])
  const cellOf = (at: number) => Math.min(side - 1, Math.max(0, Math.floor(at / SPACING)))
  const x = new Float64Array(places)
  const y = new Float64Array(places)
  for (let p = 0; p < places; p++) {
    x[p] = random.next() * width
    y[p] = random.next() * width
    cells[cellOf(y[p]) * side + cellOf(x[p])].push(p)
  }
  const towns = Array.from({ length: Math.ceil(places / 50) }, () => [random.next() * width, random.next() * width])
  const arcs = {
    place: new Int32Array(volunteers * degree),
    volunteer: new Int32Array(volunteers * degree),
    cost: new Int32Array(volunteers * degree),
    count: 0,
  }
  for (let v = 0; v < volunteers; v++) {
    const home = homeOf(random, width, clustered ? towns : [])
    const extra = random.int(300)
    const near: [number, number][] = []
    for (let j = Math.max(0, cellOf(home[1]) - REACH); j <= Math.min(side - 1, cellOf(home[1]) + REACH); j++) {
      for (let i = Math.max(0, cellOf(home[0]) - REACH); i <= Math.min(side - 1, cellOf(home[0]) + REACH); i++) {
        for (const p of cells[j * side + i]) near.push([Math.round(Math.hypot(x[p] - home[0], y[p] - home[1])), p])
      }
    }
    near.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    for (const [metres, place] of near.slice(0, degree)) {
      arcs.place[arcs.count] = place
      arcs.volunteer[arcs.count] = v
      arcs.cost[arcs.count++] = metres + extra
    }
  }
  return grouped(places, volunteers, seats, arcs)
}

function homeOf(random: Random, width: number, towns: number[][]): [number, number] {
  if (towns.length === 0 || random.next() > 0.7) return [random.next() * width, random.next() * width]
  const town = towns[random.int(towns.length)]
  // Sum of two uniform numbers: dense in the middle of the town, 2 km wide.
  const around = (centre: number) =>
    Math.min(width - 1, Math.max(0, centre + (random.next() + random.next() - 1) * 2_000))
  return [around(town[0]), around(town[1])]
}

function grouped(
  places: number,
  volunteers: number,
  seats: number,
  arcs: { place: Int32Array; volunteer: Int32Array; cost: Int32Array; count: number },
): TeamsProblem {
  const start = new Int32Array(places + 1)
  for (let k = 0; k < arcs.count; k++) start[arcs.place[k] + 1]++
  for (let p = 0; p < places; p++) start[p + 1] += start[p]
  const fill = start.slice()
  const volunteer = new Int32Array(arcs.count)
  const cost = new Int32Array(arcs.count)
  for (let k = 0; k < arcs.count; k++) {
    const at = fill[arcs.place[k]]++
    volunteer[at] = arcs.volunteer[k]
    cost[at] = arcs.cost[k]
  }
  return {
    places,
    volunteers,
    need: new Int32Array(places).fill(seats),
    shortage: new Int32Array(places).fill(10_000),
    start,
    volunteer,
    cost,
  }
}
