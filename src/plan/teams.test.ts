// `muster plan teams|check|repair` from outside: the contract of options, answers, faults and exit codes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import writeXlsx from 'write-excel-file/node'
import type { Io } from './io.ts'
import { run } from './teams.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-teams-'))
const entry = fileURLToPath(new URL('../cli/muster.ts', import.meta.url))

/** Runs in a folder of its own so that faults name the files as given. */
function plan(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'plan', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en', LC_ALL: 'en' },
  })
  return { status, stdout, stderr, json: status === 0 && stdout.startsWith('{') ? JSON.parse(stdout) : undefined }
}

const put = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n') + '\n')
put('seats.csv', 'seat,grid', 's1,g1', 's2,g1', 's3,g2')
put('volunteers.csv', 'volunteer,unit', 'a,u1', 'b,u1', 'c,u2', 'd,u2')
put('arcs.csv', 'seat,volunteer,cost', 's1,a,4', 's2,a,4', 's1,b,5', 's2,b,5', 's3,b,1', 's3,c,3', 's1,d,20', 's2,d,20')
const inputs = ['--seats', 'seats.csv', '--volunteers', 'volunteers.csv', '--arcs', 'arcs.csv', '--shortage', '50']

test('forms teams, proves them, and says why', () => {
  const { json, status } = plan('teams', ...inputs, '--out', 'json')
  assert.equal(status, 0)
  assert.deepEqual([json.objective, json.bound, json.proven, json.open], [12, 12, true, []])
  assert.deepEqual(json.assignments, [
    ['s1', 'a'],
    ['s2', 'b'],
    ['s3', 'c'],
  ])
  assert.deepEqual(json.reasons[2], { seat: 's3', volunteer: 'c', cost: 3, next: 'b', extra: 13 })
})

test('check accepts the answer and refuses a doctored one', () => {
  const { stdout, json } = plan('teams', ...inputs)
  writeFileSync(join(folder, 'plan.json'), stdout)
  assert.equal(plan('check', '--plan', 'plan.json', ...inputs).json.proven, true)
  const doctored = [
    { ...json, objective: 11 },
    {
      ...json,
      assignments: [
        ['s1', 'b'],
        ['s2', 'a'],
        ['s3', 'd'],
      ],
    },
    { ...json, assignments: json.assignments.slice(1) },
    {
      ...json,
      certificate: {
        ...json.certificate,
        seats: json.certificate.seats.map(([seat, price]: [string, number]) => [seat, price + 1]),
      },
    },
  ]
  for (const [k, answer] of doctored.entries()) {
    writeFileSync(join(folder, 'doctored.json'), JSON.stringify(answer))
    const { status, stderr } = plan('check', '--plan', 'doctored.json', ...inputs)
    assert.equal(status, 2, `doctored ${k}`)
    assert.match(stderr, /doctored\.json: not proven/)
  }
})

test('unit caps, locked and forbidden pairs bind', () => {
  put('caps.csv', 'unit,cap', 'u1,1', 'u2,9')
  put('locked.csv', 'seat,volunteer', 's1,d')
  put('forbidden.csv', 'seat,volunteer', 's3,c')
  const capped = plan('teams', ...inputs, '--unit-caps', 'caps.csv').json
  assert.deepEqual([capped.objective, capped.open.length, capped.proven], [27, 0, true])
  const locked = plan('teams', ...inputs, '--locked', 'locked.csv').json
  assert.ok(locked.assignments.some(([seat, volunteer]: string[]) => seat === 's1' && volunteer === 'd'))
  const forbidden = plan('teams', ...inputs, '--forbidden', 'forbidden.csv').json
  assert.deepEqual(
    forbidden.assignments.find(([seat]: string[]) => seat === 's3'),
    ['s3', 'b'],
  )
  writeFileSync(join(folder, 'capped.json'), JSON.stringify(capped))
  assert.equal(plan('check', '--plan', 'capped.json', ...inputs, '--unit-caps', 'caps.csv').status, 0)
  assert.equal(plan('check', '--plan', 'capped.json', ...inputs).status, 2)
})

test('one of a unit in a team, and pairs kept apart', () => {
  const one = plan('teams', ...inputs, '--one-per-unit').json
  const units: Record<string, string> = { a: 'u1', b: 'u1', c: 'u2', d: 'u2' }
  const inFirst = one.assignments
    .filter(([seat]: string[]) => seat !== 's3')
    .map(([, volunteer]: string[]) => units[volunteer])
  assert.equal(new Set(inFirst).size, inFirst.length)
  assert.deepEqual([one.objective, one.bound <= 25], [25, true])
  put('apart.csv', 'volunteer,other', 'a,d', 'a,b')
  const apart = plan('teams', ...inputs, '--apart', 'apart.csv').json
  assert.deepEqual([apart.objective, apart.open.length], [28, 0])
  put('together.csv', 'volunteer,other', 'a,d')
  const joined = plan('teams', ...inputs, '--together', 'together.csv').json
  assert.deepEqual(
    [
      joined.assignments
        .filter(([seat]: string[]) => seat !== 's3')
        .map(([, volunteer]: string[]) => volunteer)
        .sort(),
      joined.objective,
      joined.bound,
    ],
    [['a', 'd'], 25, 12],
  )
  assert.match(
    plan('teams', ...inputs, '--together', 'together.csv', '--one-per-unit').stderr,
    /--together: cannot go with/,
  )
})

