// Seeded random rosters, small ones of every kind and countries of any size. For tests and the bench.
import { createRandom, type Random } from '#planner/kernel/random.ts'
import type { RosterProblem } from './problem.ts'

export interface RosterArc {
  readonly place: number
  readonly person: number
  readonly cost: number
}

/** Groups arcs by place, keeping their order. */
export function groupArcs(
  places: number,
  arcs: readonly RosterArc[],
): Pick<RosterProblem, 'start' | 'person' | 'cost'> {
  const start = new Int32Array(places + 1)
  for (const { place } of arcs) start[place + 1]++
  for (let q = 0; q < places; q++) start[q + 1] += start[q]
  const fill = start.slice()
  const person = new Int32Array(arcs.length)
  const cost = new Int32Array(arcs.length)
  for (const arc of arcs) {
    person[fill[arc.place]] = arc.person
    cost[fill[arc.place]++] = arc.cost
  }
  return { start, person, cost }
}

const HOUR = 60
const DAY = 24 * HOUR

/** Three shifts a day: 06–14, 14–22 and the night 22–06. */
export function threeShifts(
  days: number,
): Pick<RosterProblem, 'shifts' | 'begins' | 'ends' | 'day' | 'night' | 'morning'> {
  const shifts = 3 * days
  const of = (each: (day: number, k: number) => number) =>
    Int32Array.from({ length: shifts }, (_, s) => each(Math.floor(s / 3), s % 3))
  return {
    shifts,
    begins: of((day, k) => day * DAY + (6 + 8 * k) * HOUR),
    ends: of((day, k) => day * DAY + (14 + 8 * k) * HOUR),
    day: of((day) => day),
    night: Uint8Array.from(of((_, k) => (k === 2 ? 1 : 0))),
    morning: Uint8Array.from(of((_, k) => (k === 0 ? 1 : 0))),
  }
}

export interface RosterCountry {
  readonly people: number
  readonly posts: number
  readonly days: number
  /** Mean seats of a place. */
  readonly need: number
  /** Nearest posts that each person could serve. */
  readonly degree: number
  readonly seed: number
}

/** Posts and homes on a square; ways in metres, wishes, skills, days away, shifts served before. */
export function rosterCountry({ people, posts, days, need, degree, seed }: RosterCountry): RosterProblem {
  const random = createRandom(seed)
  const width = Math.ceil(Math.sqrt(posts)) * 1_000
  const at = (count: number) => Array.from({ length: count }, () => [random.next() * width, random.next() * width])
  const postAt = at(posts)
  const homeAt = at(people)
  const shifts = threeShifts(days)
  const places = posts * shifts.shifts
  const arcs: RosterArc[] = []
  for (let p = 0; p < people; p++) {
    const away = Array.from({ length: shifts.shifts }, () => random.next() < 0.2)
    const wish = Array.from({ length: shifts.shifts }, () => (random.int(5) === 0 ? random.int(1_500) - 500 : 0))
    for (const k of nearest(homeAt[p], postAt, degree)) {
      const way = Math.round(Math.hypot(homeAt[p][0] - postAt[k][0], homeAt[p][1] - postAt[k][1]))
      for (let s = 0; s < shifts.shifts; s++)
        if (!away[s]) arcs.push({ place: s * posts + k, person: p, cost: Math.max(0, way + wish[s]) })
    }
  }
  return {
    ...shifts,
    restMinutes: 11 * HOUR,
    runDaysMax: 3,
    fairness: 150,
    people,
    most: Int32Array.from({ length: people }, () => 2 + random.int(3)),
    served: Int32Array.from({ length: people }, () => random.int(4)),
    ranDays: Int32Array.from({ length: people }, () => random.int(3)),
    places,
    shift: Int32Array.from({ length: places }, (_, q) => Math.floor(q / posts)),
    need: Int32Array.from({ length: places }, () => seats(random, need)),
    shortage: Int32Array.from({ length: places }, () => 10_000 * (1 + random.int(3))),
    ...groupArcs(places, arcs),
    locked: new Int32Array(0),
  }
}

/** A whole number of the given mean, at least half of it. */
function seats(random: Random, mean: number): number {
  const value = mean * (0.5 + random.next())
  return Math.floor(value) + (random.next() < value % 1 ? 1 : 0)
}

