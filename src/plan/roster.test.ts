// `muster plan roster` from outside: tables, rules, swaps, faults and exit codes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { verifyRoster } from '#planner/roster/verify.ts'
import { faultLine, InputFault } from './fault.ts'
import type { Io } from './io.ts'
import { exampleRows } from './roster/example.ts'
import { rotaOf } from './roster/rota.ts'
import { run } from './roster.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-roster-'))
const entry = fileURLToPath(new URL('../cli/muster.ts', import.meta.url))

function plan(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'plan', 'roster', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en', LC_ALL: 'en' },
  })
  return { status, stdout, stderr, json: status === 0 && stdout.startsWith('{') ? JSON.parse(stdout) : undefined }
}

const put = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n') + '\n')
put(
  'shifts.csv',
  'shift,date,begin,end',
  'd1m,2022-10-12,06:00,14:00',
  'd1n,2022-10-12,22:00,06:00',
  'd2m,2022-10-13,06:00,14:00',
  'd2n,2022-10-13,22:00,06:00',
)
put('posts.csv', 'post,need,shifts,skills,priority', 'gate,1,,,1', 'desk,1,d1m d2m,医护,3')
put(
  'people.csv',
  'person,unit,skills,most,served,available',
  'a,u1,医护,4,0,',
  'b,u1,,3,1,',
  'c,u2,医护,2,0,2022-10-13',
  'd,u2,,1,0,',
)
put('wishes.csv', 'person,shift,wish,post', 'a,d1m,prefer,desk', 'b,d2n,avoid,', 'd,d1n,never,')
const inputs = ['--shifts', 'shifts.csv', '--posts', 'posts.csv', '--people', 'people.csv']

test('fills posts by the rules, with reasons and a bound', () => {
  const { json, status } = plan(...inputs, '--wishes', 'wishes.csv', '--shortage', '5000')
  assert.equal(status, 0)
  assert.ok(json.proven && json.objective === json.bound)
  assert.equal(json.assignments.length, 6)
  const serves = (shift: string, post: string) =>
    json.assignments.find((row: string[]) => row[1] === post && row[2] === shift)?.[0]
  assert.equal(serves('d1m', 'desk'), 'a')
  assert.equal(serves('d2m', 'desk'), 'c')
  const night = serves('d1n', 'gate')
  assert.ok(night === 'b')
  assert.notEqual(serves('d2m', 'gate'), night)
  assert.ok(json.reasons.every((row: { extra: number }) => Number.isInteger(row.extra)))
})

test('open seats say why, locks bind, forbidden pairs do not serve, unit limits hold', () => {
  put('locks.csv', 'person,post,shift', 'b,gate,d1m')
  put('forbidden.csv', 'person,post', 'd,gate')
  put('caps.csv', 'unit,cap', 'u1,1')
  const { json } = plan(
    ...inputs,
    '--locks',
    'locks.csv',
    '--forbidden',
    'forbidden.csv',
    '--unit-caps',
    'caps.csv',
    '--shortage',
    '5000',
    '--rest',
    '0',
  )
  const by = (person: string) => json.assignments.filter((row: string[]) => row[0] === person)
  assert.ok(by('b').some((row: string[]) => row[2] === 'd1m'))
  assert.deepEqual(by('d'), [])
  for (const shift of ['d1m', 'd1n', 'd2m', 'd2n'])
    assert.ok(json.assignments.filter((row: string[]) => ['a', 'b'].includes(row[0]) && row[2] === shift).length <= 1)
  const desk = json.open.find((row: { post: string; shift: string }) => row.post === 'desk' && row.shift === 'd1m')
  assert.equal(desk.why, 'unit-exhausted')
})

test('the order of rows changes nothing', () => {
  put(
    'people2.csv',
    'person,unit,skills,most,served,available',
    'd,u2,,1,0,',
    'c,u2,医护,2,0,2022-10-13',
    'b,u1,,3,1,',
    'a,u1,医护,4,0,',
  )
  const one = plan(...inputs).json
  const other = plan('--shifts', 'shifts.csv', '--posts', 'posts.csv', '--people', 'people2.csv').json
  assert.deepEqual({ ...one, cpuSeconds: 0 }, { ...other, cpuSeconds: 0 })
})

