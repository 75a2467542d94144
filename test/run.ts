// `npm test`: form, lint and types, then every test there is on one private PostgreSQL, browser tests included.
// `npm run test:quick` leaves out what needs a browser, kills, plays long or starts programs. `npm test -- path…` runs
// the tests of these files or folders alone.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { promisify } from 'node:util'
import { checkAll } from './check.ts'
import { findChromium, noChromium } from './chromium.ts'
import { spawnCluster } from './cluster.ts'
import { durationOf, FileReport, fileText, summary, type FileResult } from './report.ts'

const root = path.resolve(import.meta.dirname, '..')
/** Files that run at once, each in a process of its own. */
const concurrency = Math.min(Math.max(os.availableParallelism(), 2), 8)
/** A file that ends no test and says no word for so long has come to a stop: a slow machine alone is no failure. */
const silentMillisecondsMax = 900_000
/** What runs long is named that often. */
const stillMilliseconds = 60_000
/** Begun first, since they take longest. */
const slow = ['test/journeys', 'test/browser', 'test/faults', 'test/simulation']
/** Units, golden files and the rules of the tree, in a minute or two: what starts programs or walks a matrix waits. */
const quick = /^(src\/|test\/golden\/|test\/(tidy|privacy)\.test\.ts)/
const notQuick = /^src\/(cli|plan)\/|^src\/server\/engine\.test\.ts|^test\/golden\/(round-)?permissions/

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
async function buildWeb(folder: string): Promise<void> {
  if (process.env.MUSTER_WEB_BUILT) return
  await promisify(execFile)(
    process.execPath,
    [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    { cwd: root, env: { ...process.env, MUSTER_WEB_FOLDER: folder } },
  )
  process.env.MUSTER_WEB_BUILT = folder
}

/** Runs one file in a process of its own, until it ends or has said nothing for too long. */
async function runFile(file: string): Promise<FileResult> {
  const report = new FileReport(file)
  const silent = new AbortController()
  const patience = setTimeout(() => silent.abort(), silentMillisecondsMax)
  const still = setInterval(
    () => process.stdout.write(`… ${file} is at ${report.last} (${durationOf(report.seconds)})\n`),
    stillMilliseconds,
  )
  const stream = run({
    files: [path.join(root, file)],
    concurrency: 1,
    timeout: Infinity,
    signal: silent.signal,
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', path.join(root, 'test/ending.ts')],
  })
  // The file itself is a test of the runner's.
  stream.on('test:dequeue', ({ name }) => name.endsWith(file) || report.begun(`“${name}”`))
  stream.on('test:pass', (test) => report.ended(test, true))
  stream.on('test:fail', (test) => {
    if (!silent.signal.aborted) report.ended(test, false)
  })
  stream.on('test:stdout', ({ message }) => report.said(message))
  stream.on('test:stderr', ({ message }) => report.said(message))
  // The runner's own sums come without a file.
  stream.on('test:diagnostic', (said) => said.file && report.noted(said.message, said.nesting))
  try {
    for await (const _ of stream) patience.refresh()
  } finally {
    clearTimeout(patience)
    clearInterval(still)
  }
  if (silent.signal.aborted)
    report.broken(`nothing came of it for ${durationOf(silentMillisecondsMax / 1000)}: it waited at ${report.last}`)
  return report.result()
}

/** Runs all files, so many at once, and says after each how far it is. */
async function runTests(files: readonly string[]): Promise<FileResult[]> {
  const results: FileResult[] = []
  const line = [...files]
  const one = async () => {
    for (let file = line.shift(); file !== undefined; file = line.shift()) {
      const result = await runFile(file)
      results.push(result)
      process.stdout.write(fileText(result, results.length, files.length))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, one))
  return results
}

/** What is asked: places named, the quick part, or all. */
function filesOf(asked: readonly string[]): string[] {
  const isQuick = asked[0] === '--quick'
  const places = isQuick ? asked.slice(1) : asked
  return [...new Set((places.length > 0 ? places : ['src', 'test']).flatMap(testsIn))]
    .filter((file) => !isQuick || (quick.test(file) && !notQuick.test(file)))
    .sort((a, b) => weight(a) - weight(b) || a.localeCompare(b))
}

async function main(asked: readonly string[]): Promise<number> {
  const missing = asked.filter((place) => place !== '--quick' && testsIn(place).length === 0)
  if (missing.length > 0) {
    process.stderr.write(`muster test: there are no tests at ${missing.join(', ')}\n`)
    return 2
  }
  const began = performance.now()
  const files = filesOf(asked)
  // Said at once and again at the end: tests are run all the same, for they may say more.
  const alone = asked.some((place) => place !== '--quick')
  const holds = alone || (await checkAll())
  const { address, folder } = await spawnCluster()
  process.env.MUSTER_TEST_CLUSTER ??= address
  // What tests lay down lies in the run's own folder, which goes when the run ends, however it ends.
  process.env.TMPDIR = folder
  if (files.some((file) => /^test\/(browser|journeys)\//.test(file))) {
    const chromium = findChromium()
    if (!chromium) {
      process.stderr.write(noChromium)
      return 1
    }
    process.env.CHROMIUM = chromium
    await buildWeb(path.join(folder, 'web'))
  }
  // Each file is a process of its own; what they all load is compiled once.
  process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/muster')
  const results = await runTests(files)
  process.stdout.write(
    `${summary(results, (performance.now() - began) / 1000)}${holds ? '' : 'the checks do not hold (see above)\n'}`,
  )
  const passed = results.reduce((sum, one) => sum + one.passed, 0)
  return holds && passed > 0 && results.every(({ failed }) => failed.length === 0) ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
