// One running PostgreSQL server on one folder: made, started, found running, stopped. What a killed start left behind
// is put right here.
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { PORT, privateFolder, socketFolder, type Ground } from './folder.ts'
import { writeSettings } from './settings.ts'
import { birthOf, inTurn } from './turn.ts'

/** Recovery after a power cut reads up to max_wal_size; a slow disk takes minutes for it. */
const readyMillisecondsMax = 300_000
/** How long a server that is there but answers nobody is waited for. */
const answerMillisecondsMax = 15_000
const stopMillisecondsMax = 10_000
const pollMilliseconds = 25
/** The log is put aside at a start when it has grown beyond this. */
const logBytesMax = 10_000_000

const draftName = 'postgres.new-'

export interface Postmaster {
  readonly pid: number
  readonly sockets: string
}

export const dataOf = (ground: Ground): string => path.join(ground.folder, 'postgres')
const logOf = (ground: Ground): string => path.join(ground.folder, 'postgres.log')

/** PostgreSQL must not read the caller's own settings for other databases. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG',
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/**
 * The cluster's files, made beside and renamed when whole, so that a killed start leaves none that is half made.
 * @param known whether there was a cluster here: then none is made in its place
 * @returns the programs' folder
 */
function prepare(ground: Ground, durable: boolean, known: boolean): string {
  const data = dataOf(ground)
  const made = existsSync(path.join(data, 'PG_VERSION'))
  if (known && !made)
    throw new Error(`${data} has vanished: put it back (is its disk mounted?). No new one is made in its place.`)
  const { folder } = findBinaries(
    ground,
    made ? Number(readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()) : undefined,
  )
  if (!made) {
    // What killed starts left.
    for (const name of readdirSync(ground.folder))
      if (name.startsWith(draftName) && birthOf(Number(name.slice(draftName.length))) === undefined)
        rmSync(path.join(ground.folder, name), { recursive: true, force: true })
    const draft = privateFolder(path.join(ground.folder, `${draftName}${process.pid}`), ground.as)
    const done = spawnSync(
      path.join(folder, 'initdb'),
      ['-D', draft, '-U', 'muster', '-A', 'peer', '-E', 'UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])],
      { ...ground.as, cwd: draft, env: environment(), encoding: 'utf8' },
    )
    if (done.status !== 0) {
      rmSync(draft, { recursive: true, force: true })
      throw new Error(
        `PostgreSQL could not make its files in ${ground.folder}: ${(done.stderr || done.error?.message || '').trim()}`,
      )
    }
    renameSync(draft, data)
  }
  return folder
}

/** Connects as the owner to the maintenance database, under a name by which those present are counted. */
export async function connectOwner(sockets: string, name: 'muster engine' | 'muster probe'): Promise<pg.Client> {
  const client = new pg.Client({
    host: sockets,
    port: PORT,
    user: 'muster',
    database: 'postgres',
    application_name: name,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** True when this process is a server on this folder: a pid may have gone to somebody else since. */
function isServerOf(pid: number, data: string): boolean {
  if (birthOf(pid) === undefined) return false
  if (process.platform === 'linux') {
    try {
      // A server's working folder is its data folder.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
    } catch {
      return false
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres')
}

/** What postmaster.pid says, if a server of this folder stands behind it. */
function findServer(data: string): Postmaster | undefined {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , , sockets] = readFileSync(file, 'utf8').split('\n')
  return isServerOf(Number(pid), data) ? { pid: Number(pid), sockets: sockets?.split(',')[0] ?? '' } : undefined
}

/**
 * No server is on this folder: files that name one are in the way of the next where another process bears its number,
 * or it is dead and not yet buried.
 */
function clearLocks(data: string, sockets: string): void {
  rmSync(path.join(data, 'postmaster.pid'), { force: true })
  for (const name of readdirSync(sockets))
    if (name.startsWith('.s.PGSQL.')) rmSync(path.join(sockets, name), { force: true })
}

const busy = new Set(['57P03', '53300'])

/** Waits until the server answers. @throws when it ends, or is there and stays dumb */
async function answering(data: string, gone: () => string | undefined): Promise<Postmaster> {
  const began = Date.now()
  for (let last: unknown; ;) {
    const found = findServer(data)
    const dead = gone()
    if (dead !== undefined) throw new Error(dead)
    if (found?.sockets) {
      try {
        await (await connectOwner(found.sockets, 'muster probe')).end()
        return found
      } catch (error) {
        last = error
      }
    }
    // 57P03: it says itself that it is starting, recovering or stopping.
    const limit = busy.has((last as { code?: string } | undefined)?.code ?? '')
      ? readyMillisecondsMax
      : answerMillisecondsMax
    if (Date.now() - began > limit)
      throw new Error(
        `PostgreSQL on ${data} does not answer: ${last instanceof Error ? last.message : 'no socket'}. Its log ` +
          'stands beside that folder in postgres.log.',
      )
    await pause(pollMilliseconds)
  }
}

/**
 * A server on this ground: the one that runs already (another Muster's, or left behind by a killed one), else a new
 * one.
 */
export function findOrStart(
  ground: Ground,
  durable: boolean,
  known = false,
): Promise<Postmaster & { readonly adopted: boolean }> {
  return inTurn(ground.folder, async () => {
    const data = dataOf(ground)
    if (findServer(data)) {
      try {
        return { ...(await answering(data, () => (findServer(data) ? undefined : 'it ended'))), adopted: true }
      } catch (error) {
        // It ended while we looked (its last user stopped it): then ours is next.
        if (findServer(data)) throw error
      }
    }
    const programs = prepare(ground, durable, known)
    const sockets = socketFolder(ground)
    clearLocks(data, sockets)
    writeSettings(data, ground, sockets, durable)
    return { ...(await start(ground, programs, data)), adopted: false }
  })
}

function openLog(ground: Ground): number {
  const file = logOf(ground)
  if (existsSync(file) && statSync(file).size > logBytesMax) renameSync(file, `${file}.1`)
  const log = openSync(file, 'a', 0o600)
  if (ground.as.uid !== undefined && ground.as.gid !== undefined) chownSync(file, ground.as.uid, ground.as.gid)
  return log
}

/** What was logged since, as much as fits into a message; the folder may be gone by now. */
function logFrom(ground: Ground, from: number): string {
  try {
    return readFileSync(logOf(ground)).subarray(from).toString('utf8').trim().slice(-2_000)
  } catch (error) {
    return `(${(error as Error).message})`
  }
}

async function start(ground: Ground, programs: string, data: string): Promise<Postmaster> {
  const log = openLog(ground)
  const from = statSync(logOf(ground)).size
  // In a session of its own: Ctrl-C is for Muster, which lets what waits be finished before it stops the server.
  const child = spawn(path.join(programs, 'postgres'), ['-D', data], {
    ...ground.as,
    cwd: data,
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let ended: string | undefined
  child.on('error', (error) => (ended = error.message))
  child.on(
    'exit',
    (code, signal) => (ended = `PostgreSQL ended while starting (${signal ?? code}): ${logFrom(ground, from)}`),
  )
  return answering(data, () => ended)
}

/** Which file the cluster's first one is: another, or none, when its folder was taken away underneath. */
export function markOf(ground: Ground): string | undefined {
  const found = statSync(path.join(dataOf(ground), 'PG_VERSION'), { throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino}`
}

/** Ends at once: what it would still acknowledge could not be found again. */
export function abandonServer({ pid }: Postmaster): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // Gone already.
  }
}

/** Fast shutdown: transactions are ended, everything written; ends by force what does not end. */
export async function stopServer({ pid }: Postmaster, ground: Ground): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const until = Date.now() + stopMillisecondsMax; Date.now() < until; await pause(pollMilliseconds))
      if (!isServerOf(pid, dataOf(ground))) return
  }
}
