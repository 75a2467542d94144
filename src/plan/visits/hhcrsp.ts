// Reads the JSON of the home health care routing and scheduling problem: patients who need one or two services, at once
// or one after the other, caregivers with abilities, one office.
// Windows are soft at their end; cost = (distance + total tardiness + greatest tardiness) / 3 (Mankowska, Meisel &
// Bierwirth, 2014).
import { FAR } from '#planner/visits/problem.ts'
import type { DoorList, Id, TeamRow, VisitRow } from './doors.ts'
import { type Fields, Reader } from './fields.ts'
import { readJson } from './text.ts'
import { words } from './words.ts'

/** Lateness that is still taken. */
const LATE_MOST = FAR / 4

/** The least power of ten up to 1,000,000 that makes all numbers whole, as far as the planner can hold them. */
export function scaleOf(values: readonly number[]): number {
  const most = values.reduce((a, b) => Math.max(a, b), 1)
  let scale = 1
  while (
    scale < 1_000_000 &&
    most * scale * 10 < FAR / 100 &&
    values.some((value) => Math.abs(value * scale - Math.round(value * scale)) > 1e-6)
  )
    scale *= 10
  return scale
}

interface Service {
  readonly service: string
  readonly duration: number
}

interface Patient {
  readonly id: Id
  readonly window: readonly [number, number]
  readonly services: readonly Service[]
  /** Between the starts of the two services. */
  readonly gap: readonly [number, number]
}

function readPatient(
  reader: Reader,
  value: unknown,
  path: string,
  known: ReadonlyMap<string, number>,
  seen: Set<Id>,
): Patient {
  const patient = reader.object(value, path)
  const services = reader
    .list(patient.required_caregivers, `${path}.required_caregivers`, true)
    .map((one, s): Service => {
      const fields = reader.object(one, `${path}.required_caregivers[${s}]`)
      const service = reader.text(fields.service, `${path}.required_caregivers[${s}].service`)
      if (!known.has(service))
        throw reader.fault(`${path}.required_caregivers[${s}].service`, words.unknownService(service))
      return {
        service,
        duration: reader.number(
          fields.duration,
          `${path}.required_caregivers[${s}].duration`,
          0,
          FAR / 100,
          known.get(service),
        ),
      }
    })
  if (services.length === 0) throw reader.fault(`${path}.required_caregivers`, words.missing)
  if (services.length > 2) throw reader.fault(`${path}.required_caregivers`, words.tooMany)
  return {
    id: reader.id(patient.id, `${path}.id`, seen),
    window: reader.range(patient.time_window, `${path}.time_window`, FAR / 100),
    services,
    gap: gapOf(reader, patient, path, services.length),
  }
}

function gapOf(reader: Reader, patient: Fields, path: string, services: number): readonly [number, number] {
  if (services < 2) return [0, 0]
  const sync = reader.object(patient.synchronization, `${path}.synchronization`)
  if (sync.type === 'simultaneous') return [0, 0]
  if (sync.type !== 'sequential')
    throw reader.fault(`${path}.synchronization.type`, words.unsupported(String(sync.type), 'simultaneous, sequential'))
  return reader.range(sync.distance, `${path}.synchronization.distance`, FAR / 100)
}

/** Kinds of service, and how long each takes where a patient does not say. */
function readServices(reader: Reader, root: Fields): Map<string, number> {
  const known = new Map<string, number>()
  reader.list(root.services, 'services', true).forEach((value, k) => {
    const service = reader.object(value, `services[${k}]`)
    known.set(
      reader.text(service.id, `services[${k}].id`),
      reader.number(service.default_duration, `services[${k}].default_duration`, 0, FAR / 100, 0),
    )
  })
  return known
}

function readCaregivers(reader: Reader, root: Fields): TeamRow[] {
  const names = new Set<Id>()
  const teams = reader.list(root.caregivers, 'caregivers', true).map((value, k): TeamRow => {
    const caregiver = reader.object(value, `caregivers[${k}]`)
    const skills = reader
      .list(caregiver.abilities, `caregivers[${k}].abilities`, true)
      .map((skill, s) => reader.text(skill, `caregivers[${k}].abilities[${s}]`))
    return {
      id: reader.id(caregiver.id, `caregivers[${k}].id`, names),
      start: 0,
      end: 0,
      from: 0,
      until: FAR,
      room: [],
      skills,
      kind: 0,
      visitsMost: FAR,
      fixed: 0,
      breaks: [],
    }
  })
  if (teams.length === 0) throw reader.fault('caregivers', words.noCaregiver)
  return teams
}

/** A row a service; the first of a patient's two names the second as its mate. */
const visitRows = (patients: readonly Patient[], scaled: (value: number) => number): VisitRow[] =>
  patients.flatMap(({ id, window, services, gap }, k) =>
    services.map(({ service, duration }, s) => ({
      id,
      place: k + 1,
      service: scaled(duration),
      windows: [[scaled(window[0]), scaled(window[1])]],
      priority: 0,
      lateMost: LATE_MOST,
      delivered: [],
      collected: [],
      skills: [service],
      what: service,
      ...(services.length === 2 &&
        s === 0 && {
          mate: {
            row: patients.slice(0, k).reduce((sum, other) => sum + other.services.length, 0) + 1,
            least: scaled(gap[0]),
            most: scaled(gap[1]),
          },
        }),
    })),
  )

export async function readHhcrsp(file: string, aim: DoorList['aim']): Promise<DoorList> {
  const reader = new Reader(file)
  const root = reader.object(await readJson(file), '$')
  const known = readServices(reader, root)
  const seen = new Set<Id>()
  const patients = reader
    .list(root.patients, 'patients', true)
    .map((value, k) => readPatient(reader, value, `patients[${k}]`, known, seen))
  const distances = reader.square(root.distances, 'distances', patients.length + 1)
  const scale = scaleOf([
    ...distances.flat(),
    ...patients.flatMap(({ window, services, gap }) => [
      ...window,
      ...gap,
      ...services.map(({ duration }) => duration),
    ]),
  ])
  const scaled = (value: number) => Math.round(value * scale)
  const matrix = Int32Array.from(distances.flat(), scaled)
  const teams = readCaregivers(reader, root)
  const sums = distances.map((row) => row.reduce((a, b) => a + b, 0))
  return {
    visits: visitRows(patients, scaled),
    teams,
    places: distances.length,
    travel: [{ time: matrix, cost: matrix }],
    placeKey: (place) => [place === 0 ? 0 : 1, sums[place]],
    aim,
    scale,
    alike: false,
    notes: [],
  }
}
