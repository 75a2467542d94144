// Starting PostgreSQL: over a socket only, never as root, found again after every kind of sudden end, shared by several
// commands, and with an operator's database.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  existsSync,
  readFileSync,
  renameSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { startEngine, type Engine } from './engine.ts'
import { findBinaries } from './engine/binaries.ts'
import { openGround, privateFolder, type Ground } from './engine/folder.ts'
import { birthOf } from './engine/turn.ts'

const lines: string[] = []
const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function newFolder(...below: string[]): string {
  const top = mkdtempSync(path.join(os.tmpdir(), 'muster-engine-'))
  folders.push(top)
  // A root run's server must be able to pass; a private top is one test's own matter.
  spawnSync('chmod', ['711', top])
  return path.join(top, 'data', ...below)
}

const start = (dataDir: string): Promise<Engine> =>
  startEngine({ dataDir, log: (line) => lines.push(line), fsync: false, databaseUrl: '' })

async function ask<Row extends pg.QueryResultRow = Record<string, unknown>>(
  config: pg.PoolConfig,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const pidOf = (dataDir: string) =>
  Number(readFileSync(path.join(openGround(dataDir).folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const lives = (pid: number) => birthOf(pid) !== undefined

/** Another Muster on the folder, which says when it is ready and can be killed. */
function startApart(dataDir: string): Promise<ChildProcess> {
  const program = `import { startEngine } from ${JSON.stringify(path.join(import.meta.dirname, 'engine.ts'))}
    const engine = await startEngine({ dataDir: ${JSON.stringify(dataDir)}, log() {}, fsync: false, databaseUrl: '' })
    console.log(await engine.claim())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout!.once('data', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

test('two roles over a private socket; what was written is there after the next start', async () => {
  const dataDir = newFolder()
  // What a start killed in the middle of making the cluster leaves behind.
  mkdirSync(path.join(dataDir, 'postgres.new-4194304'), { recursive: true })
  let engine = await start(dataDir)
  assert.deepEqual(
    await ask(engine.owner, `select current_user::text as name, current_setting('listen_addresses') as listens`),
    [{ name: 'muster', listens: '' }],
  )
  assert.deepEqual(
    await ask(
      engine.app,
      `select rolname::text as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as above
       from pg_roles
       where rolname = current_user`,
    ),
    [{ name: 'muster_app', above: false }],
  )
  assert.deepEqual(
    readdirSync(dataDir).filter((name) => name.startsWith('postgres.new')),
    [],
  )
  assert.equal(statSync(String(engine.owner.host)).mode & 0o077, 0, 'the socket is for us alone')
  const server = pidOf(dataDir)
  if (process.getuid?.() === 0 && process.platform === 'linux')
    assert.equal(statSync(`/proc/${server}`).uid, 65534, 'the server itself is not root')
  await ask(engine.owner, 'create table kept as select 1 as one')
  await engine.stop()
  assert.equal(lives(server), false)
  engine = await start(dataDir)
  assert.deepEqual(await ask(engine.owner, 'select one from kept'), [{ one: 1 }])
  await engine.stop()
})

test('a killed Muster leaves its server: the next one uses it, and stops it', async () => {
  const dataDir = newFolder()
  await killed(await startApart(dataDir))
  const server = pidOf(dataDir)
  const engine = await start(dataDir)
  assert.equal(pidOf(dataDir), server)
  assert.equal(await engine.claim(), true, 'the dead one holds no claim')
  await engine.stop()
  assert.equal(lives(server), false)
})

test('everything killed at once: the next start repairs; a pid that is another’s by now misleads nobody', async () => {
  const dataDir = newFolder()
  const child = await startApart(dataDir)
  const server = pidOf(dataDir)
  process.kill(server, 'SIGSTOP')
  await killed(child)
  process.kill(server, 'SIGKILL')
  const file = path.join(dataDir, 'postgres/postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  const engine = await start(dataDir)
  assert.deepEqual(await ask(engine.app, 'select 1 as one'), [{ one: 1 }])
  await engine.stop()
})

test('a server that dies underneath is started again', async () => {
  const dataDir = newFolder()
  const engine = await start(dataDir)
  const server = pidOf(dataDir)
  process.kill(server, 'SIGKILL')
  for (let tries = 0; tries < 400; tries += 1) {
    const back = await ask(engine.app, 'select 1 as one').catch(() => undefined)
    if (back && pidOf(dataDir) !== server) break
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  assert.notEqual(pidOf(dataDir), server)
  assert.deepEqual(await ask(engine.app, 'select 1 as one'), [{ one: 1 }])
  await engine.stop()
})

test('a folder taken away is noticed within seconds; no new cluster takes its place, and it comes back', async () => {
  const dataDir = newFolder()
  const engine = await startEngine({
    dataDir,
    log: (line) => lines.push(line),
    fsync: false,
    databaseUrl: '',
    calmPauseMilliseconds: 300,
  })
  const at = path.join(openGround(dataDir).folder, 'postgres')
  const aside = `${at}.aside`
  await ask(engine.owner, 'create table kept as select 7 as n')
  const pid = pidOf(dataDir)
  renameSync(at, aside)
  // PostgreSQL by itself would have gone on for up to a minute, and what it acknowledged would be gone.
  for (let tries = 0; lives(pid) && tries < 1_000; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(lives(pid), false)
  const given = () => lines.filter((line) => line.includes('calmer pace')).length
  const before = given()
  for (let tries = 0; given() === before && tries < 3_000; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(given(), before + 1, 'after ten tries the pace is calmer')
  assert.equal(existsSync(at), false, 'no new cluster was made')
  assert.ok(lines.some((line) => line.includes('has vanished: put it back')))
  renameSync(aside, at)
  let rows: { n: number }[] = []
  for (let tries = 0; rows.length === 0 && tries < 3_000; tries += 1) {
    rows = await ask<{ n: number }>(engine.owner, 'select n from kept').catch(() => [])
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.deepEqual(rows, [{ n: 7 }])
  await engine.stop()
})

test('one server and several commands share a cluster; two servers do not; the last to go stops it', async () => {
  const dataDir = newFolder()
  const [serving, command] = await Promise.all([start(dataDir), start(dataDir)])
  const server = pidOf(dataDir)
  assert.equal(await serving.claim(), true)
  assert.equal(await command.claim(), false)
  await serving.stop()
  assert.deepEqual(await ask(command.app, 'select 1 as one'), [{ one: 1 }])
  assert.equal(await command.claim(), true)
  await command.stop()
  assert.equal(lives(server), false)
})

test('a path too long for a socket has its socket elsewhere, as private', async () => {
  const dataDir = newFolder('x'.repeat(100))
  const engine = await start(dataDir)
  const sockets = String(engine.owner.host)
  folders.push(sockets)
  assert.ok(!sockets.startsWith(dataDir))
  assert.equal(statSync(sockets).mode & 0o077, 0)
  assert.deepEqual(await ask(engine.app, 'select 1 as one'), [{ one: 1 }])
  await engine.stop()
})

test('a data folder that lies in a closed one', async () => {
  const dataDir = newFolder()
  spawnSync('chmod', ['700', path.dirname(dataDir)])
  const engine = await start(dataDir)
  const { folder } = openGround(dataDir)
  // A root run's server cannot enter it and has a folder of its own; anybody else's can.
  assert.equal(folder === dataDir, process.getuid?.() !== 0)
  if (folder !== dataDir) folders.push(folder)
  assert.deepEqual(await ask(engine.app, 'select 1 as one'), [{ one: 1 }])
  await engine.stop()
})

/** A cluster of PostgreSQL's own, whose superuser is `boss`. @param word the file with their password */
function makeCluster(folder: string, home: string, word: string, ground: Ground): void {
  const made = spawnSync(
    path.join(folder, 'initdb'),
    [
      '-D',
      path.join(home, 'd'),
      '-U',
      'boss',
      '-A',
      'scram-sha-256',
      `--pwfile=${word}`,
      '--no-sync',
      '-E',
      'UTF8',
      '--locale=C',
    ],
    { ...ground.as, cwd: home, encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
}

function serve(folder: string, home: string, port: number, ground: Ground): ChildProcess {
  return spawn(
    path.join(folder, 'postgres'),
    [
      '-D',
      path.join(home, 'd'),
      '-c',
      `port=${port}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-k',
      home,
      '-c',
      'fsync=off',
    ],
    { ...ground.as, cwd: home, stdio: 'ignore' },
  )
}

/** Waits until a server takes connections; ten seconds at most. */
async function answers(connectionString: string): Promise<void> {
  for (let tries = 0; tries < 400 && !(await ask({ connectionString }, 'select 1').catch(() => undefined)); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25))
}

test('an operator’s database: the role is made; a bound owner and another house’s role are refused', async () => {
  const dataDir = newFolder()
  const ground = openGround(dataDir)
  const { folder } = findBinaries(ground, undefined)
  const home = privateFolder(path.join(dataDir, 'operator'), ground.as)
  writeFileSync(path.join(dataDir, 'word'), 'sesame\n', { mode: 0o644 })
  makeCluster(folder, home, path.join(dataDir, 'word'), ground)
  const port = await freePort()
  const server = serve(folder, home, port, ground)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const url = (user: string) => `postgresql://${user}:sesame@127.0.0.1:${port}/postgres`
    await answers(url('boss'))
    const given = (user: string, folder = dataDir) => startEngine({ dataDir: folder, log() {}, databaseUrl: url(user) })
    const engine = await given('boss')
    assert.equal(engine.embedded, false)
    assert.deepEqual(await ask(engine.app, 'select current_user::text as name'), [{ name: 'muster_app' }])
    await engine.stop()
    await ask(engine.owner, `create role clerk login password 'sesame'`)
    await assert.rejects(given('clerk'), /alter role "clerk" bypassrls/)
    await assert.rejects(given('boss', newFolder()), /same MUSTER_KEY or DATA_DIR/)
    await assert.rejects(given('nobody-knows'), /cannot be reached/)
  } finally {
    server.kill('SIGQUIT')
    await ended
  }
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
