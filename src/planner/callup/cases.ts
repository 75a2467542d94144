// Seeded towns to try call-ups on: loose and tight room, clustered and even homes, closed slots, priorities, large
// buildings. For tests and benches.
import { createRandom } from '#planner/kernel/random.ts'
import type { CallupProblem } from './problem.ts'

export interface Town {
  readonly buildings: number
  readonly points: number
  readonly slots: number
  /** People over room: 0.75 is loose, 0.95 tight. */
  readonly load: number
  readonly seed: number
  readonly clustered?: boolean
  /** Nearest points a building may go to; all when left out. */
  readonly near?: number
}

const SIDE_METRES = 3_000
const SLOT_METRES = 20

/** Buildings of 20 to 220 people; points with one to four lanes whose rooms add up to people / load. */
export function townCase({
  buildings,
  points,
  slots,
  load,
  seed,
  clustered = false,
  near = points,
}: Town): CallupProblem {
  const random = createRandom(seed)
  const centres = Array.from({ length: 4 }, () => [random.next() * SIDE_METRES, random.next() * SIDE_METRES])
  const place = () => {
    if (!clustered || random.next() < 0.3) return [random.next() * SIDE_METRES, random.next() * SIDE_METRES]
    const [x, y] = centres[random.int(centres.length)]
    return [x + (random.next() + random.next() - 1) * 500, y + (random.next() + random.next() - 1) * 500]
  }
  const homes = Array.from({ length: buildings }, place)
  const sites = Array.from({ length: points }, place)
  const people = Int32Array.from({ length: buildings }, () => 20 + Math.floor(200 * random.next() * random.next()))
  const lanes = Array.from({ length: points }, () => 1 + random.int(4))
  const all = people.reduce((a, b) => a + b, 0)
  const rooms = lanes.map((count) => (count * all) / load / slots / lanes.reduce((a, b) => a + b, 0))
  const start = new Int32Array(buildings + 1)
  const arcs: { point: number; way: number }[] = []
  homes.forEach(([x, y], b) => {
    const ways = sites
      .map(([px, py], p) => ({ point: p, way: Math.round(1.3 * Math.hypot(x - px, y - py)) }))
      .sort((a, c) => a.way - c.way || a.point - c.point)
    arcs.push(...ways.slice(0, near).sort((a, c) => a.point - c.point))
    start[b + 1] = arcs.length
  })
  const haste = Array.from({ length: buildings }, () => 1 + random.int(3))
  return {
    buildings,
    points,
    slots,
    people,
    start,
    point: Int32Array.from(arcs, ({ point }) => point),
    way: Int32Array.from(arcs, ({ way }) => way),
    late: Int32Array.from(
      { length: buildings * slots },
      (_, k) => haste[Math.floor(k / slots)] * SLOT_METRES * (k % slots),
    ),
    room: Int32Array.from({ length: points * slots }, (_, k) => Math.max(1, Math.round(rooms[Math.floor(k / slots)]))),
    left: new Int32Array(buildings).fill(100_000),
  }
}

/**
 * A handful of buildings with every rule now and then: closed slots, windows, spread buildings, fixed ones, a plan
 * before. Small enough to try every way.
 */
export function smallCase(seed: number): CallupProblem {
  const random = createRandom(seed)
  const buildings = 1 + random.int(5)
  const points = 1 + random.int(3)
  const slots = 1 + random.int(4)
  const split = random.next() < 0.4
  const people = Int32Array.from({ length: buildings }, () => 1 + random.int(split ? 14 : 9))
  const start = new Int32Array(buildings + 1)
  const point: number[] = []
  for (let b = 0; b < buildings; b++) {
    for (let p = 0; p < points; p++) if (random.next() < 0.8) point.push(p)
    start[b + 1] = point.length
  }
  const late = Int32Array.from({ length: buildings * slots }, (_, k) =>
    random.next() < 0.1 ? -1 : 3 * (k % slots) * random.int(3),
  )
  const fixed = Int32Array.from({ length: buildings }, (_, b) =>
    random.next() < 0.12 && start[b + 1] > start[b] ? point[start[b]] * slots + random.int(slots) : -1,
  )
  return {
    buildings,
    points,
    slots,
    people,
    start,
    point: Int32Array.from(point),
    way: Int32Array.from(point, () => random.int(60)),
    late,
    room: Int32Array.from({ length: points * slots }, () => (random.next() < 0.15 ? 0 : 2 + random.int(12))),
    left: Int32Array.from({ length: buildings }, () => (random.next() < 0.8 ? 500 : random.int(50))),
    split,
    ...(random.next() < 0.4 && { fixed }),
    ...(random.next() < 0.4 && {
      stay: Int32Array.from({ length: buildings }, () => random.int(points * slots + 1) - 1),
      movePrice: random.int(40),
    }),
  }
}
