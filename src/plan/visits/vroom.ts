// Reads VROOM's JSON dialect: vehicles, jobs, matrices; with breaks, skills, windows, priorities, loads and costs as
// its documentation names them. What is not read is refused, never ignored.
import { FAR, type Travel } from '#planner/visits/problem.ts'
import type { DoorList, Id, TeamRow, VisitRow } from './doors.ts'
import { type Fields, Reader } from './fields.ts'
import { Grounds } from './grounds.ts'
import { readJson } from './text.ts'
import { words } from './words.ts'

/** Its users' priorities go from 0 to 100. */
const PRIORITY_MAX = 100
const HOUR = 3_600

function refuseUnknown(reader: Reader, fields: Fields, path: string, unread: readonly string[]): void {
  for (const name of unread) if (fields[name] !== undefined) throw reader.fault(`${path}.${name}`, words.notSupported)
}

const wholes = (reader: Reader, value: unknown, path: string): number[] =>
  reader.list(value, path).map((one, k) => reader.whole(one, `${path}[${k}]`))
const skillsOf = (reader: Reader, value: unknown, path: string): string[] => wholes(reader, value, path).map(String)

function readJob(
  reader: Reader,
  value: unknown,
  path: string,
  ground: Grounds,
  seen: Set<Id>,
  setups: Set<number>,
): VisitRow {
  const job = reader.object(value, path)
  refuseUnknown(reader, job, path, ['setup_per_type', 'service_per_type'])
  const setup = reader.whole(job.setup, `${path}.setup`, 0, FAR, 0)
  setups.add(setup)
  const { place, at } = ground.place(job, path, 'location', 'location_index', true)
  return {
    id: reader.id(job.id, `${path}.id`, seen),
    place,
    service: setup + reader.whole(job.service, `${path}.service`, 0, FAR / 2, 0),
    windows: job.time_windows === undefined ? [[0, FAR]] : reader.ranges(job.time_windows, `${path}.time_windows`),
    priority: reader.whole(job.priority, `${path}.priority`, 0, PRIORITY_MAX, 0),
    lateMost: 0,
    delivered: wholes(reader, job.delivery ?? job.amount, `${path}.delivery`),
    collected: wholes(reader, job.pickup, `${path}.pickup`),
    skills: skillsOf(reader, job.skills, `${path}.skills`),
    ...(at && { at }),
    ...(typeof job.description === 'string' && { name: job.description }),
  }
}

function readVehicle(reader: Reader, value: unknown, path: string, ground: Grounds, seen: Set<Id>): TeamRow {
  const vehicle = reader.object(value, path)
  refuseUnknown(reader, vehicle, path, ['max_travel_time', 'max_distance', 'speed_factors'])
  const [from, until] =
    vehicle.time_window === undefined ? [0, FAR] : reader.range(vehicle.time_window, `${path}.time_window`)
  const costs = vehicle.costs === undefined ? {} : reader.object(vehicle.costs, `${path}.costs`)
  refuseUnknown(reader, costs, `${path}.costs`, ['per_task_hour'])
  const ids = new Set<Id>()
  const breaks = reader.list(vehicle.breaks, `${path}.breaks`).map((one, k) => {
    const pause = reader.object(one, `${path}.breaks[${k}]`)
    refuseUnknown(reader, pause, `${path}.breaks[${k}]`, ['max_load'])
    return {
      id: reader.id(pause.id, `${path}.breaks[${k}].id`, ids),
      service: reader.whole(pause.service, `${path}.breaks[${k}].service`, 0, FAR / 2, 0),
      windows:
        pause.time_windows === undefined
          ? [[from, until] as const]
          : reader.ranges(pause.time_windows, `${path}.breaks[${k}].time_windows`),
    }
  })
  const start = ground.place(vehicle, path, 'start', 'start_index', false)
  const end = ground.place(vehicle, path, 'end', 'end_index', false)
  if (start.place < 0 && end.place < 0) throw reader.fault(`${path}.start`, words.noPlace)
  return {
    id: reader.id(vehicle.id, `${path}.id`, seen),
    start: start.place,
    end: end.place,
    from,
    until,
    room: wholes(reader, vehicle.capacity, `${path}.capacity`),
    skills: skillsOf(reader, vehicle.skills, `${path}.skills`),
    kind: ground.kind(
      vehicle.profile === undefined ? 'car' : reader.text(vehicle.profile, `${path}.profile`),
      reader.number(vehicle.speed_factor, `${path}.speed_factor`, 0.1, 5, 1),
      reader.number(costs.per_hour, `${path}.costs.per_hour`, 0, FAR, costs.per_km === undefined ? HOUR : 0),
      reader.number(costs.per_km, `${path}.costs.per_km`, 0, FAR, 0),
      path,
    ),
    visitsMost: reader.whole(vehicle.max_tasks, `${path}.max_tasks`, 0, FAR, FAR),
    fixed: reader.whole(costs.fixed, `${path}.costs.fixed`, 0, FAR / 100, 0),
    breaks,
    ...(start.at && { at: start.at }),
    ...(typeof vehicle.description === 'string' && { name: vehicle.description }),
  }
}

/** @param speed km/h where there is no matrix */
export async function readVroom(file: string, aim: DoorList['aim'], speed: number): Promise<DoorList> {
  const reader = new Reader(file)
  const root = reader.object(await readJson(file), '$')
  if (reader.list(root.shipments, 'shipments').length > 0) throw reader.fault('shipments', words.noShipments)
  const ground = new Grounds(reader, root, speed)
  const [jobIds, vehicleIds, setups] = [new Set<Id>(), new Set<Id>(), new Set<number>()]
  const visits = reader
    .list(root.jobs, 'jobs', true)
    .map((job, k) => readJob(reader, job, `jobs[${k}]`, ground, jobIds, setups))
  const teams = reader
    .list(root.vehicles, 'vehicles', true)
    .map((vehicle, k) => readVehicle(reader, vehicle, `vehicles[${k}]`, ground, vehicleIds))
  const travel: readonly Travel[] = ground.travel()
  const asks = visits.some(({ delivered, collected }) => delivered.length + collected.length > 0)
  const rooms = asks ? teams : teams.map((team) => ({ ...team, room: [] }))
  const notes = [
    ...(setups.size > 1 || (!setups.has(0) && setups.size > 0) ? [words.setup] : []),
    ...(ground.straight ? [words.straight(speed)] : []),
  ]
  return {
    visits,
    teams: rooms,
    places: ground.places,
    travel,
    placeKey: (place) => ground.key(place),
    aim,
    scale: 1,
    alike: false,
    notes,
    clock: false,
  }
}