test('swaps: lawful or which rule, whose, at what cost, and the cheapest chain', () => {
  writeFileSync(join(folder, 'roster.json'), plan(...inputs, '--wishes', 'wishes.csv', '--shortage', '5000').stdout)
  const swap = (...args: string[]) =>
    plan(...inputs, '--wishes', 'wishes.csv', '--shortage', '5000', '--plan', 'roster.json', ...args)
  const out = swap('--swap', 'a:desk/d1m').json
  assert.equal(out.asked.lawful, true)
  assert.equal(out.chain.open, 'desk/d1m')
  const night = swap('--swap', 'b:gate/d1n:gate/d2m').json
  assert.equal(night.asked.lawful, false)
  assert.ok(
    ['place-full', 'too-little-rest', 'already-there'].includes(night.asked.flaw) && night.asked.why.zh.length > 0,
  )
  const fault = swap('--swap', 'd:desk/d1m')
  assert.equal(fault.status, 2)
  assert.match(fault.stderr, /--swap.*"d" does not serve "desk" in "d1m"/)
  assert.match(swap('--swap', 'a').stderr, /PERSON:POST\/SHIFT/)
  assert.match(plan(...inputs, '--swap', 'a:desk/d1m').stderr, /--plan/)
})

/** Each lays a bad file among good ones. */
const badPeople = (...rows: string[]) => {
  put('bad.csv', 'person,most,available,lng,lat,last_end', ...rows)
  return ['--shifts', 'shifts.csv', '--posts', 'posts.csv', '--people', 'bad.csv']
}
const badShifts = (row: string) => {
  put('badshifts.csv', 'shift,date,begin,end', row)
  return ['--shifts', 'badshifts.csv', '--posts', 'posts.csv', '--people', 'people.csv']
}
const badPosts = (...rows: string[]) => {
  put('badposts.csv', 'post,need,shifts,priority', ...rows)
  return ['--shifts', 'shifts.csv', '--posts', 'badposts.csv', '--people', 'people.csv']
}
const badLocks = (row: string) => {
  put('badlocks.csv', 'person,post,shift', row)
  return [...inputs, '--locks', 'badlocks.csv']
}
const badWishes = (row: string) => {
  put('badwishes.csv', 'person,shift,wish', row)
  return [...inputs, '--wishes', 'badwishes.csv']
}

/** Bad inputs and what is said of them. */
const faults: readonly (readonly [args: () => string[], said: RegExp])[] = [
  [() => badPeople('a,x,,,,'), /bad\.csv, line 2, field most: is "x"; it must be a whole number/],
  [() => badPeople('a,1,,,,', 'a,1,,,,'), /bad\.csv, line 3, field person: "a" is there twice/],
  [() => badPeople('a,1,tomorrow,,,'), /line 2, field available.*2022-10-12/],
  [() => badPeople('a,1,,112,,'), /line 2, field lat: longitude and latitude go together/],
  [() => badPeople('a,1,,NaN,37,'), /field lng/],
  [() => badPeople('a,1,,,,2022-10-11'), /field last_end.*2022-10-11 22:00/],
  [() => badPeople(',1,,,,'), /field person: is empty/],
  [() => badShifts('s,2022-13-01,06:00,14:00'), /badshifts\.csv, line 2, field date/],
  [() => badShifts('s,2022-10-12,6am,14:00'), /field begin/],
  [() => badShifts('s,2022-10-12,06:00,-1:00'), /field end/],
  [() => badPosts('gate,-1,,'), /badposts\.csv, line 2, field need/],
  [() => badPosts('gate,1,noon,'), /field shifts: "noon" is not in shifts\.csv/],
  [() => badPosts('gate,1,d1m,', 'gate,2,d1m d1n,'), /line 3, field post.*earlier row/],
  [() => badPosts('gate,1,,0'), /field priority/],
  [() => badLocks('a,gate,noon'), /badlocks\.csv, line 2, field shift: "noon"/],
  [() => badLocks('zoe,gate,d1m'), /field person: "zoe" is not in people\.csv/],
  [() => badLocks('a,desk,d1n'), /"desk" has no seat in "d1n"/],
  [
    () => {
      put('badlocks.csv', 'person,post,shift', 'b,gate,d1n', 'b,gate,d2m')
      return [...inputs, '--locks', 'badlocks.csv']
    },
    /line 3, field person: the lock of "b" breaks a rule/,
  ],
  [() => badWishes('a,d1m,perhaps'), /badwishes\.csv, line 2, field wish/],
  [
    () => ['--shifts', 'shifts.csv', '--posts', 'posts.csv', '--people', 'nowhere.csv'],
    /nowhere\.csv: there is no such file/,
  ],
  [() => ['--shifts', 'shifts.csv', '--posts', 'posts.csv'], /--people: this option is missing/],
  [() => [...inputs, '--rest', '-1'], /--rest/],
  [() => [...inputs, '--run-days', '0'], /--run-days/],
  [() => [...inputs, '--shortage', 'much'], /--shortage/],
  [() => [...inputs, '--out', 'roster.doc'], /--out/],
  [() => [...inputs, '--bogus'], /bogus/],
  [() => [...inputs, 'stray'], /stray/],
  [() => ['--example', 'nowhere'], /--example.*lingshi/],
  [() => [...inputs, '--shortage', '30000000'], /coarser unit/],
]

