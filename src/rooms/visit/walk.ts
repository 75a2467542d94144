// In which order to walk: the doors one holds, building by building, those asked to be visited again not before their
// time. The planner orders; a phone with no network has its own, simpler way.
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { FAR } from '#planner/visits/problem.ts'
import { Visits } from '#planner/visits/visits.ts'
import { question } from '#journal/view.ts'
import { findMyDoors, type DoorRow } from './questions.ts'

/** Seconds at a door, and metres walked in a second with a bag and a list. */
const doorSeconds = 180
const metresPerSecond = 1.1
const metresPerDegree = 111_195
/** Buildings one person walks to; a claim holds no more doors than this. */
const buildingsMax = 300
/** Who may be visited within so long is on the first walk. */
const soonSeconds = 3_600
/**
 * Spots looked at for each building, and at most: hundreds of walkers open this screen in one morning, and a dozen
 * buildings need some hundredths of a second.
 */
const workEach = 15_000
const workMax = 1_200_000
/** Priority of doors that are first on the list; of three kinds. */
const priorities = [100, 10, 1]

const stop = z.object({
  round: z.string(),
  building: z.string(),
  name: z.string().nullable(),
  doors: z.int(),
  at: z.number(),
})
const walkAnswer = z.object({ stops: z.array(stop), metres: z.int() })
export type WalkAnswer = z.infer<typeof walkAnswer>

interface Stop {
  readonly round: string
  readonly building: string
  readonly name: string | null
  readonly place: readonly [number, number]
  readonly doors: number
  readonly opens: number
  readonly priority: number
}

/** Doors of one building are one stop; it opens when the first of them may be knocked on. @param now milliseconds */
export function stopsOf(doors: readonly DoorRow[], now: number): Stop[] {
  const stops = new Map<string, Stop>()
  for (const door of doors) {
    if (door.place === null) continue
    const key = `${door.round} ${door.building}`
    const opens = Math.max(0, Math.round(((door.revisitAt ?? now) - now) / 1000))
    const before = stops.get(key)
    const priority = priorities[door.priority - 1] ?? 1
    stops.set(
      key,
      before
        ? {
            ...before,
            doors: before.doors + 1,
            opens: Math.min(before.opens, opens),
            priority: Math.max(before.priority, priority),
          }
        : {
            round: door.round,
            building: door.building,
            name: door.buildingName,
            place: [door.place[0], door.place[1]],
            doors: 1,
            opens,
            priority,
          },
    )
  }
  return [...stops.values()].sort((a, b) => (a.building < b.building ? -1 : 1)).slice(0, buildingsMax)
}

const metres = (a: Stop, b: Stop) =>
  Math.hypot((a.place[0] - b.place[0]) * Math.cos((a.place[1] * Math.PI) / 180), a.place[1] - b.place[1]) *
  metresPerDegree

/** The way through these stops and when each is reached, in seconds from now. @param from seconds from now */
async function wayThrough(
  stops: readonly Stop[],
  from: number,
): Promise<{ route: readonly number[]; start: Int32Array }> {
  const n = stops.length
  const time = Int32Array.from({ length: n * n }, (_, k) =>
    Math.round(metres(stops[Math.floor(k / n)], stops[k % n]) / metresPerSecond),
  )
  const search = new Visits(
    {
      visits: n,
      teams: 1,
      places: n,
      travel: [{ time, cost: time }],
      place: Int32Array.from({ length: n }, (_, i) => i),
      service: Int32Array.from(stops, (one) => one.doors * doorSeconds),
      windowStart: Int32Array.from({ length: n + 1 }, (_, i) => i),
      opens: Int32Array.from(stops, (one) => one.opens),
      closes: new Int32Array(n).fill(FAR),
      priority: Int32Array.from(stops, (one) => one.priority),
      lateMost: new Int32Array(n),
      loads: 0,
      delivered: new Int32Array(0),
      collected: new Int32Array(0),
      room: new Int32Array(0),
      starts: Int32Array.of(-1),
      ends: Int32Array.of(-1),
      from: Int32Array.of(from),
      until: Int32Array.of(FAR),
      kind: Int32Array.of(0),
      visitsMost: Int32Array.of(n),
      fixed: Int32Array.of(0),
      breaks: [],
      links: [],
      aim: 'ordered',
    },
    1,
  )
  const budget = Math.min(workMax, n * workEach)
  while (search.work < budget && !search.step(search.work / budget)) await breathe()
  const {
    routes: [route],
    start,
  } = search.plan()
  return { route, start }
}

/**
 * The planner takes waiting for nothing, a walker does not: what may only be visited later is a walk of its own after
 * the others.
 */
export async function walk(stops: readonly Stop[], now: number): Promise<WalkAnswer> {
  const order: { readonly stop: Stop; readonly at: number }[] = []
  for (const part of [
    stops.filter((one) => one.opens <= soonSeconds),
    stops.filter((one) => one.opens > soonSeconds),
  ]) {
    if (part.length === 0) continue
    const last = order.at(-1)
    const { route, start } = await wayThrough(part, last === undefined ? 0 : last.at + last.stop.doors * doorSeconds)
    order.push(...route.map((visit) => ({ stop: part[visit], at: start[visit] })))
  }
  const way = order.reduce((sum, { stop: here }, i) => sum + (i === 0 ? 0 : metres(order[i - 1].stop, here)), 0)
  return {
    stops: order.map(({ stop: { round, building, name, doors }, at }) => ({
      round,
      building,
      name,
      doors,
      at: now + at * 1000,
    })),
    metres: Math.round(way / 10) * 10,
  }
}

const ofRound = question({
  name: 'visit-walk',
  summary: { zh: '我认领的门户：走访顺序', en: 'The doors I hold, in the order to walk' },
  params: z.strictObject({}),
  answer: walkAnswer,
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: ({ stops }) => ({ households: stops.map((each) => each.building) }),
  ask: async (tx, _params, { actor, now, vault }) => walk(stopsOf(await findMyDoors(tx, actor, now, vault), now), now),
})

export const questions = [ofRound] as const
