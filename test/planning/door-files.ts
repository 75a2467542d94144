// Files of visits in every format that `muster plan visits` reads, and a run of it in this process, for its tests.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '#planner/kernel/random.ts'
import { faultLine, InputFault } from '#plan/fault.ts'
import type { Io } from '#plan/io.ts'
import type { VisitsJson } from '#plan/visits/answer.ts'
import { run } from '#plan/visits.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-visits-'))
export const at = (name: string) => join(folder, name)
export const put = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}

/** Runs in this process; a fault comes back as its English line. @param breaths looks at Ctrl-C before it comes */
export async function visits(
  args: string[],
  breaths = Infinity,
): Promise<{ code: number; text: string; json: VisitsJson }> {
  let text = ''
  let left = breaths
  const io: Io = {
    languages: ['en'],
    stop: new AbortController().signal,
    out: async (more) => {
      text += more
    },
    err: () => {},
    progress: () => {},
    breathe: async () => --left > 0,
  }
  try {
    const code = await run(args, io)
    return { code, text, json: text.startsWith('{') ? JSON.parse(text) : undefined! }
  } catch (error) {
    if (!(error instanceof InputFault)) throw error
    return { code: 2, text: faultLine(error, 'en').replaceAll(folder + '/', ''), json: undefined! }
  }
}

/** As short a search as there is. */
export const quick = ['--cpu-seconds', '0.1']

export type Customer = readonly [x: number, y: number, demand: number, ready: number, due: number, service: number]
export const depot: Customer = [50, 50, 0, 0, 400, 0]
const random = createRandom(7)
export const customers = Array.from({ length: 20 }, (): Customer => {
  const ready = random.int(200)
  return [random.int(100), random.int(100), 1 + random.int(20), ready, ready + 60 + random.int(60), 10]
})
export const solomonText = (rows: readonly Customer[], ids = rows.map((_, k) => k + 1)) =>
  [
    'TEST',
    '',
    'VEHICLE',
    'NUMBER     CAPACITY',
    '  10         60',
    '',
    'CUSTOMER',
    'CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME',
    '',
    `0 ${depot.join(' ')}`,
    ...rows.map((row, k) => `${ids[k]} ${row.join(' ')}`),
  ].join('\r\n') + '\n'
export const vrpText = (rows: readonly Customer[]) => {
  const nodes = [depot, ...rows]
  const section = (name: string, cells: (row: Customer) => readonly number[]) => [
    name,
    ...nodes.map((row, k) => [k + 1, ...cells(row)].join('\t')),
  ]
  return (
    [
      'NAME : T',
      'TYPE : VRPTW',
      `DIMENSION : ${nodes.length}`,
      'VEHICLES : 10',
      'CAPACITY : 60',
      'SERVICE_TIME : 10',
      'EDGE_WEIGHT_TYPE : EUC_2D',
      ...section('NODE_COORD_SECTION', ([x, y]) => [x, y]),
      ...section('DEMAND_SECTION', ([, , demand]) => [demand]),
      ...section('TIME_WINDOW_SECTION', ([, , , ready, due]) => [ready, due]),
      'DEPOT_SECTION',
      '1',
      '-1',
      'EOF',
    ].join('\n') + '\n'
  )
}

export const care = {
  patients: [
    {
      id: 'p1',
      location: [1, 1],
      time_window: [0, 60],
      required_caregivers: [
        { service: 's1', duration: 10 },
        { service: 's2', duration: 20 },
      ],
      synchronization: { type: 'simultaneous' },
    },
    {
      id: 'p2',
      location: [2, 2],
      time_window: [10, 30],
      required_caregivers: [
        { service: 's1', duration: 10 },
        { service: 's2', duration: 10 },
      ],
      synchronization: { type: 'sequential', distance: [5, 15] },
    },
    { id: 'p3', location: [3, 3], time_window: [0, 5], required_caregivers: [{ service: 's2', duration: 10 }] },
  ],
  services: [
    { id: 's1', default_duration: 10 },
    { id: 's2', default_duration: 10 },
  ],
  caregivers: [
    { id: 'c1', abilities: ['s1'] },
    { id: 'c2', abilities: ['s2'] },
  ],
  central_offices: [{ id: 'd', location: [0, 0] }],
  distances: [
    [0, 10.5, 12, 8.25],
    [10.5, 0, 6, 9],
    [12, 6, 0, 7],
    [8.25, 9, 7, 0],
  ],
}

export const vroom = {
  vehicles: [
    {
      id: 1,
      start_index: 0,
      end_index: 0,
      capacity: [4],
      skills: [1],
      time_window: [0, 400],
      breaks: [{ id: 9, time_windows: [[100, 140]], service: 30 }],
    },
    { id: 2, start_index: 0, capacity: [4], time_window: [0, 400], speed_factor: 2, max_tasks: 2 },
  ],
  jobs: [
    {
      id: 11,
      location_index: 1,
      service: 10,
      delivery: [2],
      skills: [1],
      time_windows: [
        [0, 50],
        [200, 250],
      ],
    },
    { id: 12, location_index: 2, service: 10, delivery: [2], pickup: [1], priority: 10 },
    { id: 13, location_index: 3, service: 10, delivery: [3] },
    { id: 14, location_index: 1, service: 10, skills: [7] },
    { id: 15, location_index: 2, service: 300, priority: 90 },
  ],
  matrices: {
    car: {
      durations: [
        [0, 40, 60, 80],
        [40, 0, 30, 50],
        [60, 30, 0, 20],
        [80, 50, 20, 0],
      ],
    },
  },
}