test('bad input names file, line, field and remedy, with code 2', async () => {
  const here = process.cwd()
  process.chdir(folder)
  for (const [args, message] of faults)
    await assert.rejects(
      run(args(), quietIo(Infinity)),
      (error) =>
        message.test(error instanceof InputFault ? faultLine(error, 'en') : String(error)) ||
        assert.fail(`${message}: ${String(error)}`),
    )
  process.chdir(here)
  const { status, stderr } = plan(...badLocks('zoe,gate,d1m'))
  assert.equal(status, 2)
  assert.match(stderr, /badlocks\.csv, line 2, field person: "zoe"/)
})

test('an empty list of people, or of posts, is a clear roster', () => {
  put('nobody.csv', 'person', '')
  put('noposts.csv', 'post,need', '')
  assert.equal(plan('--shifts', 'shifts.csv', '--posts', 'posts.csv', '--people', 'nobody.csv').json.open.length, 6)
  assert.equal(plan('--shifts', 'shifts.csv', '--posts', 'noposts.csv', '--people', 'people.csv').json.objective, 0)
})

/** Collects what a run writes; Ctrl-C comes after some breaths. */
function quietIo(breaths: number): Io & { text: string } {
  const io = {
    languages: ['en'] as const,
    stop: new AbortController().signal,
    text: '',
    out: async (text: string) => {
      io.text += text
    },
    err: () => {},
    progress: () => {},
    breathe: async () => breaths-- > 0,
  }
  return io
}

test('the example county is filled within a percent of its bound; Ctrl-C gives the best so far', async () => {
  const io = quietIo(Infinity)
  const report = join(folder, '排班.html')
  assert.equal(await run(['--example', 'lingshi', '--report', report], io), 0)
  const json = JSON.parse(io.text)
  assert.equal(json.open.length, 0)
  assert.ok(json.gap < 0.01, `${json.gap}`)
  const html = readFileSync(report, 'utf8')
  assert.ok(html.includes('人员 × 班次') && html.includes('<svg') && !/(src|href)="?http/.test(html))
  const { rows, land } = exampleRows('lingshi', 1)
  const rota = rotaOf(
    rows,
    {
      shortage: 30_000,
      restMinutes: 660,
      runDaysMax: 5,
      most: 5,
      fairness: 400,
      prefer: 500,
      avoid: 1_500,
      stay: 300,
      near: 8,
    },
    { shifts: '', posts: '', people: '' },
    land,
  )
  const number = new Map(rota.people.map((row, p) => [row.person, p]))
  const arcs = json.assignments.map(([person, post, shift]: string[]) => {
    const q = rota.placeOf.get(`${post}/${shift}`)!
    for (let arc = rota.problem.start[q]; arc < rota.problem.start[q + 1]; arc++)
      if (rota.problem.person[arc] === number.get(person)) return arc
    return -1
  })
  const claim = {
    arcs,
    objective: json.objective,
    bound: json.bound,
    placePrice: json.certificate.places.map((row: unknown[]) => row[2]),
    unitPrice: json.certificate.units.map((row: unknown[]) => row[2]),
  }
  assert.equal(verifyRoster(rota.problem, claim), undefined)
  const stopped = quietIo(3)
  assert.equal(await run(['--example', 'lingshi'], stopped), 130)
  assert.ok(JSON.parse(stopped.text).assignments.length > 1_000)
})

test('writes csv, xlsx and html, and help in both languages', () => {
  assert.match(plan(...inputs, '--out', 'csv').stdout, /^post,shift,person,cost,next,extra,open,why\n/)
  for (const file of ['roster.xlsx', 'roster.html', 'roster.csv']) {
    assert.equal(plan(...inputs, '--out', file).status, 0)
    assert.ok(existsSync(join(folder, file)))
  }
  const help = plan('--help').stdout
  for (const word of ['--posts', '--swap', '--fairness', 'Exit codes']) assert.ok(help.includes(word), word)
})
