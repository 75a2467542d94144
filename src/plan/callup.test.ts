// `muster plan callup` from outside: options, answers, faults, exit codes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { callupHelp } from './help/callup.ts'
import type { CallupJson } from './callup/answer.ts'
import { exampleTown } from './callup/county.ts'
import { run } from './callup.ts'
import { faultLine, InputFault } from './fault.ts'
import type { Io } from './io.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-callup-'))
const at = (name: string) => join(folder, name)
const put = (name: string, ...lines: string[]) => writeFileSync(at(name), lines.join('\n') + '\n')

/** Runs in this process; a fault comes back as its English line. @param breaths looks at Ctrl-C before it comes */
async function callup(args: string[], breaths = Infinity): Promise<{ code: number; text: string; json: CallupJson }> {
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

const homes = Array.from(
  { length: 30 },
  (_, k) =>
    `B${String(k).padStart(2, '0')},${20 + ((k * 7) % 60)},${111.7 + (k % 6) / 400},${36.8 + Math.floor(k / 6) / 400}`,
)
put('b.csv', 'building,people,lng,lat', ...homes)
put(
  'p.csv',
  'point,lng,lat,lanes,rate,name,closed',
  'P1,111.702,36.803,2,150,东门,',
  'P2,111.710,36.808,1,150,,07:00-07:30',
)
const inputs = ['--buildings', at('b.csv'), '--points', at('p.csv'), '--slots', '06:00-12:00/30']

test('calls every building, within the rooms, and says where, when and why', async () => {
  const { code, json } = await callup(inputs)
  assert.equal(code, 0)
  assert.equal(json.calls.length, 30)
  assert.deepEqual(json.open, [])
  assert.ok(json.bound <= json.objective && json.gap < 0.1)
  for (const { people, room } of json.load) people.forEach((count, t) => assert.ok(count <= room[t]))
  assert.equal(json.load[1].people[2], 0, 'closed')
  assert.equal(
    json.load.flatMap(({ people }) => people).reduce((a, b) => a + b, 0),
    json.calls.reduce((sum, { people }) => sum + people, 0),
  )
  assert.ok(json.calls.every(({ slot, extra, way }) => /^\d\d:[03]0$/.test(slot) && extra >= 0 && way > 0))
})

test('the order of rows changes nothing, and the same seed gives the same bits', async () => {
  const reversed = (name: string) => {
    const [head, ...rows] = readFileSync(at(name), 'utf8').trim().split('\n')
    put(`r-${name}`, head, ...rows.reverse())
    return at(`r-${name}`)
  }
  const one = (await callup(inputs)).json
  const other = (
    await callup(['--buildings', reversed('b.csv'), '--points', reversed('p.csv'), '--slots', '06:00-12:00/30'])
  ).json
  assert.deepEqual({ ...other, cpuSeconds: 0 }, { ...one, cpuSeconds: 0 })
})

test('locks, windows, known ways, priorities and splitting bind', async () => {
  put(
    'locked.csv',
    'building,people,lng,lat,priority,earliest,latest,point,slot',
    'A,50,111.7,36.8,,,,P2,09:00',
    'B,30,111.7,36.8,,10:00,11:00,,',
    'C,30,111.7,36.8,9,,,P1,',
    'D,400,111.71,36.808,,,,,',
  )
  const args = ['--buildings', at('locked.csv'), ...inputs.slice(2)]
  const { json } = await callup(args)
  const of = (building: string) => json.calls.find((row) => row.building === building)!
  assert.deepEqual([of('A').point, of('A').slot], ['P2', '09:00'])
  assert.ok(['10:00', '10:30'].includes(of('B').slot))
  assert.deepEqual([of('C').point, of('C').slot], ['P1', '06:00'])
  assert.deepEqual(
    json.open.map(({ building, reason }) => [building, reason]),
    [['D', 'larger-than-any-slot']],
  )
  const split = (await callup([...args, '--split'])).json
  const parts = split.calls.find(({ building }) => building === 'D')!.parts!
  assert.equal(
    parts.reduce((sum, { people }) => sum + people, 0),
    400,
  )
  put('ways.csv', 'building,point,metres', 'A,P2,10', 'B,P1,700', 'C,P1,5', 'D,P1,1')
  const known = (await callup([...args, '--ways', at('ways.csv'), '--split'])).json
  assert.deepEqual(
    known.calls.map(({ building, point, way }) => [building, point, way]),
    [
      ['A', 'P2', 10],
      ['B', 'P1', 700],
      ['C', 'P1', 5],
      ['D', 'P1', 1],
    ],
  )
})

test('planning again: the called stay, the others leave the point that fell behind', async () => {
  writeFileSync(at('plan.json'), (await callup([...inputs, '--hurry', '5'])).text)
  put('progress.csv', 'point,waiting,lanes,rate', 'P1,200,1,100')
  const args = [
    ...inputs,
    '--hurry',
    '5',
    '--before',
    at('plan.json'),
    '--now',
    '07:00',
    '--progress',
    at('progress.csv'),
  ]
  const { json, code } = await callup(args)
  assert.equal(code, 0)
  const before = JSON.parse(readFileSync(at('plan.json'), 'utf8')) as CallupJson
  const early = before.calls.filter(({ slot }) => slot < '07:30')
  assert.equal(json.replanned!.called, early.length)
  for (const row of early)
    assert.deepEqual(json.calls.find(({ building }) => building === row.building)!.slot, row.slot)
  assert.ok(json.replanned!.moved.length > 0)
  assert.ok(json.replanned!.moved.every(({ now }) => now === null || now.slot >= '07:00'))
  // Two slots of one slow lane are owed at P1: nobody new before.
  assert.ok(
    json.calls
      .filter(({ point, building }) => point === 'P1' && !early.some((row) => row.building === building))
      .every(({ slot }) => slot >= '09:00'),
  )
})

test('faults name file, line and field, and end with code 2', async () => {
  let bad = 0
  const swap = (option: string, ...lines: string[]) => {
    const name = `bad${++bad}.csv`
    put(name, ...lines)
    return inputs.map((arg, k) => (inputs[k - 1] === option ? at(name) : arg))
  }
  put('not.json', '{"calls": [{}]}')
  put(
    'strange.json',
    JSON.stringify({
      calls: [{ building: 'X', point: 'P1', slot: '06:00', nearest: 'P1', people: 3 }],
      open: [],
      points: [{ point: 'P1', lanes: 1, rate: 1, closed: [] }],
      slots: { from: 360, minutes: 30, count: 12 },
    }),
  )
  const head = 'building,people,lng,lat'
  const cases: [string[], RegExp][] = [
    [swap('--buildings', head), /bad\d+\.csv: the file holds no data/],
    [swap('--buildings', 'building,lng,lat', 'A,1,1'), /bad\d+\.csv, line 1, field people: this column is missing/],
    [swap('--buildings', head, 'A,0,1,1'), /bad\d+\.csv, line 2, field people: is "0"/],
    [swap('--buildings', head, 'A,NaN,1,1'), /field people: is "NaN"/],
    [swap('--buildings', head, 'A,5,1,1', 'A,5,1,1'), /line 3, field building: "A" is there twice, first on line 2/],
    [swap('--buildings', head, 'A,5,200,1'), /line 2, field lng/],
    [swap('--buildings', head + ',earliest', 'A,5,1,1,8 Uhr'), /field earliest: is "8 Uhr"; it must read like 08:30/],
    [swap('--buildings', head + ',point', 'A,5,1,1,P9'), /field point: "P9" is not in p\.csv/],
    [swap('--buildings', head + ',slot', 'A,5,1,1,06:10'), /field slot: no slot begins at 06:10/],
    [swap('--points', 'point,lng,lat,lanes,rate', 'P1,1,1,0,100'), /field lanes: is "0"/],
    [swap('--points', 'point,lng,lat,lanes,rate,closed', 'P1,1,1,1,100,9-10'), /field closed: is "9-10"/],
    [['--points', at('p.csv'), '--slots', '06:00-07:00/30'], /--buildings: this option is missing/],
    [inputs.slice(0, 4), /--slots: this option is missing/],
    [[...inputs.slice(0, 5), '12:00-06:00/30'], /--slots: is "12:00-06:00\/30"/],
    [[...inputs, '--fill', '1.2'], /--fill: is "1\.2"/],
    [[...inputs, '--before', at('not.json')], /--before: goes together with --now/],
    [[...inputs, '--before', at('not.json'), '--now', '07:00'], /not\.json, field calls: is not a call-up/],
    [
      [...inputs, '--before', at('strange.json'), '--now', '07:00'],
      /strange\.json, field calls\[0\]: "X" of the plan is not in the inputs/,
    ],
    [[...inputs, '--out', 'pdf'], /--out: is "pdf"/],
    [[...inputs, 'stray.csv'], /stray\.csv: is not expected here/],
    [['--example', 'paris'], /--example: is "paris"/],
    [[...inputs, '--seed', 'x'], /--seed/],
    [[...inputs, '--progress', at('p.csv')], /--progress: goes together/],
  ]
  for (const [args, message] of cases) {
    const { code, text } = await callup(args)
    assert.equal(code, 2, args.join(' '))
    assert.match(text, message)
  }
})

test('Ctrl-C gives the best so far and code 130', async () => {
  const { code, json } = await callup(inputs, 1)
  assert.equal(code, 130)
  assert.equal(json.calls.length, 30)
})

test('csv, xlsx and a report that holds everything', async () => {
  const csv = (await callup([...inputs, '--out', 'csv'])).text.trim().split('\n')
  assert.deepEqual([csv[0], csv.length], ['building,people,point,slot,way,extra,open', 31])
  await callup([...inputs, '--out', at('plan.xlsx'), '--report', at('report.html')])
  assert.equal(readFileSync(at('plan.xlsx')).subarray(0, 2).toString(), 'PK')
  const html = readFileSync(at('report.html'), 'utf8')
  assert.match(html, /东门/)
  assert.match(html, /错峰叫号/)
  assert.ok(!/<script|https?:\/\//.test(html.replaceAll('http://www.w3.org', '')))
})

test('the example holds every resident of the county, and room for all of them within reach', () => {
  const { problem, points } = exampleTown('lingshi', 1, {
    slots: { count: 12, from: 360, minutes: 30 },
    fill: 0.9,
    near: 8,
    hurry: 20,
    split: false,
  })
  assert.equal(
    problem.people.reduce((a, b) => a + b, 0),
    246_491,
  )
  assert.ok(points.length > 200 && points.every(({ lanes }) => lanes >= 1))
  assert.ok(
    problem.room.reduce((a, b) => a + b, 0) > 246_491 &&
      problem.people.every(
        (count, b) =>
          count <= problem.room[problem.point[problem.start[b]] * problem.slots] ||
          problem.start[b + 1] - problem.start[b] > 1,
      ),
  )
  assert.deepEqual(
    exampleTown('lingshi', 1, {
      slots: { count: 12, from: 360, minutes: 30 },
      fill: 0.9,
      near: 8,
      hurry: 20,
      split: false,
    }).problem,
    problem,
  )
})

test('through the front door: help in both languages, code 2 with the fault on standard error', () => {
  const entry = fileURLToPath(new URL('../cli/muster.ts', import.meta.url))
  const door = (language: string, ...args: string[]) =>
    spawnSync(process.execPath, [entry, 'plan', 'callup', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LANG: language, LC_ALL: language },
    })
  assert.equal(door('zh_CN.UTF-8', '--help').stdout.trim(), callupHelp.zh)
  const bad = door('en', '--buildings', 'none.csv', '--points', 'p.csv', '--slots', '06:00-07:00/30')
  assert.deepEqual(
    [bad.status, bad.stdout, bad.stderr.trim()],
    [2, '', 'muster plan: none.csv: there is no such file; check the path'],
  )
})
