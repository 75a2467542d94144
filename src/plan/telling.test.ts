// `muster plan` tells what is wrong and what was done: no trace of the program, columns in both tongues, answers that
// can be had again, and a word where Ctrl-C cut one short.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-telling-'))
const entry = fileURLToPath(new URL('../cli/muster.ts', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const env = { ...process.env, LANG: 'en', LC_ALL: 'en' }

function plan(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'plan', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  })
  return { status, stdout, stderr }
}

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
put('seats.csv', '席位,网格\ns1,g1\n')
put('people.csv', '姓名,单位\na,u1\nb,u1\n')
put('arcs.csv', '席位,志愿者,费用\ns1,a,4\ns1,b,5\n')
put('doubled.csv', 'seat,volunteer,cost\ns1,a,4\n\ns1,b,5\ns1,a,3\n')
put('absent.csv', '姓名\na\n')
put('binary.csv', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0x0a, 0x0d, 0x22]))
mkdirSync(join(folder, 'folder.json'))

const teams = ['teams', '--seats', 'seats.csv', '--volunteers', 'people.csv', '--shortage', '50', '--arcs']

test('what cannot be written or read is said with file and remedy, before anything is planned', () => {
  const table: [string[], RegExp][] = [
    [[...teams, 'arcs.csv', '--out', 'nowhere/a.json'], /nowhere\/a\.json: cannot be written \(ENOENT\); give another/],
    [[...teams, 'arcs.csv', '--report', 'nowhere/a.html'], /nowhere\/a\.html: cannot be written/],
    [[...teams, 'arcs.csv', '--out', 'folder.json'], /folder\.json: cannot be written \(EISDIR\)/],
    [['visits', '--example', 'lingshi', '--out', 'nowhere/a.html'], /nowhere\/a\.html: cannot be written/],
    [[...teams, 'binary.csv'], /binary\.csv: is not text .* save it as CSV/],
    [[...teams, 'doubled.csv'], /doubled\.csv, line 5, field seat: "s1" and "a" are there twice, first on line 2/],
    [['site', '--example', 'lingshi', '--work', '9', '--cpu-seconds', '1'], /--work: cannot go with --cpu-seconds/],
  ]
  for (const [args, message] of table) {
    const { status, stdout, stderr } = plan(...args)
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /\n {4}at /)
  }
})

test('Chinese heads do as well as English ones', () => {
  const { status, stdout } = plan(...teams, 'arcs.csv', '--out', 'first.json')
  assert.deepEqual([status, stdout], [0, ''])
  const again = ['--plan', 'first.json', '--absent', 'absent.csv', '--move-cost', '1']
  const repaired = plan('repair', ...teams.slice(1), 'arcs.csv', ...again)
  assert.deepEqual(JSON.parse(repaired.stdout).assignments, [['s1', 'b']])
})

test('every column has a Chinese name, and --help lists it', () => {
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const help = sources
    .filter((file) => file.startsWith('help'))
    .map((file) => readFileSync(join(here, file), 'utf8'))
    .join('\n')
  for (const file of sources) {
    const text = readFileSync(join(here, file), 'utf8')
    for (const [, list] of text.matchAll(/\b(?:required|optional): \[([^\]]*)\]/g))
      for (const [, head] of list.matchAll(/'([^']*)'/g))
        assert.match(head, /\|\p{Script=Han}/u, `${file}: ${head} has no Chinese name`)
    for (const [, names] of text.matchAll(/'[a-z]+\|(\p{Script=Han}[\p{Script=Han}|]*)'/gu))
      for (const name of names.split('|')) assert.ok(help.includes(name), `${file}: no help lists ${name}`)
  }
})

/** In this process: what a subcommand wrote into a file. */
async function answerOf(...args: string[]) {
  const file = join(folder, 'answer.json')
  const code = await run([...args, '--out', file])
  return { code, answer: JSON.parse(readFileSync(file, 'utf8')) }
}

test('the same --work is the same answer, and every answer says which work makes it again', async () => {
  const table = [
    ['visits', '--households', '40', '--teams', '4', '--work', '0.5'],
    ['site', '--open', '60', '--work', '30'],
    ['callup', '--work', '5000'],
    ['roster', '--work', '1'],
  ]
  for (const [command, ...options] of table) {
    const [one, two] = [
      await answerOf(command, '--example', 'lingshi', ...options),
      await answerOf(command, '--example', 'lingshi', ...options),
    ].map(({ answer: { cpuSeconds, ...answer } }) => answer)
    assert.deepEqual(one, two)
    assert.equal(one.work, Number(options.at(-1)))
  }
})

test('whoever presses Ctrl-C gets the best so far and is told that it is no more', async (t) => {
  const said = t.mock.method(process.stderr, 'write', () => true)
  const before = process.listenerCount('SIGINT')
  const press = setInterval(() => {
    if (process.listenerCount('SIGINT') > before) process.emit('SIGINT')
  }, 50)
  const endless = ['visits', '--example', 'lingshi', '--households', '60', '--teams', '5', '--work', '1000000']
  const { code, answer } = await answerOf(...endless)
  clearInterval(press)
  const words = said.mock.calls.map((call) => String(call.arguments[0])).join('')
  said.mock.restore()
  assert.deepEqual([code, answer.work, answer.repeatable], [130, null, false])
  assert.match(words, /Ctrl-C/)
})
