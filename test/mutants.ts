// Changes the code by chance, one place at a time, and looks whether a test notices: what survives is a test that is
// missing. Not a part of `npm test`, for it takes minutes a dozen; by night:
//   node test/mutants.ts [--count 40] [--seed N] [--in src/domain,src/journal,src/rooms,src/server]
// Works on a copy of the tree. The tests of the same folder are run first, then the journeys named for it below.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom, type Random } from '#planner/kernel/random.ts'
import { spawnCluster } from './cluster.ts'
import { changesIn, type Change } from './mutants/changes.ts'
import { seedOf } from './seed.ts'

const root = path.resolve(import.meta.dirname, '..')
/** A change may make a loop endless. Far above what one step's tests take; whether they would notice stays open. */
const runMillisecondsMax = 600_000

/** Journeys that walk through a folder's code, from the longest name that fits. */
const journeys: Readonly<Record<string, readonly string[]>> = {
  'src/domain/kernel': ['src/domain', 'test/journeys/door.test.ts'],
  'src/domain/access': ['test/access', 'test/golden/permissions.test.ts'],
  'src/domain/': ['test/golden/events.test.ts'],
  'src/journal': ['test/golden/tables.test.ts', 'test/journeys/door.test.ts', 'test/journeys/dossier.test.ts'],
  'src/server/identity': ['test/access'],
  'src/server/imports': ['test/hostile'],
  'src/server': ['test/journeys/door.test.ts', 'test/journeys/notice.test.ts'],
}
/** Of a room, in the domain and on the server. */
const ofRoom: Readonly<Record<string, readonly string[]>> = {
  access: ['test/access'],
  board: ['test/journeys/board.test.ts'],
  channels: ['test/journeys/notice.test.ts'],
  dispatch: ['test/journeys/round.test.ts'],
  dossier: ['test/journeys/dossier.test.ts', 'test/journeys/papers.test.ts'],
  ending: ['test/journeys/ending.test.ts', 'test/journeys/holdings.test.ts', 'test/journeys/objections.test.ts'],
  muster: ['test/journeys/door.test.ts', 'test/journeys/board.test.ts', 'test/access/groups.test.ts'],
  notice: ['test/journeys/notice.test.ts'],
  operation: ['test/journeys/round.test.ts'],
  oversight: ['test/journeys/oversight.test.ts'],
  point: ['test/journeys/point.test.ts'],
  registry: ['src/server/imports', 'test/journeys/oversight.test.ts'],
  roster: ['test/journeys/round.test.ts', 'test/journeys/round-papers.test.ts'],
  steward: ['test/journeys/oversight.test.ts'],
  visit: ['test/journeys/point.test.ts'],
}

const isTest = (file: string) => /\.(test|proof)\.tsx?$/.test(file)
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name))

/** Test files at a place, or the place itself. */
function testsAt(place: string): string[] {
  if (!statSync(path.join(root, place), { throwIfNoEntry: false })) return []
  return place.endsWith('.ts') ? [place] : filesIn(place).filter(isTest)
}

/** Steps of tests for a file: a step is only run when those before it noticed nothing. */
function stepsFor(file: string): string[][] {
  const folder = path.dirname(file)
  const [, layer, room] = file.split('/')
  const near = testsAt(folder)
  const home =
    layer === 'rooms' || layer === 'domain' ? [...testsAt(`src/domain/${room}`), ...testsAt(`src/rooms/${room}`)] : []
  const named = Object.keys(journeys)
    .filter((name) => file.startsWith(name))
    .sort((a, b) => b.length - a.length)[0]
  const walked = [...(ofRoom[room] ?? []), ...(named === undefined ? [] : journeys[named])].flatMap(testsAt)
  const steps = [near, home, walked]
  return steps.map((step, at) => [
    ...new Set(step.filter((one) => !steps.slice(0, at).some((before) => before.includes(one)))),
  ])
}

/** A copy of what the tests need; one file of it is changed at a time. */
function copyTree(to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(root))
    if (!['node_modules', '.git'].includes(name))
      cpSync(path.join(root, name), path.join(to, name), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(to, 'node_modules'))
}

type Outcome = 'unnoticed' | 'noticed' | 'endless'

function tried(copy: string, tests: readonly string[]): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', './test/ending.ts', '--test', ...tests],
    { cwd: copy, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  let endless = false
  const limit = setTimeout(() => {
    endless = true
    child.kill('SIGKILL')
  }, runMillisecondsMax)
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      clearTimeout(limit)
      resolve(endless ? 'endless' : code === 0 ? 'unnoticed' : 'noticed')
    }),
  )
}

function drawn(random: Random, folders: readonly string[], count: number): Change[] {
  const all = folders
    .flatMap(filesIn)
    .filter((file) => !isTest(file))
    .sort()
    .flatMap((file) => changesIn(file, readFileSync(path.join(root, file), 'utf8')))
  const chosen = new Map<string, Change>()
  while (chosen.size < Math.min(count, all.length)) {
    const one = all[random.int(all.length)]
    chosen.set(`${one.file} ${one.at} ${one.kind}`, one)
  }
  return [...chosen.values()]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '40' },
      seed: { type: 'string', default: String(seedOf()) },
      in: { type: 'string', default: 'src/domain,src/journal,src/rooms,src/server' },
    },
  })
  const seed = Number(values.seed)
  console.log(`seed ${seed}`)
  const { address, folder } = await spawnCluster()
  Object.assign(process.env, { MUSTER_TEST_CLUSTER: address, TMPDIR: folder })
  const copy = path.join(folder, 'mutants')
  copyTree(copy)
  const outcomes: Record<Outcome, number> = { noticed: 0, unnoticed: 0, endless: 0 }
  const changes = drawn(createRandom(seed), values.in.split(','), Number(values.count))
  for (const [n, change] of changes.entries()) {
    const place = `${change.file}:${change.line}  ${change.kind}  ${change.said}`
    writeFileSync(path.join(copy, change.file), change.text)
    let outcome: Outcome = 'unnoticed'
    for (const tests of stepsFor(change.file))
      if (outcome === 'unnoticed' && tests.length > 0) outcome = await tried(copy, tests)
    writeFileSync(path.join(copy, change.file), change.was)
    outcomes[outcome] += 1
    console.log(`${n + 1}/${changes.length} ${outcome.padEnd(9)} ${place}`)
  }
  console.log(JSON.stringify({ seed, changes: changes.length, ...outcomes }))
}

await main()
