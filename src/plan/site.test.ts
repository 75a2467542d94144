// `muster plan site` from outside: the contract of options, answers, faults and exit codes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Io } from './io.ts'
import { run } from './site.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-site-'))
const entry = fileURLToPath(new URL('../cli/muster.ts', import.meta.url))

/** Runs in a folder of its own so that faults name the files as given. */
function site(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'plan', 'site', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en', LC_ALL: 'en' },
  })
  return { status, stdout, stderr, json: status === 0 && stdout.startsWith('{') ? JSON.parse(stdout) : undefined }
}

const put = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n') + '\n')
const buildings = [
  'building,people,lng,lat',
  'b1,30,111.780,36.84',
  'b2,30,111.781,36.84',
  'b3,30,111.782,36.84',
  'b4,30,111.800,36.84',
  'b5,30,111.801,36.84',
]
const sites = [
  'site,name,capacity,lng,lat',
  'west,西,60,111.7805,36.84',
  'east,东,90,111.8005,36.84',
  'far,远,900,112.5,36.84',
]
put('b.csv', ...buildings)
put('s.csv', ...sites)
const inputs = ['--buildings', 'b.csv', '--sites', 's.csv', '--open', '2']

test('opens the two near points, fills the west and says why b3 walks', () => {
  const { json, status } = site(...inputs)
  assert.equal(status, 0)
  assert.deepEqual(
    [json.medians, json.customers, json.assignment, json.unserved],
    [['east', 'west'], ['b1', 'b2', 'b3', 'b4', 'b5'], ['west', 'west', 'east', 'east', 'east'], []],
  )
  assert.deepEqual([json.proven, json.bound === json.objective, json.gap], [true, true, 0])
  const { why, nearer, saved } = json.reasons[2]
  assert.deepEqual([why, nearer, saved > 0], ['full', 'west', true])
  assert.deepEqual(
    json.load.map((row: { load: number; capacity: number }) => [row.load, row.capacity]),
    [
      [90, 90],
      [60, 60],
    ],
  )
})

test('the order of rows changes nothing', () => {
  put('rb.csv', buildings[0], ...buildings.slice(1).reverse())
  put('rs.csv', sites[0], ...sites.slice(1).reverse())
  const { json } = site('--buildings', 'rb.csv', '--sites', 'rs.csv', '--open', '2')
  assert.deepEqual({ ...json, cpuSeconds: 0 }, { ...site(...inputs).json, cpuSeconds: 0 })
})

test('where opening has a price, it decides how many', () => {
  const priced = (price: number) =>
    put(
      'priced.csv',
      'site,capacity,lng,lat,opening',
      `west,200,111.7805,36.84,${price}`,
      `east,200,111.8005,36.84,${price}`,
    )
  priced(1)
  assert.equal(site('--buildings', 'b.csv', '--sites', 'priced.csv').json.medians.length, 2)
  priced(10_000_000)
  const { json } = site('--buildings', 'b.csv', '--sites', 'priced.csv')
  assert.deepEqual([json.medians.length, json.objective > 10_000_000, json.proven], [1, true, true])
})

test('pmedcap gives numbers as ids and the fixed fields', () => {
  put('p.txt', ' 1 4', ' 4 2 10', ' 2 3 0 5', ' 1 0 0 5', ' 3 50 50 5', ' 4 50 51 4')
  const { json, status } = site('--in', 'pmedcap', 'p.txt', '--cpu-seconds', '1', '--seed', '3', '--out', 'json')
  assert.equal(status, 0)
  assert.deepEqual([json.objective, json.bound, json.customers, json.seed], [4, 4, [1, 2, 3, 4], 3])
  assert.equal(json.medians.length, 2)
  assert.deepEqual([json.assignment[0], json.assignment[2]], [json.assignment[1], json.assignment[3]])
})

test('too little room: a partial plan, no bound, and who is left', () => {
  put('small.csv', 'site,capacity,lng,lat', 'west,60,111.7805,36.84')
  const { json, status } = site('--buildings', 'b.csv', '--sites', 'small.csv', '--open', '1')
  assert.deepEqual([status, json.unserved.length, json.bound, json.gap, json.proven], [0, 3, null, null, false])
  assert.equal(json.reasons.filter((row: { why: string }) => row.why === 'no-room').length, 3)
})

