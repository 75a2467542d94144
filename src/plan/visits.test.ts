// `muster plan visits` from outside: formats, answers, faults, exit codes, and that the order of a file changes
// nothing.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createRandom } from '#planner/kernel/random.ts'
import { faultLine, InputFault } from './fault.ts'
import { visitsHelp } from './help/visits.ts'
import type { Io } from './io.ts'
import type { VisitsJson } from './visits/answer.ts'
import { run } from './visits.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-visits-'))
const at = (name: string) => join(folder, name)
const put = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}

/** Runs in this process; a fault comes back as its English line. @param breaths looks at Ctrl-C before it comes */
async function visits(args: string[], breaths = Infinity): Promise<{ code: number; text: string; json: VisitsJson }> {
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

const quick = ['--cpu-seconds', '0.1']

type Customer = readonly [x: number, y: number, demand: number, ready: number, due: number, service: number]
const depot: Customer = [50, 50, 0, 0, 400, 0]
const random = createRandom(7)
const customers = Array.from({ length: 20 }, (): Customer => {
  const ready = random.int(200)
  return [random.int(100), random.int(100), 1 + random.int(20), ready, ready + 60 + random.int(60), 10]
})
const solomonText = (rows: readonly Customer[], ids = rows.map((_, k) => k + 1)) =>
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
const vrpText = (rows: readonly Customer[]) => {
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

/** Total distance of routes, each way cut to one decimal; throws where a window, the room or the shift is broken. */
function check(rows: readonly Customer[], routes: readonly (readonly (string | number)[])[], first: number): number {
  let total = 0
  for (const route of routes) {
    let [here, time] = [depot, 0]
    assert.ok(route.reduce<number>((sum, id) => sum + rows[Number(id) - first][2], 0) <= 60)
    for (const stop of [...route.map((id) => rows[Number(id) - first]), depot]) {
      const way = Math.floor(10 * Math.hypot(stop[0] - here[0], stop[1] - here[1]) + 1e-9)
      total += way
      time = Math.max(time + way / 10, stop[3])
      assert.ok(time <= stop[4] + 1e-9)
      time += stop[5]
      here = stop
    }
  }
  return total / 10
}

test('Solomon and VRPLIB: all customers, rules kept, distances cut to one decimal, one answer for both', async () => {
  const solomon = await visits([
    '--in',
    'solomon',
    put('t.txt', solomonText(customers)),
    '--objective',
    'distance',
    ...quick,
  ])
  assert.equal(solomon.code, 0)
  assert.deepEqual(solomon.json.unserved, [])
  assert.deepEqual(
    solomon.json.routes
      .flat()
      .map(Number)
      .sort((a, b) => a - b),
    customers.map((_, k) => k + 1),
  )
  assert.ok(Math.abs(check(customers, solomon.json.routes, 1) - solomon.json.objective) < 1e-6)
  assert.ok(solomon.json.bound! <= solomon.json.objective)
  const vrplib = await visits(['--in', 'vrplib', put('t.vrp', vrpText(customers)), '--objective', 'distance', ...quick])
  assert.ok(Math.abs(check(customers, vrplib.json.routes, 2) - vrplib.json.objective) < 1e-6)
  assert.equal(vrplib.json.objective, solomon.json.objective)
})

test('the order of a file changes nothing, even where numbers follow it; one seed gives the same bits', async () => {
  const args = (file: string) => ['--in', 'solomon', file, '--seed', '3', ...quick]
  const one = (await visits(args(put('one.txt', solomonText(customers))))).json
  const turned = [...customers].reverse()
  const other = (
    await visits(
      args(
        put(
          'two.txt',
          solomonText(
            turned,
            turned.map((_, k) => 20 - k),
          ),
        ),
      ),
    )
  ).json
  assert.deepEqual({ ...other, cpuSeconds: 0 }, { ...one, cpuSeconds: 0 })
  const renumbered = (await visits(args(put('three.txt', solomonText(turned))))).json
  const back = renumbered.routes.map((route) => route.map((id) => 21 - Number(id))).sort((a, b) => a[0] - b[0])
  assert.deepEqual(back, one.routes)
})

test('several searches: the best counts, and the number of threads changes no bit', async () => {
  const args = [
    '--in',
    'solomon',
    put('several.txt', solomonText(customers)),
    '--seed',
    '5',
    '--searches',
    '3',
    '--cpu-seconds',
    '0.3',
  ]
  const [one, two] = [
    (await visits([...args, '--workers', '1'])).json,
    (await visits([...args, '--workers', '2'])).json,
  ]
  assert.deepEqual({ ...two, cpuSeconds: 0 }, { ...one, cpuSeconds: 0 })
})

const care = {
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

test('HHCRSP: pairs at once and one after the other, tardiness priced, cost by its formula', async () => {
  const { code, json } = await visits([
    '--in',
    'hhcrsp',
    put('care.json', JSON.stringify(care)),
    '--objective',
    'hhcrsp',
    ...quick,
  ])
  assert.equal(code, 0)
  assert.deepEqual(
    json.teams.map(({ team }) => team),
    ['c1', 'c2'],
  )
  assert.deepEqual(
    json.routes.map((route) => [...route].sort()),
    [
      ['p1', 'p2'],
      ['p1', 'p2', 'p3'],
    ],
  )
  const start = (team: number, id: string) => json.teams[team].steps.find((step) => step.id === id)!.start
  assert.equal(start(0, 'p1'), start(1, 'p1'))
  const gap = start(1, 'p2') - start(0, 'p2')
  assert.ok(gap >= 5 && gap <= 15)
  const late = json.teams.flatMap(({ steps }) => steps.map((step) => step.late ?? 0))
  const ways = json.routes.reduce(
    (sum, route) =>
      sum +
      [0, ...route.map((id) => Number(String(id).slice(1))), 0].reduce(
        (all, to, k, stops) => (k === 0 ? 0 : all + care.distances[stops[k - 1]][to]),
        0,
      ),
    0,
  )
  assert.ok(Math.abs(json.objective - (ways + late.reduce((a, b) => a + b, 0) + Math.max(...late)) / 3) < 1e-9)
})

const vroom = {
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

test('VROOM: skills, windows, breaks, loads, speed and number of tasks bind; what is left out says why', async () => {
  const { code, json } = await visits([
    '--in',
    'vroom',
    put('v.json', JSON.stringify(vroom)),
    '--out',
    'json',
    ...quick,
  ])
  assert.equal(code, 0)
  assert.equal(json.routes.length, 2)
  assert.deepEqual(
    json.reasons.find(({ id }) => id === 14),
    { id: 14, reason: 'skill' },
  )
  assert.ok(json.routes.flat().includes(15))
  const pause = json.teams[0].steps.find(({ type }) => type === 'break')!
  assert.ok(pause.start >= 100 && pause.start <= 140 && pause.id === 9)
  assert.ok(json.routes[1].length <= 2)
  const permuted = { ...vroom, jobs: [...vroom.jobs].reverse(), vehicles: [...vroom.vehicles].reverse() }
  const other = (await visits(['--in', 'vroom', put('w.json', JSON.stringify(permuted)), ...quick])).json
  assert.deepEqual([...other.routes].reverse(), json.routes)
})

test('bad input: file, line and field are named, and the code is 2', async () => {
  const lines = solomonText(customers).split('\r\n')
  const broken = (line: number, text: string) => [...lines.slice(0, line - 1), text, ...lines.slice(line)].join('\n')
  const cases: [string[], RegExp][] = [
    [['--in', 'solomon', at('none.txt')], /none\.txt: there is no such file/],
    [['--in', 'solomon', put('a.txt', '')], /a\.txt: the file holds no data/],
    [['--in', 'solomon', put('b.txt', 'hello\n')], /b\.txt: not in Solomon format/],
    [['--in', 'solomon', put('c.txt', broken(12, '2 1 1 1 x 20 10'))], /c\.txt, line 12, field READY TIME: is "x"/],
    [['--in', 'solomon', put('d.txt', broken(12, '2 1 1 1 30 20 10'))], /d\.txt, line 12, field DUE DATE/],
    [
      ['--in', 'solomon', put('e.txt', broken(12, '1 1 1 1 0 20 10'))],
      /e\.txt, line 12, field CUST NO.: "1" is there twice, first on line 11/,
    ],
    [['--in', 'solomon', put('f.txt', broken(12, '2 1 1 -1 0 20 10'))], /f\.txt, line 12, field DEMAND/],
    [['--in', 'solomon', put('g.txt', broken(12, '2 1 1 1 0'))], /g\.txt, line 12: holds 5 numbers; it must hold 7/],
    [
      ['--in', 'vrplib', put('a.vrp', vrpText(customers).replace('EUC_2D', 'GEO'))],
      /a\.vrp, line 7, field EDGE_WEIGHT_TYPE: is "GEO/,
    ],
    [
      ['--in', 'vrplib', put('b.vrp', vrpText(customers).replace(/DIMENSION : \d+/, 'DIMENSION : 90'))],
      /b\.vrp.* field NODE_COORD_SECTION: holds 21 numbers; it must hold 90/,
    ],
    [['--in', 'hhcrsp', put('a.json', '{')], /a\.json.*not well-formed JSON/],
    [
      ['--in', 'hhcrsp', put('b.json', JSON.stringify({ ...care, distances: [[0]] }))],
      /b\.json, field distances: must be a square of 4 × 4/,
    ],
    [
      [
        '--in',
        'hhcrsp',
        put('c.json', JSON.stringify({ ...care, patients: [{ ...care.patients[2], time_window: [9, 3] }] })),
      ],
      /c\.json, field patients\[0\]\.time_window/,
    ],
    [
      ['--in', 'vroom', put('d.json', JSON.stringify({ ...vroom, shipments: [{}] }))],
      /d\.json, field shipments: shipments are not supported; split them/,
    ],
    [
      ['--in', 'vroom', put('e.json', JSON.stringify({ ...vroom, jobs: [{ ...vroom.jobs[0], service: -1 }] }))],
      /e\.json, field jobs\[0\]\.service: is "-1"/,
    ],
    [
      [
        '--in',
        'vroom',
        put('f.json', JSON.stringify({ ...vroom, vehicles: [{ ...vroom.vehicles[0], max_travel_time: 3 }] })),
      ],
      /f\.json, field vehicles\[0\]\.max_travel_time: this field is not supported/,
    ],
    [
      ['--in', 'vroom', put('g.json', JSON.stringify({ ...vroom, jobs: [{ id: 1 }] }))],
      /g\.json, field jobs\[0\]\.location_index: this field is missing/,
    ],
    [
      ['--in', 'vroom', put('h.json', JSON.stringify({ ...vroom, jobs: [vroom.jobs[0], vroom.jobs[0]] }))],
      /h\.json, field jobs\[1\]\.id: id "11" is there twice/,
    ],
    [['--in', 'tsp', at('t.txt')], /field --in: is "tsp"; it must be one of/],
    [[], /field --in: give --in FORMAT FILE/],
    [['--example', 'paris'], /field --example/],
    [['--in', 'solomon', at('t.txt'), '--cpu-seconds=-1'], /field --cpu-seconds/],
  ]
  for (const [args, wanted] of cases) {
    const { code, text } = await visits(args)
    assert.equal(code, 2, `${args.join(' ')}: ${text}`)
    assert.match(text, wanted)
  }
})

test('Ctrl-C: code 130, and the best so far keeps every rule', async () => {
  const { code, json } = await visits(['--in', 'solomon', put('stop.txt', solomonText(customers))], 2)
  assert.equal(code, 130)
  assert.ok(Math.abs(check(customers, json.routes, 1) - json.objective) < 1e-6)
})

test('the example: doors of the county, two teams at once where it takes two, a noon break, and a report', async () => {
  const report = at('doors.html')
  const { code, json } = await visits([
    '--example',
    'lingshi',
    '--households',
    '60',
    '--teams',
    '6',
    '--report',
    report,
    '--cpu-seconds',
    '0.5',
  ])
  assert.equal(code, 0)
  const starts = new Map<string, number[]>()
  for (const { steps } of json.teams) {
    if (steps.length > 0) assert.equal(steps.filter(({ type }) => type === 'break').length, 1)
    for (const { id, what, start } of steps)
      if (what?.startsWith('卧床')) starts.set(String(id), [...(starts.get(String(id)) ?? []), start])
  }
  assert.ok(starts.size > 0)
  for (const [id, both] of starts) assert.ok(both.length === 2 && both[0] === both[1], `${id}: ${both}`)
  const html = readFileSync(report, 'utf8')
  assert.ok(
    html.includes('<svg') && html.includes('上门路线') && html.includes('Door routes') && !/src=|href="http/.test(html),
  )
})

test('CSV has one row a stop; help is in both languages', async () => {
  const { text } = await visits([
    '--in',
    'solomon',
    put('csv.txt', solomonText(customers.slice(0, 3))),
    '--out',
    'csv',
    ...quick,
  ])
  assert.match(text, /^team,turn,type,id,what,start,service,late,extra\n1,0,start/)
  assert.ok(visitsHelp.zh.includes('--cpu-seconds') && visitsHelp.en.includes('--cpu-seconds'))
})
