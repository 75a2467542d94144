// One private PostgreSQL for a whole test run: started by test/run.ts, or by the first file that asks when it is run
// alone. Each test gets a database of its own.
// Run as a program it is that cluster and the keeper of the run's folder: it prints both, and stops and removes
// everything when its standard input closes, so that even a killed run leaves nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { startEngine } from '#server/engine.ts'

/** Names the cluster of this run, as JSON; children of the run inherit it. */
const ENVIRONMENT = 'MUSTER_TEST_CLUSTER'
/** Any number: two files that need the same template make it one after the other. */
const TEMPLATES = 0x74656d70

interface Address {
  readonly host: string
  readonly port: number
}

export interface TestDatabase {
  readonly name: string
  readonly owner: pg.PoolConfig
  readonly app: pg.PoolConfig
  readonly asker: pg.PoolConfig
  /** Ends what is still connected and removes it. */
  drop(): Promise<void>
}

export interface Spawned {
  /** JSON, for `ENVIRONMENT`. */
  readonly address: string
  /** The run's own temporary folder. */
  readonly folder: string
  readonly child: ChildProcess
}

/** Starts the cluster in a process of its own, which lives as long as this one. */
export function spawnCluster(): Promise<Spawned> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', import.meta.filename], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, DATABASE_URL: '' },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the test cluster ended while starting (${code})`)))
    createInterface({ input: child.stdout! }).once('line', (line) => {
      child.removeAllListeners('exit')
      // The test's own end must not wait for it; its end is seen by the closed pipe.
      child.unref()
      for (const stream of [child.stdin!, child.stdout!] as unknown as { unref?(): void }[]) stream.unref?.()
      const { folder, ...address } = JSON.parse(line) as Address & { folder: string }
      resolve({ address: JSON.stringify(address), folder, child })
    })
  })
}

let started: Promise<Address> | undefined

function addressOf(): Promise<Address> {
  return (started ??= (async () => {
    process.env[ENVIRONMENT] ??= (await spawnCluster()).address
    return JSON.parse(process.env[ENVIRONMENT]!) as Address
  })())
}

/** For a file that changes roles, which all databases of a cluster share: it gets a cluster to itself. Called first. */
export function haveOwnCluster(): void {
  delete process.env[ENVIRONMENT]
}

const configOf = (address: Address, name: string) => ({
  owner: { ...address, user: 'muster', database: name },
  app: { ...address, user: 'muster_app', database: name },
  asker: { ...address, user: 'muster_asker', database: name },
})

async function asOwner<T>(address: Address, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(configOf(address, 'postgres').owner)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** A database of its own: empty, or a copy of a template. */
export async function createDatabase(template?: string): Promise<TestDatabase> {
  const address = await addressOf()
  const name = `test_${randomBytes(8).toString('hex')}`
  await asOwner(address, (owner) => owner.query(`create database ${name} template ${template ?? 'template0'}`))
  return {
    name,
    ...configOf(address, name),
    drop: () =>
      asOwner(address, async (owner) => void (await owner.query(`drop database if exists ${name} with (force)`))),
  }
}

/**
 * The name of a template, made once a run.
 * @param make fills the empty database and closes its own connections: a template in use cannot be copied
 */
export async function templateOf(
  kind: string,
  make: (database: Pick<TestDatabase, 'owner' | 'app'>) => Promise<void>,
): Promise<string> {
  const [address, name] = [await addressOf(), `template_${kind}`]
  await asOwner(address, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [TEMPLATES])
    if ((await owner.query('select 1 from pg_database where datname = $1', [name])).rows.length > 0) return
    const draft = `${name}_draft`
    await owner.query(`drop database if exists ${draft} with (force)`)
    await owner.query(`create database ${draft} template template0`)
    await make(configOf(address, draft))
    await owner.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

/** What stands in a folder of the run: servers that a killed house left, and folders it was given elsewhere. */
function clear(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    if (name.endsWith('postgres/postmaster.pid')) endServer(file)
    // Under root a data folder that is closed to the server's account points to another.
    if (name.endsWith('postgres-is-at.txt')) {
      const [elsewhere] = readFileSync(file, 'utf8').split('\n')
      endServer(path.join(elsewhere, 'postgres/postmaster.pid'))
      rmSync(elsewhere, { recursive: true, force: true })
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** Elsewhere than on Linux a server ends by itself within a minute when its files are gone. */
function endServer(lockFile: string): void {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0])
    // A server's working folder is its data folder; the number may be another process's by now.
    if (readlinkSync(`/proc/${pid}/cwd`) === path.dirname(lockFile)) process.kill(pid, 'SIGQUIT')
  } catch {
    // It has ended, or nothing can be known of it.
  }
}

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-'))
  // The server's account passes through to its data, under root too.
  chmodSync(folder, 0o711)
  const dataDir = path.join(folder, 'cluster')
  const engine = await startEngine({
    dataDir,
    log: (line) => process.stderr.write(`${line}\n`),
    fsync: false,
    databaseUrl: '',
  })
  const { host, port } = engine.owner
  // Whoever asked may be gone by now: then its input has closed too.
  process.stdout.on('error', () => {})
  process.stdout.write(`${JSON.stringify({ host, port, folder })}\n`)
  // A Ctrl-C reaches every process of the terminal; this one ends when the run has ended.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
  process.stdin.resume().once('close', async () => {
    await engine.stop()
    clear(folder)
  })
}
