// Which building comes to which point and when: a proposal for a round by the planner. It becomes the plan when a
// person sends it as the round's slots.
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { isArea, codeLength, type AreaId } from '#domain/kernel/area.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { slotsMax } from '#domain/operation/terms.ts'
import { question, type Tx } from '#journal/view.ts'
import { Callup } from '#planner/callup/callup.ts'
import type { CallupProblem } from '#planner/callup/problem.ts'

const minute = 60_000
/** Points that the planner weighs for a building. */
const nearMost = 4
/** Steps of the search: some seconds for a county, tenths for a township, with a breath between them. */
const steps = 60
/** Half an hour later is worth so many metres of way. */
const laterMetres = 10
/** What leaving a building out costs, in metres: it happens only where there is no room. */
const leftMetres = 1_000_000
/** The last part of a round is kept free for those who come late. */
const spareMinutes = 60
const metresPerDegree = 111_195
/** One person in twenty seconds at a lane. */
export const rateUsual = 180

export interface Building {
  readonly building: AreaId
  readonly lng: number
  readonly lat: number
  readonly people: number
}
export interface Stand {
  readonly point: Id
  readonly lng: number
  readonly lat: number
  readonly lanes: number
}
export interface Hours {
  readonly starts: Instant
  readonly ends: Instant
  readonly slotMinutes: number
  /** People an hour and lane. */ readonly rate: number
}
export interface Called {
  readonly building: AreaId
  readonly point: Id
  readonly starts: Instant
  readonly ends: Instant
  readonly people: number
}
export interface CallupProposal {
  readonly slots: readonly Called[]
  /** Buildings for which there is no room. */
  readonly left: readonly AreaId[]
  readonly objective: number
  readonly bound: number
  readonly gap: number
  /** Mean way of a person to their point, metres in a straight line. */
  readonly meanMetres: number
}