test('the order of rows changes nothing', () => {
  const reversed = (name: string) => {
    const [head, ...rows] = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    put(`r-${name}`, head, ...rows.reverse())
  }
  for (const name of ['seats.csv', 'volunteers.csv', 'arcs.csv']) reversed(name)
  const one = plan('teams', ...inputs).json
  const other = plan(
    'teams',
    '--seats',
    'r-seats.csv',
    '--volunteers',
    'r-volunteers.csv',
    '--arcs',
    'r-arcs.csv',
    '--shortage',
    '50',
  ).json
  assert.deepEqual({ ...other, cpuSeconds: 0 }, { ...one, cpuSeconds: 0 })
})

test('repair moves by price, keeps the locked, and its answer checks', () => {
  put('absent.csv', 'volunteer', 'a')
  writeFileSync(join(folder, 'plan.json'), plan('teams', ...inputs).stdout)
  const cheap = plan(
    'repair',
    ...inputs,
    '--plan',
    'plan.json',
    '--absent',
    'absent.csv',
    '--move-cost',
    '1',
    '--front',
  )
  assert.equal(cheap.status, 0)
  assert.deepEqual([cheap.json.cost, cheap.json.moved.length, cheap.json.objective], [28, 0, 28])
  assert.deepEqual(cheap.json.called, [['d', 's1']])
  writeFileSync(join(folder, 'repaired.json'), cheap.stdout)
  assert.equal(plan('check', '--plan', 'repaired.json', ...inputs).json.proven, true)
  assert.equal(
    plan(
      'check',
      '--plan',
      'repaired.json',
      ...inputs,
      '--before',
      'plan.json',
      '--absent',
      'absent.csv',
      '--move-cost',
      '1',
    ).json.proven,
    true,
  )
  put('other.csv', 'volunteer', 'd')
  assert.equal(plan('check', '--plan', 'repaired.json', ...inputs, '--absent', 'other.csv').status, 2)
})

test('faults name file, line and field, and end with code 2', () => {
  put('twice.csv', 'volunteer,unit', 'a,u1', 'a,u2')
  put('nan.csv', 'seat,volunteer,cost', 's1,a,4', 's1,b,x')
  put('half.csv', 'seat,volunteer,cost', 's1,a,1.5')
  put('stranger.csv', 'seat,volunteer,cost', 's9,a,1')
  put('headless.csv', 'seat,cost', 's1,1')
  put('negative.csv', 'unit,cap', 'u1,-1')
  put('broken.json', '{')
  writeFileSync(join(folder, 'empty.csv'), '')
  const swap = (option: string, value: string) => inputs.map((arg, k) => (inputs[k - 1] === option ? value : arg))
  const rows: [string[], RegExp][] = [
    [swap('--volunteers', 'twice.csv'), /twice\.csv, line 3, field volunteer: "a" is there twice, first on line 2/],
    [swap('--arcs', 'nan.csv'), /nan\.csv, line 3, field cost: is "x"/],
    [swap('--arcs', 'half.csv'), /half\.csv, line 2, field cost/],
    [swap('--arcs', 'stranger.csv'), /stranger\.csv, line 2, field seat: "s9" is not in seats\.csv/],
    [swap('--arcs', 'headless.csv'), /headless\.csv, line 1, field volunteer: this column is missing/],
    [swap('--arcs', 'empty.csv'), /empty\.csv: the file holds no data/],
    [swap('--arcs', 'none.csv'), /none\.csv: there is no such file/],
    [[...inputs.slice(0, 6), '--shortage=-1'], /--shortage: is "-1"/],
    [swap('--shortage', 'NaN'), /--shortage: is "NaN"/],
    [inputs.slice(2), /--seats: this option is missing/],
    [[...inputs, '--unit-caps', 'negative.csv'], /negative\.csv, line 2, field cap/],
    [[...inputs, '--nonsense'], /nonsense/],
    [[...inputs, 'stray.csv'], /stray\.csv: is not expected here/],
    [[...inputs, '--out', 'plan.pdf'], /--out: is "plan.pdf"/],
    [['--example', 'atlantis'], /--example: is "atlantis"/],
  ]
  for (const [args, message] of rows) {
    const { status, stderr, stdout } = plan('teams', ...args)
    assert.equal(status, 2, args.join(' '))
    assert.match(stderr, message)
    assert.equal(stdout, '')
  }
  assert.match(plan('check', '--plan', 'broken.json', ...inputs).stderr, /broken\.json: not well-formed JSON/)
  assert.equal(plan('nonsense').status, 2)
})

