// Planning the call-up again while the morning runs: buildings already called stay, a point that has fallen behind
// works off its queue first, the others move as little as need be.
// A proposal: it becomes the plan when a person sends it as the round's slots.
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { question, type Tx } from '#journal/view.ts'
import { Callup } from '#planner/callup/callup.ts'
import type { CallupProblem } from '#planner/callup/problem.ts'
import { mergeReplan, replanProblem } from '#planner/callup/replan.ts'
import { forecast } from './forecast.ts'

export interface SlotNow {
  readonly building: string
  readonly name: string | null
  readonly point: string
  readonly starts: number
  readonly ends: number
  readonly people: number
  readonly lng: number
  readonly lat: number
}
export interface PointNow {
  readonly point: string
  readonly name: string
  readonly lng: number
  readonly lat: number
  readonly open: boolean
  readonly taken: number
  readonly queue: number
  readonly pace: readonly (readonly [number, number])[]
}

const moved = z.object({
  building: z.string(),
  name: z.string().nullable(),
  people: z.int(),
  from: z.object({ point: z.string(), starts: z.number() }),
  to: z.object({ point: z.string(), starts: z.number(), ends: z.number() }),
})
const replanAnswer = z.object({
  moves: z.array(moved),
  /** People whom the plan in force, or the new one, leaves waiting beyond the last slot, at the pace of now. */
  behindBefore: z.int(),
  behindAfter: z.int(),
  buildings: z.int(),
  gap: z.number(),
  names: z.record(z.string(), z.string()),
})
export type ReplanAnswer = z.infer<typeof replanAnswer>

/** Buildings planned at once; a township of any county. */
const buildingsMax = 1_500
/** Points to which a building may go: its own and its nearest. */
const nearMost = 4
/** Moves tried: some tenths of a second, with a breath between rounds. */
const movesMax = 600_000
/** A person who moves costs as much as a quarter of a kilometre of way: few move, those of a point that is behind. */
const movePrice = 250
/** An hour later is worth so many metres. */
const laterPerSlot = 60
const leftPrice = 50_000
const metresPerDegree = 111_195

