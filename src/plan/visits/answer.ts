// The JSON of `muster plan visits`, its tables, and what the report draws.
import { lateBound, wayBound } from '#planner/visits/bound.ts'
import type { VisitsPlan } from '#planner/visits/problem.ts'
import { hopeless, unservedReasons, type UnservedReason } from '#planner/visits/reasons.ts'
import type { Said } from '#words/languages.ts'
import type { Sheet } from '../write.ts'
import type { DoorList, Id, Ordered } from './doors.ts'

export interface StepJson {
  readonly type: 'start' | 'job' | 'break' | 'end'
  readonly id?: Id
  readonly what?: string
  /** In the units of the file. */
  readonly start: number
  readonly service: number
  readonly late?: number
  /** What the way to it and on costs beyond passing it by. */
  readonly extra?: number
}

export interface VisitsJson {
  readonly objective: number
  /** No plan that makes these visits costs less; null where that is not known. */
  readonly bound: number | null
  readonly routes: readonly (readonly Id[])[]
  readonly unserved: readonly Id[]
  readonly reasons: readonly { readonly id: Id; readonly what?: string; readonly reason: UnservedReason }[]
  readonly seed: number
  readonly cpuSeconds: number
  /** Priority of what is unserved, sum and greatest lateness, and cost of the ways: weighed in this order. */
  readonly lost: number
  readonly late: number
  readonly latest: number
  readonly cost: number
  /** False where the processor's time was over before the work that was planned: then another run may differ. */
  readonly repeatable: boolean
  /** For `--work`, in millions of spots looked at; null where it is not repeatable. */
  readonly work: number | null
  readonly teams: readonly { readonly team: Id; readonly steps: readonly StepJson[] }[]
  readonly notes: readonly Said[]
}

export interface Spent {
  readonly seed: number
  readonly work: number | null
  readonly cpuSeconds: number
  readonly repeatable: boolean
}

/** Visits beyond which the bound would take longer than the search. */
const BOUND_MAX = 1_500

function objectiveOf(list: DoorList, { cost, late, latest }: Pick<VisitsPlan, 'cost' | 'late' | 'latest'>): number {
  return (list.aim === 'summed' ? (cost + late + latest) / 3 : cost) / list.scale
}

function boundOf(list: DoorList, { problem }: Ordered, plan: VisitsPlan): number | null {
  if (problem.visits > BOUND_MAX || !hopeless(problem, plan)) return null
  const served = Array.from({ length: problem.visits }, (_, i) => i).filter((i) => plan.start[i] >= 0)
  return objectiveOf(list, { cost: wayBound(problem, served), ...lateBound(problem, served) })
}

export function visitsJson(list: DoorList, ordered: Ordered, plan: VisitsPlan, spent: Spent): VisitsJson {
  const { problem, visitRow, teamRow } = ordered
  const idOf = (i: number) => list.visits[visitRow[i]].id
  const whatOf = (i: number) => list.visits[visitRow[i]].what
  const teams = Array.from(teamRow, (row, v) => ({
    row,
    team: list.teams[row].id,
    v,
    route: plan.routes[v].filter((stop) => stop < problem.visits),
  }))
  const shown = list.alike
    ? teams.filter(({ route }) => route.length > 0).sort((a, b) => compareIds(idOf(a.route[0]), idOf(b.route[0])))
    : teams.sort((a, b) => a.row - b.row)
  const reasons = unservedReasons(problem, plan)
    .map(({ visit, reason }) => ({
      id: idOf(visit),
      ...(whatOf(visit) !== undefined && { what: whatOf(visit) }),
      reason,
    }))
    .sort((a, b) => compareIds(a.id, b.id))
  return {
    objective: objectiveOf(list, plan),
    bound: boundOf(list, ordered, plan),
    routes: shown.map(({ route }) => route.map(idOf)),
    unserved: [...new Set(reasons.map(({ id }) => id))],
    reasons,
    seed: spent.seed,
    cpuSeconds: spent.cpuSeconds,
    lost: plan.lost,
    late: plan.late / list.scale,
    latest: plan.latest / list.scale,
    cost: plan.cost / list.scale,
    repeatable: spent.repeatable,
    work: spent.work,
    teams: shown.map(({ team, v }, k) => ({ team: list.alike ? k + 1 : team, steps: stepsOf(list, ordered, plan, v) })),
    notes: list.notes,
  }
}

const compareIds = (a: Id, b: Id) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1

function stepsOf(list: DoorList, { problem, visitRow, breakIds }: Ordered, plan: VisitsPlan, v: number): StepJson[] {
  const route = plan.routes[v]
  if (route.length === 0) return []
  const { visits, places, place, starts, ends, travel, kind, service, closes, windowStart, from } = problem
  const matrix = travel[kind[v]]
  const served = route.filter((stop) => stop < visits)
  const cost = (a: number, b: number) => (a < 0 || b < 0 ? 0 : matrix.cost[a * places + b])
  const unscaled = (value: number) => value / list.scale
  const steps = route.map((stop): StepJson => {
    if (stop >= visits)
      return {
        type: 'break',
        id: breakIds[stop - visits],
        start: unscaled(plan.start[stop]),
        service: unscaled(problem.breaks[stop - visits].service),
      }
    const k = served.indexOf(stop)
    const [before, here, behind] = [
      k > 0 ? place[served[k - 1]] : starts[v],
      place[stop],
      k < served.length - 1 ? place[served[k + 1]] : ends[v],
    ]
    const { id, what } = list.visits[visitRow[stop]]
    const late = Math.max(0, plan.start[stop] - closes[windowStart[stop + 1] - 1])
    return {
      type: 'job',
      id,
      ...(what !== undefined && { what }),
      start: unscaled(plan.start[stop]),
      service: unscaled(service[stop]),
      ...(late > 0 && { late: unscaled(late) }),
      extra: unscaled(cost(before, here) + cost(here, behind) - cost(before, behind)),
    }
  })
  const first = served[0]
  const last = served[served.length - 1]
  const leave =
    starts[v] < 0 || route[0] >= visits
      ? from[v]
      : Math.max(from[v], plan.start[first] - matrix.time[starts[v] * places + place[first]])
  const free = Math.max(
    ...route.map((stop) => plan.start[stop] + (stop < visits ? service[stop] : problem.breaks[stop - visits].service)),
    plan.start[last] + service[last],
  )
  const home = ends[v] < 0 ? free : Math.max(free, free + matrix.time[place[last] * places + ends[v]])
  return [
    { type: 'start', start: unscaled(leave), service: 0 },
    ...steps,
    { type: 'end', start: unscaled(home), service: 0 },
  ]
}

/** One row a stop; then one a visit nobody makes. */
export function visitSheets(json: VisitsJson): Sheet[] {
  return [
    {
      name: 'routes',
      header: ['team', 'turn', 'type', 'id', 'what', 'start', 'service', 'late', 'extra'],
      rows: json.teams.flatMap(({ team, steps }) =>
        steps.map((step, k) => [
          team,
          k,
          step.type,
          step.id ?? null,
          step.what ?? null,
          step.start,
          step.service,
          step.late ?? null,
          step.extra ?? null,
        ]),
      ),
    },
    {
      name: 'unserved',
      header: ['id', 'what', 'reason'],
      rows: json.reasons.map(({ id, what, reason }) => [id, what ?? null, reason]),
    },
  ]
}