test('edges: no volunteers, no arcs, more seats than people', () => {
  put('nobody.csv', 'volunteer,unit')
  put('noarcs.csv', 'seat,volunteer,cost')
  put('few.csv', 'volunteer,unit', 'a,u1')
  put('one.csv', 'seat,volunteer,cost', 's1,a,4')
  const none = plan(
    'teams',
    '--seats',
    'seats.csv',
    '--volunteers',
    'nobody.csv',
    '--arcs',
    'noarcs.csv',
    '--shortage',
    '50',
  ).json
  assert.deepEqual([none.objective, none.open, none.reasons[0].open], [150, ['s1', 's2', 's3'], 'nobody-can'])
  const few = plan(
    'teams',
    '--seats',
    'seats.csv',
    '--volunteers',
    'few.csv',
    '--arcs',
    'one.csv',
    '--shortage',
    '50',
  ).json
  assert.deepEqual([few.objective, few.open], [104, ['s2', 's3']])
})

test('a workbook of grids and people becomes teams', async () => {
  const rows = (table: (string | number)[][]) => table.map((row) => row.map((value) => ({ value })))
  const book = await writeXlsx([
    {
      sheet: '网格',
      data: rows([
        ['网格', '经度', '纬度', '人数', '技能'],
        ['一', 111.78, 36.84, 2, '医护'],
        ['二', 111.8, 36.85, 1, ''],
      ]),
    },
    {
      sheet: '志愿者',
      data: rows([
        ['姓名', '单位', '经度', '纬度', '特长'],
        ['甲', '局', 111.781, 36.84, '医护'],
        ['乙', '局', 111.8, 36.851, ''],
        ['丙', '局', 111.79, 36.84, '医护、驾驶'],
      ]),
    },
  ]).toBuffer()
  writeFileSync(join(folder, 'people.xlsx'), book)
  const { json } = plan('teams', '--in', 'xlsx', 'people.xlsx')
  assert.deepEqual(
    [json.proven, json.assignments],
    [
      true,
      [
        ['一-1', '丙'],
        ['一-2', '甲'],
        ['二-1', '乙'],
      ].sort(),
    ],
  )
  assert.match(plan('teams', '--in', 'xlsx', 'seats.csv').stderr, /seats\.csv/)
})

test('the example forms 115 teams of three assistants, and its report opens without the net', () => {
  const { json, status } = plan('teams', '--example', 'lingshi', '--report', 'lingshi.html')
  assert.equal(status, 0)
  assert.deepEqual([json.reasons.length, json.proven], [345, true])
  const html = readFileSync(join(folder, 'lingshi.html'), 'utf8')
  assert.match(html, /1\+k 小队编组/)
  assert.match(html, /<svg/)
  assert.doesNotMatch(html, /(?:src|href)=|@import|url\(|<script/)
  assert.equal(plan('teams', '--example', 'lingshi').json.objective, json.objective)
})

test('answers as csv and xlsx', () => {
  assert.match(plan('teams', ...inputs, '--out', 'csv').stdout, /^seat,grid,volunteer,cost,next,extra,open\ns1,g1,a,4,/)
  assert.equal(plan('teams', ...inputs, '--out', 'teams.xlsx').status, 0)
  assert.equal(readFileSync(join(folder, 'teams.xlsx')).subarray(0, 2).toString(), 'PK')
})

test('Ctrl-C gives the best so far and code 130', async () => {
  // Everybody wants the same few: bids go in circles on the ties and leave something to search for.
  const names = Array.from({ length: 12 }, (_, k) => k)
  put('many-seats.csv', 'seat,grid', ...names.map((k) => `s${k},g${k}`))
  put('many-people.csv', 'volunteer,unit', ...names.map((k) => `v${k},u`))
  put(
    'many-arcs.csv',
    'seat,volunteer,cost',
    ...names.flatMap((s) => names.slice(0, 6).map((v) => `s${s},v${v},${(s * 7 + v * 3) % 5}`)),
  )
  const args = [
    '--seats',
    join(folder, 'many-seats.csv'),
    '--volunteers',
    join(folder, 'many-people.csv'),
    '--arcs',
    join(folder, 'many-arcs.csv'),
    '--shortage',
    '50',
  ]
  const stopped = async (going: boolean) => {
    let written = ''
    const io: Io = {
      languages: ['en'],
      stop: AbortSignal.abort(),
      out: async (text) => {
        written += text
      },
      err: () => {},
      progress: () => {},
      breathe: async () => going,
    }
    return { code: await run(args, io), answer: JSON.parse(written) }
  }
  const early = await stopped(false)
  const whole = await stopped(true)
  assert.deepEqual([early.code, early.answer.proven, whole.code, whole.answer.proven], [130, false, 0, true])
  assert.ok(early.answer.bound <= whole.answer.objective && whole.answer.objective <= early.answer.objective)
  assert.ok(early.answer.assignments.length > 0)
})