test('csv and a report', () => {
  const { stdout, status } = site(...inputs, '--out', 'csv', '--report', 'r.html')
  assert.equal(status, 0)
  assert.match(stdout, /^building,site,cost,why,nearer,saved\nb1,west,/)
  const html = readFileSync(join(folder, 'r.html'), 'utf8')
  assert.match(html, /<svg/)
  assert.match(html, /更近的 西 已满/)
  assert.match(html, /西 is nearer but full/)
})

test('faults name file, line and field, and end with code 2', () => {
  const b = (name: string, ...rows: string[]) => {
    put(name, buildings[0], ...rows)
    return ['--buildings', name, '--sites', 's.csv', '--open', '1']
  }
  put('nosite.csv', 'site,capacity,lng,lat')
  put('badsite.csv', 'site,capacity,lng,lat', 'a,-1,1,1')
  put('short.txt', '1 4', '2 1 10', '1 0 0 5')
  put('word.txt', '1 4', '1 1 10', '1 0 x 5')
  put('twins.txt', '1 4', '2 1 10', '1 0 0 5', '1 0 0 5')
  put('many.txt', '1 4', '2 3 10', '1 0 0 5', '2 0 0 5')
  const rows: [string[], RegExp][] = [
    [b('nan.csv', 'b1,NaN,1,1'), /nan\.csv, line 2, field people: is "NaN"/],
    [b('minus.csv', 'b1,-3,1,1'), /minus\.csv, line 2, field people/],
    [b('north.csv', 'b1,3,1,91'), /north\.csv, line 2, field lat/],
    [
      b('twice.csv', 'b1,3,1,1', 'b1,3,1,1'),
      /twice\.csv, line 3, field building: "b1" is there twice, first on line 2/,
    ],
    [b('none.csv'), /none\.csv: there is no building/],
    [['--buildings', 'gone.csv', '--sites', 's.csv', '--open', '1'], /gone\.csv: there is no such file/],
    [['--buildings', 'b.csv', '--sites', 'nosite.csv', '--open', '1'], /nosite\.csv: there is no site/],
    [['--buildings', 'b.csv', '--sites', 'badsite.csv', '--open', '1'], /badsite\.csv, line 2, field capacity/],
    [['--buildings', 'b.csv', '--sites', 's.csv'], /--open: this option is missing/],
    [['--buildings', 'b.csv', '--sites', 's.csv', '--open', '9'], /--open: is 9 but there are only 3 sites/],
    [['--buildings', 'b.csv', '--sites', 's.csv', '--open', '0'], /--open: is "0"/],
    [['--in', 'pmedcap', 'short.txt'], /short\.txt, line 4: missing/],
    [['--in', 'pmedcap', 'word.txt'], /word\.txt, line 3, field y: is x/],
    [['--in', 'pmedcap', 'twins.txt'], /twins\.txt, line 4, field id: is 1, as on line 3/],
    [['--in', 'pmedcap', 'many.txt'], /many\.txt, line 2, field medians: is 3/],
    [['--in', 'pmedcap'], /FILE: this option is missing/],
    [['--in', 'xml', 'p.txt'], /--in: is "xml"/],
    [[...inputs, '--cpu-seconds', '0'], /--cpu-seconds: is "0"/],
    [[...inputs, 'stray.csv'], /stray\.csv: is not expected here/],
    [[...inputs, '--out', 'x.pdf'], /--out: is "x.pdf"/],
    [['--example', 'atlantis'], /--example: is "atlantis"/],
  ]
  for (const [args, message] of rows) {
    const { status, stderr, stdout } = site(...args)
    assert.equal(status, 2, args.join(' '))
    assert.match(stderr, message)
    assert.equal(stdout, '')
  }
})

test('Ctrl-C answers with the best so far and code 130', async () => {
  const controller = new AbortController()
  let text = ''
  const io: Io = {
    languages: ['en'],
    stop: controller.signal,
    err: () => {},
    progress: () => {},
    out: async (more) => {
      text += more
    },
    breathe: async () => {
      controller.abort()
      return false
    },
  }
  assert.equal(await run(['--example', 'lingshi', '--open', '80'], io), 130)
  const json = JSON.parse(text)
  assert.equal(json.medians.length, 80)
  assert.ok(json.bound === null || json.bound <= json.objective)
})

test('help has examples in both languages', () => {
  const { stdout, status } = spawnSync(process.execPath, [entry, 'plan', 'site', '--help'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: '', LC_ALL: '', LC_MESSAGES: '' },
  })
  assert.equal(status, 0)
  assert.match(stdout, /例：muster plan site/)
  assert.match(stdout, /Example: muster plan site/)
})
