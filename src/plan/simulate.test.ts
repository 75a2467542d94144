// `muster plan simulate` from outside: options, answers, faults, exit codes.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { run as callup } from './callup.ts'
import { faultLine, InputFault } from './fault.ts'
import type { Io } from './io.ts'
import type { SimulateJson } from './simulate/answer.ts'
import { run } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-simulate-'))
const at = (name: string) => join(folder, name)
const put = (name: string, ...lines: string[]) => writeFileSync(at(name), lines.join('\n') + '\n')

async function call(
  command: typeof run,
  args: string[],
  breaths = Infinity,
): Promise<{ code: number; text: string; json: SimulateJson }> {
  let text = ''
  let left = breaths
  const io: Io = {
    languages: ['en'],
    stop: AbortSignal.any([]),
    out: async (more) => {
      text += more
    },
    err: () => {},
    progress: () => {},
    breathe: async () => --left > 0,
  }
  try {
    const code = await command(args, io)
    return { code, text, json: text.startsWith('{') ? JSON.parse(text) : undefined! }
  } catch (error) {
    if (!(error instanceof InputFault)) throw error
    return { code: 2, text: faultLine(error, 'en').replaceAll(folder + '/', ''), json: undefined! }
  }
}

const homes = Array.from(
  { length: 60 },
  (_, k) =>
    `B${String(k).padStart(2, '0')},${30 + ((k * 7) % 60)},${111.7 + (k % 6) / 400},${36.8 + Math.floor(k / 6) / 400}`,
)
put('b.csv', 'building,people,lng,lat', ...homes)
put('p.csv', 'point,lng,lat,lanes,rate', 'P1,111.702,36.803,2,180', 'P2,111.710,36.818,2,180')
const inputs = ['--buildings', at('b.csv'), '--points', at('p.csv'), '--slots', '06:00-12:00/30']
writeFileSync(at('plan.json'), (await call(callup, inputs)).text)
const plan = ['--plan', at('plan.json')]

test('called and uncontrolled side by side: everybody is served, waits are cut', async () => {
  const { code, json } = await call(run, [...plan, '--uncontrolled', '--show', '1'])
  assert.equal(code, 0)
  const people = homes.reduce((sum, row) => sum + Number(row.split(',')[1]), 0)
  for (const morning of [json.called!, json.uncontrolled!]) {
    assert.equal(morning.waits.people, people)
    assert.equal(
      morning.course.served.reduce((a, b) => a + b, 0),
      people,
    )
    assert.equal(morning.course.line.at(-1), 0)
    assert.equal(
      morning.points.reduce((sum, { waits }) => sum + waits.people, 0),
      people,
    )
    assert.ok(
      morning.waits.median <= morning.waits.p90 &&
        morning.waits.p90 <= morning.waits.p95 &&
        morning.waits.p95 <= morning.waits.max,
    )
  }
  assert.ok(json.comparison!.p95! > 5, `${json.comparison!.p95}`)
})

test('the same seed gives the same bits, another seed another morning', async () => {
  const one = (await call(run, [...plan, '--seed', '5'])).json
  assert.deepEqual({ ...(await call(run, [...plan, '--seed', '5'])).json, cpuSeconds: 0 }, { ...one, cpuSeconds: 0 })
  assert.notDeepEqual((await call(run, [...plan, '--seed', '6'])).json.called!.waits, one.called!.waits)
  assert.equal(one.uncontrolled, undefined)
})

test('a point that falls behind waits longer; the other does not notice', async () => {
  const usual = (await call(run, plan)).json.called!
  const slow = (await call(run, [...plan, '--behind', 'P1:06:00-12:00:1.5'])).json.called!
  assert.ok(slow.points[0].waits.p95 > 2 * usual.points[0].waits.p95)
  assert.deepEqual(slow.points[1].waits, usual.points[1].waits)
})

test('without a plan: homes and points alone', async () => {
  const { code, json } = await call(run, ['--uncontrolled', ...inputs])
  assert.deepEqual([code, json.called, json.points.length], [0, undefined, 2])
  assert.ok(json.uncontrolled!.waits.people > 2_000)
})

test('faults name the place, and end with code 2', async () => {
  put('none.json', '[]')
  const cases: [string[], RegExp][] = [
    [[], /--plan: give --plan callup\.json/],
    [inputs, /--plan: give --plan/],
    [['--uncontrolled'], /--slots: this option is missing/],
    [['--plan', at('none.json')], /none\.json, field calls: is not a call-up/],
    [['--plan', at('gone.json')], /gone\.json: there is no such file/],
    [[...plan, '--show', '2'], /--show: is "2"/],
    [[...plan, '--code', 'erlang'], /--code: is "erlang"/],
    [[...plan, '--sample', 'gauss:1'], /--sample: is "gauss:1"/],
    [[...plan, '--behind', 'P1'], /--behind: is "P1"/],
    [[...plan, '--behind', 'P7:06:00-07:00:2'], /--behind: "P7" is not in points/],
    [[...plan, '--step', '0'], /--step/],
    [[...plan, '--out', 'pdf'], /--out/],
    [[...plan, 'more'], /more: is not expected here/],
    [['--example', 'paris'], /--example/],
  ]
  for (const [args, message] of cases) {
    const { code, text } = await call(run, args)
    assert.equal(code, 2, args.join(' '))
    assert.match(text, message)
  }
})

test('Ctrl-C gives the points so far and code 130', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, k) => `B${k},4000,${111.7 + (k % 6) / 400},${36.8 + Math.floor(k / 6) / 400}`,
  )
  put('many.csv', 'building,people,lng,lat', ...rows)
  const points = Array.from({ length: 6 }, (_, k) => `P${k},${111.7 + k / 400},36.81,9,150`)
  put('points.csv', 'point,lng,lat,lanes,rate', ...points)
  const { code, json } = await call(
    run,
    ['--uncontrolled', '--buildings', at('many.csv'), '--points', at('points.csv'), '--slots', '06:00-12:00/30'],
    1,
  )
  assert.equal(code, 130)
  assert.ok(json.interruptedAfter! > 0 && json.uncontrolled!.points.length === json.interruptedAfter)
})

test('csv, and a report that holds everything', async () => {
  const csv = (await call(run, [...plan, '--uncontrolled', '--out', 'csv', '--report', at('queue.html')])).text
    .trim()
    .split('\n')
  assert.deepEqual([csv[0], csv.length], ['way,point,people,mean,median,p90,p95,max,longestLine,end', 5])
  const html = readFileSync(at('queue.html'), 'utf8')
  assert.match(html, /<polyline/)
  assert.match(html, /排队模拟/)
  assert.ok(!/<script|https?:\/\//.test(html))
})
