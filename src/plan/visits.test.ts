// `muster plan visits` from outside: formats, answers, exit codes, and that the order of a file changes
// nothing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  at,
  care,
  type Customer,
  customers,
  depot,
  put,
  quick,
  solomonText,
  visits,
  vroom,
  vrpText,
} from '#test/planning/door-files.ts'
import { visitsHelp } from './help/visits.ts'

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
