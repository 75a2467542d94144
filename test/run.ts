// `npm test`: type checks, then every test there is on one private PostgreSQL, browser tests included.
// `npm test -- path…` runs the tests of these files or folders alone.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { promisify } from 'node:util'
import { checkAll } from './check.ts'
import { findChromium, noChromium } from './chromium.ts'
import { spawnCluster } from './cluster.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Files that run at once, each in a process of its own. */
const concurrency = Math.min(Math.max(os.availableParallelism(), 2), 8)
const fileMillisecondsMax = 900_000
/** Begun first, since they take longest. */
const slow = ['test/journeys', 'test/browser', 'test/faults', 'test/simulation']

/** Test files at or below a place, relative to the project. */
function testsIn(place: string): string[] {
  const at = path.resolve(root, place)
  if (!existsSync(at)) return []
  if (statSync(at).isFile()) return [path.relative(root, at)]
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.relative(root, path.join(at, name)))
}

const weight = (file: string) => {
  const at = slow.findIndex((folder) => file.startsWith(folder))
  return at === -1 ? slow.length : at
}

/** The pages as users get them, built once for all files that need them. */
async function buildWeb(): Promise<void> {
  if (process.env.MUSTER_WEB_BUILT) return
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-web-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await promisify(execFile)(
    process.execPath,
    [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    { cwd: root, env: { ...process.env, MUSTER_WEB_FOLDER: folder } },
  )
  process.env.MUSTER_WEB_BUILT = folder
}

/** @returns how many tests passed, and the names of those that did not; a test that is skipped has not passed */
async function runTests(files: readonly string[]): Promise<{ passed: number; failed: string[] }> {
  const counts = { passed: 0, failed: [] as string[] }
  const stream = run({
    files: [...files],
    concurrency,
    timeout: fileMillisecondsMax,
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', path.join(root, 'test/ending.ts')],
  })
  const named = ({ name, file }: { name: string; file?: string }) => `${file ? path.relative(root, file) : ''}: ${name}`
  stream.on('test:summary', ({ counts: { passed }, file }) => {
    if (file === undefined) counts.passed = passed
  })
  stream.on('test:fail', (test) => counts.failed.push(named(test)))
  stream.on('test:pass', (test) => {
    if (test.skip !== undefined || test.todo !== undefined) counts.failed.push(`${named(test)} (skipped)`)
  })
  await new Promise((resolve, reject) =>
    stream.compose(new spec()).once('error', reject).once('end', resolve).pipe(process.stdout),
  )
  return counts
}

async function main(asked: readonly string[]): Promise<number> {
  const missing = asked.filter((place) => testsIn(place).length === 0)
  if (missing.length > 0) {
    process.stderr.write(`muster test: there are no tests at ${missing.join(', ')}\n`)
    return 2
  }
  const files = [...new Set((asked.length > 0 ? asked : ['src', 'test']).flatMap(testsIn))].sort(
    (a, b) => weight(a) - weight(b) || a.localeCompare(b),
  )
  // Said at once and again at the end: tests are run all the same, for they may say more.
  const holds = asked.length > 0 || (await checkAll())
  const browsing = files.some((file) => /^test\/(browser|journeys)\//.test(file))
  if (browsing) {
    const chromium = findChromium()
    if (!chromium) {
      process.stderr.write(noChromium)
      return 1
    }
    process.env.CHROMIUM = chromium
    await buildWeb()
  }
  // Each file is a process of its own; what they all load is compiled once.
  process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/muster')
  process.env.MUSTER_TEST_CLUSTER ??= (await spawnCluster()).address
  const began = performance.now()
  const { passed, failed } = await runTests(files)
  process.stdout.write(
    `\n${files.length} files, ${Math.round((performance.now() - began) / 1000)} ` +
      `s${holds ? '' : '\nthe type checks do not hold'}\n${[...failed, `${passed} passed, ${failed.length} failed`].join('\n')}\n`,
  )
  return holds && failed.length === 0 && passed > 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