interface Grid {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const metres = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) =>
  Math.round(Math.hypot((a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * metresPerDegree)

/** The plan in force as numbers. @param rooms people each cell takes, by point × slots + slot */
export function problemOf(
  slots: readonly SlotNow[],
  points: readonly PointNow[],
  grid: Grid,
  rooms: Int32Array,
): { problem: CallupProblem; before: Int32Array } {
  const n = grid.starts.length
  const at = new Map(points.map((point, i) => [point.point, i]))
  const start = new Int32Array(slots.length + 1)
  const arcs: { point: number; way: number }[] = []
  slots.forEach((slot, b) => {
    const own = at.get(slot.point)!
    const near = points
      .map((point, p) => ({ point: p, way: metres(slot, point) }))
      .filter(({ point }) => points[point].open || point === own)
      .sort((a, c) => a.way - c.way)
      .slice(0, nearMost)
    if (!near.some(({ point }) => point === own)) near.push({ point: own, way: metres(slot, points[own]) })
    arcs.push(...near.sort((a, c) => a.point - c.point))
    start[b + 1] = arcs.length
  })
  return {
    problem: {
      buildings: slots.length,
      points: points.length,
      slots: n,
      people: Int32Array.from(slots, (slot) => Math.max(1, slot.people)),
      start,
      point: Int32Array.from(arcs, (arc) => arc.point),
      way: Int32Array.from(arcs, (arc) => arc.way),
      late: Int32Array.from({ length: slots.length * n }, (_, k) => (k % n) * laterPerSlot),
      room: rooms,
      left: new Int32Array(slots.length).fill(leftPrice),
      split: true,
    },
    before: Int32Array.from(slots, (slot) => at.get(slot.point)! * n + Math.max(0, grid.starts.indexOf(slot.starts))),
  }
}

/** What each point serves in each slot: its pace of now where it is known, else what the plan gave it at most. */
export function roomsOf(slots: readonly SlotNow[], points: readonly PointNow[], grid: Grid, now: number): Int32Array {
  const n = grid.starts.length
  const rooms = new Int32Array(points.length * n)
  points.forEach((point, p) => {
    const planned = grid.starts.map((starts) =>
      slots
        .filter((slot) => slot.point === point.point && slot.starts === starts)
        .reduce((sum, slot) => sum + slot.people, 0),
    )
    const { perHour } = forecast({ pace: point.pace, taken: point.taken, called: 0, queue: point.queue }, now)
    for (let t = 0; t < n; t++) {
      const hours = (grid.ends[t] - grid.starts[t]) / 3_600_000
      rooms[p * n + t] = point.open
        ? Math.min(100_000, perHour === null ? Math.max(...planned) : Math.round(perHour * hours))
        : 0
    }
  })
  return rooms
}

/** The slots' times, each once, earliest first. */
function gridOf(slots: readonly SlotNow[]): Grid {
  const starts = [...new Set(slots.map((slot) => slot.starts))].sort((a, b) => a - b)
  return {
    starts,
    ends: starts.map((at) => Math.max(...slots.filter((slot) => slot.starts === at).map((slot) => slot.ends))),
  }
}

/** Who was called and has not come through yet stands in the queue, or is on the way. */
const backlogOf = (slots: readonly SlotNow[], points: readonly PointNow[], now: number): Int32Array =>
  Int32Array.from(points, (point) =>
    Math.max(
      point.queue,
      slots
        .filter((slot) => slot.point === point.point && slot.starts <= now)
        .reduce((sum, slot) => sum + slot.people, 0) - point.taken,
      0,
    ),
  )

/**
 * People who still wait after the last slot.
 * @param cells of each building: point × slots + slot
 * @param backlog who waits at each point @param rooms as of roomsOf @param n slots @param next the first not yet called
 */
function behindWith(
  cells: Int32Array,
  slots: readonly SlotNow[],
  backlog: Int32Array,
  rooms: Int32Array,
  n: number,
  next: number,
): number {
  let sum = 0
  backlog.forEach((waiting, p) => {
    let carried = waiting
    for (let t = next; t < n; t++)
      carried = Math.max(
        0,
        carried +
          slots.reduce((load, slot, b) => load + (cells[b] === p * n + t ? slot.people : 0), 0) -
          rooms[p * n + t],
      )
    sum += carried
  })
  return sum
}

/** Buildings that go elsewhere, or at another time. */
function movesOf(
  slots: readonly SlotNow[],
  points: readonly PointNow[],
  grid: Grid,
  before: Int32Array,
  after: Int32Array,
): ReplanAnswer['moves'] {
  const n = grid.starts.length
  return slots.flatMap((slot, b) =>
    after[b] === before[b]
      ? []
      : [
          {
            building: slot.building,
            name: slot.name,
            people: slot.people,
            from: { point: slot.point, starts: slot.starts },
            to: {
              point: points[Math.floor(after[b] / n)].point,
              starts: grid.starts[after[b] % n],
              ends: grid.ends[after[b] % n],
            },
          },
        ],
  )
}

export async function replan(
  slots: readonly SlotNow[],
  points: readonly PointNow[],
  now: number,
): Promise<Omit<ReplanAnswer, 'names'>> {
  const grid = gridOf(slots)
  const { starts } = grid
  const first = starts.findIndex((at) => at > now)
  const next = first < 0 ? starts.length : first
  const rooms = roomsOf(slots, points, grid, now)
  const { problem, before } = problemOf(slots, points, grid, rooms)
  const n = starts.length
  const called = Uint8Array.from(before, (cell) => (cell % n < next ? 1 : 0))
  const backlog = backlogOf(slots, points, now)
  const part = replanProblem(problem, before, { now: next, called, backlog, room: rooms, movePrice })
  if (part.buildings.length === 0) return { moves: [], behindBefore: 0, behindAfter: 0, buildings: 0, gap: 0 }
  const search = new Callup(part.problem, 1)
  while (search.moves < movesMax && !search.step(search.moves / movesMax)) await breathe()
  const plan = search.plan()
  // Whoever finds no room anywhere stays where they were called: nobody is taken off the list by a machine.
  const after = mergeReplan(before, part, plan).map((cell, b) => (cell < 0 ? before[b] : cell))
  const behind = (cells: Int32Array) => behindWith(cells, slots, backlog, rooms, n, next)
  return {
    moves: movesOf(slots, points, grid, before, after),
    behindBefore: behind(before),
    behindAfter: behind(after),
    buildings: part.buildings.length,
    gap: Math.round(plan.gap * 10_000) / 10_000,
  }
}

async function findNow(
  tx: Tx,
  tenant: string,
  round: string,
  within: string,
  now: number,
): Promise<{ slots: SlotNow[]; points: PointNow[] }> {
  const { rows: slots } = await tx.query<SlotNow>(
    `select s.building, a.name, s.point, s.starts, s.ends, s.people, coalesce(a.lng, p.lng) as lng,
       coalesce(a.lat, p.lat) as lat
     from round_slots s
     join round_points p on p.tenant = $1 and p.round = $2 and p.point = s.point
     left join areas a on a.tenant = $1 and a.area = s.building
     where s.tenant = $1 and s.round = $2 and s.building ^@ $3
     order by s.building
     limit ${buildingsMax + 1}`,
    [tenant, round, within],
  )
  const { rows: points } = await tx.query<Omit<PointNow, 'pace'>>(
    `select p.point, p.name, p.lng, p.lat, p.open,
       coalesce(
         (select sum(x.people)::int from samples_pace x where x.tenant = $1 and x.round = $2 and x.point = p.point), 0
       ) as taken,
       coalesce(
         (
           select sum(q.length)::int
           from (
             select distinct on (lane) length
             from queues q
             where q.tenant = $1 and q.round = $2 and q.point = p.point
             order by lane, at desc
           ) q
         ),
         0
       ) as queue
     from round_points p
     where p.tenant = $1 and p.round = $2
     order by p.point`,
    [tenant, round],
  )
  const { rows: paces } = await tx.query<{ point: string; minute: number; people: number }>(
    `select point, minute, people
     from samples_pace
     where tenant = $1 and round = $2 and minute > $3
     order by minute`,
    [tenant, round, Math.floor(now / 60_000) - 60],
  )
  return {
    slots,
    points: points.map((point) => ({
      ...point,
      pace: paces.filter((one) => one.point === point.point).map((one) => [one.minute, one.people] as const),
    })),
  }
}

const ofRound = question({
  name: 'callup-replan',
  summary: {
    zh: '按现在的速度重排还没叫的楼栋（建议）',
    en: 'Buildings not yet called, planned anew at the present pace: a proposal',
  },
  params: z.strictObject({ round: z.string().max(36), within: z.string().max(25) }),
  answer: replanAnswer,
  may: { roles: ['officer', 'dispatcher'] },
  target: (params) => ({ area: params.within }),
  shows: 'nobody',
  async ask(tx, params, { actor, now }): Promise<ReplanAnswer | undefined> {
    const { round, within } = params
    const { slots, points } = await findNow(tx, actor.tenant, round, within, now)
    if (slots.length === 0 || slots.length > buildingsMax) return undefined
    return {
      ...(await replan(slots, points, now)),
      names: Object.fromEntries(points.map((point) => [point.point, point.name])),
    }
  },
})

export const questions = [ofRound] as const
