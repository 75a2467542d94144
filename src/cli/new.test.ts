// The templates of a new room stay alive: one is laid into a copy of the tree, which then has the types and the form of
// the tree, and its tests pass: the house opens with it on a real PostgreSQL, is given its commands, is asked. What is
// refused changes nothing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { spawnCluster, type Spawned } from '#test/cluster.ts'
import { faultOf, type Fault } from './new/lay.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** What a copy does without, and a county's data. */
const left = new Set(['node_modules', '.git', 'dist', '.muster', 'data'])
const tree = mkdtempSync(path.join(os.tmpdir(), 'muster-new-'))
let cluster: Spawned

before(async () => {
  // Under root the database's account passes through.
  chmodSync(tree, 0o711)
  for (const name of readdirSync(root).filter((one) => !left.has(one)))
    cpSync(path.join(root, name), path.join(tree, name), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'))
  // One of its own: a template of this run has no table of the new room.
  cluster = await spawnCluster()
})
after(() => {
  cluster?.child.stdin!.end()
  rmSync(tree, { recursive: true, force: true })
})

/** Runs a program on the copy. The file that is run here is a test too, and does not report as a part of this one. */
async function run(...args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, MUSTER_TEST_CLUSTER: cluster.address },
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (out += text))
  return { code: await new Promise((resolve) => child.once('close', resolve)), out }
}
const lay = (...args: readonly string[]) => run('src/cli/muster.ts', 'new', 'room', ...args)

/** Every file of the copy with its size and its time. */
const standing = (): string[] =>
  ['src', 'test', 'docs', 'GLOSSARY.md'].flatMap((folder) => {
    const at = path.join(tree, folder)
    const files = statSync(at).isFile() ? [''] : readdirSync(at, { recursive: true, encoding: 'utf8' })
    return files.map((file) => {
      const { size, mtimeMs } = statSync(path.join(at, file))
      return `${folder}/${file} ${size} ${mtimeMs}`
    })
  })

const names: readonly (readonly [one: string, fault: Fault | undefined, at?: string, chinese?: string])[] = [
  ['depot', undefined],
  ['campus', undefined],
  ['Depot', 'shape'],
  ['depots', 'shape'],
  ['de-pot', 'shape'],
  ['仓点', 'shape'],
  ['order', 'kept'],
  ['notice', 'taken', 'src/domain/notice'],
  ['finding', 'taken', 'docs/house/streams.md'],
  ['household', 'taken', 'docs/privacy.md'],
  ['wave', 'taken', 'src/domain/muster/commands.ts'],
  ['courier', 'taken', 'GLOSSARY.md'],
  ['depot', 'chinese', undefined, 'depot'],
]

test('a name is one noun that names nothing yet', () => {
  for (const [one, fault, at, chinese = '仓点'] of names)
    assert.deepEqual(faultOf(root, { one, chinese }), fault && (at === undefined ? { fault } : { fault, at }), one)
})

test('what is refused is said with its reason in both languages, and changes nothing', async () => {
  const before = standing()
  const { code, out } = await lay('notice')
  assert.equal(code, 1)
  assert.match(out, /已经有了，见 src\/domain\/notice.*\n.*see src\/domain\/notice/)
  assert.equal((await lay()).code, 2)
  assert.deepEqual(standing(), before)
})

let made: readonly string[]

test('a room is laid whole, in its own name, once', async () => {
  const { code, out } = await lay('depot', '--zh', '仓点', '--json')
  assert.equal(code, 0, out)
  const laid = JSON.parse(out) as { made: string[]; changed: string[] }
  made = laid.made
  assert.ok(made.length >= 15 && laid.changed.length >= 10)
  for (const file of [...made, ...laid.changed]) {
    const text = readFileSync(path.join(tree, file), 'utf8')
    assert.match(text, /depot/i, file)
    assert.doesNotMatch(text, /shelter|安置点/i, file)
  }
  assert.equal((await lay('depot')).code, 1)
  const second = await lay('annex')
  assert.equal(second.code, 0)
  assert.match(second.out, /立好了房间 annex.*\nLaid the room annex.*\n.*GOLDEN=write npm test/)
})

const passes = async (...args: readonly string[]) => {
  const { code, out } = await run(...args)
  assert.equal(code, 0, out)
}

test('it has the form and the types of the tree', async () => {
  await passes('node_modules/oxfmt/bin/oxfmt', '--check', 'src/rooms', 'src/domain', 'src/words', 'test/golden')
  // The one world that has both a server and a page, so that one compilation tells.
  const own = path.join(tree, 'tsconfig.new.json')
  // What it lays into test/ runs below, and would bring the types of the whole server.
  const files = made.filter((file) => file.startsWith('src/'))
  writeFileSync(own, JSON.stringify({ extends: './tsconfig.browser.json', include: [], files }))
  await passes('node_modules/typescript/bin/tsc', '-p', own)
})

test('its rules and its journey pass, and the tree is tidy with it: lists, register, pages, sentences', () =>
  passes(
    '--test',
    ...made.filter((file) => file.endsWith('.test.ts')),
    ...['tidy', 'privacy', 'house-pages'].map((name) => `test/${name}.test.ts`),
    ...['whole', 'screens'].map((name) => `src/words/${name}.test.ts`),
  ))