function nearest(home: readonly number[], posts: readonly number[][], count: number): number[] {
  const by = posts.map((post, k): [number, number] => [(post[0] - home[0]) ** 2 + (post[1] - home[1]) ** 2, k])
  return by
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, count)
    .map(([, k]) => k)
}

export const rosterKinds = [
  'plain',
  'scarce',
  'ties',
  'units',
  'locks',
  'nights',
  'runs',
  'overlapping',
  'free',
  'wishes',
] as const
export type RosterKind = (typeof rosterKinds)[number]

/**
 * A small problem that every sequence of every person can be tried on: at most 4 people, 6 shifts and 2 posts (`tiny`),
 * or some 12 people and 9 shifts.
 */
export function smallRoster(kind: RosterKind, seed: number, tiny = true): RosterProblem {
  const random = createRandom(seed)
  const timing = kind === 'overlapping' ? oddShifts(random, tiny ? 5 : 9) : threeShifts(tiny ? 2 : 3)
  const { shifts } = timing
  const people = tiny ? 1 + random.int(4) : 6 + random.int(8)
  const posts = tiny ? 1 + random.int(2) : 2 + random.int(2)
  const places = posts * shifts
  const top = kind === 'ties' ? 3 : 100
  const arcs: RosterArc[] = []
  for (let place = 0; place < places; place++) {
    for (let p = 0; p < people; p++)
      if (random.next() < 0.75) arcs.push({ place, person: p, cost: random.int(top) - (kind === 'wishes' ? 40 : 0) })
  }
  const shift = Int32Array.from({ length: places }, (_, q) => Math.floor(q / posts))
  const unitsOf =
    kind === 'units'
      ? {
          unit: Int32Array.from({ length: people }, () => random.int(3) - 1),
          unitCap: Int32Array.from({ length: 2 }, () => random.int(3)),
        }
      : {}
  const problem: RosterProblem = {
    ...timing,
    restMinutes: [0, 8, 11][random.int(3)] * HOUR,
    runDaysMax: kind === 'runs' ? 1 : 1 + random.int(3),
    fairness: kind === 'free' ? 0 : random.int(20),
    people,
    most: Int32Array.from({ length: people }, () => (kind === 'scarce' ? random.int(3) : 1 + random.int(4))),
    served: Int32Array.from({ length: people }, () => random.int(4)),
    ranDays: Int32Array.from({ length: people }, () => random.int(3)),
    ...unitsOf,
    places,
    shift,
    need: Int32Array.from({ length: places }, () => random.int(kind === 'scarce' ? 3 : 2)),
    shortage: Int32Array.from({ length: places }, () => 20 + random.int(200)),
    ...groupArcs(places, arcs),
    locked: new Int32Array(0),
  }
  return kind === 'nights' ? { ...problem, restMinutes: 0 } : kind === 'locks' ? withLock(problem, random) : problem
}

/** Shifts of uneven length that overlap. */
function oddShifts(random: Random, shifts: number): ReturnType<typeof threeShifts> {
  const begins = Int32Array.from({ length: shifts }, () => random.int(3 * DAY)).sort()
  return {
    shifts,
    begins,
    ends: begins.map((begin) => begin + 2 * HOUR + random.int(14 * HOUR)),
    day: begins.map((begin) => Math.floor(begin / DAY)),
    night: Uint8Array.from({ length: shifts }, () => random.int(2)),
    morning: Uint8Array.from({ length: shifts }, () => random.int(2)),
  }
}

/** One lawful lock where there is any: a person's only one cannot break rest. */
function withLock(problem: RosterProblem, random: Random): RosterProblem {
  const { places, start, need, person, most, runDaysMax, ranDays } = problem
  const able: number[] = []
  for (let q = 0; q < places; q++) {
    for (let arc = start[q]; arc < start[q + 1]; arc++)
      if (need[q] > 0 && most[person[arc]] > 0 && ranDays[person[arc]] < runDaysMax) able.push(arc)
  }
  return able.length === 0 ? problem : { ...problem, locked: Int32Array.of(able[random.int(able.length)]) }
}