const metres = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) =>
  Math.round(Math.hypot((a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) * metresPerDegree)
export const slotCount = ({ starts, ends, slotMinutes }: Hours): number =>
  Math.max(1, Math.floor(((ends - starts) / minute - spareMinutes) / slotMinutes))

interface Way {
  /** Number of the point. */
  readonly at: number
  /** Metres. */
  readonly way: number
}

/** The nearest points of each building. */
const waysOf = (buildings: readonly Building[], points: readonly Stand[]): Way[][] =>
  buildings.map((building) =>
    points
      .map((point, at) => ({ at, way: metres(building, point) }))
      .sort((a, b) => a.way - b.way || a.at - b.at)
      .slice(0, nearMost)
      .sort((a, b) => a.at - b.at),
  )

function problemOf(
  buildings: readonly Building[],
  points: readonly Stand[],
  hours: Hours,
  ways: readonly (readonly Way[])[],
): CallupProblem {
  const n = slotCount(hours)
  const start = new Int32Array(buildings.length + 1)
  ways.forEach((own, b) => {
    start[b + 1] = start[b] + own.length
  })
  const arcs = ways.flat()
  return {
    buildings: buildings.length,
    points: points.length,
    slots: n,
    people: Int32Array.from(buildings, (one) => one.people),
    start,
    point: Int32Array.from(arcs, (arc) => arc.at),
    way: Int32Array.from(arcs, (arc) => arc.way),
    late: Int32Array.from({ length: buildings.length * n }, (_, cell) => (cell % n) * laterMetres),
    room: Int32Array.from({ length: points.length * n }, (_, cell) =>
      Math.floor((points[Math.floor(cell / n)].lanes * hours.rate * hours.slotMinutes) / 60),
    ),
    left: new Int32Array(buildings.length).fill(leftMetres),
    split: false,
  }
}

/**
 * Spreads buildings over points and slots so that no queue grows and ways are short. The same input and seed give the
 * same call-up.
 */
export async function layCallup(
  buildings: readonly Building[],
  points: readonly Stand[],
  hours: Hours,
  seed: number,
): Promise<CallupProposal> {
  const peopled = buildings.filter((one) => one.people > 0)
  const n = slotCount(hours)
  const ways = waysOf(peopled, points)
  const search = new Callup(problemOf(peopled, points, hours, ways), seed)
  for (let step = 1; step <= steps && !search.step(step / steps); step += 1) await breathe()
  const plan = search.plan()
  const length = hours.slotMinutes * minute
  const slots = peopled.flatMap(({ building, people }, b): Called[] => {
    const cell = plan.cell[b]
    return cell < 0
      ? []
      : [
          {
            building,
            point: points[Math.floor(cell / n)].point,
            starts: hours.starts + (cell % n) * length,
            ends: hours.starts + ((cell % n) + 1) * length,
            people,
          },
        ]
  })
  const called = peopled.reduce(
    (sum, one, b) =>
      plan.cell[b] < 0
        ? sum
        : {
            people: sum.people + one.people,
            way: sum.way + one.people * ways[b].find(({ at }) => at === Math.floor(plan.cell[b] / n))!.way,
          },
    { people: 0, way: 0 },
  )
  return {
    slots,
    left: peopled.filter((_, b) => plan.cell[b] < 0).map((one) => one.building),
    objective: plan.objective,
    bound: plan.bound,
    gap: plan.gap,
    meanMetres: called.people === 0 ? 0 : Math.round(called.way / called.people),
  }
}

const area = z.string().refine(isArea, { message: 'an area code' })
const params = z.strictObject({
  round: z.string().max(36),
  within: area.optional(),
  slotMinutes: z.coerce.number().int().min(10).max(240).optional(),
  rate: z.coerce.number().int().min(10).max(2_000).optional(),
  seed: z.coerce.number().int().min(1).max(1_000_000).optional(),
})
const callupAnswer = z.object({
  slots: z.array(
    z.object({ building: z.string(), point: z.string(), starts: z.number(), ends: z.number(), people: z.int() }),
  ),
  left: z.array(z.object({ building: z.string(), name: z.string().nullable() })),
  buildings: z.int(),
  people: z.int(),
  slotMinutes: z.int(),
  rate: z.int(),
  gap: z.number(),
  meanMetres: z.int(),
  seed: z.int(),
})
export type CallupAnswer = z.infer<typeof callupAnswer>

interface RoundRow {
  readonly area: AreaId
  readonly starts: number
  readonly ends: number
}

async function findBuildings(tx: Tx, tenant: string, within: AreaId): Promise<(Building & { name: string | null })[]> {
  const { rows } = await tx.query<Building & { name: string | null }>(
    `select b.area as building, b.name, coalesce(b.lng, c.lng) as lng, coalesce(b.lat, c.lat) as lat,
       coalesce(b.residents, 0)::int as people
     from areas b
     left join areas c on c.tenant = b.tenant and c.area = left(b.area, ${codeLength.community})
     where b.tenant = $1 and b.level = 'building' and b.area ^@ $2 and coalesce(b.lng, c.lng) is not null
     order by b.area
     limit ${slotsMax}`,
    [tenant, within],
  )
  return rows
}

const ofRound = question({
  name: 'callup-plan',
  summary: {
    zh: '叫号建议：每栋楼到哪个点、什么时段，使各点不排长队；接受前不生效',
    en:
      'A proposed call-up: which building comes to which point and when, so that no queue grows; nothing until ' +
      'accepted',
  },
  params,
  answer: callupAnswer,
  may: { roles: ['officer', 'dispatcher'] },
  target: (asked, actor) => ({ area: asked.within ?? actor.tenant }),
  shows: 'nobody',
  async ask(tx, asked, { actor }): Promise<CallupAnswer | undefined> {
    const { round, within, slotMinutes = 30, rate = rateUsual, seed = 1 } = asked
    const {
      rows: [row],
    } = await tx.query<RoundRow>('select area, starts, ends from rounds where tenant = $1 and round = $2', [
      actor.tenant,
      round,
    ])
    if (!row) return undefined
    const { rows: points } = await tx.query<Stand>(
      `select point, lng, lat, lanes
       from round_points
       where tenant = $1 and round = $2 and open
       order by area, point`,
      [actor.tenant, round],
    )
    const reach = within !== undefined && within.startsWith(row.area) ? within : row.area
    const buildings = await findBuildings(tx, actor.tenant, reach)
    if (points.length === 0)
      return {
        slots: [],
        left: [],
        buildings: buildings.length,
        people: 0,
        slotMinutes,
        rate,
        gap: 0,
        meanMetres: 0,
        seed,
      }
    const { slots, left, gap, meanMetres } = await layCallup(buildings, points, { ...row, slotMinutes, rate }, seed)
    const names = new Map(buildings.map((one) => [one.building, one.name]))
    return {
      slots: [...slots],
      left: left.map((building) => ({ building, name: names.get(building) ?? null })),
      buildings: buildings.length,
      people: slots.reduce((sum, one) => sum + one.people, 0),
      slotMinutes,
      rate,
      gap: Math.round(gap * 10_000) / 10_000,
      meanMetres,
      seed,
    }
  },
})

export const questions = [ofRound] as const
